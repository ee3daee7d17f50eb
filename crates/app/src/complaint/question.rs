//! What an agency complained of is asked: the question alone, without the complaint.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{Complaint, ComplaintAct};
use leye_domain::id::ComplaintId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;
use leye_store::DutiesOf;

use super::matter::ANSWER;
use crate::App;
use crate::access::Deed;
use crate::error::AppError;

/// How far ahead questions are looked for: further than any is open.
const AHEAD_DAYS: i64 = 400;
/// How many are shown: they are answered within days.
const MOST: i64 = 200;

/// A question to one's agency.
#[derive(Clone, Debug)]
pub struct QuestionRow {
    /// Of which complaint.
    pub id: ComplaintId,
    /// By when, and in how many working days.
    pub due: Option<(Timestamp, i64)>,
    /// What is asked.
    pub words: Sealed<String>,
}

/// A question as opened.
#[derive(Clone, Debug)]
pub struct ComplaintQuestion {
    /// Of which complaint.
    pub id: ComplaintId,
    /// Who asks.
    pub asking: AgencyCode,
    /// What.
    pub words: Sealed<String>,
    /// Since when.
    pub since: Timestamp,
    /// By when.
    pub due: Timestamp,
    /// The version, for the answer.
    pub version: i64,
}

impl App {
    /// The questions to the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn complaint_questions(&self, staff: &Staff) -> Result<Vec<QuestionRow>, AppError> {
        let now = self.time.now();
        let until = now.saturating_add(jiff::SignedDuration::from_hours(24 * AHEAD_DAYS)).unwrap_or(now);
        let owed = self.store.duties_by(DutiesOf::Agency(staff.agency.as_str()), until, MOST).await?;
        let mut rows = Vec::new();
        for duty in owed.iter().filter(|duty| duty.kind == ANSWER) {
            let Ok(id) = ComplaintId::parse(&duty.subject) else { continue };
            let Ok(question) = self.complaint_question(staff, &id).await else { continue };
            let day = self.rules.zone().to_datetime(question.due).date();
            rows.push(QuestionRow {
                id,
                due: Some((question.due, self.days_left(day))),
                words: question.words,
            });
        }
        Ok(rows)
    }

    /// Opens a question.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller's agency was not asked, or has answered.
    pub async fn complaint_question(
        &self,
        staff: &Staff,
        id: &ComplaintId,
    ) -> Result<ComplaintQuestion, AppError> {
        let complaint = self.asked_complaint(staff, id).await?;
        let question = complaint.question.as_ref().ok_or(AppError::NotFound)?;
        Ok(ComplaintQuestion {
            id: id.clone(),
            asking: complaint.dealing.clone(),
            words: question.words.clone(),
            since: question.since,
            due: question.due.ok_or(AppError::NotFound)?,
            version: complaint.version,
        })
    }

    /// Answers one.
    ///
    /// # Errors
    /// [`AppError::Complaint`] for words that are missing, `Stale`, not found as in
    /// [`App::complaint_question`].
    pub async fn answer_complaint_question(
        &self,
        staff: &Staff,
        id: &ComplaintId,
        words: String,
        seen: i64,
    ) -> Result<(), AppError> {
        let complaint = self.asked_complaint(staff, id).await?;
        self.act_with(staff, complaint, ComplaintAct::Answer { words }, seen).await
    }

    async fn asked_complaint(&self, staff: &Staff, id: &ComplaintId) -> Result<Complaint, AppError> {
        let complaint: Complaint = self.matter(id.county(), id.as_str()).await?;
        let may = self.may_with(staff, &complaint, Deed::AnswerComplaint);
        if may { Ok(complaint) } else { Err(AppError::NotFound) }
    }
}
