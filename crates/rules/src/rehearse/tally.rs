//! The counts of a rehearsal: bounded by the number of categories and agencies of the packs.

use std::collections::{BTreeMap, BTreeSet};

use leye_pack::{AgencyLevel, Pack};
use serde::Serialize;

use super::change::{Both, Found};

/// How somebody stands under a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Eligible.
    Eligible,
    /// Not known.
    Unknown,
    /// Not eligible, and would be after applying and registering.
    Potential,
    /// Not eligible.
    #[default]
    Ineligible,
}

impl Standing {
    /// As it stands in a result file.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Eligible => "eligible",
            Standing::Unknown => "unknown",
            Standing::Potential => "potential",
            Standing::Ineligible => "ineligible",
        }
    }

    pub(super) fn named(text: &str) -> Standing {
        let listed = [Standing::Eligible, Standing::Unknown, Standing::Potential];
        listed.into_iter().find(|one| one.as_str() == text).unwrap_or_default()
    }
}

/// How many people go from one standing to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Transition {
    /// Under the rules in force.
    pub from: Standing,
    /// Under the draft.
    pub to: Standing,
    /// How many.
    pub people: u64,
}

/// What changes in a category, of those who are eligible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CategoryEffect {
    /// Its code.
    pub category: String,
    /// Who is in it under the rules in force.
    pub before: u64,
    /// Who is in it under the draft.
    pub after: u64,
    /// Who comes into it.
    pub gain: u64,
    /// Who falls out of it.
    pub lose: u64,
}

/// What changes at an agency, with all agencies below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgencyEffect {
    /// 12 digits; empty for people without a known station.
    pub agency: String,
    /// `bureau`, `office` or `station`; none for people without a known station.
    pub level: Option<AgencyLevel>,
    /// Who is eligible under the rules in force.
    pub before: u64,
    /// Who is eligible under the draft.
    pub after: u64,
    /// Who becomes eligible: the cases to come.
    pub gain: u64,
    /// Who is no longer eligible.
    pub lose: u64,
    /// Who is to be reached out to, and was not before.
    pub outreach: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    before: u64,
    after: u64,
    gain: u64,
    lose: u64,
    outreach: u64,
}

pub(super) struct Tally {
    codes: Vec<String>,
    categories: BTreeMap<String, Counts>,
    /// Every agency of either pack with those above it.
    above: BTreeMap<String, Vec<String>>,
    levels: BTreeMap<String, AgencyLevel>,
    agencies: BTreeMap<String, Counts>,
    transitions: BTreeMap<(Standing, Standing), u64>,
    all: Counts,
    changed: u64,
}

pub(super) struct Tallied {
    pub gain: u64,
    pub lose: u64,
    pub changed: u64,
    pub transitions: Vec<Transition>,
    pub categories: Vec<CategoryEffect>,
    pub agencies: Vec<AgencyEffect>,
}

impl Tally {
    pub(super) fn new(base: &Pack, draft: &Pack) -> Tally {
        let mut codes: Vec<String> = base.categories.iter().map(|one| one.code.clone()).collect();
        for category in &draft.categories {
            if !codes.contains(&category.code) {
                codes.push(category.code.clone());
            }
        }
        codes.sort_by_key(|code| (code.len(), code.clone()));
        let rows = base.agencies.iter().chain(&draft.agencies);
        let parents: BTreeMap<&str, Option<&str>> =
            rows.clone().map(|row| (row.code.as_str(), row.parent.as_deref())).collect();
        let chain = |code: &str| {
            let mut chain = vec![code.to_owned()];
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut next = parents.get(code).copied().flatten();
            while let Some(above) = next.filter(|above| seen.insert(above)) {
                chain.push(above.to_owned());
                next = parents.get(above).copied().flatten();
            }
            chain
        };
        Tally {
            codes,
            categories: BTreeMap::new(),
            above: parents.keys().map(|code| ((*code).to_owned(), chain(code))).collect(),
            levels: rows.map(|row| (row.code.clone(), row.level)).collect(),
            agencies: BTreeMap::new(),
            transitions: BTreeMap::new(),
            all: Counts::default(),
            changed: 0,
        }
    }

    pub(super) fn add(&mut self, row: &Both<'_>) {
        let (from, to) = (row.before.standing, row.after.standing);
        *self.transitions.entry((from, to)).or_default() += 1;
        if from == Standing::Ineligible && to == Standing::Ineligible {
            return;
        }
        self.changed += u64::from(row.is_change());
        let mut counts = Counts::default();
        counts.note(from == Standing::Eligible, to == Standing::Eligible);
        counts.outreach = u64::from(to == Standing::Potential && from != Standing::Potential);
        self.all.add(counts);
        let known = row.agency.and_then(|agency| self.above.get(agency));
        let nowhere = [String::new()];
        for agency in known.map_or(&nowhere[..], Vec::as_slice) {
            // Most agencies have been met already.
            match self.agencies.get_mut(agency) {
                Some(held) => held.add(counts),
                None => self.agencies.entry(agency.clone()).or_default().add(counts),
            }
        }
        self.add_categories(row);
    }

    fn add_categories(&mut self, row: &Both<'_>) {
        let within = |found: &Found, code: &String| {
            found.standing == Standing::Eligible && found.categories.contains(code)
        };
        let codes = row
            .before
            .categories
            .iter()
            .chain(row.after.categories.iter().filter(|code| !row.before.categories.contains(code)));
        for code in codes {
            let held = self.categories.entry(code.clone()).or_default();
            held.note(within(row.before, code), within(row.after, code));
        }
    }

    pub(super) fn finish(self, people: u64) -> Tallied {
        let sum: u64 = self.transitions.values().sum();
        debug_assert_eq!(sum, people, "everybody is counted once");
        let transitions =
            self.transitions.into_iter().map(|((from, to), people)| Transition { from, to, people });
        let categories = self.codes.iter().map(|code| {
            let Counts { before, after, gain, lose, .. } =
                self.categories.get(code).copied().unwrap_or_default();
            CategoryEffect { category: code.clone(), before, after, gain, lose }
        });
        let city = |code: &String| self.levels.get(code) == Some(&AgencyLevel::City);
        let touched = |counts: &Counts| counts.gain + counts.lose + counts.outreach > 0;
        let agencies = self.agencies.iter().filter(|(code, counts)| !city(code) && touched(counts)).map(
            |(code, counts)| AgencyEffect {
                agency: code.clone(),
                level: self.levels.get(code).copied(),
                before: counts.before,
                after: counts.after,
                gain: counts.gain,
                lose: counts.lose,
                outreach: counts.outreach,
            },
        );
        Tallied {
            gain: self.all.gain,
            lose: self.all.lose,
            changed: self.changed,
            transitions: transitions.collect(),
            categories: categories.collect(),
            agencies: agencies.collect(),
        }
    }
}

impl Counts {
    fn note(&mut self, before: bool, after: bool) {
        self.before += u64::from(before);
        self.after += u64::from(after);
        self.gain += u64::from(after && !before);
        self.lose += u64::from(before && !after);
    }

    fn add(&mut self, other: Counts) {
        self.before += other.before;
        self.after += other.after;
        self.gain += other.gain;
        self.lose += other.lose;
        self.outreach += other.outreach;
    }
}
