//! TLS by two files: which versions, what is refused, and a new certificate while serving.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{
    ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, StreamOwned, SupportedProtocolVersion,
};

use crate::run::Folder;
use crate::service::{Answer, Service, request, talk};

const FLAGS: [&str; 4] = ["--tls-cert", "server.crt", "--tls-key", "server.key"];

const TLS_1_2: &[&SupportedProtocolVersion] = &[&rustls::version::TLS12];
const TLS_1_3: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13];

/// Puts one of the pairs that the tests have into the folder; or two halves.
fn put(folder: &Folder, certificate: &str, key: &str) {
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls");
    fs::copy(pairs.join(format!("{certificate}.crt.pem")), folder.path("server.crt")).unwrap();
    fs::copy(pairs.join(format!("{key}.key.pem")), folder.path("server.key")).unwrap();
}

fn service(name: &str, certificate: &str) -> (Folder, Service) {
    let folder = Folder::with_demo(name);
    put(&folder, certificate, certificate);
    let service = Service::start(&folder, &FLAGS);
    (folder, service)
}

struct Client {
    trusted: String,
    versions: &'static [&'static SupportedProtocolVersion],
    protocols: Vec<Vec<u8>>,
}

impl Client {
    /// Who trusts one certificate.
    fn of(name: &str) -> Client {
        Client { trusted: name.to_owned(), versions: rustls::ALL_VERSIONS, protocols: Vec::new() }
    }

    /// A connection that has begun.
    fn begin(self, service: &Service) -> std::io::Result<StreamOwned<ClientConnection, TcpStream>> {
        let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls");
        let mut roots = RootCertStore::empty();
        let file = pairs.join(format!("{}.crt.pem", self.trusted));
        roots.add(CertificateDer::from_pem_file(file).unwrap()).unwrap();
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(self.versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = self.protocols;
        let name = "localhost".try_into().unwrap();
        let mut client = ClientConnection::new(Arc::new(config), name).unwrap();
        let mut stream = TcpStream::connect(service.address()).unwrap();
        while client.is_handshaking() {
            client.complete_io(&mut stream)?;
        }
        Ok(StreamOwned::new(client, stream))
    }

    fn get(self, service: &Service, path: &str) -> std::io::Result<Answer> {
        Ok(talk(self.begin(service)?, &request("GET", path, &[], "")))
    }
}

#[test]
fn pages_come_over_tls_with_cookies_for_tls_alone() {
    let (_folder, service) = service("tls-pages", "first");
    assert!(service.said["address"].as_str().unwrap().starts_with("https://"));
    let page = Client::of("first").get(&service, "/sign-in").unwrap();
    assert_eq!(page.status, 200);
    assert!(page.header("set-cookie").contains("; Secure"), "{page:?}");
    assert!(page.header("strict-transport-security").starts_with("max-age="), "{page:?}");
    assert!(Client::of("second").get(&service, "/sign-in").is_err(), "somebody else's certificate");
}

#[test]
fn tls_1_2_and_1_3_are_spoken_and_http_2_is_offered() {
    let (_folder, service) = service("tls-versions", "first");
    for (version, expected) in [(TLS_1_2, ProtocolVersion::TLSv1_2), (TLS_1_3, ProtocolVersion::TLSv1_3)] {
        let protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let begun = Client { versions: version, protocols, ..Client::of("first") }.begin(&service).unwrap();
        assert_eq!(begun.conn.protocol_version(), Some(expected));
        assert_eq!(begun.conn.alpn_protocol(), Some(&b"h2"[..]));
    }
}

#[test]
fn a_plain_request_holds_nobody_up() {
    let (_folder, service) = service("tls-plain", "first");
    let silent = TcpStream::connect(service.address()).unwrap();
    let _rude = TcpStream::connect(service.address()).unwrap();
    assert_eq!(Client::of("first").get(&service, "/health").unwrap().status, 200);
    drop(silent);
}

#[test]
fn files_that_do_not_belong_together_are_refused_before_anything_is_made() {
    let folder = Folder::new("tls-wrong");
    let start = [&["serve", "--listen", "127.0.0.1:0"][..], &FLAGS].concat();
    put(&folder, "first", "second");
    let ran = folder.leye(&start).ends(3);
    assert!(ran.err.contains("does not belong to the certificate in server.crt"), "{}", ran.err);
    fs::write(folder.path("server.crt"), "no certificate").unwrap();
    assert!(folder.leye(&start).ends(3).err.contains("server.crt: there is no certificate in it"));
    put(&folder, "first", "first");
    fs::write(folder.path("server.key"), "no key").unwrap();
    assert!(folder.leye(&start).ends(3).err.contains("--tls-key server.key"));
    fs::remove_file(folder.path("server.key")).unwrap();
    assert!(folder.leye(&start).ends(3).err.contains("--tls-key server.key"));
    assert!(!folder.path("leye-data").exists());
}

#[cfg(unix)]
#[test]
fn a_certificate_that_has_ended_is_warned_of() {
    let (_folder, service) = service("tls-ended", "ended");
    let (code, log) = service.stop();
    assert_eq!(code, Some(0));
    assert!(log.contains("server.crt ended at 2020-02-01"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_new_certificate_is_taken_while_serving_and_a_wrong_one_is_not() {
    let (folder, service) = service("tls-reload", "first");
    put(&folder, "second", "first");
    service.signal("-HUP");
    sleep(Duration::from_millis(300));
    assert!(Client::of("first").get(&service, "/health").is_ok(), "a wrong pair changes nothing");
    put(&folder, "second", "second");
    service.signal("-HUP");
    let taken = (0..100).any(|_| {
        sleep(Duration::from_millis(20));
        Client::of("second").get(&service, "/health").is_ok_and(|answer| answer.status == 200)
    });
    assert!(taken);
    let (_, log) = service.stop();
    assert!(log.contains("the certificate was not changed") && log.contains("does not belong"), "{log}");
}
