//! Storage with as many cases as a city has: lives of a demo, copied over every station of
//! the pack with other people, agencies and staff, each under a key of its own. What comes
//! out is a storage like any other, and `leye verify` accepts it.

mod copy;
mod indexes;
pub mod names;
mod plain;
mod staff;
mod template;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use leye_domain::id::{CaseId, PersonId};
use leye_store::{Commit, Put, Store};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use tokio::task::JoinSet;

use crate::place::Place;
use copy::{Fresh, Swap};
use indexes::Indexes;
use names::{Names, Numbers, below, one, phone};
use plain::{Plain, PlainCase};
use staff::Staff;
use template::{Life, Lives};

/// The password of everybody in the storages of the benches.
pub const PASSWORD: &str = "bench bench bench";
/// Of how many cases one is open.
const ONE_OPEN_IN: usize = 4;
/// How many lives are committed at once, and how many such commits are on their way.
const GROUP: usize = 200;
const ON_THE_WAY: usize = 4;
/// Below this many cases the secondary indexes stay where they are.
const LARGE: usize = 50_000;

/// What to load.
#[derive(Clone, Debug)]
pub struct Order {
    /// Cases in all.
    pub cases: usize,
    /// Cases of the demo whose lives are copied.
    pub templates: usize,
    /// Where.
    pub place: Place,
}

impl Order {
    /// The plain database of the same cases.
    pub fn plain(&self) -> PathBuf {
        plain_of(&self.place)
    }
}

/// The plain database beside a storage.
pub fn plain_of(place: &Place) -> PathBuf {
    place.dir().join("plain.db")
}

/// Fills an empty folder.
///
/// # Errors
/// What the store says.
pub async fn load(order: &Order, told: &(dyn Fn(String) + Sync)) -> Result<()> {
    let begun = Instant::now();
    let scratch = Place::new(order.place.dir().with_extension("scratch"));
    let lives = template::lives(&scratch, order.templates).await?;
    told(format!("{} lives to copy after {:.0?}", lives.open.len() + lives.closed.len(), begun.elapsed()));
    order.place.clear()?;
    order.place.make(Some(&scratch))?;
    scratch.clear()?;
    let city = city(order, &lives).await?;
    let indexes =
        if order.cases >= LARGE { Some(Indexes::take_away(&order.place.database())?) } else { None };
    let store = order.place.store().await?;
    let plain = Plain::begin(&order.plain(), &city.agencies, &city.users)?;
    fill(order, &store, &city, &Arc::new(lives), plain.queue(), told).await?;
    drop(store);
    told(format!("written after {:.0?}", begun.elapsed()));
    plain.end().context("the plain rows")?;
    if let Some(indexes) = indexes {
        indexes.make(&order.place.database(), |sql| told(format!("{:.0?}: {sql}", begun.elapsed())))?;
    }
    told(format!("{} cases after {:.0?}", order.cases, begun.elapsed()));
    Ok(())
}

/// Agencies and staff.
struct City {
    staff: Arc<Staff>,
    agencies: Vec<leye_store::AgencyRow>,
    users: Vec<(String, String)>,
}

async fn city(order: &Order, lives: &Lives) -> Result<City> {
    let app = order.place.app().await?;
    app.load_agencies(None).await?;
    let agencies: Vec<_> = app.tree().all().cloned().collect();
    let staff = Staff::new(&lives.users);
    let names = Names::read()?;
    staff.hire(app.store(), &agencies, &names, &mut ChaCha8Rng::seed_from_u64(1)).await?;
    let users = app.store().users().await?.into_iter().map(|user| (user.name, user.display_name)).collect();
    Ok(City { staff: Arc::new(staff), agencies, users })
}

/// Every county in turn: what lies side by side in storage is written side by side.
async fn fill(
    order: &Order,
    store: &Store,
    city: &City,
    lives: &Arc<Lives>,
    plain: SyncSender<PlainCase>,
    told: &(dyn Fn(String) + Sync),
) -> Result<()> {
    let stations: Vec<&str> =
        city.agencies.iter().filter(|row| row.level == "station").map(|row| row.code.as_str()).collect();
    ensure!(!stations.is_empty(), "the pack names no station");
    let mut counties: Vec<&[&str]> = stations.chunk_by(|a, b| a[..6] == b[..6]).collect();
    counties.sort_by_key(|county| county.first().copied());
    let mut work = JoinSet::new();
    let (mut done, mut passed) = (0, 0);
    for county in counties {
        passed += county.len();
        let until = order.cases * passed / stations.len();
        let mut street = Street::new(county, until - done, lives.clone());
        while street.left > 0 {
            let copies = street.copies();
            if work.len() >= ON_THE_WAY {
                finish(work.join_next().await)?;
            }
            let (store, lives, staff, plain) =
                (store.clone(), lives.clone(), city.staff.clone(), plain.clone());
            work.spawn(async move { write(&store, &lives, &staff, copies, &plain).await });
        }
        done = until;
        told(format!("{done} cases"));
    }
    while let Some(joined) = work.join_next().await {
        finish(Some(joined))?;
    }
    Ok(())
}

