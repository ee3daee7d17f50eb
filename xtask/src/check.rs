//! `cargo xtask test`: every check and every test, in the order of their price.

use std::process::Command;

use anyhow::Result;

use crate::needs::{self, CHROMIUM};
use crate::step::{answer, execute, step};
use crate::workspace::Workspace;
use crate::{serve, tidy, ui};

/// Runs everything; stops at the first step that fails.
///
/// # Errors
/// At the first step that fails, with what to do.
pub fn run(at: &Workspace) -> Result<()> {
    step("needs", || needs::for_tests(&at.ui()))?;
    ui::prepare(at)?;
    step("tidy", || tidy::run(&at.root))?;
    step("clippy", || clippy(at))?;
    step("tests", || tests(at))?;
    step("examples in the documentation", || doc_tests(at))?;
    serve::build(at)?;
    // First, because each run of the browser tests begins with an empty `ui/e2e/out`.
    step("one life of a case on PostgreSQL", || life_on_postgresql(at))?;
    step("browser tests", || browser_tests(at))?;
    println!("all steps passed");
    Ok(())
}

fn clippy(at: &Workspace) -> Result<()> {
    let mut cargo = at.cargo();
    cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    execute(&mut cargo, "mend what is named above; without clippy: rustup component add clippy")
}

fn tests(at: &Workspace) -> Result<()> {
    let mut cargo = at.cargo();
    if answer("cargo", &["nextest", "--version"]).is_some() {
        cargo.args(["nextest", "run", "--workspace"]);
    } else {
        cargo.args(["test", "--workspace", "--all-targets"]);
    }
    execute(&mut cargo, "the failing tests are named above")
}

fn doc_tests(at: &Workspace) -> Result<()> {
    let mut cargo = at.cargo();
    cargo.args(["test", "--doc", "--workspace"]);
    execute(&mut cargo, "the failing examples are named above")
}

fn browser_tests(at: &Workspace) -> Result<()> {
    playwright(at, |_| {})
}

/// The same program in the browser on the other database: its use cases are tested on both
/// elsewhere, so one language is enough here.
fn life_on_postgresql(at: &Workspace) -> Result<()> {
    let server = leye_postgres::Server::own();
    playwright(at, |npx| {
        npx.args(["life.spec.mjs", "--project", "lives", "--grep", "in zh-Hant"]);
        npx.env("LEYE_TEST_DATABASE", server.url("postgres"));
    })
}

/// Runs the tests of the one feature that the workspace's own leave out: a screening on a
/// cluster. Apart from the others, because it compiles Ballista, which takes longer than they do.
///
/// # Errors
/// What does not compile, or a test that fails.
pub fn cluster(at: &Workspace) -> Result<()> {
    ui::prepare(at)?;
    let mut cargo = at.cargo();
    cargo.args(["test", "-p", "leye-cli", "--features", "cluster", "--test", "cluster"]);
    execute(&mut cargo, "the failing tests are named above")
}

fn playwright(at: &Workspace, more: impl FnOnce(&mut Command)) -> Result<()> {
    let mut npx = at.command("npx", &at.ui().join("e2e"));
    // Never fetch a runner that the lock file does not name.
    npx.args(["--no", "--", "playwright", "test"]);
    npx.env("LEYE_BIN", at.binary());
    npx.env("LEYE_CHROMIUM", CHROMIUM);
    npx.env_remove("LEYE_TEST_DATABASE");
    more(&mut npx);
    execute(&mut npx, "the failing pages are named above; traces and pictures are in ui/e2e/out")
}
