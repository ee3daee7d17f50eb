//! Predicates: text in SQL over the facts, with its place. This crate looks at the names
//! in it alone; what it means is for the rules engine.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;
use crate::reader::Table;
use crate::value::Values;

/// A boolean expression of SQL over the facts: `day` is the day of the ruling, `$name` a
/// dated value of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Predicate {
    /// The expression.
    pub text: String,
    /// The file that holds it.
    pub file: String,
    /// Line of its first character, from 1.
    pub line: usize,
    /// Column of its first character, from 1.
    pub column: usize,
}

/// A name in a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name<'a> {
    pub text: &'a str,
    /// Byte of the predicate's text.
    pub at: usize,
    /// Written with `$`.
    pub is_value: bool,
}

impl Predicate {
    /// A fault at byte `offset` of the text.
    pub fn fault(
        &self,
        offset: usize,
        code: Code,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Diagnostic {
        let inside = Place::find(&self.file, &self.text, offset);
        // Only the first line of the text stands behind something else.
        let column = if inside.line == 1 { self.column + inside.column - 1 } else { inside.column };
        Place { line: self.line + inside.line - 1, column, ..inside }.fault(code, message, remedy)
    }

    /// Reads the expression below `key`, and reports values in it that none of `values` gives.
    pub(crate) fn read(table: &Table<'_>, key: &'static str, values: &[&Values]) -> Option<Predicate> {
        let text: String = table.must(key)?;
        let source = table.source;
        let at = table.at(key);
        let place = Place::find(source.file, source.text, at + quotes(&source.text[at..]));
        let predicate = Predicate { text, file: place.file, line: place.line, column: place.column };
        let unknown = |name: &Name<'_>| name.is_value && values.iter().all(|v| v.get(name.text).is_none());
        for name in predicate.names().iter().filter(|name| unknown(name)) {
            let message = format!("the predicate names the value `{}`, which is not given", name.text);
            let remedy = "add a [[value]] of that name, or correct it";
            source.faults.push(predicate.fault(name.at, Code::UnknownValue, message, remedy));
        }
        Some(predicate)
    }

    /// Every name, words of SQL included, outside of quoted text.
    pub(crate) fn names(&self) -> Vec<Name<'_>> {
        let mut names = Vec::new();
        let mut at = 0;
        while let Some(first) = self.text[at..].chars().next() {
            let rest = &self.text[at..];
            if first == '\'' {
                at += 1 + rest[1..].find('\'').map_or(rest.len() - 1, |end| end + 1);
                continue;
            }
            let word = &rest[usize::from(first == '$')..];
            let length = word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
            if length == 0 {
                at += first.len_utf8();
                continue;
            }
            names.push(Name { text: &word[..length], at, is_value: first == '$' });
            at += length + usize::from(first == '$');
        }
        names
    }
}

/// How long the opening quotes of a TOML text are, with the line break that TOML drops.
fn quotes(text: &str) -> usize {
    for (open, length) in [("\"\"\"\n", 4), ("'''\n", 4), ("\"\"\"", 3), ("'''", 3)] {
        if text.starts_with(open) {
            return length;
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use super::{Code, Predicate};

    fn at(text: &str, column: usize) -> Predicate {
        Predicate { text: text.to_owned(), file: "a.toml".to_owned(), line: 3, column }
    }

    #[test]
    fn names_stand_outside_of_quoted_text() {
        let predicate = at("sex = 'F or born' and age(born)>=$women_from", 1);
        let names: Vec<_> = predicate.names().iter().map(|name| (name.text, name.is_value)).collect();
        let expected =
            [("sex", false), ("and", false), ("age", false), ("born", false), ("women_from", true)];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_the_names() {
        assert_eq!(at("sex = 'F", 1).names().len(), 1);
    }

    #[test]
    fn a_fault_in_the_first_line_stands_behind_the_key() {
        let fault = at("sex\nage", 14).fault(1, Code::Syntax, "", "");
        assert_eq!((fault.line, fault.column), (3, 15));
    }

    #[test]
    fn a_fault_in_a_later_line_stands_alone() {
        let fault = at("sex\nage", 14).fault(5, Code::Syntax, "", "");
        assert_eq!((fault.line, fault.column), (4, 2));
    }
}
