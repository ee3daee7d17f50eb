//! SpiffWorkflow: `peers/spiff.py` in an environment of its own, which the README says how
//! to make.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::Speed;

/// The Python of that environment.
const PYTHON: &str = "LEYE_BENCH_PYTHON";

#[derive(Deserialize)]
struct Told {
    lives: f64,
    acts: f64,
    p50: f64,
    p99: f64,
}

/// Leads lives in the peer.
///
/// # Errors
/// No Python that has SpiffWorkflow, or what it says.
pub fn lead(clients: usize, each: usize) -> Result<Speed> {
    let Ok(python) = std::env::var(PYTHON) else {
        bail!("name a Python that has SpiffWorkflow in {PYTHON}: benches/README.md says how to make one")
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/spiff.py");
    let mut command = Command::new(python);
    command.arg(script).args([clients.to_string(), each.to_string()]);
    let ran = command.output().with_context(|| format!("running the Python that {PYTHON} names"))?;
    ensure!(ran.status.success(), "spiff.py: {}", String::from_utf8_lossy(&ran.stderr));
    let told: Told = serde_json::from_slice(&ran.stdout).context("what spiff.py says")?;
    Ok(Speed { lives: told.lives, acts: told.acts, p50: told.p50, p99: told.p99, work: None })
}
