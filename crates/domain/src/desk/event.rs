//! What happens to a contact.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::employment::words;
use crate::id::{ContactId, PersonId, UserName};
use crate::sealed::Sealed;

words! {
    /// How somebody turned to the service.
    Channel {
        /// At the counter.
        Counter = "counter",
        /// By telephone.
        Telephone = "telephone",
        /// By page or message.
        Online = "online",
        /// When staff came to them.
        Visit = "visit",
        /// By letter.
        Letter = "letter",
        /// Through the city's line 12345.
        Hotline12345 = "hotline_12345",
        /// Through the line 12333 of human resources and social security.
        Hotline12333 = "hotline_12333",
    }
}

impl Channel {
    /// Whether it comes with a number and a time limit of its own.
    pub fn is_hotline(self) -> bool {
        matches!(self, Channel::Hotline12345 | Channel::Hotline12333)
    }
}

words! {
    /// How the resident was told how it stands.
    Telling {
        /// By telephone.
        Telephone = "telephone",
        /// By message.
        Message = "message",
        /// Face to face.
        InPerson = "in_person",
    }
}

words! {
    /// What a contact became.
    Became {
        /// An application for determination.
        Application = "application",
        /// A claim of a support.
        Claim = "claim",
        /// A complaint.
        Complaint = "complaint",
        /// A request for a job.
        JobRequest = "job_request",
        /// A question that others answer.
        Question = "question",
    }
}

/// The number under which a hotline sent it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HotlineNumber(pub String);

/// Who turned to the service, where no file is known. Empty where they gave nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// Papers that were received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What they are called.
    pub name: String,
    /// How many.
    pub count: u16,
}

/// How a contact ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Closing {
    /// It was answered, on the spot or later.
    Answered {
        /// What was said.
        words: Sealed<String>,
    },
    /// It became something else.
    Became {
        /// What.
        what: Became,
        /// Its number, where it has one.
        number: Sealed<String>,
        /// What was said.
        words: Sealed<String>,
    },
    /// It is another office's; the resident knows whose.
    Guided {
        /// Which office, where.
        office: Sealed<String>,
        /// Whom to ask for.
        name: Sealed<String>,
        /// At which telephone.
        phone: Sealed<String>,
    },
}

/// Something that happened. What is said is sealed under the key of the person where one is known from
/// the beginning, else under a key of the contact's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum ContactEvent {
    /// Somebody took it, and is responsible from now on.
    ContactTaken {
        /// Its id.
        contact: ContactId,
        /// Where.
        agency: AgencyCode,
        /// How it came.
        channel: Channel,
        /// The number of the hotline.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hotline: Option<HotlineNumber>,
        /// Whom it is about, where a file is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// Who came, where no file is known.
        caller: Sealed<Caller>,
        /// The matter, by its code in the pack.
        matter: String,
        /// What they want.
        words: Sealed<String>,
        /// The papers they gave.
        papers: Sealed<Vec<Paper>>,
        /// By when it is answered.
        promised: Timestamp,
        /// By when they hear how it stands.
        tell_by: Timestamp,
    },
    /// Who is responsible wants to hand it over; nothing changes until somebody accepts.
    ContactOffered {
        /// To which agency.
        to: AgencyCode,
        /// To whom of it; anybody of it where nobody is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user: Option<UserName>,
        /// Why.
        reason: Sealed<String>,
        /// By when it is accepted or declined.
        accept_by: Timestamp,
    },
    /// The offer is taken back.
    ContactOfferTakenBack,
    /// It was accepted: whoever did is responsible from now on.
    ContactAccepted {
        /// At which agency.
        agency: AgencyCode,
    },
    /// It was not accepted.
    ContactDeclined {
        /// Why.
        reason: Sealed<String>,
    },
    /// The head takes it from somebody who left or is away.
    ContactTakenOver {
        /// Why.
        reason: Sealed<String>,
    },
    /// The resident was told how it stands.
    ContactTold {
        /// How.
        how: Telling,
        /// What.
        words: Sealed<String>,
        /// By when they hear again.
        tell_by: Timestamp,
    },
    /// The head gave more time, and the resident was told.
    ContactExtended {
        /// By when it is answered now.
        promised: Timestamp,
        /// Why.
        reason: Sealed<String>,
    },
    /// Whom it is about is known now.
    ContactPersonKnown {
        /// Whom.
        person: PersonId,
    },
    /// It is over.
    ContactClosed {
        /// How.
        closing: Closing,
    },
    /// It was not over.
    ContactReopened {
        /// Why.
        reason: Sealed<String>,
        /// By when it is answered.
        promised: Timestamp,
        /// By when they hear how it stands.
        tell_by: Timestamp,
    },
}

impl ContactEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 11] = [
        "contact_taken",
        "contact_offered",
        "contact_offer_taken_back",
        "contact_accepted",
        "contact_declined",
        "contact_taken_over",
        "contact_told",
        "contact_extended",
        "contact_person_known",
        "contact_closed",
        "contact_reopened",
    ];
}
