//! The log, on standard error.

use std::io::{self, IsTerminal};
use std::panic::{self, PanicHookInfo};

use tracing_subscriber::EnvFilter;

use super::Command;
use super::serve::LogFormat;

/// Level by RUST_LOG. Without it the service tells what it does, the others only what is
/// amiss.
pub fn to_standard_error(command: &Command) {
    let (usual, format) = match command {
        Command::Serve(serve) => ("info", serve.log_format),
        _ => ("warn", LogFormat::Text),
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    if matches!(command, Command::Serve(_)) {
        panic::set_hook(Box::new(panicked));
    }
}

/// What broke an assumption is told by its place. Of the message only what was written in
/// the program: what it was filled with may be personal.
fn panicked(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string);
    let said = info.payload().downcast_ref::<&'static str>().copied();
    tracing::error!(place, said, "a fault of the program");
}
