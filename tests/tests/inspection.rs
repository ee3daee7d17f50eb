//! Spot checks, inspections and guidance notes from their beginning to their end, and all of it made
//! anew from the events.

use std::collections::BTreeMap;

use leye_app::AppError;
use leye_app::supervision::{GuidanceRequest, InspectionRequest, PointRequest, VisitCheck};
use leye_domain::followup::{Answer, AnswerKind, Manner, Target};
use leye_domain::id::{ProblemId, SpotCheckId};
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::{
    Finding, GuidanceAct, Looked, PointResult, SupervisionRefusal, TOOK_PLACE, Topic,
};

use crate::cast::{
    FAR_STATION, NEXT_STATION, OFFICE, STATION, administrator, auditor, bureau, bureau_head, clerk, code,
    office, staff,
};
use crate::house::House;
use crate::supervision::{DUE, MONDAY, act, answer, owes, settle, visit, working};

/// A house in which three visits were reported at the station.
async fn three_visits() -> House {
    let house = House::at(MONDAY, 10).await;
    let people = [working(&house, 1).await, working(&house, 2).await, working(&house, 3).await];
    house.until(DUE, 10, 0).await;
    for (person, street) in people.iter().zip(["甲街", "乙街", "丙街"]) {
        visit(&house, person, street).await;
    }
    house
}

/// Answers as those of [`visit`], with what is said of the visit itself.
fn checked(house: &House, took_place: Answer) -> VisitCheck {
    let rules = house.app.follow_up_rules().expect("rules");
    let asked = rules.asked(Target::Person).filter(|question| question.kind == AnswerKind::YesNo);
    let mut answers: BTreeMap<_, _> = asked.map(|one| (one.code.clone(), Answer::Unknown)).collect();
    answers.insert(TOOK_PLACE.to_owned(), took_place);
    VisitCheck::Checked { manner: Manner::Telephone, answers, note: "SECRET 未見人上門".into() }
}

async fn check(
    house: &House,
    by: &Staff,
    id: &SpotCheckId,
    number: u32,
    what: VisitCheck,
) -> Result<(), AppError> {
    house.app.check_visit(by, id, number, what).await
}

