//! The same facts, pack and day give the same bytes; the form is that of the contract.

use jiff::civil::date;
use leye_rules::{Engine, Engines, read_person};
use serde_json::json;

use crate::packs::harbin;
use crate::people::Resident;

#[test]
fn a_ruling_has_the_form_of_the_contract() {
    let pack = harbin();
    let engine = Engine::new(&pack, date(2026, 11, 1)).unwrap();
    let one = Resident { disability_grade: None, ..Resident::known() };
    let text = engine.evaluate(&one.facts(), &[]).unwrap().to_json();
    let start = format!(
        concat!(
            r#"{{"ruling":"eligible","on":"2026-11-01","pack":{{"id":"harbin","hash":"{}"}},"#,
            r#""facts_hash":"9dab56c5","engine":"{}","general":[{{"condition":"working-age","holds":true,"#,
            r#""article":"C1","used":{{"born":"1974-03-02","retirement_class":"female-55"}}}},"#
        ),
        pack.hash,
        Engine::name()
    );
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let hash = document["facts_hash"].as_str().unwrap();
    assert_eq!(hash.len(), 64);
    assert!(text.starts_with(&start.replace("9dab56c5", hash)), "{text}\n{start}");
    let grade = json!({
        "code": "C1.3",
        "holds": null,
        "article": "C1",
        "missing": ["disability_grade"],
        "conditions": [
            {
                "condition": "out-of-work",
                "holds": true,
                "article": "C1",
                "used": {"employed": false, "registered_unemployed": true}
            },
            {
                "condition": "disability",
                "holds": null,
                "article": "C1",
                "used": {},
                "missing": ["disability_grade"]
            }
        ]
    });
    assert_eq!(document["categories"][2], grade);
    assert_eq!(document["categories"].as_array().unwrap().len(), 10);
}

#[test]
fn the_household_is_shown_with_the_person_first() {
    let engine = Engine::new(&harbin(), date(2026, 11, 1)).unwrap();
    let working = Resident { employed: Some(true), ..Resident::known() };
    let ruling = engine.evaluate(&Resident::known().facts(), &[working.facts()]).unwrap();
    let document: serde_json::Value = serde_json::from_str(&ruling.to_json()).unwrap();
    let employed = &document["categories"][1]["conditions"][2];
    assert_eq!(employed["holds"], json!(false));
    assert_eq!(employed["used"], json!({"household": [{"employed": false}, {"employed": true}]}));
}

#[test]
fn engines_made_apart_give_the_same_bytes() {
    let one = Resident { sex: None, retirement_class: None, ..Resident::known() };
    let household = [Resident { employed: None, ..Resident::known() }.facts()];
    let text = || {
        let engine = Engine::new(&harbin(), date(2026, 11, 1)).unwrap();
        engine.evaluate(&one.facts(), &household).unwrap().to_json()
    };
    let first = text();
    assert!((0..5).all(|_| text() == first));
    let engines = Engines::new(harbin().into());
    let kept = || engines.evaluate(&one.facts(), &household, date(2026, 11, 1)).unwrap().to_json();
    assert_eq!((kept(), kept()), (first.clone(), first));
}

#[test]
fn the_hash_of_the_facts_is_that_of_their_canonical_json() {
    // printf '{"facts":{"applied":true,"born":"1974-03-02","disability_grade":2,"sex":"F"},"household":[{"employed":false}]}' | sha256sum
    let expected = "39f4912cd56e69274595d62e451aa554be1f1d967c188a8da5604997944651bd";
    let pack = harbin();
    let document = json!({
        "household": [{"employed": false, "applied": null}],
        "facts": {"sex": "F", "disability_grade": 2, "born": "1974-03-02", "applied": true}
    });
    let person = read_person(&pack, &document).unwrap();
    let engine = Engine::new(&pack, date(2026, 11, 1)).unwrap();
    assert_eq!(engine.evaluate(&person.facts, &person.household).unwrap().facts_hash, expected);
}

#[test]
fn facts_may_stand_flat_or_apart() {
    let pack = harbin();
    let apart = json!({"facts": {"sex": "F"}, "household": [{"employed": true}]});
    let flat = json!({"sex": "F", "born": null, "household": [{"employed": true}]});
    assert_eq!(read_person(&pack, &apart).unwrap(), read_person(&pack, &flat).unwrap());
}

#[test]
fn facts_that_cannot_be_read_are_named() {
    let pack = harbin();
    let error = |document| read_person(&pack, &document).unwrap_err().to_string();
    assert!(error(json!({"sexx": "F"})).starts_with("sexx: the pack has no such fact"));
    assert!(error(json!({"sexx": null})).starts_with("sexx: "));
    assert!(error(json!({"born": "1974-02-30"})).starts_with("born: write a day"));
    assert!(error(json!({"employed": "yes"})).starts_with("employed: write true or false"));
    assert!(
        error(json!({"facts": {}, "household": [{"employed": 1}]}))
            .starts_with("household member 1, employed")
    );
    assert!(error(json!([])).starts_with("facts: "));
    assert!(error(json!({"facts": {}, "born": "1974-03-02"})).starts_with("born: "));
}

#[test]
fn facts_that_cannot_be_judged_are_named() {
    let engine = Engine::new(&harbin(), date(2026, 11, 1)).unwrap();
    let error = |one: Resident| engine.evaluate(&one.facts(), &[]).unwrap_err().to_string();
    let known = Resident::known;
    assert!(error(Resident { disability_grade: Some(9), ..known() }).contains("from 0 to 4"));
    assert!(error(Resident { sex: Some("X"), ..known() }).contains("sex: write one of: M, F"));
    assert!(error(Resident { born: Some(date(1826, 1, 1)), ..known() }).contains("1876-11-01"));
}
