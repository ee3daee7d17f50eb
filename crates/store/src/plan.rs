//! From commits to a batch: sealing, canonical form and hashes, all before the thread
//! that writes is asked, so that it only writes.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;

use crate::{
    audit,
    chain::{GENESIS, Link, canonical},
    commit::{Commit, Committed, NewEvent, Put, Stream},
    engine::{Batch, Expect, Guard, HeadMark},
    error::{CommitError, StoreError},
    idempotency::IdempotencyAnswer,
    instant,
    keys::PersonKey,
    read::keep,
    rows::{ApplicationRow, DossierRow, DutyRow, EmployerRow, Head, OutboxEntry, PersonRow},
    seal,
    statements::{case, dossiers, employers, events, people},
    store::Store,
    value::params,
};

/// What will be done, and where the streams will stand then.
pub(crate) struct Plan {
    pub batch: Batch,
    pub committed: Vec<Committed>,
    /// County, person and key of the people that the plan adds.
    pub new_keys: Vec<(String, String, Arc<PersonKey>)>,
}

/// Refuses what no storage could take.
pub(crate) fn check(commits: &[Commit]) -> Result<(), StoreError> {
    let invalid = |what: &str| Err(StoreError::Invalid(what.to_owned()));
    let Some(first) = commits.first() else { return invalid("no commit") };
    let county = &first.stream.county;
    let mut seen = HashSet::new();
    for commit in commits {
        if commit.stream.county != *county {
            return invalid("one commit over two counties");
        }
        if !seen.insert(&commit.stream.id) {
            return invalid("two commits to one stream at once");
        }
        let word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic() && b != b'/');
        if !word(county) || !word(&commit.stream.id) || !commit.person.as_deref().is_none_or(word) {
            return invalid("an id that is empty or holds a space, a slash or other than ASCII");
        }
        if commit.events.is_empty() && commit.expected_version == 0 {
            return invalid("a new stream without an event");
        }
        let far = commit.duties.open.iter().any(|duty| duty.county != *county);
        if far || commit.rows.iter().any(|row| elsewhere(row, county)) {
            return invalid("a row of another county");
        }
        if commit.idempotency.is_some() && commit.events.is_empty() {
            return invalid("an answer to keep, but no event");
        }
    }
    Ok(())
}

fn elsewhere(row: &Put, county: &str) -> bool {
    match row {
        Put::Person(row) => row.county != county,
        Put::Tokens { .. } => false,
        Put::Application(row) => row.county != county,
        Put::Employer(row) => row.county != county,
        Put::Dossier(row) => row.county != county,
    }
}

/// Keys that a batch seals with.
pub(crate) struct KeyRing {
    county: String,
    keys: HashMap<String, Arc<PersonKey>>,
    new: HashSet<String>,
    guarded: HashSet<String>,
}

impl KeyRing {
    pub(crate) fn of(county: &str) -> KeyRing {
        KeyRing {
            county: county.to_owned(),
            keys: HashMap::new(),
            new: HashSet::new(),
            guarded: HashSet::new(),
        }
    }

    fn add(&mut self, store: &Store, person: &str, batch: &mut Batch) -> Result<(), StoreError> {
        let (key, wrapped) = store.inner.keys.new_person_key(&self.county, person)?;
        let params = params![self.county.as_str(), person, wrapped];
        batch.expect(people::ADD_KEY, params, Expect::Changed(Guard::NewPerson));
        self.keys.insert(person.to_owned(), Arc::new(key));
        self.new.insert(person.to_owned());
        Ok(())
    }

    /// Seals a body and gives its canonical form. The batch will hold only while the
    /// person's key exists.
    pub(crate) async fn seal(
        &mut self,
        store: &Store,
        batch: &mut Batch,
        person: Option<&str>,
        place: &str,
        body: &Value,
    ) -> Result<String, CommitError> {
        let mut body = body.clone();
        if !seal::needs_key(&body) {
            return Ok(canonical(&body)?);
        }
        let missing = || StoreError::Invalid(format!("{place}: a sealed value, but no person"));
        let person = person.ok_or_else(missing)?;
        let key = self.key(store, person).await?;
        seal::seal(Some(&key), place, &mut body)?;
        if !self.new.contains(person) && self.guarded.insert(person.to_owned()) {
            let params = params![self.county.as_str(), person];
            batch.expect(people::KEY_EXISTS, params, Expect::Found(Guard::Erased));
        }
        Ok(canonical(&body)?)
    }

