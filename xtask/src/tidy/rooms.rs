//! Names of rooms, and lengths of files.

use super::{File, Report, Tree};

/// A file of this name takes in whatever found no room of its own.
const FORBIDDEN: [&str; 7] = ["util", "utils", "helper", "helpers", "common", "misc", "shared"];

/// No file that a person reads is longer than this.
const HARD: usize = 500;

/// In `crates/domain` a longer file is looked at.
const DOMAIN: usize = 150;

/// What a person writes and reads line by line. Tables (CSV, TOML, JSON) are data.
const READ: [&str; 12] = ["rs", "html", "css", "scss", "js", "mjs", "ts", "sh", "sql", "md", "ftl", "cedar"];

pub(super) fn inspect(tree: &Tree, report: &mut Report) {
    for file in &tree.files {
        name(file, report);
        length(file, report);
    }
}

/// Whether a room or file may not have this name.
pub(super) fn is_forbidden(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    FORBIDDEN.contains(&stem.trim_start_matches('_').to_lowercase().as_str())
}

fn name(file: &File, report: &mut Report) {
    if let Some(part) = file.path.split('/').find(|part| is_forbidden(part)) {
        report.fault(&file.path, 1, format!("`{part}` is no room: name it after what is in it"));
    }
}

fn length(file: &File, report: &mut Report) {
    let lines = file.text.lines().count();
    if lines > HARD && READ.contains(&file.extension()) {
        report.fault(
            &file.path,
            HARD + 1,
            format!("the file has {lines} lines, {HARD} at most: split it by what it does"),
        );
    } else if lines > DOMAIN && file.is_in("crates/domain/src") {
        report.warn(
            &file.path,
            DOMAIN + 1,
            format!("the file has {lines} lines, and about {DOMAIN} is the aim in domain"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::{Tree, faults, inspect};

    #[test]
    fn a_drawer_for_everything_is_a_fault_as_file_and_as_folder() {
        let found = faults(&[
            ("crates/web/src/utils.rs", ""),
            ("ui/styles/_shared.scss", ""),
            ("crates/web/src/common/date.rs", ""),
            ("crates/web/src/commons.rs", ""),
        ]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("crates/web/src/common/date.rs:1:"), "{found:?}");
    }

    #[test]
    fn a_file_of_501_lines_is_a_fault_and_500_are_none() {
        assert_eq!(faults(&[("ui/scripts/a.js", &"x\n".repeat(500))]).len(), 0);
        let found = faults(&[("ui/scripts/a.js", &"x\n".repeat(501))]);
        assert!(found[0].starts_with("ui/scripts/a.js:501: the file has 501 lines"), "{found:?}");
    }

    #[test]
    fn a_table_may_be_long() {
        assert!(faults(&[("packs/harbin/agencies.csv", &"x\n".repeat(900))]).is_empty());
    }

    #[test]
    fn a_long_file_in_domain_is_a_warning() {
        let text = "// x\n".repeat(151);
        let report = inspect(&Tree::of(&[("crates/domain/src/clock.rs", &text)]));
        assert_eq!((report.faults.len(), report.warnings.len()), (0, 1));
    }
}
