//! A zero-employment household is found: those of it who could work are assisted one to one,
//! before any of them is determined (A7). All of them have one helper.

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::applicant::Applicant;
use leye_domain::assistance::{Because, Opening};
use leye_domain::household::{Household, HouseholdEvent};
use leye_domain::id::{PersonId, UserName};
use leye_domain::staff::Actor;
use leye_store::Commit;

use crate::App;
use crate::error::AppError;

impl App {
    /// The commits to the members' assistance that go with events of their household, in the same
    /// write. Members without a file of their own are told on the household's page.
    pub(super) async fn assistance_of_household(
        &self,
        household: &Household,
        events: &[HouseholdEvent],
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<Commit>, AppError> {
        if household.standing.due().is_none() || !events.iter().any(brings_somebody) {
            return Ok(Vec::new());
        }
        let rules = self.household_rules(&household.station, now)?;
        let members = household.jobless(rules.today(), &rules.ages());
        let helper = self.helper_of(&members).await?;
        let mut commits = Vec::new();
        for person in members {
            let row = self.store.person(person.county(), person.as_str()).await?;
            let known: Option<Applicant> = row.map(|row| crate::read_json(row.body)).transpose()?;
            // Nobody who was erased is assisted.
            let Some(known) = known.filter(|known| known.details.get().is_some()) else { continue };
            let opening = Opening {
                person,
                station: known.station,
                because: Because::Household,
                grounds: BTreeSet::from([self.household_article()]),
                helper: helper.clone(),
            };
            commits.extend(self.open_assistance(opening, actor, now).await?);
        }
        Ok(commits)
    }

    /// Who helps one of them already.
    async fn helper_of(&self, members: &[PersonId]) -> Result<Option<UserName>, AppError> {
        for person in members {
            let running = self.assistance_of(person).await?.filter(|one| !one.is_ended());
            if let Some(helper) = running.and_then(|one| one.helper) {
                return Ok(Some(helper.user));
            }
        }
        Ok(None)
    }
}

fn brings_somebody(event: &HouseholdEvent) -> bool {
    use HouseholdEvent as E;
    matches!(event, E::ZeroEmploymentFound { .. } | E::MemberJoined { .. } | E::MemberChanged { .. })
}
