//! One connection to the service: requests go out and answers come in, one after the
//! other, with nothing in between that could repeat a request by itself.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

/// No answer may take longer than this: nothing hangs for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: &'static str,
    pub path: String,
    pub token: String,
    /// `Idempotency-Key`; reads have none.
    pub key: Option<String>,
    /// Version for `If-Match`.
    pub seen: Option<i64>,
    pub body: String,
}

/// What came back, as far as it belongs to the answer that is given again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub kind: String,
    pub etag: String,
    pub location: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// A connection; opened when it is needed.
pub struct Wire {
    address: String,
    stream: Option<BufReader<TcpStream>>,
}

impl Wire {
    pub fn to(address: &str) -> Wire {
        Wire { address: address.to_owned(), stream: None }
    }

    /// Sends a request and waits for the whole answer. An error means that nobody knows
    /// whether it was done.
    pub fn send(&mut self, request: &Request) -> io::Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => BufReader::new(self.connect()?),
        };
        stream.get_mut().write_all(self.text(request).as_bytes())?;
        let answer = read(&mut stream)?;
        self.stream = Some(stream);
        Ok(answer)
    }

    fn connect(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    fn text(&self, request: &Request) -> String {
        let Request { method, path, token, key, seen, body } = request;
        let key = key.as_ref().map(|key| format!("Idempotency-Key: {key}\r\n")).unwrap_or_default();
        let seen = seen.map(|version| format!("If-Match: \"{version}\"\r\n")).unwrap_or_default();
        let (host, length) = (&self.address, body.len());
        format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
             Accept-Language: en\r\n{key}{seen}Content-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        )
    }
}

fn read(stream: &mut impl BufRead) -> io::Result<Answer> {
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(cut)?;
    let mut answer = Answer {
        status,
        kind: String::new(),
        etag: String::new(),
        location: String::new(),
        body: String::new(),
    };
    let mut length = 0;
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(cut());
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name {
            "content-type" => answer.kind = value.to_owned(),
            "etag" => answer.etag = value.to_owned(),
            "location" => answer.location = value.to_owned(),
            "content-length" => length = value.parse().map_err(|_| cut())?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    answer.body = String::from_utf8(body).map_err(|_| cut())?;
    Ok(answer)
}
