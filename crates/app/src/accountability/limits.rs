//! What somebody owes by when, and how much was done in time.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use leye_domain::accountability::{Rung, ladder};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::{Role, Staff};
use leye_store::{DutiesOf, DutyRow, TermCount, TermQuery, TermRow};

use super::docket::STATES;
use crate::App;
use crate::access::listed_scope_of;
use crate::error::AppError;

/// How many are shown at once.
const MOST: i64 = 500;
/// How far ahead a list looks.
const AHEAD_DAYS: i64 = 62;

/// Whose time limits are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// One's own.
    #[default]
    Mine,
    /// Everything that one's agency owes.
    Agency,
    /// What was missed at and below one's agency.
    Missed,
}

impl Whose {
    /// Every list.
    pub const ALL: [Whose; 3] = [Whose::Mine, Whose::Agency, Whose::Missed];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Whose::Mine => "mine",
            Whose::Agency => "agency",
            Whose::Missed => "missed",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Whose> {
        Whose::ALL.into_iter().find(|whose| whose.as_str() == text)
    }
}

/// One time limit.
#[derive(Clone, Debug)]
pub struct LimitRow {
    /// The duty.
    pub duty: DutyRow,
    /// The day on which it is due.
    pub day: Date,
    /// When it is due.
    pub due: Timestamp,
    /// Working days that are left; below zero those since it was due.
    pub left: i64,
    /// The rung of the ladder on which it stands.
    pub rung: Option<Rung>,
}

/// A list of them.
#[derive(Clone, Debug)]
pub struct Limits {
    /// By due time.
    pub rows: Vec<LimitRow>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// How much was done in time.
#[derive(Clone, Debug)]
pub struct OnTime {
    /// By agency, holder, kind and step.
    pub rows: Vec<OnTimeRow>,
    /// Fewer terms than this say nothing.
    pub too_few: i64,
}

/// One figure of it.
#[derive(Clone, Debug)]
pub struct OnTimeRow {
    /// The agency.
    pub agency: AgencyCode,
    /// Who of it; none where nobody held it by name, or where it is of the whole agency.
    pub holder: Option<String>,
    /// What was owed.
    pub kind: String,
    /// The step.
    pub step: String,
    /// How many terms.
    pub all: i64,
    /// How many of them were missed.
    pub missed: i64,
}

/// One term behind a figure.
pub type TermLine = TermRow;

impl App {
    /// What somebody or their agency owes in the next weeks, or what was missed below them.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn limits(&self, staff: &Staff, whose: Whose) -> Result<Limits, AppError> {
        let now = self.time.now();
        let ahead = now.saturating_add(SignedDuration::from_hours(24 * AHEAD_DAYS)).unwrap_or(now);
        let (code, bureau) = (staff.agency.as_str(), staff.agency.at(Level::Bureau));
        let office = Some(code).filter(|_| staff.level() == Level::Office);
        let (of, until) = match whose {
            Whose::Mine => (DutiesOf::Holder(staff.user.as_str()), ahead),
            Whose::Agency => (DutiesOf::Agency(code), ahead),
            Whose::Missed if staff.level() == Level::Station => (DutiesOf::Agency(code), now),
            Whose::Missed => (DutiesOf::Below(bureau.as_str(), office), now),
        };
        if staff.role == Role::Administrator {
            return Ok(Limits { rows: Vec::new(), more: false });
        }
        let mut duties = self.store.duties_by(of, until, MOST + 1).await?;
        let more = duties.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
        duties.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        let warned = |duty: &DutyRow| match self.accountability() {
            Some(rules) => rules.warns(&duty.kind, &duty.step),
            None => true,
        };
        // What goes past an agency is not its affair, though it is about one of its people.
        let theirs = |duty: &DutyRow| duty.agency.parse().is_ok_and(|code| may_know(staff, &code));
        let mine = |duty: &DutyRow| duty.holder.as_deref() == Some(staff.user.as_str());
        duties.retain(|duty| warned(duty) && (theirs(duty) || mine(duty)));
        let rows = duties.into_iter().filter_map(|duty| self.limit_row(duty)).collect();
        Ok(Limits { rows, more })
    }

