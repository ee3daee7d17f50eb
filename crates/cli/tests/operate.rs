//! What operators see of the service: readiness, figures, the log, the stop.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::run::Folder;
use crate::service::{Service, ask, request, talk};

const OPERATOR: [&str; 2] = ["--metrics-listen", "127.0.0.1:0"];

#[test]
fn a_service_is_ready_and_gives_every_request_an_id() {
    let folder = Folder::with_demo("operate-ready");
    let service = Service::start(&folder, &["--log-format", "json"]);
    let (ready, health) = (service.get("/ready"), service.get("/health"));
    assert_eq!((ready.status, ready.json()["ready"].clone()), (200, true.into()));
    assert_eq!((health.status, health.body.as_str()), (200, "ok"));
    let id = ready.header("x-request-id");
    assert!(!id.is_empty() && id != health.header("x-request-id"));
    let (_, log) = service.stop();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = lines.iter().find(|line| line["span"]["id"] == id.as_str()).unwrap();
    assert_eq!(
        (&line["method"], &line["route"], &line["status"]),
        (&"GET".into(), &"/ready".into(), &200.into())
    );
    assert!(line["ms"].as_f64().unwrap() > 0.0);
}

#[test]
fn figures_are_on_their_own_listener_alone() {
    let folder = Folder::with_demo("operate-figures");
    let service = Service::start(&folder, &OPERATOR);
    assert_eq!(service.get("/metrics").status, 404);
    service.get("/notices");
    assert_eq!(ask(&service.operator(), "GET", "/notices", &[], "").status, 404);
    let figures = ask(&service.operator(), "GET", "/metrics", &[], "");
    assert!(figures.header("content-type").starts_with("text/plain"));
    let has = |line: &str| assert!(figures.body.contains(line), "{line}: {}", figures.body);
    has("leye_http_requests_total{method=\"GET\",route=\"/notices\",status=\"2xx\"} 1");
    has("leye_http_request_seconds_bucket{route=\"/notices\",le=\"0.001\"}");
    has("leye_build_info{version=");
    has("leye_read_seconds_count");
    has("process_resident_memory_bytes");
}

