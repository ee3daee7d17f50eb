//! Lists of contacts: one's own, the agency's, those that were offered, those that are over.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use leye_domain::desk::Contact;
use leye_domain::id::ContactId;
use leye_domain::staff::Staff;
use leye_store::{DutiesOf, DutyRow};

use super::ListedContact;
use super::matter::ACCEPT;
use crate::App;
use crate::access::Deed;
use crate::error::AppError;
use crate::matter::{ListedMatter, Matter, MatterPage};

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContactsOf {
    /// Those that one is responsible for.
    #[default]
    Mine,
    /// Those that were offered to one or to one's agency.
    Offered,
    /// The agency's, and those below.
    Agency,
    /// Those that are over.
    Closed,
}

impl ContactsOf {
    /// Every list.
    pub const ALL: [ContactsOf; 4] =
        [ContactsOf::Mine, ContactsOf::Offered, ContactsOf::Agency, ContactsOf::Closed];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            ContactsOf::Mine => "mine",
            ContactsOf::Offered => "offered",
            ContactsOf::Agency => "agency",
            ContactsOf::Closed => "closed",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<ContactsOf> {
        ContactsOf::ALL.into_iter().find(|of| of.as_str() == text)
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct ContactFilter {
    /// Which of them.
    pub of: ContactsOf,
    /// The place after which the page begins.
    pub after: Option<(i64, String)>,
}

/// A row.
pub type ContactRow = ListedMatter<ListedContact>;

/// A page of them.
pub type ContactPage = MatterPage<ListedContact>;

/// How far ahead offers are looked for: further than any is open.
const AHEAD_DAYS: i64 = 400;
/// How many offers are shown: they are answered within a day.
const MOST: i64 = 200;

impl App {
    /// A page of contacts.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn contacts(&self, staff: &Staff, filter: &ContactFilter) -> Result<ContactPage, AppError> {
        let own = Some(staff.user.as_str());
        match filter.of {
            ContactsOf::Mine => self.matters_of::<Contact>(staff, own, "open", &filter.after).await,
            ContactsOf::Agency => self.matters::<Contact>(staff, "open", &filter.after).await,
            ContactsOf::Closed => self.matters::<Contact>(staff, "closed", &filter.after).await,
            ContactsOf::Offered => self.offered_contacts(staff).await,
        }
    }

    /// The contacts that were offered to a member of staff, or to their agency without a name. They lie
    /// with whoever is responsible, maybe elsewhere: the duty to answer tells of them.
    async fn offered_contacts(&self, staff: &Staff) -> Result<ContactPage, AppError> {
        let now = self.time.now();
        let until = now.saturating_add(SignedDuration::from_hours(24 * AHEAD_DAYS)).unwrap_or(now);
        let owed = self.store.duties_by(DutiesOf::Agency(staff.agency.as_str()), until, MOST).await?;
        let is_asked = |duty: &DutyRow| {
            let to_me = duty.holder.as_deref().is_none_or(|user| user == staff.user.as_str());
            duty.kind == ACCEPT && to_me
        };
        let mut items = Vec::new();
        for duty in owed.iter().filter(|duty| is_asked(duty)) {
            let Ok(id) = ContactId::parse(&duty.subject) else { continue };
            let contact = self.reached_contact(staff, &id, Deed::ReadContact).await?;
            let day = |at| self.rules.zone().to_datetime(at).date();
            items.push(ListedMatter {
                agency: contact.responsible().agency.clone(),
                name: self.contact_name(&contact).await?,
                due: duty.due_at.map(|at| (at, self.days_left(day(at)))),
                since: day(contact.since),
                listed: contact.listed(),
                id: duty.subject.clone(),
            });
        }
        Ok(MatterPage { items, counts: BTreeMap::new(), next: None })
    }
}
