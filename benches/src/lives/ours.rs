//! Whole lives through the use cases: every act with its access decision, its clock, its
//! record, and on disk before it is acknowledged.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use leye_app::{App, Chance, Rules, TimeSource, rules};
use leye_domain::id::CaseId;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::Speed;
use super::path::{AFTER, BEFORE, Move, Team, act, applicant, submit};
use crate::load::names::{Numbers, below, one, phone};
use crate::pages::server::worked;
use crate::place::{AHEAD, Place};

/// How far the clock goes on while the notices hang: over every holiday.
const NOTICE: i64 = 21 * 24 * 3_600 * 1_000_000;
/// Provinces that the numbers of these applicants come from: no loaded person has such a one.
/// Many, so that nobody applies who was determined in an earlier run.
const PROVINCES: [u32; 10] = [11, 12, 13, 14, 31, 32, 33, 34, 35, 36];

/// The storage with its application, and the stations that the clients work at.
pub struct Bench {
    app: Arc<App>,
    teams: Vec<Team>,
}

impl Bench {
    /// Opens the storage.
    ///
    /// # Errors
    /// What the application says.
    pub async fn open(place: &Place, clients: usize) -> Result<Bench> {
        let app = Arc::new(place.app().await?);
        let stations: Vec<String> =
            app.tree().all().filter(|row| row.level == "station").map(|row| row.code.clone()).collect();
        ensure!(!stations.is_empty(), "no stations in {}", place.dir().display());
        let step = (stations.len() / clients.max(1)).max(1);
        let teams = (0..clients).map(|client| Team::at(&stations[client * step % stations.len()]));
        Ok(Bench { teams: teams.collect::<Result<_>>()?, app })
    }

    /// The application.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The staff of the first client.
    pub fn team(&self) -> &Team {
        &self.teams[0]
    }

    /// The stations of the clients.
    pub fn stations(&self) -> Vec<String> {
        self.teams.iter().map(|team| team.station.as_str().to_owned()).collect()
    }

    /// Lets the periods of the notices pass.
    ///
    /// # Errors
    /// What the application says.
    pub async fn let_the_notice_end(&mut self) -> Result<()> {
        self.move_clock(NOTICE).await
    }

    /// Leads `cases` lives, as many at once as there are clients.
    ///
    /// # Errors
    /// What the use cases say.
    pub async fn lead(&mut self, cases: usize) -> Result<Speed> {
        let each = (cases / self.teams.len()).max(1);
        let begun = self.half(vec![Vec::new(); self.teams.len()], each).await?;
        self.move_clock(NOTICE).await?;
        let ended = self.half(begun.ids, 0).await;
        self.move_clock(-NOTICE).await?;
        let ended = ended?;
        let lives = each * self.teams.len();
        let work = begun.work + ended.work;
        Ok(Speed::new(lives, begun.taken + ended.taken, work, [begun.waits, ended.waits].concat()))
    }

    /// The notice hangs: the service starts again with a clock that has gone on. Nothing
    /// is settled on the way, as the service would: that is not what is measured.
    async fn move_clock(&mut self, by: i64) -> Result<()> {
        let store = self.app.store().clone();
        let ahead = store.setting(AHEAD).await?.and_then(|text| text.parse::<i64>().ok()).unwrap_or_default();
        store.put_setting(AHEAD, &(ahead + by).to_string()).await?;
        let app = App::open(store, Rules::new(&rules::built_in())?, Chance::from_system()).await?;
        app.begin(true).await?;
        self.app = Arc::new(app);
        Ok(())
    }

    /// One half of the lives: the first if there are no cases yet.
    async fn half(&self, cases: Vec<Vec<CaseId>>, new: usize) -> Result<Half> {
        let barrier = Arc::new(Barrier::new(self.teams.len() + 1));
        let mut work = JoinSet::new();
        for (client, (team, cases)) in self.teams.iter().zip(cases).enumerate() {
            let (app, team, barrier) = (self.app.clone(), team.clone(), barrier.clone());
            work.spawn(async move {
                barrier.wait().await;
                let done = if new > 0 {
                    begin(&app, &team, client, new).await
                } else {
                    end(&app, &team, cases).await
                };
                (client, done)
            });
        }
        let before = worked("self")?;
        barrier.wait().await;
        let begun = Instant::now();
        // Each client goes on with cases of its own station.
        let mut half = Half { ids: vec![Vec::new(); self.teams.len()], ..Half::default() };
        while let Some(done) = work.join_next().await {
            let (client, done) = done.context("a client")?;
            let (ids, waits) = done?;
            half.ids[client] = ids;
            half.waits.extend(waits);
        }
        half.taken = begun.elapsed();
        half.work = worked("self")? - before;
        Ok(half)
    }
}

#[derive(Default)]
struct Half {
    ids: Vec<Vec<CaseId>>,
    waits: Vec<Duration>,
    taken: Duration,
    /// Seconds of processor time.
    work: f64,
}

type Done = Result<(Vec<CaseId>, Vec<Duration>)>;

async fn begin(app: &App, team: &Team, client: usize, count: usize) -> Done {
    let seed = TimeSource::system().as_microsecond().unsigned_abs() + client as u64;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut numbers = Numbers::default();
    let (mut ids, mut waits) = (Vec::with_capacity(count), Vec::with_capacity(count * BEFORE.len()));
    for _ in 0..count {
        let region = format!("{}01{:02}", one(&mut rng, &PROVINCES), 2 + below(&mut rng, 14));
        let number = numbers.like(&format!("{region}{}0101001", 1976 + client % 20), &region, &mut rng);
        let details = applicant(number, phone(&mut rng));
        let begun = Instant::now();
        let id = submit(app, team, details).await?;
        waits.push(begun.elapsed());
        for which in &BEFORE[1..] {
            waits.push(timed(app, team, &id, *which).await?);
        }
        ids.push(id);
    }
    Ok((ids, waits))
}

async fn end(app: &App, team: &Team, ids: Vec<CaseId>) -> Done {
    let mut waits = Vec::with_capacity(ids.len() * AFTER.len());
    for id in &ids {
        for which in AFTER {
            waits.push(timed(app, team, id, which).await?);
        }
    }
    Ok((ids, waits))
}

async fn timed(app: &App, team: &Team, id: &CaseId, which: Move) -> Result<Duration> {
    let begun = Instant::now();
    act(app, team, id, which).await?;
    Ok(begun.elapsed())
}
