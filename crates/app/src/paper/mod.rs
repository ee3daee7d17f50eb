//! The papers of a case: what came in as photo or scan, where each original is, what was issued,
//! and whether a paper that somebody holds is genuine.
//!
//! * `scan` keeps photos and scans, `hand_in` takes them from the person, `checklist` says what
//!   is missing
//! * `original` moves originals, `away` lists those that are out
//! * `issue` issues papers, `sign` puts a drawn signature on one, `verify` checks one

mod away;
mod checklist;
pub(crate) mod code;
mod hand_in;
mod issue;
mod original;
mod proof;
mod scan;
mod sign;
mod verify;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::case::Case;
use leye_domain::id::{CaseId, PapersId};
use leye_domain::paper::{PaperAct, PaperEvent, Papers, decide};
use leye_domain::staff::{Actor, Staff};
use leye_store::{AuditEntry, Commit, DutyChange, NewEvent, StoredEvent, Stream};

pub use away::{AwayFilter, AwayOnly, AwayPage, AwayPaper};
pub use checklist::{CheckedProof, Checklist};
pub use code::grouped;
pub use hand_in::HandIn;
pub use issue::{IssuedPaper, ToIssue};
pub use original::Move;
pub use proof::{PAPER_KIND, PaperFault, PaperProof, SignedProof, verify as verify_file};
pub use scan::{Intake, ToKeep};
pub use sign::SIGNATURE;
pub use verify::{FoundPaper, Standing};

use crate::App;
use crate::access::{Deed, Target};
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// How often it is tried again when somebody else wrote about the same papers meanwhile.
const TRIES: usize = 8;

/// A fingerprint as it is written.
fn digest_of(hash: &[u8]) -> String {
    HEXLOWER.encode(hash)
}

/// What the events of the papers of a case made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Papers, AppError> {
    let faulty = || AppError::Rules("the papers' events do not follow from each other".into());
    let stream = events.first().map(|event| event.stream.as_str()).unwrap_or_default();
    let case = stream.strip_suffix("-papers").and_then(|id| CaseId::parse(id).ok()).ok_or_else(faulty)?;
    events.iter().try_fold(Papers::new(case), |papers, stored| {
        let event: PaperEvent = crate::read_json(joined(stored))?;
        papers.after((&event, &stored.actor, stored.at)).ok_or_else(faulty)
    })
}

impl App {
    /// The papers of a case, for who may read it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where they may not see the case.
    pub async fn papers(&self, staff: &Staff, id: &CaseId) -> Result<Papers, AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        self.papers_of(id).await
    }

    /// Whether somebody may keep the papers of a case: issue them, keep scans, move originals.
    pub fn may_keep_papers(&self, staff: &Staff, case: &Case) -> bool {
        self.access.may(staff, Deed::KeepPapers, Target::Case(case))
    }

    /// The case, for who may keep its papers.
    async fn keeping(&self, staff: &Staff, id: &CaseId) -> Result<Case, AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        if self.may_keep_papers(staff, &case) { Ok(case) } else { Err(AppError::Forbidden { act: None }) }
    }

    async fn papers_of(&self, case: &CaseId) -> Result<Papers, AppError> {
        let id = PapersId::of(case);
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() { Ok(Papers::new(case.clone())) } else { fold(&events) }
    }

    /// Decides and writes, again where somebody else wrote meanwhile.
    async fn change_papers(
        &self,
        actor: &Actor,
        agency: &AgencyCode,
        case: &Case,
        act: PaperAct,
    ) -> Result<PaperEvent, AppError> {
        let mut tries = 0;
        loop {
            let papers = self.papers_of(&case.id).await?;
            let event = decide(&papers, act.clone(), agency, &case.station)?;
            match self.commit_papers(papers, case, &event, actor, self.time.now()).await {
                Ok(()) => return Ok(event),
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    async fn commit_papers(
        &self,
        before: Papers,
        case: &Case,
        event: &PaperEvent,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let (id, version) = (before.id(), before.version);
        let (kind, body) = split(serde_json::to_value(event))?;
        let word = actor.as_str().to_owned();
        let pack = self.policy(now).hash.clone();
        let person = case.person.as_str();
        let old = self.original_duties(&before, person);
        let after = before
            .after((event, &word, now))
            .ok_or_else(|| AppError::Rules("the papers' events do not follow from each other".into()))?;
        let open = self.original_duties(&after, person);
        let is_gone = |id: &String| open.iter().all(|kept| kept.id != *id);
        let close = old.into_iter().map(|duty| duty.id).filter(is_gone).collect();
        let audit = AuditEntry {
            at: now,
            actor: word.clone(),
            agency: actor.staff().map(|staff| staff.agency.as_str().to_owned()),
            action: kind.clone(),
            subject: case.id.as_str().to_owned(),
            person: Some(person.to_owned()),
            reason: None,
        };
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: version,
            person: Some(person.to_owned()),
            new_person: false,
            events: vec![NewEvent { at: now, kind, actor: word, schema: SCHEMA, pack, body }],
            rows: Vec::new(),
            duties: DutyChange { close, open },
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(())
    }
}
