//! Conditions: as written, in plain words, and what each word of the predicate is.

use jiff::civil::Date;
use leye_pack::{Category, Pack, Predicate, Rule, Values};

use super::parts::{Cite, amount, cite};
use crate::words::Words;

/// The functions that a predicate may call, with words for each: `rules-function-…`.
const FUNCTIONS: [&str; 4] = ["age", "years_before", "retirement", "some_member"];

/// One condition.
pub(super) struct ConditionLine {
    pub anchor: String,
    pub title: String,
    /// `shared`, `excluded`, `included`, or nothing.
    pub note: String,
    pub predicate: String,
    pub glossary: Vec<Term>,
    pub proofs: Vec<String>,
    pub cite: Cite,
}

/// A word of a predicate, explained.
pub(super) struct Term {
    pub name: String,
    pub meaning: String,
    /// Where there is more about it, or nothing.
    pub href: String,
}

/// Makes lines of conditions.
pub(super) struct Maker<'a> {
    pub pack: &'a Pack,
    pub words: Words,
    pub today: Date,
}

impl Maker<'_> {
    /// The general conditions, and those that categories share.
    pub(super) fn general(&self) -> Vec<ConditionLine> {
        let values = [&self.pack.general.values];
        let own = self.pack.general.conditions.iter().map(|one| ConditionLine {
            anchor: format!("condition-{}", one.code),
            title: self.words.of_pack(&one.titles).to_owned(),
            note: String::new(),
            predicate: one.predicate.text.trim().to_owned(),
            glossary: self.glossary(&one.predicate, &values),
            proofs: one.proofs.iter().map(|proof| self.words.of_pack(&proof.titles).to_owned()).collect(),
            cite: cite(self.words, &one.source, None, one.ours, one.unverified),
        });
        let shared = self.pack.shared.iter().map(|rule| self.rule(rule, "rules-shared", &values));
        own.chain(shared).collect()
    }

    /// The conditions of a category, those that it shares first, and its exceptions.
    pub(super) fn category(&self, category: &Category) -> Vec<ConditionLine> {
        let general = &self.pack.general.values;
        let (common, both) = ([general], [&category.values, general]);
        let shared =
            category.uses.iter().filter_map(|code| self.pack.shared.iter().find(|rule| rule.code == *code));
        let shared = shared.map(|rule| self.rule(rule, "rules-shared", &common));
        let own = category.conditions.iter().map(|rule| self.rule(rule, "", &both));
        let exceptions = category.exceptions.iter().map(|exception| {
            let note = if exception.includes { "rules-included" } else { "rules-excluded" };
            self.rule(&exception.rule, note, &both)
        });
        shared.chain(own).chain(exceptions).collect()
    }

    fn rule(&self, rule: &Rule, note: &str, values: &[&Values]) -> ConditionLine {
        ConditionLine {
            anchor: format!("condition-{}", rule.code),
            title: self.words.of_pack(&rule.titles).to_owned(),
            note: if note.is_empty() { String::new() } else { self.words.t(note) },
            predicate: rule.predicate.text.trim().to_owned(),
            glossary: self.glossary(&rule.predicate, values),
            proofs: Vec::new(),
            cite: cite(self.words, &rule.source, None, rule.ours, rule.unverified),
        }
    }

    fn glossary(&self, predicate: &Predicate, values: &[&Values]) -> Vec<Term> {
        names(&predicate.text).into_iter().filter_map(|name| self.term(name, values)).collect()
    }

    fn term(&self, name: &str, values: &[&Values]) -> Option<Term> {
        let words = self.words;
        let term = |meaning: String, href: String| Some(Term { name: name.to_owned(), meaning, href });
        if let Some(value) = name.strip_prefix('$') {
            let timeline = values.iter().find_map(|values| values.get(value))?;
            let now = timeline.on(self.today).unwrap_or_else(|| timeline.newest());
            return term(amount(words, now.value), String::new());
        }
        if let Some(fact) = self.pack.facts.iter().find(|fact| fact.name == name) {
            return term(words.of_pack(&fact.titles).to_owned(), format!("/rules/facts#fact-{name}"));
        }
        if name == "day" {
            return term(words.t("rules-function-day"), String::new());
        }
        let function = FUNCTIONS.iter().find(|function| **function == name)?;
        term(words.t(&format!("rules-function-{}", function.replace('_', "-"))), String::new())
    }
}

/// The names in a predicate, each once, in the order in which they come; words in quotes are none.
pub(super) fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for part in text.split('\'').step_by(2) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        for name in part.split(|c: char| !is_name(c)).filter(|name| !name.is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn words_in_quotes_are_no_names() {
        let text = "(sex = 'F' and age(born) >= $women_from) or sex = 'day'";
        assert_eq!(names(text), ["sex", "and", "age", "born", "$women_from", "or"]);
    }
}
