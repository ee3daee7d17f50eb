//! The front desk (A2): contacts, and who is responsible for each.
//!
//! * `take` registers one; `act` hands over, accepts, tells, closes; `read` opens one
//! * `list` gives those of a user, of an agency, and those that were offered
//! * `away` notes when a member of staff is not there
//! * `matter` says what a contact is, from which [`crate::matter`] makes commits, rows and duties

mod act;
mod away;
mod list;
mod matter;
mod read;
mod take;

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::desk::{Channel, Contact, ContactEvent, ContactTerms};
use leye_domain::id::ContactId;
use leye_domain::staff::Staff;
use leye_pack::Contacts;
use leye_store::{DossierRow, DutyRow, StoredEvent};

pub use act::ContactRequest;
pub use away::Absence;
pub use list::{ContactFilter, ContactRow, ContactsOf};
pub use matter::ListedContact;
pub use read::ContactFile;
pub use take::{NewInquiry, Taken};

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

impl App {
    /// What the pack in force says of contacts.
    ///
    /// # Errors
    /// A pack that takes none.
    pub fn contact_rules(&self) -> Result<Contacts, AppError> {
        let found = self.rules.pack().contacts.clone();
        found.ok_or_else(|| AppError::Rules("the pack has no desk/contact.toml".into()))
    }

    /// The terms of something that begins now at an agency.
    fn contact_terms(
        &self,
        channel: Channel,
        agency: &AgencyCode,
        now: Timestamp,
    ) -> Result<ContactTerms, AppError> {
        let rules = self.contact_rules()?;
        let term = |name| self.term_of(&rules.terms, name, agency, now);
        let answer = if channel.is_hotline() { channel.as_str() } else { "answer" };
        Ok(ContactTerms {
            answer: term(answer)?,
            ceiling: term("ceiling")?.max(term(answer)?),
            tell: term("tell")?,
            accept: term("accept")?,
        })
    }

    /// A contact that the caller may do something with; not found where they may not know it.
    async fn reached_contact(&self, staff: &Staff, id: &ContactId, deed: Deed) -> Result<Contact, AppError> {
        let contact: Contact = self.matter(id.county(), id.as_str()).await?;
        let known = known_to(&contact);
        let asked = self.access.about(staff, Target::Contact(&known));
        if !asked.may(Deed::ReadContact) {
            return Err(AppError::NotFound);
        }
        if asked.may(deed) { Ok(contact) } else { Err(AppError::Forbidden { act: None }) }
    }

    /// Row and duties of a contact, made anew from its events; none where they are of something else.
    pub(crate) fn contacted(
        &self,
        events: &[StoredEvent],
    ) -> Result<Option<(DossierRow, Vec<DutyRow>)>, AppError> {
        let first = events.first().map(|event| event.kind.as_str()).unwrap_or_default();
        ContactEvent::KINDS.contains(&first).then(|| self.remade::<Contact>(events)).transpose()
    }
}

/// The agencies that know a contact: those whose people were responsible, whom it is offered to, and
/// all above them.
fn known_to(contact: &Contact) -> BTreeSet<AgencyCode> {
    let hands = contact.custody.iter().map(|hand| &hand.agency);
    let all = hands.chain(contact.offer.iter().map(|offer| &offer.to));
    all.flat_map(|agency| {
        [Level::Station, Level::Office, Level::Bureau, Level::City].map(|level| agency.at(level))
    })
    .collect()
}
