//! Why something is not done in an assistance.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::assistance::{Assistance, AssistanceActName};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum AssistanceReason {
    /// Another agency assists this person.
    NotTheStation,
    /// Only the head of the station decides that.
    HeadOnly,
    /// It came to its end.
    Ended,
    /// It has not ended.
    NotEnded,
    /// Nobody helps yet.
    NoHelper,
    /// That is who helps now.
    AlreadyHelper,
    /// They do not work at the station.
    NotOfTheStation,
    /// The helper, or the head, hands it over.
    NotTheHelper,
    /// It was not handed to you.
    NotHandedToYou,
    /// The pack has no such class.
    UnknownClass,
    /// They are in that class.
    SameClass,
    /// The class comes before the agreement.
    NoClass,
    /// There is no such goal.
    NoSuchGoal,
    /// The goal was settled.
    GoalSettled,
    /// There is no such offer.
    NoSuchOffer,
    /// The offer was answered.
    OfferAnswered,
    /// The answer lies before the offer.
    BeforeOffer {
        /// The day of the offer.
        offered: Date,
    },
    /// The pack has no such service.
    UnknownService,
    /// An exit is under way already.
    ExitOpen,
    /// No exit is under way.
    NoExit,
    /// The pack has no such article of exit.
    UnknownArticle,
    /// No ground that the article ends holds.
    GroundNotHeld,
    /// Fewer offers were refused than the article asks for.
    TooFewRefusals {
        /// So many count.
        count: usize,
        /// So many are asked for.
        most: u16,
    },
    /// The person was not heard yet.
    NotHeard,
    /// The person was heard, or objected, before.
    DoneBefore,
    /// The exit asks for no hearing.
    NoHearing,
    /// The person may still object.
    ObjectionOpen {
        /// Until then.
        until: Timestamp,
    },
    /// The time to object is over.
    ObjectionOver,
    /// Somebody else decides on what one proposed.
    OwnProposal,
    /// They work already, or another job is followed.
    NotThisEmployment,
    /// No ground was given.
    NoGround,
    /// The day lies in the future.
    InTheFuture {
        /// The field.
        field: &'static str,
    },
    /// The day lies before the opening.
    BeforeOpening {
        /// The field.
        field: &'static str,
        /// The day on which assistance opened.
        opened: Date,
    },
    /// Something that has to be written is missing.
    Missing {
        /// The field.
        field: &'static str,
    },
    /// Something that was written is too long.
    TooLong {
        /// The field.
        field: &'static str,
        /// The most, in characters.
        most: usize,
    },
    /// The pack gives no such term.
    NoTerm {
        /// Its name.
        name: &'static str,
    },
    /// The time limit cannot be counted.
    CalendarMissing,
}

impl AssistanceReason {
    /// The field that it is about, where it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            AssistanceReason::InTheFuture { field }
            | AssistanceReason::BeforeOpening { field, .. }
            | AssistanceReason::Missing { field }
            | AssistanceReason::TooLong { field, .. } => Some(field),
            AssistanceReason::UnknownClass | AssistanceReason::SameClass => Some("class"),
            AssistanceReason::UnknownService => Some("service"),
            AssistanceReason::BeforeOffer { .. } => Some("on"),
            AssistanceReason::UnknownArticle
            | AssistanceReason::GroundNotHeld
            | AssistanceReason::TooFewRefusals { .. } => Some("article"),
            AssistanceReason::NotOfTheStation | AssistanceReason::AlreadyHelper => Some("helper"),
            _ => None,
        }
    }
}

/// Something that is not possible in an assistance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{} is not possible while assistance is {from}: {reason:?} ({article})", act.as_str())]
pub struct AssistanceRefusal {
    /// Where it stands: `open`, `resting`, `ended`, or `none` before it exists.
    pub from: &'static str,
    /// What was tried.
    pub act: AssistanceActName,
    /// Under which article.
    pub article: &'static str,
    /// Why not.
    #[serde(flatten)]
    pub reason: AssistanceReason,
}

impl Assistance {
    pub(super) fn refusal(&self, act: AssistanceActName, reason: AssistanceReason) -> AssistanceRefusal {
        AssistanceRefusal { from: self.phase.as_str(), act, article: act.article(), reason }
    }
}
