//! Opens a household: who belongs to it, how it stands, what happened. It is recorded who looked.

use jiff::Timestamp;
use leye_domain::household::{Ages, Household, HouseholdEvent, Standing};
use leye_domain::id::HouseholdId;
use leye_domain::staff::Staff;
use leye_store::StoredEvent;

use super::act::hashes_of;
use crate::App;
use crate::access::{Deed, Target};
use crate::application::write::joined;
use crate::error::AppError;

/// Something that happened.
#[derive(Clone, Debug)]
pub struct HouseholdPast {
    /// When.
    pub at: Timestamp,
    /// Sign-in name of who did it, or `service`.
    pub actor: String,
    /// Their name.
    pub by: String,
    /// What.
    pub event: HouseholdEvent,
}

/// A household as opened.
#[derive(Clone, Debug)]
pub struct HouseholdFile {
    /// The household.
    pub household: Household,
    /// Whether nobody has work, by the rules; none where it is not known.
    pub zero: Option<bool>,
    /// Whether the caller may keep it: members, application, end.
    pub may_keep: bool,
    /// Whether the caller may review its application now.
    pub may_review: bool,
    /// What happened, oldest first.
    pub past: Vec<HouseholdPast>,
}

impl App {
    /// Opens it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn household_file(&self, staff: &Staff, id: &HouseholdId) -> Result<HouseholdFile, AppError> {
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() {
            return Err(AppError::NotFound);
        }
        let household = super::fold(&events)?;
        let hashes = hashes_of(&household);
        let asked = self.access.about(staff, Target::Register(&household.station, &hashes));
        if !asked.may(Deed::ReadRegister) {
            return Err(AppError::NotFound);
        }
        self.record(staff, "read_household", id.as_str(), None, None).await?;
        let today = self.today();
        let (pack, youngest) = (self.rules.pack_on(today), self.rules.policy(today).youngest);
        let ages = Ages { youngest, retirement: &pack.retirement.rules };
        let reviews = match household.standing {
            Standing::Review { level, .. } => {
                let worked = household.worked.iter().filter(|(at, _)| **at < level);
                let below = worked.into_iter().any(|(_, users)| users.contains(&staff.user));
                staff.agency == household.station.at(level) && !below
            }
            _ => false,
        };
        let past = |event: &StoredEvent| {
            let (at, actor) = (event.at, event.actor.clone());
            let by = self.staff_name(&actor);
            Ok(HouseholdPast { at, actor, by, event: crate::read_json(joined(event))? })
        };
        Ok(HouseholdFile {
            zero: household.is_zero_employment(today, &ages),
            may_keep: asked.may(Deed::KeepRegister),
            may_review: reviews && asked.may(Deed::ReviewHousehold),
            past: events.iter().map(past).collect::<Result<_, AppError>>()?,
            household,
        })
    }
}
