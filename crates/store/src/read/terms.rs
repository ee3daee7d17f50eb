//! Time limits: terms that are over or were missed, warnings that are due, what is owed by whom.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    chain::canonical,
    engine::Batch,
    error::StoreError,
    instant,
    rows::{DutyRow, TermCount, TermRow},
    scope::{Scope, any},
    statements::terms as sql,
    store::Store,
    value::{Row, params},
};

/// A warning of a duty.
#[derive(Clone, Debug)]
pub struct Warning {
    /// Distinct in the county, the same whenever the same warning is given again.
    pub id: String,
    /// Whom to tell what; nothing personal.
    pub body: Value,
}

/// Which terms are asked for.
#[derive(Clone, Debug, Default)]
pub struct TermQuery {
    /// What the access decision allows.
    pub scope: Scope,
    /// Terms due from here …
    pub from: Timestamp,
    /// … to before here.
    pub until: Timestamp,
    /// Only this agency's.
    pub agency: Option<String>,
    /// Only this user's.
    pub holder: Option<String>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this step.
    pub step: Option<String>,
    /// Only those that were missed.
    pub missed: bool,
    /// How many at most.
    pub limit: i64,
}

/// Whose duties are asked for.
#[derive(Clone, Copy, Debug)]
pub enum DutiesOf<'a> {
    /// Those of a user.
    Holder(&'a str),
    /// Those of an agency.
    Agency(&'a str),
    /// Those below a bureau, or below one of its offices.
    Below(&'a str, Option<&'a str>),
}

impl TermQuery {
    fn driver(&self) -> (&'static str, &'static str, &str) {
        match (&self.scope.station, &self.scope.bureau) {
            (Some(station), _) => (sql::TALLY_BY_STATION, sql::LIST_BY_STATION, station),
            (None, Some(bureau)) => (sql::TALLY_BY_BUREAU, sql::LIST_BY_BUREAU, bureau),
            (None, None) => (sql::TALLY_ANYWHERE, sql::LIST_ANYWHERE, ""),
        }
    }
}

fn duties(rows: Vec<Row>) -> Result<Vec<DutyRow>, StoreError> {
    rows.into_iter().map(|mut row| DutyRow::read(&mut row)).collect()
}

impl Store {
    /// Terms that were missed and have no docket yet, the first seen first.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn terms_without_docket(&self, limit: i64) -> Result<Vec<TermRow>, StoreError> {
        let rows = self.inner.engine.query(sql::WITHOUT_DOCKET, params![limit]).await?;
        rows.into_iter().map(TermRow::read).collect()
    }

    /// Notes the docket of a term.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn set_docket(&self, term: &TermRow, docket: &str) -> Result<(), StoreError> {
        let mut batch = Batch::of_county(&term.county);
        batch.step(sql::SET_DOCKET, params![docket, &term.county, &term.duty, &term.term]);
        self.write(batch, "a term").await
    }

    /// One term.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn term(&self, county: &str, duty: &str, term: &str) -> Result<Option<TermRow>, StoreError> {
        let rows = self.inner.engine.query(sql::ONE, params![county, duty, term]).await?;
        rows.into_iter().next().map(TermRow::read).transpose()
    }

    /// How many terms there were, by agency, holder, kind and step.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn term_counts(&self, query: &TermQuery) -> Result<Vec<TermCount>, StoreError> {
        if query.scope.is_empty() {
            return Ok(Vec::new());
        }
        let (sql, _, driven) = query.driver();
        let (office, station) = (any(query.scope.office.as_deref()), any(query.scope.station.as_deref()));
        let params = params![driven, query.from, query.until, office, station];
        let count = |mut row: Row| {
            let (agency, holder, kind, step) = (row.text()?, row.text()?, row.text()?, row.text()?);
            let holder = Some(holder).filter(|user| !user.is_empty());
            Ok(TermCount { agency, holder, kind, step, all: row.int()?, missed: row.int()? })
        };
        self.inner.engine.query(sql, params).await?.into_iter().map(count).collect()
    }

    /// The terms behind a count, the newest first.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn terms(&self, query: &TermQuery) -> Result<Vec<TermRow>, StoreError> {
        if query.scope.is_empty() {
            return Ok(Vec::new());
        }
        let (_, sql, driven) = query.driver();
        let params = params![
            driven,
            query.from,
            query.until,
            any(query.scope.office.as_deref()),
            any(query.scope.station.as_deref()),
            any(query.agency.as_deref()),
            any(query.holder.as_deref()),
            any(query.kind.as_deref()),
            any(query.step.as_deref()),
            if query.missed { "missed" } else { "" },
            query.limit
        ];
        self.inner.engine.query(sql, params).await?.into_iter().map(TermRow::read).collect()
    }

    /// Duties of which a warning is due, and those whose warnings were not counted yet.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn ringing(&self, now: Timestamp, limit: i64) -> Result<Vec<DutyRow>, StoreError> {
        let mut found = duties(self.inner.engine.query(sql::RING_DUE, params![now, limit]).await?)?;
        found.extend(duties(self.inner.engine.query(sql::RING_UNKNOWN, params![limit]).await?)?);
        Ok(found)
    }

    /// Gives warnings of a duty, each once for ever, and says when the next one is due; `missed` notes
    /// that the term is over. Nothing but the warnings is written where the duty changed meanwhile.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn ring(
        &self,
        duty: &DutyRow,
        warnings: &[Warning],
        (now, next): (Timestamp, Timestamp),
        missed: bool,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::of_county(&duty.county);
        for warning in warnings {
            let body = canonical(&warning.body)?;
            batch.step(sql::WARN, params![&duty.county, &warning.id, &duty.subject, now, body]);
        }
        if missed {
            keep(&mut batch, &duty.county, &duty.id, now, duty.term().as_deref());
        }
        let due = duty.due_at.map(instant::text).unwrap_or_default();
        let holder = duty.holder.as_deref().unwrap_or_default();
        let params = params![next, &duty.county, &duty.id, due, holder, duty.version];
        batch.step(sql::SET_RING, params);
        self.write(batch, "a warning").await
    }

    /// What is owed and due before `until`, by due time.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn duties_by(
        &self,
        by: DutiesOf<'_>,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<DutyRow>, StoreError> {
        let (sql, params) = match by {
            DutiesOf::Holder(user) => (sql::OWED_BY_HOLDER, params![user, until, limit]),
            DutiesOf::Agency(agency) => (sql::OWED_BY_AGENCY_ALL, params![agency, until, limit]),
            DutiesOf::Below(bureau, office) => (sql::OWED_BELOW, params![bureau, any(office), until, limit]),
        };
        duties(self.inner.engine.query(sql, params).await?)
    }
}

/// Notes what became of the term of a duty that is about to be closed or changed; `on` is the term
/// that goes on.
pub(crate) fn keep(batch: &mut Batch, county: &str, duty: &str, now: Timestamp, on: Option<&str>) {
    batch.step(sql::KEEP, params![county, duty, now, on.unwrap_or_default()]);
}
