//! Draws a spot check of reported visits (B2b): the same seed and the same visits give the same
//! draw, for ever. Whole numbers only; what looks wrong weighs more and is drawn more often.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::flags::{FlagRules, Seen, flags};
use super::problem::About;
use crate::agency::AgencyCode;
use crate::employment::{Employments, words};
use crate::followup::Manner;
use crate::id::VisitKey;

words! {
    /// Why a visit weighs more.
    Reason {
        /// Something looks wrong with it, see the daily check.
        Flagged = "flagged",
        /// The job is at risk.
        AtRisk = "at_risk",
        /// It was made late.
        Late = "late",
        /// Nobody went there.
        Remote = "remote",
    }
}

/// How a spot check is drawn, as the pack has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawRules {
    /// How many of a hundred visits.
    pub share: u16,
    /// The fewest, where there are so many.
    pub least: u16,
    /// The most.
    pub most: u16,
    /// What every visit weighs.
    pub base: u16,
    /// What each reason adds.
    pub adds: BTreeMap<Reason, u16>,
}

/// A visit that may be drawn, with what it weighs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Candidate {
    /// Whose, and which.
    pub about: About,
    /// What it weighs.
    pub weight: u32,
}

/// A reported visit of the period, with all that has to be known when it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Whose, which, and what it weighs.
    pub candidate: Candidate,
    /// The station that reported it.
    pub station: AgencyCode,
    /// The report.
    pub key: VisitKey,
    /// Sign-in names of who made and who delivered it.
    pub by: BTreeSet<String>,
    /// Why it weighs more.
    pub reasons: BTreeSet<Reason>,
}

impl DrawRules {
    /// How many of so many visits are drawn: the share rounded up, within the bounds; one at least.
    pub fn size(&self, population: usize) -> usize {
        let share = population.saturating_mul(usize::from(self.share)).div_ceil(100);
        let within = share.max(usize::from(self.least)).min(usize::from(self.most)).max(1);
        within.min(population)
    }

    fn weight(&self, reasons: &BTreeSet<Reason>) -> u32 {
        let adds = reasons.iter().filter_map(|reason| self.adds.get(reason));
        u32::from(self.base) + adds.map(|add| u32::from(*add)).sum::<u32>()
    }
}

/// The visits that were made in a period and are reported, in the one order in which they are
/// drawn from.
pub fn reported_in(
    people: &[Employments],
    (from, to): (Date, Date),
    rules: &DrawRules,
    wrong: &FlagRules,
    zone: &TimeZone,
) -> Vec<Reported> {
    let seen: Vec<Seen<'_>> = people.iter().flat_map(Employments::seen).collect();
    let found = flags(&seen, wrong, zone);
    let risky: BTreeSet<(&str, u32)> = people.iter().flat_map(at_risk).collect();
    let day = |one: &Seen<'_>| zone.to_datetime(one.kept.report.at).date();
    let inside = seen.iter().zip(&found).filter(|(one, _)| from <= day(one) && day(one) <= to);
    let mut all: Vec<Reported> = inside
        .map(|(one, flags)| {
            let report = &one.kept.report;
            let tells = [
                (Reason::Flagged, !flags.is_empty()),
                (Reason::AtRisk, risky.contains(&(one.person.as_str(), one.employment))),
                (Reason::Late, day(one) > one.due),
                (Reason::Remote, report.manner != Manner::OnTheSpot),
            ];
            let reasons = tells.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect();
            let (person, employment, slot) = (one.person.clone(), one.employment, one.slot);
            let about = About { person, employment, slot };
            Reported {
                candidate: Candidate { about, weight: rules.weight(&reasons) },
                station: one.station.clone(),
                key: report.key.clone(),
                by: BTreeSet::from([report.visitor.as_str().to_owned(), one.kept.by.clone()]),
                reasons,
            }
        })
        .collect();
    all.sort_by(|a, b| a.candidate.cmp(&b.candidate));
    all
}

fn at_risk(one: &Employments) -> Vec<(&str, u32)> {
    let risky = one.jobs.iter().filter(|(_, job)| job.risk() > 0);
    risky.map(|(number, _)| (one.person.as_str(), *number)).collect()
}

/// The visits drawn from as one text, a line each: its digest freezes them.
pub fn canonical(population: &[Candidate]) -> String {
    let line = |one: &Candidate| {
        format!("{} {} {} {}\n", one.about.person, one.about.employment, one.about.slot, one.weight)
    };
    population.iter().map(line).collect()
}

/// Draws `size` different visits, each as its place in the population, in the order drawn. Every
/// draw takes one of the visits that are left, with a chance as its weight is to theirs.
pub fn draw(seed: u64, population: &[Candidate], size: usize) -> Vec<usize> {
    let mut chance = Sequence(seed);
    let mut left: Vec<usize> = (0..population.len()).collect();
    // A visit that weighs nothing could never be drawn.
    let weight = |at: usize| u64::from(population.get(at).map_or(1, |one| one.weight).max(1));
    let mut sum: u64 = left.iter().map(|at| weight(*at)).sum();
    let mut drawn = Vec::new();
    while drawn.len() < size && !left.is_empty() {
        let mut rest = chance.below(sum);
        let hit = left.iter().position(|at| match rest.checked_sub(weight(*at)) {
            Some(less) => {
                rest = less;
                false
            }
            None => true,
        });
        let Some(hit) = hit else { break };
        let at = left.remove(hit);
        sum -= weight(at);
        drawn.push(at);
    }
    drawn
}

/// The sequence SplitMix64 (Steele, Lea and Flood 2014): whoever redraws needs these lines and no
/// library.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`: the upper half of a product of 128 bits.
    fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or_default()
    }
}
