//! The person works: assistance rests. The job is lost: it goes on with its class, its helper
//! and its history, without a new determination (B3.5).

use jiff::civil::Date;

use super::{LONGEST, written};
use crate::assistance::{
    Assistance, AssistanceActName, AssistanceEvent, AssistanceReason, AssistanceRefusal, Phase,
};

impl Assistance {
    /// A job began; `employment` is its number. A second job beside the first changes nothing
    /// and is refused.
    ///
    /// # Errors
    /// It ended, or the person works already.
    pub fn rest(&self, employment: u32, since: Date) -> Result<AssistanceEvent, AssistanceRefusal> {
        let refused = |reason| Err(self.refusal(AssistanceActName::Rest, reason));
        match self.phase {
            Phase::Running { .. } => Ok(AssistanceEvent::AssistanceRested { employment, since }),
            Phase::Resting { .. } => refused(AssistanceReason::NotThisEmployment),
            Phase::Ended { .. } => refused(AssistanceReason::Ended),
        }
    }

    /// The job was lost. The rhythm of contact begins anew on that day, which may lie before the one
    /// on which it came to rest for this job: of two jobs the one that ended first may be told last.
    /// That it does not lie before the job is decided where the job ends.
    ///
    /// # Errors
    /// It does not rest for this job, or no reason is given.
    pub fn resume(
        &self,
        employment: u32,
        on: Date,
        reason: &str,
    ) -> Result<AssistanceEvent, AssistanceRefusal> {
        let refuse = |reason| self.refusal(AssistanceActName::Resume, reason);
        match self.phase {
            Phase::Resting { employment: held, .. } if held == employment => {
                let because = written("reason", reason, LONGEST).map_err(refuse)?;
                Ok(AssistanceEvent::AssistanceResumed { employment, on, because })
            }
            Phase::Ended { .. } => Err(refuse(AssistanceReason::Ended)),
            _ => Err(refuse(AssistanceReason::NotThisEmployment)),
        }
    }
}
