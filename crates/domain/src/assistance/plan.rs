//! What a helper does with a person: the plan, contacts, offers and services.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::sealed::Sealed;

/// A step toward a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is to be done, and by whom.
    pub what: String,
    /// Whether it is done.
    pub done: bool,
}

/// What came of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalOutcome {
    /// It was reached.
    Reached,
    /// It was given up.
    GivenUp,
}

impl GoalOutcome {
    /// Every outcome.
    pub const ALL: [GoalOutcome; 2] = [GoalOutcome::Reached, GoalOutcome::GivenUp];

    /// The word used in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            GoalOutcome::Reached => "reached",
            GoalOutcome::GivenUp => "given_up",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<GoalOutcome> {
        GoalOutcome::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// A goal of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// What is to be reached.
    pub what: Sealed<String>,
    /// The steps toward it.
    pub steps: Sealed<Vec<Step>>,
    /// By which day, where one was agreed.
    pub by: Option<Date>,
    /// What came of it; none while it is open.
    pub settled: Option<GoalOutcome>,
    /// Why it was given up, or what was reached.
    pub reason: Option<Sealed<String>>,
}

/// How somebody was contacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactHow {
    /// By telephone.
    Telephone,
    /// At their home.
    Visit,
    /// They came to the counter.
    Counter,
    /// By a message.
    Message,
}

impl ContactHow {
    /// Every way.
    pub const ALL: [ContactHow; 4] =
        [ContactHow::Telephone, ContactHow::Visit, ContactHow::Counter, ContactHow::Message];

    /// The word used in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            ContactHow::Telephone => "telephone",
            ContactHow::Visit => "visit",
            ContactHow::Counter => "counter",
            ContactHow::Message => "message",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<ContactHow> {
        ContactHow::ALL.into_iter().find(|how| how.as_str() == text)
    }
}

/// A contact, or an attempt at one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// How.
    pub how: ContactHow,
    /// When.
    pub on: Date,
    /// Whether the person was reached. An attempt is kept and does not count for the rhythm.
    pub reached: bool,
    /// What it was about, and what was said.
    pub about: Sealed<String>,
}

/// What the person answered to an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum OfferAnswer {
    /// They take it.
    Accepted,
    /// They decline. With reason and signature it counts toward the limit of refusals.
    Refused {
        /// Why, in their words.
        reason: Sealed<String>,
        /// Who signed that it was declined.
        signed_by: Sealed<String>,
    },
    /// They said nothing. That is no refusal.
    NoAnswer,
}

/// A post that was offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The post.
    pub post: Sealed<String>,
    /// The employer.
    pub employer: Sealed<String>,
    /// The day on which it was offered.
    pub on: Date,
    /// The answer and its day.
    pub answer: Option<(Date, OfferAnswer)>,
}

impl Offer {
    /// The day on which it was refused, if it was.
    pub fn refused_on(&self) -> Option<Date> {
        match &self.answer {
            Some((on, OfferAnswer::Refused { .. })) => Some(*on),
            _ => None,
        }
    }
}

/// A service that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceGiven {
    /// Its key in the pack.
    pub service: String,
    /// When.
    pub on: Date,
    /// What was given.
    pub note: Sealed<String>,
}

/// The steps of a goal, with those ticked that are done.
pub(super) fn ticked(steps: &[String], done: &BTreeSet<usize>) -> Vec<Step> {
    let written = steps.iter().map(|step| step.trim()).filter(|step| !step.is_empty());
    written.enumerate().map(|(at, what)| Step { what: what.to_owned(), done: done.contains(&at) }).collect()
}
