//! What is owed on the jobs of a person, all of it in one place: what storage lists, and what is
//! made anew from the events, are the same.

use jiff::Timestamp;
use jiff::civil::Date;

use super::rules::Slot;
use crate::employment::Employments;

/// Something that is owed, or comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// A visit.
    Visit {
        /// The job.
        employment: u32,
        /// Which visit.
        slot: Slot,
        /// Its due day.
        due: Date,
    },
    /// A look at two reports of the same visit.
    Conflict {
        /// The job.
        employment: u32,
        /// Which visit.
        slot: Slot,
        /// By when.
        due: Timestamp,
    },
    /// A mediation with the employer.
    Mediation {
        /// The job.
        employment: u32,
        /// Its number.
        mediation: u32,
        /// By when.
        due: Timestamp,
    },
    /// The end of a follow-up in which no visit is owed; the service ends it.
    End {
        /// The job.
        employment: u32,
        /// On which day.
        on: Date,
    },
}

impl Employments {
    /// Everything that is owed, by job. Of who was erased nothing is.
    pub fn owed(&self) -> Vec<Owed> {
        if self.is_erased() {
            return Vec::new();
        }
        let mut all = Vec::new();
        for (number, job) in &self.jobs {
            let (employment, Some(follow_up)) = (*number, &job.follow_up) else { continue };
            let visits = follow_up.owed();
            if follow_up.ended.is_none() && visits.is_empty() {
                all.push(Owed::End { employment, on: follow_up.over_on });
            }
            let visit = |slot, due| Owed::Visit { employment, slot, due };
            all.extend(visits.iter().map(|visit_| visit(visit_.planned.slot, visit_.planned.due)));
            for (slot, visit) in &follow_up.visits {
                let conflict = visit.conflict.as_ref().map(|(due, _)| *due);
                all.extend(conflict.map(|due| Owed::Conflict { employment, slot: *slot, due }));
            }
            let open = follow_up.mediations.iter().filter(|(_, one)| one.settled.is_none());
            all.extend(open.map(|(number, one)| Owed::Mediation {
                employment,
                mediation: *number,
                due: one.due,
            }));
        }
        all
    }
}