    fn limit_row(&self, duty: DutyRow) -> Option<LimitRow> {
        let due = duty.due_at?;
        let day = self.rules.zone().to_datetime(due).date();
        let (now, policy) = (self.time.now(), self.policy(due));
        let rules = self.accountability().and_then(|rules| self.ladder_rules(&rules).ok());
        let rungs = rules
            .and_then(|rules| ladder((duty.begun_at, due), &rules, (&policy.calendar, &policy.zone)).ok());
        let mut climbed = rungs.into_iter().flatten().filter(|(_, at)| *at < now);
        Some(LimitRow {
            day,
            due,
            left: self.days_left(day),
            rung: climbed.next_back().map(|(rung, _)| rung),
            duty,
        })
    }

    /// How many terms that were due in a period were kept, at and below the agency of a member of
    /// staff; at a station only the head sees more than their own.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn on_time(&self, staff: &Staff, period: (Date, Date)) -> Result<OnTime, AppError> {
        let rules = self.accountability();
        let too_few = rules.as_ref().map(|rules| self.amount(rules, "too_few")).transpose()?;
        let query = self.term_query(staff, period)?;
        let own = sees_only_own(staff);
        let row = |count: TermCount| {
            let agency = count.agency.parse::<AgencyCode>().ok().filter(|code| may_know(staff, code))?;
            let counts = rules.as_ref().is_some_and(|rules| rules.opens_docket(&count.kind, &count.step));
            let is_own = count.holder.as_deref() == Some(staff.user.as_str());
            let TermCount { holder, kind, step, all, missed, .. } = count;
            (counts && (is_own || !own)).then_some(OnTimeRow { agency, holder, kind, step, all, missed })
        };
        let rows = self.store.term_counts(&query).await?.into_iter().filter_map(row).collect();
        Ok(OnTime { rows, too_few: too_few.map_or(0, i64::from) })
    }

    /// The terms behind a figure, the newest first.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn terms_behind(
        &self,
        staff: &Staff,
        period: (Date, Date),
        row: &OnTimeRow,
    ) -> Result<Vec<TermLine>, AppError> {
        let own = sees_only_own(staff);
        if !may_know(staff, &row.agency) || (own && row.holder.as_deref() != Some(staff.user.as_str())) {
            return Ok(Vec::new());
        }
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let query = TermQuery {
            agency: Some(row.agency.as_str().to_owned()),
            holder: row.holder.clone(),
            kind: text(&row.kind),
            step: text(&row.step),
            limit: MOST,
            ..self.term_query(staff, period)?
        };
        Ok(self.store.terms(&query).await?)
    }

    fn term_query(&self, staff: &Staff, (from, to): (Date, Date)) -> Result<TermQuery, AppError> {
        let end = to.tomorrow().unwrap_or(to);
        let (from, until) = (self.begins(from)?, self.begins(end)?);
        Ok(TermQuery { scope: listed_scope_of(staff), from, until, ..TermQuery::default() })
    }

    /// How many dockets stand in each state, for who may see them.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn docket_counts(&self, staff: &Staff) -> Result<Vec<(&'static str, i64)>, AppError> {
        let page = self.dockets(staff, STATES[0], &None).await?;
        Ok(STATES
            .iter()
            .map(|state| (*state, page.counts.get(*state).copied().unwrap_or_default()))
            .collect())
    }
}

/// At a station nobody but the head sees how others kept their time limits.
fn sees_only_own(staff: &Staff) -> bool {
    staff.level() == Level::Station && !matches!(staff.role, Role::Head | Role::Auditor)
}

/// Whether what an agency owes is known to somebody: to who works there or above, and to auditors.
fn may_know(staff: &Staff, agency: &AgencyCode) -> bool {
    staff.role == Role::Auditor || staff.agency.covers(agency)
}
