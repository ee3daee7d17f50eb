//! The facts that predicates ask for: `facts.toml`, and the files of the folder `facts`.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leye_domain::fact::FactValue;
use serde::Serialize;
use toml::de::DeValue;

use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::place::Place;
use crate::proof::{Proofs, find};
use crate::reader::{FromToml, Table};
use crate::words::Words;

/// What a fact may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Yes or no.
    Flag,
    /// A whole number between two others, both included.
    Whole {
        /// The smallest.
        from: i64,
        /// The largest.
        to: i64,
    },
    /// A civil date.
    Day,
    /// One of these words.
    Word(Vec<String>),
}

/// Something that may be known of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Its name in predicates, and the column of the people file.
    pub name: String,
    /// What it may be.
    pub kind: FactKind,
    /// Only the register of determined people knows it: it is no column of the people file,
    /// and exit articles alone may ask for it.
    pub register: bool,
    /// Its words with what they are called; empty for other kinds.
    pub words: Vec<FactWord>,
    /// A day that has been: nobody can have one to come.
    pub past: bool,
    /// What it is called.
    pub titles: Words,
    /// How a resident is asked for it.
    pub question: Words,
    /// Keys of the proofs that settle it.
    pub proofs: Vec<String>,
    /// Who can confirm it.
    pub authority: Words,
    /// Where it was read that the fact matters, or what it means.
    pub source: String,
    /// The day on which somebody last read the source.
    pub last_checked: Date,
    /// The rules do not give it; the pack sets it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

/// A word that a fact may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactWord {
    /// As it stands in predicates and files.
    pub value: String,
    /// What it is called.
    pub titles: Words,
    /// Another fact and the word that it has to be: of whom it is known to be another word,
    /// this one is not true.
    pub only: Option<(String, String)>,
}

/// The facts that are whole, and the place of every fact that has a name.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub whole: Vec<Fact>,
    pub places: Vec<(String, Place)>,
}

impl FactKind {
    /// What a value of this kind looks like.
    pub(crate) fn form(&self) -> String {
        match self {
            FactKind::Flag => bool::KIND.to_owned(),
            FactKind::Whole { from, to } => format!("a whole number from {from} to {to}"),
            FactKind::Day => Date::KIND.to_owned(),
            FactKind::Word(words) => format!("one of: {}", words.join(", ")),
        }
    }

    /// The value that is written; none where it is of another kind.
    pub(crate) fn read(&self, value: &DeValue<'_>) -> Option<FactValue> {
        match self {
            FactKind::Flag => bool::from_toml(value).map(FactValue::Flag),
            FactKind::Whole { from, to } => {
                i64::from_toml(value).filter(|number| (from..=to).contains(&number)).map(FactValue::Whole)
            }
            FactKind::Day => Date::from_toml(value).map(FactValue::Day),
            FactKind::Word(words) => {
                String::from_toml(value).filter(|word| words.contains(word)).map(FactValue::Word)
            }
        }
    }
}

pub(crate) fn read_all(folder: &Folder<'_>, proofs: &Proofs) -> Option<Facts> {
    let mut facts = Facts::default();
    let mut names = BTreeSet::new();
    let mut onlys = Vec::new();
    let mut whole = true;
    for file in folder.list("facts.toml", "facts/") {
        let read = folder.toml(file, |table| {
            facts.whole.extend(table.tables("fact", |table| {
                let name = read_name(table, &mut names);
                if let Some(name) = name.clone() {
                    facts.places.push((name, table.source.place(table.at("name"))));
                }
                read_one(table, name, proofs, &mut onlys)
            }));
            if table.is_blank("fact") {
                table.fault("fact", Code::MissingKey, "the file gives no fact", "add a [[fact]]");
            }
            Some(())
        });
        whole &= read.is_some();
    }
    for Only { place, fact, word } in onlys {
        let found = facts.whole.iter().find(|known| known.name == fact);
        if !found.is_some_and(|known| known.words.iter().any(|known| known.value == word)) && whole {
            let message = format!("no fact `{fact}` has the word `{word}`");
            let fault = place.fault(Code::UnknownFact, message, "name a fact and one of its words");
            folder.faults.push(fault);
        }
    }
    whole.then_some(facts)
}

/// An `only` that is judged when every fact has been read.
struct Only {
    place: Place,
    fact: String,
    word: String,
}