async fn is_sound_anew(house: &House) {
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn a_spot_check_goes_from_the_draw_over_a_problem_to_its_end() {
    let house = three_visits().await;
    let id = house.app.draw_spot_check(&office(), (DUE, DUE)).await.expect("drawn");
    assert_eq!(owes(&house, OFFICE, "spot_check").await, 1);
    let (kept, redraw) = house.app.redraw(&auditor(), &id).await.expect("drawn again");
    assert!(redraw.same_population && redraw.same_draw && redraw.left_out == 0, "{redraw:?}");
    assert_eq!((kept.items.len(), kept.population.len()), (3, 3), "not fewer than the pack says");
    is_sound_anew(&house).await;

    for nobody in [clerk(), staff("far", Role::Head, FAR_STATION), administrator()] {
        let seen = house.app.spot_check_file(&nobody, &id).await;
        assert!(matches!(seen, Err(AppError::NotFound)), "before it is carried out: {nobody:?}");
    }
    check(&house, &office(), &id, 1, checked(&house, Answer::No)).await.expect("checked");
    check(&house, &office(), &id, 2, checked(&house, Answer::Yes)).await.expect("checked");
    let why = VisitCheck::NotReached { why: "三次無人接聽".into() };
    check(&house, &office(), &id, 3, why).await.expect("kept");
    let opened = house.app.visit_check(&office(), &id, 1).await.expect("opened");
    assert_eq!(opened.compared.iter().filter(|one| one.differs).count(), 1, "whether it took place");
    assert!(opened.may_find && !opened.may_check);

    let found = VisitCheck::Problem { what: "未走訪而報".into(), order: "補訪".into() };
    check(&house, &office(), &id, 1, found).await.expect("found");
    assert_eq!((owes(&house, OFFICE, "spot_check").await, owes(&house, STATION, "problem").await), (0, 1));
    is_sound_anew(&house).await;
    let told = house.app.spot_check_file(&clerk(), &id).await.expect("carried out");
    assert!(told.rows.len() == 3 && !told.may_keep && !told.sees_all, "a station sees its own visits");
    let neighbour = staff("neighbour", Role::Clerk, NEXT_STATION);
    assert!(matches!(house.app.spot_check_file(&neighbour, &id).await, Err(AppError::NotFound)));

    let problem = problem_of(&house, &id).await;
    let file = house.app.problem_file(&clerk(), &problem).await.expect("opened");
    assert!(file.sees_origin && file.problem.origin.is_some(), "linked both ways");
    act(&house, &clerk(), &problem, answer()).await.expect("answered");
    act(&house, &office(), &problem, settle()).await.expect("settled");
    let file = house.app.spot_check_file(&office(), &id).await.expect("opened");
    assert_eq!(file.spot_check.state(), "closed");
    is_sound_anew(&house).await;
    let rows = house.app.standings(&bureau(), None, (MONDAY, DUE)).await.expect("a table").rows;
    let ours = rows.iter().find(|row| row.visits.station == code(STATION)).expect("the station");
    assert_eq!(ours.spot_checked, (2, 1));
    for (name, bytes) in house.folder.files() {
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{name}");
    }
}

async fn problem_of(house: &House, id: &SpotCheckId) -> ProblemId {
    let file = house.app.spot_check_file(&office(), id).await.expect("opened");
    match &file.spot_check.items[&1].looked {
        Looked::Checked { finding: Some(Finding::Problem(problem, None)), .. } => problem.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn who_made_a_visit_does_not_check_it_and_an_erased_person_closes_no_check() {
    let house = three_visits().await;
    for nobody in [clerk(), auditor()] {
        let drawn = house.app.draw_spot_check(&nobody, (DUE, DUE)).await;
        assert!(matches!(drawn, Err(AppError::Forbidden { .. })), "{nobody:?}");
    }
    let id = house.app.draw_spot_check(&office(), (DUE, DUE)).await.expect("drawn");
    let moved = Staff { agency: code(OFFICE), ..clerk() };
    let own = check(&house, &moved, &id, 1, checked(&house, Answer::Yes)).await;
    assert!(matches!(own, Err(AppError::Supervision(SupervisionRefusal::OwnVisit))), "{own:?}");
    let above = check(&house, &bureau(), &id, 1, checked(&house, Answer::Yes)).await;
    assert!(matches!(above, Err(AppError::Forbidden { .. })), "{above:?}");
    let file = house.app.spot_check_file(&office(), &id).await.expect("opened");
    let person = file.spot_check.items[&1].drawn.about.person.clone();
    check(&house, &office(), &id, 1, checked(&house, Answer::Yes)).await.expect("checked");
    house.app.erase_by("operator", &person, "asked").await.expect("erased");
    let opened = house.app.visit_check(&office(), &id, 1).await.expect("it stays");
    assert!(opened.row.name.is_empty());
    assert!(matches!(&opened.row.item.looked, Looked::Checked { note, .. } if note.get().is_none()));
    let (_, redraw) = house.app.redraw(&office(), &id).await.expect("drawn again");
    assert!(redraw.same_draw && redraw.same_population, "the draw outlives the person");
    is_sound_anew(&house).await;
}

#[tokio::test]
async fn what_an_inspection_finds_is_put_right_and_closes_it() {
    let house = House::at(MONDAY, 10).await;
    let points = house.app.supervision().expect("rules");
    let points = points.points_at(code(STATION).level()).map(|point| PointRequest {
        code: point.code.clone(),
        result: if point.code == "visits_real" { PointResult::Wanting } else { PointResult::Good },
        note: "兩份無簽名".into(),
        order: "補簽".into(),
    });
    let request = InspectionRequest {
        agency: code(STATION),
        day: MONDAY,
        who: "趙敏、王芳".into(),
        points: points.collect(),
        note: String::new(),
    };
    for nobody in [clerk(), auditor()] {
        let held = house.app.record_inspection(&nobody, request.clone()).await;
        assert!(matches!(held, Err(AppError::Forbidden { .. })), "{nobody:?}");
    }
    let lacking = InspectionRequest { points: Vec::new(), ..request.clone() };
    let refused = house.app.record_inspection(&bureau(), lacking).await;
    assert!(matches!(refused, Err(AppError::Supervision(SupervisionRefusal::Points { .. }))), "{refused:?}");
    let id = house.app.record_inspection(&bureau_head(), request).await.expect("recorded");
    is_sound_anew(&house).await;
    let file = house.app.inspection_file(&clerk(), &id).await.expect("the station sees it");
    let problem = file.problems["visits_real"].id.clone();
    assert_eq!((file.inspection.state(), owes(&house, STATION, "problem").await), ("open", 1));
    let far = staff("far", Role::Head, FAR_STATION);
    assert!(matches!(house.app.inspection_file(&far, &id).await, Err(AppError::NotFound)));
    act(&house, &clerk(), &problem, answer()).await.expect("answered");
    act(&house, &bureau_head(), &problem, settle()).await.expect("settled");
    let file = house.app.inspection_file(&office(), &id).await.expect("opened");
    assert_eq!(file.inspection.state(), "closed");
    assert_eq!(house.app.inspections(&office(), "closed", &None).await.expect("a list").items.len(), 1);
    let rows = house.app.standings(&bureau(), None, (MONDAY, MONDAY)).await.expect("a table").rows;
    let ours = rows.iter().find(|row| row.visits.station == code(STATION)).expect("the station");
    assert_eq!(ours.inspected, Some((MONDAY, 0)));
    is_sound_anew(&house).await;
}

#[tokio::test]
async fn a_guidance_note_is_answered_and_accepted_and_owed_meanwhile() {
    let house = House::at(MONDAY, 10).await;
    let person = working(&house, 1).await;
    let note =
        |agency: &str, topic| GuidanceRequest {
            agency: code(agency), topic, text: "SECRET 寫清工資".into()
        };
    let elsewhere =
        house.app.give_guidance(&office(), note(NEXT_STATION, Topic::Person(person.clone()))).await;
    assert!(matches!(elsewhere, Err(AppError::NotFound)), "{elsewhere:?}");
    for nobody in [clerk(), auditor()] {
        let given = house.app.give_guidance(&nobody, note(STATION, Topic::Work)).await;
        assert!(matches!(given, Err(AppError::Forbidden { .. })), "{nobody:?}");
    }
    let id = house
        .app
        .give_guidance(&office(), note(STATION, Topic::Person(person.clone())))
        .await
        .expect("given");
    house.app.give_guidance(&bureau(), note(OFFICE, Topic::Day(MONDAY))).await.expect("given");
    assert_eq!((owes(&house, STATION, "guidance").await, owes(&house, OFFICE, "guidance").await), (1, 1));
    let act = |by: Staff, act: GuidanceAct, seen| {
        let (app, id) = (house.app.clone(), id.clone());
        async move { app.act_on_guidance(&by, &id, act, seen).await }
    };
    let answer = || GuidanceAct::Answer { answer: "已補寫".into() };
    assert!(matches!(act(office(), answer(), 1).await, Err(AppError::Forbidden { .. })));
    act(clerk(), answer(), 1).await.expect("answered");
    assert_eq!(
        (owes(&house, STATION, "guidance").await, owes(&house, OFFICE, "guidance_look").await),
        (0, 1)
    );
    assert!(matches!(act(clerk(), answer(), 1).await, Err(AppError::Stale { current: 2, .. })));
    act(office(), GuidanceAct::AskAgain { text: "還缺兩份".into() }, 2).await.expect("asked again");
    act(clerk(), answer(), 3).await.expect("answered");
    act(office(), GuidanceAct::Accept { note: String::new() }, 4).await.expect("accepted");
    assert_eq!(
        (owes(&house, STATION, "guidance").await, owes(&house, OFFICE, "guidance_look").await),
        (0, 0)
    );
    let listed = |by: Staff, state: &'static str| {
        let app = house.app.clone();
        async move { app.guidance_notes(&by, state, &None).await.expect("a list").items.len() }
    };
    assert_eq!((listed(clerk(), "accepted").await, listed(clerk(), "given").await), (1, 0));
    assert_eq!((listed(bureau(), "accepted").await, listed(office(), "given").await), (1, 1));
    is_sound_anew(&house).await;
    house.app.erase_by("operator", &person, "asked").await.expect("erased");
    let file = house.app.guidance_file(&office(), &id).await.expect("it stays");
    assert!(file.guidance.text.get().is_none() && file.name.is_empty());
    is_sound_anew(&house).await;
}