    async fn key(&mut self, store: &Store, person: &str) -> Result<Arc<PersonKey>, CommitError> {
        if let Some(key) = self.keys.get(person) {
            return Ok(key.clone());
        }
        let key = match store.inner.key_cache.get(&self.county, person) {
            Some(key) => key,
            None => self.load(store, person).await?,
        };
        self.keys.insert(person.to_owned(), key.clone());
        Ok(key)
    }

    async fn load(&self, store: &Store, person: &str) -> Result<Arc<PersonKey>, CommitError> {
        let found = store.inner.engine.query(people::KEY, params![self.county.as_str(), person]).await?;
        let mut row = found.into_iter().next().ok_or(CommitError::Erased)?;
        let wrapped = row.opt_blob()?.ok_or(CommitError::Erased)?;
        let key = Arc::new(store.inner.keys.unwrap_person_key(&self.county, person, &wrapped)?);
        store.inner.key_cache.put(&self.county, person, key.clone());
        Ok(key)
    }
}

impl Store {
    pub(crate) async fn plan(&self, commits: &[Commit]) -> Result<Plan, CommitError> {
        let mut committed = Vec::with_capacity(commits.len());
        let county = commits.first().map(|commit| commit.stream.county.clone()).unwrap_or_default();
        let mut batch = Batch::of_county(&county);
        let mut ring = KeyRing::of(&county);
        for commit in commits.iter().filter(|commit| commit.new_person) {
            let person = commit.person.as_deref();
            let person = person.ok_or_else(|| StoreError::Invalid("a new person without an id".into()))?;
            ring.add(self, person, &mut batch)?;
        }
        for (place, commit) in commits.iter().enumerate() {
            if let Some(request) = &commit.idempotency {
                self.plan_answer(&mut batch, &mut ring, commit, request).await?;
            }
            committed.push(self.plan_events(&mut batch, &mut ring, place, commit).await?);
            self.plan_rows(&mut batch, &mut ring, commit).await?;
        }
        let new = ring
            .new
            .iter()
            .filter_map(|person| Some((county.clone(), person.clone(), ring.keys.get(person)?.clone())));
        let new_keys = new.collect();
        Ok(Plan { batch, committed, new_keys })
    }

    async fn plan_events(
        &self,
        batch: &mut Batch,
        ring: &mut KeyRing,
        place: usize,
        commit: &Commit,
    ) -> Result<Committed, CommitError> {
        let Stream { county, id } = &commit.stream;
        let before = self.head_for(commit).await?;
        let mut end = before.clone();
        let mut rows = Vec::with_capacity(commit.events.len());
        for event in &commit.events {
            let seq = end.version + 1;
            let at = format!("events/{county}/{id}/{seq}");
            let body = ring.seal(self, batch, commit.person.as_deref(), &at, &event.body).await?;
            let (hash, row) = link(commit, event, seq, &body, &end.hash)?;
            rows.push(row);
            end = Head { version: seq, hash };
        }
        let mac = self.inner.keys.head_mac(county, id, end.version, &end.hash);
        let moved = Expect::Changed(Guard::Version(place));
        if before.version == 0 {
            let params = params![county, id, end.version, &end.hash, mac];
            batch.expect(events::BEGIN_STREAM, params, moved);
        } else {
            let params = params![end.version, &end.hash, mac, county, id, before.version, before.hash];
            batch.expect(events::MOVE_HEAD, params, moved);
        }
        rows.into_iter().for_each(|row| batch.step(events::ADD, row));
        if !commit.events.is_empty() {
            let mark = HeadMark {
                county: county.clone(),
                stream: id.clone(),
                seq: end.version,
                hash: end.hash.clone(),
            };
            batch.heads.push(mark);
        }
        Ok(Committed { version: end.version, head_hash: end.hash })
    }

