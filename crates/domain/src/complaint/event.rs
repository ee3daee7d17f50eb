//! What happens to a complaint.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::employment::words;
use crate::id::ComplaintId;
use crate::sealed::Sealed;

words! {
    /// What it is about.
    ComplaintCategory {
        /// Money was asked for a service that is free (A8).
        Charging = "charging",
        /// A charge was hung onto something else (A8).
        PiggyBacked = "piggy_backed",
        /// Gifts were asked for or taken (A8).
        Gifts = "gifts",
        /// Meals, favours, somebody who was put first (A8).
        Favours = "favours",
        /// How one was treated (A8, A9).
        Conduct = "conduct",
        /// It takes too long.
        Delay = "delay",
        /// What came of it is wrong.
        Result = "result",
        /// Not everything was said at once.
        NotTold = "not_told",
        /// Something personal was passed on.
        Privacy = "privacy",
        /// Something else.
        Other = "other",
    }
}

impl ComplaintCategory {
    /// Whether it goes past station and office, straight to the bureau (A8).
    pub fn goes_past(self) -> bool {
        use ComplaintCategory as C;
        matches!(self, C::Charging | C::PiggyBacked | C::Gifts | C::Favours | C::Conduct)
    }
}

words! {
    /// How it came.
    ComplaintWay {
        /// By the public page.
        Page = "page",
        /// By telephone; staff wrote it down.
        Telephone = "telephone",
        /// At the counter; staff wrote it down.
        Counter = "counter",
        /// With the rating of a service.
        Rating = "rating",
    }
}

words! {
    /// What was found.
    ComplaintFinding {
        /// It is so.
        Founded = "founded",
        /// Part of it is so.
        Partly = "partly",
        /// It is not so.
        Unfounded = "unfounded",
        /// It cannot be told.
        Untold = "untold",
    }
}

/// Who complains; empty where they gave nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complainant {
    /// Name.
    pub name: String,
    /// How to reach them.
    pub phone: String,
}

impl Complainant {
    /// Whether they want to stay unknown.
    pub fn is_unknown(&self) -> bool {
        self.name.trim().is_empty() && self.phone.trim().is_empty()
    }
}

/// Something that happened. What is said is sealed under a key of the complaint's own: nobody's file
/// leads to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum ComplaintEvent {
    /// Somebody complained.
    ComplaintFiled {
        /// Its id.
        complaint: ComplaintId,
        /// What it is about.
        category: ComplaintCategory,
        /// The agency that it is about.
        about: AgencyCode,
        /// Who deals with it.
        dealing: AgencyCode,
        /// How it came.
        way: ComplaintWay,
        /// What happened.
        words: Sealed<String>,
        /// Who did it, and in which matter, as far as they say.
        whom: Sealed<String>,
        /// Who complains.
        complainant: Sealed<Complainant>,
        /// From where it was sent, as a keyed hash; none where staff wrote it down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sender: Option<String>,
        /// By when somebody takes it.
        take_by: Timestamp,
        /// By when it is replied to.
        reply_by: Timestamp,
    },
    /// Somebody deals with it from now on.
    ComplaintTaken,
    /// It is about another agency than was said, and goes above that one.
    ComplaintRedirected {
        /// The agency that it is about.
        about: AgencyCode,
        /// Who deals with it from now on.
        dealing: AgencyCode,
        /// Why.
        reason: Sealed<String>,
        /// By when somebody takes it.
        take_by: Timestamp,
    },
    /// The agency complained of is asked, without a word of who complained.
    ComplaintAsked {
        /// What is asked.
        question: Sealed<String>,
        /// By when they answer.
        due: Timestamp,
    },
    /// It answered.
    ComplaintAnswered {
        /// What it said.
        words: Sealed<String>,
    },
    /// What was found out, for the file.
    ComplaintNoted {
        /// What.
        words: Sealed<String>,
    },
    /// Whoever deals with it replied.
    ComplaintReplied {
        /// What was found.
        finding: ComplaintFinding,
        /// What who complained is told.
        words: Sealed<String>,
        /// What is put right; empty where nothing is.
        remedy: Sealed<String>,
        /// Until when they may say that they are not content.
        until: Timestamp,
    },
    /// It is abuse, and is not dealt with.
    ComplaintRejected {
        /// Why.
        reason: Sealed<String>,
    },
    /// Who complained takes it back.
    ComplaintWithdrawn,
    /// Who complained is not content; the level above looks again.
    ComplaintContested {
        /// Why.
        words: Sealed<String>,
        /// Who looks.
        dealing: AgencyCode,
        /// By when.
        due: Timestamp,
    },
    /// The level above looked.
    ComplaintLooked {
        /// What it found.
        finding: ComplaintFinding,
        /// What who complained is told.
        words: Sealed<String>,
        /// What is put right; empty where nothing is.
        remedy: Sealed<String>,
    },
}

impl ComplaintEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 11] = [
        "complaint_filed",
        "complaint_taken",
        "complaint_redirected",
        "complaint_asked",
        "complaint_answered",
        "complaint_noted",
        "complaint_replied",
        "complaint_rejected",
        "complaint_withdrawn",
        "complaint_contested",
        "complaint_looked",
    ];
}
