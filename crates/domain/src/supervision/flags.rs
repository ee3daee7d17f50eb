//! Visits that cannot have been as they were reported (B2b): two places at once, the same photo,
//! the same words, outside the hours. A flag is a reason to look, and proves nothing.

use std::collections::BTreeMap;

use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::agency::AgencyCode;
use crate::employment::{Employments, words};
use crate::followup::{Answer, Kept, Manner, Slot};
use crate::id::PersonId;

/// A report of a visit with whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    /// The person.
    pub person: &'a PersonId,
    /// The station.
    pub station: &'a AgencyCode,
    /// The number of the job.
    pub employment: u32,
    /// Which visit.
    pub slot: Slot,
    /// Its last day in time.
    pub due: jiff::civil::Date,
    /// The report that holds.
    pub kept: &'a Kept,
}

words! {
    /// What looks wrong with a visit.
    FlagKind {
        /// The visitor was at another place too soon before or after.
        TwoPlaces = "two_places",
        /// A photo of it stands in another report.
        SamePhoto = "same_photo",
        /// Another report uses the same words.
        SameText = "same_text",
        /// It was made early or late in the day.
        OutsideHours = "outside_hours",
    }
}

/// A reason to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flag {
    /// What.
    pub kind: FlagKind,
    /// The other visit, by its place in what was compared.
    pub other: Option<usize>,
}

/// From when on something looks wrong, as the pack has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagRules {
    /// The fewest minutes between visits at two places.
    pub between_minutes: u16,
    /// The fewest characters in which two reports have to be alike.
    pub alike: u16,
    /// The hour from which visits are made.
    pub from: Time,
    /// The hour until which they are made.
    pub to: Time,
}

impl Employments {
    /// The reports that hold.
    pub fn seen(&self) -> impl Iterator<Item = Seen<'_>> {
        self.jobs.iter().flat_map(move |(employment, job)| {
            let visits = job.follow_up.iter().flat_map(|follow_up| follow_up.visits.values());
            visits.filter_map(move |visit| {
                let (slot, due) = (visit.planned.slot, visit.planned.due);
                let (person, station) = (&self.person, &self.station);
                let kept = visit.report.as_ref()?;
                Some(Seen { person, station, employment: *employment, slot, due, kept })
            })
        })
    }
}

/// The flags of every visit, in the order of the visits; each is compared with all the others.
pub fn flags(visits: &[Seen<'_>], rules: &FlagRules, zone: &TimeZone) -> Vec<Vec<Flag>> {
    let mut all = vec![Vec::new(); visits.len()];
    two_places(visits, rules, &mut all);
    let photos = visits.iter().map(|seen| seen.kept.report.photos.clone());
    same(FlagKind::SamePhoto, photos, &mut all);
    let texts = visits.iter().map(|seen| text(seen, usize::from(rules.alike)).into_iter().collect());
    same(FlagKind::SameText, texts, &mut all);
    for (seen, flags) in visits.iter().zip(&mut all) {
        let time = zone.to_datetime(seen.kept.report.at).time();
        // A telephone call at night is as strange as a visit.
        if time < rules.from || time > rules.to {
            flags.push(Flag { kind: FlagKind::OutsideHours, other: None });
        }
        flags.sort();
        flags.dedup();
    }
    all
}

fn two_places(visits: &[Seen<'_>], rules: &FlagRules, all: &mut [Vec<Flag>]) {
    let went = |at: &usize| visits[*at].kept.report.manner == Manner::OnTheSpot;
    let mut order: Vec<usize> = (0..visits.len()).filter(went).collect();
    let by = |at: usize| (&visits[at].kept.report.visitor, visits[at].kept.report.at, at);
    order.sort_by_key(|at| by(*at));
    let shortest = jiff::SignedDuration::from_mins(i64::from(rules.between_minutes));
    for (place, one) in order.iter().enumerate() {
        for other in &order[place + 1..] {
            let (a, b) = (&visits[*one].kept.report, &visits[*other].kept.report);
            if a.visitor != b.visitor || b.at.duration_since(a.at) >= shortest {
                break;
            }
            if where_(a) != where_(b) {
                all[*one].push(Flag { kind: FlagKind::TwoPlaces, other: Some(*other) });
                all[*other].push(Flag { kind: FlagKind::TwoPlaces, other: Some(*one) });
            }
        }
    }
}

/// The place without spaces, so that two ways of writing it are one.
fn where_(report: &crate::followup::VisitReport) -> Option<String> {
    report.findings.get().map(|findings| without_spaces(&findings.place))
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What was written down in free words; none where it is too short to tell.
fn text(seen: &Seen<'_>, alike: usize) -> Option<String> {
    let findings = seen.kept.report.findings.get()?;
    let answers = findings.answers.values().filter_map(|answer| match answer {
        Answer::Text(text) => Some(text.as_str()),
        Answer::Yes | Answer::No | Answer::Unknown => None,
    });
    let words: String = answers.chain([findings.note.as_str()]).map(without_spaces).collect();
    Some(words).filter(|words| words.chars().count() >= alike)
}

/// Flags visits that share a mark with an earlier or a later one: the neighbour is named.
fn same(kind: FlagKind, marks: impl Iterator<Item = Vec<String>>, all: &mut [Vec<Flag>]) {
    let mut by_mark: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, marks) in marks.enumerate() {
        for mark in marks {
            let places = by_mark.entry(mark).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    for pair in by_mark.values().flat_map(|places| places.windows(2)) {
        all[pair[0]].push(Flag { kind, other: Some(pair[1]) });
        all[pair[1]].push(Flag { kind, other: Some(pair[0]) });
    }
}
