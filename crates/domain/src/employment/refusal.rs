//! Why something cannot be done about a job or its follow-up.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::followup::Slot;

/// What is wrong with an answer of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerFault {
    /// Code of the question.
    pub question: String,
    /// `missing`, `unknown-question`, `wrong-kind` or `text-too-long`.
    pub fault: &'static str,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the messages say it
pub enum EmploymentRefusal {
    #[error("there is no such job in this file")]
    NoSuchJob,
    #[error("the job begins on {start}: it is registered when it has begun")]
    NotBegun { start: Date },
    #[error("the job of this kind and day is registered already, as number {employment}")]
    SameJob { employment: u32 },
    #[error("the job ended on {on}")]
    JobEnded { on: Date },
    #[error("the last day of work cannot lie before the first, {start}")]
    EndsBeforeStart { start: Date },
    #[error("the day lies in the future")]
    InFuture,
    #[error("a visit was made on {first}, before the job would have begun")]
    VisitsBefore { first: Date },
    #[error("the job has no follow-up")]
    NoFollowUp,
    #[error("the follow-up is over")]
    FollowUpOver,
    #[error("the follow-up ends by itself, at six months or with the job")]
    EndsByItself,
    #[error("the rules give no support `{support}` for this job")]
    UnknownSupport { support: String },
    #[error("who makes the visits has to work at the station")]
    NotAColleague,
    #[error("they make the visits already")]
    VisitsAlready,
    #[error("no such visit was planned: {slot}")]
    NotPlanned { slot: Slot },
    #[error("the visit is dated {at}, which has not come yet; is the clock of the device right?")]
    VisitInFuture { at: Timestamp },
    #[error("the visit is dated {day}, before the job began on {start}")]
    VisitBeforeStart { day: Date, start: Date },
    #[error("the visit is dated {day}; this one counts from {opens} on")]
    VisitTooEarly { day: Date, opens: Date },
    #[error("the id of this report was used for another one")]
    KeyUsed,
    #[error("answers are missing or wrong")]
    Answers { faults: Vec<AnswerFault> },
    #[error("there is no policy `{policy}` to hand over")]
    UnknownPolicy { policy: String },
    #[error("there is no need `{need}`")]
    UnknownNeed { need: String },
    #[error("no two reports of this visit are waiting")]
    NoConflict,
    #[error("there is no report with this id among those that are waiting")]
    NoSuchReport,
    #[error("there is no risk factor `{factor}`")]
    UnknownFactor { factor: String },
    #[error("this risk is known already, as number {risk}")]
    RiskKnown { risk: u32 },
    #[error("there is no such risk, or it is closed")]
    NoSuchRisk,
    #[error("the mediation about this risk is still open: settle that first")]
    MediationOpen { mediation: u32 },
    #[error("there is no such mediation, or it is settled")]
    NoSuchMediation,
    #[error("`{field}` is missing")]
    Missing { field: &'static str },
    #[error("`{field}` is longer than {longest} characters")]
    TooLong { field: &'static str, longest: usize },
}

impl EmploymentRefusal {
    /// The article that says so; none where it is common sense.
    pub fn article(&self) -> Option<&'static str> {
        use EmploymentRefusal as R;
        match self {
            R::NoFollowUp | R::FollowUpOver | R::EndsByItself | R::NotBegun { .. } => Some("B1"),
            R::NotPlanned { .. } => Some("B3.1"),
            R::MediationOpen { .. } | R::NoSuchMediation => Some("B3.2"),
            R::VisitInFuture { .. }
            | R::VisitBeforeStart { .. }
            | R::VisitTooEarly { .. }
            | R::VisitsBefore { .. }
            | R::Answers { .. }
            | R::NoConflict
            | R::NoSuchReport => Some("B4.1"),
            _ => None,
        }
    }

    /// The stable word of the refusal, as answers carry it.
    pub fn code(&self) -> &'static str {
        use EmploymentRefusal as R;
        match self {
            R::NoSuchJob => "no_such_job",
            R::NotBegun { .. } => "not_begun",
            R::SameJob { .. } => "same_job",
            R::JobEnded { .. } => "job_ended",
            R::EndsBeforeStart { .. } => "ends_before_start",
            R::InFuture => "in_future",
            R::VisitsBefore { .. } => "visits_before",
            R::NoFollowUp => "no_follow_up",
            R::FollowUpOver => "follow_up_over",
            R::EndsByItself => "ends_by_itself",
            R::UnknownSupport { .. } => "unknown_support",
            R::NotAColleague => "not_a_colleague",
            R::VisitsAlready => "visits_already",
            R::NotPlanned { .. } => "not_planned",
            R::VisitInFuture { .. } => "visit_in_future",
            R::VisitBeforeStart { .. } => "visit_before_start",
            R::VisitTooEarly { .. } => "visit_too_early",
            R::KeyUsed => "key_used",
            R::Answers { .. } => "answers",
            R::UnknownPolicy { .. } => "unknown_policy",
            R::UnknownNeed { .. } => "unknown_need",
            R::NoConflict => "no_conflict",
            R::NoSuchReport => "no_such_report",
            R::UnknownFactor { .. } => "unknown_factor",
            R::RiskKnown { .. } => "risk_known",
            R::NoSuchRisk => "no_such_risk",
            R::MediationOpen { .. } => "mediation_open",
            R::NoSuchMediation => "no_such_mediation",
            R::Missing { .. } => "missing",
            R::TooLong { .. } => "too_long",
        }
    }
}
