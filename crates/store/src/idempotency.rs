//! The first answer to every request that bore a key.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{engine::Reach, error::StoreError, statements::events, store::Store, value::params};

/// The answer that goes with a commit, so that a repetition of the request gets it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyAnswer {
    /// Who asked: keys of two users never meet.
    pub user: String,
    /// The key that came with the request.
    pub key: String,
    /// Hash of the request, to tell a repetition from another request.
    pub request_hash: String,
    /// Status code of the answer.
    pub status: i64,
    /// The answer.
    pub answer: String,
    /// Whose key seals the answer, if anything in it is personal.
    pub person: Option<String>,
}

/// An answer that was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// Hash of the request that it answered.
    pub request_hash: String,
    /// Status code.
    pub status: i64,
    /// The answer; empty once the person was erased.
    pub answer: String,
    /// When it was given.
    pub at: Timestamp,
}

impl IdempotencyAnswer {
    pub(crate) fn place(&self, county: &str) -> String {
        place(county, &self.user, &self.key)
    }

    pub(crate) fn stored(&self) -> Value {
        match self.person {
            Some(_) => json!({ "$sealed": self.answer }),
            None => json!(self.answer),
        }
    }
}

fn place(county: &str, user: &str, key: &str) -> String {
    format!("idempotency/{county}/{user}/{key}")
}

impl Store {
    /// The first answer to a request, if there was one. May be asked before deciding; a
    /// commit asks again by itself.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn idempotent(
        &self,
        county: &str,
        user: &str,
        key: &str,
    ) -> Result<Option<StoredAnswer>, StoreError> {
        let found = self.inner.engine.query(events::ANSWER, params![county, user, key]).await?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        let (request_hash, status, answer, at) = (row.text()?, row.int()?, row.json()?, row.instant()?);
        let (person, wrapped) = (row.opt_text()?, row.opt_blob()?);
        let place = place(county, user, key);
        let opened = self.open_body(county, person.as_deref(), wrapped.as_deref(), &place, answer)?;
        let answer =
            opened.as_str().or_else(|| opened.get("$sealed")?.as_str()).unwrap_or_default().to_owned();
        Ok(Some(StoredAnswer { request_hash, status, answer, at }))
    }

    /// Drops answers older than an instant.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn drop_answers_before(&self, at: Timestamp) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, events::DROP_ANSWERS, params![at], "old answers").await
    }
}
