//! Why something is not done with a registration or a certificate.

use jiff::civil::Date;
use serde::Serialize;

use super::decide::{LONGEST, LONGEST_NUMBER};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RegistrationRefusal {
    /// Another agency keeps the file.
    #[error("only the station that keeps the file registers (C2)")]
    NotTheStation,
    /// Somebody is registered already.
    #[error("registered as unemployed since {since}")]
    AlreadyRegistered {
        /// Since when.
        since: Date,
    },
    /// Nobody is registered.
    #[error("not registered as unemployed")]
    NotRegistered,
    /// A day lies in the future.
    #[error("`{field}` lies in the future")]
    InFuture {
        /// The field.
        field: &'static str,
    },
    /// A day lies before what it follows.
    #[error("`{field}` lies before {day}, on which what it follows happened")]
    TooEarly {
        /// The field.
        field: &'static str,
        /// The day.
        day: Date,
    },
    /// Work ended after the registration.
    #[error("the last work ended after the day of registration")]
    WorkedLater,
    /// A commitment counts from the day on which it is made.
    #[error("a commitment counts from the day on which it is made; an earlier day needs a proof")]
    CommitmentIsOfToday,
    /// Too young.
    #[error("registration begins at the age of {least} (C1)")]
    TooYoung {
        /// In completed years.
        least: i16,
    },
    /// Of retirement age.
    #[error("of retirement age since {since} (C1)")]
    Retired {
        /// Since when.
        since: Date,
    },
    /// The pack has no such reason.
    #[error("the rules have no such reason of joblessness")]
    UnknownReason,
    /// The pack has no such ground.
    #[error("the rules have no such ground of cancellation")]
    UnknownGround,
    /// Somebody else has to ask for a cancellation on that ground.
    #[error("a registration is not cancelled on this ground when they ask who was named")]
    NotTheirs,
    /// The person was in contact within the term.
    #[error("last in contact on {last}: the registration stands until {until} at least")]
    InContact {
        /// The last contact.
        last: Date,
        /// The last day of the term.
        until: Date,
    },
    /// The person has a certificate.
    #[error("the person has a certificate: exchange it, or report it lost first")]
    HasOne,
    /// There is no certificate.
    #[error("there is no certificate")]
    HasNone,
    /// It is not reported as lost.
    #[error("the certificate is not reported as lost")]
    NotLost,
    /// It is reported as lost.
    #[error("the certificate is reported as lost")]
    IsLost,
    /// The person does not have it.
    #[error("the certificate lies at the station: hand it over first")]
    AtStation,
    /// It was handed over before.
    #[error("the person has the certificate already")]
    WithPerson,
    /// An application is open.
    #[error("an application for a certificate is open")]
    ApplicationOpen,
    /// No application is open.
    #[error("no application for a certificate is open")]
    NoApplication,
    /// That is no number of a certificate.
    #[error("a number of a certificate has 1 to {LONGEST_NUMBER} letters and digits")]
    BadNumber,
    /// Something that has to be written is missing.
    #[error("`{field}` is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// Something that was written is too long.
    #[error("`{field}` is longer than {LONGEST} characters")]
    TooLong {
        /// The field.
        field: &'static str,
    },
}

impl RegistrationRefusal {
    /// Its code, which the words are found by.
    pub fn code(&self) -> &'static str {
        match self {
            RegistrationRefusal::NotTheStation => "not-the-station",
            RegistrationRefusal::AlreadyRegistered { .. } => "already-registered",
            RegistrationRefusal::NotRegistered => "not-registered",
            RegistrationRefusal::InFuture { .. } => "in-future",
            RegistrationRefusal::TooEarly { .. } => "too-early",
            RegistrationRefusal::WorkedLater => "worked-later",
            RegistrationRefusal::CommitmentIsOfToday => "commitment-is-of-today",
            RegistrationRefusal::TooYoung { .. } => "too-young",
            RegistrationRefusal::Retired { .. } => "retired",
            RegistrationRefusal::UnknownReason => "unknown-reason",
            RegistrationRefusal::UnknownGround => "unknown-ground",
            RegistrationRefusal::NotTheirs => "not-theirs",
            RegistrationRefusal::InContact { .. } => "in-contact",
            RegistrationRefusal::HasOne => "has-one",
            RegistrationRefusal::HasNone => "has-none",
            RegistrationRefusal::NotLost => "not-lost",
            RegistrationRefusal::IsLost => "is-lost",
            RegistrationRefusal::AtStation => "at-station",
            RegistrationRefusal::WithPerson => "with-person",
            RegistrationRefusal::ApplicationOpen => "application-open",
            RegistrationRefusal::NoApplication => "no-application",
            RegistrationRefusal::BadNumber => "bad-number",
            RegistrationRefusal::Missing { .. } => "missing",
            RegistrationRefusal::TooLong { .. } => "too-long",
        }
    }

    /// The field that it is about, as the act names it; none where it is about the act.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            RegistrationRefusal::InFuture { field }
            | RegistrationRefusal::TooEarly { field, .. }
            | RegistrationRefusal::Missing { field }
            | RegistrationRefusal::TooLong { field } => Some(field),
            RegistrationRefusal::WorkedLater => Some("worked_until"),
            RegistrationRefusal::CommitmentIsOfToday => Some("basis"),
            RegistrationRefusal::UnknownReason => Some("reason"),
            RegistrationRefusal::UnknownGround | RegistrationRefusal::InContact { .. } => Some("ground"),
            RegistrationRefusal::NotTheirs => Some("asked"),
            RegistrationRefusal::BadNumber => Some("number"),
            _ => None,
        }
    }
}
