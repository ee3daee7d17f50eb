//! The files of jobs below an agency, each with the mark by which its name is found.

use std::collections::{BTreeMap, BTreeSet};

use leye_domain::agency::{AgencyCode, Level};
use leye_domain::employment::Employments;
use leye_domain::id::PersonId;
use leye_store::{DossierQuery, PersonMark, Scope};

use crate::App;
use crate::employment::{DOSSIER, fold};
use crate::error::AppError;

/// How many rows are read at once.
pub(super) const BATCH: i64 = 500;

/// People with their jobs.
pub(super) struct People {
    pub jobs: Vec<Employments>,
    pub marks: BTreeMap<String, PersonMark>,
}

/// The scope of an agency's own tree; access was asked before.
pub(super) fn scope_at(agency: &AgencyCode) -> Scope {
    let code = |level| Some(agency.at(level).as_str().to_owned());
    let bureau = code(Level::Bureau);
    match agency.level() {
        Level::Station => Scope { station: code(Level::Station), bureau, ..Scope::default() },
        Level::Office => Scope { office: code(Level::Office), bureau, ..Scope::default() },
        Level::Bureau => Scope { bureau, ..Scope::default() },
        Level::City => Scope::everything(),
    }
}

impl App {
    /// Everybody with a job on file at and below an agency.
    pub(super) async fn people_at(&self, agency: &AgencyCode) -> Result<People, AppError> {
        let mut people = People { jobs: Vec::new(), marks: BTreeMap::new() };
        let mut query = DossierQuery {
            scope: scope_at(agency),
            kind: DOSSIER.to_owned(),
            limit: BATCH,
            ..DossierQuery::default()
        };
        loop {
            let rows = self.store.dossiers(&query).await?;
            let Some(last) = rows.last() else { return Ok(people) };
            query.after = Some((last.row.place, last.row.id.clone()));
            for listed in rows {
                let events = self.store.stream_events(&listed.row.county, &listed.row.id).await?;
                people.jobs.push(fold(&events)?);
                people.marks.extend(listed.mark.map(|mark| (mark.id.clone(), mark)));
            }
        }
    }

    /// The names of people, by id; nobody's who was erased.
    pub(super) async fn names_of(
        &self,
        people: &People,
        ids: &BTreeSet<PersonId>,
    ) -> Result<BTreeMap<String, String>, AppError> {
        let marks: Vec<&PersonMark> = ids.iter().filter_map(|id| people.marks.get(id.as_str())).collect();
        let cards = self.cards(marks.iter().copied()).await?;
        let named = marks.iter().zip(&cards).map(|(mark, card)| (mark.id.clone(), card.name.clone()));
        Ok(named.collect())
    }
}
