//! Destroy a person's key on purpose: their data become unreadable everywhere and the
//! chain of events stays whole.

use leye_domain::id::PersonId;
use leye_domain::staff::Staff;
use leye_store::Erasure;

use crate::App;
use crate::access::Deed;
use crate::error::AppError;

impl App {
    /// Erases a person.
    ///
    /// # Errors
    /// Access (the head of the bureau), an open case, a missing reason.
    pub async fn erase_person(&self, staff: &Staff, id: &PersonId, reason: &str) -> Result<(), AppError> {
        if reason.trim().is_empty() {
            return Err(AppError::field("reason", "missing"));
        }
        let person = self.person_of(staff, id, Deed::ErasePerson).await?;
        if person.moving.is_some() {
            return Err(AppError::field("person", "open-move"));
        }
        if self.has_open_application(id).await? {
            return Err(AppError::field("person", "open-application"));
        }
        self.erase_by(staff.user.as_str(), id, reason.trim()).await
    }

    /// Erases a person from the command line of the server, by whoever runs it.
    ///
    /// # Errors
    /// A person without a file.
    pub async fn erase_by(&self, actor: &str, id: &PersonId, reason: &str) -> Result<(), AppError> {
        let erasure = Erasure {
            county: id.county().to_owned(),
            person: id.as_str().to_owned(),
            reason: reason.to_owned(),
            actor: actor.to_owned(),
            at: self.time.now(),
        };
        self.store.erase_person(erasure).await?;
        self.cards.forget(id.as_str());
        Ok(())
    }
}
