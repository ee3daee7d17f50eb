//! The book of rules in storage: one stream, and the files of every pack beside it.

use leye_domain::id::UserName;
use leye_domain::rulebook::{Done, Entry, Rulebook, RulebookAct, RulebookEvent, decide};
use leye_domain::staff::Staff;
use leye_store::{AuditEntry, Commit, DutyChange, NewEvent, StoredEvent, Stream};

use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;
use crate::rules::{Edition, files_of};

/// The id of the stream.
const STREAM: &str = "rules";
/// How often a decision is made anew because somebody else was quicker.
const TRIES: usize = 4;

/// The book as its events made it.
///
/// # Errors
/// Events that do not follow from one another.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Rulebook, AppError> {
    let entry = |stored: &StoredEvent| {
        let by = UserName::parse(&stored.actor)
            .map_err(|_| AppError::Rules(format!("{}/{}: no user", stored.stream, stored.seq)))?;
        let event: RulebookEvent = crate::read_json(joined(stored))?;
        Ok(Entry { event, done: Done { by, at: stored.at } })
    };
    let entries = events.iter().map(entry).collect::<Result<Vec<_>, AppError>>()?;
    Rulebook::fold(entries)
        .ok_or_else(|| AppError::Rules("the events of the rules do not follow from one another".to_owned()))
}

impl App {
    /// The chain of the drafts lies in the county of the city's agency.
    pub(crate) fn rulebook_stream(&self) -> Stream {
        Stream { county: self.rules_desk().county().to_owned(), id: STREAM.to_owned() }
    }

    /// The drafts as storage has them.
    pub(super) async fn rulebook(&self) -> Result<Rulebook, AppError> {
        let Stream { county, id } = self.rulebook_stream();
        fold(&self.store.stream_events(&county, &id).await?)
    }

    /// Decides and writes; decides again where somebody else was quicker.
    pub(super) async fn write_rulebook(
        &self,
        staff: &Staff,
        act: RulebookAct,
    ) -> Result<RulebookEvent, AppError> {
        let mut tried = 0;
        loop {
            let book = self.rulebook().await?;
            let event = decide(&book, act.clone(), &staff.user, self.today())?;
            let commit = self.rulebook_commit(staff, &book, &event)?;
            tried += 1;
            match self.store.commit(commit).await.map_err(AppError::from) {
                Err(AppError::Stale { .. }) if tried < TRIES => {}
                written => {
                    written?;
                    self.refresh_packs().await?;
                    return Ok(event);
                }
            }
        }
    }

    fn rulebook_commit(
        &self,
        staff: &Staff,
        book: &Rulebook,
        event: &RulebookEvent,
    ) -> Result<Commit, AppError> {
        let (kind, body) = split(serde_json::to_value(event))?;
        let now = self.time.now();
        let actor = staff.user.as_str().to_owned();
        let audit = AuditEntry {
            at: now,
            actor: actor.clone(),
            agency: Some(staff.agency.as_str().to_owned()),
            action: kind.clone(),
            subject: STREAM.to_owned(),
            person: None,
            reason: None,
        };
        let pack = self.policy(now).hash.clone();
        Ok(Commit {
            stream: self.rulebook_stream(),
            expected_version: book.version,
            person: None,
            new_person: false,
            events: vec![NewEvent { at: now, kind, actor, schema: Rulebook::SCHEMA, pack, body }],
            rows: Vec::new(),
            duties: DutyChange::default(),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        })
    }

    /// Takes over what was published or withdrawn, here or by another process.
    pub(crate) async fn refresh_packs(&self) -> Result<(), AppError> {
        let stream = self.rulebook_stream();
        let version = self.store.head(&stream).await?.map_or(0, |head| head.version);
        if self.rulebook_seen.load(std::sync::atomic::Ordering::SeqCst) == version {
            return Ok(());
        }
        let book = self.rulebook().await?;
        let held = self.rules.published();
        let mut packs = Vec::new();
        for (day, draft) in book.published() {
            let known = held.iter().find(|(_, edition)| edition.files_hash == draft.facts.files);
            let edition = match known {
                Some((_, edition)) => edition.clone(),
                None => self.kept_edition(&draft.facts.files).await?,
            };
            packs.push((day, edition));
        }
        self.rules.publish(packs);
        self.rulebook_seen.store(book.version, std::sync::atomic::Ordering::SeqCst);
        Ok(())
    }

    /// A pack that storage keeps, ready to rule.
    pub(super) async fn kept_edition(&self, files_hash: &str) -> Result<Edition, AppError> {
        let row = self.store.pack(files_hash).await?;
        let row = row.ok_or_else(|| {
            AppError::Rules(format!("packs/{files_hash}: the files are gone; run `leye verify`"))
        })?;
        let files = files_of(&row)?;
        tokio::task::spawn_blocking(move || Edition::new(&files))
            .await
            .map_err(|e| AppError::Rules(e.to_string()))?
    }

    /// The first thing that is wrong with the kept packs: each holds what it is named after, and
    /// every draft has its files.
    pub(crate) async fn packs_fault(&self) -> Result<Option<String>, AppError> {
        for name in self.store.pack_names().await? {
            let Some(row) = self.store.pack(&name).await? else { continue };
            if leye_pack::pack_hash(&files_of(&row)?) != row.pack_hash {
                return Ok(Some(format!("packs {name}: another fingerprint than that of its rules")));
            }
        }
        for draft in self.rulebook().await?.drafts.values() {
            if self.store.pack(&draft.facts.files).await?.is_none() {
                return Ok(Some(format!(
                    "packs {}: missing, and draft {} is it",
                    draft.facts.files, draft.number
                )));
            }
        }
        Ok(None)
    }

    /// Keeps the files of the pack that the service was started with, so that a later program
    /// can judge by it again.
    pub(crate) async fn keep_base(&self) -> Result<(), AppError> {
        Ok(self.store.keep_pack(&self.rules.base().row(self.time.now())?).await?)
    }

    /// The files of the rules with a fingerprint: of the packs in use, and of every pack that
    /// was ever in use or drafted here.
    ///
    /// # Errors
    /// Storage failures; kept files that are not what was kept.
    pub async fn pack_files(
        &self,
        hash: &str,
    ) -> Result<Option<std::collections::BTreeMap<String, String>>, AppError> {
        if let Some(files) = self.rules.files_of(hash) {
            return Ok(Some(files));
        }
        self.store.pack_of_rules(hash).await?.as_ref().map(files_of).transpose()
    }
}
