//! Lists: my work by due time, cases, receipts that are awaited. One access decision
//! gives the scope; rows are masked where they are shown and not recorded one by one.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::case::StateName;
use leye_domain::id::{CaseId, PersonId};
use leye_domain::staff::{Role, Staff};
use leye_store::{ApplicationsQuery, ListAfter, WorkAfter, WorklistQuery};

use crate::App;
use crate::access::{listed_scope_of, scope_of};
use crate::error::AppError;
use crate::person::Card;

/// Rows of a page.
pub const PAGE: i64 = 50;

/// What is asked of the worklist.
#[derive(Clone, Debug, Default)]
pub struct WorkFilter {
    /// Only what lies at this agency.
    pub agency: Option<AgencyCode>,
    /// Only this state.
    pub state: Option<StateName>,
    /// Only what is due before.
    pub due_before: Option<Timestamp>,
    /// Only what this member of staff holds.
    pub holder: Option<String>,
    /// The place after which the page begins.
    pub after: Option<(Option<Timestamp>, String)>,
}

/// One row: something that is owed.
#[derive(Clone, Debug)]
pub struct WorkItem {
    /// The case.
    pub id: CaseId,
    /// Whose.
    pub person: PersonId,
    /// Name; empty once erased.
    pub name: String,
    /// Masked identity number; empty once erased.
    pub masked: String,
    /// State.
    pub state: StateName,
    /// Article of the time limit.
    pub article: String,
    /// When it is due; none while suspended.
    pub due_at: Option<Timestamp>,
    /// Working days left, negative when late; none while suspended.
    pub days_left: Option<i64>,
    /// Where it lies.
    pub agency: AgencyCode,
    /// The station.
    pub station: AgencyCode,
    /// Sign-in name of the holder.
    pub holder: String,
    /// Name of the holder as shown.
    pub holder_name: String,
    /// Version of the case.
    pub version: i64,
}

/// A page of the worklist.
#[derive(Clone, Debug)]
pub struct WorkPage {
    /// The rows, by due time.
    pub items: Vec<WorkItem>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(Option<Timestamp>, String)>,
}

/// What an agency owes of one kind beside cases.
pub use leye_store::KindOwed as OtherWork;

/// How much is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkCounts {
    /// Everything open.
    pub all: i64,
    /// Past due.
    pub late: i64,
    /// Due today, not past.
    pub today: i64,
}

/// What is asked of the list of cases.
#[derive(Clone, Debug, Default)]
pub struct CaseListQuery {
    /// Only this state.
    pub state: Option<StateName>,
    /// Only cases with a receipt still awaited.
    pub pending_receipts: bool,
    /// The place after which the page begins.
    pub after: Option<(Timestamp, String)>,
}

/// A page of cases.
#[derive(Clone, Debug)]
pub struct CaseList {
    /// The rows, newest first.
    pub items: Vec<CaseLine>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(Timestamp, String)>,
}

/// One case of a list.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// Name; empty once erased.
    pub name: String,
    /// Masked identity number.
    pub masked: String,
    /// State.
    pub state: StateName,
    /// The station.
    pub station: AgencyCode,
    /// Day of submission.
    pub opened: jiff::civil::Date,
    /// Name of the holder; none once closed.
    pub holder_name: Option<String>,
    /// Receipts awaited.
    pub pending_receipts: i64,
}

