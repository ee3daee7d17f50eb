//! What may be done about a contact, and by whom: whoever took it is responsible until another has
//! accepted it (A2).

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Caller, Channel, Closing, Contact, ContactEvent, ContactRefusal, HotlineNumber, Paper, Telling};
use crate::agency::AgencyCode;
use crate::id::{ContactId, PersonId, UserName};
use crate::sealed::Sealed;
use crate::staff::{Role, Staff};
use crate::supervision::sealed;

/// A contact that somebody takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewContact {
    /// Its id, drawn by the caller.
    pub id: ContactId,
    /// How it came.
    pub channel: Channel,
    /// The number of the hotline; empty without one.
    pub hotline: String,
    /// Whom it is about, where a file is known.
    pub person: Option<PersonId>,
    /// Who came, where no file is known.
    pub caller: Caller,
    /// They want to stay unknown: then nobody is told.
    pub anonymous: bool,
    /// The matter.
    pub matter: String,
    /// What they want.
    pub words: String,
    /// The papers they gave.
    pub papers: Vec<Paper>,
    /// By when it is answered; none for the pack's own term.
    pub promised: Option<Timestamp>,
}

/// By when something that begins now is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContactTerms {
    /// To answer, where nothing else is promised.
    pub answer: Timestamp,
    /// The latest that may be promised.
    pub ceiling: Timestamp,
    /// To say how it stands.
    pub tell: Timestamp,
    /// To accept or decline.
    pub accept: Timestamp,
}

/// What is known of whom something is to be handed to, or of who is responsible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// They work there.
    There,
    /// They work there, and are away until this day.
    Away(Date),
    /// They do not work there, or not any more.
    Gone,
}

/// What somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum ContactAct {
    /// Offer it to a colleague or to another agency.
    Offer { to: AgencyCode, user: Option<UserName>, reason: String },
    /// Take the offer back.
    TakeBack,
    /// Accept it.
    Accept,
    /// Decline it.
    Decline { reason: String },
    /// Take it from somebody who left or is away.
    TakeOver { reason: String },
    /// Say how it stands.
    Tell { how: Telling, words: String },
    /// Give more time.
    Extend { promised: Timestamp, reason: String },
    /// Say whom it is about.
    KnowPerson { person: PersonId },
    /// End it.
    Close { closing: Closing },
    /// It was not over.
    Reopen { reason: String },
}

fn text(field: &'static str, text: &str) -> Result<Sealed<String>, ContactRefusal> {
    sealed(text).ok_or(ContactRefusal::Text { field })
}

/// Takes a contact: whoever does is responsible from now on.
///
/// # Errors
/// [`ContactRefusal`]: nobody to answer to, a promise in the past or beyond the ceiling, empty words.
pub fn take(
    new: NewContact,
    staff: &Staff,
    terms: ContactTerms,
    now: Timestamp,
) -> Result<ContactEvent, ContactRefusal> {
    let caller =
        Caller { name: new.caller.name.trim().to_owned(), phone: new.caller.phone.trim().to_owned() };
    let known = new.person.is_some() || caller != Caller::default();
    if !known && !new.anonymous {
        return Err(ContactRefusal::Nobody);
    }
    let hotline = Some(new.hotline.trim().to_owned()).filter(|number| !number.is_empty());
    if hotline.is_some() != new.channel.is_hotline() {
        return Err(ContactRefusal::HotlineNumber);
    }
    let promised = new.promised.unwrap_or(terms.answer);
    if promised <= now || promised > terms.ceiling {
        return Err(ContactRefusal::Promise { ceiling: terms.ceiling });
    }
    Ok(ContactEvent::ContactTaken {
        contact: new.id,
        agency: staff.agency.clone(),
        channel: new.channel,
        hotline: hotline.map(HotlineNumber),
        person: new.person,
        caller: caller.into(),
        matter: new.matter,
        words: text("words", &new.words)?,
        papers: new.papers.into(),
        promised,
        tell_by: terms.tell,
    })
}

impl Contact {
    /// What an act leads to. `other` is what is known of whom an offer names, or of who is responsible
    /// where the act takes it from them.
    ///
    /// # Errors
    /// [`ContactRefusal`]: not in this state, not by this person.
    pub fn decide(
        &self,
        act: ContactAct,
        staff: &Staff,
        other: Receiver,
        terms: ContactTerms,
        now: Timestamp,
    ) -> Result<ContactEvent, ContactRefusal> {
        if let ContactAct::Reopen { reason } = act {
            return self.reopen(&reason, staff, terms);
        }
        if !self.is_open() {
            return Err(self.not_now());
        }
        match act {
            ContactAct::Offer { to, user, reason } => self.offer(to, user, &reason, staff, other, terms),
            ContactAct::TakeBack => {
                self.guard_responsible(staff)?;
                self.offer.as_ref().ok_or(self.not_now())?;
                Ok(ContactEvent::ContactOfferTakenBack)
            }
            ContactAct::Accept => {
                self.guard_offered(staff)?;
                Ok(ContactEvent::ContactAccepted { agency: staff.agency.clone() })
            }
            ContactAct::Decline { reason } => {
                self.guard_offered(staff)?;
                Ok(ContactEvent::ContactDeclined { reason: text("reason", &reason)? })
            }
            ContactAct::TakeOver { reason } => self.take_over(&reason, staff, other),
            ContactAct::Tell { how, words } => {
                self.guard_responsible(staff)?;
                Ok(ContactEvent::ContactTold { how, words: text("words", &words)?, tell_by: terms.tell })
            }
            ContactAct::Extend { promised, reason } => self.extend(promised, &reason, staff, terms, now),
            ContactAct::KnowPerson { person } => {
                self.guard_responsible(staff)?;
                if self.person.is_some() {
                    return Err(self.not_now());
                }
                Ok(ContactEvent::ContactPersonKnown { person })
            }
            ContactAct::Close { closing } => {
                self.guard_responsible(staff)?;
                Ok(ContactEvent::ContactClosed { closing: written(closing)? })
            }
            ContactAct::Reopen { .. } => Err(self.not_now()),
        }
    }

