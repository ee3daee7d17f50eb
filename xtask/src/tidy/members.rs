//! The crates: what `domain` may lean on, and what `ARCHITECTURE.md` says of them.

use super::{File, Report, Tree};

/// All that the pure core may use.
const DOMAIN_USES: [&str; 3] = ["jiff", "serde", "thiserror"];

/// What its tests may use as well: random paths, and tables of worked cases.
const DOMAIN_TESTS_USE: [&str; 4] = ["proptest", "csv", "serde_json", "toml"];

const ARCHITECTURE: &str = "ARCHITECTURE.md";

pub(super) fn inspect(tree: &Tree, report: &mut Report) {
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    for manifest in manifests.clone() {
        if manifest.path == "crates/domain/Cargo.toml" {
            domain(manifest, report);
        }
    }
    let Some(page) = tree.file(ARCHITECTURE) else {
        if manifests.count() > 0 {
            report.fault(ARCHITECTURE, 1, "the page is missing: it names every crate and its promise");
        }
        return;
    };
    for manifest in manifests {
        named(page, manifest, report);
    }
    standing(tree, page, report);
}

fn domain(manifest: &File, report: &mut Report) {
    let table: toml::Table = match manifest.text.parse() {
        Ok(table) => table,
        Err(error) => {
            report.fault(&manifest.path, 1, format!("no valid TOML: {}", error.message()));
            return;
        }
    };
    let mut tests: Vec<&str> = DOMAIN_TESTS_USE.to_vec();
    tests.extend(DOMAIN_USES);
    let lists: [(&str, &[&str]); 4] = [
        ("dependencies", &DOMAIN_USES),
        ("dev-dependencies", &tests),
        ("build-dependencies", &[]),
        ("target", &[]),
    ];
    for (list, allowed) in lists {
        let names = table.get(list).and_then(toml::Value::as_table);
        for name in names.into_iter().flat_map(toml::Table::keys) {
            if !allowed.contains(&name.as_str()) {
                report.fault(
                    &manifest.path,
                    manifest.line_of(name),
                    format!(
                        "domain is pure and may not lean on `{name}` ({list}): keep what needs it outside"
                    ),
                );
            }
        }
    }
}

/// Whether the page names the crate by its folder, alone or in the drawing of the rooms.
fn named(page: &File, manifest: &File, report: &mut Report) {
    let folder = manifest.path.trim_end_matches("/Cargo.toml");
    let last = folder.rsplit('/').next().unwrap_or(folder);
    let found = page.lines().any(|(_, line)| {
        let drawn = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        line.contains(folder) && folder.contains('/')
            || drawn.starts_with(&format!("{last}/"))
            || line.contains(&format!("`{last}`"))
            || line.contains(&format!("`{last}/`"))
    });
    if !found {
        report.fault(
            &page.path,
            1,
            format!("`{folder}` is not named: say what it promises and what is deliberately absent from it"),
        );
    }
}

/// A room that the page names between backticks must stand.
fn standing(tree: &Tree, page: &File, report: &mut Report) {
    for (number, line) in page.lines() {
        let quoted = line.split('`').skip(1).step_by(2);
        for path in quoted.filter(|path| path.starts_with("crates/") && is_plain(path)) {
            if !tree.has(path) {
                report.fault(&page.path, number, format!("`{path}` is named and does not exist"));
            }
        }
    }
}

fn is_plain(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_alphanumeric() || "/_-.".contains(c))
}

#[cfg(test)]
mod tests {
    use crate::tidy::faults;

    const PAGE: (&str, &str) = (super::ARCHITECTURE, "├── domain/   the pure core\n");

    #[test]
    fn domain_may_not_lean_on_more() {
        let manifest =
            "[dependencies]\njiff.workspace = true\ntokio = \"1\"\n[dev-dependencies]\ncsv = \"1\"\n";
        let found = faults(&[PAGE, ("crates/domain/Cargo.toml", manifest)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/domain/Cargo.toml:3:"), "{found:?}");
        assert!(found[0].contains("`tokio`"), "{found:?}");
    }

    #[test]
    fn a_test_crate_is_not_for_the_code_itself() {
        let manifest = "[dependencies]\ncsv = \"1\"\n";
        assert_eq!(faults(&[PAGE, ("crates/domain/Cargo.toml", manifest)]).len(), 1);
    }

    #[test]
    fn every_crate_is_named_in_the_architecture() {
        let found = faults(&[PAGE, ("crates/domain/Cargo.toml", ""), ("crates/web/Cargo.toml", "")]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("`crates/web` is not named"), "{found:?}");
    }

    #[test]
    fn a_room_that_is_named_must_stand() {
        let page = (super::ARCHITECTURE, "one\n`crates/domain/src/clock.rs` and `crates/domain`\n");
        let found = faults(&[page, ("crates/domain/Cargo.toml", "")]);
        assert_eq!(found, ["ARCHITECTURE.md:2: `crates/domain/src/clock.rs` is named and does not exist"]);
    }
}
