//! Where the project and what it builds are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The places on this machine that the chores work on.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds; outside the clone when `CARGO_TARGET_DIR` says so.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo, which honours `CARGO_TARGET_DIR` and its own settings.
    ///
    /// # Errors
    /// When cargo cannot be run or does not find the project.
    pub fn find() -> Result<Self> {
        let output = cargo()
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .context("cargo could not be started: install Rust as README.md says")?;
        if !output.status.success() {
            bail!(
                "cargo does not find the project; run this inside the clone\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let answer: serde_json::Value =
            serde_json::from_slice(&output.stdout).context("reading `cargo metadata`")?;
        let folder = |name: &str| {
            answer[name]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("`cargo metadata` names no {name}: cargo 1.95 or newer is needed"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    /// The program that `cargo build --package leye-cli` makes.
    #[must_use]
    pub fn binary(&self) -> PathBuf {
        let name = format!("leye{}", std::env::consts::EXE_SUFFIX);
        self.target.join("debug").join(name)
    }

    /// The designers' room.
    #[must_use]
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A command that will run in `folder`, with the environment passed through.
    #[must_use]
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder);
        command
    }

    /// Cargo, to be run at the root.
    #[must_use]
    pub fn cargo(&self) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root);
        command
    }
}

/// The cargo that started us, so that the toolchain stays the same.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
