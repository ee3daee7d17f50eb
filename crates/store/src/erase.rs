//! Erasing a person on purpose: the key goes, and with it everything sealed under it, in
//! events, state, answers, files, the write-ahead file and every later backup.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    audit,
    engine::{Batch, Expect, Failed, Guard, Query},
    error::StoreError,
    rows::AuditEntry,
    seal,
    statements::{case, dossiers, events, findings, people},
    store::Store,
    value::params,
};

/// Who is to be erased, why and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// County code.
    pub county: String,
    /// Id of the person.
    pub person: String,
    /// Why. Kept readable: it must not name the person.
    pub reason: String,
    /// Name of the user.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

/// How often an erasure is planned anew when the person's rows change meanwhile.
const ATTEMPTS: usize = 20;

impl Store {
    /// Destroys a person's key, drops all by which they could be found and their files, and
    /// records who did it and why. The chains stay whole; nobody can read the person any more.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] if there is no such person; [`StoreError::Changed`] if the
    /// person's rows change all the time; otherwise when storage fails.
    pub async fn erase_person(&self, erasure: Erasure) -> Result<(), StoreError> {
        let Erasure { county, person, reason, actor, at } = erasure;
        let entry = AuditEntry {
            at,
            actor,
            agency: None,
            action: "erase_person".to_owned(),
            subject: person.clone(),
            person: Some(person.clone()),
            reason: Some(reason),
        };
        if !self.is_known(&county, &person).await? {
            return Err(StoreError::Invalid("an erasure: no person with this id in this county".into()));
        }
        self.begin_dropping(&county, &person).await;
        for _ in 0..ATTEMPTS {
            let batch = self.plan_erasure(&county, &person, &entry).await?;
            let outcome = self.inner.engine.apply(batch).await;
            self.inner.key_cache.forget(&county, &person);
            match outcome {
                Ok(applied) => {
                    if !applied.scrubbed {
                        tracing::warn!(
                            "an erased key is still in the write-ahead file, because a long read holds it; it goes with a later commit"
                        );
                    }
                    // Another program may have taken the mark of an erasure not yet done.
                    self.begin_dropping(&county, &person).await;
                    self.drop_files().await;
                    return Ok(());
                }
                Err(Failed::Guard(_)) => continue,
                Err(Failed::Duplicate) => {
                    return Err(StoreError::Invalid("the erasure is recorded already".into()));
                }
                Err(Failed::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::Changed("the person's file".into()))
    }

    /// The person is erased: their files are garbage, which the next start removes where it
    /// cannot be done now.
    async fn drop_files(&self) {
        if let Err(error) = self.sweep_files().await {
            tracing::warn!(%error, "sealed files of an erased person stay until the next start");
        }
    }

    async fn is_known(&self, county: &str, person: &str) -> Result<bool, StoreError> {
        let query = |sql| Query { sql, params: params![county, person] };
        let found = self.inner.engine.query_all(vec![query(people::KEY_EXISTS), query(people::ONE)]).await?;
        Ok(found.iter().any(|rows| !rows.is_empty()))
    }

    async fn plan_erasure(
        &self,
        county: &str,
        person: &str,
        entry: &AuditEntry,
    ) -> Result<Batch, StoreError> {
        let engine = &self.inner.engine;
        let unchanged = Expect::Changed(Guard::Unchanged);
        let mut batch = Batch { scrub: true, ..Batch::of_county(county) };
        batch.step(people::DROP_KEY, params![county, person]);
        batch.step(people::DROP_TOKENS, params![county, person]);
        batch.step(findings::DROP_FINDINGS, params![county, person]);
        if let Some(mut row) = engine.query(people::ONE, params![county, person]).await?.into_iter().next() {
            // County, id, both hashes and the station come before the body.
            for _ in 0..5 {
                row.opt_text()?;
            }
            let (body, version) = (scrubbed(row.json()?)?, row.int()?);
            batch.expect(people::ERASE, params![body, county, person, version], unchanged);
        }
        for mut row in engine.query(case::BODIES_OF_PERSON, params![county, person]).await? {
            let (id, version, body) = (row.text()?, row.int()?, scrubbed(row.json()?)?);
            batch.expect(case::SCRUB_APPLICATION, params![body, county, id, version], unchanged);
        }
        for mut row in engine.query(dossiers::BODIES_OF_PERSON, params![county, person]).await? {
            let (id, version, body) = (row.text()?, row.int()?, scrubbed(row.json()?)?);
            batch.expect(dossiers::SCRUB, params![body, county, id, version], unchanged);
        }
        for mut row in engine.query(case::OUTBOX_OF_PERSON, params![county, person]).await? {
            let (id, body) = (row.text()?, scrubbed(row.json()?)?);
            batch.step(case::SCRUB_OUTBOX, params![body, county, id]);
        }
        batch.step(events::SCRUB_ANSWERS, params![r#"{"$sealed":{"$erased":true}}"#, county, person]);
        audit::add(&mut batch, county, entry);
        Ok(batch)
    }
}

fn scrubbed(mut body: Value) -> Result<String, StoreError> {
    seal::scrub(&mut body)?;
    crate::chain::canonical(&body)
}
