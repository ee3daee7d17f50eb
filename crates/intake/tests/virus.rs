//! A real daemon of ClamAV with one signature of our own (Debian: clamav-daemon).

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use leye_intake::{IntakeFault, VirusDaemon, VirusFault};
use tempfile::TempDir;

/// What the made-up signature knows.
const SICK: &[u8] = b"leye-made-up-sickness-0001";

/// A daemon that ends with its owner.
struct Clamd {
    child: Child,
    folder: TempDir,
}

impl Drop for Clamd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> PathBuf {
    let places = ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"].map(PathBuf::from);
    let found = places.into_iter().find(|place| place.exists());
    found.expect("clamd is here: `cargo xtask test` as root installs clamav-daemon")
}

impl Clamd {
    /// Starts one and waits until it listens.
    async fn started() -> Clamd {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name).display().to_string();
        std::fs::create_dir(at("signatures")).expect("a folder");
        let digits: String = SICK.iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(at("signatures/leye.ndb"), format!("Leye.Sample:0:*:{digits}\n"))
            .expect("a signature");
        let settings = [
            "Foreground yes".to_owned(),
            format!("DatabaseDirectory {}", at("signatures")),
            format!("LocalSocket {}", at("clamd.ctl")),
            format!("PidFile {}", at("clamd.pid")),
            format!("TemporaryDirectory {}", folder.path().display()),
            "StreamMaxLength 1M".to_owned(),
        ];
        std::fs::write(at("clamd.conf"), settings.join("\n") + "\n").expect("settings");
        let log = std::fs::File::create(at("log")).expect("a log");
        let mut command = Command::new(program());
        command.arg("--config-file").arg(at("clamd.conf")).stdin(Stdio::null());
        command.stdout(log.try_clone().expect("a log")).stderr(log);
        let mut clamd = Clamd { child: command.spawn().expect("clamd starts"), folder };
        for _ in 0..600 {
            if clamd.daemon().scan(b"well").await.is_ok() {
                return clamd;
            }
            let ended = clamd.child.try_wait().expect("a child");
            let log = std::fs::read_to_string(clamd.folder.path().join("log")).unwrap_or_default();
            assert!(ended.is_none(), "clamd ended: {log}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("clamd does not listen");
    }

    fn daemon(&self) -> VirusDaemon {
        format!("unix:{}", self.folder.path().join("clamd.ctl").display()).parse().expect("an address")
    }
}

#[tokio::test]
async fn a_daemon_tells_the_sick_from_the_well() {
    let clamd = Clamd::started().await;
    let daemon = clamd.daemon();
    assert_eq!(daemon.scan(b"well").await, Ok(()));
    assert_eq!(daemon.scan(&vec![b'a'; 900_000]).await, Ok(()));
    let sick = [&[b'a'; 200_000], SICK].concat();
    let found = daemon.scan(&sick).await.expect_err("sick");
    assert_eq!(found, VirusFault::Infected("Leye.Sample.UNOFFICIAL".to_owned()));
    assert_eq!(IntakeFault::from(found).code(), "infected");
    assert_eq!(daemon.scan(&vec![b'a'; 8 << 20]).await, Err(VirusFault::TooLarge));
}

#[tokio::test]
async fn a_daemon_that_is_not_there_is_told() {
    for address in ["tcp://127.0.0.1:1", "unix:/nowhere/clamd.ctl"] {
        let daemon: VirusDaemon = address.parse().expect("an address");
        let found = daemon.scan(b"well").await.expect_err("nobody listens");
        assert!(matches!(found, VirusFault::Unreachable(_)), "{found}");
        assert_eq!(IntakeFault::from(found).code(), "unscanned");
    }
}

#[tokio::test]
async fn a_daemon_that_says_nothing_is_not_waited_for() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("tcp://{}", listener.local_addr().expect("an address"));
    let silent = tokio::spawn(async move {
        let connection = listener.accept().await;
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(connection);
    });
    let daemon: VirusDaemon = address.parse().expect("an address");
    let daemon = daemon.within(Duration::from_secs(1), Duration::from_millis(200));
    assert!(matches!(daemon.scan(b"well").await, Err(VirusFault::Unreachable(_))));
    silent.abort();
}
