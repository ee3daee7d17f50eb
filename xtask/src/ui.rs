//! Styles and scripts: npm in `ui/`, from sources to `ui/dist`.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::needs;
use crate::step::{execute, step};
use crate::workspace::Workspace;

/// Rooms of `ui/` that `ui/dist` is not made from.
const NOT_SOURCES: [&str; 3] = ["node_modules", "dist", "e2e"];

/// Brings `ui/node_modules` and `ui/dist` up to date; does nothing when they are.
///
/// # Errors
/// When node or npm is missing (the error says what to install), or npm fails.
pub fn prepare(at: &Workspace) -> Result<()> {
    step("ui", || {
        install(at)?;
        if built(&at.ui())? {
            println!("   ui/dist is up to date");
            return Ok(());
        }
        needs::node(&at.ui())?;
        execute(
            at.command("npm", &at.ui()).args(["run", "build"]),
            "mend what npm names above, then run `cargo xtask ui` again",
        )
    })
}

/// Brings `ui/node_modules` to what the lock file says.
///
/// # Errors
/// As [`prepare`].
pub fn install(at: &Workspace) -> Result<()> {
    let ui = at.ui();
    let lock = modified(&ui.join("package-lock.json"))
        .context("ui/package-lock.json is missing: restore it with `git checkout ui`")?;
    // npm writes this file at the end of every installation.
    let installed = modified(&ui.join("node_modules/.package-lock.json"));
    if installed.is_some_and(|installed| installed >= lock) {
        return Ok(());
    }
    needs::node(&at.ui())?;
    execute(
        at.command("npm", &ui)
            .args(["ci", "--no-audit", "--no-fund"])
            // The tests use the system's Chromium.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        "check the network and `npm config get registry`, then run `cargo xtask ui` again",
    )
}

/// Whether `ui/dist` is there and no source is newer than its newest file.
fn built(ui: &Path) -> Result<bool> {
    let Some(made) = newest(&ui.join("dist"), &[])? else {
        return Ok(false);
    };
    Ok(newest(ui, &NOT_SOURCES)?.is_none_or(|changed| changed <= made))
}

/// The latest change of any file under `folder`; `None` when there is none.
fn newest(folder: &Path, skipped: &[&str]) -> Result<Option<SystemTime>> {
    let mut latest = None;
    if !folder.is_dir() {
        return Ok(latest);
    }
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if skipped.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let path = entry.path();
        let found = if path.is_dir() { newest(&path, &[])? } else { modified(&path) };
        latest = latest.max(found);
    }
    Ok(latest)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// A ui whose source and built file were changed at these seconds.
    fn ui(name: &str, source: u64, dist: Option<u64>) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("leye-xtask-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let mut files = vec![("styles/main.scss", source), ("e2e/case.spec.js", 99)];
        files.extend(dist.map(|at| ("dist/main.css", at)));
        for (path, at) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "x").unwrap();
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(at)).unwrap();
        }
        folder
    }

    #[test]
    fn without_a_dist_it_is_built() {
        assert!(!built(&ui("none", 10, None)).unwrap());
    }

    #[test]
    fn an_older_dist_is_built_again() {
        assert!(!built(&ui("older", 20, Some(10))).unwrap());
    }

    #[test]
    fn a_newer_dist_stays_whatever_the_browser_tests_changed() {
        assert!(built(&ui("newer", 10, Some(20))).unwrap());
    }
}
