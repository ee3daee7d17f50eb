//! Supervision of the follow-up: the office's daily check, guidance notes and spot checks (B2b),
//! inspections (B2c), problems from found to settled (B2b, B2c, B4.2), campaigns of a bureau and how
//! stations stand (B2c).
//!
//! * `problem` finds and settles, `guidance` asks and accepts, `spot_check` draws and asks again,
//!   `inspection` records; `list` gives their lists
//! * `matter` says what the four are, from which [`crate::matter`] makes commits, rows and duties
//! * `check` is the check of a day, `standing` the table of stations
//! * `campaign` orders, counts and closes

mod campaign;
mod campaign_write;
mod check;
mod guidance;
mod inspection;
mod list;
mod matter;
mod people;
mod problem;
mod spot_check;
mod standing;

use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::Staff;
use leye_domain::supervision::{FlagRules, Guidance, Inspection, Problem, SpotCheck};
use leye_domain::supervision::{GuidanceEvent, InspectionEvent, ProblemEvent, SpotCheckEvent};
use leye_pack::Supervision;
use leye_store::{DossierRow, DutyRow, StoredEvent};

pub use campaign::{CampaignDesk, CampaignFile, CampaignOrder, Counted};
pub(crate) use campaign_write::fold_campaign_stream;
pub use check::{DayCheck, DueRow, ReportedRow, WrongRow};
pub use guidance::{GuidanceFile, GuidanceRequest};
pub use inspection::{InspectionFile, InspectionRequest, PointRequest};
pub use list::{ListedProblem, ProblemFilter, ProblemPage, ProblemState};
pub use matter::{ListedGuidance, ListedInspection, ListedSpotCheck};
pub use problem::{ProblemFile, ProblemRequest, Visited};
pub use spot_check::{DrawnRow, Redraw, SpotCheckFile, VisitCheck, VisitCheckFile};
pub use standing::{StandingRow, Standings};

use crate::App;
use crate::error::AppError;

impl App {
    /// The supervision of the pack in force today.
    ///
    /// # Errors
    /// A pack that supervises nobody.
    pub fn supervision(&self) -> Result<Supervision, AppError> {
        let found = self.rules.pack().supervision.clone();
        found.ok_or_else(|| AppError::Rules("the pack has no folder supervision".into()))
    }

    fn flag_rules(&self) -> Result<FlagRules, AppError> {
        let today = self.today();
        let rules = self.supervision()?.flags_on(today);
        rules.ok_or_else(|| AppError::Rules(format!("no rules of the daily check are in force on {today}")))
    }

    /// Row and duties of a stream of supervision, made anew from its events; none where it
    /// is of another kind.
    pub(crate) fn supervised(
        &self,
        events: &[StoredEvent],
    ) -> Result<Option<(DossierRow, Vec<DutyRow>)>, AppError> {
        let first = events.first().map(|event| event.kind.as_str()).unwrap_or_default();
        if ProblemEvent::KINDS.contains(&first) {
            self.remade::<Problem>(events).map(Some)
        } else if GuidanceEvent::KINDS.contains(&first) {
            self.remade::<Guidance>(events).map(Some)
        } else if SpotCheckEvent::KINDS.contains(&first) {
            self.remade::<SpotCheck>(events).map(Some)
        } else if InspectionEvent::KINDS.contains(&first) {
            self.remade::<Inspection>(events).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The stations below an agency, and the agency itself where it is one.
    pub fn stations_below(&self, agency: &AgencyCode) -> Vec<AgencyCode> {
        let tree = self.tree();
        let codes = tree.all().filter_map(|row| row.code.parse::<AgencyCode>().ok());
        codes.filter(|code| code.level() == Level::Station && agency.covers(code)).collect()
    }

    /// The agencies at which a member of staff may find problems: those below an office or bureau.
    pub fn supervised_by(&self, staff: &Staff) -> Vec<AgencyCode> {
        if !matches!(staff.level(), Level::Office | Level::Bureau) {
            return Vec::new();
        }
        let tree = self.tree();
        let codes = tree.all().filter_map(|row| row.code.parse::<AgencyCode>().ok());
        codes.filter(|code| *code != staff.agency && staff.agency.covers(code)).collect()
    }
}
