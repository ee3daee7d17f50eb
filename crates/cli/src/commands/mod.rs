//! The commands: one file a noun, all of them on this page.

mod agency;
mod calendar;
mod demo;
mod id;
mod import;
mod pack;
mod person;
mod rebuild;
mod retirement;
mod serve;
mod user;
mod verify;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::answer::{self, Outcome, Printer};

/// Leye: community employment assistance, from application to certificate
#[derive(Debug, Parser)]
#[command(name = "leye", version, arg_required_else_help = true)]
struct Leye {
    /// Answer with one JSON document on standard output
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the service; makes and migrates its storage by itself
    Serve(serve::Serve),
    /// Fills new storage with synthetic cases for training
    Demo(demo::Demo),
    /// Counts time limits, and imports a year's statutory calendar
    #[command(subcommand)]
    Calendar(calendar::Calendar),
    /// Checks identity numbers, credit codes and disability certificates
    #[command(subcommand)]
    Id(id::Id),
    /// Tells the statutory retirement date
    Retirement(retirement::Retirement),
    /// Checks policy packs
    #[command(subcommand)]
    Pack(pack::Pack),
    /// Adds, disables and lists staff, and makes tokens for the API
    #[command(subcommand)]
    User(user::User),
    /// Imports what stations keep in their registers, from a workbook or CSV
    Import(import::Import),
    /// Lists agencies
    #[command(subcommand)]
    Agency(agency::Agency),
    /// Erases a person's data for good
    #[command(subcommand)]
    Person(person::Person),
    /// Checks every hash, seal and read model against the events
    Verify(verify::Verify),
    /// Makes every read model anew from the events
    Rebuild(rebuild::Rebuild),
}

/// Reads the arguments, runs the command, gives its exit code.
pub fn run() -> ExitCode {
    let leye = Leye::parse();
    let printer = Printer { json: leye.json };
    log_to_standard_error(&leye.command);
    answer::finish(dispatch(leye.command, printer))
}

fn dispatch(command: Command, printer: Printer) -> Result<Outcome> {
    match command {
        Command::Serve(serve) => serve.run(printer),
        Command::Demo(demo) => wait(demo.run(printer)),
        Command::Calendar(calendar) => wait(calendar.run(printer)),
        Command::Id(id) => id.run(printer),
        Command::Retirement(retirement) => retirement.run(printer),
        Command::Pack(pack) => pack.run(printer),
        Command::User(user) => wait(user.run(printer)),
        Command::Import(import) => wait(import.run(printer)),
        Command::Agency(agency) => wait(agency.run(printer)),
        Command::Person(person) => wait(person.run(printer)),
        Command::Verify(verify) => wait(verify.run(printer)),
        Command::Rebuild(rebuild) => wait(rebuild.run(printer)),
    }
}

/// Level by RUST_LOG. Without it the service tells what it does, the others only what is
/// amiss.
fn log_to_standard_error(command: &Command) {
    let usual = if matches!(command, Command::Serve(_)) { "info" } else { "warn" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let colours = io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(io::stderr).init();
}

fn wait(work: impl Future<Output = Result<Outcome>>) -> Result<Outcome> {
    runtime()?.block_on(work)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting threads")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        super::Leye::command().debug_assert();
    }
}
