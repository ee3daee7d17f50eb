//! The one thread that writes. Batches that wait while the disk is busy share the next
//! transaction, each in a savepoint of its own, and are answered together once it is on
//! disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::mpsc,
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::oneshot;

use super::{
    books::Ledger,
    connection::{execute, failed, finds, query},
};
use crate::{
    engine::{Applied, Batch, Expect, Failed, Guard, Step},
    error::StoreError,
    statements::events,
    witness::{Place, Witnesses, at_once},
};

/// How many batches share a transaction at most, so that nobody waits long.
const GROUP: usize = 256;

pub(super) struct Job {
    pub batch: Batch,
    pub answer: oneshot::Sender<Result<Applied, Failed>>,
}

pub(super) struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, witness: Witnesses) -> Result<Writer, StoreError> {
        let (queue, jobs) = mpsc::channel();
        let mut desk = Desk { connection, witness, residue: false };
        let thread = thread::Builder::new()
            .name("store-write".into())
            .spawn(move || desk.serve(&jobs))
            .map_err(|e| StoreError::Database(format!("cannot start the writing thread: {e}")))?;
        Ok(Writer { queue: Some(queue), thread: Some(thread) })
    }

    pub(super) fn submit(&self, job: Job) -> Result<(), StoreError> {
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(job).map_err(|_| StoreError::Closed)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to close.
            let _ = thread.join();
        }
    }
}

struct Desk {
    connection: Connection,
    witness: Witnesses,
    /// Something deleted for good may still be in the write-ahead file.
    residue: bool,
}

