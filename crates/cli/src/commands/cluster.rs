//! `leye scheduler` and `leye executor`: the processes of a cluster that screens.
//!
//! They ask nobody who they are: a cluster belongs on a network that only its machines reach.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Result;

use crate::answer::Outcome;

/// Where to listen, and when an executor is lost.
#[derive(Debug, clap::Args)]
pub struct Scheduler {
    /// Address and port to listen on; nobody is asked who they are
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:50050")]
    listen: SocketAddr,
    /// Seconds without a sign of life after which an executor is lost and its work is done again
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(10..))]
    lost_after: u64,
}

/// Which scheduler gives the work, and how much at once.
#[derive(Debug, clap::Args)]
pub struct Executor {
    /// The address of the scheduler
    #[arg(long, value_name = "http://HOST:PORT", default_value = "http://127.0.0.1:50050")]
    scheduler: String,
    /// Address and port from which results are fetched; nobody is asked who they are
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:50051")]
    listen: SocketAddr,
    /// The name by which other machines reach this one
    #[arg(long, value_name = "HOST")]
    reached_as: Option<String>,
    /// Slices to judge at once; 0 for one a core
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    slices: usize,
    /// Folder for results that were not fetched yet
    #[arg(long, value_name = "DIR", default_value = "leye-executor")]
    work: PathBuf,
}

impl Scheduler {
    /// Runs until the process is stopped.
    ///
    /// # Errors
    /// A port that is taken.
    pub async fn run(self) -> Result<Outcome> {
        leye_cluster::Scheduler { listen: self.listen, lost_after: self.lost_after }.run().await?;
        Ok(Outcome::Yes)
    }
}

impl Executor {
    /// Runs until the process is stopped.
    ///
    /// # Errors
    /// A scheduler that does not answer, a port that is taken, a folder that cannot be made.
    pub async fn run(self) -> Result<Outcome> {
        std::fs::create_dir_all(&self.work)?;
        let executor = leye_cluster::Executor {
            scheduler: self.scheduler,
            listen: self.listen,
            reached_as: self.reached_as,
            slices: self.slices,
            work: self.work,
        };
        executor.run().await?;
        Ok(Outcome::Yes)
    }
}
