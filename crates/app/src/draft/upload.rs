//! A draft comes in: unpacked, checked as `leye pack check` does, its examples run, kept.

use leye_domain::rulebook::{DraftFacts, RulebookAct, RulebookEvent};
use leye_domain::staff::Staff;
use leye_pack::{Code, Diagnostic};
use leye_rules::run_examples;

use super::unzip::unzip;
use crate::App;
use crate::access::Deed;
use crate::error::AppError;
use crate::rules::{Edition, inspect, resolved};

/// The longest note that is kept, in characters.
const LONGEST_NOTE: usize = 200;

/// What became of an upload.
#[derive(Clone, Debug)]
pub enum Uploaded {
    /// It is a draft with this number.
    Draft(u32),
    /// It has faults, and nothing was kept.
    Faults(Vec<Diagnostic>),
}

impl App {
    /// Takes in a draft: the zip of a pack's folder.
    ///
    /// # Errors
    /// Access; [`AppError::Draft`] where the same files are a draft already.
    pub async fn upload_draft(
        &self,
        staff: &Staff,
        bytes: Vec<u8>,
        note: &str,
    ) -> Result<Uploaded, AppError> {
        self.must_on_rules(staff, Deed::KeepDrafts)?;
        if note.chars().count() > LONGEST_NOTE {
            return Err(AppError::field("draft_note", "too-long"));
        }
        let zone = self.rules.base().pack.time_zone.clone();
        let read = tokio::task::spawn_blocking(move || read(&bytes, &zone));
        let read = read.await.map_err(|e| AppError::Rules(e.to_string()))??;
        let (edition, failed) = match read {
            Ok(read) => read,
            Err(faults) => return Ok(Uploaded::Faults(faults)),
        };
        self.store.keep_pack(&edition.row(self.time.now())?).await?;
        let facts = DraftFacts {
            pack: edition.pack.id.clone(),
            hash: edition.pack.hash.clone(),
            files: edition.files_hash,
            from: edition.pack.period.from,
            to: edition.pack.period.to,
            examples: edition.pack.examples.len(),
            failed,
            note: note.trim().to_owned(),
        };
        match self.write_rulebook(staff, RulebookAct::Upload(facts)).await? {
            RulebookEvent::DraftUploaded { draft, .. } => Ok(Uploaded::Draft(draft)),
            _ => Err(AppError::NotFound),
        }
    }
}

/// The pack and how many of its examples fail, or its faults.
fn read(bytes: &[u8], zone: &str) -> Result<Result<(Edition, usize), Vec<Diagnostic>>, AppError> {
    let files = match unzip(bytes) {
        Ok(files) => resolved(files),
        Err(faults) => return Ok(Err(faults)),
    };
    let (pack, mut faults) = inspect(&files);
    if pack.is_some_and(|pack| pack.time_zone != zone) {
        faults.push(other_zone(zone));
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let edition = Edition::new(&files)?;
    let failed = run_examples(&edition.pack, &edition.engines).len();
    Ok(Ok((edition, failed)))
}

/// Days of cases that are open would begin at another hour.
fn other_zone(zone: &str) -> Diagnostic {
    Diagnostic {
        file: "pack.toml".to_owned(),
        line: 1,
        column: 1,
        code: Code::Contradiction,
        message: "the time zone is not that of the service".to_owned(),
        remedy: format!("write time_zone = \"{zone}\""),
    }
}
