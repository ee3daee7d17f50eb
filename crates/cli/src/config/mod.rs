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
    let matches = match command.clone().try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => match of_variable(&error, &arguments) {
            Some(usage) => return Err(usage.into()),
            None => error.exit(),
        },
    };
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

/// A value of a variable that the command line's reader does not take; nothing where
/// something else is wrong.
fn of_variable(error: &clap::Error, arguments: &[OsString]) -> Option<Usage> {
    let key = blamed(error)?;
    let flag = format!("--{}", key.name);
    let flagged = arguments.iter().any(|argument| argument.to_string_lossy().starts_with(&flag));
    let variable = std::env::var_os(key.variable).is_some() && !flagged;
    variable.then(|| Usage(format!("the variable {} {}", key.variable, reason(error))))
}

/// A value of the file that the command line's reader does not take.
fn wrong(file: &File, error: &clap::Error) -> anyhow::Error {
    let told = match blamed(error) {
        Some(key) => format!("{}: `{}` {}", file.place(key), key.name, reason(error)),
        None => format!("{}: {error}", file.shown()),
    };
    Usage(told).into()
}

/// The setting whose value is wrong.
fn blamed(error: &clap::Error) -> Option<&'static Key> {
    let argument = error.get(ContextKind::InvalidArg)?.to_string();
    let flag = argument.split(' ').next().unwrap_or_default().strip_prefix("--")?;
    KEYS.iter().find(|key| key.name == flag)
}

/// Why, without the value: it may hold a password.
fn reason(error: &clap::Error) -> String {
    let why = std::error::Error::source(error).map(|why| format!(": {why}")).unwrap_or_default();
    let valid = error.get(ContextKind::ValidValue).map(|valid| format!("; take one of {valid}"));
    format!("cannot have this value{why}{}", valid.unwrap_or_default())
}

/// Where a value came from that the command line's reader holds.
fn given(matches: &ArgMatches, key: &Key) -> Option<ValueSource> {
    let matches = leaf(matches);
    if key.belongs_to(matches) { matches.value_source(&key.id()) } else { None }
}
