//! What people of the year do, in words of its own: the books are kept by them, and `act` makes
//! them through the use cases.

use jiff::civil::Date;
use serde::Serialize;

/// Who is visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Person,
    Family,
    Employer,
}

impl Who {
    /// The word in packs and in the ids of visits.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Who::Person => "person",
            Who::Family => "family",
            Who::Employer => "employer",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Who> {
        [Who::Person, Who::Family, Who::Employer].into_iter().find(|who| who.as_str() == word)
    }
}

/// How somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    Employed,
    SelfEmployed,
    Flexible,
    Welfare,
}

/// A visit: of which job, in which month, to whom.
pub(super) type Called = (u32, u16, Who);

/// Answers that matter: the question and yes or no. All others are such that nothing is at risk.
pub(super) type Answers = Vec<(String, bool)>;

/// Something that is done on a day, of which the person is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// By its place among the people of the station.
    NameHelper(usize),
    SetClass(&'static str),
    Sign,
    Contact {
        reached: bool,
    },
    /// A post is offered, and refused by signature.
    RefuseOffer {
        offer: u32,
    },
    Begin {
        work: Work,
        start: Date,
        alone: bool,
    },
    /// The person lives alone now, or no more.
    Correct {
        job: u32,
        alone: bool,
    },
    End {
        job: u32,
        on: Date,
        /// Whether the person is out of work then.
        jobless: bool,
    },
    Visit {
        called: Called,
        answers: Answers,
    },
    /// Somebody delivers another report of a visit that was made.
    SecondReport {
        called: Called,
        answers: Answers,
    },
    SettleReports {
        called: Called,
        first_holds: bool,
    },
    FindRisk {
        job: u32,
        factor: String,
    },
    StepMediation {
        job: u32,
        mediation: u32,
    },
    SettleMediation {
        job: u32,
        mediation: u32,
        put_right: bool,
    },
}

/// The kinds of deeds, for the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // named as the deeds
pub enum DeedKind {
    HelperNamed,
    ClassSet,
    AgreementSigned,
    ContactMade,
    OfferRefused,
    JobBegun,
    JobCorrected,
    JobEnded,
    VisitMade,
    SecondReport,
    ReportsSettled,
    RiskFound,
    MediationStep,
    MediationSettled,
}

impl DeedKind {
    /// Every kind.
    pub const ALL: [DeedKind; 14] = [
        DeedKind::HelperNamed,
        DeedKind::ClassSet,
        DeedKind::AgreementSigned,
        DeedKind::ContactMade,
        DeedKind::OfferRefused,
        DeedKind::JobBegun,
        DeedKind::JobCorrected,
        DeedKind::JobEnded,
        DeedKind::VisitMade,
        DeedKind::SecondReport,
        DeedKind::ReportsSettled,
        DeedKind::RiskFound,
        DeedKind::MediationStep,
        DeedKind::MediationSettled,
    ];
}

impl Deed {
    pub(super) fn kind(&self) -> DeedKind {
        match self {
            Deed::NameHelper(_) => DeedKind::HelperNamed,
            Deed::SetClass(_) => DeedKind::ClassSet,
            Deed::Sign => DeedKind::AgreementSigned,
            Deed::Contact { .. } => DeedKind::ContactMade,
            Deed::RefuseOffer { .. } => DeedKind::OfferRefused,
            Deed::Begin { .. } => DeedKind::JobBegun,
            Deed::Correct { .. } => DeedKind::JobCorrected,
            Deed::End { .. } => DeedKind::JobEnded,
            Deed::Visit { .. } => DeedKind::VisitMade,
            Deed::SecondReport { .. } => DeedKind::SecondReport,
            Deed::SettleReports { .. } => DeedKind::ReportsSettled,
            Deed::FindRisk { .. } => DeedKind::RiskFound,
            Deed::StepMediation { .. } => DeedKind::MediationStep,
            Deed::SettleMediation { .. } => DeedKind::MediationSettled,
        }
    }
}
