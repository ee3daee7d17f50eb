//! A rating from the asking to the end of what follows: who may do what, and never twice.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use leye_domain::agency::AgencyCode;
use leye_domain::id::{CaseId, PersonId, RatingId, UserName};
use leye_domain::rating::{
    Answers, Aspect, Charged, Course, Given, Grade, RatedService, Rating, RatingAct, RatingEvent,
    RatingRefusal, Suspicion, Tally, Terms, ask,
};
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Role, Staff};

const STATION: &str = "230102001001";
const OFFICE: &str = "230102001000";
const BUREAU: &str = "230102000000";
const ASKED: Date = date(2026, 3, 2);

fn code(text: &str) -> AgencyCode {
    text.parse().expect("as it is written here")
}

fn user(name: &str) -> UserName {
    UserName::parse(name).expect("as it is written here")
}

fn staff(name: &str, role: Role, agency: &str) -> Staff {
    Staff { user: user(name), name: name.to_owned(), role, agency: code(agency), identity: None }
}

fn clerk() -> Staff {
    staff("clerk", Role::Clerk, STATION)
}

fn office() -> Staff {
    staff("office", Role::Reviewer, OFFICE)
}

fn bureau() -> Staff {
    staff("bureau", Role::Reviewer, BUREAU)
}

fn head() -> Staff {
    staff("head", Role::Head, STATION)
}

fn second(number: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + number).expect("as it is written here")
}

fn terms() -> Terms {
    Terms {
        bad_from: 4,
        call_back: second(5),
        remedy: second(15),
        look: second(6),
        judge: second(10),
        may_appeal: true,
        now: second(0),
    }
}

fn asking() -> RatingEvent {
    RatingEvent::RatingAsked {
        rating: RatingId::new("230102", 7),
        service: RatedService::Case(CaseId::new("230102", 2026, 1)),
        agency: code(STATION),
        person: PersonId::new("230102", 1),
        rated: BTreeSet::from([user("clerk")]),
        on: ASKED,
        until: date(2026, 4, 1),
    }
}

fn asked() -> Rating {
    Rating::begin(&asking(), second(0)).expect("it begins")
}

fn given(worst: Grade, charged: Charged, suspicion: Option<Suspicion>) -> Given {
    let words = Sealed::Open("等了很久".to_owned());
    let answers =
        Answers { clarity: Grade::Satisfied, manner: worst, result: Grade::Satisfied, charged, words };
    Given { answers, suspicion, on: ASKED }
}

fn rated(worst: Grade, charged: Charged, suspicion: Option<Suspicion>) -> Rating {
    let event = asked().give(given(worst, charged, suspicion), terms()).expect("taken");
    asked().after(&event, "public", second(1)).expect("it follows")
}

fn does(rating: &Rating, act: RatingAct, by: &Staff) -> Result<Rating, RatingRefusal> {
    let event = rating.decide(act, by, terms())?;
    Ok(rating.clone().after(&event, by.user.as_str(), second(2)).expect("it follows"))
}

fn call(reached: bool, wants_remedy: bool) -> RatingAct {
    RatingAct::CallBack { reached, wants_remedy, note: "已致電".into() }
}

fn owed(rating: &Rating) -> Vec<(&'static str, String)> {
    rating.owed().into_iter().map(|one| (one.kind, one.agency.to_string())).collect()
}

#[test]
fn a_service_is_asked_about_and_rated_once() {
    assert_eq!(ask(Some(&asked()), true, asking()), Err(RatingRefusal::AskedAlready));
    assert_eq!(ask(None, false, asking()), Err(RatingRefusal::NotFinished));
    assert!(ask(None, true, asking()).is_ok());
    let good = rated(Grade::Fair, Charged::No, None);
    assert_eq!((good.state(), owed(&good)), ("well", Vec::new()));
    let again = good.give(given(Grade::Fair, Charged::No, None), terms());
    assert_eq!(again, Err(RatingRefusal::RatedAlready));
    let late = Given { on: date(2026, 4, 2), ..given(Grade::Fair, Charged::No, None) };
    assert_eq!(asked().give(late, terms()), Err(RatingRefusal::Over));
}

#[test]
fn a_bad_rating_goes_from_the_call_to_the_second_look() {
    let bad = rated(Grade::Dissatisfied, Charged::No, None);
    assert_eq!(owed(&bad), [("rating_call_back", OFFICE.to_owned())]);
    let missed = does(&bad, call(false, false), &office()).expect("rung");
    assert_eq!(missed.state(), "call_back");
    let reached = does(&missed, call(true, true), &office()).expect("rung");
    assert_eq!(owed(&reached), [("rating_remedy", OFFICE.to_owned())]);
    let done = does(&reached, RatingAct::Remedy { done: "已道歉".into() }, &office()).expect("done");
    let look = |settled| RatingAct::Look { settled, note: "屬實".into() };
    assert_eq!(does(&done, look(true), &office()), Err(RatingRefusal::OwnRemedy));
    assert_eq!(does(&done, look(false), &bureau()).expect("looked").state(), "remedy");
    let settled = does(&done, look(true), &bureau()).expect("looked");
    assert_eq!((settled.state(), owed(&settled)), ("settled", Vec::new()));
    let content = does(&bad, call(true, false), &head()).expect("rung");
    assert_eq!(content.state(), "settled");
}