fn finish(joined: Option<Result<Result<()>, tokio::task::JoinError>>) -> Result<()> {
    joined.map_or(Ok(()), |joined| joined?)
}

/// Which life, and who the copy is.
struct Copy {
    open: bool,
    life: usize,
    fresh: Fresh,
}

async fn write(
    store: &Store,
    lives: &Lives,
    staff: &Staff,
    copies: Vec<Copy>,
    plain: &SyncSender<PlainCase>,
) -> Result<()> {
    let mut commits = Vec::with_capacity(copies.len() * 2);
    for copy in &copies {
        let life = if copy.open { &lives.open[copy.life] } else { &lives.closed[copy.life] };
        let swap = Swap::new(store, life, &copy.fresh, staff);
        let written = swap.commits(store, life);
        for commit in &written {
            if let Some(case) = plain_case(commit, &copy.fresh) {
                plain.send(case).context("the plain rows have ended")?;
            }
        }
        commits.extend(written);
    }
    store.commit_all(commits).await?;
    Ok(())
}

fn plain_case(commit: &Commit, fresh: &Fresh) -> Option<PlainCase> {
    let row = commit.rows.iter().find_map(|row| match row {
        Put::Application(row) => Some(row.clone()),
        _ => None,
    })?;
    let duty = commit.duties.open.first().cloned();
    Some(PlainCase { row, duty, name: fresh.name.clone(), number: fresh.number.clone() })
}

/// The copies of one county, with ids that go up.
struct Street<'a> {
    stations: &'a [&'a str],
    lives: Arc<Lives>,
    names: Names,
    numbers: Numbers,
    rng: ChaCha8Rng,
    left: usize,
    made: usize,
    open: usize,
    gap: usize,
}

impl<'a> Street<'a> {
    fn new(stations: &'a [&'a str], cases: usize, lives: Arc<Lives>) -> Street<'a> {
        let seed = stations.first().and_then(|code| code.parse().ok()).unwrap_or_default();
        Street {
            stations,
            lives,
            names: Names::read().expect("the demo's lists are compiled in and read by a test"),
            numbers: Numbers::default(),
            rng: ChaCha8Rng::seed_from_u64(seed),
            left: cases,
            made: 0,
            open: 0,
            gap: (99_999_999 / cases.max(1)).max(1),
        }
    }

    /// The next group.
    fn copies(&mut self) -> Vec<Copy> {
        let mut copies = Vec::with_capacity(GROUP);
        while copies.len() < GROUP && self.left > 0 {
            copies.push(self.copy());
        }
        copies
    }

    fn copy(&mut self) -> Copy {
        let lives = self.lives.clone();
        let open = self.open * ONE_OPEN_IN <= self.made;
        let of: &[Life] = if open { &lives.open } else { &lives.closed };
        let mut life = below(&mut self.rng, of.len());
        // The last ones of a county have one case each, so that none is too many.
        while of[life].cases.len() > self.left {
            life = below(&mut self.rng, of.len());
        }
        let copied = &of[life];
        let fresh = self.fresh(copied);
        self.left -= copied.cases.len();
        self.open += usize::from(open);
        Copy { open, life, fresh }
    }

    fn fresh(&mut self, life: &Life) -> Fresh {
        let station = one(&mut self.rng, self.stations).to_owned();
        let county = station[..6].to_owned();
        let first = self.made;
        let serial = |at: usize| u32::try_from(at * self.gap).unwrap_or_default();
        let cases = life.cases.iter().enumerate();
        let id = |(at, case): (usize, &template::CaseLife)| {
            let year = case.row.opened_day.year();
            CaseId::new(&county, year, serial(first + at)).as_str().to_owned()
        };
        let cases: Vec<String> = cases.map(id).collect();
        self.made += cases.len();
        Fresh {
            person: PersonId::new(&county, first as u64 * self.gap as u64 * 100).as_str().to_owned(),
            cases,
            number: self.numbers.like(&life.number, &county, &mut self.rng),
            name: self.names.name(&mut self.rng),
            phone: phone(&mut self.rng),
            station,
            county,
        }
    }
}
