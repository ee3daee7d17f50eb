//! A spot check: who asks again, what differs, and when it is closed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use leye_domain::followup::{Answer, AnswerKind, FollowUpRules, Manner, Question, Target};
use leye_domain::id::{PersonId, ProblemId, SpotCheckId, VisitKey};
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::{
    About, Asked, Candidate, DrawRules, NewSpotCheck, Reported, SpotCheck, SpotCheckAct, SpotCheckEvent,
    SupervisionRefusal, TOOK_PLACE, compare, draw_visits,
};

use super::{OFFICE, SLOT, STATION, at, code, staff};

const DUE: Date = date(2026, 4, 1);

fn office() -> Staff {
    staff("wang.fang", Role::Reviewer, OFFICE)
}

fn reported(number: u64, by: &str) -> Reported {
    let about = About { person: PersonId::new("230102", number), employment: 1, slot: SLOT };
    Reported {
        candidate: Candidate { about, weight: 10 },
        station: code(STATION),
        key: VisitKey::parse(&format!("visit-{number:04}")).expect("as it is written here"),
        by: BTreeSet::from([by.to_owned()]),
        reasons: BTreeSet::new(),
    }
}

fn new(reported: Vec<Reported>) -> NewSpotCheck {
    let due = at(date(2026, 4, 20), 17, 0);
    let (days, digest) = ((DUE, DUE), "as kept".to_owned());
    NewSpotCheck { id: SpotCheckId::new("230102", 1), days, seed: 7, reported, digest, due }
}

fn draw_rules() -> DrawRules {
    DrawRules { share: 50, least: 2, most: 9, base: 10, adds: BTreeMap::new() }
}

fn drawn() -> SpotCheck {
    let made = vec![reported(1, "li.na"), reported(2, "wang.fang")];
    let event = draw_visits(new(made), &office(), &draw_rules(), DUE).expect("as it is written here");
    SpotCheck::begin(&event, "wang.fang", at(DUE, 9, 0)).expect("as it is written here")
}

fn rules() -> FollowUpRules {
    let question =
        |code: &str, kind| Question { code: code.into(), target: Target::Person, kind, account: None };
    FollowUpRules {
        covers: 6,
        opens: 10,
        visits: vec![SLOT],
        questions: vec![question("paid", AnswerKind::YesNo), question("more", AnswerKind::Text)],
        risks: Vec::new(),
        policies: Vec::new(),
        needs: Vec::new(),
        supports: Vec::new(),
    }
}

fn said(paid: Answer) -> BTreeMap<String, Answer> {
    BTreeMap::from([(TOOK_PLACE.to_owned(), Answer::Yes), ("paid".to_owned(), paid)])
}

fn asked(number: u32, answers: BTreeMap<String, Answer>) -> SpotCheckAct {
    let reported = BTreeMap::from([("paid".to_owned(), Answer::Yes)]);
    SpotCheckAct::Check(Asked { number, manner: Manner::Telephone, answers, note: String::new(), reported })
}

/// The number under which the visit of somebody was drawn.
fn number_of(check: &SpotCheck, by: &str) -> u32 {
    let found = check.items.iter().find(|(_, item)| item.drawn.by.contains(by));
    *found.expect("both were drawn").0
}

fn act(check: &SpotCheck, act: SpotCheckAct, who: &Staff) -> Result<SpotCheck, SupervisionRefusal> {
    let event = check.decide(act, who, &rules())?;
    Ok(then(check, &event))
}

fn then(check: &SpotCheck, event: &SpotCheckEvent) -> SpotCheck {
    check.clone().after(event, "wang.fang", at(DUE, 10, 0)).expect("it follows")
}

