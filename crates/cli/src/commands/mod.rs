//! The commands: one file a noun, all of them on this page.

mod agency;
mod backup;
mod calendar;
#[cfg(feature = "cluster")]
mod cluster;
mod config;
mod copy;
mod demo;
mod form;
mod id;
mod import;
mod key;
mod log;
mod outreach;
mod pack;
mod person;
mod rebuild;
mod register;
mod restore;
mod retirement;
mod screen;
mod serve;
mod training;
mod user;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::answer::{self, Outcome, Printer};
use crate::config::{self as settings, Effective};

/// Leye: community employment assistance, from application to certificate
#[derive(Debug, Parser)]
#[command(name = "leye", version, arg_required_else_help = true)]
struct Leye {
    /// Answer with one JSON document on standard output
    #[arg(long, global = true)]
    json: bool,
    /// File of settings instead of leye.toml in the working folder, or /etc/leye/leye.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the service; makes and migrates its storage by itself
    Serve(Box<serve::Serve>),
    /// Prints the settings with which `leye serve` would run, and where each comes from
    Config(Box<config::Config>),
    /// Fills new storage with synthetic cases for training
    Demo(demo::Demo),
    /// Lives through a simulated year in new training storage, and counts it independently
    #[command(subcommand)]
    Training(training::Training),
    /// Counts time limits, and imports a year's statutory calendar
    #[command(subcommand)]
    Calendar(calendar::Calendar),
    /// Lists the papers and makes them as PDF
    #[command(subcommand)]
    Form(form::Form),
    /// Checks identity numbers, credit codes and disability certificates
    #[command(subcommand)]
    Id(id::Id),
    /// Tells the statutory retirement date
    Retirement(retirement::Retirement),
    /// Checks policy packs, runs their examples, explains rulings
    #[command(subcommand)]
    Pack(pack::Pack),
    /// Finds who is eligible, who could be and whom to reach out to, in a whole population
    Screen(screen::Screen),
    /// Hands whom a screening found to the stations, who reach out to them
    Outreach(outreach::Outreach),
    /// Screens the register of determined people for what ends their status
    #[command(subcommand)]
    Register(register::Register),
    /// Runs the scheduler of a cluster that screens
    #[cfg(feature = "cluster")]
    Scheduler(cluster::Scheduler),
    /// Runs an executor of a cluster that screens
    #[cfg(feature = "cluster")]
    Executor(cluster::Executor),
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
    /// Lists the keys that papers and receipts are signed with, and begins a new one
    #[command(subcommand)]
    Key(key::Key),
    /// Checks every hash, seal, file and read model against the events
    Verify(verify::Verify),
    /// Makes every read model anew from the events
    Rebuild(rebuild::Rebuild),
    /// Writes the whole storage into one file, while it is served
    Backup(backup::Backup),
    /// Makes a storage of a backup, after checking all of it
    Restore(restore::Restore),
    /// Copies a whole storage to another place, and proves both equal
    Copy(copy::Copy),
}

/// Reads the arguments, runs the command, gives its exit code.
pub fn run() -> ExitCode {
    answer::finish(run_what_was_asked())
}

fn run_what_was_asked() -> Result<Outcome> {
    let read = settings::read(Leye::command())?;
    let leye = Leye::from_arg_matches(&read.matches).unwrap_or_else(|error| error.exit());
    let printer = Printer { json: leye.json };
    log::to_standard_error(&leye.command);
    dispatch(leye.command, printer, &read.effective)
}

fn dispatch(command: Command, printer: Printer, effective: &Effective) -> Result<Outcome> {
    match command {
        Command::Serve(serve) => serve.run(printer, effective),
        Command::Config(config) => config.run(printer, effective),
        Command::Demo(demo) => wait(demo.run(printer)),
        Command::Training(training) => wait(training.run(printer)),
        Command::Calendar(calendar) => wait(calendar.run(printer)),
        Command::Form(form) => form.run(printer),
        Command::Id(id) => id.run(printer),
        Command::Retirement(retirement) => retirement.run(printer),
        Command::Pack(pack) => pack.run(printer),
        Command::Screen(screen) => screen.run(printer),
        Command::Outreach(outreach) => wait(outreach.run(printer)),
        Command::Register(register) => wait(register.run(printer)),
        #[cfg(feature = "cluster")]
        Command::Scheduler(scheduler) => wait(scheduler.run()),
        #[cfg(feature = "cluster")]
        Command::Executor(executor) => wait(executor.run()),
        Command::User(user) => wait(user.run(printer)),
        Command::Import(import) => wait(import.run(printer)),
        Command::Agency(agency) => wait(agency.run(printer)),
        Command::Person(person) => wait(person.run(printer)),
        Command::Key(key) => wait(key.run(printer)),
        Command::Verify(verify) => wait(verify.run(printer)),
        Command::Rebuild(rebuild) => wait(rebuild.run(printer)),
        Command::Backup(backup) => wait(backup.run(printer)),
        Command::Restore(restore) => wait(restore.run(printer)),
        Command::Copy(copy) => wait(copy.run(printer)),
    }
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
