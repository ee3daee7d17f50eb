//! The households at and below an agency, and how those of which nobody has work are counted down.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::household::{Counted, Household};
use leye_domain::id::HouseholdId;
use leye_domain::staff::Staff;
use leye_store::DossierQuery;

use super::write::{KIND, RETURNED};
use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::error::AppError;

/// How many are read at once to be counted.
const SLICE: i64 = 500;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HouseholdOnly {
    /// Those of which nobody has work: found, in review or confirmed.
    #[default]
    Open,
    /// In review.
    Review,
    /// Confirmed.
    Confirmed,
    /// Those that came back.
    Returned,
    /// Every household.
    All,
}

impl HouseholdOnly {
    /// Every choice.
    pub const ALL: [HouseholdOnly; 5] = [
        HouseholdOnly::Open,
        HouseholdOnly::Review,
        HouseholdOnly::Confirmed,
        HouseholdOnly::Returned,
        HouseholdOnly::All,
    ];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            HouseholdOnly::Open => "open",
            HouseholdOnly::Review => "review",
            HouseholdOnly::Confirmed => "confirmed",
            HouseholdOnly::Returned => "returned",
            HouseholdOnly::All => "all",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<HouseholdOnly> {
        HouseholdOnly::ALL.into_iter().find(|only| only.as_str() == text)
    }

    fn states(self) -> Option<Vec<String>> {
        let review = ["review_station", "review_office", "review_bureau"];
        let states: Vec<&str> = match self {
            HouseholdOnly::Open => review.into_iter().chain(["found", "confirmed"]).collect(),
            HouseholdOnly::Review => review.to_vec(),
            HouseholdOnly::Confirmed => vec!["confirmed"],
            HouseholdOnly::Returned | HouseholdOnly::All => return None,
        };
        Some(states.into_iter().map(str::to_owned).collect())
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct HouseholdFilter {
    /// Which of them.
    pub only: HouseholdOnly,
    /// The place after which the page begins.
    pub after: Option<(i64, String)>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct ListedHousehold {
    /// Its id.
    pub id: HouseholdId,
    /// The household.
    pub household: Household,
    /// When something is due, with the working days that are left; none where nothing is.
    pub due: Option<(Timestamp, i64)>,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct HouseholdPage {
    /// The rows, what is most urgent first.
    pub items: Vec<ListedHousehold>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(i64, String)>,
}

/// Confirmed households of a month: those at its beginning, and what came and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthCount {
    /// At the beginning of the month.
    pub at_start: i64,
    /// Confirmed in the month.
    pub new: i64,
    /// Settled by work in the month.
    pub solved: i64,
    /// Ended otherwise in the month.
    pub left: i64,
}

impl MonthCount {
    /// What is left: the aim is none.
    pub fn now(self) -> i64 {
        self.at_start + self.new - self.solved - self.left
    }

    fn add(&mut self, counted: &Counted, first: Date) {
        let ended = counted.until.as_ref();
        if counted.from >= first {
            self.new += 1;
        } else if ended.is_none_or(|(on, ..)| *on >= first) {
            self.at_start += 1;
        }
        match ended.filter(|(on, ..)| *on >= first) {
            Some((.., true)) => self.solved += 1,
            Some((.., false)) => self.left += 1,
            None => {}
        }
    }
}

impl App {
    /// A page of the households at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn households(
        &self,
        staff: &Staff,
        filter: &HouseholdFilter,
    ) -> Result<HouseholdPage, AppError> {
        let mut query = DossierQuery {
            scope: listed_scope_of(staff),
            kind: KIND.to_owned(),
            class: (filter.only == HouseholdOnly::Returned).then(|| RETURNED.to_owned()),
            after: filter.after.clone(),
            limit: PAGE + 1,
            ..DossierQuery::default()
        };
        query.scope.states = filter.only.states();
        let mut rows = self.store.dossiers(&query).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|listed| (listed.row.place, listed.row.id.clone()));
        let left = |at: Timestamp| self.days_left(self.rules.zone().to_datetime(at).date());
        let item = |body| {
            let household: Household = crate::read_json(body)?;
            let due = household.standing.due().map(|at| (at, left(at)));
            Ok(ListedHousehold { id: household.id.clone(), household, due })
        };
        let items = rows.into_iter().map(|listed| item(listed.row.body)).collect::<Result<_, AppError>>()?;
        Ok(HouseholdPage { items, next })
    }

    /// The confirmed households of this month, by the agencies one level down: stations for a
    /// station or an office, offices for a bureau, bureaus for a city.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn households_counted(
        &self,
        staff: &Staff,
    ) -> Result<BTreeMap<AgencyCode, MonthCount>, AppError> {
        let first = self.today().first_of_month();
        let level = match staff.level() {
            Level::Station | Level::Office => Level::Station,
            Level::Bureau => Level::Office,
            Level::City => Level::Bureau,
        };
        let scope = listed_scope_of(staff);
        let mut query =
            DossierQuery { scope, kind: KIND.to_owned(), limit: SLICE, ..DossierQuery::default() };
        let mut counts: BTreeMap<AgencyCode, MonthCount> = BTreeMap::new();
        loop {
            let rows = self.store.dossiers(&query).await?;
            query.after = rows.last().map(|listed| (listed.row.place, listed.row.id.clone()));
            let is_last = rows.len() < usize::try_from(SLICE).unwrap_or(usize::MAX);
            for listed in rows {
                let household: Household = crate::read_json(listed.row.body)?;
                for counted in &household.counted {
                    counts.entry(household.station.at(level)).or_default().add(counted, first);
                }
            }
            if is_last {
                // Who had none and has none says nothing.
                counts.retain(|_, count| *count != MonthCount::default());
                return Ok(counts);
            }
        }
    }
}
