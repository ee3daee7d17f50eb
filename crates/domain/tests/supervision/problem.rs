//! A problem from found to settled: who may do what, and what is owed meanwhile.

use jiff::Timestamp;
use jiff::civil::date;
use leye_domain::id::ProblemId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::{
    NewProblem, OwedProblem, Problem, ProblemAct, ProblemEvent, ProblemRefusal, Source, Terms, find,
};

use super::{BUREAU, OFFICE, STATION, at, code, staff};

fn terms(day: i8) -> Terms {
    Terms { put_right: at(date(2026, 3, day + 5), 17, 0), second_look: at(date(2026, 3, day + 3), 17, 0) }
}

fn new(source: Source) -> NewProblem {
    NewProblem {
        id: ProblemId::new("230102", 7),
        station: code(STATION),
        source,
        about: None,
        origin: None,
        what: "回訪記錄三份相同".into(),
        order: "重新回訪並據實記錄".into(),
    }
}

fn office() -> Staff {
    staff("wang.fang", Role::Reviewer, OFFICE)
}

fn station() -> Staff {
    staff("li.na", Role::Clerk, STATION)
}

fn when(day: i8) -> Timestamp {
    at(date(2026, 3, day), 9, 0)
}

fn found() -> Problem {
    let event = find(new(Source::DailyCheck), &office(), terms(2)).expect("as it is written here");
    Problem::fold([(&event, "wang.fang", when(2))]).expect("as it is written here")
}

fn act(problem: &Problem, act: ProblemAct, who: &Staff, day: i8) -> Result<Problem, ProblemRefusal> {
    let event = problem.decide(act, who, terms(day))?;
    Ok(problem.clone().after(&event, who.user.as_str(), when(day)).expect("it follows"))
}

fn answer() -> ProblemAct {
    ProblemAct::Answer { done: "已重新回訪".into() }
}

fn settle() -> ProblemAct {
    ProblemAct::Settle { note: "已核實".into() }
}

fn again() -> ProblemAct {
    ProblemAct::OrderAgain { note: "仍有一份未改".into(), order: "補齊".into() }
}

#[test]
fn a_problem_is_put_right_after_a_second_look() {
    let problem = found();
    assert_eq!(problem.owed(), Some(OwedProblem::PutRight(code(STATION), terms(2).put_right)));
    let problem = act(&problem, answer(), &station(), 4).expect("as it is written here");
    assert_eq!(problem.owed(), Some(OwedProblem::SecondLook(code(OFFICE), terms(4).second_look)));
    let problem = act(&problem, again(), &office(), 5).expect("as it is written here");
    assert_eq!((problem.state(), problem.rounds.len()), ("ordered", 1));
    assert_eq!(problem.owed(), Some(OwedProblem::PutRight(code(STATION), terms(5).put_right)));
    let problem = act(&problem, answer(), &station(), 6).expect("as it is written here");
    let problem = act(&problem, settle(), &office(), 9).expect("as it is written here");
    assert_eq!((problem.state(), problem.owed(), problem.version), ("settled", None, 5));
    assert_eq!(problem.progress.since(), when(9));
}

#[test]
fn only_who_supervises_finds_and_only_below() {
    let refused = |who: &Staff, source| find(new(source), who, terms(2)).unwrap_err();
    assert_eq!(refused(&station(), Source::DailyCheck), ProblemRefusal::NotSupervising);
    let city = staff("zhou.jie", Role::Inspector, "230100000000");
    assert_eq!(refused(&city, Source::Inspection), ProblemRefusal::NotSupervising);
    let other = staff("sun.li", Role::Head, "230102002000");
    assert_eq!(refused(&other, Source::DailyCheck), ProblemRefusal::NotBelow { agency: code(STATION) });
    let own = NewProblem { station: code(OFFICE), ..new(Source::DailyCheck) };
    assert_eq!(
        find(own, &office(), terms(2)).unwrap_err(),
        ProblemRefusal::NotBelow { agency: code(OFFICE) }
    );
    assert!(find(new(Source::Inspection), &office(), terms(2)).is_ok(), "an office looks on the spot too");
    let bureau = staff("zhao.min", Role::Inspector, BUREAU);
    assert!(find(new(Source::Inspection), &bureau, terms(2)).is_ok());
    let of_office = NewProblem { station: code(OFFICE), ..new(Source::Inspection) };
    assert!(find(of_office, &bureau, terms(2)).is_ok(), "a bureau inspects offices too");
}

