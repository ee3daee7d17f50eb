//! An inspection of an office or a station (B2b, B2c): what was looked at and how it was found.
//! What is wanting becomes a problem at once; the inspection is closed when all of them are.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::problem::{Origin, ProblemEvent, Source};
use super::problem_decide::{NewProblem, Terms, find};
use super::refusal::{SupervisionRefusal, guard_below};
use super::{LONGEST, sealed};
use crate::agency::AgencyCode;
use crate::employment::{AnswerFault, words};
use crate::id::{InspectionId, ProblemId};
use crate::sealed::Sealed;
use crate::staff::Staff;

words! {
    /// How a point was found.
    PointResult {
        /// As it should be.
        Good = "good",
        /// Something is to be put right.
        Wanting = "wanting",
        /// It was not looked at.
        NotSeen = "not_seen",
    }
}

/// A point that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// How it was found.
    pub result: PointResult,
    /// What was seen; may be empty.
    pub note: Sealed<String>,
    /// The problem that it became, where something is wanting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemId>,
}

/// Something that happened. What is said is sealed under a key of the inspection's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum InspectionEvent {
    /// An office or a bureau held it.
    InspectionRecorded {
        /// Its id.
        inspection: InspectionId,
        /// What was inspected.
        agency: AgencyCode,
        /// Who inspected.
        inspector: AgencyCode,
        /// The day.
        day: Date,
        /// Who was there, in words.
        who: Sealed<String>,
        /// The points by code.
        points: BTreeMap<String, Point>,
        /// What else is to be said; may be empty.
        note: Sealed<String>,
    },
    /// A problem found in it is settled, or was withdrawn.
    InspectionFindingClosed {
        /// The point.
        point: String,
        /// Whether it was put right.
        settled: bool,
    },
}

impl InspectionEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 2] = ["inspection_recorded", "inspection_finding_closed"];
}

/// An inspection, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Its id.
    pub id: InspectionId,
    /// What was inspected.
    pub agency: AgencyCode,
    /// Who inspected.
    pub inspector: AgencyCode,
    /// The day.
    pub day: Date,
    /// Who was there, in words.
    pub who: Sealed<String>,
    /// The points by code.
    pub points: BTreeMap<String, Point>,
    /// What else is to be said.
    pub note: Sealed<String>,
    /// Points whose problem is closed, and whether it was put right.
    pub closed: BTreeMap<String, bool>,
    /// Who recorded it, and when.
    pub recorded: (String, Timestamp),
    /// Since when it stands as it does.
    pub since: Timestamp,
    /// Number of events so far.
    pub version: i64,
}

/// A point to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPoint {
    /// Its code.
    pub code: String,
    /// How it was found.
    pub result: PointResult,
    /// What was seen.
    pub note: String,
    /// What is to be done, where something is wanting.
    pub order: String,
    /// The id of the problem that it becomes then, drawn by the caller.
    pub problem: ProblemId,
}

/// An inspection to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInspection {
    /// Its id, drawn by the caller.
    pub id: InspectionId,
    /// What was inspected.
    pub agency: AgencyCode,
    /// The day.
    pub day: Date,
    /// Who was there.
    pub who: String,
    /// The points.
    pub points: Vec<NewPoint>,
    /// What else is to be said.
    pub note: String,
}

