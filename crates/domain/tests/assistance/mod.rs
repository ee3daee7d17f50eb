//! One-to-one assistance (A7): who helps, how often, what is offered, and how it ends.

mod exits;
mod laws;
mod world;

use jiff::civil::{Date, date};
use leye_domain::assistance::{
    Answer, AssistanceAct, AssistanceEvent, AssistanceReason, Because, ContactHow, GoalOutcome, OwedBy,
    OwedKind, open,
};
use leye_domain::id::{AssistanceId, PersonId};

use world::{MONDAY, World, class, grounds, morning, opening, policy, rules, user};

fn owes(world: &World) -> Vec<(OwedKind, Option<String>)> {
    let owed = world.now.owed();
    owed.into_iter().map(|one| (one.kind, one.holder.map(|user| user.to_string()))).collect()
}

fn holder(name: &str) -> Option<String> {
    Some(name.to_owned())
}

fn contact(on: Date, reached: bool) -> AssistanceAct {
    AssistanceAct::MakeContact { how: ContactHow::Telephone, on, reached, about: "how it goes".to_owned() }
}

pub fn offer(on: Date) -> AssistanceAct {
    AssistanceAct::MakeOffer { post: "保洁员".to_owned(), employer: "某物业公司".to_owned(), on }
}

pub fn refused(offer: u32, on: Date) -> AssistanceAct {
    let answer = Answer::Refused { reason: "too far".to_owned(), signed_by: "王芳".to_owned() };
    AssistanceAct::AnswerOffer { offer, on, answer }
}

fn later(days: i64) -> Date {
    MONDAY.saturating_add(jiff::Span::new().days(days))
}

#[test]
fn its_id_is_that_of_the_person_with_another_letter() {
    let id = AssistanceId::of(&PersonId::new("230102", 4_821_390_755));
    assert_eq!(id.as_str(), "230102-A-4821390755");
    assert_eq!(id.county(), "230102");
}

#[test]
fn what_is_opened_lacks_helper_class_and_agreement() {
    let world = World::opened("C1.1");
    let lacking = [OwedKind::NameHelper, OwedKind::SetClass, OwedKind::SignAgreement];
    assert_eq!(owes(&world), lacking.map(|kind| (kind, None)));
    // Two working days after a Monday, at the close of business.
    let expected = date(2026, 11, 4).at(17, 0, 0, 0).to_zoned(policy().zone).unwrap().timestamp();
    assert_eq!(world.now.owed()[0].by, OwedBy::Instant(expected));
}

#[test]
fn it_does_not_open_without_a_ground() {
    let close = jiff::civil::time(17, 0, 0, 0);
    let refusal = open(None, opening(""), &rules(), (&policy(), close, morning(MONDAY))).unwrap_err();
    assert_eq!((refusal.from, refusal.article, refusal.reason), ("none", "A7", AssistanceReason::NoGround));
}

#[test]
fn a_household_and_a_determination_open_it_once() {
    let world = World::opened("C1.2");
    let close = jiff::civil::time(17, 0, 0, 0);
    let again = |codes| {
        open(Some(&world.now), opening(codes), &rules(), (&policy(), close, morning(MONDAY))).unwrap()
    };
    assert_eq!(again("C1.2"), []);
    let [AssistanceEvent::GroundsAdded { grounds: added, because }] = &again("C1.1 C1.2")[..] else {
        panic!("one event");
    };
    assert_eq!(added.get(), Some(&grounds("C1.1")));
    assert!(matches!(because, Because::Determined { .. }));
}

#[test]
fn the_helper_of_the_household_helps_from_the_beginning() {
    let close = jiff::civil::time(17, 0, 0, 0);
    let opening = leye_domain::assistance::Opening { helper: Some(user("mei")), ..opening("C1.2") };
    let events = open(None, opening, &rules(), (&policy(), close, morning(MONDAY))).unwrap();
    assert!(matches!(&events[1], AssistanceEvent::HelperNamed { helper, .. } if *helper == user("mei")));
}

#[test]
fn with_all_done_the_helper_owes_a_contact() {
    let world = World::settled("C1.1");
    assert_eq!(owes(&world), [(OwedKind::Contact, holder("mei"))]);
    assert_eq!(world.now.contact_due(), Some(date(2026, 12, 2)));
}

#[test]
fn somebody_of_another_station_does_not_help() {
    let world = World::opened("C1.1");
    let act = AssistanceAct::NameHelper { helper: user("stranger"), reason: String::new() };
    world.refuses("head", MONDAY, act, AssistanceReason::NotOfTheStation);
}

