//! A member moves to another station: out of the household, or with all of it.

use super::{Decided, Desk, HouseholdAct, decide};
use crate::household::{Household, HouseholdEvent, HouseholdRefusal};
use crate::relocation::{HouseholdPart, Relocation};
use crate::sealed::Sealed;

/// What the move of a member does to the household. It is never left without anybody: the last
/// member takes it along.
///
/// # Errors
/// See [`HouseholdRefusal`]; the desk is that of the station which keeps the household.
pub fn relocate(household: &Household, member: u32, relocation: &Relocation, desk: &Desk<'_>) -> Decided {
    let joined = household.members.get(&member).filter(|member| member.left.is_none());
    let joined = joined.ok_or(HouseholdRefusal::NoSuchMember)?.joined;
    let Sealed::Open(reason) = &relocation.reason else { return Ok(Vec::new()) };
    let is_last = household.present().count() < 2;
    match relocation.household {
        HouseholdPart::Stays => Ok(Vec::new()),
        HouseholdPart::Leaves if !is_last => {
            let (on, note) = (relocation.on.max(joined), reason.clone());
            decide(Some(household), HouseholdAct::RemoveMember { member, on, note }, desk)
        }
        HouseholdPart::Leaves | HouseholdPart::Along => {
            let (station, address) = (relocation.to.clone(), relocation.address.clone());
            Ok(vec![HouseholdEvent::HouseholdRelocated { station, address }])
        }
    }
}
