//! Lists of applications, and the public board.

use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{
    error::StoreError,
    instant::{self, END_OF_TIME},
    rows::{CaseSummary, PersonMark},
    scope::{Scope, any},
    statements::lists as sql,
    store::Store,
    value::{Row, params},
};

/// What a list of applications shows.
#[derive(Clone, Debug, Default)]
pub struct ApplicationsQuery {
    /// What the access decision allows.
    pub scope: Scope,
    /// Only in this state.
    pub state: Option<String>,
    /// Only those that wait for a receipt of the Golden Insurance system.
    pub pending_receipts: bool,
    /// The last row of the page before.
    pub after: Option<ListAfter>,
    /// How many rows at most.
    pub limit: i64,
}

/// A place in a list of applications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListAfter {
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// Its id.
    pub id: String,
}

/// A row of a list of applications.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedCase {
    /// The application.
    pub case: CaseSummary,
    /// The applicant; lists show them masked.
    pub person: PersonMark,
}

/// An application that hangs on the public board.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticedCase {
    /// The application.
    pub case: CaseSummary,
    /// The applicant's snapshot, opened; the board shows it masked.
    pub person_body: Json,
    /// The application's own snapshot, opened.
    pub body: Json,
}

/// How many notices the public board shows at most.
const BOARD: i64 = 2000;

impl Store {
    /// A page of applications, newest first.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn applications_list(&self, query: ApplicationsQuery) -> Result<Vec<ListedCase>, StoreError> {
        let scope = &query.scope;
        if scope.is_empty() {
            return Ok(Vec::new());
        }
        let (statement, driven) = driver(&query);
        let (at, id) = match &query.after {
            Some(after) => (instant::text(after.submitted_at), after.id.as_str()),
            None => (END_OF_TIME.to_owned(), ""),
        };
        let params = params![
            driven,
            at,
            id,
            scope.counties(),
            any(scope.bureau.as_deref()),
            any(scope.office.as_deref()),
            any(scope.station.as_deref()),
            scope.states(),
            any(query.state.as_deref()),
            query.limit
        ];
        let rows = self.inner.engine.query(statement, params).await?;
        rows.into_iter().map(|mut row| listed(&mut row)).collect()
    }

    /// What hangs on the public board at `now`, of one station, office or bureau or of
    /// all, by the end of the period.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn notices(&self, now: Timestamp, below: Option<&str>) -> Result<Vec<NoticedCase>, StoreError> {
        let rows = self.inner.engine.query(sql::ON_NOTICE, params![now, any(below), BOARD]).await?;
        rows.into_iter().map(|row| self.noticed(row)).collect()
    }

    fn noticed(&self, mut row: Row) -> Result<NoticedCase, StoreError> {
        let case = CaseSummary::read(&mut row)?;
        let (body, wrapped) = (row.json()?, row.opt_blob()?);
        let person_body = self.open_person(&case.county, &case.person, wrapped.as_deref(), body)?;
        let body = self.open_application(&case, wrapped.as_deref(), row.json()?)?;
        Ok(NoticedCase { case, person_body, body })
    }
}

fn listed(row: &mut Row) -> Result<ListedCase, StoreError> {
    let case = CaseSummary::read(row)?;
    let person = PersonMark::read(row, case.county.clone())?;
    Ok(ListedCase { case, person })
}

/// The narrowest condition that has an index.
fn driver(query: &ApplicationsQuery) -> (&'static str, &str) {
    let scope = &query.scope;
    if query.pending_receipts {
        (sql::LIST_AWAITING_RECEIPTS, "")
    } else if let Some(station) = &scope.station {
        (sql::LIST_BY_STATION, station)
    } else if let Some(office) = &scope.office {
        (sql::LIST_BY_OFFICE, office)
    } else if let Some(bureau) = &scope.bureau {
        (sql::LIST_BY_BUREAU, bureau)
    } else {
        (sql::LIST_ANYWHERE, "")
    }
}
