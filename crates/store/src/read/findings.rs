//! What screenings found, and what they read: see `statements/findings.rs`.

use jiff::Timestamp;

use crate::{
    engine::Query,
    error::StoreError,
    instant::{self, END_OF_TIME},
    rows::{ApplicationRow, DutyRow, PersonMark, PersonRow},
    scope::{Scope, any},
    statements::{case, findings as sql},
    store::Store,
    value::{Row, params},
};

/// Which findings are listed.
#[derive(Clone, Debug, Default)]
pub struct FindingsQuery {
    /// What the access decision allows. An index leads to what lies below a bureau: name it
    /// also where the scope is one office.
    pub scope: Scope,
    /// The kind of duty.
    pub kind: String,
    /// Only what this agency owes.
    pub agency: Option<String>,
    /// Only what this user owes.
    pub holder: Option<String>,
    /// Only what is due before.
    pub due_before: Option<Timestamp>,
    /// The last row of the page before.
    pub after: Option<(Timestamp, String)>,
    /// How many rows at most.
    pub limit: i64,
}

/// A row of a list of findings.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingRow {
    /// County code.
    pub county: String,
    /// Id of the duty.
    pub id: String,
    /// The stream that knows more.
    pub subject: String,
    /// Code of the station.
    pub station: String,
    /// When it is due.
    pub due_at: Timestamp,
    /// Version of the subject.
    pub version: i64,
    /// Whom it is about; none where the station keeps no file of them.
    pub person: Option<PersonMark>,
    /// Who owes it; none where the agency does.
    pub holder: Option<String>,
}

/// How much is owed of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindOwed {
    /// The kind of duty.
    pub kind: String,
    /// All that is open.
    pub all: i64,
    /// What is late.
    pub late: i64,
    /// What one user owes.
    pub mine: i64,
}

/// A page of people with what else a screening of the register asks about them.
#[derive(Clone, Debug, Default)]
pub struct RegisterPage {
    /// The people, by county and id.
    pub people: Vec<PersonRow>,
    /// Their applications in the state that was asked for.
    pub cases: Vec<ApplicationRow>,
}

impl FindingsQuery {
    fn query(&self) -> Query {
        let scope = &self.scope;
        let (sql, driven) = match (&self.agency, &scope.bureau) {
            (Some(agency), _) => (sql::FOUND_BY_AGENCY, agency.as_str()),
            (None, Some(bureau)) => (sql::FOUND_BY_BUREAU, bureau.as_str()),
            (None, None) => (sql::FOUND_ANYWHERE, ""),
        };
        let before = self.due_before.map_or_else(|| END_OF_TIME.to_owned(), instant::text);
        let (due, id) = match &self.after {
            Some((due, id)) => (instant::text(*due), id.as_str()),
            None => (String::new(), ""),
        };
        let (office, station) = (any(scope.office.as_deref()), any(scope.station.as_deref()));
        let holder = any(self.holder.as_deref());
        let params = params![driven, &self.kind, due, id, before, office, station, holder, self.limit];
        Query { sql, params }
    }
}

impl Store {
    /// A page of findings, by due time.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn findings(&self, query: FindingsQuery) -> Result<Vec<FindingRow>, StoreError> {
        if query.scope.is_empty() {
            return Ok(Vec::new());
        }
        let Query { sql, params } = query.query();
        let rows = self.inner.engine.query(sql, params).await?;
        rows.into_iter().map(finding).collect()
    }

    /// How much an agency owes of a kind: in all, and what is late at `now`.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn findings_owed(
        &self,
        agency: &str,
        kind: &str,
        now: Timestamp,
    ) -> Result<(i64, i64), StoreError> {
        let rows = self.inner.engine.query(sql::FOUND_COUNT, params![now, agency, kind]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok((0, 0)) };
        Ok((row.int()?, row.int()?))
    }

    /// How much an agency owes of each kind beside cases, and how much of it a user.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn owed_kinds(
        &self,
        agency: &str,
        user: &str,
        now: Timestamp,
    ) -> Result<Vec<KindOwed>, StoreError> {
        let rows = self.inner.engine.query(sql::OWED_KINDS, params![now, user, agency]).await?;
        let kind = |mut row: Row| {
            Ok(KindOwed { kind: row.text()?, all: row.int()?, late: row.int()?, mine: row.int()? })
        };
        rows.into_iter().map(kind).collect()
    }

    /// A page of everybody who is not erased, after a county and id, with their applications in
    /// a state.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn register_page(
        &self,
        after: (&str, &str),
        state: &str,
        limit: i64,
    ) -> Result<RegisterPage, StoreError> {
        let engine = &self.inner.engine;
        let rows = engine.query(sql::PEOPLE_AFTER, params![after.0, after.1, limit]).await?;
        let people = rows.into_iter().map(|row| self.person_row(row)).collect::<Result<Vec<_>, _>>()?;
        let of_county = |county: &[PersonRow]| {
            let (first, last) = (county.first()?, county.last()?);
            let params = params![&first.county, &first.id, &last.id, state];
            Some(Query { sql: sql::CASES_OF_PEOPLE, params })
        };
        let queries = people.chunk_by(|a, b| a.county == b.county).filter_map(of_county).collect();
        let found = engine.query_all(queries).await?.into_iter().flatten();
        let cases = found.map(|mut row| self.application_row(&mut row)).collect::<Result<_, _>>()?;
        Ok(RegisterPage { people, cases })
    }

    /// The open duties whose ids lie in a range, the first included.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn duties_between(
        &self,
        county: &str,
        from: &str,
        to: &str,
    ) -> Result<Vec<DutyRow>, StoreError> {
        let rows = self.inner.engine.query(case::DUTIES_OF_RANGE, params![county, from, to]).await?;
        rows.into_iter().map(|mut row| DutyRow::read(&mut row)).collect()
    }
}

fn finding(mut row: Row) -> Result<FindingRow, StoreError> {
    let county = row.text()?;
    let (id, subject, station) = (row.text()?, row.text()?, row.text()?);
    let due_at = row.opt_instant()?;
    let (person, version) = (row.text()?, row.int()?);
    let (of_person, erased, holder) = (row.int()?, row.flag()?, row.opt_text()?);
    let mark = PersonMark { county: county.clone(), id: person, version: of_person, erased };
    Ok(FindingRow {
        due_at: due_at.ok_or_else(|| StoreError::corrupt(format!("duties {county}/{id}"), "no due time"))?,
        person: Some(mark).filter(|mark| mark.version > 0),
        county,
        id,
        subject,
        station,
        version,
        holder,
    })
}
