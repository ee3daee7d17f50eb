//! What may be done in an assistance, by whom, and why not.

mod exit;
mod hand_over;
mod open;
mod plan;
mod refusal;
mod work;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::{Assistance, AssistanceAct, AssistanceActName, AssistanceEvent, AssistanceRules};
use crate::clock::Clock;
use crate::id::UserName;
use crate::policy::Policy;
use crate::sealed::Sealed;
use crate::staff::{Role, Staff};

pub use open::{Opening, open};
pub use refusal::{AssistanceReason, AssistanceRefusal};

/// The longest text that is a name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest text that tells something, in characters.
const LONGEST: usize = 1_000;

/// What a decision is made with.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Who acts.
    pub staff: &'a Staff,
    /// Who works at the station and may help.
    pub colleagues: &'a BTreeSet<UserName>,
    /// What the pack says of assistance.
    pub rules: &'a AssistanceRules,
    /// Calendar and zone.
    pub policy: &'a Policy,
    /// The present instant.
    pub now: Timestamp,
    /// Close of business of the station.
    pub close: Time,
}

impl Context<'_> {
    fn today(&self) -> Date {
        self.policy.zone.to_datetime(self.now).date()
    }

    /// When a time limit of the pack ends that begins at `since`.
    fn term(&self, name: &'static str, since: Timestamp) -> Result<Timestamp, AssistanceReason> {
        term(self.rules, self.policy, self.close, (name, since))
    }
}

fn term(
    rules: &AssistanceRules,
    policy: &Policy,
    close: Time,
    (name, since): (&'static str, Timestamp),
) -> Result<Timestamp, AssistanceReason> {
    let limit = rules.limits.get(name).ok_or(AssistanceReason::NoTerm { name })?;
    let clock = Clock {
        limit: name.to_owned(),
        article: limit.article.clone(),
        started: since,
        budget: limit.budget,
        close,
        ledger: Vec::new(),
    };
    let read = clock.read(&policy.calendar, &policy.zone);
    read.ok().and_then(|reading| reading.due_at()).ok_or(AssistanceReason::CalendarMissing)
}

type Decided<T = Vec<AssistanceEvent>> = Result<T, AssistanceReason>;

/// Decides an act of somebody of the station.
///
/// # Errors
/// Where it stands, what was tried, why not, and under which article.
pub fn decide(
    assistance: &Assistance,
    act: AssistanceAct,
    at: Context<'_>,
) -> Result<Vec<AssistanceEvent>, AssistanceRefusal> {
    let name = act.name();
    let here = Here { assistance, at };
    here.guard(name).and_then(|()| here.act(act)).map_err(|reason| assistance.refusal(name, reason))
}

struct Here<'a> {
    assistance: &'a Assistance,
    at: Context<'a>,
}

impl Here<'_> {
    /// The station alone acts (A7), and the head alone decides about an end.
    fn guard(&self, name: AssistanceActName) -> Decided<()> {
        if self.at.staff.agency != self.assistance.station {
            return Err(AssistanceReason::NotTheStation);
        }
        if name.is_of_the_head() && self.at.staff.role != Role::Head {
            return Err(AssistanceReason::HeadOnly);
        }
        if self.assistance.is_ended() != (name == AssistanceActName::Reopen) {
            let reason =
                if self.assistance.is_ended() { AssistanceReason::Ended } else { AssistanceReason::NotEnded };
            return Err(reason);
        }
        Ok(())
    }

    fn act(&self, act: AssistanceAct) -> Decided {
        use AssistanceAct as A;
        match act {
            A::NameHelper { helper, reason } => self.name_helper(helper, &reason),
            A::HandHelper { to, reason } => self.hand(to, &reason),
            A::TakeHelper => self.take(),
            A::SetClass { class, reason } => self.set_class(class, &reason),
            A::SignAgreement { on, by } => self.sign(on, &by),
            A::SetGoal { goal, what, steps, done, by } => self.set_goal(goal, &what, (&steps, &done), by),
            A::SettleGoal { goal, outcome, reason } => self.settle_goal(goal, outcome, &reason),
            A::MakeContact { how, on, reached, about } => {
                let on = self.day("on", on)?;
                let about = written("about", &about, LONGEST)?;
                Ok(vec![AssistanceEvent::ContactMade { how, on, reached, about }])
            }
            A::MakeOffer { post, employer, on } => self.offer(&post, &employer, on),
            A::AnswerOffer { offer, on, answer } => self.answer(offer, on, answer),
            A::GiveService { service, on, note } => self.give(service, on, &note),
            A::ProposeExit { article, evidence } => self.propose_exit(&article, &evidence),
            A::HearPerson { on, answer } => self.hear(on, &answer),
            A::ObjectToExit { on, objection } => self.object(on, &objection),
            A::DropExit { reason } => self.drop_exit(&reason),
            A::EffectExit { finding } => self.effect(&finding),
            A::Reopen { finding } => self.reopen(&finding),
        }
    }

    /// A day on which something was done: not before the opening, and not in the future.
    fn day(&self, field: &'static str, on: Date) -> Decided<Date> {
        if on > self.at.today() {
            return Err(AssistanceReason::InTheFuture { field });
        }
        if on < self.assistance.opened {
            return Err(AssistanceReason::BeforeOpening { field, opened: self.assistance.opened });
        }
        Ok(on)
    }
}

/// Text that says something, and not too much.
fn written(field: &'static str, text: &str, most: usize) -> Decided<Sealed<String>> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(AssistanceReason::Missing { field }),
        length if length > most => Err(AssistanceReason::TooLong { field, most }),
        _ => Ok(text.to_owned().into()),
    }
}
