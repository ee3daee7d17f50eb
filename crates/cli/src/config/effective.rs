//! What holds in the end, and where each value came from. Secrets are not shown.

use std::fmt::Write;

use clap::ArgMatches;
use clap::parser::ValueSource;
use serde_json::{Map, Value, json};

use super::file::File;
use super::key::{DATABASE, FILES, KEYS, Key};
use crate::answer::table;

/// The settings of a command.
#[derive(Debug)]
pub struct Effective {
    file: Option<String>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: &'static str,
    value: Option<String>,
    source: &'static str,
    place: String,
}

impl Effective {
    /// The settings of the command that was read; with what was asked of the file.
    pub(super) fn of(matches: &ArgMatches, file: Option<(&File, &[&Key])>) -> Effective {
        let leaf = super::leaf(matches);
        let rows = KEYS.iter().filter(|key| key.belongs_to(leaf));
        Effective {
            file: file.map(|(file, _)| file.shown()),
            rows: rows.map(|key| row(leaf, key, file)).collect(),
        }
    }

    /// One JSON document.
    pub fn document(&self) -> Value {
        let row = |row: &Row| {
            let value = json!({ "value": row.value, "source": row.source, "place": row.place });
            (row.name.to_owned(), value)
        };
        json!({ "file": self.file, "settings": self.rows.iter().map(row).collect::<Map<_, _>>() })
    }

    /// A table.
    pub fn table(&self) -> String {
        let row = |row: &Row| {
            [row.name.to_owned(), row.value.clone().unwrap_or_else(|| "-".to_owned()), row.from()]
        };
        table(["setting", "value", "from"], &self.rows.iter().map(row).collect::<Vec<_>>())
    }

    /// The same on one line, for the log.
    pub fn line(&self) -> String {
        let mut line = String::new();
        for row in &self.rows {
            let value = row.value.as_deref().unwrap_or("-");
            // Writing to a text cannot fail.
            let _ = write!(
                line,
                "{}{}={value} ({})",
                if line.is_empty() { "" } else { "; " },
                row.name,
                row.from()
            );
        }
        line
    }
}

impl Row {
    fn from(&self) -> String {
        if self.place.is_empty() { self.source.to_owned() } else { format!("{} {}", self.source, self.place) }
    }
}

fn row(matches: &ArgMatches, key: &Key, file: Option<(&File, &[&Key])>) -> Row {
    let asked = |(file, told): (&File, &[&Key])| {
        let told = told.iter().any(|one| one.name == key.name);
        (told && file.has(key)).then(|| file.place(key))
    };
    let (source, place) = match (file.and_then(asked), super::given(matches, key)) {
        (Some(place), _) => ("file", place),
        (None, Some(ValueSource::CommandLine)) => ("flag", format!("--{}", key.name)),
        (None, Some(ValueSource::EnvVariable)) => ("environment", key.variable.to_owned()),
        _ => match key.itself() {
            Some(variable) => {
                return Row {
                    name: key.name,
                    value: Some("the key itself".to_owned()),
                    source: "environment",
                    place: variable.to_owned(),
                };
            }
            None => ("default", String::new()),
        },
    };
    Row { name: key.name, value: shown(matches, key), source, place }
}

fn shown(matches: &ArgMatches, key: &Key) -> Option<String> {
    let raw = matches.get_raw(&key.id())?;
    let all: Vec<_> = raw.map(|part| part.to_string_lossy().into_owned()).collect();
    let text = all.join(",");
    Some(if [DATABASE, FILES].contains(&key.name) { masked(&text) } else { text })
}

/// The address of a database or a bucket without its password, wherever that stands in it.
fn masked(address: &str) -> String {
    let mut text = address.to_owned();
    if let Some(found) = text.to_lowercase().find("password=") {
        let begin = found + "password=".len();
        let end = text[begin..].find(['&', ' ']).map_or(text.len(), |end| begin + end);
        text.replace_range(begin..end, "***");
    }
    let Some((scheme, rest)) = text.split_once("://") else { return text };
    // A password may hold what should have been written as %40 or %2F.
    let Some((user, host)) = rest.rsplit_once('@') else { return text };
    match user.split_once(':') {
        Some((name, _)) => format!("{scheme}://{name}:***@{host}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn no_form_of_a_password_is_shown() {
        for (address, shown) in [
            ("postgres://leye:secret@db:5432/leye", "postgres://leye:***@db:5432/leye"),
            ("postgres://leye:sec@ret@db/leye", "postgres://leye:***@db/leye"),
            ("postgres://leye@db/leye", "postgres://leye@db/leye"),
            ("postgres:///leye?host=/run&Password=secret&x=1", "postgres:///leye?host=/run&Password=***&x=1"),
            ("https://AKID:secret@s3/papers", "https://AKID:***@s3/papers"),
            ("host=db password=secret user=leye", "host=db password=*** user=leye"),
        ] {
            assert_eq!(masked(address), shown);
        }
    }

    #[test]
    fn a_slash_within_a_password_shows_nothing_of_it() {
        assert!(!masked("postgres://leye:sec/ret@db/leye").contains("ret"));
    }
}