impl App {
    /// A page of what is owed, by due time.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn worklist(&self, staff: &Staff, filter: &WorkFilter) -> Result<WorkPage, AppError> {
        let scope = listed_scope_of(staff);
        let query = WorklistQuery {
            scope,
            agency: filter.agency.as_ref().map(|a| a.as_str().to_owned()),
            state: filter.state.map(|s| s.as_str().to_owned()),
            due_before: filter.due_before,
            holder: filter.holder.clone(),
            after: filter.after.clone().map(|(due_at, id)| WorkAfter { due_at, id }),
            limit: PAGE + 1,
        };
        let mut rows = self.store.worklist(query).await?;
        let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|row| (row.due_at, row.id.clone()));
        let mut left = DaysLeft { app: self, known: None };
        let cards = self.cards(rows.iter().map(|row| &row.person)).await?;
        let items = rows.into_iter().zip(cards);
        Ok(WorkPage {
            items: items.filter_map(|(row, card)| self.work_item(row, &card, &mut left)).collect(),
            next,
        })
    }

    fn work_item(&self, row: leye_store::WorkRow, card: &Card, left: &mut DaysLeft<'_>) -> Option<WorkItem> {
        let zone = self.rules.zone();
        let due_day = row.due_at.map(|at| zone.to_datetime(at).date());
        let holder = row.holder.unwrap_or_default();
        Some(WorkItem {
            id: CaseId::parse(&row.subject).ok()?,
            person: PersonId::parse(&row.person.id).ok()?,
            name: card.name.clone(),
            masked: card.masked.clone(),
            state: StateName::parse(&row.step)?,
            article: row.article,
            due_at: row.due_at,
            days_left: due_day.map(|day| left.until(day)),
            agency: row.agency.parse().ok()?,
            station: row.station.parse().ok()?,
            holder_name: self.staff_name(&holder),
            holder,
            version: row.version,
        })
    }

    /// How much is owed at the agency of a member of staff, late and today included. Who
    /// handles cases sees all that lies at their own agency; an administrator handles none.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn work_counts(&self, staff: &Staff) -> Result<WorkCounts, AppError> {
        if staff.role == Role::Administrator {
            return Ok(WorkCounts::default());
        }
        let now = self.time.now();
        let zone = self.rules.zone();
        let tomorrow = self.today().tomorrow().map_err(|e| AppError::Rules(e.to_string()))?;
        let midnight =
            tomorrow.to_zoned(zone.clone()).map_err(|e| AppError::Rules(e.to_string()))?.timestamp();
        let owed = self.store.owed_by(staff.agency.as_str(), now, midnight).await?;
        Ok(WorkCounts { all: owed.open, late: owed.late, today: owed.soon })
    }

    /// What the agency of a member of staff owes beside cases, by kind.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn other_work(&self, staff: &Staff) -> Result<Vec<OtherWork>, AppError> {
        // An administrator handles none, as above.
        if staff.role == Role::Administrator {
            return Ok(Vec::new());
        }
        Ok(self.store.owed_kinds(staff.agency.as_str(), staff.user.as_str(), self.time.now()).await?)
    }

    /// A page of cases, newest first.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn cases(&self, staff: &Staff, query: &CaseListQuery) -> Result<CaseList, AppError> {
        let asked = ApplicationsQuery {
            scope: scope_of(staff),
            state: query.state.map(|s| s.as_str().to_owned()),
            pending_receipts: query.pending_receipts,
            after: query.after.clone().map(|(submitted_at, id)| ListAfter { submitted_at, id }),
            limit: PAGE + 1,
        };
        let mut rows = self.store.applications_list(asked).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|r| (r.case.submitted_at, r.case.id.clone()));
        let cards = self.cards(rows.iter().map(|row| &row.person)).await?;
        let items = rows.into_iter().zip(cards);
        Ok(CaseList { items: items.filter_map(|(row, card)| self.case_line(row, &card)).collect(), next })
    }

    fn case_line(&self, row: leye_store::ListedCase, card: &Card) -> Option<CaseLine> {
        Some(CaseLine {
            id: CaseId::parse(&row.case.id).ok()?,
            name: card.name.clone(),
            masked: card.masked.clone(),
            state: StateName::parse(&row.case.state)?,
            station: row.case.station.parse().ok()?,
            opened: row.case.opened_day,
            holder_name: row.case.holder.as_deref().map(|h| self.staff_name(h)),
            pending_receipts: row.case.pending_receipts,
        })
    }
}

/// Working days left until a day. Rows in the order of their due time share their days.
struct DaysLeft<'a> {
    app: &'a App,
    known: Option<(jiff::civil::Date, i64)>,
}

impl DaysLeft<'_> {
    fn until(&mut self, due: jiff::civil::Date) -> i64 {
        if let Some((_, left)) = self.known.filter(|known| known.0 == due) {
            return left;
        }
        let left = self.app.days_left(due);
        self.known = Some((due, left));
        left
    }
}
