//! A complaint, as row, duties and lists take it.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{Complaint, ComplaintCategory, ComplaintEvent, ComplaintWay, OwedComplaint};
use leye_domain::sealed::Sealed;
use serde::{Deserialize, Serialize};

use crate::matter::{Facts, Matter, Owed};

/// The agency complained of is to answer.
pub(super) const ANSWER: &str = "complaint_answer";

/// What lists show of a complaint: nothing about who complained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedComplaint {
    /// What it is about.
    pub category: ComplaintCategory,
    /// The agency that it is about.
    pub about: AgencyCode,
    /// How it came.
    pub way: ComplaintWay,
    /// What happened.
    pub words: Sealed<String>,
    /// From where it was sent, as a keyed hash.
    pub sender: Option<String>,
    /// When it came.
    pub filed: Timestamp,
}

impl Matter for Complaint {
    type Event = ComplaintEvent;
    type Listed = ListedComplaint;
    const KIND: &'static str = "complaint";

    fn begin(first: &ComplaintEvent, _: &str, at: Timestamp) -> Option<Complaint> {
        Complaint::begin(first, at)
    }

    fn after(self, event: &ComplaintEvent, by: &str, at: Timestamp) -> Option<Complaint> {
        Complaint::after(self, event, by, at)
    }

    fn facts(&self) -> Facts<'_> {
        let owed: Vec<Owed<'_>> = self.owed().into_iter().map(|owed| owes(self, owed)).collect();
        Facts {
            id: self.id.as_str(),
            version: self.version,
            agency: &self.dealing,
            person: None,
            state: self.state(),
            class: self.category.as_str(),
            holder: self.holder().map(|user| user.as_str()),
            since: self.since,
            due: owed.iter().map(|owed| owed.due).min(),
            owed,
            article: "A8",
        }
    }

    fn listed(&self) -> ListedComplaint {
        ListedComplaint {
            category: self.category,
            about: self.about.clone(),
            way: self.way,
            words: self.words.clone(),
            sender: self.sender.clone(),
            filed: self.filed,
        }
    }
}

fn owes(complaint: &Complaint, owed: OwedComplaint) -> Owed<'_> {
    let holder = complaint.holder().map(|user| user.as_str());
    let (kind, agency, holder, begun, due) = match owed {
        OwedComplaint::Take(begun, due) => ("complaint_take", &complaint.dealing, None, begun, due),
        OwedComplaint::Reply(begun, due) => ("complaint", &complaint.dealing, holder, begun, due),
        OwedComplaint::Answer(begun, due) => (ANSWER, &complaint.about, None, begun, due),
        OwedComplaint::Look(begun, due) => ("complaint_look", &complaint.dealing, None, begun, due),
    };
    Owed { kind, agency, holder, begun: Some(begun), due, by_itself: false }
}
