//! Whole lives of cases, against a plain program that writes the same rows, and against
//! SpiffWorkflow saving its state at each step.

pub mod capture;
pub mod ours;
pub mod path;
pub mod plain;
pub mod plain_postgres;
pub mod replay;
mod spiff;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::load::{self, Order, names};
use crate::place::Place;
use crate::report::Report;
use ours::Bench;
use path::{ACTS, AFTER, BEFORE};
use replay::Recorded;

/// How fast lives were led.
#[derive(Clone, Debug)]
pub struct Speed {
    /// Lives in a second.
    pub lives: f64,
    /// Acts in a second.
    pub acts: f64,
    /// Half of the acts took less, in milliseconds.
    pub p50: f64,
    /// All but one of a hundred took less, in milliseconds.
    pub p99: f64,
    /// Milliseconds of processor time a life; nothing where it is another process's.
    pub work: Option<f64>,
}

impl Speed {
    /// From the lives, the time they took, the seconds of processor time in it, and the
    /// time of each act.
    pub fn new(lives: usize, taken: Duration, worked: f64, mut waits: Vec<Duration>) -> Speed {
        waits.sort_unstable();
        let at = |part: usize| waits.get(waits.len() * part / 100).map_or(0.0, |w| w.as_secs_f64() * 1e3);
        let seconds = taken.as_secs_f64();
        let work = Some(worked * 1e3 / lives as f64);
        let (lives, acts) = (lives as f64 / seconds, waits.len() as f64 / seconds);
        Speed { lives, acts, p50: at(50), p99: at(99), work }
    }
}

/// How much is run.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Interleaved rounds.
    pub rounds: usize,
    /// Lives a client in a round of ours and of the plain peer.
    pub each: usize,
    /// Lives a client in a round of SpiffWorkflow.
    pub spiff: usize,
}

/// The clients of each contest.
const CLIENTS: [usize; 3] = [1, 8, 64];

/// Runs every contender in turn, round after round.
///
/// # Errors
/// What one of them says.
pub async fn run(small: &Place, large: Option<&Place>, extent: Extent, report: &mut Report) -> Result<()> {
    let life = record(small).await.context("recording one life")?;
    let copy = small.dir().with_extension("peer.db");
    for round in 0..extent.rounds {
        for clients in CLIENTS {
            let cases = clients * extent.each;
            let stations = stations(small, clients).await?;
            std::fs::copy(small.database(), &copy)?;
            let speed = tokio::task::block_in_place(|| plain::lead(&copy, &life, &stations, cases));
            report.lives("plain Rust + SQLite", clients, round, &speed.context("the plain peer")?);
            // As the peer: each time the storage as it was loaded.
            let run = small.copy()?;
            let speed = Bench::open(&run, clients).await?.lead(cases).await?;
            run.clear()?;
            report.lives("leye, 10,000 cases", clients, round, &speed);
            if let Some(large) = large {
                let speed = Bench::open(large, clients).await?.lead(cases).await?;
                report.lives("leye, 1,000,000 cases", clients, round, &speed);
            }
            if clients == 8 {
                match spiff::lead(clients, extent.spiff) {
                    Ok(speed) => report.lives("SpiffWorkflow + SQLite", clients, round, &speed),
                    Err(error) => report.left_out("SpiffWorkflow", &error),
                }
            }
        }
    }
    on_postgres(small, Arc::new(life), extent, report).await?;
    for end in ["", "-wal", "-shm"] {
        // The last round may have left none of them.
        let _ = std::fs::remove_file(format!("{}{end}", copy.display()));
    }
    Ok(())
}

/// The same contest on a PostgreSQL server of its own. Both write to a copy of the same
/// storage.
async fn on_postgres(small: &Place, life: Arc<Recorded>, extent: Extent, report: &mut Report) -> Result<()> {
    let server = tokio::task::block_in_place(leye_postgres::Server::own);
    let (ours, theirs) = (server.database(), server.database());
    // The peer's first: both have the same folder beside the storage, and only ours needs it.
    small.copy_to(&theirs.url()).await.context("copying the storage to PostgreSQL")?;
    let copy = small.copy_to(&ours.url()).await?;
    for round in 0..extent.rounds {
        for clients in CLIENTS {
            let cases = clients * extent.each;
            let stations = stations(small, clients).await?;
            let speed = plain_postgres::lead(&theirs.url(), &life, &stations, cases).await;
            report.lives("plain Rust + PostgreSQL", clients, round, &speed.context("the plain peer")?);
            let speed = Bench::open(&copy, clients).await?.lead(cases).await?;
            report.lives("leye on PostgreSQL, 10,000 cases", clients, round, &speed);
        }
    }
    copy.clear()
}

async fn stations(place: &Place, clients: usize) -> Result<Vec<String>> {
    let bench = Bench::open(place, clients).await?;
    Ok(bench.stations())
}

/// Leads one life in a small storage of its own and records every row.
async fn record(like: &Place) -> Result<Recorded> {
    let place = Place::new(like.dir().with_extension("tape"));
    load::load(&Order { cases: 20, templates: 20, place: place.clone() }, &|_| ()).await?;
    let mut bench = Bench::open(&place, 1).await?;
    let station = bench.team().station.as_str().to_owned();
    let mut recorder = capture::Recorder::begin(&place.database())?;
    let number = names::Numbers::default().like("110101197601010011", "110101", &mut names::seeded(11));
    let details = path::applicant(number, "13945678901".to_owned());
    let id = path::submit(bench.app(), bench.team(), details).await?;
    recorder.note()?;
    for which in &BEFORE[1..] {
        path::act(bench.app(), bench.team(), &id, *which).await?;
        recorder.note()?;
    }
    bench.let_the_notice_end().await?;
    for which in AFTER {
        path::act(bench.app(), bench.team(), &id, which).await?;
        recorder.note()?;
    }
    let tape = recorder.end();
    anyhow::ensure!(
        tape.acts.len() == ACTS && tape.acts.iter().all(|ops| ops.len() > 2),
        "an act left no rows"
    );
    let row = bench.app().store().load_application(id.county(), id.as_str()).await?;
    let person = row.map(|(row, _)| row.person).context("the case that was led")?;
    drop(bench);
    place.clear()?;
    Ok(Recorded { tape, station, case: id.as_str().to_owned(), person })
}
