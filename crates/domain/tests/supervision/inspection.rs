//! An inspection: every point has a result, what is wanting becomes a problem.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use leye_domain::id::{InspectionId, ProblemId};
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::{
    Inspection, InspectionEvent, NewInspection, NewPoint, Origin, PointResult, ProblemEvent,
    SupervisionRefusal, Terms, inspect,
};

use super::{BUREAU, OFFICE, STATION, at, code, staff};

const DAY: Date = date(2026, 3, 2);

fn point(code: &str, result: PointResult, note: &str, order: &str) -> NewPoint {
    let problem = ProblemId::new("230102", 1);
    NewPoint { code: code.into(), result, note: note.into(), order: order.into(), problem }
}

fn new(points: Vec<NewPoint>) -> NewInspection {
    let id = InspectionId::new("230102", 1);
    NewInspection { id, agency: code(STATION), day: DAY, who: "趙敏".into(), points, note: String::new() }
}

fn held(new: NewInspection, who: &Staff) -> Result<(InspectionEvent, Vec<ProblemEvent>), SupervisionRefusal> {
    let known = BTreeSet::from(["files".to_owned(), "visits".to_owned()]);
    let terms = Terms { put_right: at(DAY, 17, 0), second_look: at(DAY, 17, 0) };
    inspect(new, &known, who, terms, DAY)
}

fn bureau() -> Staff {
    staff("zhao.min", Role::Inspector, BUREAU)
}

fn two() -> Vec<NewPoint> {
    vec![point("files", PointResult::Good, "", ""), point("visits", PointResult::Wanting, "三次遲了", "補訪")]
}

#[test]
fn what_is_wanting_becomes_a_problem_and_closes_the_inspection_when_settled() {
    let (event, problems) = held(new(two()), &bureau()).expect("recorded");
    let origin = Some(Origin::Inspection(InspectionId::new("230102", 1), "visits".into()));
    assert!(matches!(&problems[..], [ProblemEvent::ProblemFound { origin: from, .. }] if *from == origin));
    let one = Inspection::begin(&event, "zhao.min", at(DAY, 12, 0)).expect("as it is written here");
    assert_eq!((one.state(), one.findings(), one.open_findings()), ("open", 1, 1));
    let closed =
        |point: &str| InspectionEvent::InspectionFindingClosed { point: point.into(), settled: true };
    assert_eq!(
        one.clone().after(&closed("files"), "wang.fang", at(DAY, 13, 0)),
        None,
        "nothing was found there"
    );
    let one = one.after(&closed("visits"), "wang.fang", at(DAY, 13, 0)).expect("it follows");
    assert_eq!((one.state(), one.version), ("closed", 2));
    let (event, problems) = held(
        new(vec![point("files", PointResult::Good, "", ""), point("visits", PointResult::NotSeen, "", "")]),
        &staff("wang.fang", Role::Reviewer, OFFICE),
    )
    .expect("an office looks too");
    assert!(problems.is_empty());
    assert_eq!(Inspection::begin(&event, "wang.fang", at(DAY, 12, 0)).map(|one| one.state()), Some("closed"));
}

#[test]
fn every_fault_of_the_points_is_told_at_once() {
    let points =
        vec![point("visits", PointResult::Wanting, "", ""), point("other", PointResult::Good, "", "")];
    let Err(SupervisionRefusal::Points { faults }) = held(new(points), &bureau()) else { panic!("refused") };
    let told: Vec<_> = faults.iter().map(|one| (one.question.as_str(), one.fault)).collect();
    assert_eq!(
        told,
        [("files", "missing"), ("other", "unknown-question"), ("visits", "no-note"), ("visits", "no-order")]
    );
}

#[test]
fn an_inspection_comes_from_above_and_lies_not_in_the_future() {
    let station = staff("li.na", Role::Clerk, STATION);
    assert_eq!(held(new(two()), &station).unwrap_err(), SupervisionRefusal::NotSupervising);
    let of_bureau = NewInspection { agency: code(BUREAU), ..new(two()) };
    let refused = held(of_bureau, &bureau()).unwrap_err();
    assert_eq!(refused, SupervisionRefusal::NotBelow { agency: code(BUREAU) });
    let tomorrow = NewInspection { day: date(2026, 3, 3), ..new(two()) };
    assert_eq!(held(tomorrow, &bureau()).unwrap_err(), SupervisionRefusal::InFuture);
    let nobody = NewInspection { who: " ".into(), ..new(two()) };
    assert_eq!(held(nobody, &bureau()).unwrap_err(), SupervisionRefusal::Text { field: "who" });
}
