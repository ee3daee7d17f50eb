//! The screening of the register: the exit articles of everybody who is determined, and never
//! the conditions of entry. A job does not end the status (B3.5).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::Applicant;
use leye_domain::case::{Case, StateName};
use leye_domain::clock::{Budget, Clock};
use leye_domain::id::{PersonId, StandingId};
use leye_domain::staff::Actor;
use leye_domain::standing::{ExitReason, ForeseenEnd, Screened, Standing, StandingEvent};
use leye_pack::Terms;
use leye_rules::{ExitEngine, ExitRuling, JudgedExit};
use leye_store::DutyRow;
use serde::Serialize;

use super::facts::{grounds_of, person_of};
use super::write;
use crate::App;
use crate::error::AppError;

/// People of a page.
const PAGE: i64 = 400;
/// How often a person is looked at again when somebody else was first.
const TRIES: usize = 4;
/// The setting that remembers the last day on which the service screened by itself.
const LAST: &str = "register_screened";

/// What a screening of the register came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegisterScreening {
    /// The day.
    pub on: Date,
    /// Determined people whose exit articles were asked.
    pub people: u64,
    /// Reviews that were opened.
    pub opened: u64,
    /// Reviews whose reasons changed.
    pub changed: u64,
    /// Reviews that went because no reason is left.
    pub withdrawn: u64,
    /// People whose known ends were written down anew.
    pub foreseen: u64,
    /// People whose facts could not be judged; the log names them by id.
    pub failed: u64,
}

/// Somebody who is determined.
struct Determined {
    applicant: Applicant,
    cases: Vec<Case>,
    /// An exit ended the status: what was found before goes.
    ended: bool,
}

