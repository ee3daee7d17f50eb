//! `leye serve`: the service, from an empty folder to a graceful stop.

mod first_start;
mod listen;
mod lock;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use leye_app::{App, AppError, Chance};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing::{info, warn};

use crate::answer::{Outcome, Printer};
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// How often the service looks for time limits that ran out.
const SETTLING: Duration = Duration::from_secs(30);
/// How long requests may take to end once a stop was asked for.
const PATIENCE: Duration = Duration::from_secs(20);

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
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

impl Serve {
    /// Serves until it is asked to stop.
    ///
    /// # Errors
    /// Storage or a port that cannot be opened.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        let runtime = super::runtime()?;
        let app = runtime.block_on(self.serve(printer));
        // What still runs is dropped first, then the last handle of the storage, which
        // closes it.
        runtime.shutdown_timeout(PATIENCE);
        drop(app?);
        info!("stopped");
        Ok(Outcome::Yes)
    }

    async fn serve(self, printer: Printer) -> Result<Arc<App>> {
        // The port comes first: a taken one must not leave new storage behind.
        let listener = listen::bind(self.listen).await?;
        let stop_asked = listen::stop_signals().context("listening to signals")?;
        let app = Arc::new(self.open().await?);
        let first = first_start::prepare(&app).await?;
        let address = listener.local_addr().context("--listen")?;
        first_start::announce(printer, &app, address, first.as_ref(), &self.storage.place()).await?;
        let (stop, stopped) = watch::channel(false);
        let settling = tokio::spawn(settle(app.clone(), stopped.clone()));
        tokio::spawn(async move {
            stop_asked.await;
            info!("stopping: open requests are being finished");
            // Nobody left to tell means that the service has ended already.
            let _ = stop.send(true);
        });
        let served = answer_requests(listener, app.clone(), stopped).await;
        // A server that failed was not asked to stop, so neither was the task beside it.
        if served.is_err() {
            settling.abort();
        }
        match settling.await {
            Err(error) if !error.is_cancelled() => Err(error).context("the task that settles time limits"),
            _ => served.map(|()| app),
        }
    }

    async fn open(&self) -> Result<App> {
        let rules = self.pack.rules()?;
        let app = match self.storage.exists().await? {
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
}

async fn answer_requests(listener: TcpListener, app: Arc<App>, stopped: watch::Receiver<bool>) -> Result<()> {
    let service = leye_web::router(app, leye_web::Settings { secure_cookies: false })
        .into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(told(stopped.clone()));
    tokio::select! {
        served = async { server.await } => served.context("serving"),
        () = async { told(stopped).await; tokio::time::sleep(PATIENCE).await } => {
            warn!("some requests took longer than {} s and were cut off", PATIENCE.as_secs());
            Ok(())
        }
    }
}

/// Ends once a stop was asked for, or nobody is left who could ask.
async fn told(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Lets the service act where the rules say that it does so by itself.
async fn settle(app: Arc<App>, stopped: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(SETTLING);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = told(stopped.clone()) => return,
            _ = ticks.tick() => settle_once(&app).await,
        }
    }
}

async fn settle_once(app: &App) {
    // A calendar, an agency or a user may have come in by the command line meanwhile.
    if let Err(error) = app.refresh().await {
        warn!(%error, "what was changed beside the service could not be read; trying again");
    }
    match app.settle_due().await {
        Ok(0) => {}
        Ok(count) => info!(count, "cases moved on by themselves"),
        Err(error) => warn!(%error, "time limits that ran out could not be settled; trying again"),
    }
}
