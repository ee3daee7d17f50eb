//! Employers: who may employ the people who were determined. What an organisation's
//! licence says is public; whom one asks for there is a person and sealed.

use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::EmployerId;
use crate::sealed::Sealed;

/// What the register says of an organisation; it stands on its licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerFacts {
    /// Unified social credit code, 18 characters.
    pub credit_code: String,
    /// Name as on the licence.
    pub name: String,
    /// Where it works; empty when not given.
    pub address: String,
    /// Its trade; empty when not given.
    pub trade: String,
}

/// Whom one asks for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name; empty when not given.
    pub name: String,
    /// Telephone; empty when not given.
    pub phone: String,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(…)")
    }
}

/// An employer as its events made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    /// Its id.
    pub id: EmployerId,
    /// The agency that keeps the entry.
    pub agency: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// The organisation.
    pub facts: EmployerFacts,
    /// Whom one asks for.
    pub contact: Sealed<Contact>,
}

/// A fact of an employer's entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum EmployerEvent {
    /// The entry was opened.
    EmployerRegistered {
        /// Its id.
        id: EmployerId,
        /// The agency that keeps it.
        agency: AgencyCode,
        /// The organisation.
        facts: EmployerFacts,
        /// Whom one asks for.
        contact: Sealed<Contact>,
    },
    /// The entry says something else now.
    EmployerAmended {
        /// The organisation.
        facts: EmployerFacts,
        /// Whom one asks for.
        contact: Sealed<Contact>,
    },
}

impl Employer {
    /// Folds events from the beginning; none when the first is no registration.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a EmployerEvent>) -> Option<Employer> {
        let mut employer: Option<Employer> = None;
        for event in events {
            match (event, &mut employer) {
                (EmployerEvent::EmployerRegistered { id, agency, facts, contact }, None) => {
                    let (id, agency) = (id.clone(), agency.clone());
                    let (facts, contact) = (facts.clone(), contact.clone());
                    employer = Some(Employer { id, agency, version: 1, facts, contact });
                }
                (EmployerEvent::EmployerAmended { facts, contact }, Some(employer)) => {
                    employer.facts = facts.clone();
                    employer.contact = contact.clone();
                    employer.version += 1;
                }
                _ => return None,
            }
        }
        employer
    }
}
