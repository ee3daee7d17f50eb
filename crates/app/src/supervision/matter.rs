//! The files of supervision, as rows, duties and lists take them.

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::sealed::Sealed;
use leye_domain::supervision::{
    Guidance, GuidanceEvent, Inspection, InspectionEvent, OwedProblem, Problem, ProblemEvent, Progress,
    Source, SpotCheck, SpotCheckEvent,
};
use serde::{Deserialize, Serialize};

use crate::matter::{Facts, Matter, Owed};

/// What lists show of a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListedProblemBody {
    pub what: Sealed<String>,
    pub finder: AgencyCode,
    pub source: Source,
    pub due: Option<Timestamp>,
}

/// What lists show of a guidance note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedGuidance {
    /// What it says.
    pub text: Sealed<String>,
    /// Who wrote it.
    pub giver: AgencyCode,
}

/// What lists show of a spot check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedSpotCheck {
    /// The first and the last day of the visits.
    pub days: (Date, Date),
    /// How many visits were reported in them.
    pub population: usize,
    /// The stations with how many of their visits were drawn and checked, and in how many of them
    /// something differs.
    pub stations: Vec<(AgencyCode, u32, u32, u32)>,
}

/// What lists show of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedInspection {
    /// The day.
    pub day: Date,
    /// Who inspected.
    pub inspector: AgencyCode,
    /// How many problems were found, and how many of them are open.
    pub findings: (usize, usize),
}

/// The article under which an agency supervises.
fn article(by: &AgencyCode) -> &'static str {
    if by.level() == Level::Bureau { "B2c" } else { "B2b" }
}

/// What an agency owes, none of its people by name.
fn owed<'a>(kind: &'static str, agency: &'a AgencyCode, since: Timestamp, due: Timestamp) -> Owed<'a> {
    Owed { kind, agency, holder: None, begun: Some(since), due, by_itself: false }
}

fn owed_problem(problem: &Problem) -> Option<Owed<'_>> {
    let since = problem.progress.since();
    Some(match problem.owed()? {
        OwedProblem::PutRight(_, due) => owed(Problem::KIND, &problem.station, since, due),
        OwedProblem::SecondLook(_, due) => owed("second_look", &problem.finder, since, due),
    })
}

impl Matter for Problem {
    type Event = ProblemEvent;
    type Listed = ListedProblemBody;
    const KIND: &'static str = "problem";

    fn begin(first: &ProblemEvent, by: &str, at: Timestamp) -> Option<Problem> {
        Problem::fold([(first, by, at)])
    }

    fn after(self, event: &ProblemEvent, by: &str, at: Timestamp) -> Option<Problem> {
        Problem::after(self, event, by, at)
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            id: self.id.as_str(),
            version: self.version,
            agency: &self.station,
            person: self.about.as_ref().map(|about| about.person.as_str()),
            state: self.state(),
            class: self.source.as_str(),
            holder: None,
            since: self.progress.since(),
            due: self.progress.due(),
            owed: owed_problem(self).into_iter().collect(),
            article: article(&self.finder),
        }
    }

    fn listed(&self) -> ListedProblemBody {
        let (finder, source, due) = (self.finder.clone(), self.source, self.progress.due());
        ListedProblemBody { what: self.what.clone(), finder, source, due }
    }
}

impl Matter for Guidance {
    type Event = GuidanceEvent;
    type Listed = ListedGuidance;
    const KIND: &'static str = "guidance";

    fn begin(first: &GuidanceEvent, by: &str, at: Timestamp) -> Option<Guidance> {
        Guidance::begin(first, by, at)
    }

    fn after(self, event: &GuidanceEvent, by: &str, at: Timestamp) -> Option<Guidance> {
        Guidance::after(self, event, by, at)
    }

    fn facts(&self) -> Facts<'_> {
        // Of somebody who was erased nothing is owed.
        let readable = self.text.get().is_some();
        let open = match &self.progress {
            Progress::Ordered(order) => Some(owed(Guidance::KIND, &self.agency, order.at, order.due)),
            Progress::Answered { answer, look_by, .. } => {
                Some(owed("guidance_look", &self.giver, answer.at, *look_by))
            }
            Progress::Settled(_) | Progress::Withdrawn { .. } => None,
        };
        Facts {
            id: self.id.as_str(),
            version: self.version,
            agency: &self.agency,
            person: self.person().map(|person| person.as_str()),
            state: self.state(),
            class: "guidance",
            holder: None,
            since: self.progress.since(),
            due: self.progress.due(),
            owed: open.filter(|_| readable).into_iter().collect(),
            article: "B2b",
        }
    }

    fn listed(&self) -> ListedGuidance {
        ListedGuidance { text: self.text.clone(), giver: self.giver.clone() }
    }
}

impl Matter for SpotCheck {
    type Event = SpotCheckEvent;
    type Listed = ListedSpotCheck;
    const KIND: &'static str = "spot_check";

    fn begin(first: &SpotCheckEvent, by: &str, at: Timestamp) -> Option<SpotCheck> {
        SpotCheck::begin(first, by, at)
    }

    fn after(self, event: &SpotCheckEvent, by: &str, at: Timestamp) -> Option<SpotCheck> {
        SpotCheck::after(self, event, by, at)
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            id: self.id.as_str(),
            version: self.version,
            agency: &self.agency,
            person: None,
            state: self.state(),
            class: "spot_check",
            holder: None,
            since: self.since,
            due: self.owed(),
            owed: self
                .owed()
                .map(|due| owed(SpotCheck::KIND, &self.agency, self.since, due))
                .into_iter()
                .collect(),
            article: "B2b",
        }
    }

    fn listed(&self) -> ListedSpotCheck {
        let mut stations: Vec<(AgencyCode, u32, u32, u32)> = Vec::new();
        for station in self.items.values().map(|item| &item.drawn.station) {
            match stations.iter_mut().find(|one| one.0 == *station) {
                Some(one) => one.1 += 1,
                None => {
                    let (checked, differing) = self.tally(Some(station));
                    stations.push((station.clone(), 1, checked, differing));
                }
            }
        }
        ListedSpotCheck { days: self.days, population: self.population.len(), stations }
    }
}

impl Matter for Inspection {
    type Event = InspectionEvent;
    type Listed = ListedInspection;
    const KIND: &'static str = "inspection";

    fn begin(first: &InspectionEvent, by: &str, at: Timestamp) -> Option<Inspection> {
        Inspection::begin(first, by, at)
    }

    fn after(self, event: &InspectionEvent, by: &str, at: Timestamp) -> Option<Inspection> {
        Inspection::after(self, event, by, at)
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            id: self.id.as_str(),
            version: self.version,
            agency: &self.agency,
            person: None,
            state: self.state(),
            class: "inspection",
            holder: None,
            since: self.since,
            due: None,
            owed: Vec::new(),
            article: article(&self.inspector),
        }
    }

    fn listed(&self) -> ListedInspection {
        let findings = (self.findings(), self.open_findings());
        ListedInspection { day: self.day, inspector: self.inspector.clone(), findings }
    }
}
