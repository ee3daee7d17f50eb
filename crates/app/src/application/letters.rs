//! What an applicant is told in writing: each letter belongs to an event and waits in
//! the outbox until it is delivered.

use leye_domain::case::{Event, WithdrawalCause};
use leye_domain::id::CaseId;
use leye_domain::staff::Staff;

use super::read::TimelineEvent;
use crate::App;
use crate::error::AppError;

/// The kinds of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// Receipt of the application, with the promised day (A2).
    Receipt,
    /// The one notice of everything that is missing (C3.1).
    CorrectionNotice,
    /// A time limit was extended, and why.
    ExtensionNotice,
    /// Refusal with reasons and remedies.
    Refusal,
    /// The determination was confirmed.
    Confirmation,
    /// The application lapsed or was withdrawn.
    Withdrawal,
    /// The objection to the notice was settled.
    ObjectionSettled,
}

impl LetterKind {
    /// The letter that an event brings about.
    pub fn of(event: &Event) -> Option<LetterKind> {
        match event {
            Event::ApplicationSubmitted { .. } => Some(LetterKind::Receipt),
            Event::CorrectionRequested { .. } => Some(LetterKind::CorrectionNotice),
            Event::ClockExtended { .. } => Some(LetterKind::ExtensionNotice),
            Event::InitialReviewFailed { .. }
            | Event::ApplicationRefused { .. }
            | Event::ObjectionUpheld { .. } => Some(LetterKind::Refusal),
            Event::Confirmed { .. } => Some(LetterKind::Confirmation),
            Event::ApplicationWithdrawn {
                why: WithdrawalCause::Lapsed | WithdrawalCause::ByApplicant { .. },
            } => Some(LetterKind::Withdrawal),
            Event::ObjectionDismissed { .. } => Some(LetterKind::ObjectionSettled),
            _ => None,
        }
    }

    /// The word used in storage and as key of the words.
    pub fn as_str(self) -> &'static str {
        match self {
            LetterKind::Receipt => "receipt",
            LetterKind::CorrectionNotice => "correction_notice",
            LetterKind::ExtensionNotice => "extension_notice",
            LetterKind::Refusal => "refusal",
            LetterKind::Confirmation => "confirmation",
            LetterKind::Withdrawal => "withdrawal",
            LetterKind::ObjectionSettled => "objection_settled",
        }
    }
}

/// A letter ready to be printed.
#[derive(Debug)]
pub struct Letter {
    /// Which.
    pub kind: LetterKind,
    /// The event it tells of.
    pub event: TimelineEvent,
    /// The whole file, for names and days.
    pub file: super::read::CaseFile,
}

impl App {
    /// The letter of event number `seq`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the event brings no letter or may not be seen.
    pub async fn letter(&self, staff: &Staff, id: &CaseId, seq: i64) -> Result<Letter, AppError> {
        let file = self.case_file(staff, id).await?;
        let event = file.timeline.iter().find(|e| e.seq == seq).cloned().ok_or(AppError::NotFound)?;
        let kind = LetterKind::of(&event.event).ok_or(AppError::NotFound)?;
        Ok(Letter { kind, event, file })
    }
}
