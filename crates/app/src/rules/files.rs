//! Where the text of a pack comes from.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_embed::RustEmbed;

use crate::error::AppError;

#[derive(RustEmbed)]
#[folder = "../../packs/harbin"]
struct Harbin;

pub(super) fn built_in() -> BTreeMap<String, String> {
    Harbin::iter()
        .filter_map(|name| {
            let file = Harbin::get(&name)?;
            Some((name.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

pub(super) fn folder(root: &Path) -> Result<BTreeMap<String, String>, AppError> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_path_buf()];
    let fault =
        |path: &Path, error: &dyn std::fmt::Display| AppError::Rules(format!("{}: {error}", path.display()));
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
