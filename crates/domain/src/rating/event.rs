//! What happens to a rating.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::grade::{Answers, Suspicion};
use crate::agency::AgencyCode;
use crate::employment::words;
use crate::id::{CaseId, PersonId, RatingId, UserName};
use crate::sealed::Sealed;

words! {
    /// What sort of service was rated.
    ServiceKind {
        /// An application for determination.
        Case = "case",
    }
}

/// The finished service that is rated. A further kind is a variant of its own here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum RatedService {
    /// An application that is completed, refused or withdrawn.
    Case(CaseId),
}

impl RatedService {
    /// What sort it is.
    pub fn kind(&self) -> ServiceKind {
        match self {
            RatedService::Case(_) => ServiceKind::Case,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            RatedService::Case(id) => id.as_str(),
        }
    }

    /// The county whose shard holds it.
    pub fn county(&self) -> &str {
        match self {
            RatedService::Case(id) => id.county(),
        }
    }
}

/// Something that happened. What is said is sealed under the key of the person who rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum RatingEvent {
    /// Somebody was asked for it, once for all.
    RatingAsked {
        /// Its id.
        rating: RatingId,
        /// What is rated.
        service: RatedService,
        /// The agency that is rated.
        agency: AgencyCode,
        /// Who rates.
        person: PersonId,
        /// Who worked on it: they are rated, and do nothing about it.
        rated: BTreeSet<UserName>,
        /// The day on which they were asked.
        on: Date,
        /// The last day for it.
        until: Date,
    },
    /// They rated.
    RatingGiven {
        /// What they answered.
        answers: Answers,
        /// Whether the pack calls these answers bad.
        bad: bool,
        /// Why it does not count yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suspicion: Option<Suspicion>,
        /// By when somebody rings back, or looks whether it counts; none where nothing follows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// The level above looked whether a suspicious one counts.
    RatingExamined {
        /// Whether it does.
        counts: bool,
        /// Why.
        reason: Sealed<String>,
        /// By when somebody rings back; none where nothing follows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// Somebody rang back.
    RatingCalledBack {
        /// Whether they were reached.
        reached: bool,
        /// What was said.
        note: Sealed<String>,
        /// By when it is put right, or rung again; none where they want nothing more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// It was put right.
    RatingRemedied {
        /// What was done.
        done: Sealed<String>,
        /// By when the level above looks.
        look_by: Timestamp,
    },
    /// The level above looked at what was done.
    RatingLooked {
        /// Whether they are content.
        settled: bool,
        /// What they saw.
        note: Sealed<String>,
        /// By when it is put right now; none where they are content.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// The rated agency says that it is false.
    RatingAppealed {
        /// Why.
        reason: Sealed<String>,
        /// By when the level above judges.
        judge_by: Timestamp,
    },
    /// The level above judged.
    RatingJudged {
        /// Whether it is struck.
        struck: bool,
        /// Why.
        reason: Sealed<String>,
    },
}

impl RatingEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 8] = [
        "rating_asked",
        "rating_given",
        "rating_examined",
        "rating_called_back",
        "rating_remedied",
        "rating_looked",
        "rating_appealed",
        "rating_judged",
    ];
}
