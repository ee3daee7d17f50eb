//! The visits that a device takes along (B2a): with what one needs to make them, and no more. Who
//! took whose telephone and address along is recorded.

use std::collections::BTreeSet;

use jiff::ToSpan;
use leye_domain::followup::Slot;
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;
use leye_store::FindingsQuery;

use super::list::{OwedRow, OwedWhat};
use crate::App;
use crate::access::{Deed, Target, listed_scope_of};
use crate::employment::VISIT;
use crate::error::AppError;

/// How many days ahead a device takes along: no rule gives it, a round is planned for a week or two.
const AHEAD: i64 = 14;
/// The most visits that one device takes along.
const MOST: i64 = 100;

/// A visit with what one needs on the way.
#[derive(Clone, Debug)]
pub struct RoundVisit {
    /// Whom.
    pub person: PersonId,
    /// The number of the job.
    pub employment: u32,
    /// Which visit.
    pub slot: Slot,
    /// The day by which it is due.
    pub due: jiff::civil::Date,
    /// Whether that day is over.
    pub late: bool,
    /// Name of the person.
    pub name: String,
    /// Telephone; empty when none.
    pub phone: String,
    /// Where they live.
    pub address: String,
    /// Who employs; empty where nobody does.
    pub workplace: String,
}

impl App {
    /// Whether somebody makes visits: staff of a station who keep files of jobs.
    pub fn may_make_visits(&self, staff: &Staff) -> bool {
        self.access.about(staff, Target::Finding(&staff.agency, &BTreeSet::new())).may(Deed::KeepWork)
    }

    /// The visits that are owed by the station in the next two weeks or are late.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who makes none; storage failures.
    pub async fn visits_to_take(&self, staff: &Staff) -> Result<Vec<RoundVisit>, AppError> {
        if !self.may_make_visits(staff) {
            return Err(AppError::NotFound);
        }
        let query = FindingsQuery {
            scope: listed_scope_of(staff),
            kind: VISIT.to_owned(),
            agency: Some(staff.agency.as_str().to_owned()),
            holder: None,
            due_before: Some(self.begins(self.today().saturating_add(AHEAD.days()))?),
            after: None,
            limit: MOST,
        };
        let mut visits = Vec::new();
        for row in self.owed_rows(&self.store.findings(query).await?).await? {
            visits.extend(self.taken_along(staff, row).await?);
        }
        Ok(visits)
    }

    async fn taken_along(&self, staff: &Staff, row: OwedRow) -> Result<Option<RoundVisit>, AppError> {
        let OwedWhat::Visit(slot) = row.what else { return Ok(None) };
        let reached = match self.working_person(staff, &row.person).await {
            Ok(reached) if reached.may_keep => reached,
            // Of the own household, or gone since the list was read.
            Ok(_) | Err(AppError::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(details) = reached.person.details.get() else { return Ok(None) };
        self.record(staff, "take_visit_along", row.person.as_str(), Some(&row.person), None).await?;
        Ok(Some(RoundVisit {
            employment: row.employment,
            slot,
            due: self.rules.zone().to_datetime(row.due_at).date(),
            late: row.due_at < self.time.now(),
            name: details.name.clone(),
            phone: details.phone.clone(),
            address: details.address.clone(),
            workplace: row.workplace,
            person: row.person,
        }))
    }
}
