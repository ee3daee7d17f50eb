//! The files of a pack by name, and which of them have been read.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Faults};
use crate::reader::{Source, Table};

/// A pack's files with the place where faults are collected.
#[derive(Debug)]
pub(crate) struct Folder<'a> {
    files: &'a BTreeMap<String, String>,
    pub faults: Faults,
    read: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Folder<'a> {
    pub(crate) fn new(files: &'a BTreeMap<String, String>) -> Folder<'a> {
        Folder { files, faults: Faults::default(), read: RefCell::default() }
    }

    /// A file that has to be there.
    pub(crate) fn source<'b>(&'b self, name: &'b str) -> Option<Source<'b>> {
        let Some((stored, text)) = self.files.get_key_value(name) else {
            let nowhere = Source { file: name, text: "", faults: &self.faults };
            nowhere.fault(
                0,
                Code::MissingFile,
                "the file is missing",
                "add it; the shipped pack shows its form",
            );
            return None;
        };
        self.read.borrow_mut().insert(stored);
        Some(Source { file: stored, text, faults: &self.faults })
    }

    /// The text of a file that may be absent.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.files.get(name).map(String::as_str)
    }

    /// Counts a file as read.
    pub(crate) fn mark(&self, name: &str) {
        if let Some((stored, _)) = self.files.get_key_value(name) {
            self.read.borrow_mut().insert(stored);
        }
    }

    /// Reads a TOML file that has to be there.
    pub(crate) fn toml<T>(&self, name: &str, read: impl FnOnce(&Table<'_>) -> Option<T>) -> Option<T> {
        self.source(name)?.read(read)
    }

    /// Names of files that begin so and end with `.toml`.
    pub(crate) fn names(&self, start: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let files: &'a BTreeMap<String, String> = self.files;
        let named = files.keys().map(String::as_str);
        named.filter(move |name| name.starts_with(start) && name.ends_with(".toml"))
    }

    /// A list that has to be there as `file`, and may go on in the files that begin with
    /// `more`: a pack that extends this one adds or replaces one of them.
    pub(crate) fn list(
        &self,
        file: &'static str,
        more: &'static str,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        std::iter::once::<&'a str>(file).chain(self.names(more))
    }

    /// Reports files that nothing has read, apart from explanations for people (`.md`).
    pub(crate) fn report_unknown(&self) {
        let read = self.read.borrow();
        for name in self.files.keys().filter(|name| !read.contains(name.as_str()) && !name.ends_with(".md")) {
            let source = Source { file: name, text: "", faults: &self.faults };
            source.fault(
                0,
                Code::UnknownFile,
                "the file is no part of a pack",
                "correct its name or take it out",
            );
        }
    }
}