#[test]
fn what_is_owed_is_counted_by_state() {
    let folder = Folder::with_demo("operate-owed");
    let service = Service::start(&folder, &OPERATOR);
    let mut text = String::new();
    for _ in 0..100 {
        text = ask(&service.operator(), "GET", "/metrics", &[], "").body;
        if text.contains("leye_sessions ") {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    let open: f64 = text
        .lines()
        .filter(|line| line.starts_with("leye_clocks{") && line.contains("when=\"open\""))
        .map(|line| line.rsplit(' ').next().unwrap().parse::<f64>().unwrap())
        .sum();
    assert!(open > 0.0, "{text}");
    assert!(text.contains("leye_clocks{state=\"completed\",when=\"late\"} 0"), "{text}");
    assert!(text.contains("leye_outbox_waiting "), "{text}");
}

/// A request whose body is not there yet, so that it stays open.
fn half_a_request(service: &Service) -> TcpStream {
    let mut stream = TcpStream::connect(service.address()).unwrap();
    let whole =
        request("POST", "/sign-in", &[("Content-Type", "application/x-www-form-urlencoded")], "name=a");
    stream.write_all(&whole.as_bytes()[..whole.len() - 1]).unwrap();
    // It has reached a handler once another one has been answered.
    service.get("/health");
    stream
}

#[cfg(unix)]
#[test]
fn a_stop_drains_first() {
    let folder = Folder::with_demo("operate-drain");
    let service = Service::start(&folder, &OPERATOR);
    let (operator, address) = (service.operator(), service.address());
    let mut open = half_a_request(&service);
    service.signal("-TERM");
    let mut ready = ask(&operator, "GET", "/ready", &[], "");
    for _ in 0..100 {
        if ready.status == 503 {
            break;
        }
        sleep(Duration::from_millis(20));
        ready = ask(&operator, "GET", "/ready", &[], "");
    }
    assert_eq!((ready.status, ready.json()["reason"].clone()), (503, "draining".into()));
    assert_eq!(ask(&operator, "GET", "/health", &[], "").status, 200);
    for _ in 0..100 {
        if TcpStream::connect(&address).is_err() {
            break;
        }
        sleep(Duration::from_millis(20));
    }
    assert!(TcpStream::connect(&address).is_err(), "nobody comes in any more");
    open.write_all(b"b").unwrap();
    let mut answer = String::new();
    open.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    let (code, log) = service.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("stopped"), "{log}");
    folder.leye(&["verify"]).ends(0);
}

#[cfg(unix)]
#[test]
fn patience_ends() {
    let folder = Folder::with_demo("operate-patience");
    let service = Service::start(&folder, &["--patience", "1"]);
    let _open = half_a_request(&service);
    let (code, log) = service.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("longer than 1 s"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_at_once() {
    let folder = Folder::with_demo("operate-twice");
    let service = Service::start(&folder, &["--patience", "600"]);
    let _open = half_a_request(&service);
    service.signal("-TERM");
    sleep(Duration::from_millis(300));
    service.signal("-TERM");
    let (code, log) = service.end();
    assert_eq!(code, Some(3), "{log}");
    assert!(log.contains("asked to stop again"), "{log}");
    folder.leye(&["verify"]).ends(0);
}

#[cfg(unix)]
#[test]
fn systemd_is_told() {
    use std::os::unix::net::UnixDatagram;
    let folder = Folder::with_demo("operate-systemd");
    let path = std::env::temp_dir().join(format!("leye-notify-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut command = folder.command(&["serve", "--listen", "127.0.0.1:0", "--json"]);
    let service = Service::spawn(command.env("NOTIFY_SOCKET", &path));
    let hear = || {
        let mut told = [0; 64];
        let length = socket.recv(&mut told).unwrap();
        String::from_utf8_lossy(&told[..length]).trim().to_owned()
    };
    assert_eq!(hear(), "READY=1");
    service.stop();
    assert_eq!(hear(), "STOPPING=1");
    let _ = std::fs::remove_file(&path);
}

#[test]
fn an_id_is_taken_from_a_proxy_that_was_named_and_from_nobody_else() {
    let folder = Folder::with_demo("operate-proxy");
    let sent = [("X-Request-Id", "from-the-proxy"), ("X-Forwarded-For", "203.0.113.7")];
    let service = Service::start(&folder, &["--behind-proxy", "127.0.0.0/8,::1"]);
    let answer = service.send("GET", "/sign-in", &sent, "");
    assert_eq!(answer.header("x-request-id"), "from-the-proxy");
    assert!(answer.header("set-cookie").contains("; Secure"), "{answer:?}");
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
    let odd = service.send("GET", "/sign-in", &[("X-Request-Id", "230102198011052349 a")], "");
    assert_ne!(odd.header("x-request-id"), "230102198011052349 a");
    drop(service);
    let service = Service::start(&folder, &[]);
    let answer = service.send("GET", "/sign-in", &sent, "");
    assert_ne!(answer.header("x-request-id"), "from-the-proxy");
    assert!(!answer.header("set-cookie").contains("; Secure"), "{answer:?}");
    assert!(answer.header("strict-transport-security").is_empty());
}

#[cfg(unix)]
#[test]
fn plain_http_for_other_machines_is_warned_of() {
    let folder = Folder::with_demo("operate-plain");
    let arguments = ["serve", "--json", "--listen", "0.0.0.0:0"];
    let (_, log) = Service::spawn(&mut folder.command(&arguments)).stop();
    assert!(log.contains("PLAIN HTTP ON 0.0.0.0:0"), "{log}");
    let behind = [&arguments[..], &["--behind-proxy", "10.0.0.5"]].concat();
    let (_, log) = Service::spawn(&mut folder.command(&behind)).stop();
    assert!(!log.contains("PLAIN HTTP"), "{log}");
}

#[test]
fn two_requests_on_one_connection_are_two() {
    let folder = Folder::with_demo("operate-alive");
    let service = Service::start(&folder, &OPERATOR);
    let kept = request("GET", "/health", &[], "").replace("Connection: close", "Connection: keep-alive");
    let both = format!("{kept}{}", request("GET", "/health", &[], ""));
    let answer = talk(TcpStream::connect(service.address()).unwrap(), &both);
    assert_eq!(answer.body.matches("HTTP/1.1 200").count(), 1, "{answer:?}");
    let figures = ask(&service.operator(), "GET", "/metrics", &[], "").body;
    assert!(figures.contains("leye_http_requests_total{method=\"GET\",route=\"/health\",status=\"2xx\"} 2"));
}

#[cfg(target_os = "linux")]
#[test]
fn storage_that_cannot_be_written_is_not_ready() {
    let folder = Folder::with_demo("operate-unwritable");
    let script = "trap '' XFSZ; exec \"$0\" \"$@\"";
    let leye = folder.command(&[]).get_program().to_owned();
    let mut full = std::process::Command::new("sh");
    full.args(["-c", script]).arg(leye).args(["serve", "--listen", "127.0.0.1:0", "--json"]);
    full.current_dir(folder.path("."));
    let service = Service::spawn(&mut full);
    // From now on no file may grow: to a program this looks like a disk that is full.
    service.limit("--fsize=0");
    let ready = service.get("/ready");
    assert_eq!(ready.status, 503);
    assert_eq!(ready.json(), serde_json::json!({ "ready": false, "reason": "storage cannot be written" }));
    assert_eq!(service.get("/health").status, 200);
    assert_eq!(service.get("/notices").status, 200, "reading goes on");
    let (code, log) = service.stop();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("storage is away"), "{log}");
}
