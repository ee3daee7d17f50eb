//! `cargo run --release -p leye-benches -- all`: see `benches/README.md`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use leye_benches::load::{self, Order};
use leye_benches::place::Place;
use leye_benches::report::{Machine, Report};
use leye_benches::{lives, pages, papers, screen};

/// The same as the product's, for it and for its peers.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Leye against its peers
#[derive(Parser)]
struct Benches {
    /// Folder of the storages; those that are missing are made
    #[arg(long, value_name = "DIR", default_value = "target/benches", global = true)]
    dir: PathBuf,
    /// Less of everything, to see whether it runs
    #[arg(long, global = true)]
    quick: bool,
    /// Interleaved rounds
    #[arg(long, global = true)]
    rounds: Option<usize>,
    /// Cases of the large storage
    #[arg(long, value_name = "COUNT", default_value_t = 1_000_000, global = true)]
    cases: usize,
    /// People of the city that is screened
    #[arg(long, value_name = "COUNT", default_value_t = 10_000_000, global = true)]
    people: usize,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Everything
    All,
    /// Makes the storages only
    Load,
    /// Whole lives of cases
    Lives,
    /// Pages over HTTP, the start, memory
    Pages,
    /// Filled application forms as PDF
    Papers,
    /// A city's people file to a result file, a ruling, the loading of a pack
    Screen,
    /// Makes the people file of a city only
    People {
        /// Where to
        file: PathBuf,
        /// Another seed, another city
        #[arg(long, default_value_t = 2026)]
        seed: u64,
    },
    /// Our contender; started by `screen`
    #[command(hide = true)]
    ScreenOurs {
        /// The people file
        file: PathBuf,
        /// The result file
        out: PathBuf,
    },
    /// Our contender; started by `papers`
    #[command(hide = true)]
    PapersOurs(papers::Order),
    /// The peer without our layer; started by `papers`
    #[command(hide = true)]
    PapersPlain(papers::Order),
    /// The peer of the pages; started by `pages`
    #[command(hide = true)]
    PlainPages {
        /// The plain database
        database: PathBuf,
        /// Where to listen
        listen: SocketAddr,
    },
}

/// Cases of the small storage.
const SMALL: usize = 10_000;
/// The large storage of `--quick`.
const QUICK: usize = 20_000;
/// Cases of the demo whose lives are copied.
const TEMPLATES: usize = 400;

fn main() -> Result<()> {
    let benches = Benches::parse();
    match &benches.what {
        What::PlainPages { database, listen } => return pages::plain::serve(database, *listen),
        What::ScreenOurs { file, out } => return screen::ours(file, out),
        What::PapersOurs(order) => return papers::ours(order),
        What::PapersPlain(order) => return papers::plain(order),
        What::People { file, seed } => return screen::people::write(benches.people, *seed, file),
        _ => {}
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(benches.run())
}

impl Benches {
    async fn run(&self) -> Result<()> {
        let cases = if self.quick { QUICK.min(self.cases) } else { self.cases };
        let all = matches!(self.what, What::All);
        let mut report = Report::default();
        if all || matches!(self.what, What::Screen) {
            screen::run(&self.dir, self.screen(), &mut report)?;
        }
        if matches!(self.what, What::Screen) {
            return self.written(&report, "screen");
        }
        if all || matches!(self.what, What::Papers) {
            papers::run(&self.dir, self.papers(), &mut report)?;
        }
        if matches!(self.what, What::Papers) {
            return self.written(&report, "papers");
        }
        let small = self.storage("small", SMALL).await?;
        let large = self.storage(&format!("cases-{cases}"), cases).await?;
        if all || matches!(self.what, What::Pages) {
            pages::run(&large, self.pages(), &mut report).await?;
        }
        if all || matches!(self.what, What::Lives) {
            lives::run(&small, Some(&large), self.lives(), &mut report).await?;
        }
        if matches!(self.what, What::Load) {
            return Ok(());
        }
        let what = if all {
            "all"
        } else if matches!(self.what, What::Pages) {
            "pages"
        } else {
            "lives"
        };
        self.written(&report, what)
    }

    fn written(&self, report: &Report, what: &str) -> Result<()> {
        let machine = Machine::now();
        let name = format!("{}-{what}{}", machine.day(), if self.quick { "-quick" } else { "" });
        let folder = if self.quick { self.dir.clone() } else { results() };
        let page = report.write(&folder, &name, &machine)?;
        println!("\n{}", std::fs::read_to_string(&page)?);
        println!("written to {}", page.display());
        Ok(())
    }

    fn pages(&self) -> pages::Extent {
        let (rounds, seconds) = if self.quick { (1, 2) } else { (5, 10) };
        pages::Extent { rounds: self.rounds.unwrap_or(rounds), lasting: Duration::from_secs(seconds) }
    }

    fn screen(&self) -> screen::Extent {
        let (rounds, people, small) = if self.quick { (1, 200_000, 20) } else { (3, self.people, 200) };
        screen::Extent { rounds: self.rounds.unwrap_or(rounds), people, small }
    }

    fn papers(&self) -> papers::Extent {
        let (rounds, papers) = if self.quick { (1, 20) } else { (5, 250) };
        papers::Extent { rounds: self.rounds.unwrap_or(rounds), papers }
    }

    fn lives(&self) -> lives::Extent {
        let (rounds, each, spiff) = if self.quick { (1, 5, 5) } else { (5, 40, 20) };
        lives::Extent { rounds: self.rounds.unwrap_or(rounds), each, spiff }
    }

    /// The storage of that name, loaded if it is not there or was not finished.
    async fn storage(&self, name: &str, cases: usize) -> Result<Place> {
        let place = Place::new(self.dir.join(name));
        let finished = place.dir().join("loaded");
        if !finished.exists() {
            std::fs::create_dir_all(&self.dir).with_context(|| self.dir.display().to_string())?;
            let order = Order { cases, templates: TEMPLATES, place: place.clone() };
            load::load(&order, &|line| println!("{name}: {line}")).await?;
            std::fs::write(finished, "")?;
        }
        place.keep_its_day().await?;
        Ok(place)
    }
}

fn results() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("results")
}
