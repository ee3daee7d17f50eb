//! The daily check of an office: what was due on a day, what was reported, what looks wrong (B2b).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::followup::{Manner, Slot};
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;
use leye_domain::supervision::{Due, DueVisit, FlagKind, ReportedVisit, day_check};

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// A visit that was due.
#[derive(Clone, Debug)]
pub struct DueRow {
    /// The person.
    pub person: PersonId,
    /// Name; empty once erased.
    pub name: String,
    /// The station.
    pub station: AgencyCode,
    /// Which visit.
    pub slot: Slot,
    /// The number of the job.
    pub employment: u32,
    /// What became of it.
    pub became: Due,
}

/// A visit that was reported.
#[derive(Clone, Debug)]
pub struct ReportedRow {
    /// The person.
    pub person: PersonId,
    /// Name; empty once erased.
    pub name: String,
    /// The station.
    pub station: AgencyCode,
    /// The number of the job.
    pub employment: u32,
    /// Which visit.
    pub slot: Slot,
    /// Sign-in name of who visited.
    pub visitor: String,
    /// When.
    pub at: Timestamp,
    /// How.
    pub manner: Manner,
    /// What looks wrong.
    pub wrong: Vec<WrongRow>,
}

/// What looks wrong, with the other visit.
#[derive(Clone, Debug)]
pub struct WrongRow {
    /// What.
    pub kind: FlagKind,
    /// Name of the other person and the time of the other visit, where there is one.
    pub other: Option<(String, Timestamp)>,
}

/// The check of a day.
#[derive(Clone, Debug)]
pub struct DayCheck {
    /// The agency whose stations are checked.
    pub agency: AgencyCode,
    /// The day.
    pub day: Date,
    /// What was due.
    pub due: Vec<DueRow>,
    /// What was reported, what looks wrong first.
    pub reported: Vec<ReportedRow>,
    /// Whether the caller may find a problem there.
    pub may_find: bool,
}

impl App {
    /// The check of a day of the stations below an agency; the agency of the caller where none is
    /// named.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller does not check that agency.
    pub async fn day_check(
        &self,
        staff: &Staff,
        agency: Option<AgencyCode>,
        day: Date,
    ) -> Result<DayCheck, AppError> {
        let agency = agency.unwrap_or_else(|| staff.agency.clone());
        if !self.access.may(staff, Deed::CheckDay, Target::Desk(&agency)) {
            return Err(AppError::NotFound);
        }
        let people = self.people_at(&agency).await?;
        let rules = self.flag_rules()?;
        let (due, reported) = day_check(&people.jobs, day, &rules, self.rules.zone());
        let names = self.names_of(&people, &concerned(&due, &reported)).await?;
        let mut rows: Vec<ReportedRow> = reported.iter().map(|one| reported_row(one, &names)).collect();
        rows.sort_by_key(|row| (row.wrong.is_empty(), row.station.clone(), row.at));
        let due = due.iter().map(|one| DueRow {
            name: named(&names, &one.person),
            person: one.person.clone(),
            station: one.station.clone(),
            slot: one.slot,
            employment: one.employment,
            became: one.became,
        });
        let may_find = matches!(staff.level(), Level::Office | Level::Bureau) && staff.agency.covers(&agency);
        let due = due.collect();
        Ok(DayCheck { due, reported: rows, may_find, agency, day })
    }
}

fn named(names: &BTreeMap<String, String>, person: &PersonId) -> String {
    names.get(person.as_str()).cloned().unwrap_or_default()
}

/// Everybody whose name stands in the check.
fn concerned(due: &[DueVisit], reported: &[ReportedVisit<'_>]) -> BTreeSet<PersonId> {
    let mut ids: BTreeSet<PersonId> = due.iter().map(|one| one.person.clone()).collect();
    for one in reported {
        ids.insert(one.seen.person.clone());
        ids.extend(one.wrong.iter().filter_map(|(_, other)| Some(other.as_ref()?.person.clone())));
    }
    ids
}

fn reported_row(one: &ReportedVisit<'_>, names: &BTreeMap<String, String>) -> ReportedRow {
    let (seen, report) = (one.seen, &one.seen.kept.report);
    let wrong = one.wrong.iter().map(|(flag, other)| WrongRow {
        kind: flag.kind,
        other: other.map(|other| (named(names, other.person), other.kept.report.at)),
    });
    ReportedRow {
        person: seen.person.clone(),
        name: named(names, seen.person),
        station: seen.station.clone(),
        employment: seen.employment,
        slot: seen.slot,
        visitor: report.visitor.as_str().to_owned(),
        at: report.at,
        manner: report.manner,
        wrong: wrong.collect(),
    }
}
