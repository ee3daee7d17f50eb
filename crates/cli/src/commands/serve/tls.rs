//! TLS by two files: TLS 1.2 and newer, HTTP/2 where the client can. The files are read
//! again when asked to, without ending a connection.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use axum::serve::Listener;
use jiff::Timestamp;
use leye_app::TimeSource;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tracing::{debug, error, info, warn};
use x509_cert::Certificate;
use x509_cert::der::Decode;

/// How long a client may take to begin.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How many may be beginning at once.
const BEGINNING: usize = 1024;
/// How long before its end a certificate is warned of, in hours.
const WARN_BEFORE: i64 = 30 * 24;

/// Certificate and key, as they were last read.
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    held: RwLock<Arc<CertifiedKey>>,
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.held.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Certificates {
    /// Reads both files.
    ///
    /// # Errors
    /// Which file cannot be read or used, or that they do not belong together.
    pub fn load(certificate: &Path, key: &Path) -> Result<Arc<Certificates>> {
        let held = RwLock::new(Arc::new(pair(certificate, key)?));
        let certificates = Certificates { certificate: certificate.to_owned(), key: key.to_owned(), held };
        certificates.tell_end();
        Ok(Arc::new(certificates))
    }

    /// Reads both files again. What cannot be used leaves the ones before in place.
    pub fn reload(&self) {
        match pair(&self.certificate, &self.key) {
            Ok(new) => {
                *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
                info!("certificate and key were read again");
                self.tell_end();
            }
            Err(error) => error!("the certificate was not changed: {error:#}"),
        }
    }

    fn config(self: Arc<Self>) -> Result<ServerConfig> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .context("TLS")?
            .with_no_client_auth()
            .with_cert_resolver(self);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }

    /// Tells when the certificate ends, loudly where it is over or soon will be.
    fn tell_end(&self) {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(ends) = held.cert.first().and_then(ends) else { return };
        metrics::gauge!("leye_tls_ends_at_seconds").set(u32::try_from(ends.as_second()).unwrap_or(u32::MAX));
        let file = self.certificate.display();
        let left = ends.duration_since(TimeSource::system()).as_hours();
        if ends <= TimeSource::system() {
            error!(
                "the certificate in {file} ended at {ends}: browsers will refuse it; put a new one there and send SIGHUP"
            );
        } else if left < WARN_BEFORE {
            warn!("the certificate in {file} ends at {ends}; put a new one there and send SIGHUP");
        }
    }
}

/// When a certificate ends.
fn ends(certificate: &CertificateDer<'_>) -> Option<Timestamp> {
    let read = Certificate::from_der(certificate.as_ref()).ok()?;
    let ends = read.tbs_certificate().validity().not_after.to_unix_duration();
    Timestamp::from_second(i64::try_from(ends.as_secs()).ok()?).ok()
}

fn pair(certificate: &Path, key: &Path) -> Result<CertifiedKey> {
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| anyhow!("--tls-cert {}: {error}", certificate.display()))?;
    if chain.is_empty() {
        bail!("--tls-cert {}: there is no certificate in it; it must be PEM", certificate.display());
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| {
        anyhow!("--tls-key {}: {error}; it must be a key as PEM, without a password", key.display())
    })?;
    CertifiedKey::from_der(chain, private, &ring::default_provider()).map_err(|error| match error {
        Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => anyhow!(
            "the key in {} does not belong to the certificate in {}: name the pair that was made together, the \
             server's own certificate first in its file",
            key.display(),
            certificate.display()
        ),
        error => anyhow!("--tls-cert {}, --tls-key {}: {error}", certificate.display(), key.display()),
    })
}

/// A port on which connections begin with TLS. One that begins slowly holds up no other.
pub struct TlsListener {
    begun: mpsc::Receiver<(TlsStream<TcpStream>, std::net::SocketAddr)>,
    address: std::net::SocketAddr,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    /// Begins to accept.
    ///
    /// # Errors
    /// A port that cannot tell its address, or a certificate that cannot be used.
    pub fn new(port: TcpListener, certificates: Arc<Certificates>) -> Result<TlsListener> {
        let address = port.local_addr().context("--listen")?;
        let acceptor = TlsAcceptor::from(Arc::new(certificates.config()?));
        let (sender, begun) = mpsc::channel(64);
        Ok(TlsListener { begun, address, accepting: tokio::spawn(accept(port, acceptor, sender)) })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.begun.recv().await {
            Some(begun) => begun,
            // Nobody accepts any more; whoever serves is about to stop.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.address)
    }
}

async fn accept(
    mut port: TcpListener,
    acceptor: TlsAcceptor,
    begun: mpsc::Sender<(TlsStream<TcpStream>, std::net::SocketAddr)>,
) {
    let beginning = Arc::new(Semaphore::new(BEGINNING));
    // The semaphore is never closed.
    while let Ok(permit) = beginning.clone().acquire_owned().await {
        let (stream, peer) = Listener::accept(&mut port).await;
        let (acceptor, begun) = (acceptor.clone(), begun.clone());
        tokio::spawn(async move {
            // A connection without this is only slower.
            let _ = stream.set_nodelay(true);
            match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                // Nobody takes it any more when the service stops.
                Ok(Ok(stream)) => drop(begun.send((stream, peer)).await),
                Ok(Err(error)) => debug!(%error, "a connection did not begin"),
                Err(_) => debug!("a connection took too long to begin"),
            }
            drop(permit);
        });
    }
}
