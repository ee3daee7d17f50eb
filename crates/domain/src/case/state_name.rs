//! The names of the states, with the level and the article of each.

use serde::{Deserialize, Serialize};

use crate::agency::Level;

/// The name of a state, as in storage, the API and the addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names are those of the table in the contracts
pub enum StateName {
    Received,
    Correction,
    InitialReview,
    Form,
    Posting,
    Notice,
    Objection,
    Entry,
    SecondReview,
    Returned,
    Confirmation,
    Annotation,
    PapersBack,
    Completed,
    Refused,
    Withdrawn,
}

impl StateName {
    /// Every state, in the order of the procedure.
    pub const ALL: [StateName; 16] = [
        StateName::Received,
        StateName::Correction,
        StateName::InitialReview,
        StateName::Form,
        StateName::Posting,
        StateName::Notice,
        StateName::Objection,
        StateName::Entry,
        StateName::SecondReview,
        StateName::Returned,
        StateName::Confirmation,
        StateName::Annotation,
        StateName::PapersBack,
        StateName::Completed,
        StateName::Refused,
        StateName::Withdrawn,
    ];

    /// The word used in storage and the API; also the key of the state's time limit.
    pub fn as_str(self) -> &'static str {
        match self {
            StateName::Received => "received",
            StateName::Correction => "correction",
            StateName::InitialReview => "initial_review",
            StateName::Form => "form",
            StateName::Posting => "posting",
            StateName::Notice => "notice",
            StateName::Objection => "objection",
            StateName::Entry => "entry",
            StateName::SecondReview => "second_review",
            StateName::Returned => "returned",
            StateName::Confirmation => "confirmation",
            StateName::Annotation => "annotation",
            StateName::PapersBack => "papers_back",
            StateName::Completed => "completed",
            StateName::Refused => "refused",
            StateName::Withdrawn => "withdrawn",
        }
    }

    /// The state with this word.
    pub fn parse(text: &str) -> Option<StateName> {
        StateName::ALL.into_iter().find(|name| name.as_str() == text)
    }

    /// The level at which a case in this state lies; none once it is closed.
    pub fn level(self) -> Option<Level> {
        match self {
            StateName::SecondReview => Some(Level::Office),
            StateName::Confirmation | StateName::Annotation => Some(Level::Bureau),
            StateName::Completed | StateName::Refused | StateName::Withdrawn => None,
            _ => Some(Level::Station),
        }
    }

    /// The article that governs the state.
    pub fn article(self) -> &'static str {
        match self {
            StateName::Received | StateName::Correction | StateName::InitialReview | StateName::Form => {
                "C3.1"
            }
            StateName::Posting | StateName::Notice | StateName::Objection | StateName::Entry => "C3.2",
            StateName::SecondReview | StateName::Returned => "C3.3",
            _ => "C3.4",
        }
    }
}
