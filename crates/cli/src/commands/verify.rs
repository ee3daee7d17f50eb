//! `leye verify`: holds everything against the events, and names the first thing wrong; or one
//! receipt or paper against itself, without the service.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use leye_app::paper::{self, PAPER_KIND, SignedProof};
use leye_app::{AppError, ruling};
use leye_store::{StoreError, VerifyReport, verify_source};
use serde_json::{Value, json};

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
    /// One receipt of a review, or one issued paper as PDF, instead of the storage: genuine and
    /// unchanged, and the review ruled again
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// The public key of the service that is expected to have signed it; `leye key list` tells
    #[arg(long, value_name = "HEX", requires = "receipt")]
    key: Option<String>,
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
        if let Some(file) = &self.receipt {
            return self.receipt(file, printer);
        }
        let found = self.find().await?;
        let report = &found.report;
        let document = json!({
            "sound": found.fault.is_none(),
            "streams": report.streams,
            "events": report.events,
            "sealed": report.sealed,
            "files": report.files,
            "files_in": report.files_in,
            "witness_lines": report.witness_lines,
            "read_models": found.models,
            "keyed": report.keyed,
            "fault": found.fault,
        });
        printer.print(&document, || text(&found))?;
        Ok(if found.fault.is_none() { Outcome::Yes } else { Outcome::No })
    }

    /// Checks one receipt, or each of a list of them.
    fn receipt(&self, file: &Path, printer: Printer) -> Result<Outcome> {
        let name = file.display().to_string();
        let text = fs::read(file).with_context(|| name.clone())?;
        if text.starts_with(b"%PDF-") {
            return self.paper(&text, printer);
        }
        let document: Value = serde_json::from_slice(&text).with_context(|| {
            format!("{name} is no PDF and no JSON: take the file as the service gave it out")
        })?;
        let list = document.get("reviews").and_then(Value::as_array).or(document.as_array());
        let all: Vec<Value> = list.cloned().unwrap_or_else(|| vec![document.clone()]);
        if all.is_empty() {
            bail!("{name} holds no receipt");
        }
        let files = self.pack.files()?;
        let checked: Vec<Checked> =
            all.iter().map(|one| Checked::of(one, &files, self.key.as_deref())).collect();
        let sound = checked.iter().all(|one| one.fault.is_none());
        let told: Vec<Value> = checked.iter().map(Checked::json).collect();
        let document = json!({ "sound": sound, "receipts": told });
        printer.print(&document, || checked.iter().map(Checked::line).collect::<Vec<_>>().join("\n"))?;
        Ok(if sound { Outcome::Yes } else { Outcome::No })
    }

    /// Checks one issued paper.
    fn paper(&self, file: &[u8], printer: Printer) -> Result<Outcome> {
        let found = paper::verify_file(file, self.key.as_deref());
        let fault = found.as_ref().err().map(ToString::to_string);
        let signed = found.as_ref().ok();
        let (proof, signature) = (signed.map(|one| &one.proof), signed.map(|one| &one.signature));
        let told = json!({
            "kind": PAPER_KIND,
            "code": proof.map(|proof| paper::grouped(&proof.code)),
            "paper": proof.map(|proof| &proof.paper),
            "lang": proof.map(|proof| &proof.lang),
            "agency": proof.map(|proof| &proof.agency),
            "at": proof.map(|proof| proof.at),
            "algorithm": signature.map(|signature| &signature.algorithm),
            "key": signature.map(|signature| &signature.key),
            "sound": fault.is_none(),
            "fault": fault,
        });
        let sound = found.is_ok();
        printer.print(&json!({ "sound": sound, "receipts": [told] }), || match &found {
            Err(fault) => format!("WRONG: {fault}"),
            Ok(SignedProof { proof, signature }) => format!(
                "paper {} with the code {}, issued by {} at {}\n  genuine and unchanged as of then; whether it was \
                 withdrawn since, the service tells\n  signed with {} {}",
                proof.paper,
                paper::grouped(&proof.code),
                proof.agency,
                proof.at,
                signature.algorithm,
                signature.key
            ),
        })?;
        Ok(if sound { Outcome::Yes } else { Outcome::No })
    }

    /// First the events, without writing anything; then, with the key, what follows from
    /// them. Damaged events are never opened as a service.
    async fn find(&self) -> Result<Finding> {
        let source = self.storage.source().await?;
        let keyed = source.master_key.is_some();
        let bar = progress::streams("checking");
        let told = {
            let bar = bar.clone();
            Arc::new(move |walked| bar.set_position(walked))
        };
        let report = verify_source(source, told).await;
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

/// A receipt with what was found.
struct Checked {
    receipt: Value,
    fault: Option<String>,
}

impl Checked {
    fn of(receipt: &Value, files: &BTreeMap<String, String>, key: Option<&str>) -> Checked {
        let found = ruling::verify(receipt.to_string().as_bytes(), files, key);
        Checked { receipt: receipt.clone(), fault: found.err().map(|fault| fault.to_string()) }
    }

    fn json(&self) -> Value {
        json!({
            "kind": self.receipt.get("kind"),
            "case": self.receipt.get("case"),
            "event": self.receipt.get("event"),
            "review": self.receipt.get("review"),
            "at": self.receipt.get("at"),
            "reviewer": self.receipt.get("reviewer"),
            "ruling": self.receipt.pointer("/ruling/ruling"),
            "pack": self.receipt.pointer("/pack/hash"),
            "algorithm": self.receipt.pointer("/signature/algorithm"),
            "key": self.receipt.pointer("/signature/key"),
            "sound": self.fault.is_none(),
            "fault": self.fault,
        })
    }

    fn line(&self) -> String {
        let word = |place: &str| match self.receipt.pointer(place) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => "?".to_owned(),
        };
        let head =
            format!("{} {} by {} at {}", word("/case"), word("/review"), word("/reviewer"), word("/at"));
        match &self.fault {
            Some(fault) => format!("{head}\n  WRONG: {fault}"),
            None => format!(
                "{head}\n  genuine and unchanged; ruled again: {}, by pack {} {}\n  signed with {} {}",
                word("/ruling/ruling"),
                word("/pack/id"),
                word("/pack/hash"),
                word("/signature/algorithm"),
                word("/signature/key")
            ),
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
    match &found.report.files_in {
        Some(bucket) => lines.push(format!(
            "the files of people lie in {bucket} and were not looked at; name it with --files URL"
        )),
        None => lines.push(format!("{} files of people looked at", found.report.files)),
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
