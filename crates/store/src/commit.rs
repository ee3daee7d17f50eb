//! One commit: events, current state, duties, outbox, audit and the answer to the
//! request, done entirely or not at all.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    engine::{Failed, Guard},
    error::{CommitError, StoreError},
    idempotency::{IdempotencyAnswer, StoredAnswer},
    observe::Writing,
    plan,
    rows::{ApplicationRow, AuditEntry, DossierRow, DutyRow, EmployerRow, OutboxEntry, PersonRow},
    store::Store,
};

/// A case or a person: whatever has a chain of events of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream {
    /// County code, `230102`.
    pub county: String,
    /// Id, `230102-2026-48213907`. No space and no `/`.
    pub id: String,
}

/// An event to be appended.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// When it happened; kept to the microsecond.
    pub at: Timestamp,
    /// What happened.
    pub kind: String,
    /// Who did it.
    pub actor: String,
    /// Version of the body's form.
    pub schema: i64,
    /// Hash of the policy pack in force.
    pub pack: String,
    /// The facts; `{"$sealed": …}` around what is personal.
    pub body: Value,
}

/// A row of current state, written in the same commit as its events.
#[derive(Clone, Debug, PartialEq)]
pub enum Put {
    /// A person's file.
    Person(PersonRow),
    /// The keyed hashes by which a person's name is found; replaces the ones before.
    Tokens {
        /// Id of the person.
        person: String,
        /// Keyed hashes of parts of the name.
        tokens: Vec<String>,
    },
    /// An application.
    Application(ApplicationRow),
    /// An employer; its own key seals the body.
    Employer(EmployerRow),
    /// What is kept of a person or a household beside applications.
    Dossier(DossierRow),
}

/// What is no longer owed, and what is from now on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DutyChange {
    /// Ids of duties that are done or void.
    pub close: Vec<String>,
    /// New duties; one with the id of an open duty takes its place.
    pub open: Vec<DutyRow>,
}

impl DutyChange {
    /// True if nothing is closed and nothing opened.
    pub fn is_empty(&self) -> bool {
        self.close.is_empty() && self.open.is_empty()
    }
}

/// Everything that follows from one decision.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Whose chain the events are appended to.
    pub stream: Stream,
    /// The version that the decision saw; 0 for a new stream.
    pub expected_version: i64,
    /// Whose key seals the bodies.
    pub person: Option<String>,
    /// Make a key for that person in this commit.
    pub new_person: bool,
    /// What happened, in order. May be empty only if there is nothing else to check
    /// than the version.
    pub events: Vec<NewEvent>,
    /// Current state after them.
    pub rows: Vec<Put>,
    /// Duties after them.
    pub duties: DutyChange,
    /// What is to be sent.
    pub outbox: Vec<OutboxEntry>,
    /// What is to be recorded.
    pub audit: Vec<AuditEntry>,
    /// The answer that a repetition of the request will get.
    pub idempotency: Option<IdempotencyAnswer>,
}

/// Where a stream stands after a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Number of the last event.
    pub version: i64,
    /// Hash of the last event.
    pub head_hash: String,
}

impl Store {
    /// Makes one commit. Returns once it is on disk.
    ///
    /// # Errors
    /// See [`CommitError`]; nothing is stored then.
    pub async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        let mut committed = self.commit_all(vec![commit]).await?;
        committed.pop().ok_or_else(|| StoreError::Invalid("no commit".into()).into())
    }

    /// Makes several commits at once, all or none: a new person and their first case. All
    /// must lie in one county, each in a stream of its own.
    ///
    /// # Errors
    /// See [`CommitError`]; nothing is stored then.
    pub async fn commit_all(&self, commits: Vec<Commit>) -> Result<Vec<Committed>, CommitError> {
        plan::check(&commits)?;
        match self.attempt(&commits).await {
            // What was kept in memory about a stream may be out of date; the refusal made
            // us forget it, so the second attempt sees what is stored.
            Err(CommitError::Conflict { current_version }) if self.as_expected(&commits).await? => {
                tracing::debug!(current_version, "planned on an old head; planning again");
                let again = self.attempt(&commits).await;
                self.told(&commits, again).await
            }
            other => self.told(&commits, other).await,
        }
    }

    async fn attempt(&self, commits: &[Commit]) -> Result<Vec<Committed>, CommitError> {
        let plan = self.plan(commits).await?;
        let writing = Writing::begin();
        let applied = self.inner.engine.apply(plan.batch).await;
        drop(writing);
        match applied {
            Ok(_) => {
                if commits.iter().any(|commit| !commit.duties.is_empty()) {
                    self.inner.owed.changed();
                }
                for (commit, done) in commits.iter().zip(&plan.committed) {
                    self.inner.heads.put(&commit.stream, done);
                }
                for (county, person, key) in plan.new_keys {
                    self.inner.key_cache.put(&county, &person, key);
                }
                Ok(plan.committed)
            }
            Err(failed) => Err(self.refusal(commits, failed).await?),
        }
    }

    async fn refusal(&self, commits: &[Commit], failed: Failed) -> Result<CommitError, StoreError> {
        for commit in commits {
            self.inner.heads.forget(&commit.stream);
            if let Some(person) = &commit.person {
                self.inner.key_cache.forget(&commit.stream.county, person);
            }
        }
        Ok(match failed {
            Failed::Guard(Guard::Version(place)) => {
                let current_version = match commits.get(place) {
                    Some(commit) => self.head(&commit.stream).await?.map_or(0, |head| head.version),
                    None => 0,
                };
                CommitError::Conflict { current_version }
            }
            Failed::Guard(Guard::Erased) => CommitError::Erased,
            Failed::Guard(Guard::NewPerson | Guard::Answered) | Failed::Duplicate => {
                CommitError::DuplicateKey
            }
            Failed::Guard(Guard::Unchanged) => StoreError::Changed("a record".into()).into(),
            Failed::Store(error) => error.into(),
        })
    }

    /// True if every stream stands where the commits saw it.
    async fn as_expected(&self, commits: &[Commit]) -> Result<bool, StoreError> {
        for commit in commits {
            let stored = self.head(&commit.stream).await?.map_or(0, |head| head.version);
            if stored != commit.expected_version {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A refused repetition of a request gets the first answer instead of the refusal.
    async fn told(
        &self,
        commits: &[Commit],
        outcome: Result<Vec<Committed>, CommitError>,
    ) -> Result<Vec<Committed>, CommitError> {
        let Err(refusal) = outcome else { return outcome };
        if matches!(refusal, CommitError::Store(_)) {
            return Err(refusal);
        }
        for commit in commits {
            let Some(request) = &commit.idempotency else { continue };
            let first = self.idempotent(&commit.stream.county, &request.user, &request.key).await?;
            if let Some(first) = first {
                return Err(repeated(first, request));
            }
        }
        Err(refusal)
    }
}

fn repeated(first: StoredAnswer, request: &IdempotencyAnswer) -> CommitError {
    if first.request_hash == request.request_hash {
        CommitError::Idempotent(Box::new(first))
    } else {
        CommitError::KeyReused
    }
}