fn read_name(table: &Table<'_>, names: &mut BTreeSet<String>) -> Option<String> {
    let name: String = table.must("name")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_');
    if !is_name {
        let message = format!("`{name}` can be no name in a predicate");
        table.fault("name", Code::WrongName, message, "use a-z, 0-9 and _, a letter first");
    }
    // In a predicate this is the day of the ruling.
    if name == "day" {
        let message = "`day` is the day of the ruling";
        table.fault("name", Code::WrongName, message, "give the fact another name");
    }
    if !names.insert(name.clone()) {
        let message = format!("the fact `{name}` is already given");
        table.fault("name", Code::DuplicateCode, message, "keep one of the two");
    }
    Some(name)
}

fn read_one(table: &Table<'_>, name: Option<String>, proofs: &Proofs, onlys: &mut Vec<Only>) -> Option<Fact> {
    let register = table.flag("register");
    let (values, words) = read_words(table, onlys);
    let kind = read_kind(table, values);
    let past = table.flag("past");
    if past && kind.as_ref().is_some_and(|kind| *kind != FactKind::Day) {
        table.fault("past", Code::Contradiction, "only a day can be past", "take `past` out");
    }
    let titles = Words::read(table, "title");
    let question = Words::read(table, "question");
    let keys: Option<Vec<String>> = table.must("proofs");
    for key in keys.iter().flatten() {
        find(proofs, table, "proofs", key);
    }
    if keys.as_ref().is_some_and(Vec::is_empty) {
        let message = "no proof settles the fact";
        table.fault("proofs", Code::MissingKey, message, "name a key of determination/proofs.toml");
    }
    let authority = Words::read(table, "authority");
    let source = table.must("source");
    let last_checked = table.must("last_checked");
    let (ours, unverified) = (table.flag("ours"), table.flag("unverified"));
    Some(Fact {
        name: name?,
        kind: kind?,
        register,
        words,
        past,
        titles: titles?,
        question: question?,
        proofs: keys?,
        authority: authority?,
        source: source?,
        last_checked: last_checked?,
        ours,
        unverified,
    })
}

fn read_kind(table: &Table<'_>, words: Vec<String>) -> Option<FactKind> {
    let kinds = [("flag", 'f'), ("whole", 'n'), ("day", 'd'), ("word", 'w')];
    let Some(kind) = table.choice("kind", &kinds) else {
        // What belongs to a kind can't be judged without one.
        for key in ["from", "to"] {
            table.has(key);
        }
        return None;
    };
    if (kind == 'w') == table.is_blank("word") {
        let (message, remedy) = if kind == 'w' {
            ("the fact allows no word", "add its [[fact.word]] tables")
        } else {
            ("only a fact of kind `word` has words", "take them out, or correct the kind")
        };
        table.fault("kind", Code::Contradiction, message, remedy);
    }
    match kind {
        'f' => Some(FactKind::Flag),
        'd' => Some(FactKind::Day),
        'n' => read_whole(table),
        _ => Some(FactKind::Word(words)),
    }
}

fn read_whole(table: &Table<'_>) -> Option<FactKind> {
    let (from, to) = (table.must("from"), table.must("to"));
    let (from, to): (i64, i64) = (from?, to?);
    if from > to {
        let message = format!("no number is from {from} to {to}");
        table.fault("from", Code::Contradiction, message, "write the smaller number first");
    }
    Some(FactKind::Whole { from, to })
}

/// Every word that may be given, and with what they are called those that are whole.
fn read_words(table: &Table<'_>, onlys: &mut Vec<Only>) -> (Vec<String>, Vec<FactWord>) {
    let mut values = Vec::new();
    let words = table.tables("word", |table| {
        let value: Option<String> = table.must("value");
        if let Some(value) = value.as_ref().filter(|value| values.contains(*value)) {
            let message = format!("the word `{value}` is already listed");
            table.fault("value", Code::DuplicateCode, message, "keep one of the two");
        }
        values.extend(value.clone());
        let titles = Words::read(table, "title");
        let only = read_only(table);
        onlys.extend(only.clone().map(|(fact, word)| Only {
            place: table.source.place(table.at("only")),
            fact,
            word,
        }));
        Some(FactWord { value: value?, titles: titles?, only })
    });
    (values, words)
}

/// Reads `only = { FACT = "WORD" }`.
fn read_only(table: &Table<'_>) -> Option<(String, String)> {
    if !table.has("only") {
        return None;
    }
    let pairs = table.table("only", |table| {
        let pairs = table.entries();
        Some(
            pairs
                .map(|(name, value)| (name.to_owned(), String::from_toml(value.get_ref())))
                .collect::<Vec<_>>(),
        )
    })?;
    match pairs.as_slice() {
        [(fact, Some(word))] => Some((fact.clone(), word.clone())),
        _ => {
            let message = "`only` has to name one fact and one word of it";
            table.fault("only", Code::WrongType, message, "write it as { sex = \"M\" }");
            None
        }
    }
}
