//! `leye serve`: the service, from an empty folder to a graceful stop.

mod first_start;
mod listen;
mod lock;
mod notify;
mod requests;
mod settling;
mod tls;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use leye_app::paper::Intake;
use leye_app::{App, AppError, Chance, Stopwatch};
use leye_intake::{Limits, VirusDaemon};
use leye_web::{Door, Metrics, Network, Settings};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing::{error, info, warn};

use crate::answer::{Outcome, Printer, Usage};
use crate::config::Effective;
use crate::rules::PackArgs;
use crate::storage::StorageArgs;
use tls::{Certificates, TlsListener};

/// What is left, of the patience, for closing storage once requests have ended.
const CLOSING: Duration = Duration::from_secs(2);

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

/// How to serve.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Shows a banner on every page and lets the clock be moved; refused on storage that
    /// holds real cases
    #[arg(long)]
    training: bool,
    /// Folder of people files (Parquet) over which drafts of packs may be rehearsed
    #[arg(long, value_name = "DIR")]
    people_dir: Option<PathBuf>,
    /// Daemon of ClamAV to which every file that is handed in is shown: tcp://HOST:PORT or
    /// unix:PATH
    #[arg(long, value_name = "ADDRESS")]
    clamav: Option<VirusDaemon>,
    /// File with the certificate of this server and those above it, as PEM; read again on
    /// SIGHUP
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// File with the key of that certificate, as PEM
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// TLS ends at a proxy with this address, or in this range (repeat it, or use commas): what it
    /// says of the client is believed
    #[arg(long, value_name = "ADDRESS", value_delimiter = ',')]
    behind_proxy: Vec<Network>,
    /// Address and port for /metrics, /health and /ready alone; off when left out
    #[arg(long, value_name = "ADDRESS")]
    metrics_listen: Option<SocketAddr>,
    /// Form of the log on standard error
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    pub log_format: LogFormat,
    /// How many seconds open requests have to end once a stop was asked for
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3600))]
    patience: u64,
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

/// What was opened before storage: a port that is taken must leave no new storage behind.
struct Ports {
    pages: TcpListener,
    operator: Option<(TcpListener, Metrics)>,
    certificates: Option<Arc<Certificates>>,
}

impl Serve {
    /// Whether the flags fit together.
    ///
    /// # Errors
    /// Which do not.
    pub fn check(&self) -> Result<()> {
        let lonely = match (&self.tls_cert, &self.tls_key) {
            (Some(_), None) => Some(("--tls-cert", "--tls-key")),
            (None, Some(_)) => Some(("--tls-key", "--tls-cert")),
            _ => None,
        };
        match lonely {
            Some((given, missing)) => {
                Err(Usage(format!("{given} needs {missing}: name both files, or neither")).into())
            }
            None => Ok(()),
        }
    }

    /// Serves until it is asked to stop.
    ///
    /// # Errors
    /// Storage or a port that cannot be opened.
    pub fn run(self, printer: Printer, effective: &Effective) -> Result<Outcome> {
        self.check()?;
        info!(settings = effective.line(), version = env!("CARGO_PKG_VERSION"), "starting");
        self.warn_of_plain_http();
        let (patience, asked) = (self.patience(), Arc::new(OnceLock::new()));
        let runtime = super::runtime()?;
        let app = runtime.block_on(self.serve(printer, asked.clone()));
        // What still runs is dropped first, then the last handle of the storage, which
        // closes it: what waits to be written is written, and heads.log is on disk.
        let gone = asked.get().map_or(0.0, |watch: &Stopwatch| watch.seconds());
        runtime.shutdown_timeout(patience.saturating_sub(Duration::from_secs_f64(gone)).max(CLOSING));
        drop(app?);
        info!("stopped");
        Ok(Outcome::Yes)
    }

    async fn serve(self, printer: Printer, asked: Arc<OnceLock<Stopwatch>>) -> Result<Arc<App>> {
        let ports = self.open_ports().await?;
        let signals = listen::stop_signals().context("listening to signals")?;
        let app = Arc::new(self.open().await?);
        let first = first_start::prepare(&app).await?;
        let url = self.url(&ports)?;
        let operator = ports.operator.as_ref().and_then(|(port, _)| port.local_addr().ok());
        first_start::announce(printer, &app, &url, operator, first.as_ref(), &self.storage.place()).await?;
        let door = Door::new(self.behind_proxy.clone());
        let (stop, stopped) = watch::channel(false);
        let settling = tokio::spawn(settling::settle(app.clone(), stopped.clone()));
        tokio::spawn(stop_when_asked(signals, door.clone(), stop, asked));
        let served = self.answer(ports, app.clone(), door, stopped).await;
        // A server that failed was not asked to stop, so neither was the task beside it.
        if served.is_err() {
            settling.abort();
        }
        match settling.await {
            Err(error) if !error.is_cancelled() => Err(error).context("the task that settles time limits"),
            _ => served.map(|()| app),
        }
    }

