//! What is known of a job, and of its end.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::EmployerId;
use crate::sealed::Sealed;

/// An enum whose values are words in storage and in forms.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $value),+ }

        impl $name {
            /// Every one of them, in the order in which they are shown.
            pub const ALL: &[$name] = &[$($name::$value),+];

            /// The word used in storage, forms and the API.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$value => $word),+ }
            }

            /// Reads the word.
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How somebody works.
    JobKind {
        /// For an employer.
        Employed = "employed",
        /// For oneself, with a licence.
        SelfEmployed = "self_employed",
        /// By the day, by the piece, on a platform.
        Flexible = "flexible",
        /// In a public-welfare post.
        PublicWelfare = "public_welfare",
    }
}

impl JobKind {
    /// Whether there is somebody who employs: who works for oneself or flexibly has nobody.
    pub fn has_employer(self) -> bool {
        matches!(self, JobKind::Employed | JobKind::PublicWelfare)
    }
}

words! {
    /// How it stands with a support that somebody may draw.
    SupportState {
        /// It is drawn.
        Drawn = "drawn",
        /// It was claimed, and nothing was answered yet.
        Claimed = "claimed",
        /// The person does not want it.
        Declined = "declined",
        /// A condition of it is not met.
        NotMet = "not_met",
        /// They do not draw it, and could.
        Open = "open",
    }
}

words! {
    /// A branch of social insurance.
    Insurance {
        /// 養老.
        Pension = "pension",
        /// 醫療.
        Medical = "medical",
        /// 失業.
        Unemployment = "unemployment",
        /// 工傷.
        Injury = "injury",
        /// 生育.
        Maternity = "maternity",
    }
}

words! {
    /// Why a job ended.
    EndReason {
        /// The contract ran out.
        ContractEnded = "contract_ended",
        /// The employer ended it.
        Dismissed = "dismissed",
        /// The person left.
        Resigned = "resigned",
        /// The employer or the person's own business closed.
        Closed = "closed",
        /// The work is no longer possible for reasons of health.
        Health = "health",
        /// The person retired.
        Retired = "retired",
        /// The person moved away.
        Moved = "moved",
        /// The person died.
        Died = "died",
        /// Something else; the note says what.
        Other = "other",
    }
}

impl EndReason {
    /// Whether the person is out of work afterwards and can be assisted again (B3.5).
    pub fn leaves_jobless(self) -> bool {
        !matches!(self, EndReason::Retired | EndReason::Moved | EndReason::Died)
    }
}

/// Who employs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Workplace {
    /// An employer whose entry the county keeps.
    Known(EmployerId),
    /// A name as the person gave it.
    Named(String),
}

/// The contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contract {
    /// None is signed.
    None,
    /// It has no end.
    Open,
    /// It runs until that day.
    Until(Date),
}

/// What is known of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobFacts {
    /// How somebody works.
    pub kind: JobKind,
    /// Who employs; none where nobody does.
    pub workplace: Sealed<Option<Workplace>>,
    /// What the work is.
    pub work: Sealed<String>,
    /// The first day of work.
    pub start: Date,
    /// The contract.
    pub contract: Sealed<Contract>,
    /// The insurance that is paid.
    pub insurance: Sealed<BTreeSet<Insurance>>,
    /// Pay in fen a month; none where it is not known.
    pub pay: Sealed<Option<u64>>,
    /// Whether the person lives alone: then there is no family to visit (B3.1).
    pub lives_alone: Sealed<bool>,
}

/// The end of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndFacts {
    /// Why.
    pub reason: EndReason,
    /// What is known of it.
    pub note: String,
}
