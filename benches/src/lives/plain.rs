//! The plain peer: a thread that writes the same rows into the same tables with shared
//! commits, and clients that hand it the rows of one act after the other. No rules, no
//! access, no sealing, no hashes.

use std::path::Path;
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::{Connection, types::Value};

use super::Speed;
use super::capture::{Op, OpKind, Tape};
use crate::pages::server::worked;

/// How many acts share a commit at most, as in the store.
const GROUP: usize = 256;
/// The same settings as the store's writer.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                        PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000;";
const LOOK: &str = "SELECT version FROM applications WHERE county = ? AND id = ?";

/// The rows of one act, and where to say that they are on disk.
struct Job {
    ops: Vec<Op>,
    case: Option<(String, String)>,
    done: mpsc::SyncSender<()>,
}

/// Whose rows were recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The rows.
    pub tape: Tape,
    /// The station where it happened.
    pub station: String,
    /// Id of the case.
    pub case: String,
    /// Id of the person.
    pub person: String,
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
    let seed = leye_app::TimeSource::system().as_microsecond().unsigned_abs() + client as u64;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (done, acknowledged) = mpsc::sync_channel(1);
    let mut waits = Vec::with_capacity(cases * life.tape.acts.len());
    for _ in 0..cases {
        let other = Other::new(life, station, &mut rng);
        for (number, ops) in life.tape.acts.iter().enumerate() {
            let begun = Instant::now();
            let ops = ops.iter().map(|op| other.op(op, &life.tape, &mut rng)).collect();
            let case = (number > 0).then(|| (station[..6].to_owned(), other.case.clone()));
            let sent = queue.send(Job { ops, case, done: done.clone() });
            sent.map_err(|_| anyhow!("the peer's writer has ended"))?;
            acknowledged.recv()?;
            waits.push(begun.elapsed());
        }
    }
    Ok(waits)
}

/// The same life of somebody else.
struct Other<'a> {
    life: &'a Recorded,
    station: &'a str,
    case: String,
    person: String,
}

impl<'a> Other<'a> {
    fn new(life: &'a Recorded, station: &'a str, rng: &mut ChaCha8Rng) -> Other<'a> {
        let county = &station[..6];
        Other {
            life,
            station,
            case: format!("{county}-2027-{:08}", rng.next_u64() % 100_000_000),
            person: format!("{county}-P-{:010}", rng.next_u64() % 10_000_000_000),
        }
    }

    fn op(&self, op: &Op, tape: &Tape, rng: &mut ChaCha8Rng) -> Op {
        let table = &tape.tables[op.table];
        let key = &table.key;
        let column = |at: usize| match op.kind {
            OpKind::Delete => table.columns[key[at]].as_str(),
            _ => table.columns[at].as_str(),
        };
        let values = op.values.iter().enumerate().map(|(at, value)| match value {
            Value::Text(text) => Value::Text(self.text(&table.name, column(at), text, rng)),
            other => other.clone(),
        });
        Op { table: op.table, kind: op.kind, values: values.collect() }
    }

    fn text(&self, table: &str, column: &str, text: &str, rng: &mut ChaCha8Rng) -> String {
        match (table, column) {
            // What is drawn at random must differ, at the same length.
            ("people", "id_hash" | "phone_hash") | ("person_tokens", "token") => noise(text.len(), rng),
            ("audit", "id") => {
                let kept = text.rfind('-').map_or(0, |at| at + 1);
                format!("{}{}", &text[..kept], noise(text.len() - kept, rng))
            }
            (_, "county") => self.station[..6].to_owned(),
            (_, "prev_hash" | "hash" | "mac" | "at" | "kind" | "pack") => text.to_owned(),
            _ => self.moved(text),
        }
    }

    fn moved(&self, text: &str) -> String {
        let old = &self.life.station;
        text.replace(&self.life.case, &self.case)
            .replace(&self.life.person, &self.person)
            .replace(old.as_str(), self.station)
            .replace(&format!("{}000", &old[..9]), &format!("{}000", &self.station[..9]))
            .replace(&format!("{}000000", &old[..6]), &format!("{}000000", &self.station[..6]))
    }
}

fn noise(length: usize, rng: &mut ChaCha8Rng) -> String {
    const SIGNS: &[u8] = b"0123456789abcdefghijklmnopqrstuv";
    (0..length).map(|_| char::from(SIGNS[rng.next_u64() as usize % SIGNS.len()])).collect()
}

fn write(database: &Path, tape: &Tape, jobs: &mpsc::Receiver<Job>) -> Result<()> {
    let connection = Connection::open(database)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(SETTINGS)?;
    let texts: Vec<[String; 3]> = tape.tables.iter().map(texts).collect();
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

/// The statements of a table, in the order of [`OpKind`].
fn texts(table: &super::capture::Table) -> [String; 3] {
    let numbered = |at: usize| format!("{} = ?{}", table.columns[at], at + 1);
    let all: Vec<usize> = (0..table.columns.len()).collect();
    let set: Vec<String> = all.iter().filter(|at| !table.key.contains(at)).map(|&at| numbered(at)).collect();
    let find: Vec<String> = table.key.iter().map(|&at| numbered(at)).collect();
    let marks: Vec<String> = all.iter().map(|at| format!("?{}", at + 1)).collect();
    let gone: Vec<String> = table.key.iter().map(|&at| format!("{} = ?", table.columns[at])).collect();
    [
        format!("INSERT INTO {} VALUES ({})", table.name, marks.join(", ")),
        format!("UPDATE {} SET {} WHERE {}", table.name, set.join(", "), find.join(" AND ")),
        format!("DELETE FROM {} WHERE {}", table.name, gone.join(" AND ")),
    ]
}
