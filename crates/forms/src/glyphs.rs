//! Characters that no font has: shown as their code points, never as blank boxes.

use std::collections::BTreeSet;

use crate::fonts;

/// Collects what had to be shown as a code point.
#[derive(Debug, Default)]
pub(crate) struct Glyphs {
    missing: BTreeSet<char>,
}

impl Glyphs {
    /// The text with every character that cannot be drawn written as `‹U+2B740›`.
    ///
    /// Marks that steer the direction or joining of text are shown in the same way: unseen,
    /// they could make a paper read differently from what was entered.
    pub(crate) fn drawable(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\r' => {}
                '\n' => out.push('\n'),
                '\t' => out.push(' '),
                c if selects_a_variant(c) => out.push(c),
                c if is_plain(c) || (!is_unseen(c) && fonts::have(c)) => out.push(c),
                c => {
                    self.missing.insert(c);
                    out.push_str(&format!("‹U+{:04X}›", u32::from(c)));
                }
            }
        }
        out
    }

    /// Whether anything was missing so far.
    pub(crate) fn any(&self) -> bool {
        !self.missing.is_empty()
    }

    /// What was missing, in the order of the code points.
    pub(crate) fn missing(self) -> Vec<char> {
        self.missing.into_iter().collect()
    }
}

/// Most of what is written: looked up in no font.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fa5}' | '\u{3001}'..='\u{3002}')
}

/// A sign that chooses among the forms of the character before it; without the form, the
/// character is drawn as usual.
fn selects_a_variant(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, drawn: &str, missing: &[char]) {
        let mut glyphs = Glyphs::default();
        assert_eq!(glyphs.drawable(text), drawn);
        assert_eq!(glyphs.missing(), missing);
    }

    #[test]
    fn a_common_name_is_drawn_as_it_is() {
        check("劉秀蘭", "劉秀蘭", &[]);
    }

    #[test]
    fn a_rare_character_is_its_code_point_and_reported() {
        check("王𫝀明", "王‹U+2B740›明", &['\u{2b740}']);
    }

    #[test]
    fn a_mark_that_turns_text_round_is_seen() {
        check("a\u{202e}b", "a‹U+202E›b", &['\u{202e}']);
    }
}
