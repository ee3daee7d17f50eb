//! From events to how a household stands.

use std::collections::BTreeMap;

use super::{Counted, Household, HouseholdEvent, Member, Standing};
use crate::agency::Level;
use crate::id::UserName;

impl Household {
    /// Folds events from the beginning; none where they do not follow from each other.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a HouseholdEvent>) -> Option<Household> {
        let mut events = events.into_iter();
        let HouseholdEvent::HouseholdFormed { id, station, address } = events.next()? else { return None };
        let begun = Household {
            id: id.clone(),
            station: station.clone(),
            version: 1,
            address: address.clone(),
            members: BTreeMap::new(),
            standing: Standing::Plain,
            worked: BTreeMap::new(),
            counted: Vec::new(),
            returned: Vec::new(),
        };
        events.try_fold(begun, Household::after)
    }

    /// As it stands after one more event; none where it does not follow.
    pub fn after(mut self, event: &HouseholdEvent) -> Option<Household> {
        self.version += 1;
        match event {
            HouseholdEvent::HouseholdFormed { .. } => return None,
            HouseholdEvent::MemberJoined { member, on, facts } => {
                let joined = Member { facts: facts.clone(), joined: *on, left: None };
                if self.members.insert(*member, joined).is_some() {
                    return None;
                }
            }
            HouseholdEvent::MemberChanged { member, facts, .. } => {
                self.members.get_mut(member)?.facts = facts.clone();
            }
            HouseholdEvent::HouseholdRelocated { station, address } => {
                (self.station, self.address) = (station.clone(), address.clone());
            }
            HouseholdEvent::MemberLeft { member, on, .. } => self.members.get_mut(member)?.left = Some(*on),
            _ => return self.stands(event),
        }
        Some(self)
    }

    fn stands(mut self, event: &HouseholdEvent) -> Option<Household> {
        self.standing = match (event, &self.standing) {
            (HouseholdEvent::ZeroEmploymentFound { on, due }, _) => Standing::Found { on: *on, due: *due },
            (HouseholdEvent::ZeroEmploymentReturned { on, due }, _) => {
                self.returned.push(*on);
                Standing::Found { on: *on, due: *due }
            }
            (HouseholdEvent::ZeroEmploymentLapsed { .. }, _) => Standing::Plain,
            (HouseholdEvent::ZeroEmploymentApplied { on, by, due, .. }, Standing::Found { .. }) => {
                self.worked = BTreeMap::new();
                self.works(Level::Station, by);
                Standing::Review { on: *on, level: Level::Station, due: *due }
            }
            (HouseholdEvent::ZeroEmploymentReviewed { level, by, due, .. }, Standing::Review { on, .. }) => {
                let (on, next) = (*on, next(*level)?);
                self.works(*level, by);
                Standing::Review { on, level: next, due: *due }
            }
            (HouseholdEvent::ZeroEmploymentConfirmed { on, by, due, .. }, Standing::Review { .. }) => {
                self.works(Level::Bureau, by);
                self.counted.push(Counted { from: *on, until: None });
                Standing::Confirmed { on: *on, due: *due }
            }
            (HouseholdEvent::ZeroEmploymentRefused { level, on, by, .. }, Standing::Review { .. }) => {
                self.works(*level, by);
                Standing::Refused { on: *on }
            }
            (HouseholdEvent::ZeroEmploymentEnded { on, ground, solved, .. }, Standing::Confirmed { .. }) => {
                self.counted.last_mut()?.until = Some((*on, ground.clone(), *solved));
                Standing::Ended { on: *on }
            }
            _ => return None,
        };
        Some(self)
    }

    fn works(&mut self, level: Level, by: &UserName) {
        self.worked.entry(level).or_default().insert(by.clone());
    }
}

/// The level that reviews after this one.
pub(super) fn next(level: Level) -> Option<Level> {
    match level {
        Level::Station => Some(Level::Office),
        Level::Office => Some(Level::Bureau),
        Level::Bureau | Level::City => None,
    }
}
