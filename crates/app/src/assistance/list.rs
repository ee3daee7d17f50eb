//! Lists of who is assisted. One access decision gives the scope; rows are masked where they are
//! shown.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::assistance::{Assistance, Owed, OwedKind};
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;
use leye_store::{DossierQuery, DossierRow, FindingsQuery, ListedDossier, PersonMark, Scope};

use super::ASSISTANCE;
use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::error::AppError;

/// Which of them are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AssistanceOnly {
    /// All that run, rest included.
    #[default]
    All,
    /// Those whom the caller helps.
    Mine,
    /// Those whom nobody helps yet.
    NoHelper,
    /// Those who were not contacted in time.
    Neglected,
    /// Those who work.
    Resting,
    /// Those whose assistance ended.
    Ended,
}

impl AssistanceOnly {
    /// Every choice.
    pub const ALL: [AssistanceOnly; 6] = [
        AssistanceOnly::All,
        AssistanceOnly::Mine,
        AssistanceOnly::NoHelper,
        AssistanceOnly::Neglected,
        AssistanceOnly::Resting,
        AssistanceOnly::Ended,
    ];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            AssistanceOnly::All => "all",
            AssistanceOnly::Mine => "mine",
            AssistanceOnly::NoHelper => "no-helper",
            AssistanceOnly::Neglected => "neglected",
            AssistanceOnly::Resting => "resting",
            AssistanceOnly::Ended => "ended",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<AssistanceOnly> {
        AssistanceOnly::ALL.into_iter().find(|only| only.as_str() == text)
    }

    fn states(self) -> Vec<String> {
        let states: &[&str] = match self {
            AssistanceOnly::Resting => &["resting"],
            AssistanceOnly::Ended => &["ended"],
            _ => &["open", "resting"],
        };
        states.iter().map(|&state| state.to_owned()).collect()
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct AssistanceFilter {
    /// Which of them.
    pub only: AssistanceOnly,
    /// Only this class.
    pub class: Option<String>,
    /// The place after which the page begins.
    pub after: Option<(i64, String)>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct AssistanceLine {
    /// Who.
    pub person: PersonId,
    /// Name; empty once erased.
    pub name: String,
    /// Masked identity number; empty once erased.
    pub masked: String,
    /// The station.
    pub station: AgencyCode,
    /// How it stands.
    pub assistance: Assistance,
    /// Name of the helper; none while nobody helps.
    pub helper: Option<String>,
    /// What is owed next, when, and the working days left, negative when late.
    pub next: Option<(OwedKind, Timestamp, i64)>,
    /// Whether the contact is overdue.
    pub neglected: bool,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct AssistancePage {
    /// The rows, the most urgent first.
    pub items: Vec<AssistanceLine>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(i64, String)>,
}

impl App {
    /// A page of who is assisted, at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn assistance_list(
        &self,
        staff: &Staff,
        filter: &AssistanceFilter,
    ) -> Result<AssistancePage, AppError> {
        if filter.only == AssistanceOnly::Neglected {
            return self.neglected(staff, filter).await;
        }
        let mut scope = listed_scope_of(staff);
        scope.states = Some(filter.only.states());
        let query = DossierQuery {
            scope,
            kind: ASSISTANCE.to_owned(),
            class: filter.class.clone(),
            holder: match filter.only {
                AssistanceOnly::Mine => Some(Some(staff.user.as_str().to_owned())),
                AssistanceOnly::NoHelper => Some(None),
                _ => None,
            },
            after: filter.after.clone(),
            limit: PAGE + 1,
        };
        let mut rows = self.store.dossiers(&query).await?;
        let next = cut(&mut rows).map(|last| (last.row.place, last.row.id.clone()));
        Ok(AssistancePage { items: self.lines(rows).await?, next })
    }

    /// Those who were not contacted in time: the duty knows. The place is its due second.
    async fn neglected(&self, staff: &Staff, filter: &AssistanceFilter) -> Result<AssistancePage, AppError> {
        let from = |(second, id): &(i64, String)| Some((Timestamp::from_second(*second).ok()?, id.clone()));
        let query = FindingsQuery {
            scope: listed_scope_of(staff),
            kind: OwedKind::Contact.as_str().to_owned(),
            agency: None,
            holder: None,
            due_before: Some(self.time.now()),
            after: filter.after.as_ref().and_then(from),
            limit: PAGE + 1,
        };
        let mut found = self.store.findings(query).await?;
        let next = cut(&mut found).map(|last| (last.due_at.as_second(), last.id.clone()));
        let mut rows = Vec::new();
        for finding in found {
            // It was contacted since the list was read.
            let Some(row) = self.store.dossier(&finding.county, &finding.subject).await? else { continue };
            rows.push(ListedDossier { row, mark: finding.person });
        }
        if let Some(class) = &filter.class {
            rows.retain(|listed| listed.row.class == *class);
        }
        Ok(AssistancePage { items: self.lines(rows).await?, next })
    }

    /// Everybody whose assistance ended: nothing ends their status once more.
    pub(crate) async fn ended_assistance(&self) -> Result<BTreeSet<String>, AppError> {
        let scope = Scope { states: Some(AssistanceOnly::Ended.states()), ..Scope::everything() };
        let (kind, limit) = (ASSISTANCE.to_owned(), PAGE + 1);
        let mut query = DossierQuery { scope, kind, limit, ..DossierQuery::default() };
        let mut people = BTreeSet::new();
        loop {
            let mut rows = self.store.dossiers(&query).await?;
            query.after = cut(&mut rows).map(|last| (last.row.place, last.row.id.clone()));
            people.extend(rows.into_iter().map(|listed| listed.row.person));
            if query.after.is_none() {
                return Ok(people);
            }
        }
    }

    async fn lines(&self, rows: Vec<ListedDossier>) -> Result<Vec<AssistanceLine>, AppError> {
        let marks: Vec<&PersonMark> = rows.iter().filter_map(|listed| listed.mark.as_ref()).collect();
        let cards = self.cards(marks.iter().copied()).await?;
        let cards: BTreeMap<String, _> = marks.iter().map(|mark| mark.id.clone()).zip(cards).collect();
        let line = |listed: ListedDossier| {
            let card = cards.get(&listed.row.person);
            let (name, masked) = card.map(|c| (c.name.clone(), c.masked.clone())).unwrap_or_default();
            self.line(listed.row, name, masked)
        };
        rows.into_iter().map(line).collect()
    }

    fn line(&self, row: DossierRow, name: String, masked: String) -> Result<AssistanceLine, AppError> {
        let assistance: Assistance = crate::read_json(row.body)?;
        let now = self.time.now();
        let mut owed: Vec<(Owed, Timestamp)> = Vec::new();
        for one in assistance.owed() {
            let due = self.due_of(&one)?;
            owed.push((one, due));
        }
        let late = |(one, due): &(Owed, Timestamp)| one.kind == OwedKind::Contact && *due < now;
        let neglected = owed.iter().any(late);
        let next = owed.into_iter().min_by_key(|(_, due)| *due).map(|(one, due)| {
            let day = self.rules.zone().to_datetime(due).date();
            (one.kind, due, self.days_left(day))
        });
        let helper = assistance.helper.as_ref().map(|helper| self.staff_name(helper.user.as_str()));
        let (person, station) = (assistance.person.clone(), assistance.station.clone());
        Ok(AssistanceLine { person, name, masked, station, assistance, helper, next, neglected })
    }
}

/// Cuts a page to its length; the last row that stays, where there are more.
fn cut<T>(rows: &mut Vec<T>) -> Option<&T> {
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    rows.last().filter(|_| more)
}
