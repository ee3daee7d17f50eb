//! A contact as opened, with what the caller may do now.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::desk::{Closing, Contact, ContactAct, ContactEvent, Receiver, Telling};
use leye_domain::id::{ContactId, UserName};
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;

use crate::App;
use crate::access::{Deed, Target};
use crate::application::write::joined;
use crate::error::AppError;

/// To which agency, and to whom of it.
pub type Offered = (AgencyCode, Option<UserName>);

/// Something that happened to it.
#[derive(Clone, Debug)]
pub struct ContactStep {
    /// The word of the event.
    pub kind: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// To which agency it was offered, and to whom of it.
    pub to: Option<Offered>,
    /// What was said, in the order of the form; erased where the key is gone.
    pub notes: Vec<Sealed<String>>,
}

/// A contact as opened.
#[derive(Clone, Debug)]
pub struct ContactFile {
    /// It.
    pub contact: Contact,
    /// Name of whom it is about; the name that was given where no file is known; empty without one.
    pub name: String,
    /// What happened, oldest first.
    pub steps: Vec<ContactStep>,
    /// Whether who is responsible is not there.
    pub left_alone: bool,
    /// Whether the caller may offer it to somebody.
    pub may_offer: bool,
    /// Whether the caller may take their offer back.
    pub may_take_back: bool,
    /// Whether it was offered to the caller.
    pub may_accept: bool,
    /// Whether the caller may take it from who is not there.
    pub may_take_over: bool,
    /// Whether the caller may tell, close and say whom it is about.
    pub may_answer: bool,
    /// Whether the caller may give more time.
    pub may_extend: bool,
    /// Whether the caller may open it again.
    pub may_reopen: bool,
}

impl App {
    /// Opens a contact; it is recorded who looked.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn contact_file(&self, staff: &Staff, id: &ContactId) -> Result<ContactFile, AppError> {
        let contact = self.reached_contact(staff, id, Deed::ReadContact).await?;
        self.record(staff, "read_contact", id.as_str(), contact.person.as_ref(), None).await?;
        let name = self.contact_name(&contact).await?;
        let hand = contact.responsible();
        let there = self.receiver(hand.user.as_str(), &hand.agency).await?;
        let known = super::known_to(&contact);
        let keeps = self.access.may(staff, Deed::KeepContact, Target::Contact(&known));
        let now = self.time.now();
        let terms = self.contact_terms(contact.channel, &hand.agency, now)?;
        // The core decides what may be done now; words that are there stand for those to be typed.
        let could = |act| keeps && contact.decide(act, staff, there, terms, now).is_ok();
        let words = || "-".to_owned();
        let to = leye_domain::accountability::above(&staff.agency).unwrap_or_else(|| staff.agency.clone());
        let answered = Closing::Answered { words: Sealed::Open(words()) };
        Ok(ContactFile {
            left_alone: contact.is_open() && there != Receiver::There,
            may_offer: could(ContactAct::Offer { to, user: None, reason: words() }),
            may_take_back: could(ContactAct::TakeBack),
            may_accept: could(ContactAct::Accept),
            may_take_over: could(ContactAct::TakeOver { reason: words() }),
            may_answer: could(ContactAct::Tell { how: Telling::Telephone, words: words() })
                && could(ContactAct::Close { closing: answered }),
            may_extend: could(ContactAct::Extend { promised: terms.ceiling, reason: words() }),
            may_reopen: could(ContactAct::Reopen { reason: words() }),
            steps: self.contact_steps(id).await?,
            name,
            contact,
        })
    }

    async fn contact_steps(&self, id: &ContactId) -> Result<Vec<ContactStep>, AppError> {
        let mut steps = Vec::new();
        for stored in self.store.stream_events(id.county(), id.as_str()).await? {
            let (to, notes) = said(crate::read_json(joined(&stored))?);
            steps.push(ContactStep { kind: stored.kind, by: stored.actor, at: stored.at, to, notes });
        }
        Ok(steps)
    }

    pub(super) async fn contact_name(&self, contact: &Contact) -> Result<String, AppError> {
        let given = contact.caller.get().map(|caller| caller.name.clone()).unwrap_or_default();
        let Some(person) = &contact.person else { return Ok(given) };
        let row = self.store.person(person.county(), person.as_str()).await?;
        let Some(row) = row else { return Ok(given) };
        let person: leye_domain::applicant::Applicant = crate::read_json(row.body)?;
        Ok(person.details.get().map(|details| details.name.clone()).unwrap_or_default())
    }
}

/// To whom an event offers it, and what was said with it.
fn said(event: ContactEvent) -> (Option<Offered>, Vec<Sealed<String>>) {
    use ContactEvent as E;
    match event {
        E::ContactTaken { words, .. } => (None, vec![words]),
        E::ContactOffered { to, user, reason, .. } => (Some((to, user)), vec![reason]),
        E::ContactDeclined { reason }
        | E::ContactTakenOver { reason }
        | E::ContactExtended { reason, .. }
        | E::ContactReopened { reason, .. } => (None, vec![reason]),
        E::ContactTold { words, .. } => (None, vec![words]),
        E::ContactClosed { closing } => (
            None,
            match closing {
                Closing::Answered { words } => vec![words],
                Closing::Became { number, words, .. } => vec![number, words],
                Closing::Guided { office, name, phone } => vec![office, name, phone],
            },
        ),
        E::ContactOfferTakenBack | E::ContactAccepted { .. } | E::ContactPersonKnown { .. } => {
            (None, Vec::new())
        }
    }
}
