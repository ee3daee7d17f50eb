//! Answering requests until a stop was asked for, and a while longer.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::serve::{Listener, ListenerExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tracing::warn;

use super::told;

/// A plain port, on which nothing waits for more to send.
pub fn plain(port: TcpListener) -> impl Listener<Addr = SocketAddr> {
    port.tap_io(|stream: &mut TcpStream| {
        // A connection without this is only slower.
        let _ = stream.set_nodelay(true);
    })
}

/// Answers until a stop was asked for; then nobody comes in any more, and what is open may
/// take so long to end.
///
/// # Errors
/// A port that no longer works.
pub async fn answer<L: Listener<Addr = SocketAddr>>(
    listener: L,
    router: Router,
    stopped: watch::Receiver<bool>,
    patience: Duration,
) -> Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    // Only what was tapped tells who is at the other end, on whichever kind of port.
    let server = axum::serve(listener.tap_io(|_| {}), service).with_graceful_shutdown(told(stopped.clone()));
    tokio::select! {
        served = async { server.await } => served.context("serving"),
        () = async { told(stopped).await; tokio::time::sleep(patience).await } => {
            warn!("some requests took longer than {} s and were cut off", patience.as_secs());
            Ok(())
        }
    }
}
