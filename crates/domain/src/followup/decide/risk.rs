//! Risks, and the mediation with the employer that they open (B3.2).

use super::Place;
use crate::employment::{At, Decided, EmploymentEvent, EmploymentRefusal, next, written};
use crate::followup::risk::{MediationStep, Outcome, RiskFacts, RiskOrigin};
use crate::followup::rules::RiskFactor;
use crate::followup::visit::{Answer, VisitReport};

impl Place<'_> {
    /// The risks that arise from the answers of a visit and are not known yet, with the
    /// mediations that they open.
    pub(super) fn arising(self, report: &VisitReport, at: At<'_>) -> Vec<EmploymentEvent> {
        let arises = |factor: &&RiskFactor| {
            let gives = |(question, yes): &(String, bool)| {
                report.answer(question) == Some(if *yes { &Answer::Yes } else { &Answer::No })
            };
            factor.arises.iter().any(gives) && self.known(&factor.code).is_none()
        };
        let found = at.rules.risks.iter().filter(arises).collect::<Vec<_>>();
        let origin = RiskOrigin::Visit { slot: report.slot, report: report.key.clone() };
        self.found(&found, "", &origin, at)
    }

    pub(crate) fn find_risk(self, factor: &str, note: &str, at: At<'_>) -> Decided {
        self.going_on()?;
        let unknown = || EmploymentRefusal::UnknownFactor { factor: factor.to_owned() };
        let found = at.rules.risk(factor).ok_or_else(unknown)?;
        if let Some(risk) = self.known(factor) {
            return Err(EmploymentRefusal::RiskKnown { risk });
        }
        let note = written("note", note)?;
        Ok(self.found(&[found], &note, &RiskOrigin::ByHand, at))
    }

    fn found(
        self,
        factors: &[&RiskFactor],
        note: &str,
        origin: &RiskOrigin,
        at: At<'_>,
    ) -> Vec<EmploymentEvent> {
        let (first, mut mediation) = (next(&self.follow_up.risks), next(&self.follow_up.mediations));
        let employment = self.employment;
        let mut events = Vec::new();
        for (risk, factor) in (first..).zip(factors) {
            let facts = RiskFacts { factor: factor.code.clone(), note: note.to_owned() }.into();
            let (weight, origin) = (factor.weight, origin.clone());
            events.push(EmploymentEvent::RiskFound { employment, risk, facts, weight, origin });
            // Who works for oneself has nobody to settle it with.
            if factor.mediates && self.job.facts.kind.has_employer() {
                let due = at.mediation_due;
                events.push(EmploymentEvent::MediationOpened { employment, mediation, risk, due });
                mediation += 1;
            }
        }
        events
    }

    pub(crate) fn close_risk(self, risk: u32, reason: &str) -> Decided {
        self.open_risk(risk)?;
        if let Some(mediation) = self.follow_up.mediating(risk) {
            return Err(EmploymentRefusal::MediationOpen { mediation });
        }
        let (employment, reason) = (self.employment, written("reason", reason)?.into());
        Ok(vec![EmploymentEvent::RiskClosed { employment, risk, reason }])
    }

    pub(crate) fn step(self, mediation: u32, step: MediationStep) -> Decided {
        self.mediation(mediation)?;
        for (field, text) in [("with", &step.with), ("note", &step.note)] {
            if let Some(text) = text.get() {
                written(field, text)?;
            }
        }
        Ok(vec![EmploymentEvent::MediationStepTaken { employment: self.employment, mediation, step }])
    }

    /// Settles it; a risk whose cause was put right is closed with it.
    pub(crate) fn settle(self, mediation: u32, outcome: Outcome, note: &str) -> Decided {
        let risk = self.mediation(mediation)?;
        let (employment, note) = (self.employment, written("note", note)?);
        let settled = note.clone().into();
        let mut events =
            vec![EmploymentEvent::MediationSettled { employment, mediation, outcome, note: settled }];
        if outcome == Outcome::PutRight && self.open_risk(risk).is_ok() {
            events.push(EmploymentEvent::RiskClosed { employment, risk, reason: note.into() });
        }
        Ok(events)
    }

    fn going_on(self) -> Result<(), EmploymentRefusal> {
        match (&self.job.ended, self.follow_up.ended) {
            (Some(end), _) => Err(EmploymentRefusal::JobEnded { on: end.on }),
            (None, Some(_)) => Err(EmploymentRefusal::FollowUpOver),
            (None, None) => Ok(()),
        }
    }

    /// The open risk of a factor.
    fn known(self, factor: &str) -> Option<u32> {
        let is = |facts: &RiskFacts| facts.factor == factor;
        self.follow_up.open_risks().find(|(_, risk)| risk.facts.get().is_some_and(is)).map(|(risk, _)| risk)
    }

    fn open_risk(self, risk: u32) -> Result<(), EmploymentRefusal> {
        let open = self.follow_up.open_risks().any(|(number, _)| number == risk);
        if open { Ok(()) } else { Err(EmploymentRefusal::NoSuchRisk) }
    }

    /// The risk of an open mediation.
    fn mediation(self, mediation: u32) -> Result<u32, EmploymentRefusal> {
        let open = self.follow_up.mediations.get(&mediation).filter(|one| one.settled.is_none());
        open.map(|one| one.risk).ok_or(EmploymentRefusal::NoSuchMediation)
    }
}
