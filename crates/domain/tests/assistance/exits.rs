//! Exits: proposed, objected to, dropped or brought into effect; never by themselves.

use jiff::civil::{Date, date};
use leye_domain::assistance::{AssistanceAct, AssistanceReason, OwedKind, Phase};

use super::world::{MONDAY, World, grounds, morning};
use super::{offer, refused};

const LATER: Date = date(2026, 12, 1);

fn propose(article: &str) -> AssistanceAct {
    AssistanceAct::ProposeExit { article: article.to_owned(), evidence: "pension notice seen".to_owned() }
}

fn effect() -> AssistanceAct {
    AssistanceAct::EffectExit { finding: "the notice is genuine".to_owned() }
}

fn object(on: Date) -> AssistanceAct {
    AssistanceAct::ObjectToExit { on, objection: "that is my sister's".to_owned() }
}

fn drop_it() -> AssistanceAct {
    AssistanceAct::DropExit { reason: "it was the sister's".to_owned() }
}

fn proposed(codes: &str, article: &str) -> World {
    let mut world = World::settled(codes);
    world.does("mei", MONDAY, propose(article));
    world
}

#[test]
fn the_person_has_the_whole_time_to_object() {
    let world = proposed("C1.1", "E2");
    let until = world.now.exit.as_ref().expect("an exit").objection_until;
    world.refuses("head", MONDAY, effect(), AssistanceReason::ObjectionOpen { until });
    assert!(until > morning(date(2026, 11, 9)) && until < morning(date(2026, 11, 10)));
    assert!(world.tries("head", date(2026, 11, 10), effect()).is_ok());
}

#[test]
fn the_head_decides_and_not_on_their_own_proposal() {
    let world = proposed("C1.1", "E2");
    world.refuses("mei", LATER, effect(), AssistanceReason::HeadOnly);
    world.refuses("mei", LATER, drop_it(), AssistanceReason::HeadOnly);
    let mut own = World::settled("C1.1");
    own.does("head", MONDAY, propose("E2"));
    own.refuses("head", LATER, effect(), AssistanceReason::OwnProposal);
}

#[test]
fn an_objection_is_answered_by_dropping_or_by_a_finding() {
    let mut world = proposed("C1.1", "E2");
    world.does("mei", date(2026, 11, 4), object(date(2026, 11, 3)));
    world.refuses("mei", date(2026, 11, 4), object(date(2026, 11, 3)), AssistanceReason::DoneBefore);
    let mut dropped = world.clone();
    dropped.does("head", date(2026, 11, 4), drop_it());
    assert_eq!(dropped.now.exit, None);
    assert!(!dropped.now.is_ended());
    world.does("head", date(2026, 11, 4), effect());
    assert!(world.now.is_ended());
}

#[test]
fn an_objection_comes_in_time() {
    let world = proposed("C1.1", "E2");
    world.refuses("mei", LATER, object(LATER), AssistanceReason::ObjectionOver);
}

#[test]
fn one_ground_ends_and_another_holds() {
    let mut world = proposed("C1.1 C1.4", "E12");
    world.does("head", LATER, effect());
    assert!(!world.now.is_ended());
    assert_eq!(world.now.grounds.get(), Some(&grounds("C1.1")));
    world.refuses("mei", LATER, propose("E12"), AssistanceReason::GroundNotHeld);
}

#[test]
fn the_last_ground_ends_all() {
    let mut world = proposed("C1.4", "E12");
    world.does("head", LATER, effect());
    assert!(
        matches!(&world.now.phase, Phase::Ended { article, .. } if article.get().is_some_and(|article| article == "E12"))
    );
    assert_eq!(world.now.owed(), []);
    world.refuses("mei", LATER, offer(LATER), AssistanceReason::Ended);
}

#[test]
fn what_ends_the_status_ends_a_ground_that_was_found_meanwhile() {
    let mut world = proposed("C1.1", "E2");
    let added = leye_domain::assistance::AssistanceEvent::GroundsAdded {
        because: leye_domain::assistance::Because::Household,
        grounds: grounds("C1.2").into(),
    };
    world.happens(added, "service", MONDAY);
    world.does("head", LATER, effect());
    assert!(world.now.is_ended());
}

#[test]
fn an_exit_is_owed_to_be_settled() {
    let world = proposed("C1.1", "E2");
    assert!(world.now.owed().iter().any(|owed| owed.kind == OwedKind::SettleExit));
    world.refuses("mei", MONDAY, propose("E8"), AssistanceReason::ExitOpen);
}

#[test]
fn refused_offers_let_an_exit_be_proposed_at_the_limit() {
    let mut world = World::settled("C1.1");
    for number in 1..=3 {
        let reason = AssistanceReason::TooFewRefusals { count: number as usize - 1, most: 3 };
        world.refuses("mei", MONDAY, propose("E8"), reason);
        world.does("mei", MONDAY, offer(MONDAY));
        world.does("mei", MONDAY, refused(number, MONDAY));
    }
    world.does("mei", MONDAY, propose("E8"));
}

#[test]
fn nobody_is_revoked_unheard() {
    let mut world = proposed("C1.1", "R1");
    world.refuses("head", LATER, effect(), AssistanceReason::NotHeard);
    let hear = AssistanceAct::HearPerson { on: MONDAY, answer: "I did not know".to_owned() };
    world.does("mei", MONDAY, hear.clone());
    world.refuses("mei", MONDAY, hear, AssistanceReason::DoneBefore);
    world.does("head", LATER, effect());
    assert!(world.now.is_ended());
}

#[test]
fn an_exit_of_another_kind_has_no_hearing() {
    let world = proposed("C1.1", "E2");
    let hear = AssistanceAct::HearPerson { on: MONDAY, answer: "why?".to_owned() };
    world.refuses("mei", MONDAY, hear, AssistanceReason::NoHearing);
}

#[test]
fn a_wrong_end_is_taken_back_with_its_grounds() {
    let mut world = proposed("C1.1 C1.4", "E2");
    world.does("head", LATER, effect());
    let reopen = AssistanceAct::Reopen { finding: "the pension is the sister's".to_owned() };
    world.refuses("mei", LATER, reopen.clone(), AssistanceReason::HeadOnly);
    world.does("head", LATER, reopen.clone());
    assert_eq!(world.now.grounds.get(), Some(&grounds("C1.1 C1.4")));
    assert_eq!(world.now.contact_due(), Some(date(2027, 1, 1)));
    world.refuses("head", LATER, reopen, AssistanceReason::NotEnded);
}
