//! One spelling for what people type: input methods give full-width digits,
//! cards and forms have gaps, and copied text brings invisible characters.

/// The number without gaps and hyphens, half-width, in capitals.
///
/// Never fails: whatever is not known is kept, for the parser to refuse.
pub(super) fn compact(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|&c| !is_gap(c) && !is_hyphen(c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The ASCII character that a full-width one stands for; others unchanged.
pub(super) fn half_width(c: char) -> char {
    match c {
        // The full-width block repeats ASCII from `!` to `~`, in order.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// White space of any width, and the marks that copying leaves without a trace.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Characters of no width: joiners, direction marks, byte order mark.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Hyphens, dashes and the minus sign.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}')
}
