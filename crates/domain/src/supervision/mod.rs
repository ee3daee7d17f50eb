//! Supervision of the follow-up: the office guides and checks daily (B2b), the bureau organises,
//! supervises and inspects (B2c), and holds campaigns at a set rhythm (B4.2).
//!
//! * [`Problem`]: what was found at a station or an office, from found to settled
//! * [`Guidance`]: a note to a station or an office that is answered
//! * [`SpotCheck`]: reported visits that were drawn ([`draw`]) and asked about again
//! * [`Inspection`]: what was looked at in an agency; what is wanting becomes a problem
//! * [`Campaigns`]: the campaigns of a bureau, each with a closing report
//! * [`flags`]: visits that cannot have been as they were reported
//! * [`day_check`], [`Standing`]: what was due and what was done, counted from the files of jobs

mod campaign;
mod campaign_decide;
mod check;
mod draw;
mod exchange;
mod figures;
mod flags;
mod guidance;
mod inspection;
mod problem;
mod problem_decide;
mod refusal;
mod spot_check;
mod spot_check_decide;

use crate::sealed::Sealed;

pub use campaign::{Campaign, CampaignEvent, CampaignPlan, CampaignProgress, Campaigns, Goal, Population};
pub use campaign_decide::{CampaignAct, CampaignRefusal, Kind, OwedCampaign};
pub use check::{Due, DueVisit, ReportedVisit, Standing, day_check};
pub use draw::{Candidate, DrawRules, Reason, Reported, canonical, draw, reported_in};
pub use exchange::{Answer, Order, Progress, Round};
pub use figures::{Figures, figures};
pub use flags::{Flag, FlagKind, FlagRules, Seen, flags};
pub use guidance::{Guidance, GuidanceAct, GuidanceEvent, NewGuidance, Topic, give};
pub use inspection::{Inspection, InspectionEvent, NewInspection, NewPoint, Point, PointResult, inspect};
pub use problem::{About, Origin, OwedProblem, Problem, ProblemEvent, Source};
pub use problem_decide::{NewProblem, ProblemAct, ProblemRefusal, Terms, find};
pub use refusal::SupervisionRefusal;
pub use spot_check::{Drawn, Finding, Item, Looked, SpotCheck, SpotCheckEvent};
pub use spot_check_decide::{Asked, Compared, NewSpotCheck, SpotCheckAct, TOOK_PLACE, compare, draw_visits};

/// The longest text that somebody writes here, in characters.
const LONGEST: usize = 2000;

/// A text that is there and not too long, without the space around it.
fn written(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then(|| text.to_owned())
}

/// The same, sealed.
pub(crate) fn sealed(text: &str) -> Option<Sealed<String>> {
    written(text).map(Sealed::Open)
}
