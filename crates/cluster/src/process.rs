//! The scheduler and the executors, each a process that runs until it is stopped.

use std::net::SocketAddr;
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;

use crate::client::address;
use crate::codec::Codec;
use crate::error::ClusterError;

/// Gives slices to executors. Executors fetch their work, so that nobody has to reach them but
/// whoever reads their results.
#[derive(Clone, Debug)]
pub struct Scheduler {
    /// Where it listens.
    pub listen: SocketAddr,
    /// After so many seconds without a sign of life an executor counts as lost. They give one
    /// every five seconds.
    pub lost_after: u64,
}

/// Judges slices.
#[derive(Clone, Debug)]
pub struct Executor {
    /// Address of the scheduler, as `http://HOST:PORT`.
    pub scheduler: String,
    /// Where it listens for those who read its results.
    pub listen: SocketAddr,
    /// The name by which others reach it; the address of `listen` if there is none.
    pub reached_as: Option<String>,
    /// Slices that it judges at once; 0 for as many as it has cores.
    pub slices: usize,
    /// Folder for what was found and not fetched yet.
    pub work: std::path::PathBuf,
}

impl Scheduler {
    /// Runs until the process is stopped.
    ///
    /// # Errors
    /// A port that is taken.
    pub async fn run(self) -> Result<(), ClusterError> {
        let config = SchedulerConfig {
            bind_host: self.listen.ip().to_string(),
            bind_port: self.listen.port(),
            scheduling_policy: TaskSchedulingPolicy::PullStaged,
            executor_timeout_seconds: self.lost_after,
            expire_dead_executor_interval_seconds: 2,
            no_executors_grace_period_seconds: self.lost_after,
            override_physical_codec: Some(Arc::new(Codec::default())),
            ..SchedulerConfig::default()
        };
        let cluster = BallistaCluster::new_from_config(&config).await.map_err(|error| failed(&error))?;
        start_server(cluster, self.listen, Arc::new(config)).await.map_err(|error| failed(&error))
    }
}

impl Executor {
    /// Runs until the process is stopped.
    ///
    /// # Errors
    /// A scheduler that does not answer, or a port that is taken.
    pub async fn run(self) -> Result<(), ClusterError> {
        let (host, port) = address(&self.scheduler)?;
        let listen = self.listen.ip().to_string();
        let config = ExecutorProcessConfig {
            bind_host: listen.clone(),
            external_host: Some(self.reached_as.unwrap_or(listen)),
            port: self.listen.port(),
            scheduler_host: host,
            scheduler_port: port,
            // A scheduler that is started at the same time may need a moment.
            scheduler_connect_timeout_seconds: 30,
            vcores: self.slices,
            task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
            work_dir: Some(self.work.display().to_string()),
            job_data_ttl_seconds: 3_600,
            job_data_clean_up_interval_seconds: 600,
            override_physical_codec: Some(Arc::new(Codec::default())),
            ..ExecutorProcessConfig::default()
        };
        start_executor_process(Arc::new(config)).await.map_err(|error| failed(&error))
    }
}

fn failed(error: &dyn std::fmt::Display) -> ClusterError {
    ClusterError::Process(error.to_string())
}
