//! Where a server is and how it is spoken to.

use std::{fmt, time::Duration};

use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};

use crate::error::StoreError;

/// A PostgreSQL database, named by a URL as `libpq` writes it. Shown without its password.
#[derive(Clone)]
pub struct Database {
    config: Config,
    shown: String,
}

/// How long one attempt to connect may take, unless the URL says otherwise.
const CONNECT: Duration = Duration::from_secs(5);
/// After how much silence a connection is probed, and how long a probe may go unanswered.
const SILENCE: Duration = Duration::from_secs(30);

/// What every connection asks for. `options` in the URL come after these and win.
const OPTIONS: &str = "-c synchronous_commit=on -c lock_timeout=10s -c statement_timeout=60s \
                       -c idle_in_transaction_session_timeout=60s -c timezone=UTC";

impl Database {
    /// Reads a URL: `postgres://USER:PASSWORD@HOST:PORT/NAME?sslmode=require`, or for a
    /// socket `postgres:///NAME?host=/var/run/postgresql&user=USER`. Nothing is connected.
    ///
    /// # Errors
    /// [`StoreError::Server`] for a text that is no such URL. The text itself, which may
    /// hold a password, is not repeated.
    pub fn parse(url: &str) -> Result<Database, StoreError> {
        let url = url.trim();
        if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            let what = "not an address of a PostgreSQL database: write postgres://USER@HOST:PORT/NAME";
            return Err(StoreError::Server(what.into()));
        }
        let mut config: Config = url.parse().map_err(|error: tokio_postgres::Error| {
            let cause =
                std::error::Error::source(&error).map(|cause| format!(" ({cause})")).unwrap_or_default();
            let what = "the address of the database cannot be read";
            StoreError::Server(format!("{what}{cause}: write postgres://USER:PASSWORD@HOST:PORT/NAME"))
        })?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            config.host("localhost");
        }
        settle(&mut config, url);
        let shown = shown(&config);
        Ok(Database { config, shown })
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({})", self.shown)
    }
}

/// Fills in what the URL leaves open.
fn settle(config: &mut Config, url: &str) {
    let theirs = config.get_options().unwrap_or_default().to_owned();
    config.options(format!("{OPTIONS} {theirs}").trim_end().to_owned());
    if config.get_application_name().is_none() {
        config.application_name("leye");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if !url.contains("keepalives_idle") {
        config.keepalives_idle(SILENCE);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    // Between machines a password and people's data go encrypted, to a server whose
    // certificate is right, unless the URL says `sslmode=disable`.
    if config.get_ssl_mode() == SslMode::Prefer {
        let near = config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback)
            && config.get_hosts().iter().all(is_near);
        config.ssl_mode(if near { SslMode::Disable } else { SslMode::Require });
    }
}

fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn shown(config: &Config) -> String {
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => config.get_hostaddrs().first().map(ToString::to_string).unwrap_or_default(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!("postgres://{user}{host}:{port}/{}", config.get_dbname().unwrap_or_default())
}
