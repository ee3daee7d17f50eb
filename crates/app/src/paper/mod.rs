//! The papers of a case: what was issued, and whether a paper that somebody holds is genuine.

mod code;
mod issue;
mod proof;
mod verify;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use leye_domain::case::Case;
use leye_domain::id::{CaseId, PapersId};
use leye_domain::paper::{PaperEvent, Papers};
use leye_domain::staff::Staff;
use leye_store::{AuditEntry, Commit, DutyChange, NewEvent, StoredEvent, Stream};

pub use code::grouped;
pub use issue::{IssuedPaper, ToIssue};
pub use proof::{PaperFault, PaperProof, verify as verify_file};
pub use verify::{FoundPaper, Standing};

use crate::App;
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

/// What the events made.
fn fold(case: &CaseId, events: &[StoredEvent]) -> Result<Papers, AppError> {
    let mut papers = Papers::new(case.clone());
    for stored in events {
        let event: PaperEvent = crate::read_json(joined(stored))?;
        let follows = papers.after((&event, &stored.actor, stored.at));
        papers = follows
            .ok_or_else(|| AppError::Rules(format!("the papers of {case} do not follow from each other")))?;
    }
    Ok(papers)
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

    async fn papers_of(&self, case: &CaseId) -> Result<Papers, AppError> {
        let id = PapersId::of(case);
        fold(case, &self.store.stream_events(id.county(), id.as_str()).await?)
    }

    async fn commit_papers(
        &self,
        before: &Papers,
        case: &Case,
        event: &PaperEvent,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let id = before.id();
        let (kind, body) = split(serde_json::to_value(event))?;
        let (actor, pack) = (staff.user.as_str().to_owned(), self.policy(now).hash.clone());
        let audit = AuditEntry {
            at: now,
            actor: actor.clone(),
            agency: Some(staff.agency.as_str().to_owned()),
            action: event.kind().to_owned(),
            subject: case.id.as_str().to_owned(),
            person: Some(case.person.as_str().to_owned()),
            reason: None,
        };
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: before.version,
            person: Some(case.person.as_str().to_owned()),
            new_person: false,
            events: vec![NewEvent { at: now, kind, actor, schema: SCHEMA, pack, body }],
            rows: Vec::new(),
            duties: DutyChange::default(),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(())
    }
}
