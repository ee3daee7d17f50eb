//! `cargo xtask COMMAND`: see `USAGE`.

use std::process::ExitCode;

use xtask::workspace::Workspace;
use xtask::{check, serve, tidy, ui};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [ARGUMENTS]  prepares the ui, builds, makes demo storage in leye-data when
                   there is none, and serves; ARGUMENTS go to `leye serve`
  test             installs what the tests need (as root) or says what is
                   missing, then runs every check and every test
  cluster          compiles the feature `cluster` and tests a screening on one
  ui               prepares the ui only: styles and scripts into ui/dist
  tidy             reads the whole tree and prints every breach of the house rules
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("", arguments.as_slice()),
    };
    match command {
        "run" => finish(Workspace::find().and_then(|at| serve::run(&at, rest))),
        "test" if rest.is_empty() => finish(Workspace::find().and_then(|at| check::run(&at))),
        "cluster" if rest.is_empty() => finish(Workspace::find().and_then(|at| check::cluster(&at))),
        "ui" if rest.is_empty() => finish(Workspace::find().and_then(|at| ui::prepare(&at))),
        "tidy" if rest.is_empty() => finish(Workspace::find().and_then(|at| tidy::run(&at.root))),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => {
            eprint!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn finish(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
