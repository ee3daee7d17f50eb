//! How stations stand: visits of a period and problems, station by station (B2c).

use std::collections::BTreeMap;

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::staff::Staff;
use leye_domain::supervision::Standing;
use leye_store::DossierQuery;

use super::people::scope_at;
use super::write::PROBLEM;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// How a station stands.
#[derive(Clone, Debug)]
pub struct StandingRow {
    /// Visits that were due in the period.
    pub visits: Standing,
    /// Problems that are not settled.
    pub open: i64,
    /// Problems that were settled, whenever.
    pub settled: i64,
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
        let mut rows = Vec::new();
        for station in self.stations_below(&agency) {
            let ours = by_station.get(&station).into_iter().flatten().copied();
            let visits = Standing::of(&station, ours, days, self.rules.zone());
            let (open, settled) = self.problems_at(&station).await?;
            rows.push(StandingRow { visits, open, settled });
        }
        Ok(Standings { agency, days, rows })
    }

    /// Problems of a station: open, and settled.
    async fn problems_at(&self, station: &AgencyCode) -> Result<(i64, i64), AppError> {
        let query =
            DossierQuery { scope: scope_at(station), kind: PROBLEM.to_owned(), ..DossierQuery::default() };
        let counts = self.store.dossier_counts(&query).await?;
        let of = |states: &[&str]| {
            let some = counts.iter().filter(|count| states.contains(&count.state.as_str()));
            some.map(|count| count.count).sum()
        };
        Ok((of(&["ordered", "answered"]), of(&["settled"])))
    }
}
