//! `leye screen`: a whole population, from a people file to a result file.

use std::path::PathBuf;

use anyhow::Result;
use jiff::civil::Date;
use leye_rules::{Engine, screen};
use serde_json::json;

use crate::answer::{Outcome, Printer};
use crate::progress;
use crate::rules::PackArgs;

/// Which people, on which day, by which pack.
#[derive(Debug, clap::Args)]
pub struct Screen {
    /// The people file (Parquet), sorted by household
    #[arg(value_name = "PEOPLE.parquet")]
    people: PathBuf,
    /// The day of the rulings, such as 2026-11-01
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// The result file (Parquet); it is replaced only by a whole one
    #[arg(long, value_name = "FOUND.parquet")]
    out: PathBuf,
    #[command(flatten)]
    pack: PackArgs,
    /// Screen on a cluster: the address of its scheduler. Every executor has to reach the
    /// people file under the same path
    #[arg(long, value_name = "http://HOST:PORT")]
    cluster: Option<String>,
    /// On a cluster, the least rows of a slice; a row group is never cut
    #[arg(long, value_name = "ROWS", default_value_t = 100_000, requires = "cluster")]
    slice: u64,
}

impl Screen {
    /// Screens.
    ///
    /// # Errors
    /// A people file that cannot be judged, named by column and row; a day on which the pack
    /// is not in force.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        let pack = self.pack.rules()?.pack();
        let engine = Engine::new(&pack, self.on)?;
        let bar = progress::people();
        let mut progress = |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        };
        let screened = match &self.cluster {
            Some(url) => self.on_cluster(url, &engine, &mut progress),
            None => screen(&self.people, &engine, &self.out, &mut progress).map_err(anyhow::Error::from),
        };
        bar.finish_and_clear();
        let screened = screened?;
        let document = json!({
            "on": self.on,
            "pack": { "id": pack.id, "hash": pack.hash },
            "people": screened.people,
            "eligible": screened.eligible,
            "unknown": screened.unknown,
            "potential": screened.potential,
        });
        printer.print(&document, || {
            format!(
                "{} people: {} eligible, {} unknown, {} to reach out to",
                screened.people, screened.eligible, screened.unknown, screened.potential
            )
        })?;
        Ok(Outcome::Yes)
    }

    #[cfg(feature = "cluster")]
    fn on_cluster(
        &self,
        url: &str,
        engine: &Engine,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<leye_rules::Screened> {
        let request = leye_cluster::Request {
            cluster: url,
            people: &self.people,
            out: &self.out,
            pack: self.pack.files()?,
            engine,
            slice: self.slice,
        };
        Ok(super::runtime()?.block_on(leye_cluster::screen(request, progress))?)
    }

    #[cfg(not(feature = "cluster"))]
    fn on_cluster(&self, _: &str, _: &Engine, _: &mut dyn FnMut(u64, u64)) -> Result<leye_rules::Screened> {
        let _ = self.slice;
        let why = "this leye was built without clusters; build it with `--features cluster`";
        Err(crate::answer::Usage(why.to_owned()).into())
    }
}
