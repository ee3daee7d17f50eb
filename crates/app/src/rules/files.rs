//! Where the text of a pack comes from.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rust_embed::RustEmbed;

use crate::error::AppError;

/// The pack that is used unless another is named.
const DEFAULT: &str = "harbin";

type Files = BTreeMap<String, String>;

#[derive(RustEmbed)]
#[folder = "../../packs"]
struct Packs;

pub(super) fn built_in() -> Files {
    named(DEFAULT).unwrap_or_default()
}

/// A pack that is compiled in, with the files of the pack that it extends.
pub(super) fn named(id: &str) -> Option<Files> {
    Some(resolved(embedded(id)?))
}

/// Files with those of the compiled-in packs that they extend.
pub(super) fn resolved(files: Files) -> Files {
    leye_pack::resolve(files, &embedded)
}

/// The names of the packs that are compiled in.
pub(super) fn names() -> Vec<String> {
    let names = Packs::iter().filter_map(|path| Some(path.split_once('/')?.0.to_owned()));
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The files of a pack that is compiled in, without those of the pack that it extends.
pub(super) fn embedded(id: &str) -> Option<Files> {
    let start = format!("{id}/");
    let files: Files = Packs::iter()
        .filter_map(|path| {
            let name = path.strip_prefix(&start)?.to_owned();
            let file = Packs::get(&path)?;
            Some((name, String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect();
    Some(files).filter(|files| !files.is_empty())
}

/// The pack in a folder. A pack that it extends is looked for beside it, then among those
/// compiled in.
pub(super) fn folder(root: &Path) -> Result<Files, AppError> {
    let own = read(root)?;
    // The name `.` has nothing beside it.
    let whole = fs::canonicalize(root).map_err(|e| fault(root, &e))?;
    let failed = RefCell::new(None);
    let find = |id: &str| {
        let beside = whole.with_file_name(id);
        if !beside.join("pack.toml").is_file() {
            return embedded(id);
        }
        read(&beside).map_err(|error| failed.replace(Some(error))).ok()
    };
    let files = leye_pack::resolve(own, &find);
    failed.into_inner().map_or(Ok(files), Err)
}

fn fault(path: &Path, error: &dyn std::fmt::Display) -> AppError {
    AppError::Rules(format!("{}: {error}", path.display()))
}

fn read(root: &Path) -> Result<Files, AppError> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).map_err(|e| fault(&dir, &e))? {
            let path = entry.map_err(|e| fault(&dir, &e))?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let kept = path.extension().is_some_and(|e| e == "toml" || e == "csv");
            if !kept {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|e| fault(&path, &e))?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.insert(name, text);
        }
    }
    Ok(found)
}
