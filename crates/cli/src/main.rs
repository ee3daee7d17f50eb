//! `leye`, the one binary: reads arguments and the environment, wires the rooms, prints
//! answers. Nothing below this room reads an argument or a variable.

mod answer;
mod commands;
mod config;
mod progress;
mod rules;
mod storage;

/// Many small values live for one request; the system's own allocator spends more on them.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    commands::run()
}
