//! Pages of matters, by due time, and the newest first where nothing is due.

use std::collections::BTreeMap;

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::staff::Staff;
use leye_store::{DossierQuery, ListedDossier};

use super::{BEHIND, Matter};
use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::error::AppError;

/// One row of a list.
#[derive(Clone, Debug)]
pub struct ListedMatter<L> {
    /// Its id.
    pub id: String,
    /// Whose it is: who is to answer, who drew it, what was inspected.
    pub agency: AgencyCode,
    /// Name of the person; empty where it is about none.
    pub name: String,
    /// By when something is to be done; none where nothing is.
    pub due: Option<(Timestamp, i64)>,
    /// Since when it stands so.
    pub since: jiff::civil::Date,
    /// What the list shows of it.
    pub listed: L,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct MatterPage<L> {
    /// The rows, by due time, and the newest first where nothing is due.
    pub items: Vec<ListedMatter<L>>,
    /// How many there are of each state.
    pub counts: BTreeMap<String, i64>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(i64, String)>,
}

/// Rows with the names of whom they are about.
pub(crate) struct Rows {
    pub(crate) items: Vec<(ListedDossier, String)>,
    pub(crate) counts: BTreeMap<String, i64>,
    pub(crate) next: Option<(i64, String)>,
}

impl App {
    /// A page of matters in a state, at and below the agency of a member of staff.
    pub(crate) async fn matters<M: Matter>(
        &self,
        staff: &Staff,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<MatterPage<M::Listed>, AppError> {
        self.matters_of::<M>(staff, None, state, after).await
    }

    /// The same, only those that one user answers for.
    pub(crate) async fn matters_of<M: Matter>(
        &self,
        staff: &Staff,
        holder: Option<&str>,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<MatterPage<M::Listed>, AppError> {
        let rows = self.dossier_page(staff, (M::KIND, holder), state, after).await?;
        let item = |(one, name): (ListedDossier, String)| {
            let row = one.row;
            let broken = |_| AppError::Rules(format!("dossier {} is broken; run `leye verify`", row.id));
            // What is closed stands behind all due times.
            let due = Some(row.place).filter(|place| *place < BEHIND / 2);
            let due = due.and_then(|place| Timestamp::from_second(place).ok());
            Ok(ListedMatter {
                agency: row.station.parse().map_err(broken)?,
                id: row.id,
                name,
                due: due.map(|due| (due, self.days_left(self.rules.zone().to_datetime(due).date()))),
                since: row.since,
                listed: crate::read_json(row.body)?,
            })
        };
        let items = rows.items.into_iter().map(item).collect::<Result<Vec<_>, AppError>>()?;
        Ok(MatterPage { items, counts: rows.counts, next: rows.next })
    }

    /// A page of dossiers of a kind in a state, each with the name of whom it is about.
    pub(crate) async fn dossier_page(
        &self,
        staff: &Staff,
        (kind, holder): (&str, Option<&str>),
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<Rows, AppError> {
        let mut scope = listed_scope_of(staff);
        let all = DossierQuery { scope: scope.clone(), kind: kind.to_owned(), ..DossierQuery::default() };
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        let is_asked = |one: &Option<String>| holder.is_none() || one.as_deref() == holder;
        for count in self.store.dossier_counts(&all).await?.into_iter().filter(|one| is_asked(&one.holder)) {
            *counts.entry(count.state).or_default() += count.count;
        }
        scope.states = Some(vec![state.to_owned()]);
        let holder = holder.map(|user| Some(user.to_owned()));
        let query = DossierQuery { scope, holder, after: after.clone(), limit: PAGE + 1, ..all };
        let mut rows = self.store.dossiers(&query).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|one| (one.row.place, one.row.id.clone()));
        let cards = self.cards(rows.iter().filter_map(|one| one.mark.as_ref())).await?;
        let mut cards = cards.into_iter();
        let named = rows.into_iter().map(|one| {
            let card = one.mark.as_ref().and_then(|_| cards.next());
            (one, card.map(|card| card.name.clone()).unwrap_or_default())
        });
        Ok(Rows { items: named.collect(), counts, next })
    }
}
