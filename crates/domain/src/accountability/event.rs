//! What happens to a docket.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::employment::words;
use crate::id::{DocketId, UserName};
use crate::sealed::Sealed;

words! {
    /// What the level above found, from the lightest to the gravest.
    Finding {
        /// Nobody is to blame.
        Excused = "excused",
        /// They were reminded.
        Reminded = "reminded",
        /// They were asked to an interview.
        Interviewed = "interviewed",
        /// A notice of criticism was given.
        Criticised = "criticised",
        /// It was referred to who decides on discipline.
        Referred = "referred",
    }
}

/// A time from when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
}

/// A term that was missed, as it stood when it was due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// Id of the duty.
    pub duty: String,
    /// Tells the terms of one duty apart.
    pub term: String,
    /// What was owed.
    pub kind: String,
    /// The step of the procedure.
    pub step: String,
    /// The case or other file that it is about.
    pub subject: String,
    /// The article that gives the time limit.
    pub article: String,
    /// The agency that owed it.
    pub agency: AgencyCode,
    /// Who of the agency; none where it was nobody's by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<UserName>,
    /// When the term began, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Timestamp>,
    /// When it was due.
    pub due: Timestamp,
    /// When it stood still: that time is not counted in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspended: Vec<Span>,
    /// When the service could not be used during the term: that time was added at its end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outages: Vec<Span>,
    /// When the term ended with that time.
    pub effective: Timestamp,
}

/// Something that happened. What is said is sealed under a key of the docket's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum DocketEvent {
    /// A term was missed.
    DocketOpened {
        /// Its id.
        docket: DocketId,
        /// What was missed, and by whom.
        breach: Box<Breach>,
        /// By when the holder explains.
        explain_by: Timestamp,
        /// By when the level above finds.
        find_by: Timestamp,
    },
    /// The holder, or the head where nobody else can, said how it came.
    DocketExplained {
        /// In words.
        words: Sealed<String>,
    },
    /// The level above found.
    DocketFound {
        /// What.
        finding: Finding,
        /// Why.
        reason: Sealed<String>,
        /// What the resident gets to make it good, and by when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remedy: Option<(Sealed<String>, Timestamp)>,
        /// Until when the holder may object.
        object_by: Timestamp,
    },
    /// The holder accepts what was found.
    DocketAccepted,
    /// The holder objects.
    DocketObjected {
        /// Why.
        words: Sealed<String>,
        /// By when the next level looks again.
        look_by: Timestamp,
    },
    /// The next level looked again: this is what stands.
    DocketLookedAgain {
        /// What.
        finding: Finding,
        /// Why.
        reason: Sealed<String>,
    },
    /// The resident got what they were to get.
    DocketRemedied {
        /// What was done.
        words: Sealed<String>,
    },
    /// Nobody objected in time; written by the service.
    DocketUncontested,
}

impl DocketEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 8] = [
        "docket_opened",
        "docket_explained",
        "docket_found",
        "docket_accepted",
        "docket_objected",
        "docket_looked_again",
        "docket_remedied",
        "docket_uncontested",
    ];
}
