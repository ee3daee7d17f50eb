//! What happens by itself: periods that have run out, looked for every minute and after
//! the training clock was moved.

use leye_domain::id::{CaseId, DocketId, EmploymentsId};

use crate::App;
use crate::error::AppError;

/// How many are looked at in one go.
const BATCH: i64 = 200;

impl App {
    /// Settles every case whose period has run out, and ends follow-ups that are over; gives how
    /// many.
    ///
    /// # Errors
    /// Storage failures. A case that cannot be settled is logged and left for the next
    /// round, so that one damaged file does not stop the others.
    pub async fn settle_due(&self) -> Result<usize, AppError> {
        let mut settled = 0;
        loop {
            let due = self.store.due_automatic(self.time.now(), BATCH).await?;
            let mut moved = 0;
            for duty in &due {
                if let Ok(id) = EmploymentsId::parse(&duty.subject) {
                    moved += usize::from(self.settled_work(&id).await);
                    continue;
                }
                if let Ok(id) = DocketId::parse(&duty.subject) {
                    moved += usize::from(self.settled_docket(&id).await);
                    continue;
                }
                let Ok(id) = CaseId::parse(&duty.subject) else { continue };
                let before = self.load(&id).await.map(|(case, _)| case.version).unwrap_or_default();
                match self.settled(&id).await {
                    Ok((case, _)) if case.version != before => moved += 1,
                    Ok(_) => {}
                    Err(error) => {
                        tracing::error!(case = %id, %error, "a period that ran out could not be settled")
                    }
                }
            }
            settled += moved;
            if moved == 0 {
                return Ok(settled);
            }
        }
    }

    async fn settled_docket(&self, id: &DocketId) -> bool {
        self.settle_docket(id).await.unwrap_or_else(|error| {
            tracing::error!(docket = %id, %error, "what was found could not be let stand");
            false
        })
    }

    async fn settled_work(&self, id: &EmploymentsId) -> bool {
        self.end_follow_ups(id).await.unwrap_or_else(|error| {
            tracing::error!(jobs = %id, %error, "a follow-up that is over could not be ended");
            false
        })
    }
}
