//! Supervision of the follow-up: the office's daily check (B2b), problems from found to settled
//! (B2b, B2c, B4.2), campaigns of a bureau and how stations stand (B2c).
//!
//! * `problem` finds and settles, `list` gives the register of problems
//! * `check` is the check of a day, `standing` the table of stations
//! * `campaign` orders, counts and closes; `write` makes commits and duties

mod campaign;
mod check;
mod list;
mod people;
mod problem;
mod standing;
mod write;

use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::Staff;
use leye_domain::supervision::FlagRules;
use leye_pack::Supervision;

pub use campaign::{CampaignDesk, CampaignFile, CampaignOrder, Counted};
pub use check::{DayCheck, DueRow, ReportedRow, WrongRow};
pub use list::{ListedProblem, ProblemFilter, ProblemPage, ProblemState};
pub use problem::{ProblemFile, ProblemRequest, Visited};
pub use standing::{StandingRow, Standings};
pub(crate) use write::{fold_campaign_stream, fold_problem, problem_duty};

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
