//! Every sentence exists in all three languages.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Report, Tree};

/// The folders of `locales/`.
const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];

/// A message or attribute: where it stands and which variables it shows.
struct Entry<'a> {
    file: &'a File,
    line: usize,
    variables: BTreeSet<String>,
}

/// The entries of one language by key; an attribute's key is `message.attribute`.
type Entries<'a> = BTreeMap<String, Entry<'a>>;

pub(super) fn inspect(tree: &Tree, report: &mut Report) {
    let languages = LANGUAGES.map(|language| (language, entries(tree, language, report)));
    if languages.iter().all(|(_, entries)| entries.is_empty()) {
        return;
    }
    for (language, own) in &languages {
        for (key, entry) in own {
            missing(key, entry, &languages, report);
            unknown_variables(language, key, entry, &languages, report);
        }
    }
}

fn missing(key: &str, entry: &Entry, languages: &[(&str, Entries)], report: &mut Report) {
    let lacking: Vec<&str> = languages
        .iter()
        .filter(|(_, other)| !other.contains_key(key))
        .map(|(language, _)| *language)
        .collect();
    if !lacking.is_empty() {
        report.fault(
            &entry.file.path,
            entry.line,
            format!("`{key}` is missing in {}", lacking.join(" and ")),
        );
    }
}

/// A variable that only one language knows is a slip of the pen: the page would
/// show its name.
fn unknown_variables(
    language: &str,
    key: &str,
    entry: &Entry,
    languages: &[(&str, Entries)],
    report: &mut Report,
) {
    let others: Vec<&Entry> = languages
        .iter()
        .filter(|(other, _)| *other != language)
        .filter_map(|(_, entries)| entries.get(key))
        .collect();
    for variable in &entry.variables {
        if others.len() == 2 && !others.iter().any(|other| other.variables.contains(variable)) {
            report.fault(
                &entry.file.path,
                entry.line,
                format!("`{key}` uses `${variable}`, which no other language knows"),
            );
        }
    }
}

fn entries<'a>(tree: &'a Tree, language: &str, report: &mut Report) -> Entries<'a> {
    let room = format!("locales/{language}");
    let mut all = Entries::new();
    let files = tree.files.iter().filter(|file| file.is_in(&room));
    for file in files.filter(|file| file.extension() == "ftl") {
        for (key, entry) in read(file) {
            if let Some(first) = all.get(&key) {
                let first = format!("{}:{}", first.file.path, first.line);
                report.fault(&file.path, entry.line, format!("`{key}` is already in {first}"));
            } else {
                all.insert(key, entry);
            }
        }
    }
    all
}

/// The entries of one file, in their order.
fn read(file: &File) -> Vec<(String, Entry<'_>)> {
    let mut found: Vec<(String, Entry)> = Vec::new();
    let mut message = String::new();
    for (line, text) in file.lines() {
        let key = match head(text) {
            Some(Head::Message(name)) => {
                message = name.to_owned();
                Some(message.clone())
            }
            Some(Head::Attribute(name)) => Some(format!("{message}.{name}")),
            None => None,
        };
        if let Some(key) = key {
            let variables = BTreeSet::new();
            found.push((key, Entry { file, line, variables }));
        }
        if let Some((_, entry)) = found.last_mut().filter(|_| !text.starts_with('#')) {
            entry.variables.extend(variables(text));
        }
    }
    found
}

enum Head<'a> {
    Message(&'a str),
    Attribute(&'a str),
}

/// What a line begins, if anything: `name =` at its start, or `.name =` indented.
fn head(line: &str) -> Option<Head<'_>> {
    let (name, _) = line.split_once('=')?;
    if name.starts_with(char::is_whitespace) {
        let name = name.trim().strip_prefix('.')?;
        return is_name(name).then_some(Head::Attribute(name));
    }
    let name = name.trim_end();
    is_name(name.strip_prefix('-').unwrap_or(name)).then_some(Head::Message(name))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The names after `$` in one line.
fn variables(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).filter_map(|rest| {
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
        is_name(&name).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use crate::tidy::faults;

    fn three(hant: &str, hans: &str, en: &str) -> Vec<String> {
        faults(&[
            ("locales/zh-Hant/case.ftl", hant),
            ("locales/zh-Hans/case.ftl", hans),
            ("locales/en/case.ftl", en),
        ])
    }

    #[test]
    fn the_same_keys_in_all_three_are_tidy() {
        assert!(
            three(
                "due = 期限\n    .hint = 說明\n",
                "due = 期限\n    .hint = 说明\n",
                "due =\n    Due\n    .hint = Why\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_missing_message_names_the_language_and_the_place() {
        let found = three("# head\ndue = 期限\n", "due = 期限\n", "");
        assert_eq!(
            found,
            [
                "locales/zh-Hans/case.ftl:1: `due` is missing in en",
                "locales/zh-Hant/case.ftl:2: `due` is missing in en",
            ]
        );
    }

    #[test]
    fn a_missing_attribute_is_a_fault() {
        let found = three("due = 期限\n    .hint = 說明\n", "due = 期限\n", "due = Due\n    .hint = Why\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`due.hint` is missing in zh-Hans"), "{found:?}");
    }

    #[test]
    fn a_key_given_twice_is_a_fault() {
        let found = three("due = 甲\ndue = 乙\n", "due = 甲\n", "due = A\n");
        assert_eq!(found, ["locales/zh-Hant/case.ftl:2: `due` is already in locales/zh-Hant/case.ftl:1"]);
    }

    #[test]
    fn a_variable_that_one_language_invents_is_a_fault() {
        let found = three("due = 剩 { $days } 天\n", "due = 剩 { $days } 天\n", "due = { $day } left\n");
        assert_eq!(found, ["locales/en/case.ftl:1: `due` uses `$day`, which no other language knows"]);
    }
}
