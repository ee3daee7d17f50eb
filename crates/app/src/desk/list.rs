//! Lists of contacts: one's own, the agency's, those that were offered, those that are over.

use leye_domain::agency::AgencyCode;
use leye_domain::desk::Contact;
use leye_domain::id::{ContactId, PersonId};
use leye_domain::staff::{Role, Staff};
use leye_store::DutiesOf;

use super::ListedContact;
use super::matter::ACCEPT;
use crate::App;
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
