//! What a paper says, read out of its PDF.

use std::fs;

use leye_forms::{Lang, form, render};
use serde_json::{Value, json};

use crate::samples::{all, blessed, extras, reference};

/// The text of a PDF, a line a line, without the spaces that layout makes.
fn text(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF has text");
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_sample_reads_as_its_reference() {
    let mut different = Vec::new();
    for (form, lang) in all() {
        let paper = render(form, lang, &form.sample(lang), &extras(form)).expect(&form.code);
        assert_eq!(paper.missing_glyphs, Vec::<char>::new(), "{} {lang:?}", form.code);
        let found = format!("pages: {}\n{}", paper.pages, text(&paper.pdf));
        let path = reference(&format!("text/{}.{}.txt", form.code, lang.as_str()));
        if blessed() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            fs::write(&path, &found).expect("it can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != found {
            different.push(path);
        }
    }
    assert!(different.is_empty(), "look at them and renew with LEYE_BLESS=1: {different:#?}");
}

/// What was entered as text is on the paper, whatever the form does with it.
#[test]
fn every_text_of_a_sample_is_on_its_paper() {
    for (form, lang) in all() {
        let data = form.sample(lang);
        let paper = render(form, lang, &data, &extras(form)).expect(&form.code);
        let said = squeezed(&text(&paper.pdf));
        for field in form.fields.iter().filter(|f| matches!(f.kind.as_str(), "text" | "long-text")) {
            if let Some(Value::String(entered)) = data.get(&field.name) {
                let wanted = squeezed(entered);
                assert!(said.contains(&wanted), "{} {lang:?}: {} is not in {said}", form.code, field.name);
            }
        }
    }
}

#[test]
fn a_sample_in_chinese_has_no_word_of_english() {
    for (form, lang) in all().filter(|(_, lang)| *lang != Lang::En) {
        let paper = render(form, lang, &form.sample(lang), &extras(form)).expect(&form.code);
        let said = text(&paper.pdf).replace("https://leye.example/verify/", "");
        assert!(!said.contains("form-"), "{} {lang:?} shows a key: {said}", form.code);
        let word = said.split(|c: char| !c.is_ascii_lowercase()).find(|word| word.len() > 2);
        assert_eq!(word, None, "{} {lang:?}: {said}", form.code);
    }
}

#[test]
fn a_name_of_60_characters_is_whole() {
    let name = "阿迪力江".repeat(15);
    for (form, lang) in all() {
        let mut data = form.sample(lang);
        if form.field("name").is_none_or(|field| field.kind.as_str() != "name") {
            continue;
        }
        data["name"] = json!(name);
        let paper = render(form, lang, &data, &extras(form)).expect(&form.code);
        let said = squeezed(&text(&paper.pdf));
        let rest = said.replace(|c: char| !"阿迪力江".contains(c), "");
        let count = rest.matches("阿迪力江").count();
        assert!(count >= 15, "{} {lang:?}: {count} of 15 parts", form.code);
    }
}

#[test]
fn what_does_not_fit_continues_on_a_further_page() {
    let form = form("objection-record").expect("a form");
    let mut data = form.sample(Lang::ZhHant);
    let long: String = (1..=120).map(|at| format!("第{at}點：情況需要進一步核查。")).collect();
    data["content"] = json!(long);
    let paper = render(form, Lang::ZhHant, &data, &extras(form)).expect("a paper");
    assert_eq!(paper.pages, 2);
    let said = squeezed(&text(&paper.pdf));
    assert!(said.contains("續頁"), "{said}");
    for at in 1..=120 {
        // A point may be cut by the end of the box.
        let whole = said.contains(&format!("第{at}點：情況需要進一步核查。"));
        assert!(whole || said.contains("……（轉續頁）"), "point {at} is lost");
    }
    let points = said.matches("進一步").count();
    assert!(points >= 119, "{points} of 120 points");
}

#[test]
fn a_rare_character_is_its_code_point_and_reported() {
    let form = form("certificate-annotation").expect("a form");
    let mut data = form.sample(Lang::ZhHant);
    data["operator"] = json!("王𫝀明");
    let paper = render(form, Lang::ZhHant, &data, &extras(form)).expect("a paper");
    assert_eq!(paper.missing_glyphs, ['\u{2b740}']);
    assert!(squeezed(&text(&paper.pdf)).contains("‹U+2B740›"));
}
