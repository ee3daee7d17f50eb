//! `leye form`: every form is listed, filled from its sample, and what does not fit is told.

use std::fs;

use crate::run::{Folder, leye};

#[test]
fn every_form_is_listed_with_titles_and_fields() {
    let forms = leye(&["form", "list", "--json"]).ends(0).json();
    let forms = forms.as_array().unwrap();
    assert_eq!(forms.len(), 22);
    for form in forms {
        for lang in ["zh-Hant", "zh-Hans", "en"] {
            assert!(!form["titles"][lang].as_str().unwrap().is_empty(), "{form}");
        }
        assert!(form["fields"].as_array().unwrap().iter().any(|field| field["required"] == true), "{form}");
    }
    let told = leye(&["form", "list", "--lang", "en"]).ends(0).out;
    assert!(told.contains("acceptance-receipt"), "{told}");
}

#[test]
fn a_sample_becomes_a_pdf_in_each_language() {
    let folder = Folder::new("form-sample");
    for lang in ["zh-Hant", "zh-Hans", "en"] {
        let out = format!("{lang}.pdf");
        let told =
            folder.leye(&["form", "render", "acceptance-receipt", "--out", &out, "--lang", lang, "--json"]);
        assert_eq!(told.ends(0).json()["pages"], 1);
        assert!(fs::read(folder.path(&out)).unwrap().starts_with(b"%PDF-"));
    }
}

#[test]
fn a_form_that_is_not_there_is_wrong_usage() {
    let folder = Folder::new("form-none");
    let ran = folder.leye(&["form", "render", "love-letter", "--out", "it.pdf"]).ends(2);
    assert!(ran.err.contains("leye form list"), "{ran:?}");
    assert!(!folder.path("it.pdf").exists());
}

#[test]
fn every_fault_of_the_data_is_named_and_nothing_is_written() {
    let folder = Folder::new("form-faults");
    let data = r#"{"name": "林秀蘭", "promised_on": "2026-02-30", "shoe_size": 38}"#;
    fs::write(folder.path("data.json"), data).unwrap();
    let ran = folder
        .leye(&["form", "render", "acceptance-receipt", "--data", "data.json", "--out", "it.pdf"])
        .ends(3);
    for field in ["promised_on", "shoe_size", "agency", "complaint_phone"] {
        assert!(ran.err.contains(field), "{field}: {ran:?}");
    }
    // What somebody wrote about a person does not come back in an error.
    assert!(!ran.err.contains("林秀蘭") && !folder.path("it.pdf").exists());
    fs::write(folder.path("data.json"), "{").unwrap();
    folder.leye(&["form", "render", "acceptance-receipt", "--data", "data.json", "--out", "it.pdf"]).ends(3);
}
