//! `leye register`: the register of determined people.

use anyhow::Result;
use clap::Subcommand;
use jiff::civil::Date;
use leye_app::register::RegisterScreening;

use crate::answer::{Outcome, Printer};
use crate::progress;
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Commands on the register.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Asks the exit articles of everybody determined; the service does so once a day by itself
    Screen(Screen),
}

/// Which storage, on which day.
#[derive(Debug, clap::Args)]
pub struct Screen {
    /// The day, such as 2026-11-01; without it today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

impl Register {
    /// Runs the command.
    ///
    /// # Errors
    /// Storage that cannot be read or written; a day on which the pack is not in force.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        match self {
            Register::Screen(screen) => screen.run(printer).await,
        }
    }
}

impl Screen {
    async fn run(self, printer: Printer) -> Result<Outcome> {
        let app = self.storage.open(self.pack.rules()?).await?;
        let on = self.on.unwrap_or_else(|| app.today());
        let bar = progress::register();
        let screening = app.screen_register(on, &|done| bar.set_position(done)).await?;
        bar.finish_and_clear();
        printer.print(&screening, || text(&screening))?;
        Ok(if screening.failed == 0 { Outcome::Yes } else { Outcome::No })
    }
}

fn text(screening: &RegisterScreening) -> String {
    let RegisterScreening { on, people, opened, changed, withdrawn, foreseen, failed } = screening;
    let told = format!(
        "{people} determined people on {on}: {opened} reviews opened, {changed} changed, {withdrawn} withdrawn; \
         known ends written down for {foreseen}"
    );
    match failed {
        0 => told,
        _ => format!("{told}; {failed} could not be judged, see the log"),
    }
}
