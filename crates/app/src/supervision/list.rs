//! Lists of what is under supervision, by due time, and the register of problems (B4.2).

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::id::ProblemId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;
use leye_domain::supervision::{Guidance, Inspection, Problem, Source, SpotCheck};
use leye_store::ListedDossier;

use super::matter::{ListedGuidance, ListedInspection, ListedProblemBody, ListedSpotCheck};
use crate::App;
use crate::error::AppError;
use crate::matter::{Matter, MatterPage};

/// Which problems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProblemState {
    /// To be put right.
    #[default]
    Ordered,
    /// Answered: to be looked at again.
    Answered,
    /// Put right.
    Settled,
    /// They were none.
    Withdrawn,
}

impl ProblemState {
    /// Every state.
    pub const ALL: [ProblemState; 4] =
        [ProblemState::Ordered, ProblemState::Answered, ProblemState::Settled, ProblemState::Withdrawn];

    /// Its word in storage and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            ProblemState::Ordered => "ordered",
            ProblemState::Answered => "answered",
            ProblemState::Settled => "settled",
            ProblemState::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<ProblemState> {
        ProblemState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct ProblemFilter {
    /// Which of them.
    pub state: ProblemState,
    /// The place after which the page begins.
    pub after: Option<(i64, String)>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct ListedProblem {
    /// Its id.
    pub id: ProblemId,
    /// Where it is to be put right.
    pub station: AgencyCode,
    /// Who found it.
    pub finder: AgencyCode,
    /// In what.
    pub source: Source,
    /// What is wrong; none once the person was erased.
    pub what: Option<String>,
    /// Name of the person; empty where it is about none.
    pub name: String,
    /// By when something is to be done; none where nothing is.
    pub due: Option<(Timestamp, i64)>,
    /// Since when it stands so.
    pub since: jiff::civil::Date,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct ProblemPage {
    /// The rows, by due time, and the newest first where nothing is due.
    pub items: Vec<ListedProblem>,
    /// How many there are of each state.
    pub counts: Vec<(ProblemState, i64)>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(i64, String)>,
}

impl App {
    /// A page of problems at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn problems(&self, staff: &Staff, filter: &ProblemFilter) -> Result<ProblemPage, AppError> {
        let rows =
            self.dossier_page(staff, (Problem::KIND, None), filter.state.as_str(), &filter.after).await?;
        let items = rows.items.into_iter().map(|(one, name)| self.listed_problem(one, name));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        let count =
            |state: ProblemState| (state, rows.counts.get(state.as_str()).copied().unwrap_or_default());
        Ok(ProblemPage { items, counts: ProblemState::ALL.map(count).to_vec(), next: rows.next })
    }

    /// A page of guidance notes in a state, at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn guidance_notes(
        &self,
        staff: &Staff,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<MatterPage<ListedGuidance>, AppError> {
        self.matters::<Guidance>(staff, state, after).await
    }

    /// A page of spot checks in a state.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn spot_checks(
        &self,
        staff: &Staff,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<MatterPage<ListedSpotCheck>, AppError> {
        self.matters::<SpotCheck>(staff, state, after).await
    }

    /// A page of inspections in a state.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn inspections(
        &self,
        staff: &Staff,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<MatterPage<ListedInspection>, AppError> {
        self.matters::<Inspection>(staff, state, after).await
    }

    fn listed_problem(&self, one: ListedDossier, name: String) -> Result<ListedProblem, AppError> {
        let row = one.row;
        let broken = || AppError::Rules(format!("dossier {} is broken; run `leye verify`", row.id));
        let (id, station) = (ProblemId::parse(&row.id), row.station.parse());
        let listed: ListedProblemBody = crate::read_json(row.body.clone())?;
        let zone = self.rules.zone();
        let due = listed.due.map(|due| (due, self.days_left(zone.to_datetime(due).date())));
        let what = match listed.what {
            Sealed::Open(what) => Some(what),
            Sealed::Erased => None,
        };
        Ok(ListedProblem {
            id: id.map_err(|_| broken())?,
            station: station.map_err(|_| broken())?,
            finder: listed.finder,
            source: listed.source,
            what,
            name,
            due,
            since: row.since,
        })
    }
}
