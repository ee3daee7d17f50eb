//! One writing task: its connection, the witness files of its counties, and what it does
//! when the server goes away.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use tokio::time::Instant;

use super::{
    books::Ledger,
    link::{Link, Server},
    locks,
    transaction::{End, Trouble, commit, fill},
    trouble::{is_lasting, unreachable},
};
use crate::{
    engine::{Applied, Batch, Expect, Failed, Query, Reach, Step},
    error::StoreError,
    statements::events,
    value::params,
    witness::{Place, Tip, Witnesses},
};

/// How long a write goes on while the server is away, and how long it rests in between.
const PATIENCE: Duration = Duration::from_secs(5);
const REST: Duration = Duration::from_millis(100);
/// How long the outcome of a transaction is looked for when the connection died at its end.
const DOUBT: Duration = Duration::from_secs(15);
/// How often a transaction is repeated because others stood in its way.
const AGAIN: usize = 5;

/// What came of a group of batches.
pub(super) enum Outcome {
    Done(Applied),
    /// The batch at this place cannot be done; nothing of the group is stored.
    Failed(usize, Failed),
    /// Nothing of the group is stored.
    Refused(StoreError),
    /// The server is away; nothing of the group is stored.
    Away(StoreError),
}

pub(super) struct Desk {
    server: Arc<Server>,
    link: Option<Link>,
    witness: Witnesses,
    /// Where the files of the witness end, as far as is remembered.
    places: HashMap<String, Place>,
    /// The server was away when it was last looked for.
    away: bool,
}

/// What the witness will say of a county once the transaction lasts.
struct Note {
    county: String,
    tip: Tip,
    lines: String,
}

impl Desk {
    pub(super) fn new(server: Arc<Server>, witness: Witnesses) -> Desk {
        Desk { server, link: None, witness, places: HashMap::new(), away: false }
    }

    pub(super) fn close(&self) {
        self.witness.flush();
    }

    /// Does a group of batches in one transaction.
    pub(super) async fn done(&mut self, batches: &[&Batch]) -> Outcome {
        let heads = batches.iter().flat_map(|batch| &batch.heads);
        // In one order everywhere, so that two processes never wait for each other.
        let counties: BTreeSet<&str> = heads.map(|mark| mark.county.as_str()).collect();
        let mut locked = Vec::new();
        let outcome = match self.lock_all(&counties, &mut locked).await {
            Ok(()) => self.persistently(batches, &counties).await,
            Err(error) => Outcome::Refused(error),
        };
        locked.iter().for_each(|county| self.witness.unlock(county));
        match outcome {
            Outcome::Done(_) if batches.iter().any(|batch| batch.scrub) => {
                Outcome::Done(Applied { scrubbed: self.scrub().await })
            }
            other => other,
        }
    }