/// Records an inspection: with it come the problems that were found.
///
/// # Errors
/// [`SupervisionRefusal`]: supervision comes from above; every point of the pack has a result, and
/// what is wanting has words and an order.
pub fn inspect(
    new: NewInspection,
    known: &BTreeSet<String>,
    staff: &Staff,
    terms: Terms,
    today: Date,
) -> Result<(InspectionEvent, Vec<ProblemEvent>), SupervisionRefusal> {
    guard_below(staff, &new.agency)?;
    if today < new.day {
        return Err(SupervisionRefusal::InFuture);
    }
    let who = sealed(&new.who).ok_or(SupervisionRefusal::Text { field: "who" })?;
    let note = optional(&new.note).ok_or(SupervisionRefusal::Text { field: "note" })?;
    let faults = point_faults(&new.points, known);
    if !faults.is_empty() {
        return Err(SupervisionRefusal::Points { faults });
    }
    let problem = |point: &NewPoint| {
        let found = NewProblem {
            id: point.problem.clone(),
            station: new.agency.clone(),
            source: Source::Inspection,
            about: None,
            origin: Some(Origin::Inspection(new.id.clone(), point.code.clone())),
            what: point.note.clone(),
            order: point.order.clone(),
        };
        find(found, staff, terms).map_err(SupervisionRefusal::Problem)
    };
    let wanting = new.points.iter().filter(|point| point.result == PointResult::Wanting);
    let problems = wanting.map(problem).collect::<Result<Vec<_>, _>>()?;
    let points = new.points.iter().map(|point| {
        let found = (point.result == PointResult::Wanting).then(|| point.problem.clone());
        let note = Sealed::Open(point.note.trim().to_owned());
        (point.code.clone(), Point { result: point.result, note, problem: found })
    });
    let event = InspectionEvent::InspectionRecorded {
        points: points.collect(),
        inspection: new.id.clone(),
        agency: new.agency.clone(),
        inspector: staff.agency.clone(),
        day: new.day,
        who,
        note,
    };
    Ok((event, problems))
}

/// A text that may be left out.
fn optional(text: &str) -> Option<Sealed<String>> {
    if text.trim().is_empty() { Some(Sealed::Open(String::new())) } else { sealed(text) }
}

fn point_faults(points: &[NewPoint], known: &BTreeSet<String>) -> Vec<AnswerFault> {
    let fault = |code: &str, fault| AnswerFault { question: code.to_owned(), fault };
    let given = |code: &String| points.iter().filter(|point| point.code == *code).count() == 1;
    let missing = known.iter().filter(|code| !given(code)).map(|code| fault(code, "missing"));
    let unknown = points.iter().filter(|point| !known.contains(&point.code));
    let unknown = unknown.map(|point| fault(&point.code, "unknown-question"));
    let mut faults: Vec<AnswerFault> = missing.chain(unknown).collect();
    for point in points {
        let wanting = point.result == PointResult::Wanting;
        if wanting && point.note.trim().is_empty() {
            faults.push(fault(&point.code, "no-note"));
        }
        if wanting && point.order.trim().is_empty() {
            faults.push(fault(&point.code, "no-order"));
        }
        if point.note.chars().count() > LONGEST || point.order.chars().count() > LONGEST {
            faults.push(fault(&point.code, "text-too-long"));
        }
    }
    faults
}

impl Inspection {
    /// What the first event makes; none where it is another.
    pub fn begin(first: &InspectionEvent, by: &str, at: Timestamp) -> Option<Inspection> {
        let InspectionEvent::InspectionRecorded { inspection, agency, inspector, day, who, points, note } =
            first.clone()
        else {
            return None;
        };
        Some(Inspection {
            id: inspection,
            agency,
            inspector,
            day,
            who,
            points,
            note,
            closed: BTreeMap::new(),
            recorded: (by.to_owned(), at),
            since: at,
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &InspectionEvent, _: &str, at: Timestamp) -> Option<Inspection> {
        let InspectionEvent::InspectionFindingClosed { point, settled } = event else { return None };
        self.points.get(point)?.problem.as_ref()?;
        self.closed.insert(point.clone(), *settled).is_none().then_some(())?;
        self.version += 1;
        if self.open_findings() == 0 {
            self.since = at;
        }
        Some(self)
    }

    /// How many of its problems are still open.
    pub fn open_findings(&self) -> usize {
        self.findings().saturating_sub(self.closed.len())
    }

    /// How many problems were found in it.
    pub fn findings(&self) -> usize {
        self.points.values().filter(|point| point.problem.is_some()).count()
    }

    /// How it stands, in the word that storage has: `open` until all that was found is settled.
    pub fn state(&self) -> &'static str {
        if self.open_findings() == 0 { "closed" } else { "open" }
    }
}
