//! What goes wrong in a cluster, and what to do next.

/// A screening that a cluster could not do. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// A people file that cannot be cut, or a result that cannot be written, on this machine.
    #[error(transparent)]
    Screen(#[from] leye_rules::ScreenError),
    /// What an executor says of the people file, by column and row as one machine would.
    #[error("{0}")]
    Fault(String),
    /// An address that cannot be understood.
    #[error("{url}: write the scheduler's address as http://HOST:PORT")]
    Url {
        /// What was given.
        url: String,
    },
    /// Nobody listens there.
    #[error("no scheduler answers at {url} ({source}); start one with `leye scheduler`")]
    Unreachable {
        /// Where.
        url: String,
        /// Why.
        source: std::io::Error,
    },
    /// The cluster failed, also when it was asked again.
    #[error("the cluster failed {times} times, at last: {message}; look at the executors' logs")]
    Failed {
        /// How often it was asked.
        times: u32,
        /// What it said.
        message: String,
    },
    /// A scheduler or an executor that cannot run.
    #[error("{0}")]
    Process(String),
}
