//! `leye rebuild`: every read model anew from the events.

use anyhow::Result;
use serde_json::json;

use crate::answer::{Outcome, Printer};
use crate::progress;
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Which storage.
#[derive(Debug, clap::Args)]
pub struct Rebuild {
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

impl Rebuild {
    /// Rebuilds.
    ///
    /// # Errors
    /// Events that cannot be read; nothing is changed then.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let app = self.storage.open(self.pack.rules()?).await?;
        let bar = progress::streams("rebuilding");
        let count = app.rebuild(&|done| bar.set_position(done)).await?;
        bar.finish_and_clear();
        printer.print(&json!({ "rebuilt": count }), || {
            format!("{count} cases and people rebuilt from their events")
        })?;
        Ok(Outcome::Yes)
    }
}
