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
use jiff::civil::Date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::desk::{Channel, Contact, ContactEvent, ContactTerms, Receiver};
use leye_domain::id::{ContactId, PersonId, UserName};
use leye_domain::staff::Staff;
use leye_pack::Contacts;
use leye_store::{DossierRow, DutyRow, StoredEvent};

pub use act::ContactRequest;
pub use away::Absence;
pub use list::{ContactFilter, ContactPage, ContactRow, ContactsOf};
pub use matter::ListedContact;
pub use read::{ContactFile, ContactStep, Offered};
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

    /// Whether somebody takes contacts at their agency.
    pub fn may_take_contact(&self, staff: &Staff) -> bool {
        self.access.may(staff, Deed::TakeContact, Target::Contact(&known_at(&staff.agency)))
    }

    /// The end of a day's work at an agency: a promise of that day.
    ///
    /// # Errors
    /// A day that the time zone does not have.
    pub fn promise_on(&self, agency: &AgencyCode, day: Date) -> Result<Timestamp, AppError> {
        let close = day.to_datetime(self.close_of_business(agency));
        let zoned = close.to_zoned(self.rules.zone().clone());
        zoned.map(|at| at.timestamp()).map_err(|error| AppError::Rules(error.to_string()))
    }

    /// The colleagues to whom something may be handed over, each with the day until which they are away.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn receivers(&self, staff: &Staff) -> Result<Vec<(UserName, String, Option<Date>)>, AppError> {
        let mut all = Vec::new();
        for (user, name) in self.colleagues(staff).await? {
            if user != staff.user {
                let away = match self.receiver(user.as_str(), &staff.agency).await? {
                    Receiver::Away(until) => Some(until),
                    _ => None,
                };
                all.push((user, name, away));
            }
        }
        Ok(all)
    }

    /// The name of somebody whom the caller may see.
    ///
    /// # Errors
    /// Not found where they may not.
    pub async fn name_of(&self, staff: &Staff, person: &PersonId) -> Result<String, AppError> {
        let found = self.person_of(staff, person, Deed::ReadPerson).await?;
        Ok(found.details.get().map(|details| details.name.clone()).unwrap_or_default())
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
    hands.chain(contact.offer.iter().map(|offer| &offer.to)).flat_map(known_at).collect()
}

/// An agency and all above it.
pub(crate) fn known_at(agency: &AgencyCode) -> BTreeSet<AgencyCode> {
    let levels = [Level::Station, Level::Office, Level::Bureau, Level::City];
    levels.into_iter().filter(|level| *level >= agency.level()).map(|level| agency.at(level)).collect()
}
