//! Who is registered as unemployed, and the Employment and Unemployment Registration Certificate
//! (就業創業證): one stream a person, kept by the station. The person's own commitment is the main
//! basis of a registration (黑人社規〔2019〕2號); the certificate is issued within the term of the
//! pack, and every ledger and category that speaks of registered unemployment rests on this.

mod decide;
mod event;
mod fold;
mod names;
mod refusal;
mod terms;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::{PersonId, RegistrationId};
use crate::sealed::Sealed;

pub use decide::{Desk, RegistrationAct, decide};
pub use event::RegistrationEvent;
pub use names::{CertificateState, RegistrationActName};
pub use refusal::RegistrationRefusal;
pub use terms::{Asker, GroundRule, RegistrationTerms};

/// What a registration rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", content = "paper", rename_all = "snake_case")]
pub enum Basis {
    /// The person's own commitment, signed.
    Commitment,
    /// A paper or a record, in words.
    Proof(Sealed<String>),
}

/// How somebody was in contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactHow {
    /// At the counter.
    Counter,
    /// By telephone.
    Telephone,
    /// At home.
    Visit,
    /// By letter or message.
    Message,
}

impl ContactHow {
    /// Every way.
    pub const ALL: [ContactHow; 4] =
        [ContactHow::Counter, ContactHow::Telephone, ContactHow::Visit, ContactHow::Message];

    /// The word used in storage and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            ContactHow::Counter => "counter",
            ContactHow::Telephone => "telephone",
            ContactHow::Visit => "visit",
            ContactHow::Message => "message",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<ContactHow> {
        ContactHow::ALL.into_iter().find(|how| how.as_str() == text)
    }
}

/// A time of registered unemployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// The day from which it counts (C1.5 counts from here).
    pub since: Date,
    /// Why the person is out of work: a key of the pack. Sealed: it may say that somebody was
    /// in prison.
    pub reason: Sealed<String>,
    /// The last day of the last work; none where the person never worked.
    pub worked_until: Option<Sealed<Date>>,
    /// What it rests on.
    pub basis: Basis,
    /// The last day on which the person was in contact.
    pub contact: Date,
    /// Without contact after this day the registration may be cancelled.
    pub contact_by: Date,
    /// How it ended.
    pub ended: Option<Ended>,
}

/// How a registration was cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The day from which it counts no more.
    pub on: Date,
    /// A key of the pack.
    pub ground: Sealed<String>,
    /// Who asked for it.
    pub asked: Asker,
}

/// What is applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateKind {
    /// A first one.
    New,
    /// One in place of one that was lost.
    Replacement,
    /// One for an old one that is full, damaged or of the former kind.
    Exchange,
}

impl CertificateKind {
    /// Every kind.
    pub const ALL: [CertificateKind; 3] =
        [CertificateKind::New, CertificateKind::Replacement, CertificateKind::Exchange];

    /// The word used in storage and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            CertificateKind::New => "new",
            CertificateKind::Replacement => "replacement",
            CertificateKind::Exchange => "exchange",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<CertificateKind> {
        CertificateKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// An application for a certificate that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateApplication {
    /// What is applied for.
    pub kind: CertificateKind,
    /// The day on which it was made.
    pub on: Date,
    /// By when the certificate is to be issued.
    pub due: Timestamp,
    /// What was said; empty where nothing was. While it can be read the person is known.
    pub note: Sealed<String>,
}

/// Where a certificate is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Issued, and not yet with the person; to be handed over by then.
    Station(Timestamp),
    /// The person has it since that day.
    Person(Date),
    /// Reported lost on that day.
    Lost(Date, Sealed<String>),
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its number, up to 20 letters and digits: sources disagree about their meaning.
    pub number: Sealed<String>,
    /// The day of issue, where it is known.
    pub issued: Option<Date>,
    /// Where it is.
    pub place: Place,
    /// The day of the last yearly check.
    pub checked: Option<Date>,
}

/// Registration and certificate of one person, as their events made them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The person.
    pub person: PersonId,
    /// The station that keeps the file.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// Times of registered unemployment, the oldest first; only the last may be open.
    pub spells: Vec<Spell>,
    /// The application that is open.
    pub application: Option<CertificateApplication>,
    /// The certificate that counts.
    pub certificate: Option<Certificate>,
    /// Those that count no more: replaced, exchanged or returned.
    pub former: Vec<Certificate>,
}

impl Registration {
    /// Of whom nothing is registered yet.
    pub fn new(person: PersonId, station: AgencyCode) -> Registration {
        Registration {
            person,
            station,
            version: 0,
            spells: Vec::new(),
            application: None,
            certificate: None,
            former: Vec::new(),
        }
    }

    /// Its id.
    pub fn id(&self) -> RegistrationId {
        RegistrationId::of(&self.person)
    }

    /// The registration that stands now.
    pub fn unemployed(&self) -> Option<&Spell> {
        self.spells.last().filter(|spell| spell.ended.is_none())
    }

    /// What the register says of a day: registered unemployed since when, or not registered; none
    /// where it knows nothing of that time. The day of a cancellation is no day of registration.
    pub fn on(&self, day: Date) -> Option<Option<Date>> {
        let last = self.spells.iter().rev().find(|spell| spell.since <= day)?;
        let stands = last.ended.as_ref().is_none_or(|ended| day < ended.on);
        Some(stands.then_some(last.since))
    }

    /// The last day of work that the register knows by a day.
    pub fn worked_until(&self, day: Date) -> Option<Date> {
        let known = self.spells.iter().filter_map(|spell| spell.worked_until.as_ref()?.get().copied());
        known.filter(|until| *until <= day).max()
    }
}