    /// Where the stream stands, which must be where the commit saw it.
    async fn head_for(&self, commit: &Commit) -> Result<Head, CommitError> {
        if commit.expected_version == 0 {
            return Ok(Head { version: 0, hash: GENESIS.to_owned() });
        }
        if let Some(head) = self.inner.heads.get(&commit.stream, commit.expected_version) {
            return Ok(head);
        }
        let head = self.head(&commit.stream).await?;
        let current_version = head.as_ref().map_or(0, |head| head.version);
        match head {
            Some(head) if current_version == commit.expected_version => Ok(head),
            _ => Err(CommitError::Conflict { current_version }),
        }
    }

    async fn plan_answer(
        &self,
        batch: &mut Batch,
        ring: &mut KeyRing,
        commit: &Commit,
        request: &IdempotencyAnswer,
    ) -> Result<(), CommitError> {
        let county = &commit.stream.county;
        let at = request.place(county);
        let answer = ring.seal(self, batch, request.person.as_deref(), &at, &request.stored()).await?;
        let params = params![
            county,
            &request.user,
            &request.key,
            &request.request_hash,
            request.status,
            answer,
            request.person.as_deref(),
            commit.events.first().map(|event| event.at)
        ];
        batch.expect(events::KEEP_ANSWER, params, Expect::Changed(Guard::Answered));
        Ok(())
    }

    async fn plan_rows(
        &self,
        batch: &mut Batch,
        ring: &mut KeyRing,
        commit: &Commit,
    ) -> Result<(), CommitError> {
        let county = &commit.stream.county;
        for row in &commit.rows {
            self.plan_row(batch, ring, row).await?;
        }
        plan_duties(batch, commit);
        for entry in &commit.outbox {
            self.plan_outbox(batch, ring, commit, entry).await?;
        }
        commit.audit.iter().for_each(|entry| audit::add(batch, county, entry));
        Ok(())
    }

    pub(crate) async fn plan_row(
        &self,
        batch: &mut Batch,
        ring: &mut KeyRing,
        row: &Put,
    ) -> Result<(), CommitError> {
        match row {
            Put::Person(row) => {
                let at = format!("people/{}/{}", row.county, row.id);
                let body = ring.seal(self, batch, Some(&row.id), &at, &row.body).await?;
                put_person(batch, row, body);
            }
            Put::Tokens { person, tokens } => put_tokens(batch, &ring.county, person, tokens),
            Put::Application(row) => {
                let at = format!("applications/{}/{}", row.county, row.id);
                let body = ring.seal(self, batch, Some(&row.person), &at, &row.body).await?;
                put_application(batch, row, body);
            }
            Put::Employer(row) => {
                let at = format!("employers/{}/{}", row.county, row.id);
                let body = ring.seal(self, batch, Some(&row.id), &at, &row.body).await?;
                put_employer(batch, row, body);
            }
            Put::Dossier(row) => {
                let at = format!("dossiers/{}/{}", row.county, row.id);
                let body = ring.seal(self, batch, Some(&row.person), &at, &row.body).await?;
                put_dossier(batch, row, body);
            }
        }
        Ok(())
    }

    async fn plan_outbox(
        &self,
        batch: &mut Batch,
        ring: &mut KeyRing,
        commit: &Commit,
        entry: &OutboxEntry,
    ) -> Result<(), CommitError> {
        let (county, person) = (&commit.stream.county, commit.person.as_deref());
        let at = format!("outbox/{county}/{}", entry.id);
        let body = ring.seal(self, batch, person, &at, &entry.body).await?;
        let params =
            params![county, &entry.id, &entry.kind, &entry.subject, person, entry.at, body, entry.next_at];
        batch.step(case::POST, params);
        Ok(())
    }
}

/// The hash of an event and its row.
fn link(
    commit: &Commit,
    event: &NewEvent,
    seq: i64,
    body: &str,
    prev_hash: &str,
) -> Result<(String, Vec<crate::value::Value>), StoreError> {
    let at = instant::text(event.at);
    let link = Link {
        county: &commit.stream.county,
        stream: &commit.stream.id,
        seq,
        at: &at,
        kind: &event.kind,
        actor: &event.actor,
        schema: event.schema,
        pack: &event.pack,
        person: commit.person.as_deref(),
        body,
        prev_hash,
    };
    let hash = link.hash()?;
    let row = params![
        link.county,
        link.stream,
        seq,
        link.at,
        link.kind,
        link.actor,
        link.schema,
        link.pack,
        link.person,
        link.body,
        link.prev_hash,
        hash.as_str()
    ];
    Ok((hash, row))
}

