//! `leye pack rehearse`: who gains and who loses by a draft, before anything is published.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use jiff::civil::Date;
use leye_rules::{Rehearsed, rehearse};

use crate::answer::{Outcome, Printer, table};
use crate::progress;
use crate::rules::{PackArgs, named};

/// Which draft, which people, on which day, against which pack.
#[derive(Debug, clap::Args)]
pub struct Rehearse {
    /// Folder of the draft, or the name of a pack that is compiled in
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    /// The people file (Parquet), sorted by household
    #[arg(long, value_name = "FILE.parquet")]
    people: PathBuf,
    /// The day of the rulings, such as 2026-11-01
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// Writes the persons that change to this file (Parquet)
    #[arg(long, value_name = "FILE.parquet")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pack: PackArgs,
}

impl Rehearse {
    /// Rehearses.
    ///
    /// # Errors
    /// A people file that cannot be judged, named by column and row; a day on which one of
    /// the packs is not in force.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        let (base, draft) = (self.pack.rules()?.pack(), named(&self.draft)?.pack());
        let bar = progress::rehearsal();
        let found = rehearse(&self.people, &base, &draft, self.on, self.out.as_deref(), &mut |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        let found = found?;
        printer.print(&found, || text(&found))?;
        Ok(Outcome::Yes)
    }
}

fn text(found: &Rehearsed) -> String {
    let mut text = format!(
        "{} people on {}, {} against {}: {} become eligible, {} no longer are, {} change in some way\n\n",
        found.people, found.on, found.draft.id, found.base.id, found.gain, found.lose, found.changed
    );
    let rows: Vec<_> = found
        .transitions
        .iter()
        .map(|one| [one.from.as_str().to_owned(), one.to.as_str().to_owned(), one.people.to_string()])
        .collect();
    text += &table(["from", "to", "people"], &rows);
    let rows: Vec<_> = found
        .categories
        .iter()
        .map(|one| {
            [
                one.category.clone(),
                one.before.to_string(),
                one.after.to_string(),
                one.gain.to_string(),
                one.lose.to_string(),
            ]
        })
        .collect();
    let _ = write!(text, "\n{}", table(["category", "before", "after", "gain", "lose"], &rows));
    let rows: Vec<_> = found
        .agencies
        .iter()
        .map(|one| {
            let agency = if one.agency.is_empty() { "not known".to_owned() } else { one.agency.clone() };
            let level = one.level.map(|level| level.as_str().to_owned()).unwrap_or_default();
            [
                agency,
                level,
                one.before.to_string(),
                one.after.to_string(),
                one.gain.to_string(),
                one.lose.to_string(),
                one.outreach.to_string(),
            ]
        })
        .collect();
    let heading = ["agency", "level", "before", "after", "gain", "lose", "outreach"];
    let _ = write!(text, "\n{}", table(heading, &rows));
    let steps = found.work.iter().flat_map(|work| work.steps.iter().map(move |step| (work, step)));
    let rows: Vec<_> = steps
        .map(|(work, step)| {
            let most = format!("{} × {} = {}", work.cases, step.limit, step.working_days);
            [work.level.as_str().to_owned(), step.step.clone(), work.cases.to_string(), most]
        })
        .collect();
    let _ = write!(text, "\n{}", table(["level", "step", "cases", "working days at most"], &rows));
    text
}
