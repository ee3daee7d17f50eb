//! Sealed values: their form in JSON, what is left of them when erased, and that no
//! `Debug` shows them.

use std::fmt::Debug;

use leye_domain::case::{ActName as A, Case, Event, StateName as S};
use leye_domain::sealed::Sealed;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::journey::Journey;
use super::table::situations;
use super::world::PERSONAL;

fn check<T: Clone + PartialEq + Serialize + DeserializeOwned>(value: T, inner: &serde_json::Value) {
    for (sealed, form) in [(Sealed::Open(value), inner.clone()), (Sealed::Erased, json!({ "$erased": true }))]
    {
        let json = serde_json::to_value(&sealed).expect("JSON");
        assert_eq!(json, json!({ "$sealed": form }));
        let back: Sealed<T> = serde_json::from_value(json).expect("a sealed value");
        assert!(back == sealed);
    }
}

#[test]
fn sealed_values_stand_in_json_as_one_key() {
    check("text".to_owned(), &json!("text"));
    check(String::new(), &json!(""));
    check(vec!["a".to_owned(), "b".to_owned()], &json!(["a", "b"]));
    check(Vec::<String>::new(), &json!([]));
    check(7_u32, &json!(7));
}

#[test]
fn what_is_not_sealed_is_not_read_as_sealed() {
    for json in [json!("text"), json!({ "sealed": "text" }), json!({ "$sealed": 7 }), json!(null)] {
        assert!(serde_json::from_value::<Sealed<String>>(json).is_err());
    }
}

#[test]
fn an_erased_value_is_gone() {
    let open = Sealed::from("text".to_owned());
    assert_eq!(open.get().map(String::as_str), Some("text"));
    assert_eq!(Sealed::<String>::Erased.get(), None);
}

#[test]
fn debug_shows_nothing() {
    let open: Sealed<String> = "text".to_owned().into();
    assert_eq!(format!("{open:?}"), "Sealed(…)");
    assert_eq!(format!("{:?}", Sealed::<String>::Erased), "Sealed(erased)");
}

fn hides(what: &impl Debug) {
    let shown = format!("{what:?}");
    assert!(!shown.contains(PERSONAL), "{shown}");
}

#[test]
fn neither_case_nor_event_shows_what_is_personal() {
    for (_, journey) in situations() {
        hides(&journey.case);
        for event in journey.events() {
            hides(event);
        }
    }
}

/// Every event of the situations with its sealed values erased, as storage gives them
/// once the key of the person is lost.
fn erased(event: &Event) -> Event {
    fn erase(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                if let Some(inner) = map.get_mut("$sealed") {
                    *inner = json!({ "$erased": true });
                } else {
                    map.values_mut().for_each(erase);
                }
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(erase),
            _ => {}
        }
    }
    let mut json = serde_json::to_value(event).expect("JSON");
    erase(&mut json);
    serde_json::from_value(json).expect("an event")
}

#[test]
fn a_case_goes_on_without_what_was_erased() {
    for (title, journey) in situations() {
        let events: Vec<Event> = journey.events().map(erased).collect();
        let case = Case::fold(&events).expect("erased events fold");
        assert_eq!(case.state(), journey.case.state(), "{title}");
        assert_eq!(case.claimed, Sealed::Erased);
        let json = serde_json::to_string(&case).expect("JSON");
        assert!(!json.contains(PERSONAL), "{json}");
    }
}

#[test]
fn an_erased_case_can_be_finished() {
    let mut journey = Journey::to(S::Annotation);
    let events: Vec<Event> = journey.events().map(erased).collect();
    journey.case = Case::fold(&events).expect("erased events fold");
    journey.does(A::AnnotateCertificate).does(A::ReceiveBack).does(A::HandBack);
    assert_eq!(journey.case.state(), S::Completed);
}
