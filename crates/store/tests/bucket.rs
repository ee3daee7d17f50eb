//! Files in a bucket, on a real server that speaks S3.

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use leye_store::{Bucket, BucketKey, CommitError, Erasure, Source, Store, verify_source};

use crate::{files::issue, fixture::*};

/// What no error may show.
const SECRET: &str = "WRONG-SECRET-WRONG-SECRET-WRONG-SECRET-0";

/// A server of its own; ends with the test.
struct Server {
    port: u16,
    child: Child,
}

impl Server {
    /// From the `moto` that `cargo xtask test` installs, or the one on the path. After
    /// `unchecked` requests it asks for keys.
    fn start(port: u16, unchecked: Option<u32>) -> Server {
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
        let own = home.join(".cache/leye/moto/bin/moto_server");
        let program = if own.exists() { own } else { PathBuf::from("moto_server") };
        let mut command = Command::new(program);
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        if let Some(unchecked) = unchecked {
            command.env("INITIAL_NO_AUTH_ACTION_COUNT", unchecked.to_string());
        }
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.expect("a server that speaks S3: `cargo xtask test` installs it");
        let server = Server { port, child };
        for _ in 0..600 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the server that speaks S3 does not come up");
    }

    fn new(unchecked: Option<u32>) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Server::start(port, unchecked)
    }

    /// Sends one request without a body, of whoever; nobody looks.
    fn ask(&self, request: &str) -> String {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let key =
            "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request, SignedHeaders=, Signature=0";
        let request = format!(
            "{request} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: {key}\r\nContent-Length: 0\r\n\
             Connection: close\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn make_bucket(&self) {
        assert!(self.ask("PUT /papers").contains(" 200 "));
    }

    /// How many objects the bucket holds.
    fn objects(&self) -> usize {
        self.ask("GET /papers?list-type=2").matches("<Key>").count()
    }

    fn bucket(&self) -> Bucket {
        self.bucket_with("AKID", "SOME-SECRET")
    }

    fn bucket_with(&self, id: &str, secret: &str) -> Bucket {
        let key = BucketKey::from_text(&format!("{id}:{secret}")).unwrap();
        Bucket::parse(&format!("http://127.0.0.1:{}/papers/leye", self.port), key).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn storage(folder: &Folder, bucket: Bucket) -> Store {
    let store = three_cases(folder).await;
    store.keep_files_in(bucket).await.unwrap();
    store
}

async fn verified(folder: &Folder, bucket: Option<Bucket>) -> leye_store::VerifyReport {
    let source =
        Source { dir: folder.path().to_owned(), database: None, master_key: Some(key()), files: bucket };
    verify_source(source, std::sync::Arc::new(|_| {})).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_kept_read_checked_and_dropped_in_a_bucket() {
    let (server, folder) = (Server::new(None), Folder::new("bucket"));
    server.make_bucket();
    let store = storage(&folder, server.bucket()).await;
    let one = issue(&store, 1, 0, b"SECRET-CONTENT one").await;
    let two = issue(&store, 2, 0, b"two").await;
    assert_eq!(store.file(COUNTY, &person_id(1), &one).await.unwrap().unwrap(), b"SECRET-CONTENT one");
    assert_eq!(store.keep_file(COUNTY, &person_id(2), b"two").await.unwrap(), two);
    assert_eq!(server.objects(), 2, "the same content is kept once");
    let raw = server.ask(&format!("GET /papers/leye/{COUNTY}/{}/{one}", person_id(1)));
    assert!(raw.contains(" 200 ") && !raw.contains("SECRET-CONTENT"));
    assert!(!folder.path().join("files").exists());
    assert_eq!(store.verify().await.unwrap().files, 2);
    let report = verified(&folder, Some(server.bucket())).await;
    assert_eq!((report.fault, report.files), (None, 2));
    // Who does not name the bucket learns that nothing was looked at, and keeps nothing elsewhere.
    let report = verified(&folder, None).await;
    assert_eq!((report.fault, report.files), (None, 0));
    assert!(report.files_in.unwrap().ends_with("/papers/leye"));
    let astray = open(&folder).await;
    let refused = astray.keep_file(COUNTY, &person_id(1), b"astray").await.unwrap_err().to_string();
    assert!(refused.contains("/papers/leye") && refused.contains("--files"), "{refused}");

    let reason = "asked for".to_owned();
    let (county, person) = (COUNTY.to_owned(), person_id(1));
    store.erase_person(Erasure { county, person, reason, actor: "head".into(), at: noon() }).await.unwrap();
    assert_eq!(server.objects(), 1);
    assert_eq!(store.file(COUNTY, &person_id(1), &one).await.unwrap(), None);
    let report = store.verify().await.unwrap();
    assert_eq!((report.fault, report.files), (None, 1));
    let gone = server.ask(&format!("DELETE /papers/leye/{COUNTY}/{}/{two}", person_id(2)));
    assert!(gone.contains(" 204 "), "{gone}");
    let fault = store.verify().await.unwrap().fault.unwrap();
    assert!(fault.place.ends_with(&two) && fault.what.contains("missing"), "{fault}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_not_there_is_told() {
    let (server, folder) = (Server::new(None), Folder::new("bucket-none"));
    let store = storage(&folder, server.bucket()).await;
    for told in [
        store.keep_file(COUNTY, &person_id(1), b"one").await.unwrap_err().to_string(),
        store.file(COUNTY, &person_id(1), "00").await.unwrap_err().to_string(),
        store.sweep_files().await.unwrap_err().to_string(),
    ] {
        assert!(told.contains("/papers") && told.contains("no such bucket"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_told_without_the_key() {
    let (server, folder) = (Server::new(Some(1)), Folder::new("bucket-key"));
    server.make_bucket();
    let store = storage(&folder, server.bucket_with("WRONGID", SECRET)).await;
    for told in [
        store.keep_file(COUNTY, &person_id(1), b"one").await.unwrap_err().to_string(),
        store.sweep_files().await.unwrap_err().to_string(),
    ] {
        assert!(told.contains("refuses the key"), "{told}");
        assert!(!told.contains(SECRET) && !told.contains("WRONGID"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_away_is_told_and_used_again_when_it_is_back() {
    let (mut server, folder) = (Server::new(None), Folder::new("bucket-away"));
    server.make_bucket();
    let store = storage(&folder, server.bucket()).await;
    store.keep_file(COUNTY, &person_id(1), b"before").await.unwrap();
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let told = store.keep_file(COUNTY, &person_id(1), b"meanwhile").await.unwrap_err();
    assert!(matches!(told, CommitError::Store(leye_store::StoreError::Server(_))), "{told:?}");
    assert!(told.to_string().contains("does not answer"), "{told}");
    // An erasure does not wait for it: the key is gone.
    let (county, person) = (COUNTY.to_owned(), person_id(2));
    let erasure = Erasure { county, person, reason: "asked for".into(), actor: "head".into(), at: noon() };
    store.erase_person(erasure).await.unwrap();

    // This server keeps its buckets in memory.
    let server = Server::start(server.port, None);
    server.make_bucket();
    let kept = store.keep_file(COUNTY, &person_id(1), b"meanwhile").await.unwrap();
    assert_eq!(store.file(COUNTY, &person_id(1), &kept).await.unwrap().unwrap(), b"meanwhile");
}
