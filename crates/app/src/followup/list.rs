//! What is owed in follow-ups, by due time: visits, mediations, and reports that contradict each
//! other. One access decision gives the scope.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use leye_domain::agency::AgencyCode;
use leye_domain::employment::{Employments, Job, JobKind};
use leye_domain::followup::Slot;
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;
use leye_store::{FindingRow, FindingsQuery, PersonMark};

use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::employment::{CONFLICT, MEDIATION, VISIT, fold};
use crate::error::AppError;

/// What is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwedKind {
    /// Visits.
    #[default]
    Visit,
    /// Mediations with employers.
    Mediation,
    /// Visits with two reports that say different things.
    Conflict,
}

/// By when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwedTime {
    /// Whenever.
    #[default]
    Any,
    /// Until the end of this week, what is late included.
    Week,
    /// Late.
    Late,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct OwedFilter {
    /// What.
    pub kind: OwedKind,
    /// By when.
    pub time: OwedTime,
    /// Only what the caller owes.
    pub mine: bool,
    /// The place after which the page begins.
    pub after: Option<(Timestamp, String)>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwedWhat {
    /// A visit, or its two reports.
    Visit(Slot),
    /// A mediation, by its number.
    Mediation(u32),
}

/// One row.
#[derive(Clone, Debug)]
pub struct OwedRow {
    /// Whom.
    pub person: PersonId,
    /// Name; empty once erased.
    pub name: String,
    /// Masked identity number.
    pub masked: String,
    /// The station.
    pub station: AgencyCode,
    /// The number of the job.
    pub employment: u32,
    /// How they work.
    pub kind: JobKind,
    /// Who employs; empty where nobody does.
    pub workplace: String,
    /// What is owed.
    pub what: OwedWhat,
    /// Whether it can be done today: a visit that is made too early does not count.
    pub is_open: bool,
    /// Whether two reports of the visit wait for somebody to look at them.
    pub is_conflict: bool,
    /// Name of who owes it; empty where the station does.
    pub holder_name: String,
    /// By when.
    pub due_at: Timestamp,
    /// Working days left, negative when late.
    pub days_left: i64,
    /// How much the job is at risk.
    pub risk: u32,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct OwedPage {
    /// The rows, by due time.
    pub items: Vec<OwedRow>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(Timestamp, String)>,
}

impl OwedKind {
    fn duty(self) -> &'static str {
        match self {
            OwedKind::Visit => VISIT,
            OwedKind::Mediation => MEDIATION,
            OwedKind::Conflict => CONFLICT,
        }
    }
}

impl App {
    /// A page of what is owed in follow-ups, at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn follow_ups_owed(&self, staff: &Staff, filter: &OwedFilter) -> Result<OwedPage, AppError> {
        let query = FindingsQuery {
            scope: listed_scope_of(staff),
            kind: filter.kind.duty().to_owned(),
            agency: None,
            holder: filter.mine.then(|| staff.user.as_str().to_owned()),
            due_before: self.owed_before(filter.time)?,
            after: filter.after.clone(),
            limit: PAGE + 1,
        };
        let mut rows = self.store.findings(query).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| (row.due_at, row.id.clone()));
        Ok(OwedPage { items: self.owed_rows(&rows).await?, next })
    }

    /// What rows of duties are about; those that were done since they were read are left out.
    pub(super) async fn owed_rows(&self, rows: &[FindingRow]) -> Result<Vec<OwedRow>, AppError> {
        let marks: Vec<&PersonMark> = rows.iter().filter_map(|row| row.person.as_ref()).collect();
        let cards = self.cards(marks.iter().copied()).await?;
        let cards: BTreeMap<&str, _> = marks.iter().map(|mark| mark.id.as_str()).zip(cards).collect();
        let mut known: BTreeMap<&str, Employments> = BTreeMap::new();
        let mut items = Vec::new();
        for row in rows {
            if !known.contains_key(row.subject.as_str()) {
                let events = self.store.stream_events(&row.county, &row.subject).await?;
                known.insert(&row.subject, fold(&events)?);
            }
            let card = row.person.as_ref().and_then(|mark| cards.get(mark.id.as_str()));
            let named = card.map(|c| (c.name.clone(), c.masked.clone())).unwrap_or_default();
            if let Some(jobs) = known.get(row.subject.as_str()) {
                items.extend(self.owed_row(row, jobs, named).await?);
            }
        }
        Ok(items)
    }

    /// How many visits the agency of a member of staff owes: in all, and late.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn visits_owed(&self, staff: &Staff) -> Result<(i64, i64), AppError> {
        Ok(self.store.findings_owed(staff.agency.as_str(), VISIT, self.time.now()).await?)
    }

    fn owed_before(&self, time: OwedTime) -> Result<Option<Timestamp>, AppError> {
        match time {
            OwedTime::Any => Ok(None),
            OwedTime::Late => Ok(Some(self.time.now())),
            OwedTime::Week => {
                let today = self.today();
                let left = Weekday::Monday.since(today.weekday());
                let days = if left == 0 { 7 } else { left };
                self.begins(today.saturating_add(i32::from(days).days())).map(Some)
            }
        }
    }

    /// None where it was done since the list was read.
    async fn owed_row(
        &self,
        row: &FindingRow,
        jobs: &Employments,
        (name, masked): (String, String),
    ) -> Result<Option<OwedRow>, AppError> {
        let mut parts = row.id.split('/').skip(1);
        let employment = parts.next().and_then(|number| number.parse().ok());
        let what = parts.next().and_then(what);
        let (Some(employment), Some(what)) = (employment, what) else { return Ok(None) };
        let Some(job) = jobs.jobs.get(&employment) else { return Ok(None) };
        let Ok(station) = row.station.parse() else { return Ok(None) };
        let due_day = self.rules.zone().to_datetime(row.due_at).date();
        Ok(Some(OwedRow {
            person: jobs.person.clone(),
            name,
            masked,
            station,
            employment,
            kind: job.facts.kind,
            workplace: self.workplace_name(&job.facts).await?,
            is_open: opens(job, what).is_none_or(|opens| opens <= self.today()),
            is_conflict: row.id.ends_with("/conflict"),
            what,
            holder_name: row.holder.as_deref().map(|user| self.staff_name(user)).unwrap_or_default(),
            due_at: row.due_at,
            days_left: self.days_left(due_day),
            risk: job.risk(),
        }))
    }
}

fn what(text: &str) -> Option<OwedWhat> {
    match text.strip_prefix("mediation-") {
        Some(number) => number.parse().ok().map(OwedWhat::Mediation),
        None => Slot::parse(text).map(OwedWhat::Visit),
    }
}

/// The first day on which a visit counts.
fn opens(job: &Job, what: OwedWhat) -> Option<Date> {
    let OwedWhat::Visit(slot) = what else { return None };
    Some(job.follow_up.as_ref()?.visits.get(&slot)?.planned.opens)
}
