//! The pages for operators say what is: every figure, every setting, every command.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Folder, leye};
use crate::service::{Service, ask};

/// Commands that come with another part of the product: they are not asked for help until
/// they are there.
const ELSEWHERE: [&str; 4] = ["backup", "restore", "copy", "import"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs/operate").join(name)).unwrap()
}

/// Words of a text that begin like a figure of ours.
fn figures(text: &str) -> BTreeSet<String> {
    let part = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let ours = |word: &&str| word.starts_with("leye_") || word.starts_with("process_");
    text.split(part).filter(ours).map(str::to_owned).collect()
}

/// The figures of the reference: the first cell of each row.
fn documented() -> BTreeSet<String> {
    page("metrics.md")
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .flat_map(|(name, _)| figures(name))
        .collect()
}

/// Every name that the code gives to the exporter.
fn emitted() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for room in ["store", "app", "web", "cli"] {
        sources(&root().join("crates").join(room).join("src"), &mut |text| {
            for (at, _) in text.match_indices("!(\"leye_").chain(text.match_indices("!(\"process_")) {
                let name = text[at + 3..].split('"').next().unwrap();
                // A text that is filled in is no name.
                names.extend(Some(name.to_owned()).filter(|name| !name.contains('{')));
            }
        });
    }
    names
}

fn sources(folder: &Path, each: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, each);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            each(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_figure_is_in_the_reference_and_no_other() {
    let (emitted, documented) = (emitted(), documented());
    assert!(emitted.len() > 12, "{emitted:?}");
    let missing: Vec<_> = emitted.difference(&documented).collect();
    let made_up: Vec<_> = documented.difference(&emitted).collect();
    assert!(missing.is_empty() && made_up.is_empty(), "missing {missing:?}, made up {made_up:?}");
}

#[test]
fn what_a_service_shows_is_in_the_reference() {
    let folder = Folder::with_demo("docs-figures");
    let service = Service::start(&folder, &["--metrics-listen", "127.0.0.1:0"]);
    let shown = ask(&service.operator(), "GET", "/metrics", &[], "").body;
    let documented = documented();
    for line in shown.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let name = line.split(['{', ' ']).next().unwrap();
        let plain =
            ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        assert!(documented.contains(plain) || documented.contains(name), "{line}");
    }
}

#[test]
fn alerts_and_queries_name_only_figures_that_there_are() {
    let documented = documented();
    for file in ["alerts.yml", "one-city.md", "failures.md", "metrics.md"] {
        for name in figures(&page(file)) {
            let ends = ["_bucket", "_sum", "_count"];
            let plain = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
            assert!(documented.contains(plain) || documented.contains(&name), "{file}: {name}");
        }
    }
    assert!(figures(&page("alerts.yml")).len() > 5);
}

#[test]
fn every_setting_is_in_the_reference() {
    let settings = leye(&["config", "--json"]).ends(0).json()["settings"].clone();
    let reference = page("configuration.md");
    for name in settings.as_object().unwrap().keys() {
        assert!(reference.contains(&format!("| `{name}` |")), "{name}");
    }
}

/// The lines of the page's shell blocks that call `leye`, without what follows a comment.
fn commands(text: &str) -> Vec<Vec<String>> {
    let blocks = text.split("```").skip(1).step_by(2).filter(|block| block.starts_with("sh\n"));
    let joined: String = blocks.map(|block| block.replace("\\\n", " ") + "\n").collect();
    let ours = joined.lines().filter_map(|line| {
        let line = line.split(" #").next().unwrap_or_default().trim();
        let at = line
            .find("leye ")
            .filter(|at| *at == 0 || line[..*at].ends_with("-- ") || line[..*at].ends_with("bin/"))?;
        Some(line[at + "leye ".len()..].to_owned())
    });
    ours.map(|line| words(&line)).collect()
}

/// The words of a line, those between quotation marks together.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    let parts = quoted.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    parts.collect()
}

#[test]
fn every_command_on_the_pages_is_understood() {
    let help = leye(&["--help"]).ends(0).out;
    let mut seen = 0;
    for name in [
        "one-station.md",
        "one-city.md",
        "failures.md",
        "configuration.md",
        "first-steps.md",
        "simulated-year.md",
    ] {
        for words in commands(&page(name)) {
            let missing = !help.lines().any(|line| line.trim_start().starts_with(&format!("{} ", words[0])));
            if missing && ELSEWHERE.contains(&words[0].as_str()) {
                continue;
            }
            seen += 1;
            let filled = |word: &'_ String| if word == "…" { "x".to_owned() } else { word.clone() };
            let arguments: Vec<String> = words.iter().map(filled).chain(["--help".to_owned()]).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let ran = leye(&arguments);
            assert_eq!(ran.code, 0, "{name}: leye {}: {}", words.join(" "), ran.err);
        }
    }
    assert!(seen > 12, "{seen}");
}

#[test]
fn the_unit_calls_a_command_that_is_understood_and_is_hardened() {
    let unit = page("leye.service");
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/leye ")).unwrap();
    let arguments: Vec<&str> = start.split_whitespace().chain(["--help"]).collect();
    leye(&arguments).ends(0);
    for line in [
        "Type=notify",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "LoadCredential=master.key:/etc/leye/master.key",
    ] {
        assert!(unit.lines().any(|one| one == line), "{line}");
    }
}
