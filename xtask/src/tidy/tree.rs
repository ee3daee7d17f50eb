//! The project's own files, read once.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Rooms that are never ours, wherever they stand.
const FOREIGN: [&str; 3] = [".git", "node_modules", "target"];

/// One file of the project.
#[derive(Debug, Clone)]
pub struct File {
    /// From the root, with `/` between the rooms.
    pub path: String,
    /// What is in it; empty for a picture, a font and whatever else is not text.
    pub text: String,
}

impl File {
    /// The last part of the path after the dot; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Whether it lies in `room`, a path from the root without a slash at its end.
    #[must_use]
    pub fn is_in(&self, room: &str) -> bool {
        self.path.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The lines with their numbers, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// The first line that contains `part`; 1 when none does.
    #[must_use]
    pub fn line_of(&self, part: &str) -> usize {
        self.lines().find(|(_, line)| line.contains(part)).map_or(1, |(number, _)| number)
    }
}

/// Every file of the project, in the order of their paths.
#[derive(Debug, Default)]
pub struct Tree {
    /// The files.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads what is under `root`, without what `.gitignore` names at the root.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let ignored = ignored(&fs::read_to_string(root.join(".gitignore")).unwrap_or_default());
        let mut tree = Self::default();
        tree.enter(root, "", &ignored)?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    /// A tree of these paths and texts.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self { files: files.iter().map(file).collect() }
    }

    /// The file at this path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a file, or a room with a file in it, stands at this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| file.path == path || file.is_in(path))
    }

    fn enter(&mut self, folder: &Path, room: &str, ignored: &[String]) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("reading the folder {room:?}"))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("reading the folder {room:?}"))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if room.is_empty() { name.clone() } else { format!("{room}/{name}") };
            if FOREIGN.contains(&name.as_str()) || ignored.contains(&path) {
                continue;
            }
            let kind = entry.file_type().with_context(|| format!("looking at {path}"))?;
            if kind.is_dir() {
                self.enter(&entry.path(), &path, ignored)?;
            } else if kind.is_file() {
                let bytes = fs::read(entry.path()).with_context(|| format!("reading {path}"))?;
                let text = String::from_utf8(bytes).unwrap_or_default();
                self.files.push(File { path, text });
            }
        }
        Ok(())
    }
}

/// The paths that `.gitignore` ties to the root (`/ui/dist`), without the slash.
fn ignored(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix('/'))
        .map(|path| path.trim_end_matches('/').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_ignores_at_the_root_is_not_ours() {
        assert_eq!(ignored("/target\n# note\n/ui/dist/\n*.log\n"), ["target", "ui/dist"]);
    }

    #[test]
    fn a_room_is_entered_by_its_whole_name() {
        let tree = Tree::of(&[("crates/app/src/lib.rs", "")]);
        assert!(tree.files[0].is_in("crates/app"));
        assert!(!tree.files[0].is_in("crates/ap"));
        assert!(tree.has("crates/app/") && !tree.has("crates/web"));
    }
}
