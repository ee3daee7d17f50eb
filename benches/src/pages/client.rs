//! A generator of load: threads that keep a connection each and ask one page after the
//! other. It reads only what HTTP needs to find the end of an answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of some seconds of load.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Requests in a second.
    pub rate: f64,
    /// Half of them took less, in milliseconds.
    pub p50: f64,
    /// All but one of a hundred took less, in milliseconds.
    pub p99: f64,
    /// The longest, in milliseconds.
    pub most: f64,
    /// Bytes of the last body.
    pub bytes: usize,
    /// Answers.
    pub count: usize,
}

impl Load {
    /// The share of one answer in some seconds of work, in milliseconds.
    pub fn each(&self, seconds: f64) -> f64 {
        seconds * 1e3 / self.count as f64
    }
}

/// Asks the requests in turn over `clients` connections for as long as said. `expected`
/// must stand in every answer.
///
/// # Errors
/// Any answer but 200, or one without the expected text.
pub fn load(
    address: SocketAddr,
    requests: &[String],
    clients: usize,
    lasting: Duration,
    expected: &str,
) -> Result<Load> {
    let (over, barrier) = (AtomicBool::new(false), Barrier::new(clients + 1));
    let done = thread::scope(|scope| {
        let one = |client: usize| {
            let (over, barrier) = (&over, &barrier);
            move || ask(address, requests, client, over, barrier, expected)
        };
        let threads: Vec<_> = (0..clients).map(|client| scope.spawn(one(client))).collect();
        barrier.wait();
        thread::sleep(lasting);
        over.store(true, Ordering::SeqCst);
        let join = |thread: thread::ScopedJoinHandle<'_, Result<Asked>>| {
            thread.join().map_err(|_| anyhow!("a client has panicked"))?
        };
        threads.into_iter().map(join).collect::<Result<Vec<Asked>>>()
    })?;
    let bytes = done.last().map_or(0, |asked| asked.bytes);
    let mut waits: Vec<Duration> = done.into_iter().flat_map(|asked| asked.waits).collect();
    ensure!(!waits.is_empty(), "no answer within {lasting:?}");
    waits.sort_unstable();
    let at = |place: usize| waits[place.min(waits.len() - 1)].as_secs_f64() * 1e3;
    Ok(Load {
        rate: waits.len() as f64 / lasting.as_secs_f64(),
        p50: at(waits.len() / 2),
        p99: at(waits.len() * 99 / 100),
        most: at(waits.len() - 1),
        bytes,
        count: waits.len(),
    })
}

struct Asked {
    waits: Vec<Duration>,
    bytes: usize,
}

fn ask(
    address: SocketAddr,
    requests: &[String],
    client: usize,
    over: &AtomicBool,
    barrier: &Barrier,
    expected: &str,
) -> Result<Asked> {
    let connection = Connection::open(address);
    barrier.wait();
    let mut connection = connection?;
    let (mut waits, mut bytes) = (Vec::new(), 0);
    for request in requests.iter().cycle().skip(client * 7 % requests.len()) {
        if over.load(Ordering::SeqCst) {
            break;
        }
        let begun = Instant::now();
        let body = connection.ask(request)?;
        waits.push(begun.elapsed());
        bytes = body.len();
        // Looked at now and then: to search every answer would cost the servers their cores.
        if waits.len() % 64 == 1 {
            let found = body.windows(expected.len()).any(|part| part == expected.as_bytes());
            ensure!(found, "an answer without {expected:?}");
        }
    }
    Ok(Asked { waits, bytes })
}

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Opens it.
    ///
    /// # Errors
    /// Nobody listens.
    pub fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(address).with_context(|| format!("connecting to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Connection { stream, buffer: vec![0; 256 * 1024] })
    }

    /// Sends a request and gives the body of its answer.
    ///
    /// # Errors
    /// Any answer but 200, or one without a length.
    pub fn ask(&mut self, request: &str) -> Result<&[u8]> {
        self.stream.write_all(request.as_bytes())?;
        let mut read = 0;
        let (head, length) = loop {
            read += self.more(read)?;
            if let Some(head) = self.buffer[..read].windows(4).position(|part| part == b"\r\n\r\n") {
                break (head + 4, length(&self.buffer[..head])?);
            }
        };
        while read < head + length {
            read += self.more(read)?;
        }
        Ok(&self.buffer[head..head + length])
    }

    fn more(&mut self, from: usize) -> Result<usize> {
        ensure!(from < self.buffer.len(), "an answer of more than {} bytes", self.buffer.len());
        let read = self.stream.read(&mut self.buffer[from..])?;
        ensure!(read > 0, "the server has closed the connection");
        Ok(read)
    }
}

fn length(head: &[u8]) -> Result<usize> {
    let head = std::str::from_utf8(head).context("a head that is not text")?;
    let status = head.lines().next().unwrap_or_default();
    ensure!(status.contains(" 200 "), "answered {status}");
    for line in head.lines() {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            return value.trim().parse().context("content-length");
        }
    }
    bail!("an answer without content-length")
}
