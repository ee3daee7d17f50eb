//! Random paths: random acts by random people under a moving clock, and the laws that
//! hold after each step of each path.

use std::collections::BTreeMap;

use jiff::ToSpan;
use leye_domain::agency::AgencyCode;
use leye_domain::case::{self, Act, ActName, StateName, allowed_acts};
use leye_domain::staff::{Actor, Role};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use super::acts::{actor_for, acts_of};
use super::journey::{Journey, main_act};
use super::path_laws::{self, Fault};
use super::world::{BUREAU, CITY, MONDAY, OFFICE, OTHER_OFFICE, OTHER_STATION, STATION, at, relative, staff};

/// Who may turn up. The same sign-in name at several agencies is somebody who moves
/// between them.
fn people() -> Vec<Actor> {
    let mut people = vec![Actor::Public, Actor::Service];
    for agency in [STATION, OFFICE, BUREAU] {
        for (user, role) in [("mover", Role::Head), ("wanderer", Role::Reviewer)] {
            people.push(staff(user, role, agency));
        }
        people.push(relative(agency));
    }
    people.extend([
        staff("station.clerk", Role::Clerk, STATION),
        staff("station.head", Role::Head, STATION),
        staff("station.clerk", Role::Reviewer, OFFICE),
        staff("office.reviewer", Role::Reviewer, OFFICE),
        staff("office.head", Role::Head, OFFICE),
        staff("office.clerk", Role::Clerk, OFFICE),
        staff("office.reviewer", Role::Head, BUREAU),
        staff("bureau.reviewer", Role::Reviewer, BUREAU),
        staff("bureau.head", Role::Head, BUREAU),
        staff("other.clerk", Role::Clerk, OTHER_STATION),
        staff("other.reviewer", Role::Reviewer, OTHER_OFFICE),
        staff("city.head", Role::Head, CITY),
        staff("auditor", Role::Auditor, STATION),
    ]);
    people
}

fn at_agency(people: Vec<Actor>, agency: &AgencyCode) -> Vec<Actor> {
    let here = |actor: &Actor| actor.staff().is_some_and(|staff| staff.agency == *agency);
    people.into_iter().filter(here).collect()
}

/// One thing that somebody tries.
#[derive(Clone, Debug)]
struct Move {
    /// Minutes since the one before.
    wait: i64,
    who: Who,
    what: What,
    /// Which of the forms of the act.
    form: usize,
}

#[derive(Clone, Debug)]
enum Who {
    /// Who usually does it.
    Usual,
    /// Somebody of the agency where the case lies.
    Here(prop::sample::Index),
    /// Somebody of [`people`].
    Any(prop::sample::Index),
}

#[derive(Clone, Debug)]
enum What {
    /// What leads on.
    Main,
    /// Something that exists in the state.
    Fitting(prop::sample::Index),
    /// Anything.
    Any(prop::sample::Index),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let wait = prop_oneof![5 => 0_i64..300, 3 => 300_i64..2_000, 1 => 2_000_i64..20_000];
    let index = any::<prop::sample::Index>;
    let who =
        prop_oneof![4 => Just(Who::Usual), 4 => index().prop_map(Who::Here), 1 => index().prop_map(Who::Any)];
    let what = prop_oneof![
        12 => Just(What::Main),
        6 => index().prop_map(What::Fitting),
        1 => index().prop_map(What::Any),
    ];
    let one = (wait, who, what, 0_usize..2);
    let one = one.prop_map(|(wait, who, what, form)| Move { wait, who, what, form });
    prop::collection::vec(one, 1..60)
}

/// Picks the act, then who does it. Whatever ends a case without a decision is tried
/// less often than the rest, so that paths become long.
fn choose(journey: &Journey, step: &Move) -> Option<(Actor, Act)> {
    let state = journey.case.state();
    let rare = [ActName::Withdraw, ActName::FailInitialReview, ActName::Refuse];
    let fitting = |name: &&ActName| name.exists_in(state) && (step.form == 1 || !rare.contains(name));
    let name = match &step.what {
        What::Main => main_act(&journey.case)?,
        What::Fitting(index) => **index.get(&ActName::ALL.iter().filter(fitting).collect::<Vec<_>>()),
        What::Any(index) => *index.get(ActName::ALL),
    };
    let actor = match &step.who {
        Who::Usual => actor_for(name, state),
        Who::Here(index) => index.get(&at_agency(people(), &journey.case.agency())).clone(),
        Who::Any(index) => index.get(&people()).clone(),
    };
    let acts = acts_of(name, journey.today());
    let (_, act) = acts.get(step.form % acts.len().max(1))?;
    Some((actor, act.clone()))
}

/// Tries one move; the guard that the page asks must have allowed what is then done.
fn play(journey: &mut Journey, step: &Move) -> Result<(), Fault> {
    let now = journey.now + step.wait.minutes();
    journey.until(now);
    let Some((actor, act)) = choose(journey, step) else { return Ok(()) };
    let before = journey.clone();
    let offered = allowed_acts(&journey.case, &actor).contains(&(act.name(), Ok(())));
    match journey.attempt(&actor, &act) {
        Ok(_) if !offered && actor.staff().is_some() => Err(format!("{:?} was not offered", act.name())),
        Ok(events) => path_laws::of_step(&before, journey, &events),
        Err(refusal) if refusal.from != Some(before.case.state()) || refusal.article.is_empty() => {
            Err(format!("{refusal:?} does not say from where and under which article"))
        }
        Err(_) => Ok(()),
    }
}

fn walk(moves: &[Move]) -> Result<Journey, Fault> {
    let mut journey = Journey::begin(at(MONDAY, 10, 0));
    for step in moves {
        play(&mut journey, step)?;
        path_laws::of_case(&journey)?;
    }
    path_laws::of_path(&journey)?;
    Ok(journey)
}

proptest! {
    #![proptest_config(Config { cases: 512, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_path_breaks_a_law(moves in moves()) {
        if let Err(fault) = walk(&moves) {
            return Err(TestCaseError::fail(fault));
        }
    }
}

/// The laws say something only if the paths go everywhere.
#[test]
fn random_paths_reach_every_state() {
    let mut ended: BTreeMap<StateName, usize> = BTreeMap::new();
    let mut visited: BTreeMap<StateName, usize> = BTreeMap::new();
    let mut runner = TestRunner::deterministic();
    for _ in 0..600 {
        let moves = moves().new_tree(&mut runner).expect("moves").current();
        let mut journey = Journey::begin(at(MONDAY, 10, 0));
        for step in &moves {
            *visited.entry(journey.case.state()).or_default() += 1;
            play(&mut journey, step).expect("no law is broken");
        }
        *ended.entry(journey.case.state()).or_default() += 1;
    }
    for state in StateName::ALL {
        assert!(
            visited.contains_key(&state) || ended.contains_key(&state),
            "{state:?} is never reached: {ended:?}"
        );
    }
    assert!(ended[&StateName::Completed] >= 30, "too few are completed: {ended:?}");
}

/// A limit that has run out has had its effect when the next act is decided.
#[test]
fn nothing_is_left_to_happen_by_itself() {
    let mut journey = Journey::to(StateName::Received);
    journey.until(at(MONDAY, 10, 0) + 2_000.hours());
    assert_eq!(case::elapsed(&journey.case, journey.policy, journey.now), None);
    assert_eq!(journey.case.state(), StateName::InitialReview);
}
