//! Name seals: who may do what, and who has one at every moment.

use jiff::Timestamp;
use leye_domain::id::UserName;
use leye_domain::name_seal::{Ended, NameSealAct, NameSealEvent, NameSealRefusal, NameSeals};
use leye_domain::staff::{Role, Staff};

const AGENCY: &str = "230102000000";

fn staff(user: &str, role: Role) -> Staff {
    Staff {
        user: UserName::parse(user).expect("a name"),
        name: user.to_owned(),
        role,
        agency: AGENCY.parse().expect("a code"),
        identity: None,
    }
}

fn user(name: &str) -> UserName {
    UserName::parse(name).expect("a name")
}

fn done(seals: NameSeals, who: &Staff, act: NameSealAct) -> NameSeals {
    let event = seals.decide(act, who).expect("it may be done");
    let at = Timestamp::from_second(seals.version).expect("an instant");
    seals.after(&event, at).expect("it follows")
}

fn made() -> NameSeals {
    let make = NameSealAct::Make { name: " 李春 ".into(), holder: user("li") };
    done(NameSeals::new(AGENCY.parse().expect("a code")), &staff("head", Role::Head), make)
}

#[test]
fn whoever_has_a_seal_answers_for_it_until_the_next_has_taken_it() {
    let (li, wang) = (staff("li", Role::Clerk), staff("wang", Role::Clerk));
    let hand = NameSealAct::Hand { seal: 1, to: user("wang") };
    assert_eq!(made().seals[&1].name, "李春");
    assert_eq!(made().decide(hand.clone(), &wang), Err(NameSealRefusal::NotTheHolder));
    let handed = done(made(), &li, hand);
    assert_eq!(handed.seals[&1].holder, user("li"));
    let take = NameSealAct::Take { seal: 1 };
    assert_eq!(handed.decide(take.clone(), &li), Err(NameSealRefusal::NotHandedToYou));
    let taken = done(handed, &wang, take.clone());
    assert_eq!((&taken.seals[&1].holder, &taken.seals[&1].handed_to), (&user("wang"), &None));
    assert_eq!(taken.decide(take, &wang), Err(NameSealRefusal::NotHandedToYou), "only once");
}

#[test]
fn only_the_head_has_seals_made_and_destroyed_and_what_ended_stays_ended() {
    let (li, head) = (staff("li", Role::Clerk), staff("head", Role::Head));
    let make = NameSealAct::Make { name: "x".into(), holder: user("li") };
    assert_eq!(made().decide(make, &li), Err(NameSealRefusal::NotTheHead));
    let end = |how| NameSealAct::End { seal: 1, how, note: "n".into() };
    assert_eq!(made().decide(end(Ended::Destroyed), &li), Err(NameSealRefusal::NotTheHead));
    let silent = NameSealAct::End { seal: 1, how: Ended::Lost, note: " ".into() };
    assert_eq!(made().decide(silent, &li), Err(NameSealRefusal::Missing { field: "seal-note" }));
    let lost = done(made(), &li, end(Ended::Lost));
    for act in [NameSealAct::Hand { seal: 1, to: user("wang") }, end(Ended::Destroyed)] {
        assert_eq!(lost.decide(act, &head), Err(NameSealRefusal::Ended));
    }
    assert_eq!(lost.decide(NameSealAct::Take { seal: 2 }, &li), Err(NameSealRefusal::NoSuchSeal));
    // For somebody who is away the head hands the seal on.
    let handed = done(made(), &head, NameSealAct::Hand { seal: 1, to: user("wang") });
    assert_eq!(handed.seals[&1].handed_to, Some(user("wang")));
}

#[test]
fn every_kind_is_listed() {
    for kind in NameSealEvent::KINDS {
        let empty = serde_json::json!({ "kind": kind, "body": {} });
        let fault = serde_json::from_value::<NameSealEvent>(empty).expect_err("its facts are missing");
        assert!(fault.to_string().contains("missing field"), "{kind}: {fault}");
    }
}
