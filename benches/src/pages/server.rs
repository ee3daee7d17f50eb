//! Servers as processes of their own: when they are ready, and how much memory they take.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::client::Connection;

/// How long a server may take to be ready.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to its first good answer.
    pub ready: Duration,
}

impl Server {
    /// Starts a program and waits until it answers `request` with 200.
    ///
    /// # Errors
    /// A program that cannot be started, ends, or does not answer.
    pub fn start(mut command: Command, address: SocketAddr, request: &str) -> Result<Server> {
        let begun = Instant::now();
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let mut child = command.spawn().with_context(|| format!("starting {command:?}"))?;
        loop {
            if Connection::open(address).and_then(|mut c| c.ask(request).map(|_| ())).is_ok() {
                return Ok(Server { child, address, ready: begun.elapsed() });
            }
            if let Some(status) = child.try_wait()? {
                bail!("{command:?} ended with {status}");
            }
            if begun.elapsed() > PATIENCE {
                let _ = child.kill();
                bail!("{command:?} does not answer");
            }
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Processor time that it has taken so far, in seconds.
    ///
    /// # Errors
    /// A system without `/proc`.
    pub fn worked(&self) -> Result<f64> {
        worked(&self.child.id().to_string())
    }

    /// Proportional share of memory, in MiB.
    ///
    /// # Errors
    /// A system without `/proc`.
    pub fn memory(&self) -> Result<f64> {
        let path = format!("/proc/{}/smaps_rollup", self.child.id());
        let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).context("no Pss")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").trim().parse().context("Pss")?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked first, so that the storage is closed as at work.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processor time of a process, by its number or as `self`, in seconds.
///
/// # Errors
/// A system without `/proc`.
pub fn worked(process: &str) -> Result<f64> {
    /// `/proc` counts in hundredths of a second, on every Linux of today.
    const TICKS: f64 = 100.0;
    let path = format!("/proc/{process}/stat");
    let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    // The name of the program stands in brackets and may hold spaces.
    let rest = text.rsplit(')').next().unwrap_or_default();
    let field = |at: usize| rest.split_whitespace().nth(at).and_then(|field| field.parse::<f64>().ok());
    let (user, system) = (field(11).context("utime")?, field(12).context("stime")?);
    Ok((user + system) / TICKS)
}

/// An address that nobody listens on.
///
/// # Errors
/// A system without free ports.
pub fn free_address() -> Result<SocketAddr> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The program `leye` of the same profile as this one; built if cargo runs us.
///
/// # Errors
/// A build that fails, or no such program.
pub fn leye() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().context("a program lies in a folder")?;
    let program = folder.join("leye");
    if let (Some(cargo), Some(profile)) = (std::env::var_os("CARGO"), folder.file_name()) {
        let profile = if profile == "debug" { "dev".as_ref() } else { profile };
        let mut build = Command::new(cargo);
        // Both, so that what both lean on is built with the same features, once.
        build.args(["build", "-p", "leye-cli", "-p", "leye-benches", "--profile"]).arg(profile);
        build.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        ensure!(build.status()?.success(), "leye does not build");
    }
    ensure!(program.exists(), "{} is missing: cargo build --release", program.display());
    Ok(program)
}