impl App {
    /// Asks the exit articles of everybody determined, as of a day. The same screening twice
    /// leaves nothing new. `progress` is told how many people were looked at.
    ///
    /// # Errors
    /// A pack that is not in force on the day; storage failures. What was written before stays.
    pub async fn screen_register(
        &self,
        on: Date,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<RegisterScreening, AppError> {
        let mut screening = RegisterScreening { on, ..RegisterScreening::default() };
        if self.rules.pack().exits.is_empty() {
            return Ok(screening);
        }
        let engine = ExitEngine::new(&self.rules.pack(), on).map_err(|e| AppError::Rules(e.to_string()))?;
        let ended = self.ended_assistance().await?;
        let (mut county, mut id) = (String::new(), String::new());
        let mut looked = 0;
        loop {
            let completed = StateName::Completed.as_str();
            let page = self.store.register_page((&county, &id), completed, PAGE).await?;
            let Some(last) = page.people.last() else { return Ok(screening) };
            (county, id) = (last.county.clone(), last.id.clone());
            looked += u64::try_from(page.people.len()).unwrap_or_default();
            let mut cases: BTreeMap<String, Vec<Case>> = BTreeMap::new();
            for row in page.cases {
                cases.entry(row.person.clone()).or_default().push(crate::read_json(row.body)?);
            }
            let mut people = Vec::new();
            for row in page.people {
                let applicant: Applicant = crate::read_json(row.body)?;
                let cases = cases.remove(applicant.id.as_str()).unwrap_or_default();
                if applicant.determination.is_some() || !cases.is_empty() {
                    let ended = ended.contains(applicant.id.as_str());
                    people.push(Determined { applicant, cases, ended });
                }
            }
            self.screen_page(&engine, &people, &mut screening).await?;
            progress(looked);
        }
    }

    /// The screening that the service makes by itself, once a day; households are looked at, too.
    ///
    /// # Errors
    /// As [`App::screen_register`].
    pub async fn screen_register_daily(&self) -> Result<Option<RegisterScreening>, AppError> {
        let today = self.today();
        if self.store.setting(LAST).await?.as_deref() == Some(&today.to_string()) {
            return Ok(None);
        }
        let screening = self.screen_register(today, &|_| {}).await?;
        self.look_at_households().await?;
        self.store.put_setting(LAST, &today.to_string()).await?;
        Ok(Some(screening))
    }

    async fn screen_page(
        &self,
        engine: &ExitEngine,
        people: &[Determined],
        screening: &mut RegisterScreening,
    ) -> Result<(), AppError> {
        for county in people.chunk_by(|a, b| a.applicant.id.county() == b.applicant.id.county()) {
            let ids = || county.iter().map(|one| StandingId::of(&one.applicant.id));
            let (Some(first), Some(last)) = (ids().min(), ids().max()) else { continue };
            let (from, to) = (format!("{first}/"), format!("{last}0"));
            let mut owed: BTreeMap<String, Vec<DutyRow>> = BTreeMap::new();
            for duty in self.store.duties_between(first.county(), &from, &to).await? {
                owed.entry(duty.subject.clone()).or_default().push(duty);
            }
            for one in county {
                screening.people += u64::from(!one.ended);
                let own = owed.remove(StandingId::of(&one.applicant.id).as_str()).unwrap_or_default();
                match self.screen_one(engine, one, &own).await {
                    Ok(events) => screening.count(&events),
                    // Somebody was erased meanwhile.
                    Err(AppError::Erased) => {}
                    Err(AppError::Rules(why)) => {
                        tracing::error!(person = %one.applicant.id, why, "cannot be screened");
                        screening.failed += 1;
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    async fn screen_one(
        &self,
        engine: &ExitEngine,
        one: &Determined,
        owed: &[DutyRow],
    ) -> Result<Vec<StandingEvent>, AppError> {
        let Some(details) = one.applicant.details.get() else { return Ok(Vec::new()) };
        let person = person_of(&self.rules.pack(), details, one.cases.last());
        let grounds = grounds_of(&one.applicant, &one.cases);
        let ruling = engine
            .judge(&person.facts, &person.household, &grounds)
            .map_err(|error| AppError::Rules(error.to_string()))?;
        let found = if one.ended { Screened::default() } else { found(&ruling) };
        if self.is_known(&found, owed)? {
            return Ok(Vec::new());
        }
        let mut tries = 0;
        loop {
            let (id, station) = (&one.applicant.id, &one.applicant.station);
            let standing = self.standing_of(id).await?;
            let standing = standing.unwrap_or_else(|| Standing::new(id.clone(), station.clone()));
            let now = self.time.now();
            let due = self.term("review", station, now)?;
            let events = standing.screened(found.clone(), due);
            if events.is_empty() {
                return Ok(events);
            }
            match self.commit_standing(standing, &events, &Actor::Service, now).await {
                Ok(()) => return Ok(events),
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether nothing was found that the duties do not say already. A reason has to be looked up:
    /// the duty does not tell it.
    fn is_known(&self, found: &Screened, owed: &[DutyRow]) -> Result<bool, AppError> {
        if !found.reasons.is_empty() || owed.iter().any(|duty| duty.kind == write::REVIEW) {
            return Ok(false);
        }
        let days = found.ends.iter().map(|end| self.begins(end.on)).collect::<Result<BTreeSet<_>, _>>()?;
        let known: BTreeSet<Timestamp> = owed.iter().filter_map(|duty| duty.due_at).collect();
        Ok(days == known && owed.len() == found.ends.len())
    }

    /// When something is due that a screening brings, by a term of the pack.
    pub(crate) fn term(
        &self,
        name: &str,
        station: &AgencyCode,
        now: Timestamp,
    ) -> Result<Timestamp, AppError> {
        let pack = self.rules.pack();
        let terms = pack.exit_terms.as_ref();
        self.term_of(
            terms.ok_or_else(|| AppError::Rules("the pack has no exit/terms.toml".into()))?,
            name,
            station,
            now,
        )
    }

    /// When so many working days have passed at an agency, by a term of the pack.
    pub(crate) fn term_of(
        &self,
        terms: &Terms,
        name: &str,
        agency: &AgencyCode,
        now: Timestamp,
    ) -> Result<Timestamp, AppError> {
        let policy = self.policy(now);
        let today = policy.zone.to_datetime(now).date();
        let article = terms.article.article.clone();
        let lacking = || AppError::Rules(format!("the terms of {article} give no `{name}` for {today}"));
        let amount = terms.values.amount(name, today).ok_or_else(lacking)?;
        let clock = Clock {
            limit: name.to_owned(),
            article: article.clone(),
            started: now,
            budget: Budget::working(amount),
            close: self.close_of_business(agency),
            ledger: Vec::new(),
        };
        let reading =
            clock.read(&policy.calendar, &policy.zone).map_err(|e| AppError::Rules(e.to_string()))?;
        reading.due_at().ok_or_else(lacking)
    }
}

impl RegisterScreening {
    fn count(&mut self, events: &[StandingEvent]) {
        for event in events {
            match event {
                StandingEvent::ReviewOpened { .. } => self.opened += 1,
                StandingEvent::ReviewChanged { .. } => self.changed += 1,
                StandingEvent::ReviewWithdrawn => self.withdrawn += 1,
                StandingEvent::EndsForeseen { .. } => self.foreseen += 1,
                StandingEvent::FollowingBegun { .. }
                | StandingEvent::FollowingRelocated { .. }
                | StandingEvent::ReviewClosed { .. } => {}
            }
        }
    }
}

/// What a ruling says to a station: the articles that apply, and what is known to come.
fn found(ruling: &ExitRuling) -> Screened {
    let applies = |exit: &&JudgedExit| exit.applies == Some(true);
    let reason = |exit: &JudgedExit| ExitReason {
        article: exit.article.to_string(),
        grounds: exit.grounds.clone(),
        used: exit
            .used
            .iter()
            .map(|(name, value)| (name.to_string(), serde_json::json!(value).to_string()))
            .collect(),
    };
    let ends = ruling.later.iter().map(|end| ForeseenEnd {
        on: end.on,
        article: end.article.clone(),
        grounds: end.grounds.clone(),
    });
    Screened { reasons: ruling.articles.iter().filter(applies).map(reason).collect(), ends: ends.collect() }
}

impl App {
    /// What the register follows of somebody; none where it follows nothing yet.
    pub(crate) async fn standing_of(&self, person: &PersonId) -> Result<Option<Standing>, AppError> {
        let id = StandingId::of(person);
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() {
            return Ok(None);
        }
        write::fold(&events).map(Some)
    }
}
