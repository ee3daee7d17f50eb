//! The way out: proposed with evidence, open to objection, decided by the head. A single ground
//! that ends leaves the status while another holds.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Decided, Here, LONGEST, written};
use crate::assistance::{AssistanceEvent, AssistanceReason, ExitProcedure, ExitRule, Phase, Reopening};
use crate::sealed::Sealed;

impl Here<'_> {
    pub(super) fn propose_exit(&self, article: &str, evidence: &str) -> Decided {
        if self.assistance.exit.is_some() {
            return Err(AssistanceReason::ExitOpen);
        }
        let rule = self.at.rules.exit(article).ok_or(AssistanceReason::UnknownArticle)?;
        let ends = self.ended_by(rule)?;
        self.refused_enough(article)?;
        let evidence = written("evidence", evidence, LONGEST)?;
        let objection_until = self.at.term("objection", self.at.now)?;
        let settle_due = self.at.term("settle_exit", objection_until)?;
        let (article, hearing) = (article.to_owned().into(), rule.hearing);
        let ends = ends.into();
        Ok(vec![AssistanceEvent::ExitProposed {
            article,
            ends,
            evidence,
            hearing,
            objection_until,
            settle_due,
        }])
    }

    /// The grounds that hold and that the article would end.
    fn ended_by(&self, rule: &ExitRule) -> Decided<BTreeSet<String>> {
        let held = self.assistance.grounds.get().ok_or(AssistanceReason::GroundNotHeld)?;
        let hit = |ground: &&String| rule.grounds.is_empty() || rule.grounds.contains(*ground);
        let ends: BTreeSet<String> = held.iter().filter(hit).cloned().collect();
        // Where nothing is known of the grounds an article that ends all of them still applies.
        if ends.is_empty() && !rule.grounds.is_empty() {
            return Err(AssistanceReason::GroundNotHeld);
        }
        Ok(ends)
    }

    fn refused_enough(&self, article: &str) -> Decided<()> {
        let Some(rule) = self.at.rules.refusals.as_ref().filter(|rule| rule.article == article) else {
            return Ok(());
        };
        let count = self.assistance.refusals(rule, self.at.today());
        if count < usize::from(rule.most) {
            return Err(AssistanceReason::TooFewRefusals { count, most: rule.most });
        }
        Ok(())
    }

    fn under_way(&self) -> Decided<&ExitProcedure> {
        self.assistance.exit.as_ref().ok_or(AssistanceReason::NoExit)
    }

    pub(super) fn hear(&self, on: Date, answer: &str) -> Decided {
        let exit = self.under_way()?;
        if !exit.hearing {
            return Err(AssistanceReason::NoHearing);
        }
        if exit.heard.is_some() {
            return Err(AssistanceReason::DoneBefore);
        }
        let on = self.since_proposal(exit, on)?;
        Ok(vec![AssistanceEvent::ExitHeard { on, answer: written("answer", answer, LONGEST)? }])
    }

    /// An objection that was made in time may be written down later.
    pub(super) fn object(&self, on: Date, objection: &str) -> Decided {
        let exit = self.under_way()?;
        if exit.objection.is_some() {
            return Err(AssistanceReason::DoneBefore);
        }
        let on = self.since_proposal(exit, on)?;
        if on > self.at.policy.zone.to_datetime(exit.objection_until).date() {
            return Err(AssistanceReason::ObjectionOver);
        }
        let objection = written("objection", objection, LONGEST)?;
        let settle_due = self.at.term("settle_exit", self.at.now)?;
        Ok(vec![AssistanceEvent::ExitObjected { on, objection, settle_due }])
    }

    fn since_proposal(&self, exit: &ExitProcedure, on: Date) -> Decided<Date> {
        let proposed = self.at.policy.zone.to_datetime(exit.at).date();
        let on = self.day("on", on)?;
        if on < proposed {
            return Err(AssistanceReason::BeforeOpening { field: "on", opened: proposed });
        }
        Ok(on)
    }

    pub(super) fn drop_exit(&self, reason: &str) -> Decided {
        self.under_way()?;
        Ok(vec![AssistanceEvent::ExitDropped { reason: written("reason", reason, LONGEST)? }])
    }

    /// Not before the person was heard where they have to be, and had the whole time to object.
    /// Who proposed it does not decide on it.
    pub(super) fn effect(&self, finding: &str) -> Decided {
        let exit = self.under_way()?;
        if exit.by == self.at.staff.user.as_str() {
            return Err(AssistanceReason::OwnProposal);
        }
        if exit.hearing && exit.heard.is_none() {
            return Err(AssistanceReason::NotHeard);
        }
        if exit.objection.is_none() && self.at.now <= exit.objection_until {
            return Err(AssistanceReason::ObjectionOpen { until: exit.objection_until });
        }
        let finding = written("finding", finding, LONGEST)?;
        let article = exit.article.clone();
        // What ends the status ends the grounds too that were found since it was proposed.
        let rule = article.get().and_then(|article| self.at.rules.exit(article));
        let all = rule.is_some_and(|rule| rule.grounds.is_empty());
        let ends = if all { self.assistance.grounds.clone() } else { exit.ends.clone() };
        let left = self.left_after(&ends)?;
        let mut events = vec![AssistanceEvent::ExitEffected { article: article.clone(), ends, finding }];
        if left == 0 {
            events.push(AssistanceEvent::AssistanceEnded { article, on: self.at.today() });
        }
        Ok(events)
    }

    /// How many grounds still hold once these end.
    fn left_after(&self, ends: &Sealed<BTreeSet<String>>) -> Decided<usize> {
        let held = self.assistance.grounds.get().zip(ends.get());
        held.map(|(held, ends)| held.difference(ends).count()).ok_or(AssistanceReason::GroundNotHeld)
    }

    /// An objection that was found to be right after the end. The grounds are those that the
    /// last exit ended; the head writes what was found.
    pub(super) fn reopen(&self, finding: &str) -> Decided {
        let Phase::Ended { .. } = self.assistance.phase else { return Err(AssistanceReason::NotEnded) };
        let finding = written("finding", finding, LONGEST)?;
        let grounds = self.assistance.ended_grounds.clone();
        let terms = super::open::terms(self.at.rules, self.at.policy, self.at.close, self.at.now)?;
        let on = self.at.today();
        let reopening = Reopening::ObjectionUpheld { finding };
        Ok(vec![AssistanceEvent::AssistanceReopened { reopening, on, grounds, terms }])
    }
}
