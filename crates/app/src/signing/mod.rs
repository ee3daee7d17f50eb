//! The keys with which the service signs papers and receipts: a list that only grows. Each
//! follows from the master key by its number; that one took over from another is an event, in a
//! chain of its own, so that nobody changes the list unseen.

use std::sync::{Arc, PoisonError};

use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use leye_store::{Algorithm, AuditEntry, Commit, DutyChange, NewEvent, Store, StoredEvent, Stream};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;
use crate::ruling::ReceiptSignature;

/// The stream: of no county, so that no pack with another city leads away from it.
const COUNTY: &str = "000000";
const STREAM: &str = "signing-keys";
/// The kind of its events.
pub(crate) const ROTATED: &str = "signing_key_rotated";
/// Version of the form of their bodies.
const SCHEMA: i64 = 1;
/// How often a rotation is tried again because somebody else was quicker.
const TRIES: usize = 4;
/// A service notices within half a minute that another program rotated, and clocks differ.
const GRACE: SignedDuration = SignedDuration::from_mins(10);

/// Why a key is used no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It was time. What it signed stays good.
    Rotated,
    /// Somebody else may have it. Nothing that it signed counts.
    Revoked,
}

/// A key of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SigningKey {
    /// From 1.
    pub number: u32,
    /// How it signs.
    pub algorithm: Algorithm,
    /// The public half, in hexadecimal.
    pub key: String,
    /// Since when it signs; the first one does since the storage was made.
    pub since: Option<Timestamp>,
    /// When the next one took over, and why; none for the key in use.
    pub ended: Option<(Timestamp, Ending)>,
}

impl SigningKey {
    fn of(store: &Store, number: u32, algorithm: Algorithm, since: Option<Timestamp>) -> SigningKey {
        let key = HEXLOWER.encode(&store.public_key(number, algorithm));
        SigningKey { number, algorithm, key, since, ended: None }
    }

    /// Whether what it signed at an instant counts.
    fn counts(&self, at: Timestamp) -> bool {
        let begun = self.since.is_none_or(|since| at.saturating_add(GRACE).is_ok_and(|at| at >= since));
        let still = match self.ended {
            None => true,
            Some((_, Ending::Revoked)) => false,
            Some((end, Ending::Rotated)) => at.saturating_sub(GRACE).is_ok_and(|at| at <= end),
        };
        begun && still
    }
}

/// What an event says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rotated {
    /// The new key.
    number: u32,
    algorithm: Algorithm,
    key: String,
    /// Why the one before it ended.
    ended: Ending,
}

/// The list as its events made it: without any, the first key alone.
///
/// # Errors
/// Events that do not follow from one another; a key that does not follow from the master key.
pub(crate) fn fold(store: &Store, events: &[StoredEvent]) -> Result<Vec<SigningKey>, AppError> {
    let mut keys = vec![SigningKey::of(store, 1, Algorithm::Ed25519, None)];
    for stored in events {
        let wrong = |what: &str| {
            let place = format!("{}/{}/{}", stored.county, stored.stream, stored.seq);
            AppError::Rules(format!("{place}: {what}"))
        };
        if stored.kind != ROTATED {
            return Err(wrong("no rotation of a signing key"));
        }
        let rotated: Rotated = crate::read_json(stored.body.clone())?;
        let next = SigningKey::of(store, rotated.number, rotated.algorithm, Some(stored.at));
        let last = keys.last_mut().ok_or_else(|| wrong("no key"))?;
        if next.number != last.number + 1 {
            return Err(wrong("the numbers of the signing keys have a gap"));
        }
        if next.key != rotated.key {
            return Err(wrong("the signing key is not the one that follows from the master key"));
        }
        last.ended = Some((stored.at, rotated.ended));
        keys.push(next);
    }
    Ok(keys)
}

impl App {
    /// Every signing key, the one in use last.
    pub fn signing_keys(&self) -> Arc<Vec<SigningKey>> {
        self.signing.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The public key with which the service signs, in hexadecimal.
    pub fn signing_key(&self) -> String {
        self.signing_keys().last().map(|key| key.key.clone()).unwrap_or_default()
    }

    /// Whether a signature, which must hold, was made at this instant with a key of ours that
    /// counted then.
    pub(crate) fn is_ours(&self, signature: &ReceiptSignature, at: Timestamp) -> bool {
        let same = |key: &SigningKey| {
            key.algorithm.name() == signature.algorithm && key.key.eq_ignore_ascii_case(&signature.key)
        };
        self.signing_keys().iter().any(|key| same(key) && key.counts(at))
    }

    /// Signs with a new key from now on. What was signed before stays good, unless the key
    /// before is revoked. Other programs on this storage follow within half a minute.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn rotate_signing_key(
        &self,
        actor: &str,
        algorithm: Algorithm,
        ending: Ending,
    ) -> Result<SigningKey, AppError> {
        let mut tried = 0;
        loop {
            let keys = self.kept_signing_keys().await?;
            let (number, now) = (count(&keys) + 1, self.time.now());
            let next = SigningKey::of(&self.store, number, algorithm, Some(now));
            tried += 1;
            match self.store.commit(self.rotation(actor, &next, ending, now)?).await.map_err(AppError::from) {
                Err(AppError::Stale { .. }) if tried < TRIES => {}
                written => {
                    written?;
                    self.refresh_signing_keys().await?;
                    return Ok(next);
                }
            }
        }
    }

    fn rotation(
        &self,
        actor: &str,
        next: &SigningKey,
        ending: Ending,
        now: Timestamp,
    ) -> Result<Commit, AppError> {
        let SigningKey { number, algorithm, key, .. } = next.clone();
        let rotated = Rotated { number, algorithm, key, ended: ending };
        let body = serde_json::to_value(rotated).map_err(|e| AppError::Rules(e.to_string()))?;
        let (kind, actor, pack) = (ROTATED.to_owned(), actor.to_owned(), self.policy(now).hash.clone());
        let audit = AuditEntry {
            at: now,
            actor: actor.clone(),
            agency: None,
            action: kind.clone(),
            subject: STREAM.to_owned(),
            person: None,
            reason: None,
        };
        Ok(Commit {
            stream: stream(),
            // The first key has no event.
            expected_version: i64::from(next.number) - 2,
            person: None,
            new_person: false,
            events: vec![NewEvent { at: now, kind, actor, schema: SCHEMA, pack, body }],
            rows: Vec::new(),
            duties: DutyChange::default(),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        })
    }

    async fn kept_signing_keys(&self) -> Result<Vec<SigningKey>, AppError> {
        fold(&self.store, &self.store.stream_events(COUNTY, STREAM).await?)
    }

    /// Takes over a rotation, made here or by another program.
    pub(crate) async fn refresh_signing_keys(&self) -> Result<(), AppError> {
        let version = self.store.head(&stream()).await?.map_or(0, |head| head.version);
        if i64::from(count(&self.signing_keys())) == version + 1 {
            return Ok(());
        }
        let keys = self.kept_signing_keys().await?;
        if let Some(key) = keys.last() {
            self.store.sign_with(key.number, key.algorithm);
        }
        *self.signing.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        Ok(())
    }
}

fn stream() -> Stream {
    Stream { county: COUNTY.to_owned(), id: STREAM.to_owned() }
}

fn count(keys: &[SigningKey]) -> u32 {
    u32::try_from(keys.len()).unwrap_or(u32::MAX)
}
