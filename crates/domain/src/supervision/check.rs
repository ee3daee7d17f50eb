//! The daily check of an office (B2b): what was due on a day, what was reported, what looks wrong;
//! and how stations stand over a period (B2c).

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::flags::{Flag, FlagRules, Seen, flags};
use crate::agency::AgencyCode;
use crate::employment::Employments;
use crate::followup::{Slot, Visit};
use crate::id::PersonId;

/// What became of a visit that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// It was made on its due day or before.
    InTime,
    /// It was made later.
    Late,
    /// Nobody made it yet.
    Owed,
}

/// A visit that was due on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueVisit {
    /// The person.
    pub person: PersonId,
    /// The station.
    pub station: AgencyCode,
    /// The number of the job.
    pub employment: u32,
    /// Which visit.
    pub slot: Slot,
    /// What became of it.
    pub became: Due,
}

/// A visit whose report came in on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedVisit<'a> {
    /// The report.
    pub seen: Seen<'a>,
    /// What looks wrong, with the other visit where there is one.
    pub wrong: Vec<(Flag, Option<Seen<'a>>)>,
}

/// The check of a day. Reports of the day are compared with all that are known.
pub fn day_check<'a>(
    people: &'a [Employments],
    day: Date,
    rules: &FlagRules,
    zone: &TimeZone,
) -> (Vec<DueVisit>, Vec<ReportedVisit<'a>>) {
    let seen: Vec<Seen<'_>> = people.iter().flat_map(Employments::seen).collect();
    let found = flags(&seen, rules, zone);
    let came_in = |one: &Seen<'_>| zone.to_datetime(one.kept.at).date() == day;
    let reported = seen.iter().zip(&found).filter(|(one, _)| came_in(one));
    let reported = reported.map(|(one, flags)| {
        let wrong = flags.iter().map(|flag| (*flag, flag.other.and_then(|at| seen.get(at).copied())));
        ReportedVisit { seen: *one, wrong: wrong.collect() }
    });
    let reported = reported.collect();
    (people.iter().flat_map(|one| due_on(one, day, zone)).collect(), reported)
}

fn due_on(one: &Employments, day: Date, zone: &TimeZone) -> Vec<DueVisit> {
    let on_day = planned(one).filter(|(_, visit)| visit.planned.due == day);
    let due = on_day.map(|(employment, visit)| DueVisit {
        person: one.person.clone(),
        station: one.station.clone(),
        employment,
        slot: visit.planned.slot,
        became: became(visit, zone),
    });
    due.collect()
}

/// The visits that are needed, with the number of their job.
fn planned(one: &Employments) -> impl Iterator<Item = (u32, &Visit)> {
    one.jobs.iter().flat_map(|(number, job)| {
        let visits = job.follow_up.iter().flat_map(|follow_up| follow_up.visits.values());
        visits.filter(|visit| visit.fallen.is_none()).map(move |visit| (*number, visit))
    })
}

fn became(visit: &Visit, zone: &TimeZone) -> Due {
    match &visit.report {
        None => Due::Owed,
        Some(kept) if zone.to_datetime(kept.report.at).date() <= visit.planned.due => Due::InTime,
        Some(_) => Due::Late,
    }
}

/// How a station stands: the visits that were due in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The station.
    pub station: AgencyCode,
    /// Visits that were due.
    pub due: u32,
    /// Of these, made in time.
    pub in_time: u32,
    /// Of these, made late.
    pub late: u32,
    /// Of these, still to be made.
    pub owed: u32,
}

impl Standing {
    /// Counts a station over days, the first and the last included.
    pub fn of<'a>(
        station: &AgencyCode,
        people: impl IntoIterator<Item = &'a Employments>,
        (from, to): (Date, Date),
        zone: &TimeZone,
    ) -> Standing {
        let mut standing = Standing { station: station.clone(), due: 0, in_time: 0, late: 0, owed: 0 };
        let ours = people.into_iter().filter(|one| one.station == *station);
        let visits = ours.flat_map(planned).map(|(_, visit)| visit);
        for visit in visits.filter(|visit| from <= visit.planned.due && visit.planned.due <= to) {
            standing.due += 1;
            match became(visit, zone) {
                Due::InTime => standing.in_time += 1,
                Due::Late => standing.late += 1,
                Due::Owed => standing.owed += 1,
            }
        }
        standing
    }
}
