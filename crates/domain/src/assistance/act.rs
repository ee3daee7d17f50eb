//! What may be wanted of an assistance.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{ContactHow, GoalOutcome};
use crate::id::UserName;

/// What the person answered to an offer, as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as in `OfferAnswer`
pub enum Answer {
    Accepted,
    Refused { reason: String, signed_by: String },
    NoAnswer,
}

/// What somebody of the station wants.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum AssistanceAct {
    /// Names who helps; a second time the head alone, with a reason.
    NameHelper {
        helper: UserName,
        reason: String,
    },
    /// Hands it to a colleague.
    HandHelper {
        to: UserName,
        reason: String,
    },
    /// Takes what was handed to oneself.
    TakeHelper,
    SetClass {
        class: String,
        reason: String,
    },
    SignAgreement {
        on: Date,
        by: String,
    },
    /// Writes a goal down; with the number of an open goal in its place. `done` are the places of
    /// the steps that are done.
    SetGoal {
        goal: Option<u32>,
        what: String,
        steps: Vec<String>,
        done: BTreeSet<usize>,
        by: Option<Date>,
    },
    SettleGoal {
        goal: u32,
        outcome: GoalOutcome,
        reason: String,
    },
    MakeContact {
        how: ContactHow,
        on: Date,
        reached: bool,
        about: String,
    },
    MakeOffer {
        post: String,
        employer: String,
        on: Date,
    },
    AnswerOffer {
        offer: u32,
        on: Date,
        answer: Answer,
    },
    GiveService {
        service: String,
        on: Date,
        note: String,
    },
    ProposeExit {
        article: String,
        evidence: String,
    },
    HearPerson {
        on: Date,
        answer: String,
    },
    ObjectToExit {
        on: Date,
        objection: String,
    },
    DropExit {
        reason: String,
    },
    EffectExit {
        finding: String,
    },
    /// Begins again after an objection to the end was found to be right.
    Reopen {
        finding: String,
    },
}

/// The acts by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is named as its act
pub enum AssistanceActName {
    NameHelper,
    HandHelper,
    TakeHelper,
    SetClass,
    SignAgreement,
    SetGoal,
    SettleGoal,
    MakeContact,
    MakeOffer,
    AnswerOffer,
    GiveService,
    ProposeExit,
    HearPerson,
    ObjectToExit,
    DropExit,
    EffectExit,
    Reopen,
    Rest,
    Resume,
    Open,
}

impl AssistanceActName {
    /// The word used in addresses.
    pub fn as_str(self) -> &'static str {
        use AssistanceActName as N;
        match self {
            N::NameHelper => "name_helper",
            N::HandHelper => "hand_helper",
            N::TakeHelper => "take_helper",
            N::SetClass => "set_class",
            N::SignAgreement => "sign_agreement",
            N::SetGoal => "set_goal",
            N::SettleGoal => "settle_goal",
            N::MakeContact => "make_contact",
            N::MakeOffer => "make_offer",
            N::AnswerOffer => "answer_offer",
            N::GiveService => "give_service",
            N::ProposeExit => "propose_exit",
            N::HearPerson => "hear_person",
            N::ObjectToExit => "object_to_exit",
            N::DropExit => "drop_exit",
            N::EffectExit => "effect_exit",
            N::Reopen => "reopen",
            N::Rest => "rest",
            N::Resume => "resume",
            N::Open => "open",
        }
    }

    /// The article that it is under.
    pub fn article(self) -> &'static str {
        match self {
            AssistanceActName::Rest | AssistanceActName::Resume => "B3.5",
            _ => "A7",
        }
    }

    /// Whether it decides on the end of somebody's status, which is for the head of the station.
    pub fn is_of_the_head(self) -> bool {
        use AssistanceActName as N;
        matches!(self, N::DropExit | N::EffectExit | N::Reopen)
    }
}

impl AssistanceAct {
    /// Its name.
    pub fn name(&self) -> AssistanceActName {
        use AssistanceActName as N;
        match self {
            AssistanceAct::NameHelper { .. } => N::NameHelper,
            AssistanceAct::HandHelper { .. } => N::HandHelper,
            AssistanceAct::TakeHelper => N::TakeHelper,
            AssistanceAct::SetClass { .. } => N::SetClass,
            AssistanceAct::SignAgreement { .. } => N::SignAgreement,
            AssistanceAct::SetGoal { .. } => N::SetGoal,
            AssistanceAct::SettleGoal { .. } => N::SettleGoal,
            AssistanceAct::MakeContact { .. } => N::MakeContact,
            AssistanceAct::MakeOffer { .. } => N::MakeOffer,
            AssistanceAct::AnswerOffer { .. } => N::AnswerOffer,
            AssistanceAct::GiveService { .. } => N::GiveService,
            AssistanceAct::ProposeExit { .. } => N::ProposeExit,
            AssistanceAct::HearPerson { .. } => N::HearPerson,
            AssistanceAct::ObjectToExit { .. } => N::ObjectToExit,
            AssistanceAct::DropExit { .. } => N::DropExit,
            AssistanceAct::EffectExit { .. } => N::EffectExit,
            AssistanceAct::Reopen { .. } => N::Reopen,
        }
    }
}
