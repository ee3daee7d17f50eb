//! Files that are a stream, a row and what is owed, and nothing else: problems, guidance notes, spot
//! checks and inspections of the supervision; contacts, complaints, ratings and dockets of the
//! front desk.
//!
//! * a noun says what it is in [`Matter`]: how its events fold, and from what facts row and duties
//!   are made
//! * `write` makes commits, rows and duties of all of them the same way, and makes them anew
//! * `list` gives pages of them

mod list;
mod write;

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::{Actor, Staff};
use leye_store::StoredEvent;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use list::{ListedMatter, MatterPage};
pub(crate) use write::{audit, change};

use crate::application::write::joined;
use crate::error::AppError;

/// Where what is closed stands in lists: behind all that is open, the newest first.
pub(crate) const BEHIND: i64 = 1 << 40;

/// A file of this sort.
pub(crate) trait Matter: Sized + Clone {
    /// What happens to it.
    type Event: Serialize + DeserializeOwned;
    /// What lists show of it.
    type Listed: Serialize + DeserializeOwned;
    /// The kind of its dossier.
    const KIND: &'static str;

    /// What the first event makes.
    fn begin(first: &Self::Event, by: &str, at: Timestamp) -> Option<Self>;
    /// With one event more.
    fn after(self, event: &Self::Event, by: &str, at: Timestamp) -> Option<Self>;
    /// What its row and its duties are made from.
    fn facts(&self) -> Facts<'_>;
    /// What lists show of it.
    fn listed(&self) -> Self::Listed;
}

/// What a row and duties are made from.
pub(crate) struct Facts<'a> {
    /// Its id, which begins with the county.
    pub id: &'a str,
    /// Number of events so far.
    pub version: i64,
    /// Whose lists it stands in: those of this agency and above.
    pub agency: &'a AgencyCode,
    /// The person that it is about. Their key seals it; without one it has a key of its own.
    pub person: Option<&'a str>,
    /// How it stands.
    pub state: &'static str,
    /// What sort it is.
    pub class: &'static str,
    /// Who answers for it, by sign-in name; none where an agency does.
    pub holder: Option<&'a str>,
    /// Since when it stands so.
    pub since: Timestamp,
    /// By when something is to be done: its place in lists.
    pub due: Option<Timestamp>,
    /// What is owed. Each kind at most once.
    pub owed: Vec<Owed<'a>>,
    /// The article.
    pub article: &'static str,
}

/// Something that somebody owes.
pub(crate) struct Owed<'a> {
    /// The kind of the duty.
    pub kind: &'static str,
    /// The agency that owes it.
    pub agency: &'a AgencyCode,
    /// Who of the agency, by sign-in name; none where it is the agency's.
    pub holder: Option<&'a str>,
    /// When the time limit began, where that is known.
    pub begun: Option<Timestamp>,
    /// By when.
    pub due: Timestamp,
    /// Whether the service acts by itself then.
    pub by_itself: bool,
}

impl Facts<'_> {
    fn county(&self) -> &str {
        &self.id[..6]
    }

    fn key(&self) -> &str {
        self.person.unwrap_or(self.id)
    }

    fn codes(&self) -> [String; 3] {
        [Level::Station, Level::Office, Level::Bureau].map(|level| self.agency.at(level).as_str().to_owned())
    }
}

/// Who does something: a member of staff, anybody from outside, the service itself.
#[derive(Clone, Copy)]
pub(crate) struct By<'a> {
    /// The word that is written into the event.
    pub name: &'a str,
    /// The agency of a member of staff.
    pub agency: Option<&'a AgencyCode>,
}

impl<'a> From<&'a Staff> for By<'a> {
    fn from(staff: &'a Staff) -> By<'a> {
        By { name: staff.user.as_str(), agency: Some(&staff.agency) }
    }
}

impl<'a> From<&'a Actor> for By<'a> {
    fn from(actor: &'a Actor) -> By<'a> {
        By { name: actor.as_str(), agency: actor.staff().map(|staff| &staff.agency) }
    }
}

fn broken<M: Matter>() -> AppError {
    AppError::Rules(format!("the events of a {} do not follow from each other", M::KIND))
}

/// What the events made.
pub(crate) fn fold<M: Matter>(events: &[StoredEvent]) -> Result<M, AppError> {
    let mut made: Option<M> = None;
    for stored in events {
        let event: M::Event = crate::read_json(joined(stored))?;
        let (by, at) = (stored.actor.as_str(), stored.at);
        made = match made {
            None => M::begin(&event, by, at),
            Some(before) => before.after(&event, by, at),
        };
        if made.is_none() {
            return Err(broken::<M>());
        }
    }
    made.ok_or(AppError::NotFound)
}
