//! Looks at every household once a day: somebody may have come of working age, or retired.

use leye_domain::household::{Household, HouseholdAct, decide};
use leye_domain::id::UserName;
use leye_domain::staff::Actor;
use leye_store::{DossierQuery, Scope};

use super::write::{HouseholdWrite, KIND};
use crate::App;
use crate::error::AppError;

/// How many are read at once.
const PAGE: i64 = 500;
/// How the service is called where the core asks who acts; it reviews nothing.
const SERVICE: &str = "service";

impl App {
    /// Looks at all of them; gives how many stand otherwise than before.
    ///
    /// # Errors
    /// Storage failures; a pack without terms of households.
    pub async fn look_at_households(&self) -> Result<u64, AppError> {
        if self.rules.pack().household.is_none() {
            return Ok(0);
        }
        let scope = Scope::everything();
        let mut query = DossierQuery { scope, kind: KIND.to_owned(), limit: PAGE, ..DossierQuery::default() };
        let (mut all, mut changed) = (Vec::new(), 0);
        loop {
            let rows = self.store.dossiers(&query).await?;
            query.after = rows.last().map(|listed| (listed.row.place, listed.row.id.clone()));
            let is_last = rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
            all.extend(rows);
            if is_last {
                break;
            }
        }
        // What is changed moves in the list, so that all of it is read first.
        for listed in all {
            changed += u64::from(self.look_at(crate::read_json(listed.row.body)?).await?);
        }
        Ok(changed)
    }

    async fn look_at(&self, household: Household) -> Result<bool, AppError> {
        let now = self.time.now();
        let user = UserName::parse(SERVICE).map_err(|e| AppError::Rules(e.to_string()))?;
        let rules = self.household_rules(&household.station, now)?;
        let station = household.station.clone();
        let events = decide(Some(&household), HouseholdAct::Look, &rules.desk(&station, &user))?;
        if events.is_empty() {
            return Ok(false);
        }
        let write = HouseholdWrite { before: Some(household), events: &events, actor: &Actor::Service, now };
        match self.commit_household(write).await {
            Ok(_) => Ok(true),
            // Somebody changed it meanwhile, which looks at it anew.
            Err(AppError::Stale { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
