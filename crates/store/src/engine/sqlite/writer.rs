//! The one thread that writes. Batches that wait while the disk is busy share the next
//! transaction, each in a savepoint of its own, and are answered together once it is on
//! disk.

use std::{
    sync::mpsc,
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::oneshot;

use super::{
    connection::{execute, failed, finds, query},
    witnessing::Witnessing,
};
use crate::{
    engine::{Applied, Batch, Expect, Failed, Guard, Step},
    error::StoreError,
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
    pub(super) fn start(connection: Connection, witness: Witnessing) -> Result<Writer, StoreError> {
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
    witness: Witnessing,
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

    /// Does a group and writes its heads to heads.log, which no other process may write
    /// in the meantime.
    fn witnessed(&mut self, batches: &[&Batch]) -> Result<Vec<Result<(), Failed>>, StoreError> {
        if batches.iter().all(|batch| batch.heads.is_empty()) {
            return self.transact(batches, false).map(|(results, _)| results);
        }
        self.witness.lock()?;
        let outcome = self.transact(batches, true);
        if let Ok((_, lines)) = &outcome {
            self.witness.append(lines);
        }
        self.witness.unlock();
        outcome.map(|(results, _)| results)
    }

    /// One transaction. An error here is everybody's: nothing was stored.
    fn transact(&mut self, batches: &[&Batch], heads: bool) -> Result<Done, StoreError> {
        let tip = if heads { Some(self.witness.settled(&mut self.connection)?) } else { None };
        self.run("BEGIN IMMEDIATE")?;
        let done = self.fill(batches).and_then(|results| {
            let kept = batches.iter().zip(&results).filter(|(_, result)| result.is_ok());
            let marks: Vec<_> = kept.flat_map(|(batch, _)| &batch.heads).collect();
            let lines = match tip {
                Some(tip) => self.witness.note(&self.connection, &tip, &marks)?,
                None => String::new(),
            };
            Ok((results, lines))
        });
        let done = done.and_then(|done| self.run("COMMIT").map(|()| done));
        if done.is_err() && !self.connection.is_autocommit() {
            // What made the transaction fail is the error to tell.
            let _ = self.run("ROLLBACK");
        }
        done
    }

    fn fill(&self, batches: &[&Batch]) -> Result<Vec<Result<(), Failed>>, StoreError> {
        batches.iter().map(|batch| self.fill_one(batch)).collect()
    }

    /// One batch in its savepoint. The outer error means that the whole transaction is
    /// lost, as SQLite does on a full disk.
    fn fill_one(&self, batch: &Batch) -> Result<Result<(), Failed>, StoreError> {
        self.run("SAVEPOINT batch")?;
        let result = batch.steps.iter().try_for_each(|step| self.step(step));
        if self.connection.is_autocommit() {
            return Err(match result {
                Err(Failed::Store(error)) => error,
                _ => StoreError::Database("the transaction was lost; repeat".into()),
            });
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

/// What came of each batch, and the lines for heads.log.
type Done = (Vec<Result<(), Failed>>, String);

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
