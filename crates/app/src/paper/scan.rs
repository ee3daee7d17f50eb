//! Keeps photos and scans: what comes in is looked at, cleaned and scanned for viruses before
//! anything of it is written.

use std::collections::BTreeSet;

use leye_domain::agency::AgencyCode;
use leye_domain::case::Case;
use leye_domain::id::CaseId;
use leye_domain::paper::{PaperAct, PaperEvent, Scan, ScanFacts, Source};
use leye_domain::staff::{Actor, Staff};
use leye_intake::{Clean, IntakeFault, Limits, VirusDaemon};

use crate::App;
use crate::error::AppError;

/// How what comes in is looked at.
#[derive(Debug, Default)]
pub struct Intake {
    /// The most that is taken.
    pub limits: Limits,
    /// The daemon that looks for viruses, where one is configured.
    pub viruses: Option<VirusDaemon>,
    at_once: AtOnce,
}

impl Intake {
    /// With these limits, and this daemon where there is one.
    pub fn new(limits: Limits, viruses: Option<VirusDaemon>) -> Intake {
        Intake { limits, viruses, at_once: AtOnce::default() }
    }
}

/// How many files are looked at together: a large photo takes some hundred megabytes for a moment.
#[derive(Debug)]
struct AtOnce(tokio::sync::Semaphore);

impl Default for AtOnce {
    fn default() -> AtOnce {
        AtOnce(tokio::sync::Semaphore::new(2))
    }
}

/// A photo or scan as it was sent.
#[derive(Clone, Debug, Default)]
pub struct ToKeep {
    /// Name of the file.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
    /// What it shows; the name of the file where it is empty.
    pub title: String,
    /// The proofs that it is, by their keys in the pack.
    pub proves: BTreeSet<String>,
    /// Code of the issued paper whose signed copy it is.
    pub signed: Option<String>,
}

/// The longest title, in characters.
const LONGEST: usize = 200;

impl App {
    /// Sets how what comes in is looked at.
    pub fn take_in_by(&mut self, intake: Intake) {
        self.intake = intake;
    }

    /// The most that a file may hold, in bytes.
    pub fn most_of_a_scan(&self) -> usize {
        self.intake.limits.bytes
    }

    /// Keeps a photo or scan of a case; gives its number.
    ///
    /// # Errors
    /// [`AppError::Intake`] for what cannot be kept, [`AppError::Paper`] for what was kept before;
    /// access.
    pub async fn keep_scan(&self, staff: &Staff, id: &CaseId, scan: ToKeep) -> Result<u32, AppError> {
        let case = self.keeping(staff, id).await?;
        let actor = Actor::Staff(staff.clone());
        self.keep(&actor, &staff.agency, &case, scan, Source::Counter).await
    }

    pub(super) async fn keep(
        &self,
        actor: &Actor,
        agency: &AgencyCode,
        case: &Case,
        scan: ToKeep,
        source: Source,
    ) -> Result<u32, AppError> {
        let (county, person) = (case.person.county(), case.person.as_str());
        let signed = match scan.signed {
            Some(code) => {
                let papers = self.papers_of(&case.id).await?;
                let issued = papers.issued.get(&code).ok_or(AppError::NotFound)?;
                Some((code, issued.facts.digest.clone()))
            }
            None => None,
        };
        let typed: String = scan.title.trim().chars().take(LONGEST).collect();
        let named: String = scan.name.trim().chars().take(LONGEST).collect();
        let clean = self.clean(scan.content, scan.name).await?;
        // Written before it is spoken of: an event never names a file that is not there.
        let digest = self.store.keep_file(county, person, &clean.bytes).await?;
        let facts = ScanFacts {
            title: if typed.is_empty() { named } else { typed }.into(),
            media: clean.media.name().to_owned(),
            bytes: clean.bytes.len() as u64,
            digest,
            proves: self.known_proofs(scan.proves).into(),
            source,
            signed,
        };
        match self.change_papers(actor, agency, case, PaperAct::KeepScan(facts)).await? {
            PaperEvent::ScanKept { scan, .. } => Ok(scan),
            _ => Err(AppError::Rules("a scan was kept as something else".into())),
        }
    }

    /// Looks at a file; nothing of it is kept.
    pub(crate) async fn clean(&self, content: Vec<u8>, name: String) -> Result<Clean, AppError> {
        let limits = self.intake.limits;
        let turn = self.intake.at_once.0.acquire().await;
        let cleaning = tokio::task::spawn_blocking(move || leye_intake::clean(&content, &name, &limits));
        let clean = cleaning.await.map_err(|error| AppError::Rules(error.to_string()))??;
        drop(turn);
        if let Some(daemon) = &self.intake.viruses {
            daemon.scan(&clean.bytes).await.map_err(IntakeFault::from)?;
        }
        Ok(clean)
    }

    fn known_proofs(&self, keys: BTreeSet<String>) -> BTreeSet<String> {
        let pack = self.rules.pack();
        let general = pack.general.conditions.iter().flat_map(|condition| &condition.proofs);
        let all: BTreeSet<&str> = general
            .chain(pack.categories.iter().flat_map(|c| &c.proofs))
            .map(|proof| proof.key.as_str())
            .collect();
        keys.into_iter().filter(|key| all.contains(key.as_str())).collect()
    }

    /// Says what a photo or scan shows, and which proofs it is.
    ///
    /// # Errors
    /// [`AppError::Paper`] where it cannot be; access.
    pub async fn sort_scan(
        &self,
        staff: &Staff,
        id: &CaseId,
        scan: u32,
        title: String,
        proves: BTreeSet<String>,
    ) -> Result<(), AppError> {
        let case = self.keeping(staff, id).await?;
        let act = PaperAct::SortScan { scan, title, proves: self.known_proofs(proves) };
        self.change_papers(&Actor::Staff(staff.clone()), &staff.agency, &case, act).await?;
        Ok(())
    }

    /// Sets a photo or scan aside: it was the wrong one. Its bytes stay, as evidence.
    ///
    /// # Errors
    /// [`AppError::Paper`] where it cannot be; access.
    pub async fn set_scan_aside(
        &self,
        staff: &Staff,
        id: &CaseId,
        scan: u32,
        reason: String,
    ) -> Result<(), AppError> {
        let case = self.keeping(staff, id).await?;
        let act = PaperAct::SetScanAside { scan, reason };
        self.change_papers(&Actor::Staff(staff.clone()), &staff.agency, &case, act).await?;
        Ok(())
    }

    /// A photo or scan with its bytes, for who may read the case. That it was opened is recorded.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or the caller may not see it.
    pub async fn scan_file(
        &self,
        staff: &Staff,
        id: &CaseId,
        number: u32,
    ) -> Result<(Scan, Vec<u8>), AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        let papers = self.papers_of(id).await?;
        let scan = papers.scans.get(&number).ok_or(AppError::NotFound)?;
        self.record(staff, "read_scan", id.as_str(), Some(&case.person), None).await?;
        let file = self.store.file(case.person.county(), case.person.as_str(), &scan.facts.digest).await?;
        Ok((scan.clone(), file.ok_or(AppError::Erased)?))
    }
}
