//! One of the two stations registers that a person moves.

use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, ApplicantEvent};
use leye_domain::id::{PersonId, RelocationId};
use leye_domain::person::ResidentNumber;
use leye_domain::relocation::{NewRelocation, RelocationRefusal, RelocationWish, Side, register};
use leye_domain::staff::Staff;
use leye_store::Scope;

use super::deed;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;
use crate::person::write::is_kept_in;

impl App {
    /// The station that keeps the file registers that the person moves to another station.
    ///
    /// # Errors
    /// [`AppError::Relocation`] where the rules say no; `Stale` where somebody else was first;
    /// access.
    pub async fn move_away(
        &self,
        staff: &Staff,
        id: &PersonId,
        to: AgencyCode,
        wish: RelocationWish,
    ) -> Result<RelocationId, AppError> {
        let person = self.person_of(staff, id, Deed::ReadPerson).await?;
        self.register_move(staff, person, to, (Side::From, wish)).await
    }

    /// The station that the person comes to asks for the file, by the identity number that the
    /// person showed.
    ///
    /// # Errors
    /// A fault of the field `number` where nobody with it has a file; else as [`App::move_away`].
    pub async fn move_here(
        &self,
        staff: &Staff,
        number: &str,
        wish: RelocationWish,
    ) -> Result<RelocationId, AppError> {
        let number = ResidentNumber::parse(number.trim(), self.today());
        let number = number.map_err(|problem| AppError::field("number", problem.code()))?;
        let hash = self.identity_hash(number.as_str());
        let to = staff.agency.clone();
        let row = match self.file_by_number(to.county(), &hash).await? {
            Some(row) => Some(row),
            None => self.store.people_by_identity(&hash, &Scope::everything(), 1).await?.pop(),
        };
        let row = row.ok_or_else(|| AppError::field("number", "no-file"))?;
        self.register_move(staff, crate::read_json(row.body)?, to, (Side::To, wish)).await
    }

    async fn register_move(
        &self,
        staff: &Staff,
        person: Applicant,
        to: AgencyCode,
        (by, wish): (Side, RelocationWish),
    ) -> Result<RelocationId, AppError> {
        let household = person.details.get().map(|details| self.household_hashes(details));
        let household = household.ok_or(AppError::Erased)?;
        let target = Target::Relocation { from: &person.station, to: &to, household: &household };
        if !self.access.may(staff, deed(by), target) {
            return Err(AppError::Forbidden { act: None });
        }
        if self.tree().get(to.as_str()).is_none() {
            return Err(RelocationRefusal::NoStation { to }.into());
        }
        let now = self.time.now();
        let today = self.rules.zone().to_datetime(now).date();
        let answers = if by == Side::From { Side::To } else { Side::From };
        let answering = if by == Side::From { &to } else { &person.station };
        let due = self.answer_by(answers, answering, now)?;
        let id = RelocationId::new(person.id.county(), self.chance.below(10_000_000_000));
        let file_there = self.other_file(&person, to.county()).await?;
        let new = NewRelocation {
            id: id.clone(),
            person: person.id.clone(),
            from: person.station.clone(),
            to,
            by,
            under_way: person.moving.clone(),
            file_there,
            wish,
        };
        let event = register(new, today, due)?;
        let begun = ApplicantEvent::RelocationBegun { relocation: id.clone() };
        let (relocation, _) = self.relocation_commit(None, &event, (staff, now))?;
        let file = self.moved_file(person, &[begun], (staff, now))?;
        self.store.commit_all(vec![relocation, file]).await?;
        Ok(id)
    }

    /// Another file of the same person that a county keeps already.
    pub(super) async fn other_file(
        &self,
        person: &Applicant,
        county: &str,
    ) -> Result<Option<PersonId>, AppError> {
        let Some(details) = person.details.get() else { return Ok(None) };
        let found = self.file_by_number(county, &self.identity_hash(&details.number)).await?;
        let other = found.filter(|row| is_kept_in(county, row) && row.id != person.id.as_str());
        Ok(other.and_then(|row| PersonId::parse(&row.id).ok()))
    }
}
