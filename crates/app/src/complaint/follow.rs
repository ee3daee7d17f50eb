//! How a complaint stands, for whoever has its number and code, and what they may do.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{Complaint, ComplaintCategory, ComplaintFinding, ComplaintWish, Course};
use leye_domain::id::ComplaintId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Actor;

use super::CODE;
use crate::App;
use crate::error::AppError;
use crate::paper::code;

/// What who complained was told.
#[derive(Clone, Debug)]
pub struct FollowedReply {
    /// By which agency.
    pub agency: AgencyCode,
    /// When.
    pub at: Timestamp,
    /// What was found.
    pub finding: ComplaintFinding,
    /// What they are told.
    pub words: Sealed<String>,
    /// What is put right; empty where nothing is.
    pub remedy: Sealed<String>,
}

/// What who complained sees. It names no member of staff.
#[derive(Clone, Debug)]
pub struct FollowedComplaint {
    /// The number.
    pub id: ComplaintId,
    /// What it is about.
    pub category: ComplaintCategory,
    /// The agency that it is about.
    pub about: AgencyCode,
    /// Who deals with it.
    pub dealing: AgencyCode,
    /// When it came.
    pub filed: Timestamp,
    /// The word of how it stands: of storage, or `withdrawn`, `rejected`, `looked`.
    pub state: &'static str,
    /// By when something is to be heard.
    pub due: Option<Timestamp>,
    /// What they were told, oldest first.
    pub replies: Vec<FollowedReply>,
    /// Why it is not dealt with.
    pub rejected: Option<Sealed<String>>,
    /// Until when they may say that they are not content; none where not.
    pub may_contest: Option<Timestamp>,
    /// Whether they may take it back.
    pub may_withdraw: bool,
}

impl App {
    /// How a complaint stands.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where number and code do not belong together.
    pub async fn follow_complaint(&self, number: &str, code: &str) -> Result<FollowedComplaint, AppError> {
        let complaint = self.complaint_by_code(number, code).await?;
        let now = self.time.now();
        let terms = self.complaint_terms(&complaint.dealing, now)?;
        let could = |wish| complaint.wish(wish, terms, now).is_ok();
        let contests = could(ComplaintWish::Contest { words: "-".to_owned() });
        let may_withdraw = could(ComplaintWish::Withdraw);
        let reply = |reply: &leye_domain::complaint::Reply| FollowedReply {
            agency: reply.agency.clone(),
            at: reply.at,
            finding: reply.finding,
            words: reply.words.clone(),
            remedy: reply.remedy.clone(),
        };
        Ok(FollowedComplaint {
            state: match &complaint.course {
                _ if complaint.withdrawn => "withdrawn",
                _ if complaint.rejected.is_some() => "rejected",
                Course::Closed => "looked",
                _ => complaint.state(),
            },
            due: match complaint.course {
                Course::Filed(_) | Course::Open(_) => Some(complaint.reply_by),
                Course::Look(due) => Some(due),
                Course::Replied(_) | Course::Closed => None,
            },
            may_contest: match complaint.course {
                Course::Replied(until) => Some(until).filter(|_| contests),
                _ => None,
            },
            may_withdraw,
            replies: complaint.replies.iter().map(reply).collect(),
            rejected: complaint.rejected,
            id: complaint.id,
            category: complaint.category,
            about: complaint.about,
            dealing: complaint.dealing,
            filed: complaint.filed,
        })
    }

    /// Does what who complained wants.
    ///
    /// # Errors
    /// [`AppError::Complaint`] where the rules say no; [`AppError::NotFound`] where number and code do not
    /// belong together.
    pub async fn wish_of_complainant(
        &self,
        number: &str,
        code: &str,
        wish: ComplaintWish,
    ) -> Result<(), AppError> {
        let complaint = self.complaint_by_code(number, code).await?;
        let now = self.time.now();
        let above = leye_domain::accountability::above(&complaint.dealing);
        let terms = self.complaint_terms(above.as_ref().unwrap_or(&complaint.dealing), now)?;
        let event = complaint.wish(wish, terms, now)?;
        let commit = self.planned(Some(complaint), &event, None, (&Actor::Public, now))?;
        self.store.commit(commit).await?;
        Ok(())
    }

    async fn complaint_by_code(&self, number: &str, code: &str) -> Result<Complaint, AppError> {
        let id = number_of(number).ok_or(AppError::NotFound)?;
        if !code::is_beside(&self.store, CODE, id.as_str(), code) {
            return Err(AppError::NotFound);
        }
        self.matter(id.county(), id.as_str()).await
    }
}

/// The number as people type it: with blanks, without hyphens, in small letters.
fn number_of(typed: &str) -> Option<ComplaintId> {
    let signs: String = typed.chars().filter(char::is_ascii_alphanumeric).take(18).collect();
    let signs = signs.to_ascii_uppercase();
    let (county, serial) = signs.split_once('L')?;
    ComplaintId::parse(&format!("{county}-L-{serial}")).ok()
}
