//! The port and the signals.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use tokio::net::TcpListener;

use super::tls::Certificates;

/// Opens the port that a flag names.
///
/// # Errors
/// Why it cannot be opened, and what to do.
pub async fn bind(address: SocketAddr, flag: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "{address} is taken by another program: stop that one, or choose another port with {flag} {}:{}",
            bracketed(address),
            address.port().checked_add(1).unwrap_or(8080)
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("{address} may not be opened by this user: choose a port from 1024 on with {flag}")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("this machine does not have the address {address}: name one of its own with {flag}")
        }
        _ => anyhow!("{address} cannot be opened: {error}; choose another with {flag}"),
    })
}

fn bracketed(address: SocketAddr) -> String {
    if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() }
}

/// The signals that ask for a stop, from the moment on which this was made.
pub struct StopSignals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

/// Listens to the signals that ask for a stop.
///
/// # Errors
/// A system that lets nobody listen.
#[cfg(unix)]
pub fn stop_signals() -> Result<StopSignals> {
    use tokio::signal::unix::{SignalKind, signal};
    Ok(StopSignals {
        interrupt: signal(SignalKind::interrupt())?,
        terminate: signal(SignalKind::terminate())?,
    })
}

/// Listens to the signal that asks for a stop.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub fn stop_signals() -> Result<StopSignals> {
    Ok(StopSignals {})
}

impl StopSignals {
    /// Ends at the next of them.
    #[cfg(unix)]
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Ends at the next of them.
    #[cfg(not(unix))]
    pub async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

/// Has certificate and key read again at each SIGHUP.
///
/// # Errors
/// A system that lets nobody listen.
#[cfg(unix)]
pub fn on_hangup(certificates: Arc<Certificates>) -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            certificates.reload();
        }
    });
    Ok(())
}

/// Nothing asks for this here: a new certificate takes a new start.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub fn on_hangup(_: Arc<Certificates>) -> Result<()> {
    Ok(())
}
