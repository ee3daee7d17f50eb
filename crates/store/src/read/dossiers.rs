//! Dossiers: one, those of a person, a page of a list, and how many there are.

use crate::{
    engine::Query,
    error::StoreError,
    rows::{DossierRow, ListedDossier, PersonMark},
    scope::{Scope, any},
    statements::dossiers as sql,
    store::Store,
    value::{Row, params},
};

/// Whose holder is nobody.
const NOBODY: &str = "-";

/// Which dossiers are listed.
#[derive(Clone, Debug, Default)]
pub struct DossierQuery {
    /// What the access decision allows; `states` of it are those of the dossiers. An index leads to
    /// what lies below a bureau: name it also where the scope is one office.
    pub scope: Scope,
    /// Which kind.
    pub kind: String,
    /// Only this class.
    pub class: Option<String>,
    /// Only what this user answers for; `Some(None)` asks for what nobody answers for.
    pub holder: Option<Option<String>>,
    /// Place and id of the last row of the page before.
    pub after: Option<(i64, String)>,
    /// How many rows at most.
    pub limit: i64,
}

/// How many dossiers there are of a state, class and holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierCount {
    /// The state.
    pub state: String,
    /// The class; empty without one.
    pub class: String,
    /// Who answers for them; none where nobody does.
    pub holder: Option<String>,
    /// How many.
    pub count: i64,
}

/// The statements of a list and of a count, and what they look for.
type Driver<'a> = (&'static str, &'static str, &'a str);

impl DossierQuery {
    /// The narrowest condition that has an index.
    fn driver(&self) -> Driver<'_> {
        match (&self.scope.station, &self.scope.bureau) {
            (Some(station), _) => (sql::LIST_BY_STATION, sql::COUNT_BY_STATION, station),
            (None, Some(bureau)) => (sql::LIST_BY_BUREAU, sql::COUNT_BY_BUREAU, bureau),
            (None, None) => (sql::LIST_ANYWHERE, sql::COUNT_ANYWHERE, ""),
        }
    }

    fn page(&self) -> Query {
        let (sql, _, driven) = self.driver();
        let scope = &self.scope;
        let (place, id) = self.after.as_ref().map_or((i64::MIN, ""), |(place, id)| (*place, id.as_str()));
        let holder = match &self.holder {
            None => "",
            Some(None) => NOBODY,
            Some(Some(user)) => user,
        };
        let params = params![
            driven,
            &self.kind,
            place,
            id,
            any(scope.office.as_deref()),
            any(scope.station.as_deref()),
            scope.states(),
            any(self.class.as_deref()),
            holder,
            self.limit
        ];
        Query { sql, params }
    }
}

impl Store {
    /// One dossier, by the id of its stream.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn dossier(&self, county: &str, id: &str) -> Result<Option<DossierRow>, StoreError> {
        let found = self.inner.engine.query(sql::ONE, params![county, id]).await?;
        found.into_iter().next().map(|mut row| self.dossier_row(&mut row)).transpose()
    }

    /// The dossiers of a person, by id.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn dossiers_of(&self, county: &str, person: &str) -> Result<Vec<DossierRow>, StoreError> {
        let found = self.inner.engine.query(sql::OF_PERSON, params![county, person]).await?;
        found.into_iter().map(|mut row| self.dossier_row(&mut row)).collect()
    }

    /// A page of dossiers, the most urgent first.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn dossiers(&self, query: &DossierQuery) -> Result<Vec<ListedDossier>, StoreError> {
        if query.scope.is_empty() {
            return Ok(Vec::new());
        }
        let Query { sql, params } = query.page();
        let listed = |mut row: Row| {
            let dossier = self.dossier_row(&mut row)?;
            let mark = mark(&mut row, &dossier)?;
            Ok(ListedDossier { row: dossier, mark })
        };
        self.inner.engine.query(sql, params).await?.into_iter().map(listed).collect()
    }

    /// How many dossiers of a kind there are, by state, class and holder. Of the query only the
    /// places of the scope and the kind count.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn dossier_counts(&self, query: &DossierQuery) -> Result<Vec<DossierCount>, StoreError> {
        if query.scope.is_empty() {
            return Ok(Vec::new());
        }
        let (_, sql, driven) = query.driver();
        let (office, station) = (any(query.scope.office.as_deref()), any(query.scope.station.as_deref()));
        let rows = self.inner.engine.query(sql, params![driven, &query.kind, office, station]).await?;
        let count = |mut row: Row| {
            let (state, class, holder) = (row.text()?, row.text()?, row.text()?);
            let holder = Some(holder).filter(|user| !user.is_empty());
            Ok(DossierCount { state, class, holder, count: row.int()? })
        };
        rows.into_iter().map(count).collect()
    }

    pub(crate) fn dossier_row(&self, row: &mut Row) -> Result<DossierRow, StoreError> {
        let (county, id, kind, person) = (row.text()?, row.text()?, row.text()?, row.text()?);
        let (station, office, bureau) = (row.text()?, row.text()?, row.text()?);
        let (state, class, holder) = (row.text()?, row.text()?, row.opt_text()?);
        let (place, since, version) = (row.int()?, row.day()?, row.int()?);
        let (body, wrapped) = (row.json()?, row.opt_blob()?);
        let at = format!("dossiers/{county}/{id}");
        let body = self.open_body(&county, Some(&person), wrapped.as_deref(), &at, body)?;
        Ok(DossierRow {
            county,
            id,
            kind,
            person,
            station,
            office,
            bureau,
            state,
            class,
            holder,
            place,
            since,
            version,
            body,
        })
    }
}

/// Whom it is about, where a file of them is kept: such a file has at least one event.
fn mark(row: &mut Row, dossier: &DossierRow) -> Result<Option<PersonMark>, StoreError> {
    let (version, erased) = (row.int()?, row.flag()?);
    let mark = PersonMark { county: dossier.county.clone(), id: dossier.person.clone(), version, erased };
    Ok(Some(mark).filter(|mark| mark.version > 0))
}
