//! A person moves from one station to another (A2: every duty has one agency that answers for it).
//!
//! The station that is left, or the one that the person comes to, registers the move; the other one
//! agrees or refuses. Until the new station accepts, the old one answers for everything; from that
//! instant on the new one does, for the file and for all that is kept beside it ([`follow`]). A case
//! under review stays where it was filed, and so does a problem that was found there. Between two
//! counties it is the same: the county in an id says where a file was begun, the station in it who
//! answers.

mod decide;
mod event;
mod follow;
mod refusal;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::agency::AgencyCode;
use crate::employment::words;
use crate::id::{PersonId, RelocationId, UserName};
use crate::sealed::Sealed;

pub use decide::{Desk, NewRelocation, RelocationAct, RelocationWish, register};
pub use event::RelocationEvent;
pub use follow::{Followed, Holdings, follow};
pub use refusal::RelocationRefusal;

words! {
    /// Which of the two stations.
    Side {
        /// The one that is left.
        From = "from",
        /// The one that the person comes to.
        To = "to",
    }
}

words! {
    /// What the move means for the household that the person belongs to at the old station.
    HouseholdPart {
        /// They belong to it no more.
        Leaves = "leaves",
        /// All of it moves along.
        Along = "along",
        /// They still belong to it.
        Stays = "stays",
    }
}

/// How a move stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The new station asked for the file; the old one is to answer.
    Asked {
        /// By when.
        due: Timestamp,
    },
    /// The old station hands over; the new one is to accept.
    Offered {
        /// By when.
        due: Timestamp,
    },
    /// The new station accepted, and answers for everything since.
    Accepted {
        /// Who accepted.
        by: String,
        /// When.
        at: Timestamp,
        /// Who helps from now on, where the person is assisted.
        helper: Option<UserName>,
    },
    /// The station that was to agree refused.
    Refused {
        /// Why.
        reason: Sealed<String>,
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// The station that registered it took it back.
    Withdrawn {
        /// Why.
        reason: Sealed<String>,
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
}

/// A move, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relocation {
    /// Its id.
    pub id: RelocationId,
    /// Who moves.
    pub person: PersonId,
    /// The station that is left.
    pub from: AgencyCode,
    /// The station that the person comes to.
    pub to: AgencyCode,
    /// Which of the two registered it.
    pub by: Side,
    /// The day on which the person moves.
    pub on: Date,
    /// Where they live then.
    pub address: Sealed<String>,
    /// Why they move.
    pub reason: Sealed<String>,
    /// What it means for their household.
    pub household: HouseholdPart,
    /// Who registered it, and when.
    pub registered: (String, Timestamp),
    /// Who let the person go after the new station had asked, and when.
    pub released: Option<(String, Timestamp)>,
    /// How it stands.
    pub progress: Progress,
    /// Number of events so far.
    pub version: i64,
}

impl Relocation {
    /// Folds events from the beginning, each with who did it and when; none where they do not
    /// follow from each other.
    pub fn fold<'a>(
        events: impl IntoIterator<Item = (&'a RelocationEvent, &'a str, Timestamp)>,
    ) -> Option<Relocation> {
        let mut events = events.into_iter();
        let (first, by, at) = events.next()?;
        let begun = Relocation::begun(first, by, at)?;
        events.try_fold(begun, |relocation, (event, by, at)| relocation.after(event, by, at))
    }

    fn begun(first: &RelocationEvent, by: &str, at: Timestamp) -> Option<Relocation> {
        let RelocationEvent::RelocationRegistered {
            relocation,
            person,
            from,
            to,
            by: side,
            on,
            address,
            reason,
            household,
            due,
        } = first
        else {
            return None;
        };
        let due = *due;
        Some(Relocation {
            id: relocation.clone(),
            person: person.clone(),
            from: from.clone(),
            to: to.clone(),
            by: *side,
            on: *on,
            address: address.clone(),
            reason: reason.clone(),
            household: *household,
            registered: (by.to_owned(), at),
            released: None,
            progress: match side {
                Side::From => Progress::Offered { due },
                Side::To => Progress::Asked { due },
            },
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &RelocationEvent, by: &str, at: Timestamp) -> Option<Relocation> {
        use RelocationEvent as E;
        self.version += 1;
        let by = by.to_owned();
        self.progress = match (event, &self.progress) {
            (E::RelocationReleased { due }, Progress::Asked { .. }) => {
                self.released = Some((by, at));
                Progress::Offered { due: *due }
            }
            (E::RelocationAccepted { helper }, Progress::Offered { .. }) => {
                Progress::Accepted { by, at, helper: helper.clone() }
            }
            (E::RelocationRefused { reason }, Progress::Asked { .. } | Progress::Offered { .. }) => {
                Progress::Refused { reason: reason.clone(), by, at }
            }
            (E::RelocationWithdrawn { reason }, Progress::Asked { .. } | Progress::Offered { .. }) => {
                Progress::Withdrawn { reason: reason.clone(), by, at }
            }
            _ => return None,
        };
        Some(self)
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        match &self.progress {
            Progress::Asked { .. } => "asked",
            Progress::Offered { .. } => "offered",
            Progress::Accepted { .. } => "accepted",
            Progress::Refused { .. } => "refused",
            Progress::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Since when it stands so.
    pub fn since(&self) -> Timestamp {
        match &self.progress {
            Progress::Asked { .. } => self.registered.1,
            Progress::Offered { .. } => self.released.as_ref().unwrap_or(&self.registered).1,
            Progress::Accepted { at, .. } | Progress::Refused { at, .. } | Progress::Withdrawn { at, .. } => {
                *at
            }
        }
    }

    /// By when an answer is owed; none where none is.
    pub fn due(&self) -> Option<Timestamp> {
        match &self.progress {
            Progress::Asked { due } | Progress::Offered { due } => Some(*due),
            _ => None,
        }
    }

    /// Whether somebody is still to answer.
    pub fn is_open(&self) -> bool {
        self.due().is_some()
    }

    /// Which side is to answer; none where nobody is.
    pub fn awaits(&self) -> Option<Side> {
        match &self.progress {
            Progress::Asked { .. } => Some(Side::From),
            Progress::Offered { .. } => Some(Side::To),
            _ => None,
        }
    }

    /// The station of a side.
    pub fn station(&self, side: Side) -> &AgencyCode {
        match side {
            Side::From => &self.from,
            Side::To => &self.to,
        }
    }

    /// Which station owes the answer, and by when. Nothing about somebody who was erased.
    pub fn owed(&self) -> Option<(&AgencyCode, Timestamp)> {
        self.reason.get()?;
        Some((self.station(self.awaits()?), self.due()?))
    }

    /// The one station that answers for the person as far as this move tells.
    pub fn responsible(&self) -> &AgencyCode {
        match self.progress {
            Progress::Accepted { .. } => &self.to,
            _ => &self.from,
        }
    }
}
