//! An assistance begins: with a determination, or with a zero-employment household (A7). It
//! follows from a decision that was made elsewhere, so that nobody is asked.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Time;

use super::{Decided, term};
use crate::agency::AgencyCode;
use crate::assistance::{
    Assistance, AssistanceActName, AssistanceEvent, AssistanceReason, AssistanceRefusal, AssistanceRules,
    Because, Reopening, Terms,
};
use crate::id::{PersonId, UserName};
use crate::policy::Policy;

/// What an assistance begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Who is to be assisted.
    pub person: PersonId,
    /// By which station.
    pub station: AgencyCode,
    /// Why.
    pub because: Because,
    /// The categories that hold.
    pub grounds: BTreeSet<String>,
    /// Who helps from the beginning: all of a zero-employment household have one helper.
    pub helper: Option<UserName>,
}

/// Opens it; where it runs already the grounds that are new are added, and after an end it opens
/// again. No event follows where nothing is new.
///
/// # Errors
/// No ground was given, or a time limit cannot be counted.
pub fn open(
    before: Option<&Assistance>,
    opening: Opening,
    rules: &AssistanceRules,
    (policy, close, now): (&Policy, Time, Timestamp),
) -> Result<Vec<AssistanceEvent>, AssistanceRefusal> {
    let refused = |reason| AssistanceRefusal {
        from: before.map_or("none", |before| before.phase.as_str()),
        act: AssistanceActName::Open,
        article: AssistanceActName::Open.article(),
        reason,
    };
    if opening.grounds.is_empty() {
        return Err(refused(AssistanceReason::NoGround));
    }
    if let Some(running) = before.filter(|before| !before.is_ended()) {
        return Ok(added(running, opening));
    }
    let terms = match &opening.because {
        Because::TakenOver => stock_terms(rules, policy, close, now),
        Because::Determined { .. } | Because::Household => terms(rules, policy, close, now),
    };
    let terms = terms.map_err(refused)?;
    let on = policy.zone.to_datetime(now).date();
    let Opening { person, station, because, grounds, helper } = opening;
    let grounds = grounds.into();
    let mut events = vec![match before {
        None => AssistanceEvent::AssistanceOpened { person, station, on, because, grounds, terms },
        Some(_) => {
            let reopening = Reopening::Anew { because };
            AssistanceEvent::AssistanceReopened { reopening, on, grounds, terms }
        }
    }];
    if before.is_none_or(|before| before.helper.is_none()) {
        events.extend(helper.map(|helper| AssistanceEvent::HelperNamed { helper, reason: None }));
    }
    Ok(events)
}

fn added(running: &Assistance, opening: Opening) -> Vec<AssistanceEvent> {
    let held = running.grounds.get();
    let is_new = |ground: &String| held.is_some_and(|held| !held.contains(ground));
    let grounds: BTreeSet<String> = opening.grounds.into_iter().filter(is_new).collect();
    if grounds.is_empty() {
        return Vec::new();
    }
    vec![AssistanceEvent::GroundsAdded { because: opening.because, grounds: grounds.into() }]
}

/// For the opening stock: one term for all that an opening brings.
fn stock_terms(rules: &AssistanceRules, policy: &Policy, close: Time, now: Timestamp) -> Decided<Terms> {
    let due = term(rules, policy, close, ("opening_stock", now))?;
    Ok(Terms { name_helper: due, set_class: due, sign_agreement: due })
}

pub(super) fn terms(rules: &AssistanceRules, policy: &Policy, close: Time, now: Timestamp) -> Decided<Terms> {
    let term = |name| term(rules, policy, close, (name, now));
    Ok(Terms {
        name_helper: term("name_helper")?,
        set_class: term("set_class")?,
        sign_agreement: term("sign_agreement")?,
    })
}
