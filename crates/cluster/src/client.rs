//! Whoever asks a cluster to screen: cuts the file, hands out the slices, writes the result.

use std::collections::BTreeMap;
use std::path::Path;

use ballista_core::extension::SessionConfigExt;
use datafusion::prelude::SessionConfig;
use datafusion_proto::protobuf::PhysicalPlanNode;
use futures_util::StreamExt;
use leye_rules::{Cut, Engine, Output, Screened, cut};

use crate::codec::Codec;
use crate::error::ClusterError;
use crate::job::Job;
use crate::plan::{ScreenExec, result};

/// A result that gets lost with its executor is asked for again, so often at most.
const TIMES: u32 = 3;

/// A screening for a cluster.
#[derive(Debug)]
pub struct Request<'a> {
    /// Address of the scheduler, as `http://HOST:PORT`.
    pub cluster: &'a str,
    /// The people file, under a path that every executor can read.
    pub people: &'a Path,
    /// The result file.
    pub out: &'a Path,
    /// The files of the pack.
    pub pack: BTreeMap<String, String>,
    /// The pack on the day, compiled.
    pub engine: &'a Engine,
    /// Rows that a slice has at least; row groups are not cut.
    pub slice: u64,
}

/// Judges everybody of a people file and writes the result file: byte for byte the one that
/// one machine writes. `progress` is told how many rows of how many are done.
///
/// # Errors
/// As [`leye_rules::screen`]; a cluster that cannot be reached or fails.
pub async fn screen(
    request: Request<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Screened, ClusterError> {
    let (host, port) = address(request.cluster)?;
    let unreachable = |source| ClusterError::Unreachable { url: request.cluster.to_owned(), source };
    tokio::net::TcpStream::connect((host.as_str(), port)).await.map_err(unreachable)?;
    let people = request.people.canonicalize();
    let people = people.unwrap_or_else(|_| request.people.to_owned());
    let cut = cut(&people, request.engine, request.slice)?;
    progress(0, cut.rows);
    if cut.slices.is_empty() {
        return Ok(Output::create(&people, request.out)?.finish(cut.rows)?);
    }
    // What the examples of a pack say is nothing to rule by.
    let mut pack = request.pack;
    pack.retain(|name, _| !name.starts_with("examples/"));
    let mut last = String::new();
    for _ in 0..TIMES {
        // Each task carries the job: the slices travel beside it, each to its own.
        let whole = Cut { slices: Vec::new(), ..cut };
        let job = Job::new(people.clone(), request.engine.on(), pack.clone(), whole);
        let mut output = Output::create(&people, request.out)?;
        match fetch(request.cluster, job, &cut, &mut output, progress).await {
            Ok(()) => return Ok(output.finish(cut.rows)?),
            Err(Broken::For(error)) => return Err(error),
            Err(Broken::Perhaps(message)) => last = message,
        }
    }
    Err(ClusterError::Failed { times: TIMES, message: last })
}

/// Why a result did not come.
enum Broken {
    /// It would not come another time either.
    For(ClusterError),
    /// It may come another time.
    Perhaps(String),
}

impl From<datafusion::error::DataFusionError> for Broken {
    fn from(error: datafusion::error::DataFusionError) -> Broken {
        Broken::Perhaps(error.to_string())
    }
}

async fn fetch(
    cluster: &str,
    job: Job,
    cut: &Cut,
    output: &mut Output,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Broken> {
    let plan = ScreenExec::whole(job, &cut.slices)?;
    let config = SessionConfig::new_with_ballista();
    let mut found = ballista_core::execution_plans::execute_physical_plan::<PhysicalPlanNode>(
        cluster.to_owned(),
        &config.ballista_config(),
        plan,
        &Codec::default(),
        ballista_core::ids::new_instance_id().to_string(),
        config,
    )
    .await?;
    let mut before = None;
    while let Some(batch) = found.next().await {
        let batch = batch?;
        let order = crate::plan::order(&batch);
        if let (Some(first), Some(last)) = (order.first(), order.last()) {
            if before.is_some_and(|before| before >= *first) {
                return Err(Broken::Perhaps("rows came out of order".to_owned()));
            }
            before = Some(*last);
            progress(*last, cut.rows);
        }
        let rows = result(&batch).map_err(|fault| Broken::For(ClusterError::Fault(fault)))?;
        output.write(rows).map_err(|error| Broken::For(error.into()))?;
    }
    Ok(())
}

/// Host and port of `http://HOST:PORT`.
pub(crate) fn address(url: &str) -> Result<(String, u16), ClusterError> {
    let wrong = || ClusterError::Url { url: url.to_owned() };
    let rest = url.strip_prefix("http://").ok_or_else(wrong)?.trim_end_matches('/');
    let (host, port) = rest.rsplit_once(':').ok_or_else(wrong)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if host.is_empty() { Err(wrong()) } else { Ok((host.to_owned(), port.parse().map_err(|_| wrong())?)) }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_host_and_port() {
        assert_eq!(address("http://10.0.0.1:50050").unwrap(), ("10.0.0.1".to_owned(), 50_050));
        assert_eq!(address("http://[::1]:50050/").unwrap(), ("::1".to_owned(), 50_050));
        for wrong in ["", "10.0.0.1:50050", "http://10.0.0.1", "http://:1", "http://a:b"] {
            assert!(address(wrong).unwrap_err().to_string().contains("http://HOST:PORT"), "{wrong}");
        }
    }
}
