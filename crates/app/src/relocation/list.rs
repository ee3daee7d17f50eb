//! Who comes and who goes, the most urgent first; and who came and went, the newest first.

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::id::RelocationId;
use leye_domain::relocation::{HouseholdPart, Side};
use leye_domain::staff::Staff;
use leye_store::{DossierQuery, ListedDossier};

use super::write::{KIND, LEAVING, Listed, id_of};
use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::error::AppError;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RelocationOnly {
    /// Who comes.
    #[default]
    Arriving,
    /// Who goes.
    Leaving,
    /// Who came, or was to come.
    Arrived,
    /// Who went, or was to go.
    Left,
}

impl RelocationOnly {
    /// Every choice.
    pub const ALL: [RelocationOnly; 4] =
        [RelocationOnly::Arriving, RelocationOnly::Leaving, RelocationOnly::Arrived, RelocationOnly::Left];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            RelocationOnly::Arriving => "arriving",
            RelocationOnly::Leaving => "leaving",
            RelocationOnly::Arrived => "arrived",
            RelocationOnly::Left => "left",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<RelocationOnly> {
        RelocationOnly::ALL.into_iter().find(|only| only.as_str() == text)
    }

    fn states(self) -> Vec<String> {
        let states: &[&str] = match self {
            RelocationOnly::Arriving | RelocationOnly::Leaving => &["asked", "offered"],
            RelocationOnly::Arrived | RelocationOnly::Left => &["accepted", "refused", "withdrawn"],
        };
        states.iter().map(|state| (*state).to_owned()).collect()
    }

    /// Whether it is read from where the people come from.
    fn is_of_old(self) -> bool {
        matches!(self, RelocationOnly::Leaving | RelocationOnly::Left)
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct RelocationFilter {
    /// Which of them.
    pub only: RelocationOnly,
    /// The place after which the page begins.
    pub after: Option<(i64, String)>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct ListedRelocation {
    /// Its id.
    pub id: RelocationId,
    /// How it stands: `asked`, `offered`, `accepted`, `refused` or `withdrawn`.
    pub state: String,
    /// Name of the person; empty once erased.
    pub name: String,
    /// Masked identity number; empty once erased.
    pub masked: String,
    /// The station that is left.
    pub from: AgencyCode,
    /// The station that the person comes to.
    pub to: AgencyCode,
    /// Who registered it.
    pub by: Side,
    /// The day of the move.
    pub on: Date,
    /// What it means for the household.
    pub household: HouseholdPart,
    /// Why; none once the person was erased.
    pub reason: Option<String>,
    /// By when the other station answers, with the working days that are left; none where nobody
    /// is to answer.
    pub due: Option<(Timestamp, i64)>,
    /// Since when it stands so.
    pub since: Date,
    /// Whether the caller's own station is to answer.
    pub is_ours: bool,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct RelocationPage {
    /// The rows.
    pub items: Vec<ListedRelocation>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(i64, String)>,
}

impl App {
    /// A page of moves to or from the stations of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn moves(&self, staff: &Staff, filter: &RelocationFilter) -> Result<RelocationPage, AppError> {
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let mut scope = listed_scope_of(staff);
        scope.states = Some(filter.only.states());
        let kind = if filter.only.is_of_old() { LEAVING } else { KIND };
        let (after, limit) = (filter.after.clone(), PAGE + 1);
        let query = DossierQuery { scope, kind: kind.to_owned(), after, limit, ..DossierQuery::default() };
        let mut rows = self.store.dossiers(&query).await?;
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|one| (one.row.place, one.row.id.clone()));
        let cards = self.cards(rows.iter().filter_map(|one| one.mark.as_ref())).await?;
        let mut cards = cards.into_iter();
        let mut items = Vec::new();
        for one in rows {
            let card = one.mark.as_ref().and_then(|_| cards.next()).unwrap_or_default();
            items.push(self.listed_move(staff, one, (card.name.clone(), card.masked.clone()))?);
        }
        Ok(RelocationPage { items, next })
    }

    fn listed_move(
        &self,
        staff: &Staff,
        one: ListedDossier,
        (name, masked): (String, String),
    ) -> Result<ListedRelocation, AppError> {
        let row = one.row;
        let listed: Listed = crate::read_json(row.body.clone())?;
        let zone = self.rules.zone();
        let answers = if row.state == "asked" { &listed.from } else { &listed.to };
        Ok(ListedRelocation {
            id: id_of(&row)?,
            name,
            masked,
            is_ours: listed.due.is_some() && *answers == staff.agency,
            by: listed.by,
            on: listed.on,
            household: listed.household,
            reason: listed.reason.get().cloned(),
            due: listed.due.map(|due| (due, self.days_left(zone.to_datetime(due).date()))),
            since: row.since,
            from: listed.from,
            to: listed.to,
            state: row.state,
        })
    }
}
