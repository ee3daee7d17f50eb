//! A person's file: who somebody is and how to reach them. Everything in it is sealed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::{CaseId, PersonId};
use crate::person::{ResidentNumber, RetirementClass, Sex};
use crate::sealed::Sealed;

/// Somebody of the same household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    /// Name.
    pub name: String,
    /// How they are related to the applicant, in the applicant's words.
    pub relation: String,
    /// Identity number; empty when not given.
    #[serde(default)]
    pub number: String,
}

/// What the file says of the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Identity number, 18 characters.
    pub number: String,
    /// Name as on the card.
    pub name: String,
    /// Telephone; empty when none.
    #[serde(default)]
    pub phone: String,
    /// Where they live.
    #[serde(default)]
    pub address: String,
    /// Which retirement age applies; it cannot be inferred from the sex.
    pub retirement_class: RetirementClass,
    /// Number of the registration certificate; empty when none.
    #[serde(default)]
    pub certificate: String,
    /// The household beside the person.
    #[serde(default)]
    pub household: Vec<Relative>,
}

impl std::fmt::Debug for Details {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Details(…)")
    }
}

impl Details {
    /// Day of birth, from the number; none if the stored number cannot be read.
    pub fn born(&self) -> Option<Date> {
        ResidentNumber::from_stored(&self.number).ok().map(|n| n.born())
    }

    /// Sex, from the number.
    pub fn sex(&self) -> Option<Sex> {
        ResidentNumber::from_stored(&self.number).ok().map(|n| n.sex())
    }
}

/// A person as their events made them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Id of the file.
    pub id: PersonId,
    /// The station that keeps it.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// What it says.
    pub details: Sealed<Details>,
}

/// A fact of a person's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum ApplicantEvent {
    /// The file was opened.
    PersonRegistered {
        /// Its id.
        id: PersonId,
        /// The station that keeps it.
        station: AgencyCode,
        /// What it says.
        details: Sealed<Details>,
    },
    /// An application was filed. Being an event of the person, it lets only one of two
    /// applications that are filed at once come first.
    ApplicationFiled {
        /// The case.
        case: CaseId,
    },
    /// The file says something else now.
    PersonAmended {
        /// The whole of what it says.
        details: Sealed<Details>,
    },
}

impl Applicant {
    /// Folds events from the beginning; none when the first is no registration.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a ApplicantEvent>) -> Option<Applicant> {
        let mut person: Option<Applicant> = None;
        for event in events {
            match (event, &mut person) {
                (ApplicantEvent::PersonRegistered { id, station, details }, None) => {
                    let (id, station, details) = (id.clone(), station.clone(), details.clone());
                    person = Some(Applicant { id, station, version: 1, details });
                }
                (ApplicantEvent::PersonAmended { details }, Some(person)) => {
                    person.details = details.clone();
                    person.version += 1;
                }
                (ApplicantEvent::ApplicationFiled { .. }, Some(person)) => person.version += 1,
                _ => return None,
            }
        }
        person
    }
}
