//! What happened to a registration or a certificate. Days are those of the service's time zone.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Asker, Basis, CertificateKind, ContactHow};
use crate::agency::AgencyCode;
use crate::id::PersonId;
use crate::sealed::Sealed;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum RegistrationEvent {
    /// The register began to follow somebody.
    RegistrationOpened {
        /// Who.
        person: PersonId,
        /// The station that keeps the file.
        station: AgencyCode,
    },
    /// The person moved: another station keeps the register of them.
    RegistrationRelocated {
        /// Which.
        station: AgencyCode,
    },
    /// Somebody is registered as unemployed.
    UnemploymentRegistered {
        /// The day from which it counts.
        on: Date,
        /// The day on which the person was there for it.
        made: Date,
        /// Why, a key of the pack.
        reason: Sealed<String>,
        /// The last day of the last work.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worked_until: Option<Sealed<Date>>,
        /// What it rests on.
        basis: Basis,
        /// Until when the person has to have been in contact.
        contact_by: Date,
    },
    /// The person was in contact, and is still out of work.
    UnemploymentContactNoted {
        /// When.
        on: Date,
        /// How.
        how: ContactHow,
        /// What was said; empty where nothing was.
        note: Sealed<String>,
        /// Until when the next contact has to be.
        contact_by: Date,
    },
    /// The registration is cancelled.
    UnemploymentDeregistered {
        /// The day from which it counts no more.
        on: Date,
        /// A key of the pack.
        ground: Sealed<String>,
        /// Who asked for it.
        asked: Asker,
        /// What is known; empty where the ground says it all.
        note: Sealed<String>,
    },
    /// A certificate was applied for.
    CertificateApplied {
        /// When.
        on: Date,
        /// What for.
        what: CertificateKind,
        /// What was said; empty where nothing was.
        note: Sealed<String>,
        /// By when it is to be issued.
        due: Timestamp,
    },
    /// The application is not followed any more.
    CertificateApplicationWithdrawn {
        /// When.
        on: Date,
        /// Why.
        note: Sealed<String>,
    },
    /// It was issued, and lies at the station.
    CertificateIssued {
        /// When.
        on: Date,
        /// Its number.
        number: Sealed<String>,
        /// By when the person is to have it.
        due: Timestamp,
    },
    /// The person has it, and signed for it.
    CertificateHandedOver {
        /// When.
        on: Date,
        /// Who signed.
        signed_by: Sealed<String>,
    },
    /// The person has one that was issued before the station worked with this program.
    CertificateTakenOver {
        /// When it was seen.
        on: Date,
        /// Its number.
        number: Sealed<String>,
        /// The day of issue, where the certificate says it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issued: Option<Date>,
    },
    /// It is lost.
    CertificateReportedLost {
        /// When.
        on: Date,
        /// What is known.
        note: Sealed<String>,
    },
    /// It is there again, with the person.
    CertificateFound {
        /// When.
        on: Date,
    },
    /// The yearly check was made.
    CertificateChecked {
        /// When.
        on: Date,
    },
    /// The person gave it back for good.
    CertificateReturned {
        /// When.
        on: Date,
        /// Why.
        note: Sealed<String>,
    },
}

impl RegistrationEvent {
    /// The kinds of the events, as storage has them.
    pub const KINDS: [&str; 14] = [
        "registration_opened",
        "registration_relocated",
        "unemployment_registered",
        "unemployment_contact_noted",
        "unemployment_deregistered",
        "certificate_applied",
        "certificate_application_withdrawn",
        "certificate_issued",
        "certificate_handed_over",
        "certificate_taken_over",
        "certificate_reported_lost",
        "certificate_found",
        "certificate_checked",
        "certificate_returned",
    ];
}
