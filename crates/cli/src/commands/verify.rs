//! `leye verify`: holds everything against the events, and names the first thing wrong.

use std::sync::Arc;

use anyhow::{Context, Result};
use leye_app::AppError;
use leye_store::{Source, StoreError, VerifyReport, verify_source};
use serde_json::json;

use crate::answer::{Outcome, Printer};
use crate::progress;
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Which storage; a copied folder will do.
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

/// What was checked.
struct Finding {
    report: VerifyReport,
    /// Read models that were compared; none without the master key.
    models: Option<u64>,
    fault: Option<String>,
}

impl Verify {
    /// Verifies.
    ///
    /// # Errors
    /// Storage that cannot be read at all, or the key of another one.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let found = self.find().await?;
        let report = &found.report;
        let document = json!({
            "sound": found.fault.is_none(),
            "streams": report.streams,
            "events": report.events,
            "sealed": report.sealed,
            "witness_lines": report.witness_lines,
            "read_models": found.models,
            "keyed": report.keyed,
            "fault": found.fault,
        });
        printer.print(&document, || text(&found))?;
        Ok(if found.fault.is_none() { Outcome::Yes } else { Outcome::No })
    }

    /// First the events, without writing anything; then, with the key, what follows from
    /// them. Damaged events are never opened as a service.
    async fn find(&self) -> Result<Finding> {
        self.storage.must_exist().await?;
        let key = self.storage.key()?;
        let keyed = key.is_some();
        let bar = progress::streams("checking");
        let told = {
            let bar = bar.clone();
            Arc::new(move |walked| bar.set_position(walked))
        };
        let (dir, database) = (self.storage.data.clone(), self.storage.database()?);
        let report = verify_source(Source { dir, database, master_key: key }, told).await;
        bar.finish_and_clear();
        let report = report?;
        let fault = report.fault.as_ref().map(ToString::to_string);
        if fault.is_some() || !keyed {
            return Ok(Finding { report, models: None, fault });
        }
        // Opening reads the published packs.
        let app = match self.storage.open(self.pack.rules()?).await {
            Ok(app) => app,
            Err(error) => match error.downcast_ref::<AppError>() {
                Some(AppError::Store(StoreError::Corrupt { place, what })) => {
                    let fault = Some(format!("{place}: {what}"));
                    return Ok(Finding { report, models: None, fault });
                }
                _ => return Err(error).context("comparing the read models"),
            },
        };
        let bar = progress::streams("comparing");
        let compared = app.compare(&|done| bar.set_position(done)).await;
        bar.finish_and_clear();
        match compared {
            Ok(verdict) => Ok(Finding { report, models: Some(verdict.models), fault: verdict.fault }),
            Err(AppError::Store(StoreError::Corrupt { place, what })) => {
                Ok(Finding { report, models: None, fault: Some(format!("{place}: {what}")) })
            }
            Err(error) => Err(error).context("the events are sound; comparing the read models"),
        }
    }
}

fn text(found: &Finding) -> String {
    let VerifyReport { streams, events, sealed, witness_lines, witness_behind, .. } = found.report;
    let mut lines = vec![
        format!("{streams} streams with {events} events, each hash computed again"),
        format!("{witness_lines} lines of the witness held against them"),
    ];
    if witness_behind > 0 {
        lines.push(format!("{witness_behind} lines that the witness lacks will be added at the next start"));
    }
    if found.report.keyed {
        lines.push(format!("{sealed} sealed values opened"));
    }
    match found.models {
        Some(models) => lines.push(format!("{models} read models compared with their events")),
        None if !found.report.keyed => lines.push(
            "the master key is not here: seals, tags and read models were not checked; name it with --master-key FILE"
                .to_owned(),
        ),
        None => {}
    }
    lines.push(match &found.fault {
        Some(fault) => {
            format!("WRONG: {fault}\nkeep this folder as it is and restore a backup into another one")
        }
        None => "nothing wrong".to_owned(),
    });
    lines.join("\n")
}
