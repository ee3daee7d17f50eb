//! What the events of an assistance make of it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    Agreement, Assistance, AssistanceEvent, Class, Contact, ExitObjection, ExitProcedure, Goal, HandedTo,
    Hearing, Helper, Offer, Phase, ServiceGiven,
};
use crate::id::UserName;
use crate::sealed::Sealed;

/// An event, by whom and when.
pub type Happened<'a> = (&'a AssistanceEvent, &'a str, Timestamp);

impl Assistance {
    /// Folds events from the beginning; none where they do not follow from each other.
    pub fn fold<'a>(events: impl IntoIterator<Item = Happened<'a>>) -> Option<Assistance> {
        let mut events = events.into_iter();
        let first = Assistance::begun(events.next()?.0)?;
        events.try_fold(first, Assistance::after)
    }

    /// What an opening makes.
    pub fn begun(event: &AssistanceEvent) -> Option<Assistance> {
        let AssistanceEvent::AssistanceOpened { person, station, on, because, grounds, terms } = event else {
            return None;
        };
        Some(Assistance {
            person: person.clone(),
            station: station.clone(),
            version: 1,
            opened: *on,
            because: because.clone(),
            grounds: grounds.clone(),
            // Of an erased person nothing can be sealed anew.
            ended_grounds: match grounds {
                Sealed::Open(_) => BTreeSet::new().into(),
                Sealed::Erased => Sealed::Erased,
            },
            terms: terms.clone(),
            helper: None,
            class: None,
            agreement: None,
            goals: Vec::new(),
            contacts: Vec::new(),
            offers: Vec::new(),
            services: Vec::new(),
            phase: Phase::Running { since: *on },
            exit: None,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, happened: Happened<'_>) -> Option<Assistance> {
        use AssistanceEvent as E;
        match happened.0 {
            E::AssistanceOpened { .. } => return None,
            E::HelperNamed { .. } | E::HelperHanded { .. } | E::HelperTaken { .. } => {
                self.helped(happened)?
            }
            E::AssistanceRelocated { station, helper, name_helper } => {
                self.station = station.clone();
                self.terms.name_helper = *name_helper;
                let named =
                    |user: &UserName| Helper { user: user.clone(), since: happened.2, handed_to: None };
                self.helper = helper.as_ref().map(named);
            }
            E::ClassSet { class, rhythm, on, .. } => {
                self.class = Some(Class { code: class.clone(), rhythm: *rhythm, since: *on });
            }
            E::AgreementSigned { on, by, helper } => {
                self.agreement = Some(Agreement { on: *on, by: by.clone(), helper: helper.clone() });
            }
            E::GoalSet { .. } | E::GoalSettled { .. } => self.planned(happened.0)?,
            E::ContactMade { how, on, reached, about } => {
                let about = about.clone();
                self.contacts.push(Contact { how: *how, on: *on, reached: *reached, about });
            }
            E::OfferMade { .. } | E::OfferAnswered { .. } => self.offered(happened.0)?,
            E::ServiceGiven { service, on, note } => {
                let (service, note) = (service.clone(), note.clone());
                self.services.push(ServiceGiven { service, on: *on, note });
            }
            E::AssistanceRested { .. }
            | E::AssistanceResumed { .. }
            | E::AssistanceEnded { .. }
            | E::AssistanceReopened { .. }
            | E::GroundsAdded { .. } => self.moved(happened.0),
            E::ExitProposed { .. }
            | E::ExitHeard { .. }
            | E::ExitObjected { .. }
            | E::ExitDropped { .. }
            | E::ExitEffected { .. } => self.exiting(happened)?,
        }
        self.version += 1;
        Some(self)
    }

    fn helped(&mut self, (event, _, at): Happened<'_>) -> Option<()> {
        match event {
            AssistanceEvent::HelperNamed { helper, .. } | AssistanceEvent::HelperTaken { helper } => {
                self.helper = Some(Helper { user: helper.clone(), since: at, handed_to: None });
            }
            AssistanceEvent::HelperHanded { to, due, .. } => {
                self.helper.as_mut()?.handed_to = Some(HandedTo { user: to.clone(), due: *due });
            }
            _ => {}
        }
        Some(())
    }

    fn planned(&mut self, event: &AssistanceEvent) -> Option<()> {
        match event {
            AssistanceEvent::GoalSet { goal, what, steps, by } => {
                let at = usize::try_from(goal.checked_sub(1)?).ok()?;
                let (what, steps) = (what.clone(), steps.clone());
                let set = Goal { what, steps, by: *by, settled: None, reason: None };
                if at == self.goals.len() {
                    self.goals.push(set);
                } else {
                    *self.goals.get_mut(at)? = set;
                }
            }
            AssistanceEvent::GoalSettled { goal, outcome, reason } => {
                let goal = self.goals.get_mut(usize::try_from(goal.checked_sub(1)?).ok()?)?;
                (goal.settled, goal.reason) = (Some(*outcome), Some(reason.clone()));
            }
            _ => {}
        }
        Some(())
    }

    fn offered(&mut self, event: &AssistanceEvent) -> Option<()> {
        match event {
            AssistanceEvent::OfferMade { post, employer, on, .. } => {
                let (post, employer) = (post.clone(), employer.clone());
                self.offers.push(Offer { post, employer, on: *on, answer: None });
            }
            AssistanceEvent::OfferAnswered { offer, on, answer } => {
                let offer = self.offers.get_mut(usize::try_from(offer.checked_sub(1)?).ok()?)?;
                offer.answer = Some((*on, answer.clone()));
            }
            _ => {}
        }
        Some(())
    }

    fn moved(&mut self, event: &AssistanceEvent) {
        match event {
            AssistanceEvent::AssistanceRested { employment, since } => {
                self.phase = Phase::Resting { employment: *employment, since: *since };
            }
            AssistanceEvent::AssistanceResumed { on, .. } => self.phase = Phase::Running { since: *on },
            AssistanceEvent::AssistanceEnded { article, on } => {
                self.phase = Phase::Ended { article: article.clone(), on: *on };
            }
            AssistanceEvent::AssistanceReopened { on, grounds, terms, .. } => {
                (self.grounds, self.terms) = (grounds.clone(), terms.clone());
                self.phase = Phase::Running { since: *on };
            }
            AssistanceEvent::GroundsAdded { grounds: Sealed::Open(more), .. } => {
                if let Sealed::Open(held) = &mut self.grounds {
                    held.extend(more.iter().cloned());
                }
            }
            _ => {}
        }
    }

    fn exiting(&mut self, (event, by, at): Happened<'_>) -> Option<()> {
        match event {
            AssistanceEvent::ExitProposed { .. } => self.exit = proposed((event, by, at)),
            AssistanceEvent::ExitHeard { on, answer } => {
                self.exit.as_mut()?.heard = Some(Hearing { on: *on, answer: answer.clone() });
            }
            AssistanceEvent::ExitObjected { on, objection, settle_due } => {
                let exit = self.exit.as_mut()?;
                exit.objection = Some(ExitObjection { on: *on, objection: objection.clone() });
                exit.settle_due = *settle_due;
            }
            AssistanceEvent::ExitEffected { ends, .. } => {
                self.exit = None;
                self.ended_grounds = ends.clone();
                if let (Sealed::Open(held), Sealed::Open(ends)) = (&mut self.grounds, ends) {
                    held.retain(|ground| !ends.contains(ground));
                }
            }
            _ => self.exit = None,
        }
        Some(())
    }
}

fn proposed((event, by, at): Happened<'_>) -> Option<ExitProcedure> {
    let AssistanceEvent::ExitProposed { article, ends, evidence, hearing, objection_until, settle_due } =
        event
    else {
        return None;
    };
    Some(ExitProcedure {
        article: article.clone(),
        ends: ends.clone(),
        evidence: evidence.clone(),
        hearing: *hearing,
        by: by.to_owned(),
        at,
        objection_until: *objection_until,
        settle_due: *settle_due,
        heard: None,
        objection: None,
    })
}
