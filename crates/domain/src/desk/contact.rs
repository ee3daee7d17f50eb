//! A contact, as its events made it.

use jiff::Timestamp;

use super::{Caller, Channel, Closing, ContactEvent, HotlineNumber, Paper};
use crate::agency::AgencyCode;
use crate::id::{ContactId, PersonId, UserName};
use crate::sealed::Sealed;

/// Who was responsible, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custody {
    /// Who.
    pub user: UserName,
    /// Of which agency.
    pub agency: AgencyCode,
    /// From when.
    pub from: Timestamp,
    /// Until when; none while it lasts.
    pub until: Option<Timestamp>,
}

/// An offer that nobody has accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// To which agency.
    pub to: AgencyCode,
    /// To whom of it.
    pub user: Option<UserName>,
    /// Why.
    pub reason: Sealed<String>,
    /// Since when.
    pub since: Timestamp,
    /// By when it is answered.
    pub accept_by: Timestamp,
}

/// A contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// How it came.
    pub channel: Channel,
    /// The number of the hotline.
    pub hotline: Option<HotlineNumber>,
    /// Whom it is about, where a file is known.
    pub person: Option<PersonId>,
    /// Whether the person was known from the beginning: then their key seals it.
    pub sealed_for_person: bool,
    /// Who came, where no file was known.
    pub caller: Sealed<Caller>,
    /// The matter.
    pub matter: String,
    /// What they want.
    pub words: Sealed<String>,
    /// The papers they gave.
    pub papers: Sealed<Vec<Paper>>,
    /// When it was taken.
    pub taken: Timestamp,
    /// Since when it is to be answered by the promised time.
    pub promised_since: Timestamp,
    /// By when it is answered.
    pub promised: Timestamp,
    /// When they last heard something, and by when they hear again.
    pub told: (Timestamp, Timestamp),
    /// Hand by hand, the first word first. The last one lasts.
    pub custody: Vec<Custody>,
    /// An offer that nobody has accepted.
    pub offer: Option<Offer>,
    /// How it ended, and when.
    pub closed: Option<(Closing, Timestamp)>,
    /// When it last changed.
    pub since: Timestamp,
    /// Number of events so far.
    pub version: i64,
}

/// What is owed on a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwedContact {
    /// To answer it: by who is responsible.
    Answer(Timestamp),
    /// To say how it stands: by who is responsible.
    Tell(Timestamp),
    /// To accept or decline it: by whom it is offered to.
    Accept(Timestamp),
}

impl Contact {
    /// What the first event makes.
    pub fn begin(first: &ContactEvent, by: &str, at: Timestamp) -> Option<Contact> {
        let ContactEvent::ContactTaken {
            contact,
            agency,
            channel,
            hotline,
            person,
            caller,
            matter,
            words,
            papers,
            promised,
            tell_by,
        } = first.clone()
        else {
            return None;
        };
        let user = UserName::parse(by).ok()?;
        Some(Contact {
            id: contact,
            channel,
            hotline,
            sealed_for_person: person.is_some(),
            person,
            caller,
            matter,
            words,
            papers,
            taken: at,
            promised_since: at,
            promised,
            told: (at, tell_by),
            custody: vec![Custody { user, agency, from: at, until: None }],
            offer: None,
            closed: None,
            since: at,
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &ContactEvent, by: &str, at: Timestamp) -> Option<Contact> {
        use ContactEvent as E;
        self.version += 1;
        self.since = at;
        match event.clone() {
            E::ContactTaken { .. } => return None,
            E::ContactOffered { to, user, reason, accept_by } => {
                self.offer = Some(Offer { to, user, reason, since: at, accept_by });
            }
            E::ContactOfferTakenBack | E::ContactDeclined { .. } => self.offer = None,
            E::ContactAccepted { agency } => {
                self.offer.take()?;
                self.pass(by, agency, at)?;
            }
            E::ContactTakenOver { .. } => {
                self.offer = None;
                let agency = self.responsible().agency.clone();
                self.pass(by, agency, at)?;
            }
            E::ContactTold { tell_by, .. } => self.told = (at, tell_by),
            E::ContactExtended { promised, .. } => self.promised = promised,
            E::ContactPersonKnown { person } => self.person = Some(person),
            E::ContactClosed { closing } => {
                self.offer = None;
                self.closed = Some((closing, at));
                self.custody.last_mut()?.until = Some(at);
            }
            E::ContactReopened { promised, tell_by, .. } => {
                self.closed.take()?;
                (self.promised_since, self.promised, self.told) = (at, promised, (at, tell_by));
                let agency = self.responsible().agency.clone();
                self.custody.push(Custody { user: UserName::parse(by).ok()?, agency, from: at, until: None });
            }
        }
        Some(self)
    }

    /// From one hand to the next, at one instant.
    fn pass(&mut self, to: &str, agency: AgencyCode, at: Timestamp) -> Option<()> {
        self.custody.last_mut()?.until = Some(at);
        self.custody.push(Custody { user: UserName::parse(to).ok()?, agency, from: at, until: None });
        Some(())
    }

    /// Who is responsible, or was last. There is always one: it begins with who took it.
    pub fn responsible(&self) -> &Custody {
        &self.custody[self.custody.len() - 1]
    }

    /// Whether it is still to be answered.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        if self.is_open() { "open" } else { "closed" }
    }

    /// Everything that is owed.
    pub fn owed(&self) -> Vec<OwedContact> {
        if !self.is_open() {
            return Vec::new();
        }
        let mut owed = vec![OwedContact::Answer(self.promised)];
        // Who is answered by then need not hear before that it goes on.
        owed.extend((self.told.1 < self.promised).then_some(OwedContact::Tell(self.told.1)));
        owed.extend(self.offer.as_ref().map(|offer| OwedContact::Accept(offer.accept_by)));
        owed
    }
}
