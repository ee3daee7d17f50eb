//! Somebody comes for the applicant: what is remembered of them, and who may then not act.

use leye_domain::case::{
    Act, ActName as A, Case, Event, OnBehalf, Reason, Representative, StateName as S, Submission,
    allowed_acts, submit,
};
use leye_domain::sealed::Sealed;
use serde_json::json;

use super::journey::Journey;
use super::world::{
    CLOSE, DAUGHTER, MONDAY, PERSONAL, POLICY, at, clerk, daughter, daughter_at_the_desk, submission,
};

fn filed(actor: &leye_domain::staff::Actor, representative: OnBehalf) -> Result<Vec<Event>, Reason> {
    let new = Submission { representative: Some(representative), ..submission() };
    let context = leye_domain::case::Context {
        actor,
        policy: &POLICY,
        now: at(MONDAY, 10, 0),
        close: CLOSE,
        ruled: None,
    };
    submit(new, context).map_err(|refusal| refusal.reason)
}

/// An act for the applicant in the state where it exists, with what must come before it.
fn acts() -> [(S, &'static [A], Act); 3] {
    let representative = Some(daughter());
    let supply = Act::SupplyCorrection {
        materials: vec!["register".into()],
        materials_changed: false,
        representative: representative.clone(),
    };
    let withdraw = Act::Withdraw { reason: "found work".into(), representative: representative.clone() };
    let fetch = Act::HandBack { signed_by: "A".into(), signed_on: MONDAY, representative };
    [
        (S::InitialReview, &[A::RequestCorrection], supply),
        (S::InitialReview, &[], withdraw),
        (S::PapersBack, &[A::ReceiveBack], fetch),
    ]
}

fn ready(state: S, before: &[A]) -> Journey {
    let mut journey = Journey::to(state);
    for name in before {
        journey.does(*name);
    }
    journey
}

#[test]
fn who_came_is_in_the_event_and_their_hash_in_the_case() {
    for (state, before, mut act) in acts() {
        let mut journey = ready(state, before);
        if let Act::HandBack { signed_on, .. } = &mut act {
            *signed_on = journey.today();
        }
        assert!(journey.case.representatives.is_empty());
        journey.act(&clerk(), &act);
        assert_eq!(journey.last().on_behalf(), Some(&daughter()), "{act:?}");
        assert!(journey.case.representatives.contains(DAUGHTER), "{act:?}");
    }
}

#[test]
fn nobody_takes_down_what_they_do_for_the_applicant() {
    for (state, before, act) in acts() {
        let refusal = ready(state, before).decide(&daughter_at_the_desk(), &act).expect_err("her own");
        assert_eq!(refusal.reason, Reason::OwnRepresentation, "{act:?}");
    }
    assert_eq!(filed(&daughter_at_the_desk(), daughter()), Err(Reason::OwnRepresentation));
}

#[test]
fn who_filed_for_the_applicant_does_no_act_on_the_case() {
    let events = filed(&clerk(), daughter()).expect("a good application");
    let case = Case::fold(&events).expect("it folds");
    let acts = allowed_acts(&case, &daughter_at_the_desk());
    assert!(!acts.is_empty());
    assert!(acts.iter().all(|(_, may)| *may == Err(Reason::OwnRepresentation)), "{acts:?}");
    let others = allowed_acts(&case, &clerk());
    assert!(others.contains(&(A::Accept, Ok(()))));
}

#[test]
fn the_paper_is_named() {
    let with = |change: &dyn Fn(&mut Representative)| {
        let mut on_behalf = daughter();
        if let Sealed::Open(who) = &mut on_behalf.who {
            change(who);
        }
        filed(&clerk(), on_behalf)
    };
    let missing = |field| Err(Reason::Missing { field });
    assert_eq!(with(&|who| who.paper.kind.clear()), missing("representative_paper"));
    assert_eq!(with(&|who| who.paper.reference = " ".into()), missing("representative_reference"));
    assert_eq!(with(&|who| who.number.clear()), missing("representative_number"));
    assert_eq!(with(&|who| who.name.clear()), missing("representative_name"));
    assert!(with(&|who| who.phone.clear()).is_ok());
}

#[test]
fn an_event_from_before_representatives_still_folds() {
    let journey = Journey::to(S::Completed);
    for event in journey.events() {
        let json = serde_json::to_value(event).expect("JSON");
        assert!(json["body"].get("representative").is_none(), "{json}");
    }
    let mut event = serde_json::to_value(&filed(&clerk(), daughter()).expect("filed")[0]).expect("JSON");
    event["body"].as_object_mut().expect("fields").remove("representative");
    let old: Event = serde_json::from_value(event).expect("the first form");
    assert_eq!(old.on_behalf(), None);
    assert!(Case::begin(&old).expect("an application").representatives.is_empty());
}

#[test]
fn what_is_said_of_them_is_sealed() {
    let event = filed(&clerk(), daughter()).expect("filed").remove(0);
    assert!(!format!("{event:?}").contains(PERSONAL));
    let mut json = serde_json::to_value(&event).expect("JSON");
    let representative = &mut json["body"]["representative"];
    assert_eq!(representative["who"]["$sealed"]["relation"], json!(format!("daughter {PERSONAL}")));
    representative["who"]["$sealed"] = json!({ "$erased": true });
    let erased: Event = serde_json::from_value(json).expect("an erased event");
    let case = Case::begin(&erased).expect("it folds");
    assert!(case.representatives.contains(DAUGHTER), "the guard still knows them");
    assert_eq!(erased.on_behalf().expect("somebody").who, Sealed::Erased);
}
