//! Follow-up of those who found work (B1, B3): which visits are due, who is at risk, and what
//! ends by itself. What is done in a follow-up goes through [`crate::employment`], whose stream
//! it is.
//!
//! * `report` takes a visit, from a page or a device
//! * `list` gives visits and duties by due time, `rank` the jobs by risk
//! * `settle` ends what is over

mod list;
mod photo;
mod rank;
mod report;
mod settle;

use leye_domain::followup::FollowUpRules;
use leye_pack::FollowUp;

pub use list::{OwedFilter, OwedKind, OwedPage, OwedRow, OwedTime, OwedWhat};
pub use rank::{RankFilter, RankPage, RankState, Ranked};
pub use report::{Delivered, Delivery};

use crate::App;
use crate::error::AppError;

impl App {
    /// The rules of the follow-up in force today.
    ///
    /// # Errors
    /// A pack that follows nobody.
    pub fn follow_up_rules(&self) -> Result<FollowUpRules, AppError> {
        let today = self.today();
        let rules = self.rules.pack().follow_up.as_ref().and_then(|rules| rules.rules_on(today));
        rules.ok_or_else(|| AppError::Rules(format!("no rules of follow-up are in force on {today}")))
    }

    /// The follow-up of the pack in force today, with its words.
    pub fn follow_up_pack(&self) -> Option<FollowUp> {
        self.rules.pack().follow_up.clone()
    }
}
