//! What is done about a contact.

use leye_domain::desk::{Contact, ContactAct};
use leye_domain::id::ContactId;
use leye_domain::staff::Staff;

use crate::App;
use crate::access::Deed;
use crate::error::AppError;

/// An act on a contact.
#[derive(Clone, Debug)]
pub struct ContactRequest {
    /// Which.
    pub id: ContactId,
    /// What.
    pub act: ContactAct,
    /// The version that the caller saw.
    pub seen: i64,
}

impl App {
    /// Does something about a contact.
    ///
    /// # Errors
    /// [`AppError::Contact`] where the rules say no, `Stale` where it changed meanwhile; access.
    pub async fn act_on_contact(&self, staff: &Staff, request: ContactRequest) -> Result<(), AppError> {
        let contact = self.reached_contact(staff, &request.id, Deed::KeepContact).await?;
        if contact.version != request.seen {
            return Err(AppError::Stale { current: contact.version, since: Vec::new() });
        }
        if let ContactAct::KnowPerson { person } = &request.act {
            self.person_of(staff, person, Deed::ReadPerson).await?;
        }
        if let ContactAct::Offer { to, .. } = &request.act
            && self.tree().get(to.as_str()).is_none()
        {
            return Err(AppError::NotFound);
        }
        let now = self.time.now();
        let other = self.other_side(&contact, &request.act).await?;
        let terms = self.contact_terms(contact.channel, &contact.responsible().agency, now)?;
        let event = contact.decide(request.act, staff, other, terms, now)?;
        let commit = self.planned(Some(contact), &event, None, (staff, now))?;
        self.store.commit(commit).await?;
        Ok(())
    }

    /// What is known of whom an act names: who is to receive it, or who is responsible.
    pub(super) async fn other_side(
        &self,
        contact: &Contact,
        act: &ContactAct,
    ) -> Result<leye_domain::desk::Receiver, AppError> {
        match act {
            ContactAct::Offer { to, user: Some(user), .. } => self.receiver(user.as_str(), to).await,
            ContactAct::TakeOver { .. } => {
                let hand = contact.responsible();
                self.receiver(hand.user.as_str(), &hand.agency).await
            }
            _ => Ok(leye_domain::desk::Receiver::There),
        }
    }
}
