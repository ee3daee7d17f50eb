//! A visit comes in, from a page or from a device that delivers later, perhaps twice (B4.1).

use leye_domain::employment::{EmploymentAct, EmploymentEvent};
use leye_domain::followup::{LateToFile, VisitReport};
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;

use crate::App;
use crate::employment::WorkRequest;
use crate::error::AppError;

/// A report on its way in.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Whom it is about.
    pub person: PersonId,
    /// The number of the job.
    pub employment: u32,
    /// What was found.
    pub report: VisitReport,
}

/// What became of it. The same delivery again gets the same answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It is the report of the visit.
    Kept,
    /// It is kept, although the file was done with the visit.
    KeptLate(LateToFile),
    /// It is kept beside another one that says something else; a person looks at both.
    Conflict,
}

impl Delivered {
    /// The word that answers carry.
    pub fn as_str(self) -> &'static str {
        match self {
            Delivered::Kept => "kept",
            Delivered::KeptLate(_) => "kept_late",
            Delivered::Conflict => "conflict",
        }
    }
}

impl App {
    /// Takes a report of a visit. Who visited is who delivers.
    ///
    /// # Errors
    /// [`AppError::Work`] where it cannot be kept, with the reason; access.
    pub async fn deliver_visit(&self, staff: &Staff, delivery: Delivery) -> Result<Delivered, AppError> {
        let Delivery { person, employment, report } = delivery;
        let (key, slot) = (report.key.clone(), report.slot);
        self.check_photos(&person, &report).await?;
        let act = EmploymentAct::Report { employment, report: report.clone() };
        let done = self.change_work(staff, WorkRequest { person, act, seen: None, key: None }).await?;
        let by_event = done.events.iter().find_map(|event| match event {
            EmploymentEvent::VisitReported { late: None, .. } => Some(Delivered::Kept),
            EmploymentEvent::VisitReported { late: Some(late), .. } => Some(Delivered::KeptLate(*late)),
            EmploymentEvent::VisitConflictKept { .. } => Some(Delivered::Conflict),
            _ => None,
        });
        if let Some(delivered) = by_event {
            return Ok(delivered);
        }
        // It was delivered before: what it became then. The first report of a visit is never a
        // conflict, a later one always is.
        let job = done.jobs.jobs.get(&employment).and_then(|job| job.follow_up.as_ref());
        let visit = job.and_then(|follow_up| follow_up.visits.get(&slot)).ok_or(AppError::NotFound)?;
        let first = visit.reports().min_by_key(|kept| kept.at).ok_or(AppError::NotFound)?;
        let is_first = first.report.key == key || first.report.says_as(&report);
        Ok(match (is_first, first.late) {
            (true, None) => Delivered::Kept,
            (true, Some(late)) => Delivered::KeptLate(late),
            (false, _) => Delivered::Conflict,
        })
    }
}