impl Desk {
    fn serve(&mut self, jobs: &mpsc::Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut group = vec![first];
            group.extend(jobs.try_iter().take(GROUP - 1));
            crate::observe::group(group.len());
            self.settle(group);
        }
        self.witness.flush();
    }

    /// Does a group and answers everybody in it.
    fn settle(&mut self, group: Vec<Job>) {
        let batches: Vec<&Batch> = group.iter().map(|job| &job.batch).collect();
        let outcome = self.witnessed(&batches);
        self.residue |= outcome.is_ok() && batches.iter().any(|batch| batch.scrub);
        self.residue = self.residue && !self.truncate();
        let scrubbed = !self.residue;
        let results = match outcome {
            Ok(results) => results,
            Err(error) => group.iter().map(|_| Err(Failed::Store(error.clone()))).collect(),
        };
        for (job, result) in group.into_iter().zip(results) {
            // Whoever asked may have gone; the commit stands all the same.
            let _ = job.answer.send(result.map(|()| Applied { scrubbed }));
        }
    }

    /// Does a group and writes its heads to the witness files of its counties, which no
    /// other process may write in the meantime.
    fn witnessed(&mut self, batches: &[&Batch]) -> Result<Vec<Result<(), Failed>>, StoreError> {
        let heads = batches.iter().flat_map(|batch| &batch.heads);
        // In one order everywhere, so that two processes never wait for each other.
        let counties: BTreeSet<&str> = heads.map(|mark| mark.county.as_str()).collect();
        let mut locked = Vec::new();
        let outcome = self.lock_all(&counties, &mut locked).and_then(|()| self.transact(batches, &counties));
        if let Ok((_, lines)) = &outcome {
            for (county, text) in lines {
                self.witness.append(county, text);
            }
        }
        locked.iter().for_each(|county| self.witness.unlock(county));
        outcome.map(|(results, _)| results)
    }

    fn lock_all<'c>(
        &mut self,
        counties: &BTreeSet<&'c str>,
        locked: &mut Vec<&'c str>,
    ) -> Result<(), StoreError> {
        for county in counties {
            self.witness.lock(county)?;
            locked.push(county);
        }
        Ok(())
    }

    /// One transaction. An error here is everybody's: nothing was stored.
    fn transact(&mut self, batches: &[&Batch], counties: &BTreeSet<&str>) -> Result<Done, StoreError> {
        let mut places = BTreeMap::new();
        for county in counties {
            let place = at_once(self.witness.place(&mut Ledger(&mut self.connection), county))?;
            places.insert((*county).to_owned(), place);
        }
        self.run("BEGIN IMMEDIATE")?;
        let done = self.fill(batches).and_then(|results| {
            let lines = self.note(batches, &results, &places)?;
            Ok((results, lines))
        });
        let done = done.and_then(|done| self.run("COMMIT").map(|()| done));
        if done.is_err() && !self.connection.is_autocommit() {
            // What made the transaction fail is the error to tell.
            let _ = self.run("ROLLBACK");
        }
        done
    }

    /// Notes in the open transaction how far each witness file will reach, and gives the
    /// lines of those batches that were done.
    fn note(
        &self,
        batches: &[&Batch],
        results: &[Result<(), Failed>],
        places: &BTreeMap<String, Place>,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let mut lines = Vec::new();
        for (county, place) in places {
            let mut pen = self.witness.pen(place);
            let kept = batches.iter().zip(results).filter(|(_, result)| result.is_ok());
            for mark in kept.flat_map(|(batch, _)| &batch.heads).filter(|mark| mark.county == *county) {
                pen.write(county, &mark.stream, mark.seq, &mark.hash);
            }
            if !pen.text.is_empty() {
                let row = self.witness.row(county, place, &pen.tip);
                execute(&self.connection, events::SET_WITNESS, &row).map_err(|e| failed(&e))?;
                lines.push((county.clone(), pen.text));
            }
        }
        Ok(lines)
    }

    /// Does every batch of a group. Mostly all of them hold, and then nobody needs a
    /// savepoint, for which SQLite copies every page that is touched. Where one fails, the
    /// group is undone and done again, each batch in a savepoint of its own, so that one
    /// that fails undoes only itself.
    fn fill(&self, batches: &[&Batch]) -> Result<Vec<Result<(), Failed>>, StoreError> {
        let mut steps = batches.iter().flat_map(|batch| &batch.steps);
        let Err(failed) = steps.try_for_each(|step| self.step(step)) else {
            return Ok(vec![Ok(()); batches.len()]);
        };
        if self.connection.is_autocommit() {
            return Err(lost(failed));
        }
        self.run("ROLLBACK")?;
        // The files of the witness stay locked: nobody else commits to these counties.
        self.run("BEGIN IMMEDIATE")?;
        batches.iter().map(|batch| self.fill_one(batch)).collect()
    }

    /// One batch in its savepoint. The outer error means that the whole transaction is
    /// lost, as SQLite does on a full disk.
    fn fill_one(&self, batch: &Batch) -> Result<Result<(), Failed>, StoreError> {
        self.run("SAVEPOINT batch")?;
        let result = batch.steps.iter().try_for_each(|step| self.step(step));
        if self.connection.is_autocommit() {
            return Err(lost(result.err().unwrap_or(Failed::Duplicate)));
        }
        if result.is_err() {
            self.run("ROLLBACK TO batch")?;
        }
        self.run("RELEASE batch")?;
        Ok(result)
    }

    fn step(&self, step: &Step) -> Result<(), Failed> {
        let (sql, params) = (step.query.sql, &step.query.params);
        match step.expect {
            Expect::Anything => execute(&self.connection, sql, params).map_err(|e| refused(&e)).map(|_| ()),
            Expect::Changed(guard) => {
                let changed = execute(&self.connection, sql, params).map_err(|e| refused(&e))?;
                held(changed == 1, guard)
            }
            Expect::Found(guard) => {
                held(finds(&self.connection, sql, params).map_err(|e| refused(&e))?, guard)
            }
        }
    }

    fn run(&self, sql: &'static str) -> Result<(), StoreError> {
        execute(&self.connection, sql, &[]).map(|_| ()).map_err(|e| failed(&e))
    }

    /// Folds the write-ahead file into the database and empties it, so that nothing
    /// deleted is left there. Says whether it could: a long read may stand in the way.
    fn truncate(&self) -> bool {
        let folded = query(&self.connection, "PRAGMA wal_checkpoint(TRUNCATE)", &[]);
        folded.is_ok_and(|rows| {
            rows.into_iter().next().is_some_and(|mut row| row.int().is_ok_and(|busy| busy == 0))
        })
    }
}

/// What came of each batch, and the lines for the witness, by county.
type Done = (Vec<Result<(), Failed>>, Vec<(String, String)>);

/// What to tell when SQLite has given up the whole transaction.
fn lost(failed: Failed) -> StoreError {
    match failed {
        Failed::Store(error) => error,
        _ => StoreError::Database("the transaction was lost; repeat".into()),
    }
}

fn held(holds: bool, guard: Guard) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(Failed::Guard(guard)) }
}

fn refused(error: &rusqlite::Error) -> Failed {
    let unique = [rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE, rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
    match error {
        rusqlite::Error::SqliteFailure(code, _) if unique.contains(&code.extended_code) => Failed::Duplicate,
        _ if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            Failed::Store(StoreError::Invalid(error.to_string()))
        }
        _ => Failed::Store(failed(error)),
    }
}
