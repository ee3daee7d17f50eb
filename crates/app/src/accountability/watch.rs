//! What happens by itself: warnings before and after a time limit, each once for ever, and a docket
//! for every term that was missed.

use jiff::Timestamp;
use leye_domain::accountability::{DocketTerms, Rung, ladder, open};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::DocketId;
use leye_domain::staff::Actor;
use leye_pack::Accountability;
use leye_store::{CommitError, DutyRow, TermRow, Warning};
use sha2::{Digest, Sha256};

use super::matter::Filed;
use crate::App;
use crate::error::AppError;

/// How many are looked at in one go.
const BATCH: i64 = 200;
/// What is written where a missed term needs no docket.
const NONE: &str = "none";
/// Ids of dockets have ten digits.
const SERIALS: u64 = 10_000_000_000;

impl App {
    /// Gives the warnings that are due, and opens dockets of what was missed; how many of both.
    ///
    /// # Errors
    /// Storage failures. A duty or term that cannot be dealt with is logged and left for the next round.
    pub async fn watch_time_limits(&self) -> Result<(usize, usize), AppError> {
        self.note_alive().await?;
        let Some(rules) = self.accountability() else { return Ok((0, 0)) };
        let (mut warned, mut opened) = (0, 0);
        loop {
            let ringing = self.store.ringing(self.time.now(), BATCH).await?;
            let mut dealt = 0;
            for duty in &ringing {
                match self.warn(duty, &rules).await {
                    Ok(count) => (warned, dealt) = (warned + count, dealt + 1),
                    Err(error) => tracing::error!(duty = %duty.id, %error, "warnings could not be given"),
                }
            }
            if dealt == 0 {
                break;
            }
        }
        loop {
            let missed = self.store.terms_without_docket(BATCH).await?;
            let mut dealt = 0;
            for term in &missed {
                match self.docket_of(term, &rules).await {
                    Ok(None) => {}
                    Ok(Some(is_new)) => (opened, dealt) = (opened + usize::from(is_new), dealt + 1),
                    Err(error) => tracing::error!(duty = %term.duty, %error, "a docket could not be opened"),
                }
            }
            if dealt == 0 {
                return Ok((warned, opened));
            }
        }
    }

    /// Gives every warning of a duty that is due by now, and says when the next one is.
    async fn warn(&self, duty: &DutyRow, rules: &Accountability) -> Result<usize, AppError> {
        let now = self.time.now();
        // Text of a far year sorts behind every other instant.
        let none = Timestamp::MAX;
        let Some(due) = duty.due_at.filter(|_| rules.warns(&duty.kind, &duty.step)) else {
            self.store.ring(duty, &[], (now, none), false).await?;
            return Ok(0);
        };
        let policy = self.policy(due);
        let rungs =
            ladder((duty.begun_at, due), &self.ladder_rules(rules)?, (&policy.calendar, &policy.zone))
                .map_err(|e| AppError::Rules(e.to_string()))?;
        let is_due = |at: &Timestamp| *at < now;
        let warnings: Vec<Warning> =
            rungs.iter().filter(|(_, at)| is_due(at)).map(|(rung, _)| warning(duty, *rung)).collect();
        let next = rungs.iter().map(|(_, at)| *at).filter(|at| !is_due(at)).min().unwrap_or(none);
        self.store.ring(duty, &warnings, (now, next), due < now).await?;
        Ok(warnings.len())
    }

    /// Opens the docket of a missed term, or notes that it needs none; whether one was opened. None
    /// where that is not decided yet: an outage gave it more time.
    async fn docket_of(&self, term: &TermRow, rules: &Accountability) -> Result<Option<bool>, AppError> {
        if !rules.opens_docket(&term.kind, &term.step) {
            self.store.set_docket(term, NONE).await?;
            return Ok(Some(false));
        }
        let breach = self.breach(term, rules).await?;
        if term.done_at.is_some_and(|done| done <= breach.effective) {
            self.store.set_docket(term, NONE).await?;
            return Ok(Some(false));
        }
        let now = self.time.now();
        if term.done_at.is_none() && now <= breach.effective {
            return Ok(None);
        }
        let terms = self.docket_terms(&breach.agency, now)?;
        for attempt in 0..SERIALS {
            let id = DocketId::new(&term.county, serial(term, attempt));
            let Some(event) = open(id.clone(), breach.clone(), terms) else {
                self.store.set_docket(term, NONE).await?;
                return Ok(Some(false));
            };
            let commit = self.planned::<Filed>(None, &event, None, (&Actor::Service, now))?;
            match self.store.commit(commit).await {
                Ok(_) => {
                    self.store.set_docket(term, id.as_str()).await?;
                    return Ok(Some(true));
                }
                Err(CommitError::Conflict { .. } | CommitError::DuplicateKey) => {
                    let there: Filed = self.matter(id.county(), id.as_str()).await?;
                    let known = &there.docket.breach;
                    if (&known.duty, &known.term) == (&term.duty, &term.term) {
                        self.store.set_docket(term, id.as_str()).await?;
                        return Ok(Some(false));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Rules(format!("no docket can be opened for {}", term.duty)))
    }

    /// The terms of a docket that an agency's miss opens, counted from now.
    pub(super) fn docket_terms(&self, agency: &AgencyCode, now: Timestamp) -> Result<DocketTerms, AppError> {
        let rules = self.accountability().ok_or_else(|| AppError::Rules("no pack for A2".into()))?;
        let above = |agency: &AgencyCode| {
            leye_domain::accountability::above(agency).unwrap_or_else(|| agency.clone())
        };
        let (finder, second) = (above(agency), above(&above(agency)));
        let term = |name, agency: &AgencyCode| self.term_of(&rules.terms, name, agency, now);
        Ok(DocketTerms {
            explain: term("explain", agency)?,
            find: term("find", &finder)?,
            object: term("object", agency)?,
            look: term("look", &second)?,
            remedy: term("remedy", agency)?,
        })
    }
}

/// The same term gives the same id: two services that find it at once open one docket. Another term may
/// have the same digits; then the next ones are tried.
fn serial(term: &TermRow, attempt: u64) -> u64 {
    let told = Sha256::digest(format!("{}\n{}\n{attempt}", term.duty, term.term));
    told.iter().take(8).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)) % SERIALS
}

/// A warning: whom to tell that which duty stands where. Nothing in it is personal.
fn warning(duty: &DutyRow, rung: Rung) -> Warning {
    let term = duty.begun_at.or(duty.due_at).map(|at| at.as_microsecond()).unwrap_or_default();
    let level = |level: Level| {
        let agency = duty.agency.parse::<AgencyCode>().ok().map(|code| code.at(level).as_str().to_owned());
        serde_json::json!({ "agency": agency })
    };
    let own = serde_json::json!({ "user": duty.holder, "agency": duty.agency });
    let to = match rung {
        Rung::ToOffice => level(Level::Office),
        Rung::ToBureau => level(Level::Bureau),
        _ => own,
    };
    let body = serde_json::json!({
        "duty": duty.id, "kind": duty.kind, "step": duty.step, "rung": rung.as_str(), "to": to,
        "due_at": duty.due_at.map(|at| at.to_string()),
    });
    Warning { id: format!("{}/{term}/{}", duty.id, rung.as_str()), body }
}
