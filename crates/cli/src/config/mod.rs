//! Configuration by flags, environment and a file, with one precedence: a flag beats its
//! variable, the variable beats the file, the file beats what is built in.
//!
//! A setting has one name everywhere: `metrics-listen` in the file is `--metrics-listen`
//! on the command line and `LEYE_METRICS_LISTEN` in the environment. What the file says is
//! handed to the command line's own reader, so that a value means the same and is checked
//! in the same way wherever it stands.

mod effective;
mod file;
mod key;

use std::ffi::OsString;

use anyhow::Result;
use clap::error::ContextKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use crate::answer::Usage;
pub use effective::Effective;
use file::File;
use key::{CONFIG, KEYS, Key};

/// What was asked for, and where each setting came from.
#[derive(Debug)]
pub struct Read {
    /// The arguments, those of the file among them.
    pub matches: ArgMatches,
    /// The settings of the command.
    pub effective: Effective,
}

/// Reads the arguments of the process, the environment and the file.
///
/// # Errors
/// A file that cannot be read or has a fault. Wrong arguments end the process.
pub fn read(command: Command) -> Result<Read> {
    let command = with_variables(command);
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let matches = command.clone().try_get_matches_from(&arguments).unwrap_or_else(|error| error.exit());
    let file = if configurable(&matches) { File::find(&matches)? } else { None };
    let Some(file) = file else {
        return Ok(Read { effective: Effective::of(&matches, None), matches });
    };
    let told: Vec<&Key> = KEYS.iter().filter(|key| key.asked_of_file(&matches)).collect();
    let from_file = told.iter().filter_map(|key| file.argument(key));
    let arguments = arguments.iter().cloned().chain(from_file);
    let matches = command.try_get_matches_from(arguments).map_err(|error| wrong(&file, &error))?;
    Ok(Read { effective: Effective::of(&matches, Some((&file, &told))), matches })
}

/// Every setting can come from its variable, in every command that has it.
fn with_variables(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        let all = KEYS.iter().chain([&CONFIG]);
        match all.into_iter().find(|key| argument.get_long() == Some(key.name)) {
            Some(key) => argument.env(key.variable).hide_env_values(true),
            None => argument,
        }
    });
    command.mut_subcommands(with_variables)
}

/// The arguments of the command itself, below all its nouns.
fn leaf(matches: &ArgMatches) -> &ArgMatches {
    match matches.subcommand() {
        Some((_, below)) => leaf(below),
        None => matches,
    }
}

/// Whether the command has any setting, so that a file concerns it.
fn configurable(matches: &ArgMatches) -> bool {
    KEYS.iter().any(|key| key.belongs_to(leaf(matches)))
}

/// A value of the file that the command line's reader does not take.
fn wrong(file: &File, error: &clap::Error) -> anyhow::Error {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let key = KEYS.iter().find(|key| {
        let flag = argument.split(' ').next().unwrap_or_default();
        flag.strip_prefix("--") == Some(key.name)
    });
    let Some(key) = key else { return Usage(format!("{}: {error}", file.shown())).into() };
    let why = std::error::Error::source(error).map(|why| format!(": {why}")).unwrap_or_default();
    let valid = context(ContextKind::ValidValue);
    let valid = if valid.is_empty() { valid } else { format!("; take one of {valid}") };
    Usage(format!("{}: `{}` cannot have this value{why}{valid}", file.place(key), key.name)).into()
}

/// Where a value came from that the command line's reader holds.
fn given(matches: &ArgMatches, key: &Key) -> Option<ValueSource> {
    let matches = leaf(matches);
    if key.belongs_to(matches) { matches.value_source(&key.id()) } else { None }
}