#[test]
fn a_helper_is_named_anew_by_the_head_with_a_reason() {
    let mut world = World::settled("C1.1");
    let act = |reason: &str| AssistanceAct::NameHelper { helper: user("tao"), reason: reason.to_owned() };
    world.refuses("mei", MONDAY, act("she left"), AssistanceReason::HeadOnly);
    world.refuses("head", MONDAY, act(" "), AssistanceReason::Missing { field: "reason" });
    world.does("head", MONDAY, act("she left"));
    assert_eq!(owes(&world), [(OwedKind::Contact, holder("tao"))]);
}

#[test]
fn until_it_is_taken_the_sender_answers() {
    let mut world = World::settled("C1.1");
    let hand = AssistanceAct::HandHelper { to: user("tao"), reason: "on leave".to_owned() };
    world.refuses("tao", MONDAY, hand.clone(), AssistanceReason::NotTheHelper);
    world.does("mei", MONDAY, hand);
    assert_eq!(owes(&world), [(OwedKind::TakeOver, holder("tao")), (OwedKind::Contact, holder("mei"))]);
    world.refuses("mei", MONDAY, AssistanceAct::TakeHelper, AssistanceReason::NotHandedToYou);
    world.does("tao", MONDAY, AssistanceAct::TakeHelper);
    assert_eq!(owes(&world), [(OwedKind::Contact, holder("tao"))]);
}

#[test]
fn an_agreement_names_helper_and_class() {
    let mut world = World::opened("C1.1");
    let sign = AssistanceAct::SignAgreement { on: MONDAY, by: "王芳".to_owned() };
    world.refuses("mei", MONDAY, sign.clone(), AssistanceReason::NoHelper);
    world.does("mei", MONDAY, AssistanceAct::NameHelper { helper: user("mei"), reason: String::new() });
    world.refuses("mei", MONDAY, sign, AssistanceReason::NoClass);
}

#[test]
fn a_class_is_of_the_pack_and_has_a_reason() {
    let world = World::settled("C1.1");
    world.refuses("mei", MONDAY, class("D"), AssistanceReason::UnknownClass);
    world.refuses("mei", MONDAY, class("B"), AssistanceReason::SameClass);
    let silent = AssistanceAct::SetClass { class: "A".to_owned(), reason: String::new() };
    world.refuses("mei", MONDAY, silent, AssistanceReason::Missing { field: "reason" });
}

#[test]
fn a_contact_moves_the_next_one_and_an_attempt_does_not() {
    let mut world = World::settled("C1.1");
    world.does("mei", later(10), contact(later(10), false));
    assert_eq!(world.now.contact_due(), Some(date(2026, 12, 2)));
    world.does("mei", later(10), contact(later(9), true));
    assert_eq!(world.now.contact_due(), Some(date(2026, 12, 11)));
    // One that is written down late does not take the newer one back.
    world.does("mei", later(10), contact(later(2), true));
    assert_eq!(world.now.contact_due(), Some(date(2026, 12, 11)));
}

#[test]
fn a_contact_of_tomorrow_was_not_made() {
    let world = World::settled("C1.1");
    let reason = AssistanceReason::InTheFuture { field: "on" };
    world.refuses("mei", MONDAY, contact(later(1), true), reason);
    let reason = AssistanceReason::BeforeOpening { field: "on", opened: MONDAY };
    world.refuses("mei", MONDAY, contact(later(-1), true), reason);
}

#[test]
fn another_class_changes_the_rhythm() {
    let mut world = World::settled("C1.1");
    world.does("mei", later(3), class("A"));
    assert_eq!(world.now.contact_due(), Some(later(10)));
    world.does("mei", later(3), class("C"));
    assert_eq!(world.now.contact_due(), Some(date(2027, 2, 5)));
}

#[test]
fn a_month_after_the_31st_ends_with_the_shorter_month() {
    let mut world = World::settled("C1.1");
    let last = date(2027, 1, 31);
    world.does("mei", last, contact(last, true));
    assert_eq!(world.now.contact_due(), Some(date(2027, 2, 28)));
}

#[test]
fn a_goal_has_steps_and_comes_to_an_outcome() {
    let mut world = World::settled("C1.1");
    let set = |goal, done: &[usize]| AssistanceAct::SetGoal {
        goal,
        what: "a post near the school".to_owned(),
        steps: ["write a CV", " ", "visit the fair"].map(str::to_owned).to_vec(),
        done: done.iter().copied().collect(),
        by: None,
    };
    world.does("mei", MONDAY, set(None, &[]));
    world.does("mei", MONDAY, set(Some(1), &[1]));
    let steps = world.now.goals[0].steps.get().expect("open").clone();
    assert_eq!(steps.iter().map(|step| step.done).collect::<Vec<_>>(), [false, true]);
    world.refuses("mei", MONDAY, set(Some(2), &[]), AssistanceReason::NoSuchGoal);
    let settle = AssistanceAct::SettleGoal {
        goal: 1,
        outcome: GoalOutcome::GivenUp,
        reason: "moved house".to_owned(),
    };
    world.does("mei", MONDAY, settle.clone());
    world.refuses("mei", MONDAY, settle, AssistanceReason::GoalSettled);
}

