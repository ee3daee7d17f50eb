//! What happens by itself when a period has run out.

use jiff::Timestamp;

use crate::case::act::Act;
use crate::case::{Case, Step};
use crate::clock::Due;
use crate::policy::Policy;

/// The act that the running out of the present period brings about, if it has run out:
/// acceptance after five working days of silence (C3.1), lapse of an unanswered
/// correction, the end of a notice without objection (C3.2).
pub fn elapsed(case: &Case, policy: &Policy, now: Timestamp) -> Option<Act> {
    let open = case.open()?;
    let act = match open.step {
        Step::Received => Act::DeemAccepted,
        Step::Correction { .. } => Act::Lapse,
        Step::Notice { .. } => Act::CloseNotice,
        _ => return None,
    };
    match open.clock.read(&policy.calendar, &policy.zone).ok()?.due {
        Due::At(due, _) if due <= now => Some(act),
        _ => None,
    }
}
