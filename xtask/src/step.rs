//! One step of a chore: its name, how long it took, and what to do when it fails.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// Runs `work` under `name`; prints the name before and the duration after.
///
/// # Errors
/// Those of `work`, with the step's name in front.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {name}");
    let start = now();
    let answer = work();
    let took = seconds(start.elapsed());
    match answer {
        Ok(answer) => {
            println!("── {name}: done in {took}");
            Ok(answer)
        }
        Err(error) => Err(error.context(format!("step `{name}` failed after {took}"))),
    }
}

/// Runs a command with its output shown.
///
/// # Errors
/// When it cannot be started or does not succeed; `remedy` says what to do then.
pub fn execute(command: &mut Command, remedy: &str) -> Result<()> {
    let shown = show(command);
    println!("   {shown}");
    let status = command.status().with_context(|| format!("`{shown}` could not be started; {remedy}"))?;
    if status.success() {
        return Ok(());
    }
    bail!("`{shown}` failed ({status}); {remedy}")
}

/// Runs a command quietly and returns what it wrote to standard output, trimmed;
/// `None` when it is not there or does not succeed.
#[must_use]
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// An error that says what is wrong and, on its own line, what to do.
#[must_use]
pub fn fault(what: &str, remedy: &str) -> anyhow::Error {
    anyhow!("{what}\n  what to do: {remedy}")
}

fn show(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut shown = program.to_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}

fn seconds(took: Duration) -> String {
    format!("{}.{} s", took.as_secs(), took.subsec_millis() / 100)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the duration of a chore is shown to a person and decides nothing"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_names_itself_and_its_cause() {
        let error = step("styles", || -> Result<()> { bail!("no sass") }).unwrap_err();
        let text = format!("{error:#}");
        assert!(text.contains("step `styles` failed"), "{text}");
        assert!(text.contains("no sass"), "{text}");
    }

    #[test]
    fn a_failing_command_says_what_to_do() {
        let error = execute(&mut Command::new("false"), "look above").unwrap_err();
        assert!(error.to_string().contains("look above"));
    }

    #[test]
    fn a_missing_program_has_no_answer() {
        assert_eq!(answer("no-such-program-here", &[]), None);
    }

    #[test]
    fn a_duration_is_shown_in_seconds() {
        assert_eq!(seconds(Duration::from_millis(12_345)), "12.3 s");
    }
}
