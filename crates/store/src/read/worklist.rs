//! Worklists: what is owed, by due time.

use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{
    error::StoreError,
    instant::{self, END_OF_TIME},
    rows::{CaseSummary, DutyRow},
    scope::{Scope, any},
    statements::{case, worklist as sql},
    store::Store,
    value::{Row, Value, params},
};

/// What a worklist shows.
#[derive(Clone, Debug, Default)]
pub struct WorklistQuery {
    /// What the access decision allows.
    pub scope: Scope,
    /// Only what this agency owes.
    pub agency: Option<String>,
    /// Only cases in this state.
    pub state: Option<String>,
    /// Only what is due before; what is suspended is left out then.
    pub due_before: Option<Timestamp>,
    /// Only what this user owes.
    pub holder: Option<String>,
    /// The last row of the page before.
    pub after: Option<WorkAfter>,
    /// How many rows at most.
    pub limit: i64,
}

/// A place in a worklist: the due time and the id of a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkAfter {
    /// Its due time; nothing for one that is suspended.
    pub due_at: Option<Timestamp>,
    /// Its id.
    pub id: String,
}

/// A row of a worklist.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkRow {
    /// What is owed.
    pub duty: DutyRow,
    /// The case.
    pub case: CaseSummary,
    /// The applicant's snapshot, opened; lists show it masked.
    pub person_body: Json,
}

/// How many duties there are in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateCount {
    /// The state.
    pub state: String,
    /// All that are open.
    pub open: i64,
    /// Those due before now.
    pub late: i64,
    /// Those due from now to the end that was asked.
    pub soon: i64,
}

/// How much an agency owes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// All that is open.
    pub open: i64,
    /// What is due before now.
    pub late: i64,
    /// What is due from now to the end that was asked.
    pub soon: i64,
}

/// Which index the query walks: statements for due and suspended duties and for counts,
/// and what they look for.
type Driver<'a> = (&'static str, &'static str, &'static str, &'a str);

impl WorklistQuery {
    /// The narrowest condition that has an index.
    fn driver(&self) -> Driver<'_> {
        let scope = &self.scope;
        if let Some(agency) = &self.agency {
            (sql::DUE_BY_AGENCY, sql::SUSPENDED_BY_AGENCY, sql::COUNT_BY_AGENCY, agency)
        } else if let Some(holder) = &self.holder {
            (sql::DUE_BY_HOLDER, sql::SUSPENDED_BY_HOLDER, sql::COUNT_BY_HOLDER, holder)
        } else if let Some(station) = &scope.station {
            (sql::DUE_BY_STATION, sql::SUSPENDED_BY_STATION, sql::COUNT_BY_STATION, station)
        } else if let Some(office) = &scope.office {
            (sql::DUE_BY_OFFICE, sql::SUSPENDED_BY_OFFICE, sql::COUNT_BY_OFFICE, office)
        } else if let Some(bureau) = &scope.bureau {
            (sql::DUE_BY_BUREAU, sql::SUSPENDED_BY_BUREAU, sql::COUNT_BY_BUREAU, bureau)
        } else {
            (sql::DUE_ANYWHERE, sql::SUSPENDED_ANYWHERE, sql::COUNT_ANYWHERE, "")
        }
    }

    /// The conditions, in the order of the statements.
    fn filters(&self) -> Vec<Value> {
        params![
            self.scope.counties(),
            any(self.scope.bureau.as_deref()),
            any(self.scope.office.as_deref()),
            any(self.scope.station.as_deref()),
            self.scope.states(),
            any(self.agency.as_deref()),
            any(self.holder.as_deref()),
            any(self.state.as_deref())
        ]
    }
}

