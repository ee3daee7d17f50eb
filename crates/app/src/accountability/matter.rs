//! A docket, as rows, duties and lists take it.

use jiff::Timestamp;
use leye_domain::accountability::{Docket, DocketEvent, Finding, OwedDocket};
use leye_domain::agency::AgencyCode;
use serde::{Deserialize, Serialize};

use crate::matter::{Facts, Matter, Owed};

/// What lists show of a docket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedDocket {
    /// What was owed.
    pub kind: String,
    /// The step.
    pub step: String,
    /// What it is about.
    pub subject: String,
    /// The agency that owed it.
    pub agency: AgencyCode,
    /// Who of the agency.
    pub holder: Option<String>,
    /// When it was due.
    pub due: Timestamp,
    /// What was found so far.
    pub finding: Option<Finding>,
}

/// Who looks again at what was found: kept beside the docket, for a row borrows it.
struct Levels {
    finder: AgencyCode,
    second: AgencyCode,
}

/// A docket with the agencies above the one that missed the term.
#[derive(Clone)]
pub(super) struct Filed {
    pub docket: Docket,
    levels: std::sync::Arc<Levels>,
}

impl Filed {
    pub(super) fn new(docket: Docket) -> Filed {
        let levels = Levels { finder: docket.finder(), second: docket.second() };
        Filed { docket, levels: levels.into() }
    }
}

impl Matter for Filed {
    type Event = DocketEvent;
    type Listed = ListedDocket;
    const KIND: &'static str = "docket";

    fn begin(first: &DocketEvent, _: &str, at: Timestamp) -> Option<Filed> {
        Docket::begin(first, at).map(Filed::new)
    }

    fn after(self, event: &DocketEvent, by: &str, at: Timestamp) -> Option<Filed> {
        self.docket.after(event, by, at).map(Filed::new)
    }

    fn facts(&self) -> Facts<'_> {
        let docket = &self.docket;
        let holder = docket.breach.holder.as_ref().map(|user| user.as_str());
        let owed: Vec<Owed<'_>> = docket.owed().into_iter().map(|owed| self.owed(owed, holder)).collect();
        Facts {
            id: docket.id.as_str(),
            version: docket.version,
            agency: &docket.breach.agency,
            person: None,
            state: docket.state(),
            class: docket.finding().map_or("", Finding::as_str),
            holder,
            since: docket.since,
            due: owed.iter().map(|owed| owed.due).min(),
            owed,
            article: "A2",
        }
    }

    fn listed(&self) -> ListedDocket {
        let breach = &self.docket.breach;
        ListedDocket {
            kind: breach.kind.clone(),
            step: breach.step.clone(),
            subject: breach.subject.clone(),
            agency: breach.agency.clone(),
            holder: breach.holder.as_ref().map(|user| user.as_str().to_owned()),
            due: breach.due,
            finding: self.docket.finding(),
        }
    }
}

impl Filed {
    fn owed<'a>(&'a self, owed: OwedDocket, holder: Option<&'a str>) -> Owed<'a> {
        let docket = &self.docket;
        let agency = &docket.breach.agency;
        let (kind, agency, holder, begun, due, by_itself) = match owed {
            OwedDocket::Explain(due) => ("docket_explain", agency, holder, docket.opened, due, false),
            OwedDocket::Find(due) => ("docket_find", &self.levels.finder, None, docket.opened, due, false),
            OwedDocket::Answer(due) => ("docket_answer", agency, holder, docket.since, due, true),
            OwedDocket::LookAgain(due) => {
                let begun = docket.objection.as_ref().map_or(docket.since, |(said, _)| said.at);
                ("docket_look", &self.levels.second, None, begun, due, false)
            }
            OwedDocket::Remedy(due) => {
                let begun = docket.remedy.as_ref().map_or(docket.since, |remedy| remedy.since);
                ("docket_remedy", agency, None, begun, due, false)
            }
        };
        Owed { kind, agency, holder, begun: Some(begun), due, by_itself }
    }
}
