//! A complaint is filed: by the public page, by staff for somebody on the telephone or at the counter, or
//! with a rating.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{
    Complainant, Complaint, ComplaintCategory, ComplaintWay, NewComplaint, dealt_with_by, file,
};
use leye_domain::id::ComplaintId;
use leye_domain::staff::{Actor, Staff};

use super::CODE;
use crate::App;
use crate::access::{Deed, Target};
use crate::desk::known_at;
use crate::error::AppError;
use crate::paper::code;

/// Ids of complaints are below this.
const SERIALS: u64 = 10_000_000_000;

/// What somebody complains of.
#[derive(Clone, Debug)]
pub struct Filing {
    /// What it is about.
    pub category: ComplaintCategory,
    /// The agency that it is about.
    pub about: AgencyCode,
    /// How it came.
    pub way: ComplaintWay,
    /// What happened.
    pub words: String,
    /// Who did it, and in which matter; may be empty.
    pub whom: String,
    /// Who complains; empty for somebody who stays unknown.
    pub complainant: Complainant,
    /// The address from which it was sent, which is kept as a keyed hash only.
    pub sender: Option<String>,
    /// Drawn with the form: sent twice, it is one complaint.
    pub key: String,
}

/// What who complained is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The number.
    pub id: ComplaintId,
    /// The code to follow it by.
    pub code: String,
    /// Who deals with it.
    pub dealing: AgencyCode,
    /// By when it is replied to.
    pub reply_by: Timestamp,
}

impl App {
    /// Files a complaint that came by itself.
    ///
    /// # Errors
    /// [`AppError::Complaint`] for words that are missing or too long; an agency that is not there is
    /// not found.
    pub async fn file_complaint(&self, filing: Filing) -> Result<Filed, AppError> {
        self.filed(filing, &Actor::Public).await
    }

    /// Files a complaint that staff wrote down. Where it goes past them (A8) they see no more of it than
    /// the number and the code.
    ///
    /// # Errors
    /// As [`App::file_complaint`]; access.
    pub async fn record_complaint(&self, staff: &Staff, filing: Filing) -> Result<Filed, AppError> {
        if !self.may_record_complaint(staff) {
            return Err(AppError::Forbidden { act: None });
        }
        self.filed(filing, &Actor::Staff(staff.clone())).await
    }

    /// Whether somebody writes down what is complained of at their counter.
    pub fn may_record_complaint(&self, staff: &Staff) -> bool {
        self.access.may(staff, Deed::TakeContact, Target::Contact(&known_at(&staff.agency)))
    }

    async fn filed(&self, filing: Filing, by: &Actor) -> Result<Filed, AppError> {
        let is_there = |row: &leye_store::AgencyRow| row.active && !row.is_virtual;
        if !self.tree().get(filing.about.as_str()).is_some_and(is_there) {
            return Err(AppError::NotFound);
        }
        let id = self.complaint_id(&filing);
        let dealing = dealt_with_by(filing.category, &filing.about);
        let now = self.time.now();
        let terms = self.complaint_terms(&dealing, now)?;
        let filed = Filed {
            code: code::beside(&self.store, CODE, id.as_str()),
            id: id.clone(),
            dealing,
            reply_by: terms.reply,
        };
        let new = NewComplaint {
            id: id.clone(),
            category: filing.category,
            about: filing.about,
            way: filing.way,
            words: filing.words,
            whom: filing.whom,
            complainant: filing.complainant,
            sender: filing.sender.map(|from| self.store.keyed_hash("complaint-sender", &from)),
        };
        let event = file(new, terms)?;
        let commit = self.planned::<Complaint>(None, &event, None, (by, now))?;
        match self.store.commit(commit).await.map_err(AppError::from) {
            // The same form once more: it is filed already.
            Err(AppError::Stale { .. }) => self.filed_before(&id).await,
            other => other.map(|_| filed),
        }
    }

    async fn filed_before(&self, id: &ComplaintId) -> Result<Filed, AppError> {
        let before: Complaint = self.matter(id.county(), id.as_str()).await?;
        Ok(Filed {
            code: code::beside(&self.store, CODE, id.as_str()),
            id: id.clone(),
            dealing: before.dealing,
            reply_by: before.reply_by,
        })
    }

    fn complaint_id(&self, filing: &Filing) -> ComplaintId {
        let county = filing.about.county();
        if filing.key.is_empty() {
            return ComplaintId::new(county, self.chance.below(SERIALS));
        }
        let hash = self.store.keyed_hash("complaint", &filing.key);
        let fold = |sum: u64, byte: u8| (sum * 67 + u64::from(byte)) % SERIALS;
        ComplaintId::new(county, hash.bytes().fold(0, fold))
    }
}
