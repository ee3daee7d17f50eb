//! Every state and every act: the next state, or the refusal with its article. The
//! expected table is `state_table.txt` beside this file; a refusal stands under its
//! reason as the article and the acts that it meets.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use leye_domain::case::{Act, ActName, Case, Context, Refusal, StateName, allowed_acts, submit};
use leye_domain::staff::Actor;

use super::acts::{actor_for, acts_of};
use super::journey::Journey;
use super::world::{CLOSE, POLICY, clerk, submission};

/// Every state, and more than once where the facts of a state make a difference.
pub fn situations() -> Vec<(&'static str, Journey)> {
    use ActName as A;
    use StateName as S;
    let after = |state, acts: &[ActName]| {
        let mut journey = Journey::to(state);
        for name in acts {
            journey.does(*name);
        }
        journey
    };
    vec![
        ("received", after(S::Received, &[])),
        ("correction (before acceptance)", after(S::Received, &[A::RequestCorrection])),
        ("correction (in the review)", after(S::InitialReview, &[A::RequestCorrection])),
        ("initial_review", after(S::InitialReview, &[])),
        (
            "initial_review (correction used)",
            after(S::InitialReview, &[A::RequestCorrection, A::SupplyCorrection]),
        ),
        ("form", after(S::Form, &[])),
        ("posting", after(S::Posting, &[])),
        ("notice", after(S::Notice, &[])),
        ("objection", after(S::Notice, &[A::RaiseObjection])),
        ("entry", after(S::Entry, &[])),
        ("entry (recorded)", after(S::Entry, &[A::RecordEntry])),
        ("second_review", after(S::SecondReview, &[])),
        ("returned", after(S::SecondReview, &[A::ReturnToStation])),
        ("confirmation", after(S::Confirmation, &[])),
        ("annotation", after(S::Annotation, &[])),
        ("papers_back", after(S::PapersBack, &[])),
        ("papers_back (at the station)", after(S::PapersBack, &[A::ReceiveBack])),
        ("completed", after(S::Completed, &[])),
        ("refused", after(S::InitialReview, &[A::FailInitialReview])),
        ("withdrawn", after(S::Received, &[A::Withdraw])),
    ]
}

/// What the service does by itself is tried when the period has run out.
fn ripe(journey: &Journey, name: ActName) -> Journey {
    let mut journey = journey.clone();
    if matches!(name, ActName::DeemAccepted | ActName::Lapse | ActName::CloseNotice)
        && journey.case.open().is_some()
    {
        let due = journey.reading().due_at().expect("it runs");
        journey.now = journey.now.max(due);
    }
    journey
}

fn outcome(journey: &Journey, name: ActName, act: &Act) -> Result<StateName, Refusal> {
    let mut journey = ripe(journey, name);
    let from = journey.case.state();
    let refused = |refusal: Refusal| {
        assert_eq!((refusal.from, refusal.act), (Some(from), name));
        refusal
    };
    journey.attempt(&actor_for(name, from), act).map_err(refused)?;
    Ok(journey.case.state())
}

/// An application by the same person while the case stands like this.
fn another(journey: &Journey) -> Result<StateName, Refusal> {
    let actor = clerk();
    let has_open = journey.case.open().is_some();
    let new = leye_domain::case::Submission { has_open, ..submission() };
    let context = Context { actor: &actor, policy: &POLICY, now: journey.now, close: CLOSE, ruled: None };
    let events = submit(new, context)?;
    Ok(Case::fold(&events).expect("an application").state())
}

fn outcomes(journey: &Journey) -> Vec<(String, Result<StateName, Refusal>)> {
    let mut all = Vec::new();
    for name in ActName::ALL {
        if *name == ActName::Submit {
            all.push(("submit".to_owned(), another(journey)));
        }
        for (label, act) in acts_of(*name, journey.today()) {
            all.push((format!("{}{label}", name.as_str()), outcome(journey, *name, &act)));
        }
    }
    all
}

/// The outcomes of one situation as text.
fn paragraph(title: &str, journey: &Journey) -> String {
    let mut text = format!("{title}\n");
    let mut refused: BTreeMap<String, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for (act, outcome) in outcomes(journey) {
        match outcome {
            Ok(state) => writeln!(text, "  {act} -> {}", state.as_str()).expect("a string takes it"),
            Err(refusal) => {
                let json = serde_json::to_value(&refusal).expect("JSON");
                let code = json["code"].as_str().expect("a code").to_owned();
                refused.entry(code).or_default().entry(refusal.article).or_default().push(act);
            }
        }
    }
    for (code, by_article) in refused {
        writeln!(text, "  refused: {code}").expect("a string takes it");
        for (article, acts) in by_article {
            writeln!(text, "    {article}: {}", acts.join(", ")).expect("a string takes it");
        }
    }
    text
}

#[test]
fn every_state_and_every_act() {
    let situations = situations();
    let states: BTreeSet<StateName> = situations.iter().map(|(_, j)| j.case.state()).collect();
    assert_eq!(states, BTreeSet::from(StateName::ALL), "every state has its paragraph");
    let found: Vec<String> = situations.iter().map(|(title, journey)| paragraph(title, journey)).collect();
    let found = found.join("\n");
    let expected = include_str!("state_table.txt");
    assert!(found == expected, "the table of states and acts is now:\n\n{found}");
}

#[test]
fn a_situation_is_called_after_its_state() {
    for (title, journey) in situations() {
        let state = title.split(' ').next();
        assert_eq!(state, Some(journey.case.state().as_str()));
    }
}

/// The acts that the page offers are those that can be done, and the others say why not.
#[test]
fn what_is_offered_can_be_done() {
    for (title, journey) in situations() {
        for name in ActName::ALL.iter().copied().filter(|name| *name != ActName::Submit) {
            let state = journey.case.state();
            let actor = actor_for(name, state);
            let offered = allowed_acts(&journey.case, &actor).into_iter().find(|(n, _)| *n == name);
            let possible = outcome(&journey, name, &acts_of(name, journey.today())[0].1);
            match (offered, possible) {
                (Some((_, Err(reason))), Err(refusal)) => assert_eq!(reason, refusal.reason, "{title}"),
                (Some((_, Err(reason))), Ok(_)) => panic!("{name:?} in {title} can be done: {reason:?}"),
                (None, Ok(_)) => assert_eq!(actor, Actor::Service, "{name:?} in {title} is not offered"),
                (None, Err(_)) | (Some((_, Ok(()))), _) => {}
            }
            assert_eq!(offered_by_state(&journey.case, name), name.exists_in(state), "{name:?} in {title}");
        }
    }
}

/// Whether any member of staff is told of the act, be it with a reason against it.
fn offered_by_state(case: &Case, name: ActName) -> bool {
    let by_service = matches!(name, ActName::DeemAccepted | ActName::Lapse) && name.exists_in(case.state());
    by_service || allowed_acts(case, &clerk()).iter().any(|(n, _)| *n == name)
}
