//! A member of a household, and what counts of them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::both;
use crate::id::PersonId;
use crate::person::{RetirementClass, RetirementRules, completed_years, statutory_retirement};
use crate::sealed::Sealed;

/// Why somebody is not counted among those who could work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// At school.
    Student,
    /// Serving in the army.
    Soldier,
    /// Retired, early retirement included.
    Retired,
    /// Has lost the capacity to work.
    Incapable,
}

impl Exclusion {
    /// Every one.
    pub const ALL: [Exclusion; 4] =
        [Exclusion::Student, Exclusion::Soldier, Exclusion::Retired, Exclusion::Incapable];

    /// The word used in storage and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Exclusion::Student => "student",
            Exclusion::Soldier => "soldier",
            Exclusion::Retired => "retired",
            Exclusion::Incapable => "incapable",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Exclusion> {
        Exclusion::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// What is known of a member. All of it is sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFacts {
    /// The person's file, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Name.
    pub name: String,
    /// Keyed hash of the identity number; empty where it is not known.
    #[serde(default)]
    pub identity: String,
    /// Day of birth.
    pub born: Option<Date>,
    /// Which retirement age applies; it cannot be inferred from the sex.
    pub class: Option<RetirementClass>,
    /// How they are related to the head of the household, in words.
    pub relation: String,
    /// Has work, on an own account and by the day included.
    pub employed: Option<bool>,
    /// Able to work.
    pub able: Option<bool>,
    /// Willing to work.
    pub willing: Option<bool>,
    /// Why they are not counted among those who could work.
    pub exclusion: Option<Exclusion>,
}

impl std::fmt::Debug for MemberFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemberFacts(…)")
    }
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// What is known.
    pub facts: Sealed<MemberFacts>,
    /// The day on which they joined.
    pub joined: Date,
    /// The day on which they left.
    pub left: Option<Date>,
}

/// The ages of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Ages<'a> {
    /// Youngest age in completed years (C1).
    pub youngest: i16,
    /// The statutory retirement age.
    pub retirement: &'a RetirementRules,
}

impl MemberFacts {
    /// Of working age, able, willing and not employed. Who is excluded could not.
    pub(super) fn could_work(&self, on: Date, ages: &Ages<'_>) -> Option<bool> {
        if self.exclusion.is_some() {
            return Some(false);
        }
        let facts = [self.able, self.willing, self.employed.map(|employed| !employed)];
        facts.into_iter().fold(self.of_working_age(on, ages), both)
    }

    /// Has work. Who is excluded has none where nobody said so.
    pub(super) fn is_employed(&self) -> Option<bool> {
        self.employed.or(self.exclusion.map(|_| false))
    }

    fn of_working_age(&self, on: Date, ages: &Ages<'_>) -> Option<bool> {
        let old_enough = self.born.map(|born| completed_years(born, on) >= ages.youngest);
        let retires = self.born.zip(self.class);
        let retires = retires.map(|(born, class)| statutory_retirement(born, class, ages.retirement).date);
        both(old_enough, retires.map(|day| on < day))
    }
}
