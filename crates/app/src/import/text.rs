//! Cleaning what a cell holds, and telling what happened to it.

use super::sheet::Mark;

/// The text without blanks of any width around it, without the apostrophe by which a
/// workbook is told to keep a number as text, and without marks of no width.
pub(crate) fn clean(text: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    let text = text.trim_matches(blank);
    let text = text.strip_prefix(['\'', '\u{2018}', '\u{2019}', '`', '\u{FF07}']).unwrap_or(text);
    text.trim_matches(blank)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The text in half-width characters, without blanks, in small letters: by which words are
/// compared.
pub(crate) fn folded(text: &str) -> String {
    let kept = half_width(text);
    kept.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).flat_map(char::to_lowercase).collect()
}

/// Full-width digits, letters and signs as the half-width ones they stand for.
pub(crate) fn half_width(text: &str) -> String {
    let one = |c: char| match c {
        '\u{3000}' => ' ',
        // The full-width block repeats ASCII from `!` to `~`, in order.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    text.chars().map(one).collect()
}

/// Half-width characters on one line: a cell of several lines is a habit of workbooks.
pub(crate) fn one_line(text: &str) -> String {
    let spaced: String = half_width(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

/// Whole numbers from here on lose digits in a workbook that takes them for a quantity.
const EXACT_DIGITS: usize = 15;

/// Whether a workbook took this number for a quantity and forgot its last digits.
pub(crate) fn lost_digits(text: &str, mark: Option<Mark>) -> bool {
    let text = folded(text);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if let Some((head, power)) = text.split_once('e') {
        return digits(head) && digits(power.strip_prefix('+').unwrap_or(power));
    }
    mark == Some(Mark::Number) && digits(&text) && text.len() > EXACT_DIGITS
}

/// Whether a number that is wrong ends as one does whose last digits a workbook forgot
/// before it wrote CSV.
pub(crate) fn looks_lost(text: &str) -> bool {
    let text = folded(text);
    text.len() == 18 && text.ends_with("000") && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the text holds a Han character.
pub(crate) fn has_han(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cleaned_of_what_nobody_sees() {
        for text in
            ["230102", " 230102 ", "\u{3000}230102\u{3000}", "'230102", "\u{2019}230102", "\u{FEFF}230102\t"]
        {
            assert_eq!(clean(text), "230102", "{text:?}");
        }
        assert_eq!(folded("Ｉｄ　No"), "idno");
    }

    #[test]
    fn a_number_that_became_a_quantity_is_known() {
        assert!(lost_digits("2.30102E+17", None));
        assert!(lost_digits("2.30102e17", None));
        assert!(lost_digits("230102197403021200", Some(Mark::Number)));
        assert!(!lost_digits("230102197403021000", None) && looks_lost("230102197403021000"));
        assert!(!lost_digits("230102740302123", Some(Mark::Number)));
        assert!(!lost_digits("230102197403021234", None));
        assert!(!lost_digits("", None));
    }
}
