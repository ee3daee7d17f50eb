//! A review beside the computed ruling: what it leaves, and where it departs.

use leye_domain::case::{Act, ActName, Departure, Event, Finding, Reason, Reviewed, StateName as S};
use leye_domain::fact::FactValue;

use super::acts::act_of;
use super::journey::Journey;
use super::world::{MONDAY, RULED, clerk, findings, known, office_reviewer};

fn pass(findings: Vec<Finding>, departure: &str) -> Act {
    Act::PassInitialReview { findings, departure: departure.to_owned(), note: String::new() }
}

fn review(journey: &Journey) -> Reviewed {
    match journey.last() {
        Event::InitialReviewPassed { review, .. }
        | Event::InitialReviewFailed { review, .. }
        | Event::SecondReviewPassed { review, .. }
        | Event::ReturnedToStation { review, .. }
        | Event::Confirmed { review, .. } => {
            review.as_ref().and_then(|r| r.get()).expect("a receipt").clone()
        }
        other => panic!("no review: {other:?}"),
    }
}

#[test]
fn what_the_rules_compute_needs_no_word_but_the_proofs() {
    let silent = |mut finding: Finding| {
        finding.met = None;
        finding
    };
    let mut journey = Journey::to(S::InitialReview);
    journey.act(&clerk(), &pass(findings("C1.1").into_iter().map(silent).collect(), "not needed"));
    let ticks = journey.case.ticks.get().expect("readable");
    assert!(ticks.iter().all(|tick| tick.met), "{ticks:?}");
    assert_eq!(
        review(&journey),
        Reviewed { ruled: RULED.clone(), departures: vec![], reason: String::new() }
    );
}

#[test]
fn a_category_that_holds_is_not_confirmed_unless_somebody_looked_at_its_proofs() {
    // By the rules C1.5 holds as well.
    let mut journey = Journey::to(S::InitialReview);
    journey.act(&clerk(), &pass(findings("C1.1"), ""));
    let ticks = journey.case.ticks.get().expect("readable");
    assert!(ticks.iter().all(|tick| tick.condition != "C1.5"));
    assert_eq!(review(&journey).departures, vec![]);
}

#[test]
fn a_departure_is_kept_with_what_was_computed_and_why() {
    let mut journey = Journey::to(S::InitialReview);
    journey.act(&clerk(), &pass(findings("C1.4"), " the allowance office confirmed it by telephone "));
    let departure = Departure { condition: "C1.4".to_owned(), computed: None, found: true };
    let kept = review(&journey);
    assert_eq!(kept.departures, vec![departure]);
    assert_eq!(kept.reason, "the allowance office confirmed it by telephone");
}

#[test]
fn a_general_condition_that_holds_may_be_found_not_met_only_by_not_passing() {
    let mut all = findings("C1.1");
    all[1].met = Some(false);
    let refused =
        Journey::to(S::InitialReview).attempt(&clerk(), &pass(all, "seems ill")).expect_err("refused");
    assert!(matches!(refused.reason, Reason::Ticks { .. }), "{refused:?}");
}

#[test]
fn without_a_ruling_every_finding_is_a_departure() {
    let journey = Journey::to(S::InitialReview);
    let actor = clerk();
    let blind = leye_domain::case::Context { ruled: None, ..journey.context(&actor) };
    let refused = leye_domain::case::decide(&journey.case, &pass(findings("C1.1"), ""), blind);
    let Reason::DepartsFromRuling { conditions } = refused.expect_err("refused").reason else { panic!() };
    assert_eq!(conditions.len(), 6);
}

#[test]
fn a_review_that_does_not_pass_keeps_its_ruling_and_its_reasons_against_it() {
    let mut journey = Journey::to(S::InitialReview);
    journey.does(ActName::FailInitialReview);
    let kept = review(&journey);
    assert_eq!(kept.ruled, *RULED);
    // By the rules the applicant is eligible: the reasons say why not.
    assert!(kept.reason.contains("not legible"), "{}", kept.reason);
    let mut journey = Journey::to(S::SecondReview);
    journey.act(&office_reviewer(), &act_of(ActName::ReturnToStation, MONDAY).expect("an act"));
    assert!(review(&journey).reason.contains("register"));
}

#[test]
fn facts_are_frozen_at_the_application_and_recorded_beside_it() {
    let mut journey = Journey::to(S::InitialReview);
    let mut more = known();
    more.facts.insert("employed".to_owned(), FactValue::Flag(false));
    // What was not known before needs no reason.
    journey.act(&clerk(), &Act::RecordFacts { known: more.clone(), reason: String::new() });
    assert_eq!(journey.case.filed_with.as_ref().and_then(|f| f.get()), Some(&known()));
    assert_eq!(journey.case.known(), more);
    assert_eq!(journey.case.state(), S::InitialReview);
    let mut other = more;
    other.household.clear();
    let lost = Act::RecordFacts { known: other.clone(), reason: String::new() };
    let refused = journey.attempt(&clerk(), &lost).expect_err("refused");
    assert_eq!(refused.reason, Reason::Missing { field: "reason" });
    journey.act(
        &clerk(),
        &Act::RecordFacts { known: other.clone(), reason: "lives alone since May".to_owned() },
    );
    assert_eq!(journey.case.known(), other);
}

#[test]
fn the_levels_above_do_not_change_what_the_station_found() {
    let mut journey = Journey::to(S::SecondReview);
    let act = act_of(ActName::RecordFacts, MONDAY).expect("an act");
    let refused = journey.attempt(&office_reviewer(), &act).expect_err("refused");
    assert_eq!(refused.reason, Reason::NotInThisState);
}
