//! Lists of what screenings found: reviews, ends to come, people to reach out to. One access
//! decision gives the scope; rows are masked where they are shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::id::PersonId;
use leye_domain::outreach::{Outreach, Prospect};
use leye_domain::staff::{Role, Staff};
use leye_domain::standing::{ExitReason, ForeseenEnd, Standing};
use leye_store::{FindingRow, FindingsQuery, PersonMark};

use super::write;
use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::error::AppError;
use crate::outreach;

/// What a list is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingKind {
    /// Reviews of determined people.
    #[default]
    Review,
    /// Ends that are known to come.
    Foreseen,
    /// People to reach out to.
    Outreach,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: [FindingKind; 3] = [FindingKind::Review, FindingKind::Foreseen, FindingKind::Outreach];

    /// The kind of the duty.
    pub fn as_str(self) -> &'static str {
        match self {
            FindingKind::Review => write::REVIEW,
            FindingKind::Foreseen => write::FORESEEN,
            FindingKind::Outreach => outreach::OUTREACH,
        }
    }

    /// Reads it.
    pub fn parse(text: &str) -> Option<FindingKind> {
        FindingKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What is asked of a list.
#[derive(Clone, Debug, Default)]
pub struct FindingFilter {
    /// What it is of.
    pub kind: FindingKind,
    /// Only what is due before.
    pub due_before: Option<Timestamp>,
    /// The place after which the page begins.
    pub after: Option<(Timestamp, String)>,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum What {
    /// Reasons for a review.
    Review(Vec<ExitReason>),
    /// An end that is known to come.
    Foreseen(ForeseenEnd),
    /// Somebody to reach out to.
    Outreach(Prospect),
}

/// One row.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Whose file it is; none where the station keeps none.
    pub person: Option<PersonId>,
    /// Name; empty where it is not known.
    pub name: String,
    /// Masked identity number; empty where it is not known.
    pub masked: String,
    /// The station.
    pub station: AgencyCode,
    /// When it is due.
    pub due_at: Timestamp,
    /// Working days left, negative when late; none where the day lies far off.
    pub days_left: Option<i64>,
    /// What was found.
    pub what: What,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct FindingPage {
    /// The rows, by due time.
    pub items: Vec<Finding>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(Timestamp, String)>,
}

/// What the streams of a page say.
#[derive(Default)]
struct Known {
    standings: BTreeMap<String, Standing>,
    outreach: BTreeMap<String, Outreach>,
}

impl App {
    /// A page of what screenings found, at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn findings(&self, staff: &Staff, filter: &FindingFilter) -> Result<FindingPage, AppError> {
        let scope = listed_scope_of(staff);
        let agency = scope.station.clone();
        let query = FindingsQuery {
            scope,
            kind: filter.kind.as_str().to_owned(),
            agency,
            holder: None,
            due_before: filter.due_before,
            after: filter.after.clone(),
            limit: PAGE + 1,
        };
        let mut rows = self.store.findings(query).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| (row.due_at, row.id.clone()));
        let known = self.known_of(filter.kind, &rows).await?;
        let marks: Vec<&PersonMark> = rows.iter().filter_map(|row| row.person.as_ref()).collect();
        let cards = self.cards(marks.iter().copied()).await?;
        let cards: BTreeMap<&str, _> = marks.iter().map(|mark| mark.id.as_str()).zip(cards).collect();
        let mut items = Vec::new();
        for row in &rows {
            let card = row.person.as_ref().and_then(|mark| cards.get(mark.id.as_str()));
            let (name, masked) =
                card.map(|card| (card.name.clone(), card.masked.clone())).unwrap_or_default();
            items.extend(self.finding(row, filter.kind, &known, name, masked));
        }
        Ok(FindingPage { items, next })
    }

    /// How much the agency of a member of staff owes of a kind: in all, and late.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn findings_owed(&self, staff: &Staff, kind: FindingKind) -> Result<(i64, i64), AppError> {
        if staff.role == Role::Administrator {
            return Ok((0, 0));
        }
        let now = self.time.now();
        Ok(self.store.findings_owed(staff.agency.as_str(), kind.as_str(), now).await?)
    }

    async fn known_of(&self, kind: FindingKind, rows: &[FindingRow]) -> Result<Known, AppError> {
        let mut known = Known::default();
        for row in rows {
            let is_known =
                known.standings.contains_key(&row.subject) || known.outreach.contains_key(&row.subject);
            if is_known {
                continue;
            }
            let events = self.store.stream_events(&row.county, &row.subject).await?;
            if kind == FindingKind::Outreach {
                known.outreach.insert(row.subject.clone(), outreach::fold(&events)?);
            } else {
                known.standings.insert(row.subject.clone(), write::fold(&events)?);
            }
        }
        Ok(known)
    }

    /// None where the row was closed since it was listed.
    fn finding(
        &self,
        row: &FindingRow,
        kind: FindingKind,
        known: &Known,
        name: String,
        masked: String,
    ) -> Option<Finding> {
        let (_, place) = row.id.rsplit_once('/')?;
        let standing = || known.standings.get(&row.subject);
        let what = match kind {
            FindingKind::Review => What::Review(standing()?.review.as_ref()?.reasons.get()?.clone()),
            FindingKind::Foreseen => {
                let at: usize = place.strip_prefix("end-")?.parse().ok()?;
                What::Foreseen(standing()?.ends.get()?.get(at)?.clone())
            }
            FindingKind::Outreach => {
                let (prospect, _) = known.outreach.get(&row.subject)?.open.get(&place.parse().ok()?)?;
                What::Outreach(prospect.clone())
            }
        };
        let due_day = self.rules.zone().to_datetime(row.due_at).date();
        Some(Finding {
            person: row.person.as_ref().and_then(|mark| PersonId::parse(&mark.id).ok()),
            name,
            masked,
            station: row.station.parse().ok()?,
            due_at: row.due_at,
            // Working days of the years to come have no calendar yet.
            days_left: (kind != FindingKind::Foreseen).then(|| self.days_left(due_day)),
            what,
        })
    }
}
