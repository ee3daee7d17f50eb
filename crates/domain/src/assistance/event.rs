//! What happened in the assistance of somebody.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Because, ContactHow, GoalOutcome, OfferAnswer, Reopening, Rhythm, Step};
use crate::agency::AgencyCode;
use crate::id::{PersonId, UserName};
use crate::sealed::Sealed;

/// By when what an opening brings is to be done (A2, A7). They are counted when it opens, so that
/// folding asks neither pack nor calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// A helper is to be named.
    pub name_helper: Timestamp,
    /// The class is to be set.
    pub set_class: Timestamp,
    /// The agreement is to be signed.
    pub sign_agreement: Timestamp,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
#[allow(missing_docs)] // fields are named as those of the state, which describes them
pub enum AssistanceEvent {
    /// It began.
    AssistanceOpened {
        person: PersonId,
        station: AgencyCode,
        on: Date,
        because: Because,
        grounds: Sealed<BTreeSet<String>>,
        terms: Terms,
    },
    /// A further ground was found while it runs: a determination of somebody whose household was
    /// found before, or the other way round.
    GroundsAdded { because: Because, grounds: Sealed<BTreeSet<String>> },
    /// The station named who helps; anew by its head, with the reason.
    HelperNamed {
        helper: UserName,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed<String>>,
    },
    /// The helper hands it to a colleague, who has to take it.
    HelperHanded { to: UserName, due: Timestamp, reason: Sealed<String> },
    /// The colleague took it.
    HelperTaken { helper: UserName },
    /// The person moved: another station assists, and its helper helps from now on.
    AssistanceRelocated {
        station: AgencyCode,
        helper: Option<UserName>,
        /// By when the station names a helper where it has not yet.
        name_helper: Timestamp,
    },
    /// The class was set, or set anew.
    ClassSet { class: String, rhythm: Rhythm, on: Date, reason: Sealed<String> },
    /// The agreement was signed.
    AgreementSigned { on: Date, by: Sealed<String>, helper: UserName },
    /// A goal was written down; one with the number of an open goal takes its place.
    GoalSet { goal: u32, what: Sealed<String>, steps: Sealed<Vec<Step>>, by: Option<Date> },
    /// A goal was reached or given up.
    GoalSettled { goal: u32, outcome: GoalOutcome, reason: Sealed<String> },
    /// Somebody contacted the person, or tried to.
    ContactMade { how: ContactHow, on: Date, reached: bool, about: Sealed<String> },
    /// A post was offered.
    OfferMade { offer: u32, post: Sealed<String>, employer: Sealed<String>, on: Date },
    /// The person answered, or did not.
    OfferAnswered { offer: u32, on: Date, answer: OfferAnswer },
    /// A service was given.
    ServiceGiven { service: String, on: Date, note: Sealed<String> },
    /// A job began (B1).
    AssistanceRested { employment: u32, since: Date },
    /// The job was lost: assistance of the same class goes on (B3.5).
    AssistanceResumed { employment: u32, on: Date, because: Sealed<String> },
    /// The station proposed an exit; the person may object.
    ExitProposed {
        article: Sealed<String>,
        ends: Sealed<BTreeSet<String>>,
        evidence: Sealed<String>,
        hearing: bool,
        objection_until: Timestamp,
        settle_due: Timestamp,
    },
    /// The person was heard on what would be held against them.
    ExitHeard { on: Date, answer: Sealed<String> },
    /// The person objected.
    ExitObjected { on: Date, objection: Sealed<String>, settle_due: Timestamp },
    /// The exit was dropped.
    ExitDropped { reason: Sealed<String> },
    /// The exit took effect: these grounds hold no more.
    ExitEffected { article: Sealed<String>, ends: Sealed<BTreeSet<String>>, finding: Sealed<String> },
    /// No ground was left.
    AssistanceEnded { article: Sealed<String>, on: Date },
    /// It began again after its end.
    AssistanceReopened { reopening: Reopening, on: Date, grounds: Sealed<BTreeSet<String>>, terms: Terms },
}

impl AssistanceEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 23] = [
        "assistance_opened",
        "grounds_added",
        "helper_named",
        "helper_handed",
        "helper_taken",
        "assistance_relocated",
        "class_set",
        "agreement_signed",
        "goal_set",
        "goal_settled",
        "contact_made",
        "offer_made",
        "offer_answered",
        "service_given",
        "assistance_rested",
        "assistance_resumed",
        "exit_proposed",
        "exit_heard",
        "exit_objected",
        "exit_dropped",
        "exit_effected",
        "assistance_ended",
        "assistance_reopened",
    ];
}