    async fn open_ports(&self) -> Result<Ports> {
        let certificates = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some(Certificates::load(certificate, key)?),
            _ => None,
        };
        if let Some(certificates) = &certificates {
            // Before anybody is told that the service is there: unheard, the signal would end it.
            listen::on_hangup(certificates.clone()).context("listening to signals")?;
        }
        let pages = listen::bind(self.listen, "--listen").await?;
        let operator = match self.metrics_listen {
            Some(address) => {
                let port = listen::bind(address, "--metrics-listen").await?;
                Some((port, Metrics::install().context("--metrics-listen")?))
            }
            None => None,
        };
        Ok(Ports { pages, operator, certificates })
    }

    async fn open(&self) -> Result<App> {
        let rules = self.pack.rules()?;
        let mut app = match self.storage.exists().await? {
            true => {
                lock::take(&self.storage.data)?;
                self.storage.open(rules).await?
            }
            false => {
                let app = self.storage.create(rules, Chance::from_system()).await?;
                lock::take(&self.storage.data)?;
                app
            }
        };
        // The service starts without its bucket: cases go on, and papers as soon as it is there.
        if let Err(error) = app.store().sweep_files().await {
            warn!(%error, "the files of people cannot be reached");
        }
        app.keep_people_in(self.people_dir.clone());
        app.take_in_by(Intake::new(Limits::default(), self.clamav.clone()));
        match app.begin(self.training).await {
            Err(AppError::NotTraining) => bail!(
                "the storage in {} holds real cases, whose clock may not be moved: leave --training out, or name \
                 another folder with --data",
                self.storage.place()
            ),
            begun => begun?,
        }
        Ok(app)
    }

    async fn answer(
        &self,
        ports: Ports,
        app: Arc<App>,
        door: Door,
        stopped: watch::Receiver<bool>,
    ) -> Result<()> {
        if let Some((port, metrics)) = ports.operator {
            tokio::spawn(metrics.clone().keep(app.clone()));
            let router = metrics.router(app.clone(), door.clone());
            // It answers to the very end, so that it can say that the service is stopping.
            tokio::spawn(async move { axum::serve(port, router).await });
        }
        let settings = Settings { secure_cookies: self.reached_over_tls() };
        let router = leye_web::router_behind(app, settings, door);
        notify::ready();
        match ports.certificates {
            Some(certificates) => {
                let listener = TlsListener::new(ports.pages, certificates)?;
                requests::answer(listener, router, stopped, self.patience()).await
            }
            None => requests::answer(requests::plain(ports.pages), router, stopped, self.patience()).await,
        }
    }

    fn url(&self, ports: &Ports) -> Result<String> {
        let address = ports.pages.local_addr().context("--listen")?;
        Ok(format!("{}://{address}", if ports.certificates.is_some() { "https" } else { "http" }))
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }

    fn reached_over_tls(&self) -> bool {
        self.tls_cert.is_some() || !self.behind_proxy.is_empty()
    }

    fn warn_of_plain_http(&self) {
        if !self.reached_over_tls() && !self.listen.ip().is_loopback() {
            warn!(
                "PLAIN HTTP ON {}: whoever is on the way can read passwords and personal data; use --tls-cert and \
                 --tls-key, or a proxy with TLS and --behind-proxy",
                self.listen
            );
        }
        if self.metrics_listen.is_some_and(|address| !address.ip().is_loopback()) {
            warn!(
                "the figures are open to whoever reaches --metrics-listen; let only your collector reach it"
            );
        }
    }
}

/// At the first signal the service drains, at the second it ends at once.
async fn stop_when_asked(
    mut signals: listen::StopSignals,
    door: Door,
    stop: watch::Sender<bool>,
    asked: Arc<OnceLock<Stopwatch>>,
) {
    signals.next().await;
    info!("stopping: open requests are being finished");
    let _ = asked.set(Stopwatch::start());
    door.close();
    notify::stopping();
    // Nobody left to tell means that the service has ended already.
    let _ = stop.send(true);
    signals.next().await;
    error!("asked to stop again: ending at once; what was acknowledged is on disk");
    std::process::exit(i32::from(crate::answer::FAILED));
}

/// Ends once a stop was asked for, or nobody is left who could ask.
async fn told(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}
