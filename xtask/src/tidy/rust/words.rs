//! What a string literal says: SQL, a sentence for a person, a float.

/// Two words that follow each other in SQL and hardly anywhere else.
const NEIGHBOURS: [(&str, &str); 11] = [
    ("INSERT", "INTO"),
    ("INSERT", "OR"),
    ("DELETE", "FROM"),
    ("CREATE", "TABLE"),
    ("CREATE", "INDEX"),
    ("CREATE", "VIEW"),
    ("CREATE", "TRIGGER"),
    ("ALTER", "TABLE"),
    ("DROP", "TABLE"),
    ("ORDER", "BY"),
    ("GROUP", "BY"),
];

/// Two words that SQL puts into one statement, in this order.
const COMPANIONS: [(&str, &str); 2] = [("SELECT", "FROM"), ("UPDATE", "SET")];

/// Whether a literal holds SQL: its words in capitals anywhere, or in small
/// letters at its start.
pub(super) fn is_sql(literal: &str) -> bool {
    let words: Vec<&str> = literal
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty() && *word != "r")
        .collect();
    let neighbours = |a: &str, b: &str| NEIGHBOURS.contains(&(a, b));
    if words.windows(2).any(|pair| neighbours(pair[0], pair[1])) {
        return true;
    }
    if let [first, second, ..] = words.as_slice() {
        let small = first.chars().all(char::is_lowercase);
        if small && neighbours(&first.to_uppercase(), &second.to_uppercase()) {
            return true;
        }
        if *first == "PRAGMA" {
            return true;
        }
    }
    COMPANIONS.iter().any(|(first, second)| {
        let start = words.iter().position(|word| word == first);
        start.is_some_and(|start| words[start..].contains(second))
    })
}

/// Whether a literal is a number with a fraction or of a floating type.
pub(super) fn is_float(literal: &str) -> bool {
    let is_number = literal.starts_with(|c: char| c.is_ascii_digit());
    let is_hex = literal.starts_with("0x");
    let has_type = literal.ends_with("f32") || literal.ends_with("f64");
    let has_exponent = literal
        .split_once(['e', 'E'])
        .is_some_and(|(_, power)| !power.is_empty() && power.chars().all(|c| "+-_0123456789".contains(c)));
    is_number && !is_hex && (literal.contains('.') || has_type || has_exponent)
}
