//! Ends follow-ups whose job has lasted and in which no visit is owed (B1). The service looks
//! for them with the periods of cases.

use leye_domain::employment::ended_by_time;
use leye_domain::id::EmploymentsId;
use leye_domain::staff::Actor;

use crate::App;
use crate::employment::fold;
use crate::error::AppError;

impl App {
    /// Ends what is over in the file of a person; says whether anything was.
    pub(crate) async fn end_follow_ups(&self, id: &EmploymentsId) -> Result<bool, AppError> {
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() {
            return Ok(false);
        }
        let jobs = fold(&events)?;
        let ended = ended_by_time(&jobs, self.today());
        if ended.is_empty() {
            return Ok(false);
        }
        self.commit_work(jobs, &ended, (&Actor::Service, self.time.now()), |_| None).await?;
        Ok(true)
    }
}
