//! Those in work, the ones at most risk first, each with the reasons (B3.2, B4.2).

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::employment::JobKind;
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;
use leye_store::{DossierQuery, ListedDossier, PersonMark};

use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::employment::{DOSSIER, Listed, UNDRAWN};
use crate::error::AppError;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RankState {
    /// Whose follow-up goes on.
    #[default]
    Followed,
    /// Who works and is not followed, or no more.
    Working,
    /// Who has no job any more.
    Ended,
}

impl RankState {
    /// Every state.
    pub const ALL: [RankState; 3] = [RankState::Followed, RankState::Working, RankState::Ended];

    /// Its word in storage and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            RankState::Followed => "followed",
            RankState::Working => "working",
            RankState::Ended => "ended",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<RankState> {
        RankState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct RankFilter {
    /// Which of them.
    pub state: RankState,
    /// Only who may draw a support and does not, whether followed or not (B4.2).
    pub undrawn: bool,
    /// The place after which the page begins.
    pub after: Option<(i64, String)>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Whom.
    pub person: PersonId,
    /// Name; empty once erased.
    pub name: String,
    /// Masked identity number.
    pub masked: String,
    /// The station.
    pub station: AgencyCode,
    /// The number of the job that counts: the one most at risk.
    pub employment: u32,
    /// How they work.
    pub kind: JobKind,
    /// Who employs; empty where nobody does.
    pub workplace: String,
    /// Since when it stands so: the first day of work, or the last.
    pub since: Date,
    /// How much it is at risk.
    pub risk: u32,
    /// Why: codes of the factors with their weights.
    pub reasons: Vec<(String, u16)>,
    /// What they may draw and do not: numbers of jobs, and codes of the pack.
    pub undrawn: Vec<(u32, String)>,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct RankPage {
    /// The rows, most at risk first.
    pub items: Vec<Ranked>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(i64, String)>,
}

impl App {
    /// A page of those in work, at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn jobs_by_risk(&self, staff: &Staff, filter: &RankFilter) -> Result<RankPage, AppError> {
        let mut scope = listed_scope_of(staff);
        let states =
            if filter.undrawn { &[RankState::Followed, RankState::Working][..] } else { &[filter.state] };
        scope.states = Some(states.iter().map(|state| state.as_str().to_owned()).collect());
        let query = DossierQuery {
            scope,
            kind: DOSSIER.to_owned(),
            class: filter.undrawn.then(|| UNDRAWN.to_owned()),
            after: filter.after.clone(),
            limit: PAGE + 1,
            ..DossierQuery::default()
        };
        let mut rows = self.store.dossiers(&query).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|one| (one.row.place, one.row.id.clone()));
        let marks: Vec<&PersonMark> = rows.iter().filter_map(|one| one.mark.as_ref()).collect();
        let mut cards = self.cards(marks.into_iter()).await?.into_iter();
        let mut items = Vec::new();
        for one in rows {
            let card = one.mark.as_ref().and_then(|_| cards.next());
            let named = card.map(|card| (card.name.clone(), card.masked.clone())).unwrap_or_default();
            // Nobody has to ask who was erased what they draw.
            if !(filter.undrawn && one.mark.as_ref().is_some_and(|mark| mark.erased)) {
                items.push(self.ranked(one, named).await?);
            }
        }
        Ok(RankPage { items, next })
    }

    async fn ranked(&self, one: ListedDossier, (name, masked): (String, String)) -> Result<Ranked, AppError> {
        let row = one.row;
        let listed: Listed = crate::read_json(row.body)?;
        let broken = || AppError::Rules(format!("dossier {} is broken; run `leye verify`", row.id));
        let factor = |risk: &(leye_domain::sealed::Sealed<_>, u16)| {
            let facts: Option<&leye_domain::followup::RiskFacts> = risk.0.get();
            facts.map(|facts| (facts.factor.clone(), risk.1))
        };
        let mut reasons: Vec<(String, u16)> = listed.risks.iter().filter_map(factor).collect();
        reasons.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        Ok(Ranked {
            person: PersonId::parse(&row.person).map_err(|_| broken())?,
            name,
            masked,
            station: row.station.parse().map_err(|_| broken())?,
            employment: listed.employment,
            kind: listed.kind,
            workplace: self.workplace_of(&listed.workplace).await?,
            since: row.since,
            risk: u32::try_from(-row.place).unwrap_or_default(),
            reasons,
            undrawn: listed.undrawn,
        })
    }
}
