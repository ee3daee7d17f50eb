//! Why a use case did not happen. A refusal (the rules say no) and a failure (it could
//! not be done) are different things.

use leye_domain::accountability::DocketRefusal;
use leye_domain::assistance::AssistanceRefusal;
use leye_domain::case::{ActName, Refusal};
use leye_domain::complaint::ComplaintRefusal;
use leye_domain::desk::ContactRefusal;
use leye_domain::employment::EmploymentRefusal;
use leye_domain::household::HouseholdRefusal;
use leye_domain::name_seal::NameSealRefusal;
use leye_domain::paper::PaperRefusal;
use leye_domain::rating::RatingRefusal;
use leye_domain::registration::RegistrationRefusal;
use leye_domain::relocation::RelocationRefusal;
use leye_domain::rulebook::RulebookRefusal;
use leye_domain::supervision::{CampaignRefusal, ProblemRefusal, SupervisionRefusal};
use leye_forms::FormError;
use leye_intake::IntakeFault;
use leye_store::{CommitError, StoreError, StoredAnswer};

/// A fault of one field of what came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// Name of the field.
    pub field: String,
    /// What is wrong with it: a key of the words.
    pub code: String,
}

impl FieldFault {
    /// A fault.
    pub fn new(field: &str, code: &str) -> FieldFault {
        FieldFault { field: field.to_owned(), code: code.to_owned() }
    }
}

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// The caller's role does not do this.
    #[error("not permitted")]
    Forbidden {
        /// What was tried, when it was an act on a case.
        act: Option<ActName>,
    },
    /// The rules say no.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// The rules about rules say no.
    #[error(transparent)]
    Draft(#[from] RulebookRefusal),
    /// Nothing can be done to that paper.
    #[error(transparent)]
    Paper(#[from] PaperRefusal),
    /// That cannot be done with a registration or a certificate.
    #[error(transparent)]
    Registration(#[from] RegistrationRefusal),
    /// The rules of assistance say no.
    #[error(transparent)]
    Assistance(Box<AssistanceRefusal>),
    /// That cannot be done with a household.
    #[error(transparent)]
    Household(#[from] HouseholdRefusal),
    /// Nothing can be done with that name seal.
    #[error(transparent)]
    NameSeal(#[from] NameSealRefusal),
    /// Nothing of the kind can be done about that job or its follow-up.
    #[error(transparent)]
    Work(#[from] EmploymentRefusal),
    /// Nothing of the kind can be done about that problem.
    #[error(transparent)]
    Problem(#[from] ProblemRefusal),
    /// Nothing of the kind can be done about that docket.
    #[error(transparent)]
    Docket(#[from] DocketRefusal),
    /// Nothing of the kind can be done about that complaint.
    #[error(transparent)]
    Complaint(#[from] ComplaintRefusal),
    /// Nothing of the kind can be done about that contact.
    #[error(transparent)]
    Contact(#[from] ContactRefusal),
    /// Nothing of the kind can be done about that rating.
    #[error(transparent)]
    Rating(#[from] RatingRefusal),
    /// A move is not registered, or not answered so.
    #[error(transparent)]
    Relocation(#[from] RelocationRefusal),
    /// The rules of guidance, spot checks or inspections say no.
    #[error(transparent)]
    Supervision(#[from] SupervisionRefusal),
    /// Nothing of the kind can be done about that campaign.
    #[error(transparent)]
    Campaign(#[from] CampaignRefusal),
    /// What was handed in cannot be kept.
    #[error(transparent)]
    Intake(#[from] IntakeFault),
    /// The data do not fit the form.
    #[error(transparent)]
    Form(#[from] FormError),
    /// Somebody else was first.
    #[error("changed meanwhile: version {current} is stored")]
    Stale {
        /// The version stored now.
        current: i64,
        /// Kinds of the events since the version that the caller saw.
        since: Vec<String>,
    },
    /// Something in the input is wrong.
    #[error("the input has faults")]
    Invalid(Vec<FieldFault>),
    /// The same request was answered before.
    #[error("answered before")]
    Replayed(Box<StoredAnswer>),
    /// The idempotency key was used for something else.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The person's data were erased; nothing more can be written about them.
    #[error("the person's data were erased")]
    Erased,
    /// Name or password is wrong, or the account is closed.
    #[error("name or password is wrong")]
    SignInFailed,
    /// Only in training.
    #[error("only a training storage lets its clock be moved")]
    NotTraining,
    /// A rule pack or a calendar cannot be used.
    #[error("{0}")]
    Rules(String),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> AppError {
        AppError::Refused(Box::new(refusal))
    }
}

impl From<AssistanceRefusal> for AppError {
    fn from(refusal: AssistanceRefusal) -> AppError {
        AppError::Assistance(Box::new(refusal))
    }
}

impl From<CommitError> for AppError {
    fn from(error: CommitError) -> AppError {
        match error {
            CommitError::Conflict { current_version } => {
                AppError::Stale { current: current_version, since: Vec::new() }
            }
            CommitError::DuplicateKey => AppError::Stale { current: 0, since: Vec::new() },
            CommitError::Idempotent(answer) => AppError::Replayed(answer),
            CommitError::KeyReused => AppError::KeyReused,
            CommitError::Erased => AppError::Erased,
            CommitError::Store(error) => AppError::Store(error),
        }
    }
}

impl AppError {
    /// Whether it failed for want of room on the disk: somebody has to make some.
    pub fn is_full(&self) -> bool {
        matches!(self, AppError::Store(StoreError::Full(_)))
    }

    /// Whether it failed because the database server is away: it may be back in a moment.
    pub fn is_away(&self) -> bool {
        matches!(self, AppError::Store(StoreError::Server(_)))
    }

    /// One fault of one field.
    pub fn field(field: &str, code: &str) -> AppError {
        AppError::Invalid(vec![FieldFault::new(field, code)])
    }
}
