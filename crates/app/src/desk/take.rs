//! A contact is taken: in seconds, by whoever is at the desk.

use jiff::{SignedDuration, Timestamp};
use leye_domain::desk::{Caller, Channel, Contact, NewContact, Paper, take};
use leye_domain::id::{ContactId, PersonId};
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;
use leye_store::{DossierQuery, OutboxEntry};
use serde_json::json;

use super::ListedContact;
use crate::App;
use crate::access::{Deed, Target, listed_scope_of};
use crate::application::PAGE;
use crate::error::AppError;
use crate::matter::Matter;

/// What somebody at the desk wrote down.
#[derive(Clone, Debug)]
pub struct NewInquiry {
    /// How it came.
    pub channel: Channel,
    /// The number of the hotline.
    pub hotline: String,
    /// The file of who came.
    pub person: Option<PersonId>,
    /// Who came, where no file is known.
    pub caller: Caller,
    /// They want to stay unknown.
    pub anonymous: bool,
    /// The matter.
    pub matter: String,
    /// What they want.
    pub words: String,
    /// The papers they gave.
    pub papers: Vec<Paper>,
    /// By when it is answered.
    pub promised: Option<Timestamp>,
    /// It is another one than the one that was shown.
    pub is_another: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is taken.
    Taken(ContactId),
    /// Somebody took it already, it seems.
    Same(ContactId),
}

impl App {
    /// Takes a contact. Whoever does is responsible for it.
    ///
    /// # Errors
    /// [`AppError::Contact`] where the rules say no; access; a person whom the caller may not see is
    /// not found.
    pub async fn take_contact(&self, staff: &Staff, new: NewInquiry) -> Result<Taken, AppError> {
        let here = super::known_at(&staff.agency);
        if !self.access.may(staff, Deed::TakeContact, Target::Contact(&here)) {
            return Err(AppError::Forbidden { act: None });
        }
        if self.contact_rules()?.matter(&new.matter).is_none() {
            return Err(AppError::field("contact-matter", "not-chosen"));
        }
        if let Some(person) = &new.person {
            self.person_of(staff, person, Deed::ReadPerson).await?;
        }
        let now = self.time.now();
        if !new.is_another
            && let Some(same) = self.same_contact(staff, &new, now).await?
        {
            return Ok(Taken::Same(same));
        }
        let terms = self.contact_terms(new.channel, &staff.agency, now)?;
        // What is sealed about somebody lies in the county of their file.
        let county = new.person.as_ref().map_or(staff.agency.county(), PersonId::county);
        let id = ContactId::new(county, self.chance.below(10_000_000_000));
        let phone = new.caller.phone.clone();
        let asked = NewContact {
            id: id.clone(),
            channel: new.channel,
            hotline: new.hotline,
            person: new.person,
            caller: new.caller,
            anonymous: new.anonymous,
            matter: new.matter,
            words: new.words,
            papers: new.papers,
            promised: new.promised,
        };
        let event = take(asked, staff, terms, now)?;
        let mut commit = self.planned::<Contact>(None, &event, None, (staff, now))?;
        if !phone.trim().is_empty() {
            commit.outbox.push(receipt(&id, now));
        }
        self.store.commit(commit).await?;
        Ok(Taken::Taken(id))
    }

    /// An open contact of the same hotline number, or of the same person about the same matter a moment
    /// ago: another clerk may have taken it.
    async fn same_contact(
        &self,
        staff: &Staff,
        new: &NewInquiry,
        now: Timestamp,
    ) -> Result<Option<ContactId>, AppError> {
        let rules = self.contact_rules()?;
        let minutes = rules.terms.values.amount("same", self.today()).unwrap_or_default();
        let before = now - SignedDuration::from_mins(i64::from(minutes));
        let query = DossierQuery {
            scope: listed_scope_of(staff),
            kind: Contact::KIND.to_owned(),
            limit: PAGE,
            ..DossierQuery::default()
        };
        for one in self.store.dossiers(&query).await? {
            let listed: ListedContact = crate::read_json(one.row.body)?;
            let hotline = Some(new.hotline.trim()).filter(|number| !number.is_empty());
            let numbered = hotline.is_some() && listed.hotline.as_deref() == hotline;
            let name = Sealed::Open(new.caller.name.trim().to_owned());
            let who = match &new.person {
                Some(person) => one.row.person == person.as_str(),
                None => listed.name == name && !new.caller.name.trim().is_empty(),
            };
            let same = numbered || (who && listed.matter == new.matter);
            if !same {
                continue;
            }
            let Ok(id) = ContactId::parse(&one.row.id) else { continue };
            let contact: Contact = self.matter(id.county(), id.as_str()).await?;
            if contact.is_open() && (numbered || contact.taken >= before) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

/// The receipt by message: whom to ask and by when it is answered. What it says is read from the
/// contact when it is sent.
fn receipt(id: &ContactId, now: Timestamp) -> OutboxEntry {
    OutboxEntry {
        id: format!("{id}/contact_receipt"),
        kind: "contact_receipt".to_owned(),
        subject: id.as_str().to_owned(),
        at: now,
        next_at: now,
        body: json!({ "contact": id }),
    }
}
