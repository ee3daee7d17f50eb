//! From events to the jobs of a person.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::event::EmploymentEvent;
use super::{Employments, Job, JobEnd, SupportNote};
use crate::followup::{Fallen, FollowUp, Kept, Mediation, Risk};

/// An event with who did it and when.
type Done<'a> = (&'a EmploymentEvent, &'a str, Timestamp);

impl Employments {
    /// Folds events from the beginning; none where they do not follow from each other.
    pub fn fold<'a>(events: impl IntoIterator<Item = Done<'a>>) -> Option<Employments> {
        let mut events = events.into_iter().peekable();
        let (first, _, _) = events.peek()?;
        let EmploymentEvent::EmploymentRegistered { person, station, .. } = first else { return None };
        let empty = Employments::new(person.clone(), station.clone());
        events.try_fold(empty, Employments::after)
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, (event, by, at): Done<'_>) -> Option<Employments> {
        use EmploymentEvent as E;
        self.version += 1;
        match event {
            E::EmploymentRegistered { station, employment, facts, on, .. } => {
                let (facts, by) = (facts.clone(), by.to_owned());
                let job = Job {
                    facts,
                    registered_on: *on,
                    by,
                    ended: None,
                    follow_up: None,
                    supports: BTreeMap::new(),
                };
                self.station = station.clone();
                self.jobs.insert(*employment, job).is_none().then_some(())?;
            }
            E::EmploymentsRelocated { station, visitor } => {
                self.station = station.clone();
                self.visitor.clone_from(visitor);
            }
            E::SupportsFound { employment, supports } => {
                let known = &mut self.jobs.get_mut(employment)?.supports;
                known.retain(|code, _| supports.contains(code));
                supports.iter().for_each(|code| _ = known.entry(code.clone()).or_default());
            }
            E::SupportNoted { employment, support, state, note } => {
                let (by, note, state) = (by.to_owned(), note.clone(), *state);
                let known = self.jobs.get_mut(employment)?.supports.get_mut(support)?;
                *known = Some(SupportNote { state, note, at, by });
            }
            E::EmploymentCorrected { employment, facts, plan, .. } => {
                let job = self.jobs.get_mut(employment)?;
                job.facts = facts.clone();
                if let (Some(plan), Some(follow_up)) = (plan, &mut job.follow_up) {
                    follow_up.replan(plan);
                }
            }
            E::EmploymentEnded { employment, on, why, resumes } => {
                let (why, by) = (why.clone(), by.to_owned());
                self.jobs.get_mut(employment)?.ended =
                    Some(JobEnd { on: *on, why, resumes: *resumes, at, by });
            }
            E::FollowUpOpened { employment, plan } => {
                self.jobs.get_mut(employment)?.follow_up = Some(FollowUp::new(plan));
            }
            E::VisitorNamed { visitor, .. } => self.visitor = Some(visitor.clone()),
            E::VisitReported { employment, .. }
            | E::VisitConflictKept { employment, .. }
            | E::VisitConflictSettled { employment, .. } => {
                self.jobs.get_mut(employment)?.follow_up.as_mut()?.visited(event, by, at)?;
            }
            E::RiskFound { employment, .. }
            | E::RiskClosed { employment, .. }
            | E::MediationOpened { employment, .. }
            | E::MediationStepTaken { employment, .. }
            | E::MediationSettled { employment, .. } => {
                self.jobs.get_mut(employment)?.follow_up.as_mut()?.risked(event, by, at)?;
            }
            E::FollowUpEnded { employment, how, fallen, .. } => {
                let follow_up = self.jobs.get_mut(employment)?.follow_up.as_mut()?;
                follow_up.ended = Some((*how, at));
                for slot in fallen {
                    follow_up.visits.get_mut(slot)?.fallen = Some(Fallen::Ended(*how));
                }
            }
        }
        Some(self)
    }
}

impl FollowUp {
    fn visited(&mut self, event: &EmploymentEvent, by: &str, at: Timestamp) -> Option<()> {
        match event {
            EmploymentEvent::VisitReported { report, late, .. } => {
                let kept = Kept { report: report.clone(), by: by.to_owned(), at, late: *late };
                self.visits.get_mut(&report.slot)?.report = Some(kept);
            }
            EmploymentEvent::VisitConflictKept { report, due, .. } => {
                let kept = Kept { report: report.clone(), by: by.to_owned(), at, late: None };
                let visit = self.visits.get_mut(&report.slot)?;
                visit.conflict.get_or_insert((*due, Vec::new())).1.push(kept);
            }
            EmploymentEvent::VisitConflictSettled { slot, holds, reason, .. } => {
                let visit = self.visits.get_mut(slot)?;
                let (_, waiting) = visit.conflict.take()?;
                let all = visit.report.take().into_iter().chain(waiting);
                let (mut held, others): (Vec<_>, Vec<_>) = all.partition(|kept| kept.report.key == *holds);
                visit.report = Some(held.pop()?);
                visit.set_aside.extend(others.into_iter().map(|kept| (kept, reason.clone())));
            }
            _ => return None,
        }
        Some(())
    }

    fn risked(&mut self, event: &EmploymentEvent, by: &str, at: Timestamp) -> Option<()> {
        let by = by.to_owned();
        match event {
            EmploymentEvent::RiskFound { risk, facts, weight, origin, .. } => {
                let (facts, origin, weight) = (facts.clone(), origin.clone(), *weight);
                self.risks.insert(*risk, Risk { facts, weight, origin, at, by, closed: None });
            }
            EmploymentEvent::RiskClosed { risk, reason, .. } => {
                self.risks.get_mut(risk)?.closed = Some((at, reason.clone()));
            }
            EmploymentEvent::MediationOpened { mediation, risk, due, .. } => {
                let (risk, due) = (*risk, *due);
                let opened = Mediation { risk, opened: at, due, steps: Vec::new(), settled: None };
                self.mediations.insert(*mediation, opened);
            }
            EmploymentEvent::MediationStepTaken { mediation, step, .. } => {
                self.mediations.get_mut(mediation)?.steps.push((step.clone(), by, at));
            }
            EmploymentEvent::MediationSettled { mediation, outcome, note, .. } => {
                self.mediations.get_mut(mediation)?.settled = Some((*outcome, note.clone(), by, at));
            }
            _ => return None,
        }
        Some(())
    }
}
