//! The names of the acts: in which states each exists, at which level it is a review, and
//! under which article it stands.

use serde::{Deserialize, Serialize};

use super::state_name::StateName;
use crate::agency::Level;

macro_rules! act_names {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// The name of an act, as in the API, access policies and refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)] // the names are those of the table in the contracts
        pub enum ActName { $($(#[$doc])* $name),+ }

        impl ActName {
            /// Every act.
            pub const ALL: &[ActName] = &[$(ActName::$name),+];

            /// The word used in the API and the policies.
            pub fn as_str(self) -> &'static str {
                match self { $(ActName::$name => $word),+ }
            }
        }
    };
}

act_names! {
    Submit = "submit",
    Take = "take",
    Accept = "accept",
    RequestCorrection = "request_correction",
    SupplyCorrection = "supply_correction",
    PassInitialReview = "pass_initial_review",
    FailInitialReview = "fail_initial_review",
    CompleteForm = "complete_form",
    PostNotice = "post_notice",
    RaiseObjection = "raise_objection",
    SettleObjection = "settle_objection",
    CloseNotice = "close_notice",
    RecordEntry = "record_entry",
    Forward = "forward",
    PassSecondReview = "pass_second_review",
    ReturnToStation = "return_to_station",
    Refuse = "refuse",
    Confirm = "confirm",
    ReturnToOffice = "return_to_office",
    AnnotateCertificate = "annotate_certificate",
    ReceiveBack = "receive_back",
    HandBack = "hand_back",
    Extend = "extend",
    Withdraw = "withdraw",
    RecordReceipt = "record_receipt",
    RecordFacts = "record_facts",
    DeemAccepted = "deem_accepted",
    Lapse = "lapse",
}

impl ActName {
    /// The act with this word.
    pub fn parse(text: &str) -> Option<ActName> {
        ActName::ALL.iter().copied().find(|name| name.as_str() == text)
    }

    /// Whether the act exists in the state.
    pub fn exists_in(self, state: StateName) -> bool {
        use StateName as S;
        match self {
            ActName::Submit => false,
            ActName::Take | ActName::Extend => state.level().is_some(),
            ActName::Withdraw => state.level().is_some() && !matches!(state, S::Annotation | S::PapersBack),
            ActName::RecordReceipt => true,
            // The levels above review what the station found; they do not change it.
            ActName::RecordFacts => {
                state.level() == Some(Level::Station) && !matches!(state, S::Notice | S::PapersBack)
            }
            ActName::Accept | ActName::DeemAccepted => state == S::Received,
            ActName::RequestCorrection => matches!(state, S::Received | S::InitialReview),
            ActName::SupplyCorrection | ActName::Lapse => state == S::Correction,
            ActName::PassInitialReview | ActName::FailInitialReview => state == S::InitialReview,
            ActName::CompleteForm => state == S::Form,
            ActName::PostNotice => matches!(state, S::Posting | S::Returned),
            ActName::RaiseObjection | ActName::CloseNotice => state == S::Notice,
            ActName::SettleObjection => state == S::Objection,
            ActName::RecordEntry => state == S::Entry,
            ActName::Forward => matches!(state, S::Entry | S::Returned),
            ActName::PassSecondReview | ActName::ReturnToStation => state == S::SecondReview,
            ActName::Refuse => state == S::Returned,
            ActName::Confirm | ActName::ReturnToOffice => state == S::Confirmation,
            ActName::AnnotateCertificate => state == S::Annotation,
            ActName::ReceiveBack | ActName::HandBack => state == S::PapersBack,
        }
    }

    /// The level that a review act belongs to; none for acts that are no review.
    pub fn review_level(self) -> Option<Level> {
        match self {
            ActName::PassSecondReview | ActName::ReturnToStation => Some(Level::Office),
            ActName::Confirm | ActName::ReturnToOffice => Some(Level::Bureau),
            _ => None,
        }
    }

    /// Whether the act is one of the three reviews, or its negative: it has the computed
    /// ruling before it and leaves a receipt.
    pub fn decides_on_ruling(self) -> bool {
        matches!(
            self,
            ActName::PassInitialReview
                | ActName::FailInitialReview
                | ActName::PassSecondReview
                | ActName::ReturnToStation
                | ActName::Refuse
                | ActName::Confirm
                | ActName::ReturnToOffice
        )
    }

    /// The article under which the act stands.
    pub fn article(self) -> &'static str {
        match self {
            ActName::Submit => "C1",
            ActName::Take | ActName::Extend => "A2",
            ActName::PostNotice
            | ActName::RaiseObjection
            | ActName::SettleObjection
            | ActName::CloseNotice
            | ActName::RecordEntry
            | ActName::Forward => "C3.2",
            ActName::PassSecondReview | ActName::ReturnToStation | ActName::Refuse => "C3.3",
            ActName::Confirm
            | ActName::ReturnToOffice
            | ActName::AnnotateCertificate
            | ActName::ReceiveBack
            | ActName::HandBack
            | ActName::RecordReceipt => "C3.4",
            _ => "C3.1",
        }
    }
}
