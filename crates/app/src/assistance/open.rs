//! An assistance begins with what was decided elsewhere, in the same commit: a determination is
//! confirmed, a zero-employment household is found, a job begins or is lost.

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::assistance::{Because, Opening, open};
use leye_domain::case::Case;
use leye_domain::staff::Actor;
use leye_store::Commit;

use crate::App;
use crate::error::AppError;
use crate::register::met;

impl App {
    /// The commit that opens the assistance of somebody, adds a ground to it, or opens it again
    /// after its end. None where nothing is new, and where the pack knows no assistance.
    ///
    /// # Errors
    /// Time limits that cannot be counted; storage failures.
    pub(crate) async fn open_assistance(
        &self,
        opening: Opening,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Option<Commit>, AppError> {
        let policy = self.policy(now);
        let today = policy.zone.to_datetime(now).date();
        let Some(rules) = self.assistance_rules(today) else { return Ok(None) };
        let before = self.assistance_of(&opening.person).await?;
        let close = self.close_of_business(&opening.station);
        let events = open(before.as_ref(), opening, &rules, (&policy, close, now))?;
        if events.is_empty() {
            return Ok(None);
        }
        self.assistance_commit(before.as_ref(), &events, actor, now).map(Some)
    }

    /// The same for a case that was just confirmed, with the categories that the bureau found met
    /// and the main one that it named.
    pub(crate) async fn assistance_of_case(
        &self,
        case: &Case,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Option<Commit>, AppError> {
        let grounds: BTreeSet<String> = met(case).into_iter().collect();
        // Who moved meanwhile is assisted where their file is kept; the case ended where it was filed.
        let row = self.store.person(case.person.county(), case.person.as_str()).await?;
        let kept_by = row.and_then(|row| row.station.parse().ok());
        let opening = Opening {
            person: case.person.clone(),
            station: kept_by.unwrap_or_else(|| case.station.clone()),
            because: Because::Determined { case: case.id.clone() },
            grounds,
            helper: None,
        };
        self.open_assistance(opening, actor, now).await
    }
}
