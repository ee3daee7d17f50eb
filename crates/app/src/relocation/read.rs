//! Open a move: who moves where, what is handed over, and what the reader may do. It is recorded
//! who looked.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::followup::{Owed, Slot};
use leye_domain::id::{PersonId, RelocationId, UserName};
use leye_domain::person::mask;
use leye_domain::registration::CertificateState;
use leye_domain::relocation::{Relocation, Side};
use leye_domain::staff::Staff;

use super::deed;
use super::follow::Kept;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// What goes over with a person who moves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenOver {
    /// The assistance: its class, empty until it is set, and who helps now.
    pub assistance: Option<(String, Option<UserName>)>,
    /// Whether it goes on, so that a helper has to be named.
    pub is_assisted: bool,
    /// The visits that are owed, with their due days.
    pub visits: Vec<(Slot, Date)>,
    /// Since when the person is registered as unemployed, and where the certificate is.
    pub registration: Option<(Option<Date>, CertificateState)>,
    /// When the open review is due.
    pub review: Option<Timestamp>,
    /// How many cases stay under review where they were filed.
    pub cases: usize,
    /// Whether the person belongs to a household of the station that is left.
    pub household: bool,
}

/// A move as opened.
#[derive(Clone, Debug)]
pub struct RelocationFile {
    /// It.
    pub relocation: Relocation,
    /// Name of the person; empty once erased.
    pub name: String,
    /// Masked identity number; empty once erased.
    pub masked: String,
    /// What goes over; for the stations while the move is open.
    pub taken: Option<TakenOver>,
    /// Who may help at the new station, with the name as shown.
    pub helpers: BTreeMap<UserName, String>,
    /// Whether the caller may answer.
    pub may_answer: bool,
    /// Whether the caller may take it back.
    pub may_withdraw: bool,
}

impl App {
    /// Opens it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn move_file(&self, staff: &Staff, id: &RelocationId) -> Result<RelocationFile, AppError> {
        let reached = self.reached_relocation(staff, id).await?;
        self.record(staff, "read_relocation", id.as_str(), Some(&reached.person.id), None).await?;
        let awaits = reached.relocation.awaits().filter(|_| reached.person.details.get().is_some());
        let asked = reached.asked(self, staff);
        let may = |side: Side| asked.may(deed(side)) && staff.agency == *reached.relocation.station(side);
        let may_answer = awaits.is_some_and(may);
        let may_withdraw =
            awaits.is_some_and(|side| may(if side == Side::From { Side::To } else { Side::From }));
        let details = reached.person.details.get();
        let name = details.map(|details| details.name.clone()).unwrap_or_default();
        let masked = details.map(|details| mask::number(&details.number)).unwrap_or_default();
        // The new station is told what it would answer for once the old one lets go.
        let told = awaits.is_some_and(|side| side == Side::To || reached.person.station == staff.agency);
        let taken =
            if told { Some(self.taken_over(self.kept_of(reached.person).await?).await?) } else { None };
        Ok(RelocationFile {
            name,
            masked,
            taken,
            helpers: self.helpers_at(&reached.relocation.to).await?,
            may_answer,
            may_withdraw,
            relocation: reached.relocation,
        })
    }

    /// Name and station of somebody whom the caller may let go to another station.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see the file, [`AppError::Forbidden`] where
    /// they may not let go, [`AppError::Erased`].
    pub async fn mover_of(&self, staff: &Staff, id: &PersonId) -> Result<(String, AgencyCode), AppError> {
        let person = self.person_of(staff, id, Deed::ReadPerson).await?;
        let details = person.details.get().ok_or(AppError::Erased)?;
        let household = self.household_hashes(details);
        // Where they go is not said yet; to let go is asked of the station that is left.
        let here = Target::Relocation { from: &person.station, to: &person.station, household: &household };
        if !self.access.may(staff, Deed::ReleasePerson, here) {
            return Err(AppError::Forbidden { act: None });
        }
        Ok((details.name.clone(), person.station))
    }

    /// The moves of a person, the newest first, for who may read the file.
    ///
    /// # Errors
    /// Access as for reading the file; storage failures.
    pub async fn moves_of(&self, staff: &Staff, person: &PersonId) -> Result<Vec<Relocation>, AppError> {
        self.person_of(staff, person, Deed::ReadPerson).await?;
        let dossiers = self.store.dossiers_of(person.county(), person.as_str()).await?;
        let mut moves = Vec::new();
        for row in dossiers.into_iter().filter(|row| row.kind == super::write::KIND) {
            moves.push(super::fold(&self.store.stream_events(&row.county, &row.id).await?)?);
        }
        moves.sort_by_key(|relocation| std::cmp::Reverse(relocation.registered.1));
        Ok(moves)
    }

    async fn taken_over(&self, kept: Kept) -> Result<TakenOver, AppError> {
        let owed = kept.jobs.as_ref().map(|jobs| jobs.owed()).unwrap_or_default();
        let visits = owed.into_iter().filter_map(|owed| match owed {
            Owed::Visit { slot, due, .. } => Some((slot, due)),
            _ => None,
        });
        let cases = self.store.applications_of(kept.person.id.county(), kept.person.id.as_str()).await?;
        Ok(TakenOver {
            is_assisted: kept.is_assisted(),
            visits: visits.collect(),
            registration: kept.registration.as_ref().map(|registration| {
                (registration.unemployed().map(|spell| spell.since), registration.certificate_state())
            }),
            review: kept.standing.as_ref().and_then(|standing| standing.review.as_ref()).map(|one| one.due),
            cases: cases.iter().filter(|case| !case.closed).count(),
            household: self.household_with(&kept.person).await?.is_some(),
            assistance: kept.assistance.filter(|assistance| !assistance.is_ended()).map(|assistance| {
                let class = assistance.class.map(|class| class.code).unwrap_or_default();
                (class, assistance.helper.map(|helper| helper.user))
            }),
        })
    }
}
