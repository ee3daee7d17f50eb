//! Forms a household, or does something with one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leye_domain::household::{Household, HouseholdAct, HouseholdRefusal, MemberFacts, decide};
use leye_domain::id::HouseholdId;
use leye_domain::staff::{Actor, Staff};

use super::member::MemberGiven;
use super::write::HouseholdWrite;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// What somebody wants.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // as in the acts of the core
pub enum HouseholdWish {
    AddMember { on: Date, given: MemberGiven },
    ChangeMember { member: u32, on: Date, given: MemberGiven },
    RemoveMember { member: u32, on: Date, note: String },
    Apply { member: u32 },
    Pass { note: String },
    Refuse { note: String },
    End { ground: String, on: Date, note: String },
}

impl HouseholdWish {
    /// A review is done by the level at which it lies; all else by the station.
    fn deed(&self) -> Deed {
        match self {
            HouseholdWish::Pass { .. } | HouseholdWish::Refuse { .. } => Deed::ReviewHousehold,
            _ => Deed::KeepRegister,
        }
    }
}

impl App {
    /// Opens the file of a household with its first member.
    ///
    /// # Errors
    /// [`AppError::Household`] where it cannot be; faults of fields; access.
    pub async fn form_household(
        &self,
        staff: &Staff,
        address: String,
        given: MemberGiven,
    ) -> Result<Household, AppError> {
        let member = self.member_facts(&staff.agency, given, None).await?;
        let hashes: BTreeSet<String> = std::iter::once(member.identity.clone()).collect();
        if !self.access.may(staff, Deed::KeepRegister, Target::Register(&staff.agency, &hashes)) {
            return Err(AppError::Forbidden { act: None });
        }
        let now = self.time.now();
        let id = HouseholdId::new(staff.agency.county(), self.chance.below(10_000_000_000));
        let rules = self.household_rules(&staff.agency, now)?;
        let act = HouseholdAct::Form { id, address, member };
        let events = decide(None, act, &rules.desk(&staff.agency, &staff.user))?;
        let actor = Actor::Staff(staff.clone());
        self.commit_household(HouseholdWrite { before: None, events: &events, actor: &actor, now }).await
    }

    /// Does something with a household; `seen` is the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Household`] where it cannot be; [`AppError::Stale`] where something happened
    /// meanwhile; access.
    pub async fn act_on_household(
        &self,
        staff: &Staff,
        id: &HouseholdId,
        seen: i64,
        wish: HouseholdWish,
    ) -> Result<Household, AppError> {
        let before = self.household_of(id).await?.ok_or(AppError::NotFound)?;
        let hashes = hashes_of(&before);
        let asked = self.access.about(staff, Target::Register(&before.station, &hashes));
        if !asked.may(Deed::ReadRegister) {
            return Err(AppError::NotFound);
        }
        if !asked.may(wish.deed()) {
            return Err(AppError::Forbidden { act: None });
        }
        if before.version != seen {
            return Err(AppError::Stale { current: before.version, since: Vec::new() });
        }
        let now = self.time.now();
        let act = self.household_act(&before, wish).await?;
        let rules = self.household_rules(&before.station, now)?;
        let events = decide(Some(&before), act, &rules.desk(&staff.agency, &staff.user))?;
        let actor = Actor::Staff(staff.clone());
        let write = HouseholdWrite { before: Some(before), events: &events, actor: &actor, now };
        self.commit_household(write).await
    }

    async fn household_act(&self, before: &Household, wish: HouseholdWish) -> Result<HouseholdAct, AppError> {
        let station = &before.station;
        Ok(match wish {
            HouseholdWish::AddMember { on, given } => {
                HouseholdAct::AddMember { on, facts: self.member_facts(station, given, None).await? }
            }
            HouseholdWish::ChangeMember { member, on, given } => {
                let known = known(before, member)?;
                let facts = self.member_facts(station, given, Some(known)).await?;
                HouseholdAct::ChangeMember { member, on, facts }
            }
            HouseholdWish::RemoveMember { member, on, note } => {
                HouseholdAct::RemoveMember { member, on, note }
            }
            HouseholdWish::Apply { member } => HouseholdAct::Apply { member },
            HouseholdWish::Pass { note } => HouseholdAct::Pass { note },
            HouseholdWish::Refuse { note } => HouseholdAct::Refuse { note },
            HouseholdWish::End { ground, on, note } => HouseholdAct::End { ground, on, note },
        })
    }

    pub(super) async fn household_of(&self, id: &HouseholdId) -> Result<Option<Household>, AppError> {
        let row = self.store.dossier(id.county(), id.as_str()).await?;
        row.map(|row| crate::read_json(row.body)).transpose()
    }
}

fn known(household: &Household, member: u32) -> Result<&MemberFacts, HouseholdRefusal> {
    let facts = household.members.get(&member).and_then(|member| member.facts.get());
    facts.ok_or(HouseholdRefusal::NoSuchMember)
}

/// The keyed hashes of those who belong to it, or did.
pub(super) fn hashes_of(household: &Household) -> BTreeSet<String> {
    let facts = household.members.values().filter_map(|member| member.facts.get());
    facts.map(|facts| facts.identity.clone()).filter(|hash| !hash.is_empty()).collect()
}
