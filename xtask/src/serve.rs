//! `cargo xtask run`: from a fresh clone to a page to sign in on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::step::{execute, step};
use crate::ui;
use crate::workspace::Workspace;

/// Where the training storage is, unless `--data` says otherwise.
const DATA: &str = "leye-data";

/// Lies in a storage that `leye demo` has not finished.
const UNFINISHED: &str = "demo-unfinished";

/// Prepares the ui, builds, makes demo storage when there is none, and serves
/// until it is stopped. `arguments` go to `leye serve`.
///
/// # Errors
/// At the first step that fails.
pub fn run(at: &Workspace, arguments: &[String]) -> Result<()> {
    ui::prepare(at)?;
    build(at)?;
    let given = given_data(arguments);
    let data = given.unwrap_or(DATA);
    if !drop_unfinished(&at.root.join(data))? {
        step("demo", || demo(at, data))?;
    }
    println!("── serve (Ctrl-C stops it)");
    let mut serve = at.command(at.binary(), &at.root);
    serve.arg("serve");
    if !arguments.iter().any(|argument| argument == "--training") {
        serve.arg("--training");
    }
    if given.is_none() {
        serve.args(["--data", DATA]);
    }
    serve.args(arguments);
    execute(&mut serve, "read its message above")
}

/// Builds the one binary, unoptimised.
///
/// # Errors
/// When it does not compile.
pub fn build(at: &Workspace) -> Result<()> {
    step("build", || {
        let mut cargo = at.cargo();
        cargo.args(["build", "--package", "leye-cli"]);
        execute(&mut cargo, "mend what the compiler names above")
    })
}

/// The folder that the person names with `--data`.
fn given_data(arguments: &[String]) -> Option<&str> {
    let place =
        arguments.iter().position(|argument| argument == "--data" || argument.starts_with("--data="))?;
    match arguments[place].strip_prefix("--data=") {
        Some(folder) => Some(folder),
        None => arguments.get(place + 1).map(String::as_str),
    }
}

/// Whether there is finished storage. One that a stopped `demo` left behind, in a
/// folder that was made for it, is removed.
fn drop_unfinished(data: &Path) -> Result<bool> {
    if data.join(UNFINISHED).exists() {
        fs::remove_dir_all(data)
            .with_context(|| format!("removing the unfinished demo in {}", data.display()))?;
    }
    Ok(data.join("leye.db").exists())
}

fn demo(at: &Workspace, data: &str) -> Result<()> {
    let mark = mark(&at.root.join(data))?;
    execute(
        at.command(at.binary(), &at.root).args(["demo", "--data", data]),
        "read its message above, then run `cargo xtask run` again",
    )?;
    match mark {
        Some(mark) => fs::remove_file(&mark).context("taking away the mark of the demo"),
        None => Ok(()),
    }
}

/// Makes the folder and marks it as unfinished; a folder that was there before
/// may hold what is not ours and gets no mark.
fn mark(data: &Path) -> Result<Option<PathBuf>> {
    if data.exists() {
        return Ok(None);
    }
    fs::create_dir_all(data).with_context(|| format!("making the folder {}", data.display()))?;
    let mark = data.join(UNFINISHED);
    fs::write(&mark, "").with_context(|| format!("writing {}", mark.display()))?;
    Ok(Some(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("leye-run-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn the_data_folder_is_found_in_both_spellings() {
        assert_eq!(given_data(&words("--listen :1 --data here")), Some("here"));
        assert_eq!(given_data(&words("--data=there")), Some("there"));
        assert_eq!(given_data(&words("--listen :1")), None);
    }

    #[test]
    fn an_unfinished_demo_is_made_again() {
        let data = folder("unfinished");
        assert!(mark(&data).unwrap().is_some());
        fs::write(data.join("leye.db"), "half").unwrap();
        assert!(!drop_unfinished(&data).unwrap());
        assert!(!data.exists());
    }

    #[test]
    fn a_folder_that_was_there_is_never_removed() {
        let data = folder("kept");
        fs::create_dir_all(&data).unwrap();
        assert!(mark(&data).unwrap().is_none());
        assert!(!drop_unfinished(&data).unwrap());
        assert!(data.exists());
    }
}
