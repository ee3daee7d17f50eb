//! The guide for policy staff is followed to the letter.

use std::fs;
use std::path::Path;

use crate::run::Folder;

/// Each file that the section shows: its name stands in a line of its own before the block.
fn files(section: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (at, _) in section.match_indices("`:\n\n```toml\n") {
        let name = section[..at].rsplit_once('`').unwrap().1;
        let rest = section[at..].split_once("```toml\n").unwrap().1;
        let (text, _) = rest.split_once("```").unwrap();
        files.push((name.to_owned(), text.to_owned()));
    }
    files
}

#[test]
fn an_article_is_added_by_following_the_guide() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/policy.md");
    let guide = fs::read_to_string(guide).unwrap();
    let section = guide.split_once("## Add an article").unwrap().1.split_once("\n## ").unwrap().0;
    let folder = Folder::new("guide");
    let shown = files(section);
    assert_eq!(shown.len(), 5);
    for (name, text) in &shown {
        let path = folder.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (_, commands) = section.split_once("```sh\n").unwrap();
    let (commands, _) = commands.split_once("```").unwrap();
    for command in commands.lines() {
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        let said = folder.leye(&words).ends(0).out;
        assert!(said.contains("no fault") || said.contains("3 examples, 0 failed"), "{command}: {said}");
    }
}
