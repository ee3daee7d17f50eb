//! The real service, as a process that can be killed.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::storage::Storage;

/// A running service; ends with the test.
pub struct Server {
    child: Child,
    pub address: String,
}

/// A start that failed: exit code and what was said.
#[derive(Debug)]
pub struct NoStart {
    pub code: Option<i32>,
    pub said: String,
}

impl Server {
    /// Starts the service and waits until it answers.
    pub fn start(storage: &Storage) -> Server {
        Server::try_start(storage, false).unwrap_or_else(|no| panic!("{no:?}"))
    }

    /// The same; with `limited` a file size can be set that it may not exceed
    /// ([`limit_files`](Server::limit_files)) without being killed for it.
    pub fn try_start(storage: &Storage, limited: bool) -> Result<Server, NoStart> {
        let log = File::options().append(true).create(true).open(storage.log()).expect("a log");
        let before = log.metadata().map_or(0, |found| found.len());
        let mut command = storage.command(&["serve", "--training", "--listen", "127.0.0.1:0"]);
        if limited {
            command = ignoring_file_size_signals(&command);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let said = serde_json::from_str::<serde_json::Value>(&line).ok();
        let address = said.as_ref().and_then(|said| said["address"].as_str()?.strip_prefix("http://"));
        if let Some(address) = address {
            return Ok(Server { address: address.to_owned(), child });
        }
        let code = child.wait().expect("it ends").code();
        let log = std::fs::read(storage.log()).unwrap_or_default();
        let new = log.get(usize::try_from(before).expect("a short log")..).unwrap_or_default();
        Err(NoStart { code, said: String::from_utf8_lossy(new).into_owned() })
    }

    /// kill -9: no time for anything.
    pub fn kill(mut self) {
        self.child.kill().expect("it was running");
        let status = self.child.wait().expect("it ends");
        assert_eq!(status.code(), None, "it had ended by itself: {status}");
    }

    /// Starts the service and kills it after a while, whether it answers by then or not.
    pub fn killed_while_starting(storage: &Storage, after: Duration) {
        let mut command = storage.command(&["serve", "--training", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(after);
        child.kill().expect("it was running");
        assert_eq!(child.wait().expect("it ends").code(), None);
    }

    /// No file of this process may grow beyond so many bytes from now on; none lifts it.
    pub fn limit_files(&self, most: Option<u64>) {
        let most = most.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let limit = Command::new("prlimit")
            .args(["--pid", &self.child.id().to_string(), &format!("--fsize={most}:")])
            .status();
        assert!(limit.expect("prlimit of util-linux").success());
    }
}

/// The same command with the signal ignored that a too large file brings, so that writing
/// fails instead.
fn ignoring_file_size_signals(command: &Command) -> Command {
    let mut shell = Command::new("bash");
    shell.args(["-c", "trap '' XFSZ; exec \"$@\"", "bash"]).arg(command.get_program());
    shell.args(command.get_args()).stdin(Stdio::null());
    for (name, _) in command.get_envs().filter(|(_, value)| value.is_none()) {
        shell.env_remove(name);
    }
    shell
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
