//! Class, agreement, plan, offers and services.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Decided, Here, LONGEST, LONGEST_NAME, written};
use crate::assistance::plan::ticked;
use crate::assistance::{Answer, AssistanceEvent, AssistanceReason, Goal, GoalOutcome, OfferAnswer};

impl Here<'_> {
    pub(super) fn set_class(&self, class: String, reason: &str) -> Decided {
        let rule = self.at.rules.class(&class).ok_or(AssistanceReason::UnknownClass)?;
        if self.assistance.class.as_ref().is_some_and(|held| held.code == class) {
            return Err(AssistanceReason::SameClass);
        }
        let reason = written("reason", reason, LONGEST)?;
        Ok(vec![AssistanceEvent::ClassSet { class, rhythm: rule.rhythm, on: self.at.today(), reason }])
    }

    /// The agreement names who is responsible and what is done how often: helper and class come
    /// before it.
    pub(super) fn sign(&self, on: Date, by: &str) -> Decided {
        let helper = self.assistance.helper.as_ref().ok_or(AssistanceReason::NoHelper)?.user.clone();
        if self.assistance.class.is_none() {
            return Err(AssistanceReason::NoClass);
        }
        let on = self.day("on", on)?;
        let by = written("by", by, LONGEST_NAME)?;
        Ok(vec![AssistanceEvent::AgreementSigned { on, by, helper }])
    }

    pub(super) fn set_goal(
        &self,
        goal: Option<u32>,
        what: &str,
        (steps, done): (&[String], &BTreeSet<usize>),
        by: Option<Date>,
    ) -> Decided {
        let goal = match goal {
            Some(number) => {
                self.open_goal(number)?;
                number
            }
            None => next(self.assistance.goals.len()),
        };
        let what = written("what", what, LONGEST)?;
        if steps.iter().map(|step| step.chars().count()).sum::<usize>() > LONGEST {
            return Err(AssistanceReason::TooLong { field: "steps", most: LONGEST });
        }
        let steps = ticked(steps, done).into();
        Ok(vec![AssistanceEvent::GoalSet { goal, what, steps, by }])
    }

    pub(super) fn settle_goal(&self, goal: u32, outcome: GoalOutcome, reason: &str) -> Decided {
        self.open_goal(goal)?;
        let reason = written("reason", reason, LONGEST)?;
        Ok(vec![AssistanceEvent::GoalSettled { goal, outcome, reason }])
    }

    fn open_goal(&self, number: u32) -> Decided<&Goal> {
        let goal = at(&self.assistance.goals, number).ok_or(AssistanceReason::NoSuchGoal)?;
        if goal.settled.is_some() { Err(AssistanceReason::GoalSettled) } else { Ok(goal) }
    }

    pub(super) fn offer(&self, post: &str, employer: &str, on: Date) -> Decided {
        let on = self.day("on", on)?;
        let post = written("post", post, LONGEST_NAME)?;
        let employer = written("employer", employer, LONGEST_NAME)?;
        let offer = next(self.assistance.offers.len());
        Ok(vec![AssistanceEvent::OfferMade { offer, post, employer, on }])
    }

    pub(super) fn answer(&self, offer: u32, on: Date, answer: Answer) -> Decided {
        let found = at(&self.assistance.offers, offer).ok_or(AssistanceReason::NoSuchOffer)?;
        // Who said nothing at first may still say something.
        if found.answer.as_ref().is_some_and(|(_, answer)| *answer != OfferAnswer::NoAnswer) {
            return Err(AssistanceReason::OfferAnswered);
        }
        let on = self.day("on", on)?;
        if on < found.on {
            return Err(AssistanceReason::BeforeOffer { offered: found.on });
        }
        let answer = match answer {
            Answer::Accepted => OfferAnswer::Accepted,
            Answer::NoAnswer => OfferAnswer::NoAnswer,
            Answer::Refused { reason, signed_by } => OfferAnswer::Refused {
                reason: written("reason", &reason, LONGEST)?,
                signed_by: written("signed_by", &signed_by, LONGEST_NAME)?,
            },
        };
        Ok(vec![AssistanceEvent::OfferAnswered { offer, on, answer }])
    }

    pub(super) fn give(&self, service: String, on: Date, note: &str) -> Decided {
        if !self.at.rules.services.iter().any(|rule| rule.kind == service) {
            return Err(AssistanceReason::UnknownService);
        }
        let on = self.day("on", on)?;
        let note = written("note", note, LONGEST)?;
        Ok(vec![AssistanceEvent::ServiceGiven { service, on, note }])
    }
}

fn at<T>(of: &[T], number: u32) -> Option<&T> {
    of.get(usize::try_from(number.checked_sub(1)?).ok()?)
}

fn next(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX).saturating_add(1)
}