#[test]
fn offers_count_toward_the_floor_and_refusals_within_the_window() {
    let mut world = World::settled("C1.1");
    for number in 1..=3 {
        world.does("mei", MONDAY, offer(MONDAY));
        world.does("mei", MONDAY, refused(number, MONDAY));
    }
    let floor = world.now.floor(&rules());
    assert_eq!(floor.iter().map(|one| (one.given, one.floor)).collect::<Vec<_>>(), [(0, 1), (3, 3), (0, 1)]);
    let rule = rules().refusals.expect("a rule");
    assert_eq!(world.now.refusals(&rule, MONDAY), 3);
    assert_eq!(world.now.refusals(&rule, date(2027, 5, 1)), 3);
    assert_eq!(world.now.refusals(&rule, date(2027, 5, 2)), 0);
    // Reaching the limit ends nothing by itself.
    assert!(!world.now.is_ended());
    assert_eq!(world.now.exit, None);
}

#[test]
fn a_refusal_needs_a_reason_and_a_signature() {
    let mut world = World::settled("C1.1");
    world.does("mei", MONDAY, offer(MONDAY));
    let answer = |reason: &str, signed: &str| AssistanceAct::AnswerOffer {
        offer: 1,
        on: MONDAY,
        answer: Answer::Refused { reason: reason.to_owned(), signed_by: signed.to_owned() },
    };
    world.refuses("mei", MONDAY, answer("", "王芳"), AssistanceReason::Missing { field: "reason" });
    world.refuses("mei", MONDAY, answer("too far", ""), AssistanceReason::Missing { field: "signed_by" });
}

#[test]
fn who_said_nothing_may_still_answer_and_who_answered_does_not() {
    let mut world = World::settled("C1.1");
    let answer = |answer| AssistanceAct::AnswerOffer { offer: 1, on: MONDAY, answer };
    world.refuses("mei", MONDAY, answer(Answer::Accepted), AssistanceReason::NoSuchOffer);
    world.does("mei", MONDAY, offer(MONDAY));
    world.does("mei", MONDAY, answer(Answer::NoAnswer));
    assert_eq!(world.now.refusals(&rules().refusals.expect("a rule"), MONDAY), 0);
    world.does("mei", MONDAY, answer(Answer::Accepted));
    world.refuses("mei", MONDAY, answer(Answer::NoAnswer), AssistanceReason::OfferAnswered);
}

#[test]
fn a_job_lets_it_rest_and_its_loss_lets_it_go_on() {
    let mut world = World::settled("C1.1");
    let rested = world.now.rest(4, later(5)).expect("it rests");
    world.happens(rested, "service", later(5));
    assert_eq!(world.now.phase.as_str(), "resting");
    assert_eq!(owes(&world), []);
    let reason = world.now.rest(5, later(6)).unwrap_err().reason;
    assert_eq!(reason, AssistanceReason::NotThisEmployment);
    let reason = world.now.resume(5, later(60), "dismissed").unwrap_err();
    assert_eq!((reason.article, reason.reason), ("B3.5", AssistanceReason::NotThisEmployment));
    // Of two jobs the one that ended first may be told last.
    assert!(world.now.resume(4, later(4), "dismissed").is_ok());
    let resumed = world.now.resume(4, date(2027, 1, 10), "dismissed").expect("it goes on");
    world.happens(resumed, "service", date(2027, 1, 10));
    // The same helper, the same class, and the rhythm from that day.
    assert_eq!(owes(&world), [(OwedKind::Contact, holder("mei"))]);
    assert_eq!(world.now.contact_due(), Some(date(2027, 2, 10)));
    assert_eq!(world.now.agreement.as_ref().map(|agreement| agreement.on), Some(MONDAY));
}

#[test]
fn another_agency_does_nothing() {
    let world = World::settled("C1.1");
    let mut staff = world::staff("mei");
    staff.agency = "230102001000".parse().expect("an office");
    let (rules, policy) = (rules(), policy());
    let at = leye_domain::assistance::Context {
        staff: &staff,
        colleagues: &std::collections::BTreeSet::new(),
        rules: &rules,
        policy: &policy,
        now: morning(MONDAY),
        close: jiff::civil::time(17, 0, 0, 0),
    };
    let refusal = leye_domain::assistance::decide(&world.now, class("A"), at).unwrap_err();
    assert_eq!((refusal.from, refusal.reason), ("open", AssistanceReason::NotTheStation));
}
