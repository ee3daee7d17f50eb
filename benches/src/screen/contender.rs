//! A program that screens a people file, as a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Everybody gets as many.
const THREADS: &str = "2";

/// How long it took and how much memory at most.
pub struct Ran {
    pub seconds: f64,
    pub mebibytes: f64,
}

pub struct Contender {
    pub name: &'static str,
    /// For the name of its result.
    pub file: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
}

impl Contender {
    /// Ours first.
    pub fn all(python: Option<&str>) -> Vec<Contender> {
        let ours = Contender {
            name: "leye",
            file: "leye",
            program: std::env::current_exe().unwrap_or_default(),
            arguments: vec!["screen-ours".to_owned()],
        };
        let peer = |name, file: &'static str| {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("peers/screen_{file}.py"));
            let arguments = vec![script.display().to_string()];
            python.map(|python| Contender { name, file, program: python.into(), arguments })
        };
        let peers = [peer("Polars", "polars"), peer("OpenFisca-Core", "openfisca")];
        [ours].into_iter().chain(peers.into_iter().flatten()).collect()
    }

    /// From the start of the process to its end.
    pub fn run(&self, people: &Path, out: &Path) -> Result<Ran> {
        let _ = std::fs::remove_file(out);
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).arg(people).arg(out).stdin(Stdio::null());
        command.env("POLARS_MAX_THREADS", THREADS).env("NUMEXPR_NUM_THREADS", THREADS);
        command.env("OMP_NUM_THREADS", THREADS);
        let begun = Instant::now();
        let mut child = command.spawn().with_context(|| format!("starting {}", self.name))?;
        let watched = watch(&mut child, begun);
        let (seconds, mebibytes, status) = watched?;
        ensure!(status.success(), "{} ended with {status}", self.name);
        Ok(Ran { seconds, mebibytes })
    }
}

/// The high-water mark of a process only rises: the last look before its end is the one.
fn watch(child: &mut Child, begun: Instant) -> Result<(f64, f64, std::process::ExitStatus)> {
    let path = format!("/proc/{}/status", child.id());
    let mut most = 0.0;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((begun.elapsed().as_secs_f64(), most, status));
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = mark.and_then(|mark| mark.trim().trim_end_matches(" kB").parse::<f64>().ok());
        most = kilobytes.map_or(most, |kilobytes| kilobytes / 1024.0).max(most);
        thread::sleep(Duration::from_millis(4));
    }
}
