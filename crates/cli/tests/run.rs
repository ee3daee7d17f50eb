//! Running the binary in a folder of its own, away from anybody's storage.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one JSON document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// Panics unless the exit code is this one.
    pub fn ends(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

/// A folder that goes when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// A copy of one and the same small training storage, in `leye-data`.
    pub fn with_demo(name: &str) -> Folder {
        static DEMO: OnceLock<Folder> = OnceLock::new();
        let demo = DEMO.get_or_init(|| {
            let folder = Folder::new("demo-for-all");
            folder.leye(&["demo", "--cases", "40"]).ends(0);
            folder
        });
        let folder = Folder::new(name);
        for part in ["leye-data", "leye-data/heads"] {
            fs::create_dir(folder.path(part)).unwrap();
            for entry in fs::read_dir(demo.path(part)).unwrap() {
                let from = entry.unwrap().path();
                if from.is_file() {
                    fs::copy(&from, folder.path(part).join(from.file_name().unwrap())).unwrap();
                }
            }
        }
        folder
    }

    /// Every line of the witness files of the storage in `leye-data`.
    pub fn witness(&self) -> String {
        let files = fs::read_dir(self.path("leye-data/heads")).unwrap();
        files.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The binary, working in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leye"));
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("LEYE_") {
                command.env_remove(name);
            }
        }
        command.env_remove("RUST_LOG").env_remove("NOTIFY_SOCKET");
        command
    }

    pub fn leye(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments), "")
    }

    pub fn leye_reading(&self, arguments: &[&str], input: &str) -> Ran {
        ran(self.command(arguments).stdin(Stdio::piped()), input)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs in an empty folder.
pub fn leye(arguments: &[&str]) -> Ran {
    static EMPTY: OnceLock<Folder> = OnceLock::new();
    EMPTY.get_or_init(|| Folder::new("empty")).leye(arguments)
}

/// Runs a prepared command to its end.
pub fn ran(command: &mut Command, input: &str) -> Ran {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).unwrap();
    }
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
