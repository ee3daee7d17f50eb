//! Households: who belongs to one, who of them could work and does, and whether it is one of which
//! nobody has work (零就業家庭, C1.2). Such a household is found by the rules whenever it changes,
//! applies, is reviewed by station, office and bureau, and is counted until somebody of it has
//! stable work or another end comes; one that comes back is an alarm.

mod decide;
mod event;
mod fold;
mod member;
mod refusal;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::{AgencyCode, Level};
use crate::id::{HouseholdId, PersonId, UserName};
use crate::sealed::Sealed;

pub use decide::{Desk, HouseholdAct, decide, relocate};
pub use event::HouseholdEvent;
pub use member::{Ages, Exclusion, Member, MemberFacts};
pub use refusal::HouseholdRefusal;

/// How a household stands as one of which nobody has work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// Somebody has work, or it is not known, or nobody could work.
    Plain,
    /// The rules found that nobody has work.
    Found {
        /// When.
        on: Date,
        /// By when it is to have applied, or be known not to want to.
        due: Timestamp,
    },
    /// It applied, and is reviewed at this level.
    Review {
        /// When it applied.
        on: Date,
        /// Who reviews now.
        level: Level,
        /// By when.
        due: Timestamp,
    },
    /// The bureau confirmed it.
    Confirmed {
        /// When.
        on: Date,
        /// By when somebody of it is to have work.
        due: Timestamp,
    },
    /// It was refused.
    Refused {
        /// When.
        on: Date,
    },
    /// It ended.
    Ended {
        /// When.
        on: Date,
    },
}

impl Standing {
    /// The word used in storage, addresses and words.
    pub fn as_str(&self) -> &'static str {
        match self {
            Standing::Plain => "plain",
            Standing::Found { .. } => "found",
            Standing::Review { level: Level::Station, .. } => "review_station",
            Standing::Review { level: Level::Office, .. } => "review_office",
            Standing::Review { .. } => "review_bureau",
            Standing::Confirmed { .. } => "confirmed",
            Standing::Refused { .. } => "refused",
            Standing::Ended { .. } => "ended",
        }
    }

    /// When something is due; none where nothing is.
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            Standing::Found { due, .. } | Standing::Review { due, .. } | Standing::Confirmed { due, .. } => {
                Some(*due)
            }
            Standing::Plain | Standing::Refused { .. } | Standing::Ended { .. } => None,
        }
    }

    /// Which level owes what is due; the station helps a household that is confirmed.
    pub fn owes(&self) -> Option<Level> {
        match self {
            Standing::Review { level, .. } => Some(*level),
            Standing::Found { .. } | Standing::Confirmed { .. } => Some(Level::Station),
            Standing::Plain | Standing::Refused { .. } | Standing::Ended { .. } => None,
        }
    }
}

/// A time as a confirmed household of which nobody has work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// From the confirmation.
    pub from: Date,
    /// The end: the day, a ground of the pack, and whether it was solved by work.
    pub until: Option<(Date, String, bool)>,
}

/// A household, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// The station that keeps it.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// Where it lives.
    pub address: Sealed<String>,
    /// Members by number, counted from 1; who left stays in the list.
    pub members: BTreeMap<u32, Member>,
    /// How it stands.
    pub standing: Standing,
    /// Who worked on its application, by level: nobody reviews twice (C2).
    pub worked: BTreeMap<Level, BTreeSet<UserName>>,
    /// The times for which it counts.
    pub counted: Vec<Counted>,
    /// Days on which it came back after an end.
    pub returned: Vec<Date>,
}

impl Household {
    /// Members who did not leave.
    pub fn present(&self) -> impl Iterator<Item = (u32, &MemberFacts)> {
        let here = self.members.iter().filter(|(_, member)| member.left.is_none());
        here.filter_map(|(number, member)| Some((*number, member.facts.get()?)))
    }

    /// The files of those who could work and do not: A7 covers them from the day on which the
    /// household is found.
    pub fn jobless(&self, on: Date, ages: &Ages<'_>) -> Vec<PersonId> {
        let could = self.present().filter(|(_, facts)| facts.could_work(on, ages) == Some(true));
        could.filter_map(|(_, facts)| facts.person.clone()).collect()
    }

    /// Whether nobody has work although somebody could (C1.2): some member is of working age,
    /// able, willing and not employed, and no member is employed. None where that is not known.
    pub fn is_zero_employment(&self, on: Date, ages: &Ages<'_>) -> Option<bool> {
        let members: Vec<&MemberFacts> = self.present().map(|(_, facts)| facts).collect();
        let could = any(members.iter().map(|facts| facts.could_work(on, ages)));
        let employed = any(members.iter().map(|facts| facts.is_employed()));
        both(could, employed.map(|employed| !employed))
    }
}

/// True if any is, otherwise unknown if any is unknown.
fn any(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut so_far = Some(false);
    for one in truths {
        match one {
            Some(true) => return one,
            Some(false) => {}
            None => so_far = None,
        }
    }
    so_far
}

/// False if one is, otherwise unknown if one is unknown.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (None, _) | (_, None) => None,
        _ => Some(true),
    }
}
