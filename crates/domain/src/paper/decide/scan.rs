//! What may be done to photos and scans.

use std::collections::BTreeSet;

use super::{Decided, Here, PaperRefusal, next, written};
use crate::paper::{MOST_SCANS, PaperEvent, ScanFacts};

impl Here<'_> {
    pub(super) fn keep(&self, facts: ScanFacts) -> Decided {
        if let Some((scan, _)) = self.papers.kept().find(|(_, kept)| kept.facts.digest == facts.digest) {
            return Err(PaperRefusal::SameFile { scan });
        }
        let scan = next(&self.papers.scans);
        if scan > MOST_SCANS {
            return Err(PaperRefusal::TooManyScans);
        }
        Ok(PaperEvent::ScanKept { scan, facts })
    }

    pub(super) fn sort(&self, scan: u32, title: &str, proves: BTreeSet<String>) -> Decided {
        let kept = self.papers.scans.get(&scan).ok_or(PaperRefusal::NoSuchPaper)?;
        if kept.set_aside.is_some() {
            return Err(PaperRefusal::DoneBefore);
        }
        Ok(PaperEvent::ScanSorted { scan, title: written("title", title)?.into(), proves: proves.into() })
    }

    pub(super) fn set_aside(&self, scan: u32, reason: &str) -> Decided {
        let kept = self.papers.scans.get(&scan).ok_or(PaperRefusal::NoSuchPaper)?;
        if kept.set_aside.is_some() {
            return Err(PaperRefusal::DoneBefore);
        }
        Ok(PaperEvent::ScanSetAside { scan, reason: written("reason", reason)?.into() })
    }
}
