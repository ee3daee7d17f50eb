//! Packs that extend another: a file of the child takes the place of the parent's file of
//! the same name, and the parent's other files stay.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::{FromToml, Source};

/// The names and texts of a pack.
type Files = BTreeMap<String, String>;

const MANIFEST: &str = "pack.toml";

/// Where the `pack.toml` of a parent is kept in the files of its child.
fn kept(parent: &str) -> String {
    format!("extends/{parent}/{MANIFEST}")
}

/// The files of a pack with those of the packs that it extends. `find` gives the files of
/// a pack by its name; where it gives none, [`compile`](crate::compile) reports it.
/// Examples are not handed down: they show what the parent's rules say.
pub fn resolve(files: Files, find: &dyn Fn(&str) -> Option<Files>) -> Files {
    let mut all = files;
    let mut next = parent_in(all.get(MANIFEST));
    while let Some(parent) = next {
        // Else a circle would never end.
        if all.contains_key(&kept(&parent)) {
            break;
        }
        let Some(found) = find(&parent) else { break };
        next = parent_in(found.get(MANIFEST));
        for (name, text) in found {
            if name == MANIFEST {
                all.insert(kept(&parent), text);
            } else if !name.starts_with("examples/") {
                all.entry(name).or_insert(text);
            }
        }
    }
    all
}

/// The pack that a `pack.toml` extends.
fn parent_in(manifest: Option<&String>) -> Option<String> {
    let (root, _) = DeTable::parse_recoverable(manifest?);
    let parent: &DeValue<'_> = root.get_ref().get("extends")?.get_ref();
    String::from_toml(parent).filter(|parent| is_name(parent))
}

/// Names are looked for as folders, so nothing but a plain one will do.
fn is_name(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
}

/// Reports a parent that was not found, and a circle. True when nothing is missing, so
/// that the other files can be judged.
pub(crate) fn check(folder: &Folder<'_>) -> bool {
    let mut file = MANIFEST.to_owned();
    let mut seen = Vec::new();
    while let Some((text, parent)) = folder.text(&file).and_then(|text| Some((text, extends(text)?))) {
        let (at, parent) = parent;
        let source = Source { file: &file, text, faults: &folder.faults };
        let next = kept(&parent);
        if seen.contains(&parent) {
            let message = format!("the pack `{parent}` extends itself");
            source.fault(at, Code::UnknownPack, message, "let the first pack of the row extend none");
            return false;
        }
        if folder.text(&next).is_none() {
            let message = format!("there is no pack `{parent}`");
            let remedy = "put its folder beside this one, or correct the name (a-z, 0-9 and -)";
            source.fault(at, Code::UnknownPack, message, remedy);
            return false;
        }
        folder.mark(&next);
        seen.push(parent);
        file = next;
    }
    true
}

/// What a `pack.toml` names as its parent, whatever it looks like, and where.
fn extends(text: &str) -> Option<(usize, String)> {
    let (root, _) = DeTable::parse_recoverable(text);
    let value = root.get_ref().get("extends")?;
    Some((value.span().start, String::from_toml(value.get_ref())?))
}
