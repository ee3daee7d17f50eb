//! A complaint as opened by those who deal with it. Who complained is told after they asked for it with a
//! reason, which is recorded.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{Complainant, Complaint, ComplaintAct, ComplaintEvent, ComplaintFinding};
use leye_domain::id::ComplaintId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;

use crate::App;
use crate::access::Deed;
use crate::application::write::joined;
use crate::error::AppError;

/// Something that happened to it.
#[derive(Clone, Debug)]
pub struct ComplaintStep {
    /// The word of the event.
    pub kind: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was found.
    pub finding: Option<ComplaintFinding>,
    /// To which agency it went.
    pub to: Option<AgencyCode>,
    /// What was said.
    pub notes: Vec<Sealed<String>>,
}

/// A complaint as opened.
#[derive(Clone, Debug)]
pub struct ComplaintFile {
    /// It, without who complained unless that was asked for.
    pub complaint: Complaint,
    /// Whether somebody gave a name or a telephone.
    pub is_named: bool,
    /// Whether the caller may learn them.
    pub may_reveal: bool,
    /// Who complained, where that was asked for.
    pub complainant: Option<Sealed<Complainant>>,
    /// What happened, oldest first.
    pub steps: Vec<ComplaintStep>,
    /// How many more of the same place and day nobody has taken.
    pub alike: usize,
    /// Whether the caller may take it.
    pub may_take: bool,
    /// Whether the caller may say that it is about another agency.
    pub may_redirect: bool,
    /// Whether the caller may ask the agency complained of.
    pub may_ask: bool,
    /// Whether the caller may note what was found out.
    pub may_note: bool,
    /// Whether the caller may reply.
    pub may_reply: bool,
    /// Whether the caller may say that it is abuse.
    pub may_reject: bool,
    /// Whether the caller may look again.
    pub may_look: bool,
}

impl App {
    /// Opens a complaint; it is recorded who looked. With a reason the file tells who complained.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it; a fault of the reason where it is
    /// empty.
    pub async fn complaint_file(
        &self,
        staff: &Staff,
        id: &ComplaintId,
        reveal: Option<&str>,
    ) -> Result<ComplaintFile, AppError> {
        let mut complaint = self.reached_complaint(staff, id, Deed::ReadComplaint).await?;
        let may_reveal = self.may_with(staff, &complaint, Deed::RevealComplainant);
        let complainant = std::mem::replace(&mut complaint.complainant, Sealed::Erased);
        let is_named = complainant.get().is_some_and(|who| !who.is_unknown());
        match reveal.map(str::trim) {
            Some(_) if !may_reveal => return Err(AppError::NotFound),
            Some("") => return Err(AppError::field("complaint-reason", "missing")),
            Some(reason) => self.record(staff, "reveal_complainant", id.as_str(), None, Some(reason)).await?,
            None => self.record(staff, "read_complaint", id.as_str(), None, None).await?,
        }
        let deals = self.may_with(staff, &complaint, Deed::DealWithComplaint);
        let terms = self.complaint_terms(&complaint.dealing, self.time.now())?;
        // The core decides what may be done now; words that are there stand for those to be typed.
        let could = |act| deals && complaint.decide(act, staff, terms).is_ok();
        let words = || "-".to_owned();
        let finding = ComplaintFinding::Founded;
        let next = complaint.dealing.clone();
        Ok(ComplaintFile {
            is_named,
            may_reveal: may_reveal && is_named,
            complainant: reveal.map(|_| complainant),
            steps: self.complaint_steps(id).await?,
            alike: if complaint.state() == "filed" { self.alike(staff, &complaint).await?.len() } else { 0 },
            may_take: could(ComplaintAct::Take),
            may_redirect: could(ComplaintAct::Redirect { about: next, reason: words() }),
            may_ask: could(ComplaintAct::Ask { question: words() }),
            may_note: could(ComplaintAct::Note { words: words() }),
            may_reply: could(ComplaintAct::Reply { finding, words: words(), remedy: String::new() }),
            may_reject: could(ComplaintAct::Reject { reason: words() }),
            may_look: could(ComplaintAct::Look { finding, words: words(), remedy: String::new() }),
            complaint,
        })
    }

    async fn complaint_steps(&self, id: &ComplaintId) -> Result<Vec<ComplaintStep>, AppError> {
        let mut steps = Vec::new();
        for stored in self.store.stream_events(id.county(), id.as_str()).await? {
            let (finding, to, notes) = said(crate::read_json(joined(&stored))?);
            steps.push(ComplaintStep {
                kind: stored.kind,
                by: stored.actor,
                at: stored.at,
                finding,
                to,
                notes,
            });
        }
        Ok(steps)
    }
}

type Said = (Option<ComplaintFinding>, Option<AgencyCode>, Vec<Sealed<String>>);

/// What was found with an event, to whom it went, and what was said. The words of the complaint itself
/// stand above.
fn said(event: ComplaintEvent) -> Said {
    use ComplaintEvent as E;
    match event {
        E::ComplaintFiled { dealing, .. } => (None, Some(dealing), Vec::new()),
        E::ComplaintTaken | E::ComplaintWithdrawn => (None, None, Vec::new()),
        E::ComplaintRedirected { dealing, reason, .. } => (None, Some(dealing), vec![reason]),
        E::ComplaintAsked { question, .. } => (None, None, vec![question]),
        E::ComplaintAnswered { words } | E::ComplaintNoted { words } => (None, None, vec![words]),
        E::ComplaintRejected { reason } => (None, None, vec![reason]),
        E::ComplaintContested { words, dealing, .. } => (None, Some(dealing), vec![words]),
        E::ComplaintReplied { finding, words, remedy, .. }
        | E::ComplaintLooked { finding, words, remedy } => (Some(finding), None, vec![words, remedy]),
    }
}
