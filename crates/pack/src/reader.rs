//! Reads TOML by its places: every wrong, missing or unread key becomes a fault with
//! line and column, and reading goes on.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Faults};
use crate::place::Place;

/// A file of the pack, with where its faults go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub faults: &'a Faults,
}

impl Source<'_> {
    /// Reports a fault at byte `at` of the file.
    pub(crate) fn fault(&self, at: usize, code: Code, message: impl Into<String>, remedy: impl Into<String>) {
        self.faults.push(self.place(at).fault(code, message, remedy));
    }

    /// The place of byte `at` of the file.
    pub(crate) fn place(&self, at: usize) -> Place {
        Place::find(self.file, self.text, at)
    }

    /// Parses the file and hands its table to `read`. With syntax faults nothing is read.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Table<'_>) -> Option<T>) -> Option<T> {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            self.fault(
                at,
                Code::Syntax,
                format!("this is not TOML: {}", error.message()),
                "correct the line",
            );
        }
        if !errors.is_empty() {
            return None;
        }
        let table = Table::new(*self, root.get_ref(), 0);
        let value = read(&table);
        table.finish();
        value
    }
}

/// A TOML type that a key may be asked for.
pub(crate) trait FromToml: Sized {
    /// What the type is called in a fault.
    const KIND: &'static str;
    fn from_toml(value: &DeValue<'_>) -> Option<Self>;
}

impl FromToml for String {
    const KIND: &'static str = "a text that is not empty";
    fn from_toml(value: &DeValue<'_>) -> Option<String> {
        value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    }
}

impl FromToml for i64 {
    const KIND: &'static str = "a whole number";
    fn from_toml(value: &DeValue<'_>) -> Option<i64> {
        let number = value.as_integer()?;
        i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
    }
}

impl FromToml for bool {
    const KIND: &'static str = "true or false";
    fn from_toml(value: &DeValue<'_>) -> Option<bool> {
        value.as_bool()
    }
}

impl FromToml for Date {
    const KIND: &'static str = "a date such as 2026-11-22";
    fn from_toml(value: &DeValue<'_>) -> Option<Date> {
        if let Some(text) = value.as_str() {
            return text.parse().ok();
        }
        let moment = value.as_datetime().filter(|m| m.time.is_none() && m.offset.is_none())?;
        let date = moment.date?;
        Date::new(
            i16::try_from(date.year).ok()?,
            i8::try_from(date.month).ok()?,
            i8::try_from(date.day).ok()?,
        )
        .ok()
    }
}

impl FromToml for Vec<String> {
    const KIND: &'static str = "a list of texts";
    fn from_toml(value: &DeValue<'_>) -> Option<Vec<String>> {
        value.as_array()?.iter().map(|item| String::from_toml(item.get_ref())).collect()
    }
}

/// One table. Keys that nobody asked for are reported by [`Table::finish`].
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub source: Source<'a>,
    entries: &'a DeTable<'a>,
    at: usize,
    asked: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Table<'a> {
    fn new(source: Source<'a>, entries: &'a DeTable<'a>, at: usize) -> Table<'a> {
        Table { source, entries, at, asked: RefCell::default() }
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key);
        self.entries.get(key)
    }

    /// Every key with its value, for tables whose keys the pack itself names. All of them
    /// count as read.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Spanned<DeValue<'a>>)> + '_ {
        self.entries.iter().map(move |(key, value)| {
            let key: &'a str = key.get_ref().as_ref();
            self.asked.borrow_mut().insert(key);
            (key, value)
        })
    }

    /// Where the value of `key` begins; without one, where the table begins.
    pub(crate) fn at(&self, key: &str) -> usize {
        self.entries.get(key).map_or(self.at, |value| value.span().start)
    }

    /// Reports a fault at the value of `key`.
    pub(crate) fn fault(
        &self,
        key: &'static str,
        code: Code,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.source.fault(self.at(key), code, message, remedy);
    }

    /// The value of a key that may be absent.
    pub(crate) fn may<T: FromToml>(&self, key: &'static str) -> Option<T> {
        self.convert(key, self.get(key)?)
    }

    /// The value of a key that has to be there.
    pub(crate) fn must<T: FromToml>(&self, key: &'static str) -> Option<T> {
        match self.get(key) {
            Some(value) => self.convert(key, value),
            None => {
                self.missing(key, T::KIND);
                None
            }
        }
    }

    /// Whether the key is there.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// Whether the key is absent or holds an empty text or list.
    pub(crate) fn is_blank(&self, key: &'static str) -> bool {
        match self.get(key).map(Spanned::get_ref) {
            None => true,
            Some(DeValue::String(text)) => text.trim().is_empty(),
            Some(DeValue::Array(items)) => items.is_empty(),
            Some(_) => false,
        }
    }

    /// A key that is false unless set.
    pub(crate) fn flag(&self, key: &'static str) -> bool {
        self.may(key).unwrap_or(false)
    }

    /// A text that is one of `choices`.
    pub(crate) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let text: String = self.must(key)?;
        let found = choices.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            self.fault(
                key,
                Code::WrongType,
                format!("`{key}` is `{text}`"),
                format!("write one of: {}", names.join(", ")),
            );
        }
        found.map(|(_, value)| *value)
    }

    /// Reads a table that has to be there.
    pub(crate) fn table<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Table<'a>) -> Option<T>,
    ) -> Option<T> {
        let Some(value) = self.get(key) else {
            self.missing(key, "a table");
            return None;
        };
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong(key, value, "a table");
            return None;
        };
        let table = Table::new(self.source, entries, value.span().start);
        let result = read(&table);
        table.finish();
        result
    }

    /// Reads every table of a list of tables; an absent list is empty.
    pub(crate) fn tables<T>(
        &self,
        key: &'static str,
        mut read: impl FnMut(&Table<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some(list) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = list.get_ref().as_array() else {
            self.wrong(key, list, "a list of tables");
            return Vec::new();
        };
        let mut results = Vec::new();
        for item in items {
            let Some(entries) = item.get_ref().as_table() else {
                self.wrong(key, item, "a list of tables");
                continue;
            };
            let table = Table::new(self.source, entries, item.span().start);
            results.extend(read(&table));
            table.finish();
        }
        results
    }

    fn convert<T: FromToml>(&self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let converted = T::from_toml(value.get_ref());
        if converted.is_none() {
            self.wrong(key, value, T::KIND);
        }
        converted
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, kind: &str) {
        let found = value.get_ref().type_str();
        let message = format!("`{key}` has to be {kind}; found: {found}");
        self.source.fault(value.span().start, Code::WrongType, message, format!("write {kind}"));
    }

    fn missing(&self, key: &str, kind: &str) {
        let (code, remedy) = match key {
            "source" => {
                (Code::MissingSource, "cite the document and article that gives the value".to_owned())
            }
            "last_checked" => {
                (Code::MissingLastChecked, "write the day on which somebody last read the source".to_owned())
            }
            _ => (Code::MissingKey, format!("add `{key}`: {kind}")),
        };
        self.source.fault(self.at, code, format!("`{key}` is missing"), remedy);
    }

    fn finish(self) {
        let asked = self.asked.borrow();
        for (key, _) in self.entries.iter() {
            if !asked.contains(key.get_ref().as_ref()) {
                let known: Vec<_> = asked.iter().copied().collect();
                let message = format!("nothing reads the key `{}`", key.get_ref());
                self.source.fault(
                    key.span().start,
                    Code::UnknownKey,
                    message,
                    format!("use one of: {}", known.join(", ")),
                );
            }
        }
    }
}
