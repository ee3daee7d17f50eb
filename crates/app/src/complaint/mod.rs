//! Complaints (A3, A8): by anybody, dealt with by the level above the agency complained of.
//!
//! * `file` takes one; `follow` is the side of who complained, by number and code
//! * `list`, `read` and `act` are the side of staff; `question` that of the agency complained of
//! * `matter` says what a complaint is, from which [`crate::matter`] makes commits, rows and duties

mod act;
mod file;
mod follow;
mod list;
mod matter;
mod question;
mod read;

use std::collections::BTreeSet;

use jiff::{Span, Timestamp};
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{Complaint, ComplaintTerms};
use leye_domain::id::ComplaintId;
use leye_domain::staff::Staff;

pub use file::{Filed, Filing};
pub use follow::{FollowedComplaint, FollowedReply};
pub use list::{ComplaintPage, ComplaintRow};
pub use matter::ListedComplaint;
pub use question::{ComplaintQuestion, QuestionRow};
pub use read::{ComplaintFile, ComplaintStep};

use crate::App;
use crate::access::{Deed, Target};
use crate::desk::known_at;
use crate::error::AppError;

/// What the keyed hash of a code is asked for.
const CODE: &str = "complaint-code";

impl App {
    /// A number of the pack about complaints, in force today.
    fn complaint_number(&self, name: &str) -> Result<u16, AppError> {
        let pack = self.rules.pack();
        let found = pack.complaint.as_ref().and_then(|terms| terms.values.amount(name, self.today()));
        found.ok_or_else(|| AppError::Rules(format!("desk/complaint.toml gives no `{name}`")))
    }

    /// What the pack gives for something that begins now; the working days of `agency` count.
    fn complaint_terms(&self, agency: &AgencyCode, now: Timestamp) -> Result<ComplaintTerms, AppError> {
        let pack = self.rules.pack();
        let lacking = || AppError::Rules("the pack has no desk/complaint.toml".into());
        let terms = pack.complaint.as_ref().ok_or_else(lacking)?;
        let term = |name| self.term_of(terms, name, agency, now);
        let days = Span::new().days(i64::from(self.complaint_number("content")?));
        let last = self.rules.zone().to_datetime(now).date().saturating_add(days);
        let content = last.at(23, 59, 59, 0).to_zoned(self.rules.zone().clone());
        let content = content.map_err(|error| AppError::Rules(error.to_string()))?.timestamp();
        Ok(ComplaintTerms {
            take: term("take")?,
            reply: term("reply")?,
            answer: term("answer")?,
            look: term("look")?,
            content,
        })
    }

    /// A complaint with which the caller may do something; not found where they may not know it.
    async fn reached_complaint(
        &self,
        staff: &Staff,
        id: &ComplaintId,
        deed: Deed,
    ) -> Result<Complaint, AppError> {
        let complaint: Complaint = self.matter(id.county(), id.as_str()).await?;
        if !self.may_with(staff, &complaint, Deed::ReadComplaint) {
            return Err(AppError::NotFound);
        }
        let may = self.may_with(staff, &complaint, deed);
        if may { Ok(complaint) } else { Err(AppError::Forbidden { act: None }) }
    }

    fn may_with(&self, staff: &Staff, complaint: &Complaint, deed: Deed) -> bool {
        let known = known_to(complaint);
        let target = Target::Complaint {
            known: &known,
            dealing: &complaint.dealing,
            about: &complaint.about,
            is_asked: complaint.is_asked(),
        };
        self.access.may(staff, deed, target)
    }
}

/// The agencies that deal with a complaint or did, and all above them.
fn known_to(complaint: &Complaint) -> BTreeSet<AgencyCode> {
    complaint.dealt.iter().chain([&complaint.dealing]).flat_map(known_at).collect()
}
