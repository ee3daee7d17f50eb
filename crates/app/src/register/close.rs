//! A station closes a review: the determination still holds, or it leads to an exit. The exit
//! itself is a procedure of its own, with notice and objection.

use leye_domain::id::PersonId;
use leye_domain::staff::{Actor, Staff};
use leye_domain::standing::ReviewOutcome;

use crate::App;
use crate::error::AppError;

/// The longest note, in characters.
pub(crate) const LONGEST: usize = 500;

/// How a review is closed.
#[derive(Clone, Debug)]
pub struct ReviewClosing {
    /// Whose.
    pub person: PersonId,
    /// The version that the caller saw.
    pub seen: i64,
    /// What came of it.
    pub outcome: ReviewOutcome,
    /// What the station found.
    pub note: String,
}

impl App {
    /// Closes a review. Its reasons do not come again while the facts stay as they are.
    ///
    /// # Errors
    /// A fault of the field `finding-note`; [`AppError::Stale`] where it changed since it was seen or is
    /// closed already; access.
    pub async fn close_review(&self, staff: &Staff, closing: ReviewClosing) -> Result<(), AppError> {
        let (_, may_close) = self.followed(staff, &closing.person).await?;
        if !may_close {
            return Err(AppError::Forbidden { act: None });
        }
        let note = noted(&closing.note)?;
        let standing = self.standing_of(&closing.person).await?.ok_or(AppError::NotFound)?;
        if standing.version != closing.seen {
            return Err(AppError::Stale { current: standing.version, since: Vec::new() });
        }
        let current = standing.version;
        let event = standing
            .close(closing.outcome, note)
            .map_err(|_| AppError::Stale { current, since: Vec::new() })?;
        self.commit_standing(standing, &[event], &Actor::Staff(staff.clone()), self.time.now()).await
    }
}

/// A note that says something, and not too much.
pub(crate) fn noted(text: &str) -> Result<String, AppError> {
    let note = text.trim();
    if note.is_empty() {
        return Err(AppError::field("finding-note", "missing"));
    }
    if note.chars().count() > LONGEST {
        return Err(AppError::field("finding-note", "text-too-long"));
    }
    Ok(note.to_owned())
}
