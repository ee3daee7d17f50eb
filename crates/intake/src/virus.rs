//! A daemon of ClamAV, asked over its own protocol (`INSTREAM`).

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use thiserror::Error;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// Bytes that are sent at once.
const CHUNK: usize = 64 << 10;

/// Bytes of an answer that are read; an answer is one line.
const ANSWER: u64 = 4 << 10;

/// How long the daemon may take to be reached, and for one file.
const REACH: Duration = Duration::from_secs(5);
const SCAN: Duration = Duration::from_secs(60);

/// Where a daemon of ClamAV listens: `tcp://HOST:PORT` or `unix:/path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VirusDaemon {
    place: Place,
    reach: Duration,
    scan: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Tcp(String),
    Unix(PathBuf),
}

/// An address that is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no address of a virus scanner: write tcp://HOST:PORT or unix:/path/to/clamd.ctl")]
pub struct BadVirusAddress(pub String);

/// Why a file does not pass the scanner.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VirusFault {
    /// The scanner knows it, by this name.
    #[error("infected: {0}")]
    Infected(String),
    /// No answer, or none that is understood.
    #[error("the virus scanner gives no answer: {0}")]
    Unreachable(String),
    /// More than the daemon takes.
    #[error("the virus scanner takes no file of this size: raise StreamMaxLength in clamd.conf")]
    TooLarge,
}

impl FromStr for VirusDaemon {
    type Err = BadVirusAddress;

    fn from_str(address: &str) -> Result<VirusDaemon, BadVirusAddress> {
        let place = if let Some(host) = address.strip_prefix("tcp://") {
            let port = host.rsplit_once(':').filter(|(host, _)| !host.is_empty());
            port.filter(|(_, port)| port.parse::<u16>().is_ok()).map(|_| Place::Tcp(host.to_owned()))
        } else {
            let path = address.strip_prefix("unix:").filter(|path| path.starts_with('/'));
            path.map(|path| Place::Unix(PathBuf::from(path)))
        };
        let place = place.ok_or_else(|| BadVirusAddress(address.to_owned()))?;
        Ok(VirusDaemon { place, reach: REACH, scan: SCAN })
    }
}

impl VirusDaemon {
    /// The same daemon with other times: to be reached, and for one file.
    #[must_use]
    pub fn within(self, reach: Duration, scan: Duration) -> VirusDaemon {
        VirusDaemon { reach, scan, ..self }
    }

    /// Asks the daemon for these bytes. It keeps no copy of them.
    ///
    /// # Errors
    /// [`VirusFault::Infected`] is its answer; otherwise why there is none.
    pub async fn scan(&self, bytes: &[u8]) -> Result<(), VirusFault> {
        let answer = match &self.place {
            Place::Tcp(host) => {
                let stream = reached(timeout(self.reach, TcpStream::connect(host)).await)?;
                timeout(self.scan, asked(stream, bytes)).await
            }
            Place::Unix(path) => {
                let stream = reached(timeout(self.reach, UnixStream::connect(path)).await)?;
                timeout(self.scan, asked(stream, bytes)).await
            }
        };
        let answer = answer.map_err(|_| VirusFault::Unreachable("no answer in time".to_owned()))?;
        understood(&answer.map_err(unreachable)?)
    }
}

fn unreachable(error: std::io::Error) -> VirusFault {
    VirusFault::Unreachable(error.to_string())
}

fn reached<S>(outcome: Result<std::io::Result<S>, tokio::time::error::Elapsed>) -> Result<S, VirusFault> {
    let late = |_| VirusFault::Unreachable("not reached in time".to_owned());
    outcome.map_err(late)?.map_err(unreachable)
}

/// The daemon's line on these bytes.
async fn asked(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> std::io::Result<String> {
    let sent = send(&mut stream, bytes).await;
    let mut answer = Vec::new();
    // A daemon that takes no more answers before all is sent: its line counts, not our fault.
    let read = stream.take(ANSWER).read_to_end(&mut answer).await;
    if answer.is_empty() {
        sent?;
        read?;
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

async fn send(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).expect("a chunk is 64 KiB at most");
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(chunk).await?;
    }
    stream.write_all(&[0; 4]).await?;
    stream.flush().await
}

/// `stream: OK`, `stream: NAME FOUND`, or a fault of the daemon.
fn understood(answer: &str) -> Result<(), VirusFault> {
    let answer = answer.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    let verdict = answer.strip_prefix("stream: ").unwrap_or(answer);
    if verdict == "OK" {
        return Ok(());
    }
    if let Some(name) = verdict.strip_suffix(" FOUND") {
        return Err(VirusFault::Infected(name.to_owned()));
    }
    if answer.contains("size limit exceeded") {
        return Err(VirusFault::TooLarge);
    }
    Err(VirusFault::Unreachable(format!("it said {answer:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_understood() {
        assert_eq!(understood("stream: OK\0"), Ok(()));
        assert_eq!(
            understood("stream: Leye.Sample.UNOFFICIAL FOUND\0"),
            Err(VirusFault::Infected("Leye.Sample.UNOFFICIAL".to_owned()))
        );
        assert_eq!(understood("INSTREAM size limit exceeded. ERROR\0"), Err(VirusFault::TooLarge));
        assert!(matches!(understood(""), Err(VirusFault::Unreachable(_))));
    }

    #[test]
    fn an_address_is_a_host_with_a_port_or_a_path() {
        for good in ["tcp://127.0.0.1:3310", "tcp://[::1]:3310", "tcp://clamav:3310", "unix:/run/clamd.ctl"] {
            assert!(good.parse::<VirusDaemon>().is_ok(), "{good}");
        }
        for bad in ["", "127.0.0.1:3310", "tcp://:3310", "tcp://host", "tcp://host:99999", "unix:clamd.ctl"] {
            assert!(bad.parse::<VirusDaemon>().is_err(), "{bad}");
        }
    }
}