#[test]
fn a_suspicious_one_counts_once_somebody_has_looked() {
    let rating = rated(Grade::VeryDissatisfied, Charged::No, Some(Suspicion::Rate));
    assert!(!Rating::counts(rating.state()));
    assert_eq!(owed(&rating), [("rating_look", OFFICE.to_owned())]);
    let examine = |counts| RatingAct::Examine { counts, reason: "核實".into() };
    assert_eq!(does(&rating, examine(true), &office()).expect("looked").state(), "call_back");
    let out = does(&rating, examine(false), &office()).expect("looked");
    assert!(out.state() == "left_out" && !Rating::counts(out.state()));
}

#[test]
fn a_false_one_is_struck_once_and_within_the_days() {
    let bad = rated(Grade::Dissatisfied, Charged::No, None);
    let appeal = || RatingAct::Appeal { reason: "當日未來".into() };
    let late = bad.decide(appeal(), &clerk(), Terms { may_appeal: false, ..terms() });
    assert_eq!(late, Err(RatingRefusal::Over));
    assert_eq!(does(&bad, appeal(), &office()), Err(RatingRefusal::NotRated));
    let appealed = does(&bad, appeal(), &clerk()).expect("appealed");
    assert!(matches!(does(&appealed, appeal(), &clerk()), Err(RatingRefusal::NotNow { .. })));
    let judge = |struck| RatingAct::Judge { struck, reason: "查實".into() };
    assert_eq!(does(&appealed, judge(true), &clerk()), Err(RatingRefusal::OwnRating));
    let kept = does(&appealed, judge(false), &office()).expect("judged");
    assert_eq!(kept.state(), "call_back");
    let struck = does(&appealed, judge(true), &office()).expect("judged");
    assert!(struck.state() == "struck" && owed(&struck).is_empty() && !Rating::counts("struck"));
}

/// A sequence that is the same for ever.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

fn any_act(number: u64) -> RatingAct {
    let (yes, text) = (number & 16 == 0, || "寫明".to_owned());
    match number % 7 {
        0 => RatingAct::Examine { counts: yes, reason: text() },
        1 => call(yes, number & 32 == 0),
        2 => RatingAct::Remedy { done: text() },
        3 => RatingAct::Look { settled: yes, note: text() },
        4 => RatingAct::Appeal { reason: text() },
        _ => RatingAct::Judge { struck: yes, reason: text() },
    }
}

#[test]
fn whatever_is_tried_there_is_one_rating_one_call_and_no_act_by_who_is_rated() {
    let mut seed = 20_261_124;
    for _ in 0..400 {
        let pick = |number: u64| Grade::ALL[usize::try_from(number % 5).expect("below five")];
        let suspicion = next(&mut seed).is_multiple_of(3).then_some(Suspicion::StaffDevice);
        let charged = Charged::ALL[usize::try_from(next(&mut seed) % 3).expect("below three")];
        let mut rating = rated(pick(next(&mut seed)), charged, suspicion);
        for _ in 0..30 {
            assert!(rating.give(given(Grade::Fair, Charged::No, None), terms()).is_err());
            let by = [clerk(), head(), office(), bureau()];
            let by = &by[usize::try_from(next(&mut seed) % 4).expect("below four")];
            let act = any_act(next(&mut seed));
            let appeals = matches!(act, RatingAct::Appeal { .. });
            if let Ok(after) = does(&rating, act, by) {
                assert!(appeals || by.user != user("clerk"), "{by:?} is rated");
                rating = after;
            }
            let calls = rating.owed().iter().filter(|one| one.kind == "rating_call_back").count();
            assert_eq!(calls, usize::from(matches!(rating.course, Course::CallBack(_))));
            assert!(rating.owed().iter().all(|one| *one.agency != code(STATION)));
        }
    }
}

#[test]
fn shares_are_counted_by_aspect_and_rounded_down() {
    let mut tally = Tally::default();
    tally.add([Grade::Satisfied, Grade::Dissatisfied, Grade::Fair], 2);
    tally.add([Grade::Satisfied, Grade::VerySatisfied, Grade::VeryDissatisfied], 1);
    let percent = |aspect| tally.share(aspect, 4).percent();
    assert_eq!(tally.all(), 3);
    assert_eq!(Aspect::ALL.iter().map(|one| percent(*one)).collect::<Vec<_>>(), [100, 33, 66]);
}