    fn not_now(&self) -> ContactRefusal {
        ContactRefusal::NotNow { state: self.state() }
    }

    fn is_responsible(&self, staff: &Staff) -> bool {
        self.responsible().user == staff.user
    }

    fn guard_responsible(&self, staff: &Staff) -> Result<(), ContactRefusal> {
        if self.is_responsible(staff) {
            return Ok(());
        }
        Err(ContactRefusal::NotResponsible { user: self.responsible().user.clone() })
    }

    /// Whom it is offered to: who was named, or anybody of the agency but who is responsible.
    fn guard_offered(&self, staff: &Staff) -> Result<(), ContactRefusal> {
        let offer = self.offer.as_ref().ok_or(ContactRefusal::NotOffered)?;
        let named = offer.user.as_ref().is_none_or(|user| *user == staff.user);
        let fits = named && offer.to == staff.agency && !self.is_responsible(staff);
        if fits { Ok(()) } else { Err(ContactRefusal::NotOffered) }
    }

    fn guard_head(&self, staff: &Staff) -> Result<(), ContactRefusal> {
        let is_head = staff.role == Role::Head && staff.agency == self.responsible().agency;
        if is_head { Ok(()) } else { Err(ContactRefusal::NotHead) }
    }

    fn offer(
        &self,
        to: AgencyCode,
        user: Option<UserName>,
        reason: &str,
        staff: &Staff,
        other: Receiver,
        terms: ContactTerms,
    ) -> Result<ContactEvent, ContactRefusal> {
        self.guard_responsible(staff)?;
        if self.offer.is_some() {
            return Err(ContactRefusal::OfferedAlready);
        }
        if user.as_ref() == Some(&staff.user) || (user.is_none() && to == staff.agency) {
            return Err(ContactRefusal::ToOneself);
        }
        match (&user, other) {
            (Some(user), Receiver::Gone) => {
                return Err(ContactRefusal::NotThere { user: user.clone(), agency: to });
            }
            (Some(user), Receiver::Away(until)) => {
                return Err(ContactRefusal::Away { user: user.clone(), until });
            }
            _ => {}
        }
        Ok(ContactEvent::ContactOffered {
            to,
            user,
            reason: text("reason", reason)?,
            accept_by: terms.accept,
        })
    }

    fn take_over(
        &self,
        reason: &str,
        staff: &Staff,
        other: Receiver,
    ) -> Result<ContactEvent, ContactRefusal> {
        self.guard_head(staff)?;
        if self.is_responsible(staff) || other == Receiver::There {
            return Err(ContactRefusal::StillThere { user: self.responsible().user.clone() });
        }
        Ok(ContactEvent::ContactTakenOver { reason: text("reason", reason)? })
    }

    fn extend(
        &self,
        promised: Timestamp,
        reason: &str,
        staff: &Staff,
        terms: ContactTerms,
        now: Timestamp,
    ) -> Result<ContactEvent, ContactRefusal> {
        self.guard_head(staff)?;
        if now > self.promised {
            return Err(ContactRefusal::TooLate { promised: self.promised });
        }
        if promised <= self.promised || promised > terms.ceiling {
            return Err(ContactRefusal::Promise { ceiling: terms.ceiling });
        }
        Ok(ContactEvent::ContactExtended { promised, reason: text("reason", reason)? })
    }

    /// Whoever opens it again at the agency that closed it is responsible.
    fn reopen(
        &self,
        reason: &str,
        staff: &Staff,
        terms: ContactTerms,
    ) -> Result<ContactEvent, ContactRefusal> {
        if self.is_open() {
            return Err(self.not_now());
        }
        if staff.agency != self.responsible().agency {
            return Err(ContactRefusal::NotResponsible { user: self.responsible().user.clone() });
        }
        let (reason, promised) = (text("reason", reason)?, terms.answer);
        Ok(ContactEvent::ContactReopened { reason, promised, tell_by: terms.tell })
    }
}

/// A closing whose words are there.
fn written(closing: Closing) -> Result<Closing, ContactRefusal> {
    let must = |field, words: &Sealed<String>| text(field, words.get().map_or("", String::as_str));
    Ok(match closing {
        Closing::Answered { words } => Closing::Answered { words: must("words", &words)? },
        Closing::Became { what, number, words } => {
            Closing::Became { what, number, words: must("words", &words)? }
        }
        Closing::Guided { office, name, phone } => {
            Closing::Guided { office: must("office", &office)?, name, phone: must("phone", &phone)? }
        }
    })
}