#[test]
fn a_difference_becomes_a_problem_and_the_check_is_closed_with_it() {
    let check = drawn();
    assert!(check.is_redrawn() && check.owed().is_some() && !check.is_carried_out());
    let (theirs, own) = (number_of(&check, "li.na"), number_of(&check, "wang.fang"));
    let check = act(&check, asked(theirs, said(Answer::No)), &office()).expect("checked");
    let colleague = staff("zhao.min", Role::Head, OFFICE);
    let check = act(&check, asked(own, said(Answer::Yes)), &colleague).expect("checked");
    assert_eq!((check.state(), check.tally(None), check.owed().is_some()), ("checked", (2, 1), true));
    let problem = ProblemId::new("230102", 5);
    let check = act(&check, SpotCheckAct::Find { number: theirs, problem: problem.clone() }, &office());
    let check = check.expect("found");
    assert_eq!((check.state(), check.owed()), ("checked", None), "the clock of the problem runs");
    let twice = act(&check, SpotCheckAct::Find { number: theirs, problem }, &office());
    assert_eq!(twice, Err(SupervisionRefusal::NoDifference));
    let closed = SpotCheckEvent::DifferenceClosed { number: theirs, settled: true };
    assert_eq!(then(&check, &closed).state(), "closed");
}

#[test]
fn nobody_checks_a_visit_of_their_own_and_no_other_agency_does() {
    let check = drawn();
    let own = number_of(&check, "wang.fang");
    assert_eq!(act(&check, asked(own, said(Answer::Yes)), &office()), Err(SupervisionRefusal::OwnVisit));
    let station = staff("sun.li", Role::Clerk, STATION);
    let refused = act(&check, asked(own, said(Answer::Yes)), &station);
    assert_eq!(refused, Err(SupervisionRefusal::NotKeeper { agency: code(OFFICE) }));
    let drawn = draw_visits(new(vec![reported(1, "li.na")]), &station, &draw_rules(), DUE);
    assert_eq!(drawn, Err(SupervisionRefusal::NotSupervising));
}

#[test]
fn days_have_come_and_a_visit_is_reported_in_them() {
    let tomorrow = DUE.tomorrow().expect("as it is written here");
    let early = NewSpotCheck { days: (DUE, tomorrow), ..new(vec![reported(1, "li.na")]) };
    assert_eq!(draw_visits(early, &office(), &draw_rules(), DUE), Err(SupervisionRefusal::BadPeriod));
    let none = draw_visits(new(Vec::new()), &office(), &draw_rules(), DUE);
    assert_eq!(none, Err(SupervisionRefusal::NothingReported));
}

#[test]
fn the_questions_are_put_again_unless_there_was_no_visit() {
    let check = drawn();
    let theirs = number_of(&check, "li.na");
    let faulty = act(&check, asked(theirs, BTreeMap::new()), &office());
    assert!(matches!(faulty, Err(SupervisionRefusal::Answers { faults }) if faults.len() == 2));
    let not_made = BTreeMap::from([(TOOK_PLACE.to_owned(), Answer::No)]);
    let check = act(&check, asked(theirs, not_made), &office()).expect("checked");
    assert!(check.items[&theirs].differs(), "a visit that nobody made");
}

#[test]
fn who_was_not_reached_can_be_asked_later() {
    let check = drawn();
    let theirs = number_of(&check, "li.na");
    let tried = SpotCheckAct::NotReached { number: theirs, why: "三次無人接聽".into() };
    let check = act(&check, tried, &office()).expect("kept");
    let check = act(&check, asked(theirs, said(Answer::Yes)), &office()).expect("checked after all");
    assert!(act(&check, asked(theirs, said(Answer::Yes)), &office()).is_err(), "and once only");
}

#[test]
fn words_and_what_is_not_known_differ_from_nothing() {
    let text = |words: &str| BTreeMap::from([("more".to_owned(), Answer::Text(words.into()))]);
    assert!(compare(&text("甲"), &text("乙")).iter().all(|one| !one.differs));
    let compared = compare(&said(Answer::Yes), &said(Answer::Unknown));
    assert!(compared.iter().all(|one| !one.differs));
    assert_eq!(compared[0].question, TOOK_PLACE, "first whether it took place");
}

#[test]
fn a_draw_that_somebody_changed_does_not_come_out_again() {
    let mut check = drawn();
    check.population[0].weight += 1_000_000;
    check.seed += 1;
    let mut others: Vec<_> = check.items.values().cloned().collect();
    others.reverse();
    let turned = (1..).zip(others).collect();
    let turned = SpotCheck { items: turned, ..drawn() };
    assert!(!turned.is_redrawn());
}
