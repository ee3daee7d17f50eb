//! The originals that are out: where each is, what is overdue, what is lost (C3.4).

use std::collections::BTreeMap;

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::CaseId;
use leye_domain::paper::{Original, Papers};
use leye_domain::staff::{Role, Staff};
use leye_store::{FindingsQuery, PersonMark};

use super::fold;
use super::original::{LOST, ORIGINAL};
use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::error::AppError;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AwayOnly {
    /// All that are out, at and below one's agency.
    #[default]
    All,
    /// What lies at one's own agency, or is to be taken there.
    Here,
    /// What is overdue.
    Late,
    /// What is lost.
    Lost,
}

impl AwayOnly {
    /// Every choice.
    pub const ALL: [AwayOnly; 4] = [AwayOnly::All, AwayOnly::Here, AwayOnly::Late, AwayOnly::Lost];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            AwayOnly::All => "all",
            AwayOnly::Here => "here",
            AwayOnly::Late => "late",
            AwayOnly::Lost => "lost",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<AwayOnly> {
        AwayOnly::ALL.into_iter().find(|only| only.as_str() == text)
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct AwayFilter {
    /// Which of them.
    pub only: AwayOnly,
    /// The place after which the page begins.
    pub after: Option<(Timestamp, String)>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct AwayPaper {
    /// The case.
    pub case: CaseId,
    /// Its number in the case.
    pub number: u32,
    /// Where it is.
    pub original: Original,
    /// Name of the person; empty where they were erased.
    pub name: String,
    /// Masked identity number.
    pub masked: String,
    /// When it is overdue.
    pub due_at: Timestamp,
    /// Working days left, negative when late.
    pub days_left: i64,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct AwayPage {
    /// The rows, by due time.
    pub items: Vec<AwayPaper>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(Timestamp, String)>,
}

impl App {
    /// A page of the originals that are out, at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn originals_away(&self, staff: &Staff, filter: &AwayFilter) -> Result<AwayPage, AppError> {
        let scope = listed_scope_of(staff);
        let query = FindingsQuery {
            scope,
            kind: if filter.only == AwayOnly::Lost { LOST } else { ORIGINAL }.to_owned(),
            agency: (filter.only == AwayOnly::Here).then(|| staff.agency.as_str().to_owned()),
            holder: None,
            due_before: (filter.only == AwayOnly::Late).then(|| self.time.now()),
            after: filter.after.clone(),
            limit: PAGE + 1,
        };
        let mut rows = self.store.findings(query).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| (row.due_at, row.id.clone()));
        let marks: Vec<&PersonMark> = rows.iter().filter_map(|row| row.person.as_ref()).collect();
        let cards = self.cards(marks.iter().copied()).await?;
        let cards: BTreeMap<&str, _> = marks.iter().map(|mark| mark.id.as_str()).zip(cards).collect();
        let mut known: BTreeMap<&str, Papers> = BTreeMap::new();
        let mut items = Vec::new();
        for row in &rows {
            if !known.contains_key(row.subject.as_str()) {
                let events = self.store.stream_events(&row.county, &row.subject).await?;
                known.insert(&row.subject, fold(&events)?);
            }
            let card = row.person.as_ref().and_then(|mark| cards.get(mark.id.as_str()));
            let (name, masked) = card.map(|c| (c.name.clone(), c.masked.clone())).unwrap_or_default();
            let number = row.id.rsplit_once('/').and_then(|(_, number)| number.parse().ok());
            let papers = known.get(row.subject.as_str());
            // It came back since the list was read.
            let Some((papers, number)) = papers.zip(number) else { continue };
            let Some(original) = papers.originals.get(&number) else { continue };
            items.push(AwayPaper {
                case: papers.case.clone(),
                number,
                original: original.clone(),
                name,
                masked,
                due_at: row.due_at,
                days_left: self.days_left(self.rules.zone().to_datetime(row.due_at).date()),
            });
        }
        Ok(AwayPage { items, next })
    }

    /// How many originals lie at the agency of a member of staff or are to be taken there, and how
    /// many of them are overdue.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn originals_owed(&self, staff: &Staff) -> Result<(i64, i64), AppError> {
        if staff.role == Role::Administrator {
            return Ok((0, 0));
        }
        Ok(self.store.findings_owed(staff.agency.as_str(), ORIGINAL, self.time.now()).await?)
    }

    /// The three agencies between which the originals of a case travel.
    pub fn ways(&self, station: &AgencyCode) -> [AgencyCode; 3] {
        [Level::Station, Level::Office, Level::Bureau].map(|level| station.at(level))
    }
}
