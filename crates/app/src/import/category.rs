//! Which categories a cell claims: by code or by the words of the pack.

use leye_pack::Category;

use super::table::{Line, RowFaults};
use super::text::folded;

/// The signs between several categories in one cell.
const BETWEEN: [char; 8] = [',', ';', '/', '\u{3001}', '\u{FF0C}', '\u{FF1B}', '\n', '+'];

/// The codes of the categories that a cell names, in its order.
pub(crate) fn read(line: &Line<'_>, known: &[Category], faults: &mut RowFaults) -> Option<Vec<String>> {
    let text = line.text("category");
    let mut codes: Vec<String> = Vec::new();
    for word in text.split(BETWEEN).map(bare).filter(|word| !word.is_empty()) {
        match one(&word, known) {
            Some(code) => {
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            None => {
                let names: Vec<&str> = known.iter().map(|c| c.code.as_str()).collect();
                faults.push(line.fault("category", "category-unknown").with("codes", names.join(" ")));
                return None;
            }
        }
    }
    Some(codes)
}

/// A code, a title, or a part that only one title has.
fn one(word: &str, known: &[Category]) -> Option<String> {
    let by_code = known.iter().find(|c| {
        let code = folded(&c.code);
        code == word || code.trim_start_matches('c') == word
    });
    if let Some(found) = by_code {
        return Some(found.code.clone());
    }
    let titles = |c: &Category| [bare(&c.titles.zh_hant), bare(&c.titles.zh_hans), bare(&c.titles.en)];
    if let Some(found) = known.iter().find(|c| titles(c).iter().any(|title| title == word)) {
        return Some(found.code.clone());
    }
    // A word of one character stands in many titles by chance.
    let long = word.chars().count() >= 2;
    let mut holding = known.iter().filter(|c| long && titles(c).iter().any(|title| title.contains(word)));
    match (holding.next(), holding.next()) {
        (Some(found), None) => Some(found.code.clone()),
        _ => None,
    }
}

/// A word without quotes and without the words for people at its end, which registers
/// write or leave out.
fn bare(text: &str) -> String {
    let text = folded(text);
    let kept: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{201C}' | '\u{201D}' | '"' | '\u{300C}' | '\u{300D}' | '\''))
        .collect();
    // 人員, 人员
    let kept = kept
        .strip_suffix("\u{4EBA}\u{54E1}")
        .or_else(|| kept.strip_suffix("\u{4EBA}\u{5458}"))
        .unwrap_or(&kept);
    kept.to_owned()
}
