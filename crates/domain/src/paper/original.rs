//! Where an original is: certificates and booklets that somebody handed in, and gets back.

use jiff::Timestamp;

use super::PaperEvent;
use crate::agency::AgencyCode;
use crate::sealed::Sealed;

/// Who has an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// The person it belongs to.
    Resident,
    /// An agency.
    Agency(AgencyCode),
}

/// An original between two keepers: who sent it stays responsible until somebody there has
/// taken it (C3.4, A2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTheWay {
    /// Where to.
    pub to: AgencyCode,
    /// Sign-in name of who sent it.
    pub by: String,
    /// When.
    pub since: Timestamp,
    /// By when it is to be taken.
    pub due: Timestamp,
}

/// An original that was found to be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Sign-in name of who reported it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What is known about it.
    pub note: Sealed<String>,
}

/// An original that somebody handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its name as written on the receipt, with its number where it has one.
    pub title: Sealed<String>,
    /// The station that took it from the person, and gives it back.
    pub station: AgencyCode,
    /// Who has it.
    pub keeper: Keeper,
    /// Since when.
    pub since: Timestamp,
    /// Until when it may lie there.
    pub due: Timestamp,
    /// Sign-in name of who there took it, or gave it back.
    pub by: String,
    /// Where it goes.
    pub on_the_way: Option<OnTheWay>,
    /// Reported as lost.
    pub lost: Option<Lost>,
    /// Who signed for it when it was given back.
    pub signed_by: Option<Sealed<String>>,
}

impl Original {
    /// One that the station just took.
    pub(super) fn taken(
        title: Sealed<String>,
        agency: AgencyCode,
        (by, since): (&str, Timestamp),
        due: Timestamp,
    ) -> Original {
        Original {
            title,
            station: agency.clone(),
            keeper: Keeper::Agency(agency),
            since,
            due,
            by: by.to_owned(),
            on_the_way: None,
            lost: None,
            signed_by: None,
        }
    }

    pub(super) fn moved(&mut self, event: &PaperEvent, by: &str, at: Timestamp) {
        let by = by.to_owned();
        match event {
            PaperEvent::OriginalSent { to, due, .. } => {
                self.on_the_way = Some(OnTheWay { to: to.clone(), by, since: at, due: *due });
            }
            PaperEvent::OriginalAcknowledged { agency, due, .. }
            | PaperEvent::OriginalFound { agency, due, .. } => {
                (self.keeper, self.since, self.by) = (Keeper::Agency(agency.clone()), at, by);
                self.due = *due;
                (self.on_the_way, self.lost) = (None, None);
            }
            PaperEvent::OriginalGivenBack { signed_by, .. } => {
                (self.keeper, self.since, self.by) = (Keeper::Resident, at, by);
                self.signed_by = Some(signed_by.clone());
            }
            PaperEvent::OriginalLost { note, .. } => {
                self.lost = Some(Lost { by, at, note: note.clone() });
            }
            // The others do not move an original.
            _ => {}
        }
    }
}
