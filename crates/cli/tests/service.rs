//! The service as a process of its own, and somebody who asks it something.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};

use serde_json::Value;

use crate::run::Folder;

/// A service on a free port; ends with the test.
pub struct Service {
    child: Child,
    /// What it said on standard output.
    pub said: Value,
    log: Option<JoinHandle<String>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// A header; empty when it is not there.
    pub fn header(&self, name: &str) -> String {
        let named = |line: &str| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        self.head.lines().find_map(named).unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// What stands after a mark in the page, up to the next quotation mark.
    pub fn after(&self, mark: &str) -> String {
        let rest = self.body.split_once(mark).unwrap_or_else(|| panic!("{mark}: {self:?}")).1;
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Service {
    pub fn start(folder: &Folder, more: &[&str]) -> Service {
        let arguments = [&["serve", "--listen", "127.0.0.1:0", "--json"][..], more].concat();
        Service::spawn(&mut folder.command(&arguments))
    }

    /// Runs a prepared command, which must have said where it serves.
    pub fn spawn(command: &mut Command) -> Service {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Read all the time, so that it never waits for somebody to read its log.
        let mut log = child.stderr.take().unwrap();
        let log = thread::spawn(move || {
            let mut text = String::new();
            let _ = log.read_to_string(&mut text);
            text
        });
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let said = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        Service { child, said, log: Some(log) }
    }

    /// Host and port of the pages.
    pub fn address(&self) -> String {
        self.said["address"].as_str().unwrap().split_once("://").unwrap().1.to_owned()
    }

    /// Host and port of the operator's listener.
    pub fn operator(&self) -> String {
        let url = self.said["metrics"].as_str().unwrap();
        url.strip_prefix("http://").unwrap().strip_suffix("/metrics").unwrap().to_owned()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "")
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        ask(&self.address(), method, path, headers, body)
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let kill = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
    }

    /// Takes something from it that the system gives.
    #[cfg(target_os = "linux")]
    pub fn limit(&self, what: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("prlimit").args(["--pid", &id, what]).status().unwrap().success());
    }

    /// Waits for its end; gives its exit code and what it logged.
    pub fn end(mut self) -> (Option<i32>, String) {
        let code = self.child.wait().unwrap().code();
        (code, self.log.take().unwrap().join().unwrap())
    }

    /// Asks it to stop; gives its exit code and what it logged.
    pub fn stop(self) -> (Option<i32>, String) {
        self.signal("-TERM");
        self.end()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection of its own.
pub fn ask(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    talk(TcpStream::connect(address).unwrap(), &request(method, path, headers, body))
}

pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Language: en\r\n\
         Content-Length: {}\r\n{more}\r\n{body}",
        body.len()
    )
}

/// Says something on a connection and hears the answer to its end.
pub fn talk(mut stream: impl Read + Write, request: &str) -> Answer {
    stream.write_all(request.as_bytes()).unwrap();
    stream.flush().unwrap();
    let mut bytes = Vec::new();
    // A connection that is cut after its last byte has said all the same.
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
