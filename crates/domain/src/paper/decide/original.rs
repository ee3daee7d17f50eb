//! What may be done to originals: the station takes them from the person and gives them back; in
//! between they travel among the three agencies of the case (C3.4).

use jiff::Timestamp;

use super::{Decided, Here, PaperRefusal, next, written};
use crate::agency::{AgencyCode, Level};
use crate::paper::{Keeper, Original, PaperEvent};

impl Here<'_> {
    pub(super) fn take(&self, title: &str, due: Timestamp) -> Decided {
        if self.agency != self.station {
            return Err(PaperRefusal::NotTheStation);
        }
        let title = written("title", title)?.into();
        let original = next(&self.papers.originals);
        Ok(PaperEvent::OriginalTaken { original, title, agency: self.agency.clone(), due })
    }

    fn original(&self, number: u32) -> Result<&Original, PaperRefusal> {
        self.papers.originals.get(&number).ok_or(PaperRefusal::NoSuchPaper)
    }

    /// One that this agency has, and can do something with.
    fn held(&self, number: u32) -> Result<&Original, PaperRefusal> {
        let original = self.original(number)?;
        if original.lost.is_some() {
            return Err(PaperRefusal::IsLost);
        }
        if original.keeper != Keeper::Agency(self.agency.clone()) {
            return Err(PaperRefusal::NotHere);
        }
        match &original.on_the_way {
            Some(way) => Err(PaperRefusal::OnTheWay { to: way.to.clone() }),
            None => Ok(original),
        }
    }

    pub(super) fn send(&self, original: u32, to: AgencyCode, due: Timestamp) -> Decided {
        self.held(original)?;
        let ours = [Level::Station, Level::Office, Level::Bureau].map(|level| self.station.at(level));
        if to == *self.agency || !ours.contains(&to) {
            return Err(PaperRefusal::WrongWay);
        }
        Ok(PaperEvent::OriginalSent { original, to, due })
    }

    pub(super) fn acknowledge(&self, original: u32, due: Timestamp) -> Decided {
        let found = self.original(original)?;
        if found.lost.is_some() {
            return Err(PaperRefusal::IsLost);
        }
        match &found.on_the_way {
            Some(way) if way.to == *self.agency => {
                Ok(PaperEvent::OriginalAcknowledged { original, agency: self.agency.clone(), due })
            }
            _ => Err(PaperRefusal::NotSentHere),
        }
    }

    pub(super) fn give_back(&self, original: u32, signed_by: &str) -> Decided {
        if self.agency != self.station {
            return Err(PaperRefusal::NotTheStation);
        }
        self.held(original)?;
        let signed_by = written("signed_by", signed_by)?.into();
        Ok(PaperEvent::OriginalGivenBack { original, signed_by })
    }

    /// Whoever has it, or waits for it, may say that it is not there.
    pub(super) fn lost(&self, original: u32, note: &str) -> Decided {
        let found = self.original(original)?;
        let waits = found.on_the_way.as_ref().is_some_and(|way| way.to == *self.agency);
        if found.keeper != Keeper::Agency(self.agency.clone()) && !waits {
            return Err(PaperRefusal::NotHere);
        }
        if found.lost.is_some() {
            return Err(PaperRefusal::DoneBefore);
        }
        Ok(PaperEvent::OriginalLost { original, note: written("note", note)?.into() })
    }

    /// Whichever of the three agencies finds it has it.
    pub(super) fn found(&self, original: u32, due: Timestamp) -> Decided {
        if self.original(original)?.lost.is_none() {
            return Err(PaperRefusal::NotLost);
        }
        Ok(PaperEvent::OriginalFound { original, agency: self.agency.clone(), due })
    }
}
