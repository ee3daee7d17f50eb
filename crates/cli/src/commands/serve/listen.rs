//! The port and the signals.

use std::io::ErrorKind;
use std::net::SocketAddr;

use anyhow::{Result, anyhow};
use tokio::net::TcpListener;

/// Opens the port.
///
/// # Errors
/// Why it cannot be opened, and what to do.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "{address} is taken by another program: stop that one, or choose another port with --listen {}:{}",
            bracketed(address),
            address.port().checked_add(1).unwrap_or(8080)
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("{address} may not be opened by this user: choose a port from 1024 on with --listen")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("this machine does not have the address {address}: name one of its own with --listen")
        }
        _ => anyhow!("{address} cannot be opened: {error}; choose another with --listen"),
    })
}

fn bracketed(address: SocketAddr) -> String {
    if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() }
}

/// Listens to the signals that ask for a stop, from now on; what it gives ends at the
/// first of them.
///
/// # Errors
/// A system that lets nobody listen.
#[cfg(unix)]
pub fn stop_signals() -> Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens to the signal that asks for a stop; what it gives ends with it.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub fn stop_signals() -> Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