    async fn lock_all<'c>(
        &mut self,
        counties: &BTreeSet<&'c str>,
        locked: &mut Vec<&'c str>,
    ) -> Result<(), StoreError> {
        for county in counties {
            if !self.witness.try_lock(county)? {
                let file = self.witness.twin(county)?;
                let waited = tokio::task::spawn_blocking(move || file.lock());
                let failed = |e: std::io::Error| StoreError::io(std::path::Path::new(county), &e);
                waited.await.map_err(|_| StoreError::Closed)?.map_err(failed)?;
            }
            locked.push(county);
        }
        Ok(())
    }

    /// Repeats a transaction that was lost with its connection, or that others stood in the
    /// way of, for as long as somebody may be kept waiting.
    async fn persistently(&mut self, batches: &[&Batch], counties: &BTreeSet<&str>) -> Outcome {
        let began = Instant::now();
        let mut repeated = 0;
        loop {
            match self.attempt(batches, counties).await {
                Ok(()) => return Outcome::Done(Applied { scrubbed: true }),
                Err(Trouble::Batch(at, failed)) => return Outcome::Failed(at, failed),
                Err(Trouble::All(error)) => return Outcome::Refused(error),
                Err(Trouble::Again(error)) if repeated >= AGAIN => return Outcome::Refused(error),
                Err(Trouble::Again(_)) => repeated += 1,
                Err(Trouble::Stale) if repeated >= AGAIN => {
                    let what = "the witness is written by another program with the same folder; repeat";
                    return Outcome::Refused(StoreError::Server(what.into()));
                }
                Err(Trouble::Stale) => {
                    repeated += 1;
                    self.places.clear();
                }
                Err(Trouble::Shut(error)) => return Outcome::Away(error),
                Err(Trouble::Lost(error)) => {
                    self.link = None;
                    self.places.clear();
                    if self.away || began.elapsed() > PATIENCE {
                        self.away = true;
                        return Outcome::Away(error);
                    }
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }

    async fn attempt(&mut self, batches: &[&Batch], counties: &BTreeSet<&str>) -> Result<(), Trouble> {
        self.connect().await?;
        let mut notes = Vec::new();
        let mut steps = Vec::new();
        for county in counties {
            let place = self.place(county).await?;
            let mut pen = self.witness.pen(&place);
            for mark in batches.iter().flat_map(|batch| &batch.heads).filter(|mark| mark.county == *county) {
                pen.write(county, &mark.stream, mark.seq, &mark.hash);
            }
            let (tip, lines) = (pen.tip, pen.text);
            let params = self.witness.row(county, &place, &tip);
            let query = Query { sql: events::SET_WITNESS, params };
            steps.push(Step { query, expect: Expect::Anything });
            notes.push(Note { county: (*county).to_owned(), tip, lines });
        }
        let link = self.link.as_mut().ok_or(Trouble::All(StoreError::Closed))?;
        if let Err(trouble) = fill(link, batches, &steps).await {
            self.undo().await;
            return Err(trouble);
        }
        match commit(link).await {
            End::Stored => {}
            End::Refused(error) => {
                self.undo().await;
                return Err(Trouble::All(error));
            }
            End::Unknown(error) => self.was_stored(notes.first(), error).await?,
        }
        for note in notes {
            self.witness.append(&note.county, &note.lines);
            self.places.insert(note.county, Place { stored: note.tip.mac.clone(), tip: note.tip });
        }
        Ok(())
    }

    async fn connect(&mut self) -> Result<(), Trouble> {
        if self.link.as_ref().is_none_or(|link| link.client.is_closed()) {
            let refused = |e| {
                let told = unreachable(&self.server.database, &e);
                if is_lasting(&e) { Trouble::Shut(told) } else { Trouble::Lost(told) }
            };
            self.link = Some(self.server.connect().await.map_err(refused)?);
        }
        self.away = false;
        Ok(())
    }

    /// Where the next line of a county goes: as remembered, if nobody else has written the
    /// file since.
    async fn place(&mut self, county: &str) -> Result<Place, Trouble> {
        if let Some(place) = self.places.get(county)
            && self.witness.is_at(county, place)
        {
            return Ok(place.clone());
        }
        let link = self.link.as_mut().ok_or(Trouble::All(StoreError::Closed))?;
        match self.witness.place(&mut Ledger(link), county).await {
            Ok(place) => Ok(place),
            Err(error) if link.client.is_closed() => Err(Trouble::Lost(error)),
            Err(error) => {
                self.undo().await;
                Err(Trouble::All(error))
            }
        }
    }

    /// Leaves a transaction that failed; a connection on which that fails too is dropped.
    async fn undo(&mut self) {
        let rolled_back = match &self.link {
            Some(link) => tokio::time::timeout(PATIENCE, link.run("ROLLBACK")).await,
            None => return,
        };
        if !matches!(rolled_back, Ok(Ok(()))) {
            self.link = None;
        }
    }

    /// Finds out whether a transaction was stored whose answer never came: the witness row
    /// was written with it, and its tag is like no other.
    async fn was_stored(&mut self, note: Option<&Note>, error: StoreError) -> Result<(), Trouble> {
        self.link = None;
        let began = Instant::now();
        if let Some(note) = note {
            while began.elapsed() < DOUBT {
                match self.look_for(note).await {
                    Ok(true) => return Ok(()),
                    Ok(false) => return Err(Trouble::Lost(error)),
                    Err(_) => tokio::time::sleep(REST).await,
                }
            }
        }
        Err(Trouble::All(StoreError::Server(
            "the connection to the database broke while this was being stored, and whether it was is not \
             known: load it again, and repeat where it is missing"
                .into(),
        )))
    }

    /// Under the county's lock, so that the transaction in question has come to its end.
    async fn look_for(&mut self, note: &Note) -> Result<bool, StoreError> {
        let mut link = self.server.reach().await?;
        link.run(&locks::begin(&Reach::County(note.county.clone()))).await?;
        let found = link.ask(events::WITNESS, params![&note.county, self.witness.node()]).await?;
        link.run("ROLLBACK").await?;
        self.link = Some(link);
        Ok(Tip::read(found.into_iter().next())?.mac == note.tip.mac)
    }

    /// Frees what deleted rows took up, so that the server may use it for others. Says
    /// whether it could.
    async fn scrub(&mut self) -> bool {
        match &self.link {
            Some(link) => link.run("VACUUM person_keys, person_tokens, people").await.is_ok(),
            None => false,
        }
    }
}
