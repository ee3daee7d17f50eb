//! The samples of all forms, and where their references lie.

use std::path::PathBuf;

use leye_forms::{Extras, Form, Kind, Lang, Verification, forms};

/// What the samples are issued with.
pub fn extras(form: &Form) -> Extras {
    let url = "https://leye.example/verify/K7QM-2X9D".to_owned();
    let verification = Some(Verification { code: "K7QM-2X9D".to_owned(), url });
    Extras { verification, ..form.sample_extras() }
}

/// Every form in every language.
pub fn all() -> impl Iterator<Item = (&'static Form, Lang)> {
    forms().iter().flat_map(|form| Lang::ALL.map(|lang| (form, lang)))
}

/// A reference of this name.
pub fn reference(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name)
}

/// Whether references are to be written anew instead of compared.
pub fn blessed() -> bool {
    std::env::var_os("LEYE_BLESS").is_some()
}

#[test]
fn every_form_is_there() {
    let codes: Vec<&str> = forms().iter().map(|form| form.code.as_str()).collect();
    let wanted = [
        "acceptance-receipt",
        "archive-contents",
        "archive-cover",
        "assistance-agreement",
        "certificate-annotation",
        "correction-notice",
        "decision-confirmed",
        "decision-refused",
        "decision-returned",
        "desk-sign",
        "determination-application",
        "inquiry-receipt",
        "ledger-cover",
        "objection-record",
        "policy-flexible-work",
        "policy-hiring",
        "policy-poster-a3",
        "policy-poster-a4",
        "policy-self-employment",
        "public-notice",
        "staff-badge",
        "visit-sheet",
    ];
    assert_eq!(codes, wanted);
}

#[test]
fn every_title_and_label_has_words() {
    for (form, lang) in all() {
        assert!(!form.title(lang).starts_with("form-"), "{} {lang:?}", form.code);
        let columns = form.fields.iter().flat_map(|field| match &field.kind {
            Kind::Rows { columns, .. } => {
                columns.iter().map(|c| format!("{}.{}", field.name, c.name)).collect()
            }
            _ => Vec::new(),
        });
        for place in columns.chain(form.fields.iter().map(|field| field.name.clone())) {
            let label = form.label(lang, &place);
            assert!(!label.starts_with("form-"), "{} {lang:?}: {label}", form.code);
        }
    }
}
