//! A member moves to another station: the household that they belong to at the old one is told in
//! the same commit.

use jiff::Timestamp;
use leye_domain::applicant::Applicant;
use leye_domain::household::{Household, relocate};
use leye_domain::relocation::Relocation;
use leye_domain::staff::{Actor, Staff};
use leye_store::{Commit, DossierQuery, Scope};

use super::write::{HouseholdWrite, KIND};
use crate::App;
use crate::error::AppError;

/// How many are read at once.
const PAGE: i64 = 500;

impl App {
    /// The commit of the household that a person belongs to at the station that is left; none where
    /// they belong to none, or nothing changes.
    pub(crate) async fn household_follows(
        &self,
        person: &Applicant,
        relocation: &Relocation,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Option<Commit>, AppError> {
        let Some((household, member)) = self.household_with(person).await? else { return Ok(None) };
        let rules = self.household_rules(&household.station, now)?;
        let desk = rules.desk(&relocation.from, &staff.user);
        let events = relocate(&household, member, relocation, &desk)?;
        if events.is_empty() {
            return Ok(None);
        }
        let actor = Actor::Staff(staff.clone());
        let write = HouseholdWrite { before: Some(household), events: &events, actor: &actor, now };
        self.household_commit(write).map(|(commit, _)| Some(commit))
    }

    /// The household of the station that keeps somebody's file to which they belong, and their
    /// number in it. Households of a station are few enough to be read.
    pub(crate) async fn household_with(
        &self,
        person: &Applicant,
    ) -> Result<Option<(Household, u32)>, AppError> {
        let identity = person.details.get().map(|details| self.identity_hash(&details.number));
        let scope = Scope { station: Some(person.station.as_str().to_owned()), ..Scope::default() };
        let mut query = DossierQuery { scope, kind: KIND.to_owned(), limit: PAGE, ..DossierQuery::default() };
        loop {
            let rows = self.store.dossiers(&query).await?;
            query.after = rows.last().map(|listed| (listed.row.place, listed.row.id.clone()));
            let is_last = rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
            for listed in rows {
                let household: Household = crate::read_json(listed.row.body)?;
                let here = household.present().find(|(_, facts)| {
                    facts.person.as_ref() == Some(&person.id) || Some(&facts.identity) == identity.as_ref()
                });
                if let Some((member, _)) = here {
                    return Ok(Some((household, member)));
                }
            }
            if is_last {
                return Ok(None);
            }
        }
    }
}