#[test]
fn nothing_is_found_without_words() {
    let no_what = NewProblem { what: " \n".into(), ..new(Source::DailyCheck) };
    assert_eq!(find(no_what, &office(), terms(2)).unwrap_err(), ProblemRefusal::Text { field: "what" });
    let long = NewProblem { order: "長".repeat(2001), ..new(Source::DailyCheck) };
    assert_eq!(find(long, &office(), terms(2)).unwrap_err(), ProblemRefusal::Text { field: "order" });
}

#[test]
fn only_the_station_named_answers_and_only_once() {
    let other = staff("sun.li", Role::Clerk, "230102001002");
    let refused = act(&found(), answer(), &other, 3).unwrap_err();
    assert_eq!(refused, ProblemRefusal::NotNamed { agency: code(STATION) });
    assert!(matches!(act(&found(), answer(), &office(), 3), Err(ProblemRefusal::NotNamed { .. })));
    let answered = act(&found(), answer(), &station(), 3).expect("as it is written here");
    let twice = act(&answered, answer(), &station(), 3).unwrap_err();
    assert_eq!(twice, ProblemRefusal::NotNow { state: "answered" });
}

#[test]
fn only_the_finder_looks_again_and_nobody_at_their_own_answer() {
    let early = act(&found(), settle(), &office(), 3).unwrap_err();
    assert_eq!(early, ProblemRefusal::NotNow { state: "ordered" });
    let answered = act(&found(), answer(), &station(), 3).expect("as it is written here");
    for who in [station(), staff("zhao.min", Role::Head, BUREAU)] {
        let refused = act(&answered, settle(), &who, 4).unwrap_err();
        assert_eq!(refused, ProblemRefusal::NotFinder { agency: code(OFFICE) });
    }
    let moved = Staff { agency: code(OFFICE), ..station() };
    assert_eq!(act(&answered, settle(), &moved, 4).unwrap_err(), ProblemRefusal::OwnAnswer);
    assert_eq!(act(&answered, again(), &moved, 4).unwrap_err(), ProblemRefusal::OwnAnswer);
    let ordered = act(&answered, again(), &office(), 4).expect("as it is written here");
    let colleague = staff("sun.li", Role::Clerk, STATION);
    let answered = act(&ordered, answer(), &colleague, 5).expect("as it is written here");
    assert_eq!(
        act(&answered, settle(), &moved, 6).unwrap_err(),
        ProblemRefusal::OwnAnswer,
        "the answer before counts too"
    );
    let mute = ProblemAct::Settle { note: String::new() };
    assert_eq!(act(&answered, mute, &office(), 6).unwrap_err(), ProblemRefusal::Text { field: "note" });
}

#[test]
fn the_finder_withdraws_with_a_reason_what_is_not_settled() {
    let withdraw = |reason: &str| ProblemAct::Withdraw { reason: reason.to_owned() };
    assert!(matches!(act(&found(), withdraw("誤報"), &station(), 3), Err(ProblemRefusal::NotFinder { .. })));
    assert_eq!(
        act(&found(), withdraw(""), &office(), 3).unwrap_err(),
        ProblemRefusal::Text { field: "reason" }
    );
    let withdrawn = act(&found(), withdraw("誤報"), &office(), 3).expect("as it is written here");
    assert_eq!((withdrawn.state(), withdrawn.owed()), ("withdrawn", None));
    for again in [withdraw("誤報"), settle()] {
        let refused = act(&withdrawn, again, &office(), 4).unwrap_err();
        assert_eq!(refused, ProblemRefusal::NotNow { state: "withdrawn" });
    }
}

#[test]
fn nothing_is_owed_about_who_was_erased() {
    let erased = Problem { what: Sealed::Erased, ..found() };
    assert_eq!(erased.owed(), None);
}

#[test]
fn what_is_said_is_sealed_and_comes_back_whole() {
    let event = find(new(Source::DailyCheck), &office(), terms(2)).expect("as it is written here");
    let json = serde_json::to_value(&event).expect("as it is written here");
    for field in ["what", "order"] {
        assert!(json["body"][field]["$sealed"].is_string(), "{json}");
    }
    assert!(ProblemEvent::KINDS.contains(&json["kind"].as_str().expect("as it is written here")));
    assert_eq!(serde_json::from_value::<ProblemEvent>(json).expect("as it is written here"), event);
}

#[test]
fn events_that_do_not_follow_are_no_problem() {
    let settled = ProblemEvent::ProblemSettled { note: "已核實".to_owned().into() };
    assert_eq!(Problem::fold([(&settled, "wang.fang", when(3))]), None);
    assert_eq!(found().after(&settled, "wang.fang", when(3)), None);
}
