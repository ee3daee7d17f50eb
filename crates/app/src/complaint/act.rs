//! What staff do about a complaint.

use leye_domain::complaint::{Complaint, ComplaintAct};
use leye_domain::id::ComplaintId;
use leye_domain::staff::Staff;

use crate::App;
use crate::access::Deed;
use crate::error::AppError;

impl App {
    /// Does something about a complaint; `seen` is the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Complaint`] where the rules say no, `Stale` where it changed meanwhile; access; an agency
    /// that is not there, or of another county, is not found.
    pub async fn act_on_complaint(
        &self,
        staff: &Staff,
        id: &ComplaintId,
        act: ComplaintAct,
        seen: i64,
    ) -> Result<(), AppError> {
        let complaint = self.reached_complaint(staff, id, Deed::DealWithComplaint).await?;
        if let ComplaintAct::Redirect { about, .. } = &act {
            // What is filed stays in the storage of its county.
            let is_near = about.county() == id.county() || about.covers(&complaint.about);
            if self.tree().get(about.as_str()).is_none() || !is_near {
                return Err(AppError::NotFound);
            }
        }
        self.act_with(staff, complaint, act, seen).await
    }

    /// Says of a complaint, and of those of the same place and day that nobody has taken, that they are
    /// abuse. Gives how many.
    ///
    /// # Errors
    /// As [`App::act_on_complaint`]; of the others those that changed meanwhile are left.
    pub async fn reject_complaints_alike(
        &self,
        staff: &Staff,
        id: &ComplaintId,
        reason: String,
        seen: i64,
    ) -> Result<usize, AppError> {
        let complaint = self.reached_complaint(staff, id, Deed::DealWithComplaint).await?;
        let others = self.alike(staff, &complaint).await?;
        let act = ComplaintAct::Reject { reason };
        self.act_with(staff, complaint, act.clone(), seen).await?;
        let mut count = 1;
        for other in others {
            let Ok(complaint) = self.reached_complaint(staff, &other, Deed::DealWithComplaint).await else {
                continue;
            };
            let seen = complaint.version;
            match self.act_with(staff, complaint, act.clone(), seen).await {
                Ok(()) => count += 1,
                Err(AppError::Stale { .. } | AppError::Complaint(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(count)
    }

    pub(super) async fn act_with(
        &self,
        staff: &Staff,
        complaint: Complaint,
        act: ComplaintAct,
        seen: i64,
    ) -> Result<(), AppError> {
        if complaint.version != seen {
            return Err(AppError::Stale { current: complaint.version, since: Vec::new() });
        }
        let now = self.time.now();
        let agency = match &act {
            ComplaintAct::Ask { .. } => &complaint.about,
            _ => &complaint.dealing,
        };
        let terms = self.complaint_terms(agency, now)?;
        let event = complaint.decide(act, staff, terms)?;
        let commit = self.planned(Some(complaint), &event, None, (staff, now))?;
        self.store.commit(commit).await?;
        Ok(())
    }
}
