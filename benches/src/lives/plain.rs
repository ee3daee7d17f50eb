//! The plain peer: a thread that writes the same rows into the same tables with shared
//! commits, and clients that hand it the rows of one act after the other. No rules, no
//! access, no sealing, no hashes.

use std::path::Path;
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use rusqlite::Connection;

use super::Speed;
use super::capture::{Op, Tape};
use super::replay::{Other, Recorded, chance_of, first_case, texts};
use crate::pages::server::worked;

/// How many acts share a commit at most, as in the store.
const GROUP: usize = 256;
/// The same settings as the store's writer.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                        PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 32000;";
const LOOK: &str = "SELECT version FROM applications WHERE county = ? AND id = ?";

/// The rows of one act, and where to say that they are on disk.
struct Job {
    ops: Vec<Op>,
    case: Option<(String, String)>,
    done: mpsc::SyncSender<()>,
}

/// Leads `cases` lives over the database, which has the store's tables.
///
/// # Errors
/// What the database says.
pub fn lead(database: &Path, life: &Recorded, stations: &[String], cases: usize) -> Result<Speed> {
    let clients = stations.len();
    let each = (cases / clients).max(1);
    let (queue, jobs) = mpsc::channel();
    let (path, tape) = (database.to_owned(), life.tape.clone());
    let writer = thread::spawn(move || write(&path, &tape, &jobs));
    let barrier = Arc::new(Barrier::new(clients + 1));
    let mut threads = Vec::new();
    for (client, station) in stations.iter().enumerate() {
        let (life, station) = (life.clone(), station.clone());
        let (queue, barrier) = (queue.clone(), barrier.clone());
        threads.push(thread::spawn(move || {
            barrier.wait();
            live(&life, &station, client, each, &queue)
        }));
    }
    drop(queue);
    let before = worked("self")?;
    barrier.wait();
    let begun = Instant::now();
    let mut waits = Vec::new();
    for thread in threads {
        waits.extend(thread.join().map_err(|_| anyhow!("a client of the peer has panicked"))??);
    }
    let (taken, work) = (begun.elapsed(), worked("self")? - before);
    writer.join().map_err(|_| anyhow!("the peer's writer has panicked"))??;
    Ok(Speed::new(each * clients, taken, work, waits))
}

fn live(
    life: &Recorded,
    station: &str,
    client: usize,
    cases: usize,
    queue: &mpsc::Sender<Job>,
) -> Result<Vec<Duration>> {
    let mut rng = chance_of(client);
    let mut waits = Vec::with_capacity(cases * life.tape.acts.len());
    let first = first_case(client, &mut rng);
    for case in (first..).take(cases) {
        let other = Other::new(life, station, case, &mut rng);
        for (number, ops) in life.tape.acts.iter().enumerate() {
            let begun = Instant::now();
            // Each act its own: if the writer ends, nobody waits for it for ever.
            let (done, acknowledged) = mpsc::sync_channel(1);
            let ops = ops.iter().map(|op| other.op(op, &life.tape, &mut rng)).collect();
            let case = (number > 0).then(|| (station[..6].to_owned(), other.case.clone()));
            let sent = queue.send(Job { ops, case, done });
            sent.map_err(|_| anyhow!("the peer's writer has ended"))?;
            acknowledged.recv()?;
            waits.push(begun.elapsed());
        }
    }
    Ok(waits)
}

fn write(database: &Path, tape: &Tape, jobs: &mpsc::Receiver<Job>) -> Result<()> {
    let connection = Connection::open(database)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(SETTINGS)?;
    let texts: Vec<[String; 3]> = tape.tables.iter().map(|table| texts(table, '?')).collect();
    while let Ok(first) = jobs.recv() {
        let mut group = vec![first];
        group.extend(jobs.try_iter().take(GROUP - 1));
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for job in &group {
            if let Some((county, id)) = &job.case {
                connection.prepare_cached(LOOK)?.query_row([county, id], |row| row.get::<_, i64>(0))?;
            }
            for op in &job.ops {
                connection
                    .prepare_cached(&texts[op.table][op.kind as usize])?
                    .execute(rusqlite::params_from_iter(&op.values))?;
            }
        }
        connection.prepare_cached("COMMIT")?.execute([])?;
        for job in group {
            job.done.send(())?;
        }
    }
    Ok(())
}
