//! Who belongs to a household, and what is known of them.

use jiff::civil::Date;

use super::{Decided, Desk, Here, not_after, said, written};
use crate::household::{HouseholdEvent, HouseholdRefusal, Member, MemberFacts};
use crate::id::HouseholdId;

/// A household begins with one member.
pub(super) fn form(id: HouseholdId, address: &str, member: MemberFacts, desk: &Desk<'_>) -> Decided {
    let address = said("address", address)?.into();
    let formed = HouseholdEvent::HouseholdFormed { id, station: desk.agency.clone(), address };
    let facts = checked(member)?.into();
    Ok(vec![formed, HouseholdEvent::MemberJoined { member: 1, on: desk.today, facts }])
}

/// A member has a name and a relation.
fn checked(facts: MemberFacts) -> Result<MemberFacts, HouseholdRefusal> {
    let name = written("name", &facts.name)?;
    let relation = written("relation", &facts.relation)?;
    Ok(MemberFacts { name, relation, ..facts })
}

impl Here<'_> {
    pub(super) fn add(&self, on: Date, facts: MemberFacts) -> Decided {
        self.at_station()?;
        not_after("on", on, self.desk.today)?;
        self.not_twice(None, &facts)?;
        let member = self.household.members.last_key_value().map_or(1, |(last, _)| last + 1);
        Ok(vec![HouseholdEvent::MemberJoined { member, on, facts: checked(facts)?.into() }])
    }

    pub(super) fn change(&self, member: u32, on: Date, facts: MemberFacts) -> Decided {
        self.at_station()?;
        let before = self.here(member)?;
        self.day(before, on)?;
        self.not_twice(Some(member), &facts)?;
        Ok(vec![HouseholdEvent::MemberChanged { member, on, facts: checked(facts)?.into() }])
    }

    pub(super) fn remove(&self, member: u32, on: Date, note: &str) -> Decided {
        self.at_station()?;
        let before = self.here(member)?;
        self.day(before, on)?;
        if self.household.present().count() < 2 {
            return Err(HouseholdRefusal::NoMember);
        }
        Ok(vec![HouseholdEvent::MemberLeft { member, on, note: written("note", note)?.into() }])
    }

    pub(super) fn here(&self, member: u32) -> Result<&Member, HouseholdRefusal> {
        let found = self.household.members.get(&member).filter(|member| member.left.is_none());
        found.ok_or(HouseholdRefusal::NoSuchMember)
    }

    fn day(&self, member: &Member, on: Date) -> Result<(), HouseholdRefusal> {
        not_after("on", on, self.desk.today)?;
        let day = member.joined;
        if on < day { Err(HouseholdRefusal::TooEarly { field: "on", day }) } else { Ok(()) }
    }

    fn not_twice(&self, but: Option<u32>, facts: &MemberFacts) -> Result<(), HouseholdRefusal> {
        let same = |other: &MemberFacts| !facts.identity.is_empty() && other.identity == facts.identity;
        let twice = self.household.present().any(|(number, other)| Some(number) != but && same(other));
        if twice { Err(HouseholdRefusal::MemberTwice) } else { Ok(()) }
    }
}
