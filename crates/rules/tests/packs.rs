//! The shipped packs, as they are and changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use leye_pack::{Diagnostic, Pack};

pub type Files = BTreeMap<String, String>;

/// The names and texts of a shipped pack, with those of the pack that it extends.
pub fn files(id: &str) -> Files {
    leye_pack::resolve(own(id).unwrap(), &own)
}

fn own(id: &str) -> Option<Files> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(id);
    let mut files = Files::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).ok()? {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    Some(files)
}

pub fn compile(files: &Files) -> Pack {
    let (pack, faults) = leye_pack::compile(files);
    pack.unwrap_or_else(|| panic!("{}", told(&faults)))
}

pub fn harbin() -> Pack {
    compile(&files("harbin"))
}

/// The shipped pack with one text changed; the text has to be there.
pub fn changed(file: &str, from: &str, to: &str) -> Pack {
    let mut files = files("harbin");
    change(&mut files, file, from, to);
    compile(&files)
}

pub fn change(files: &mut Files, file: &str, from: &str, to: &str) {
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} has no `{from}`");
    *text = text.replacen(from, to, 1);
}

pub fn told(faults: &[Diagnostic]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}
