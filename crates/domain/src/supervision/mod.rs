//! Supervision of the follow-up: the office guides and checks daily (B2b), the bureau organises,
//! supervises and inspects (B2c), and holds campaigns at a set rhythm (B4.2).
//!
//! * [`Problem`]: what was found at a station or an office, from found to settled
//! * [`Campaigns`]: the campaigns of a bureau, each with a closing report
//! * [`flags`]: visits that cannot have been as they were reported
//! * [`day_check`], [`Standing`]: what was due and what was done, counted from the files of jobs

mod campaign;
mod campaign_decide;
mod check;
mod figures;
mod flags;
mod problem;
mod problem_decide;

use crate::sealed::Sealed;

pub use campaign::{Campaign, CampaignEvent, CampaignPlan, CampaignProgress, Campaigns, Goal, Population};
pub use campaign_decide::{CampaignAct, CampaignRefusal, Kind, OwedCampaign};
pub use check::{Due, DueVisit, ReportedVisit, Standing, day_check};
pub use figures::{Figures, figures};
pub use flags::{Flag, FlagKind, FlagRules, Seen, flags};
pub use problem::{About, Answer, Order, OwedProblem, Problem, ProblemEvent, Progress, Round, Source};
pub use problem_decide::{NewProblem, ProblemAct, ProblemRefusal, Terms, find};

/// The longest text that somebody writes here, in characters.
const LONGEST: usize = 2000;

/// A text that is there and not too long, without the space around it.
fn written(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then(|| text.to_owned())
}

/// The same, sealed.
fn sealed(text: &str) -> Option<Sealed<String>> {
    written(text).map(Sealed::Open)
}
