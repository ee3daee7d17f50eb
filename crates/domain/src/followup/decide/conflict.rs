//! Two reports of one visit: a person says which holds.

use super::Place;
use crate::employment::{At, Decided, EmploymentEvent, EmploymentRefusal, written};
use crate::followup::rules::Slot;
use crate::id::VisitKey;

impl Place<'_> {
    pub(crate) fn settle_conflict(self, slot: Slot, holds: VisitKey, reason: &str, at: At<'_>) -> Decided {
        let visit = self.follow_up.visits.get(&slot).ok_or(EmploymentRefusal::NotPlanned { slot })?;
        let (_, waiting) = visit.conflict.as_ref().ok_or(EmploymentRefusal::NoConflict)?;
        let mut all = visit.report.iter().chain(waiting);
        let chosen = all.find(|kept| kept.report.key == holds).ok_or(EmploymentRefusal::NoSuchReport)?;
        let reason = written("reason", reason)?.into();
        let employment = self.employment;
        let mut events = vec![EmploymentEvent::VisitConflictSettled { employment, slot, holds, reason }];
        // Of the report that held before they arose when it came: one that was settled since does
        // not come again.
        let held = visit.report.as_ref().is_some_and(|kept| kept.report.key == chosen.report.key);
        if self.job.is_followed() && !held {
            events.extend(self.arising(&chosen.report, at));
        }
        Ok(events)
    }
}
