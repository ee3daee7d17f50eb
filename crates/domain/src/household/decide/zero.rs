//! The application of a household of which nobody has work, its reviews, and its end.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Decided, Here, not_after, said, written};
use crate::agency::Level;
use crate::household::fold::next;
use crate::household::{HouseholdEvent, HouseholdRefusal, Standing};

impl Here<'_> {
    pub(super) fn apply(&self, member: u32) -> Decided {
        self.at_station()?;
        self.here(member)?;
        let Standing::Found { .. } = self.household.standing else {
            return Err(HouseholdRefusal::NotZeroEmployment);
        };
        let (on, by) = (self.desk.today, self.desk.user.clone());
        Ok(vec![HouseholdEvent::ZeroEmploymentApplied { on, by, member, due: self.due(Level::Station)? }])
    }

    pub(super) fn pass(&self, note: &str) -> Decided {
        let level = self.reviewing()?;
        let zero = self.household.is_zero_employment(self.desk.today, &self.desk.ages);
        if zero != Some(true) {
            return Err(HouseholdRefusal::NotZeroEmployment);
        }
        let (on, by, note) = (self.desk.today, self.desk.user.clone(), said("note", note)?.into());
        Ok(vec![match next(level) {
            Some(above) => {
                HouseholdEvent::ZeroEmploymentReviewed { level, on, by, note, due: self.due(above)? }
            }
            None => HouseholdEvent::ZeroEmploymentConfirmed { on, by, note, due: self.desk.work_by },
        }])
    }

    pub(super) fn refuse(&self, note: &str) -> Decided {
        let level = self.reviewing()?;
        let (on, by, note) = (self.desk.today, self.desk.user.clone(), written("note", note)?.into());
        Ok(vec![HouseholdEvent::ZeroEmploymentRefused { level, on, by, note }])
    }

    /// The level that reviews now, where that is the agency's and nobody who worked below (C2).
    fn reviewing(&self) -> Result<Level, HouseholdRefusal> {
        let Standing::Review { level, .. } = self.household.standing else {
            return Err(HouseholdRefusal::NotNow);
        };
        if *self.desk.agency != self.household.station.at(level) {
            return Err(HouseholdRefusal::OtherAgency);
        }
        let below = self.household.worked.iter().filter(|(worked, _)| **worked < level);
        if below.into_iter().any(|(_, users)| users.contains(self.desk.user)) {
            return Err(HouseholdRefusal::WorkedBelow);
        }
        Ok(level)
    }

    pub(super) fn end(&self, ground: String, on: Date, note: &str) -> Decided {
        self.at_station()?;
        let Standing::Confirmed { on: confirmed, .. } = self.household.standing else {
            return Err(HouseholdRefusal::NotNow);
        };
        not_after("on", on, self.desk.today)?;
        if on < confirmed {
            return Err(HouseholdRefusal::TooEarly { field: "on", day: confirmed });
        }
        let solved = *self.desk.grounds.get(&ground).ok_or(HouseholdRefusal::UnknownGround)?;
        let employed = self.household.present().any(|(_, facts)| facts.employed == Some(true));
        if solved && !employed {
            return Err(HouseholdRefusal::NobodyEmployed);
        }
        let note = written("note", note)?.into();
        Ok(vec![HouseholdEvent::ZeroEmploymentEnded { on, ground, solved, note }])
    }

    fn due(&self, level: Level) -> Result<Timestamp, HouseholdRefusal> {
        self.desk.review_by.get(&level).copied().ok_or(HouseholdRefusal::NotNow)
    }
}
