//! Worklists: what is owed, by due time.

use jiff::Timestamp;

use super::owed::Asked;
use crate::{
    engine::Query,
    error::StoreError,
    instant::{self, END_OF_TIME},
    rows::{DutyRow, PersonMark},
    scope::{Scope, any},
    statements::{case, worklist as sql},
    store::Store,
    value::{Row, Value, params},
};

/// What a worklist shows.
#[derive(Clone, Debug, Default)]
pub struct WorklistQuery {
    /// What the access decision allows. An index leads to what lies below a bureau: name it
    /// also where the scope is one office or station.
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
    /// Id of the duty.
    pub id: String,
    /// Id of the case or person that it is about.
    pub subject: String,
    /// Name of the user who owes it, once somebody has taken it.
    pub holder: Option<String>,
    /// Code of the agency that owes it.
    pub agency: String,
    /// Code of the subject's station.
    pub station: String,
    /// When the time limit ends; `None` while it is suspended.
    pub due_at: Option<Timestamp>,
    /// The step of the procedure.
    pub step: String,
    /// The clause that gives the time limit.
    pub article: String,
    /// Version of the subject.
    pub version: i64,
    /// Whom it is about; lists show them masked.
    pub person: PersonMark,
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
        } else if let Some(bureau) = &scope.bureau {
            (sql::DUE_BY_BUREAU, sql::SUSPENDED_BY_BUREAU, sql::COUNT_BY_BUREAU, bureau)
        } else {
            (sql::DUE_ANYWHERE, sql::SUSPENDED_ANYWHERE, sql::COUNT_ANYWHERE, "")
        }
    }

    fn due(&self) -> Query {
        let (sql, _, _, driven) = self.driver();
        let before = self.due_before.map_or_else(|| END_OF_TIME.to_owned(), instant::text);
        let (due, id) = match &self.after {
            Some(after) => (after.due_at.map(instant::text).unwrap_or_default(), after.id.as_str()),
            None => (String::new(), ""),
        };
        let mut params = params![driven, before, due, id];
        params.extend(self.filters());
        params.push(self.limit.into());
        Query { sql, params }
    }

    fn suspended(&self) -> Query {
        let (_, sql, _, driven) = self.driver();
        let after = self.after.as_ref().filter(|after| after.due_at.is_none());
        let mut params = params![driven, after.map_or("", |after| after.id.as_str())];
        params.extend(self.filters());
        params.push(self.limit.into());
        Query { sql, params }
    }

    /// The conditions, in the order of the statements. What an agency owes lies at or below
    /// it: the place of the scope is not asked again of every row where it is that agency.
    fn filters(&self) -> Vec<Value> {
        let driven = self.agency.as_deref();
        let place =
            |code: &Option<String>| any(code.as_deref().filter(|code| Some(*code) != driven)).to_owned();
        params![
            self.scope.counties(),
            place(&self.scope.bureau),
            place(&self.scope.office),
            place(&self.scope.station),
            self.scope.states(),
            // It drives the statement wherever it is given.
            "",
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
        // Asked together: one moment, and one way to the database and back.
        let past_due = query.after.as_ref().is_some_and(|after| after.due_at.is_none());
        let mut asked = Vec::new();
        if !past_due {
            asked.push(query.due());
        }
        if query.due_before.is_none() {
            asked.push(query.suspended());
        }
        let found = self.inner.engine.query_all(asked).await?;
        let most = usize::try_from(query.limit).unwrap_or_default();
        found.into_iter().flatten().take(most).map(work_row).collect()
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
    /// no scope: the caller must be somebody who sees whatever lies at the agency. Every page
    /// asks, so an answer is given again for two seconds, unless this service has changed a
    /// duty meanwhile; what other servers did is seen after that time.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn owed_by(&self, agency: &str, now: Timestamp, until: Timestamp) -> Result<Owed, StoreError> {
        let asked = Asked { agency: agency.to_owned(), until, changes: self.inner.owed.changes() };
        if let Some(owed) = self.inner.owed.get(&asked, now) {
            return Ok(owed);
        }
        let rows = self.inner.engine.query(sql::OWED_BY_AGENCY, params![now, until, agency]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(Owed::default()) };
        let owed = Owed { open: row.int()?, late: row.int()?, soon: row.int()? };
        self.inner.owed.put(asked, now, owed);
        Ok(owed)
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

fn work_row(mut row: Row) -> Result<WorkRow, StoreError> {
    let county = row.text()?;
    Ok(WorkRow {
        id: row.text()?,
        subject: row.text()?,
        holder: row.opt_text()?,
        agency: row.text()?,
        station: row.text()?,
        due_at: row.opt_instant()?,
        step: row.text()?,
        article: row.text()?,
        version: row.int()?,
        person: PersonMark::read(&mut row, county)?,
    })
}
