//! A station answers a move, or takes back what it registered. With the acceptance all that is
//! kept of the person goes to the new station, in one commit.

use leye_domain::id::RelocationId;
use leye_domain::relocation::{Desk, RelocationAct, Side};
use leye_domain::staff::Staff;

use super::deed;
use crate::App;
use crate::error::AppError;

impl App {
    /// Does it; `seen` is the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Relocation`] where the rules say no; `Stale` where the move, or something that
    /// follows it, changed meanwhile; access.
    pub async fn act_on_move(
        &self,
        staff: &Staff,
        id: &RelocationId,
        act: RelocationAct,
        seen: i64,
    ) -> Result<(), AppError> {
        let reached = self.reached_relocation(staff, id).await?;
        let asked = reached.asked(self, staff);
        if !asked.may(deed(Side::From)) && !asked.may(deed(Side::To)) {
            return Err(AppError::Forbidden { act: None });
        }
        let before = reached.relocation;
        if before.version != seen {
            return Err(AppError::Stale { current: before.version, since: Vec::new() });
        }
        if reached.person.details.get().is_none() {
            return Err(AppError::Erased);
        }
        let now = self.time.now();
        let file_there = self.other_file(&reached.person, before.to.county()).await?;
        let kept = self.kept_of(reached.person).await?;
        let helpers = self.helpers_at(&before.to).await?.into_keys().collect();
        let desk = Desk {
            agency: &staff.agency,
            accept_by: self.answer_by(Side::To, &before.to, now)?,
            assisted: kept.is_assisted(),
            helpers: &helpers,
            file_there: file_there.as_ref(),
        };
        let event = before.decide(act, desk)?;
        let (commit, after) = self.relocation_commit(Some(before), &event, (staff, now))?;
        let mut commits = vec![commit];
        commits.extend(self.following(&after, kept, (staff, now)).await?);
        // A household that was begun in another county than the file cannot share its commit. It
        // is told first: who is stopped in between finds nothing left to tell when they repeat it.
        let county = id.county();
        let (ours, elsewhere): (Vec<_>, Vec<_>) =
            commits.into_iter().partition(|commit| commit.stream.county == county);
        for commit in elsewhere {
            self.store.commit(commit).await?;
        }
        self.store.commit_all(ours).await?;
        Ok(())
    }
}