impl Store {
    /// A page of a worklist, by due time; what is suspended comes last.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn worklist(&self, query: WorklistQuery) -> Result<Vec<WorkRow>, StoreError> {
        if query.scope.is_empty() {
            return Ok(Vec::new());
        }
        let past_due = query.after.as_ref().is_some_and(|after| after.due_at.is_none());
        let mut rows = if past_due { Vec::new() } else { self.due(&query).await? };
        let room = query.limit - i64::try_from(rows.len()).unwrap_or(i64::MAX);
        if room > 0 && query.due_before.is_none() {
            rows.extend(self.suspended(&query, room).await?);
        }
        Ok(rows)
    }

    async fn due(&self, query: &WorklistQuery) -> Result<Vec<WorkRow>, StoreError> {
        let (statement, _, _, driven) = query.driver();
        let before = query.due_before.map_or_else(|| END_OF_TIME.to_owned(), instant::text);
        let (due, id) = match &query.after {
            Some(after) => (after.due_at.map(instant::text).unwrap_or_default(), after.id.as_str()),
            None => (String::new(), ""),
        };
        let mut params = params![driven, before, due, id];
        params.extend(query.filters());
        params.push(query.limit.into());
        let rows = self.inner.engine.query(statement, params).await?;
        rows.into_iter().map(|row| self.work_row(row)).collect()
    }

    async fn suspended(&self, query: &WorklistQuery, limit: i64) -> Result<Vec<WorkRow>, StoreError> {
        let (_, statement, _, driven) = query.driver();
        let after = query.after.as_ref().filter(|after| after.due_at.is_none());
        let mut params = params![driven, after.map_or("", |after| after.id.as_str())];
        params.extend(query.filters());
        params.push(limit.into());
        let rows = self.inner.engine.query(statement, params).await?;
        rows.into_iter().map(|row| self.work_row(row)).collect()
    }

    fn work_row(&self, mut row: Row) -> Result<WorkRow, StoreError> {
        let (duty, case) = (DutyRow::read(&mut row)?, CaseSummary::read(&mut row)?);
        let (body, wrapped) = (row.json()?, row.opt_blob()?);
        let person_body = self.open_person(&case.county, &case.person, wrapped.as_deref(), body)?;
        Ok(WorkRow { duty, case, person_body })
    }

    /// How much is owed, state by state: in all, late at `now`, and from `now` to `until`.
    /// Of the query only scope, agency, holder and state count.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn worklist_counts(
        &self,
        query: &WorklistQuery,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<StateCount>, StoreError> {
        if query.scope.is_empty() {
            return Ok(Vec::new());
        }
        let (_, _, statement, driven) = query.driver();
        let mut params = params![now, until, driven];
        params.extend(query.filters());
        let rows = self.inner.engine.query(statement, params).await?;
        let count = |mut row: Row| {
            Ok(StateCount { state: row.text()?, open: row.int()?, late: row.int()?, soon: row.int()? })
        };
        rows.into_iter().map(count).collect()
    }

    /// How much one agency owes: in all, late at `now`, and from `now` to `until`. Asks for
    /// no scope: the caller must be somebody who sees whatever lies at the agency.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn owed_by(&self, agency: &str, now: Timestamp, until: Timestamp) -> Result<Owed, StoreError> {
        let rows = self.inner.engine.query(sql::OWED_BY_AGENCY, params![now, until, agency]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(Owed::default()) };
        Ok(Owed { open: row.int()?, late: row.int()?, soon: row.int()? })
    }

    /// How much is owed in all, or is due before an instant.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn work_count(
        &self,
        scope: &Scope,
        agency: Option<&str>,
        due_before: Option<Timestamp>,
    ) -> Result<i64, StoreError> {
        let query =
            WorklistQuery { scope: scope.clone(), agency: agency.map(str::to_owned), ..Default::default() };
        let at = due_before.unwrap_or(Timestamp::MIN);
        let counts = self.worklist_counts(&query, at, at).await?;
        Ok(counts.iter().map(|count| if due_before.is_some() { count.late } else { count.open }).sum())
    }

    /// Duties on which the service acts by itself and whose time has come, oldest first.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn due_automatic(&self, now: Timestamp, limit: i64) -> Result<Vec<DutyRow>, StoreError> {
        let rows = self.inner.engine.query(case::DUTIES_BY_THEMSELVES, params![now, limit]).await?;
        rows.into_iter().map(|mut row| DutyRow::read(&mut row)).collect()
    }
}
