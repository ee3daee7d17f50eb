//! A contact, as row, duties and lists take it.

use jiff::Timestamp;
use leye_domain::desk::{Channel, Contact, ContactEvent, OwedContact};
use leye_domain::sealed::Sealed;
use serde::{Deserialize, Serialize};

use crate::matter::{Facts, Matter, Owed};

/// It is to be answered.
pub(super) const ANSWER: &str = "inquiry";
/// The resident is to hear how it stands.
pub(super) const TELL: &str = "inquiry_tell";
/// An offer is to be accepted or declined.
pub(super) const ACCEPT: &str = "inquiry_accept";

/// What lists show of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedContact {
    /// How it came.
    pub channel: Channel,
    /// The matter, by its code.
    pub matter: String,
    /// Who came, where no file is known.
    pub name: Sealed<String>,
    /// What they want.
    pub words: Sealed<String>,
    /// The number of the hotline.
    pub hotline: Option<String>,
}

impl Matter for Contact {
    type Event = ContactEvent;
    type Listed = ListedContact;
    const KIND: &'static str = "inquiry";

    fn begin(first: &ContactEvent, by: &str, at: Timestamp) -> Option<Contact> {
        Contact::begin(first, by, at)
    }

    fn after(self, event: &ContactEvent, by: &str, at: Timestamp) -> Option<Contact> {
        Contact::after(self, event, by, at)
    }

    fn facts(&self) -> Facts<'_> {
        let hand = self.responsible();
        let owed: Vec<Owed<'_>> = self.owed().into_iter().filter_map(|owed| owes(self, owed)).collect();
        Facts {
            id: self.id.as_str(),
            version: self.version,
            agency: &hand.agency,
            person: self.person.as_ref().filter(|_| self.sealed_for_person).map(|person| person.as_str()),
            state: self.state(),
            class: "",
            holder: Some(hand.user.as_str()),
            since: self.since,
            due: owed.iter().map(|owed| owed.due).min(),
            owed,
            article: "A2",
        }
    }

    fn listed(&self) -> ListedContact {
        ListedContact {
            channel: self.channel,
            matter: self.matter.clone(),
            name: match &self.caller {
                Sealed::Open(caller) => Sealed::Open(caller.name.clone()),
                Sealed::Erased => Sealed::Erased,
            },
            words: self.words.clone(),
            hotline: self.hotline.as_ref().map(|number| number.0.clone()),
        }
    }
}

fn owes(contact: &Contact, owed: OwedContact) -> Option<Owed<'_>> {
    let hand = contact.responsible();
    let user = Some(hand.user.as_str());
    let (kind, agency, holder, begun, due) = match owed {
        OwedContact::Answer(due) => (ANSWER, &hand.agency, user, contact.promised_since, due),
        OwedContact::Tell(due) => (TELL, &hand.agency, user, contact.told.0, due),
        OwedContact::Accept(due) => {
            let offer = contact.offer.as_ref()?;
            (ACCEPT, &offer.to, offer.user.as_ref().map(|user| user.as_str()), offer.since, due)
        }
    };
    Some(Owed { kind, agency, holder, begun: Some(begun), due, by_itself: false })
}
