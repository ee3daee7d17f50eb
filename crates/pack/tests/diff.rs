//! What changes between two packs.

use std::collections::BTreeMap;

use leye_pack::{Changes, How, Pack, Shown, Side, Subject, compile, diff};

use crate::small;

fn pack(files: &BTreeMap<String, String>) -> Pack {
    let (pack, faults) = compile(files);
    pack.unwrap_or_else(|| panic!("{faults:?}"))
}

/// The changes after `old` becomes `new` in `file`.
fn changed(file: &str, old: &str, new: &str) -> Changes {
    let before = small();
    let mut after = before.clone();
    let text = after.get_mut(file).unwrap();
    assert!(text.contains(old), "{file} has no {old}");
    *text = text.replacen(old, new, 1);
    diff(&pack(&before), &pack(&after))
}

fn check(changes: &Changes, article: &str, subject: Subject, how: How, side: Side) {
    let found = changes.articles.iter().find(|found| found.article == article);
    let found = found.unwrap_or_else(|| panic!("{article}: {changes}"));
    let change = found.changes.iter().find(|change| change.subject == subject);
    let change = change.unwrap_or_else(|| panic!("{subject:?}: {changes}"));
    assert_eq!(change.how, how, "{changes}");
    assert!(change.sides.iter().any(|one| one.side == side), "{changes}");
}

#[test]
fn a_pack_does_not_differ_from_itself() {
    let small = pack(&small());
    assert!(diff(&small, &small).is_empty());
}

#[test]
fn a_limit_is_told_with_both_amounts() {
    let before = small();
    let mut after = before.clone();
    let text = after.get_mut("determination/C3.1.toml").unwrap();
    let at = text.find("amount = ").unwrap() + "amount = ".len();
    text.replace_range(at..=at, "9");
    let changes = diff(&pack(&before), &pack(&after));
    check(&changes, "C3.1", Subject::Step, How::Changed, Side::Amounts);
    assert_eq!(changes.count(), 1, "{changes}");
    assert!(changes.to_string().contains("→ 9 "), "{changes}");
}

#[test]
fn a_predicate_is_told_as_it_was_and_as_it_will_be() {
    let small = small();
    let file = &small["determination/C1.1.toml"];
    let line = file.lines().find(|line| line.starts_with("predicate = ")).unwrap();
    let changes = changed("determination/C1.1.toml", line, &line.replacen("= \"", "= \"not ", 1));
    check(&changes, "C1.1", Subject::Condition, How::Changed, Side::Predicate);
    let side = &changes.articles[0].changes[0].sides[0];
    assert!(matches!(&side.after, Some(Shown::Text(text)) if text.starts_with("not ")), "{changes}");
}

#[test]
fn what_is_gone_one_way_is_new_the_other_way() {
    let before = pack(&small());
    let mut after = before.clone();
    let gone = after.categories.pop().unwrap();
    let changes = diff(&before, &after);
    check(&changes, &gone.code, Subject::Article, How::Removed, Side::Title);
    check(&diff(&after, &before), &gone.code, Subject::Article, How::Added, Side::Title);
}

#[test]
fn a_text_that_differs_in_one_language_is_told_with_the_language() {
    let before = pack(&small());
    let mut after = before.clone();
    after.categories[0].titles.zh_hant.push('新');
    let text = diff(&before, &after).to_string();
    assert!(text.contains("title (zh-Hant): ") && !text.contains("(en)"), "{text}");
}

#[test]
fn calendars_agencies_facts_and_papers_are_compared_too() {
    let before = pack(&small());
    let mut after = before.clone();
    after.fixed_days.clear();
    after.agencies.clear();
    after.facts.clear();
    after.papers.clear();
    let changes = diff(&before, &after);
    let mut found: Vec<&str> = changes.articles.iter().map(|one| one.article.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, ["agencies", "calendar", "facts", "papers"], "{changes}");
}
