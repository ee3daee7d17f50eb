//! Somebody was reached, or looked for in vain: that closes the entry.

use leye_domain::agency::AgencyCode;
use leye_domain::outreach::Reached;
use leye_domain::staff::{Actor, Staff};

use crate::App;
use crate::error::AppError;
use crate::register::noted;

/// How often it is tried again when somebody closed another entry of the station meanwhile.
const TRIES: usize = 8;

/// How an entry is closed.
#[derive(Clone, Debug)]
pub struct OutreachClosing {
    /// The station.
    pub station: AgencyCode,
    /// `person_id` of the people file.
    pub number: u64,
    /// What came of it.
    pub outcome: Reached,
    /// What was said.
    pub note: String,
}

impl App {
    /// Closes an entry.
    ///
    /// # Errors
    /// A fault of the field `finding-note`; [`AppError::Stale`] where it is closed already; access.
    pub async fn close_outreach(&self, staff: &Staff, closing: OutreachClosing) -> Result<(), AppError> {
        let (_, may_close) = self.reachable(staff, &closing.station, closing.number).await?;
        if !may_close {
            return Err(AppError::Forbidden { act: None });
        }
        let note = noted(&closing.note)?;
        let mut tries = 0;
        loop {
            let before = self.outreach_of(&closing.station).await?;
            let gone = AppError::Stale { current: before.version, since: Vec::new() };
            let event = before.close(closing.number, closing.outcome, note.clone()).map_err(|_| gone)?;
            let actor = Actor::Staff(staff.clone());
            match self.commit_outreach(&before, &[event], &actor, self.time.now()).await {
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }
}
