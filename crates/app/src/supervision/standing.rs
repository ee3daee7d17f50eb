//! How stations stand: visits of a period and problems, station by station (B2c).

use std::collections::BTreeMap;

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::staff::Staff;
use leye_domain::supervision::{Inspection, Problem, SpotCheck, Standing};
use leye_store::DossierQuery;

use super::people::{BATCH, scope_at};
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;
use crate::matter::Matter;

/// How a station stands.
#[derive(Clone, Debug)]
pub struct StandingRow {
    /// Visits that were due in the period.
    pub visits: Standing,
    /// Problems that are not settled.
    pub open: i64,
    /// Problems that were settled, whenever.
    pub settled: i64,
    /// Visits that were checked again, and those of them in which something differs, whenever.
    pub spot_checked: (u32, u32),
    /// The day of its last inspection, and how many findings of all are open.
    pub inspected: Option<(Date, usize)>,
}

/// The table.
#[derive(Clone, Debug)]
pub struct Standings {
    /// The agency whose stations stand there.
    pub agency: AgencyCode,
    /// The first and the last day of the period.
    pub days: (Date, Date),
    /// The stations, by code.
    pub rows: Vec<StandingRow>,
}

impl App {
    /// How the stations below an agency stand; below the agency of the caller where none is named.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller does not check that agency.
    pub async fn standings(
        &self,
        staff: &Staff,
        agency: Option<AgencyCode>,
        days: (Date, Date),
    ) -> Result<Standings, AppError> {
        let agency = agency.unwrap_or_else(|| staff.agency.clone());
        if !self.access.may(staff, Deed::CheckDay, Target::Desk(&agency)) {
            return Err(AppError::NotFound);
        }
        let people = self.people_at(&agency).await?;
        let mut by_station: BTreeMap<&AgencyCode, Vec<_>> = BTreeMap::new();
        for jobs in &people.jobs {
            by_station.entry(&jobs.station).or_default().push(jobs);
        }
        let drawn = self.dossiers_at::<SpotCheck>(&agency).await?;
        let inspected = self.dossiers_at::<Inspection>(&agency).await?;
        let mut rows = Vec::new();
        for station in self.stations_below(&agency) {
            let ours = by_station.get(&station).into_iter().flatten().copied();
            let visits = Standing::of(&station, ours, days, self.rules.zone());
            let (open, settled) = self.problems_at(&station).await?;
            let tallies = drawn.iter().flat_map(|(_, one)| &one.stations).filter(|one| one.0 == station);
            let spot_checked = tallies.fold((0, 0), |sum, one| (sum.0 + one.2, sum.1 + one.3));
            let ours = inspected.iter().filter(|(code, _)| code == station.as_str());
            let last = ours.clone().map(|(_, one)| one.day).max();
            let left = ours.map(|(_, one)| one.findings.1).sum();
            let inspected = last.map(|day| (day, left));
            rows.push(StandingRow { visits, open, settled, spot_checked, inspected });
        }
        Ok(Standings { agency, days, rows })
    }

    /// What lists show of every matter of a kind at and below an agency, with the station's code.
    async fn dossiers_at<M: Matter>(
        &self,
        agency: &AgencyCode,
    ) -> Result<Vec<(String, M::Listed)>, AppError> {
        let (scope, kind, limit) = (scope_at(agency), M::KIND.to_owned(), BATCH);
        let mut query = DossierQuery { scope, kind, limit, ..DossierQuery::default() };
        let mut all = Vec::new();
        loop {
            let rows = self.store.dossiers(&query).await?;
            let Some(last) = rows.last() else { return Ok(all) };
            query.after = Some((last.row.place, last.row.id.clone()));
            for one in rows {
                all.push((one.row.station, crate::read_json(one.row.body)?));
            }
        }
    }

    /// Problems of a station: open, and settled.
    async fn problems_at(&self, station: &AgencyCode) -> Result<(i64, i64), AppError> {
        let query = DossierQuery {
            scope: scope_at(station),
            kind: Problem::KIND.to_owned(),
            ..DossierQuery::default()
        };
        let counts = self.store.dossier_counts(&query).await?;
        let of = |states: &[&str]| {
            let some = counts.iter().filter(|count| states.contains(&count.state.as_str()));
            some.map(|count| count.count).sum()
        };
        Ok((of(&["ordered", "answered"]), of(&["settled"])))
    }
}
