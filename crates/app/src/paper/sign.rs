//! Puts a signature that was drawn on a screen on a paper. What the person read and signed, the
//! picture of the signature and the paper that bears it are bound together by their hashes.

use leye_domain::id::CaseId;
use leye_domain::paper::{PaperAct, PaperRefusal, Signature};
use leye_domain::staff::{Actor, Staff};
use leye_intake::{IntakeFault, Media};

use super::issue::Signed;
use super::{IssuedPaper, ToIssue};
use crate::App;
use crate::error::AppError;

/// The field of a form that bears the applicant's signature.
pub const SIGNATURE: &str = "applicant_signature";
/// The longest side of the picture, in pixels.
const SIDE: u32 = 4_000;

impl App {
    /// Whether a form has a place for the applicant's signature.
    pub fn is_signed_on_screen(&self, form: &str) -> bool {
        leye_forms::form(form).is_some_and(|form| form.field(SIGNATURE).is_some())
    }

    /// Issues a paper anew with the signature of who read it; the unsigned one is withdrawn for
    /// the reason that is given. `picture` is a PNG; `paper` holds what the unsigned one was
    /// filled with.
    ///
    /// # Errors
    /// [`AppError::Stale`] where the case would fill the paper otherwise now: then it has to be
    /// issued and read again. [`AppError::Intake`] for a picture that is none; access.
    pub async fn sign_paper(
        &self,
        staff: &Staff,
        id: &CaseId,
        code: &str,
        paper: &ToIssue,
        picture: Vec<u8>,
        reason: &str,
    ) -> Result<IssuedPaper, AppError> {
        let case = self.keeping(staff, id).await?;
        let papers = self.papers_of(id).await?;
        let read = papers.issued.get(code).ok_or(AppError::NotFound)?;
        if read.withdrawn.is_some()
            || read.facts.signature.is_some()
            || !self.is_signed_on_screen(&paper.form)
        {
            return Err(AppError::Paper(PaperRefusal::DoneBefore));
        }
        let (facts, lang) = (&read.facts, paper.lang.as_str());
        if facts.form != paper.form || facts.lang != lang || facts.data_digest != paper.data_digest() {
            return Err(AppError::Stale { current: case.version, since: Vec::new() });
        }
        let clean = self.clean(picture, "signature.png".to_owned()).await?;
        if clean.media != Media::Png || clean.width.max(clean.height) > SIDE {
            return Err(AppError::Intake(IntakeFault::Broken));
        }
        let (county, person) = (case.person.county(), case.person.as_str());
        let kept = self.store.keep_file(county, person, &clean.bytes).await?;
        let facts = Signature { of: code.to_owned(), digest: facts.digest.clone(), picture: kept };
        let signed = Signed { facts, picture: clean.bytes };
        let issued = self.issue(staff, &case, paper, Some(signed)).await?;
        let withdraw = PaperAct::Withdraw { code: code.to_owned(), reason: reason.to_owned() };
        match self.change_papers(&Actor::Staff(staff.clone()), &staff.agency, &case, withdraw).await {
            // Another agency's paper stays in force beside the signed one.
            Ok(_) | Err(AppError::Paper(PaperRefusal::NotOurs | PaperRefusal::DoneBefore)) => Ok(issued),
            Err(error) => Err(error),
        }
    }
}