/// What was owed and what is owed now. What became of a term is noted before.
fn plan_duties(batch: &mut Batch, commit: &Commit) {
    let county = &commit.stream.county;
    let now = commit.events.last().map(|event| event.at);
    for id in &commit.duties.close {
        now.into_iter().for_each(|now| keep(batch, county, id, now, None));
        batch.step(case::CLOSE_DUTY, params![county, id]);
    }
    for duty in &commit.duties.open {
        now.into_iter().for_each(|now| keep(batch, county, &duty.id, now, duty.term().as_deref()));
        open_duty(batch, duty);
    }
}

pub(crate) fn open_duty(batch: &mut Batch, duty: &DutyRow) {
    let params = params![
        &duty.county,
        &duty.id,
        &duty.kind,
        &duty.subject,
        duty.holder.as_deref(),
        &duty.agency,
        &duty.station,
        &duty.office,
        &duty.bureau,
        duty.due_at,
        duty.auto_at,
        &duty.step,
        &duty.article,
        &duty.person,
        duty.version,
        duty.begun_at
    ];
    batch.step(case::OPEN_DUTY, params);
}

fn put_person(batch: &mut Batch, row: &PersonRow, body: String) {
    let params = params![
        &row.county,
        &row.id,
        row.id_hash.as_deref(),
        row.phone_hash.as_deref(),
        &row.station,
        body,
        row.version,
        row.erased
    ];
    batch.expect(people::PUT, params, Expect::Changed(Guard::Erased));
}

fn put_tokens(batch: &mut Batch, county: &str, person: &str, tokens: &[String]) {
    batch.step(people::DROP_TOKENS, params![county, person]);
    if tokens.is_empty() {
        return;
    }
    batch.expect(people::NOT_ERASED, params![county, person], Expect::Found(Guard::Erased));
    for token in tokens {
        batch.step(people::ADD_TOKEN, params![county, token, person]);
    }
}

fn put_application(batch: &mut Batch, row: &ApplicationRow, body: String) {
    let params = params![
        &row.county,
        &row.id,
        &row.person,
        &row.station,
        &row.office,
        &row.bureau,
        &row.state,
        &row.at_agency,
        row.holder.as_deref(),
        row.worked.join(","),
        row.version,
        row.submitted_at,
        row.opened_day,
        row.closed,
        row.pending_receipts,
        row.notice_until,
        body
    ];
    batch.step(case::PUT_APPLICATION, params);
}

fn put_employer(batch: &mut Batch, row: &EmployerRow, body: String) {
    let params = params![&row.county, &row.id, &row.credit_code, &row.name, &row.agency, body, row.version];
    batch.step(employers::PUT, params);
}

fn put_dossier(batch: &mut Batch, row: &DossierRow, body: String) {
    let params = params![
        &row.county,
        &row.id,
        &row.kind,
        &row.person,
        &row.station,
        &row.office,
        &row.bureau,
        &row.state,
        &row.class,
        row.holder.as_deref(),
        row.place,
        row.since,
        row.version,
        body
    ];
    batch.step(dossiers::PUT, params);
}

/// How many heads stay in memory.
const KEPT: usize = 8192;

/// Ends of streams that were written lately: saves the next commit a read. What is kept
/// may be old; the batch says so and nothing is stored.
#[derive(Default)]
pub(crate) struct HeadCache(Mutex<HashMap<Stream, Head>>);

impl HeadCache {
    fn get(&self, stream: &Stream, version: i64) -> Option<Head> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(stream).filter(|head| head.version == version).cloned()
    }

    pub(crate) fn put(&self, stream: &Stream, done: &Committed) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(stream.clone(), Head { version: done.version, hash: done.head_hash.clone() });
    }

    pub(crate) fn forget(&self, stream: &Stream) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(stream);
    }
}
