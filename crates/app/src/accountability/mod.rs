//! Time limits everywhere, and who answers for those that were missed (A2).
//!
//! * `watch` gives the warnings of the ladder and opens dockets, every half minute
//! * `outage` notes when the service could not be used
//! * `breach` tells of a missed term who held it, when it stood still and when it really ended
//! * `docket` opens, explains, finds, objects, looks again; `matter` says what rows and duties follow
//! * `limits` lists what somebody owes, and how much was done in time

mod breach;
mod docket;
mod limits;
mod matter;
mod outage;
mod watch;

use leye_domain::accountability::{DocketEvent, Hours, LadderRules};
use leye_domain::agency::AgencyCode;
use leye_pack::Accountability;
use leye_store::{DossierRow, DutyRow, StoredEvent};

pub use docket::DocketFile;
pub use limits::{LimitRow, Limits, OnTime, OnTimeRow, TermLine, Whose};
pub use matter::ListedDocket;
pub use outage::Outage;

use crate::App;
use crate::error::AppError;

impl App {
    /// What the pack in force says of time limits; none where it says nothing.
    pub(crate) fn accountability(&self) -> Option<Accountability> {
        self.rules.pack().accountability.clone()
    }

    /// A number of it today.
    fn amount(&self, rules: &Accountability, name: &str) -> Result<u16, AppError> {
        let today = self.today();
        let lacking = || AppError::Rules(format!("A2 gives no `{name}` for {today}"));
        rules.terms.values.amount(name, today).ok_or_else(lacking)
    }

    fn ladder_rules(&self, rules: &Accountability) -> Result<LadderRules, AppError> {
        Ok(LadderRules {
            half: self.amount(rules, "warn_half")?,
            before: self.amount(rules, "warn_before")?,
            to_office: self.amount(rules, "to_office")?,
            to_bureau: self.amount(rules, "to_bureau")?,
            opens: rules.opens,
        })
    }

    fn hours(&self, rules: &Accountability, agency: &AgencyCode) -> Hours {
        Hours { opens: rules.opens, closes: self.close_of_business(agency) }
    }

    /// Row and duties of a docket, made anew from its events; none where they are of something else.
    pub(crate) fn docketed(
        &self,
        events: &[StoredEvent],
    ) -> Result<Option<(DossierRow, Vec<DutyRow>)>, AppError> {
        let first = events.first().map(|event| event.kind.as_str()).unwrap_or_default();
        DocketEvent::KINDS.contains(&first).then(|| self.remade::<matter::Filed>(events)).transpose()
    }
}
