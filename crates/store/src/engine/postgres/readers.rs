//! Reads: pooled connections, one round trip a statement.

use std::{sync::Arc, time::Duration};

use deadpool_postgres::{
    Client, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType,
};
use tokio_postgres::Error;

use super::{
    link::{Server, pipelined},
    trouble::{Kind, failed, is_lasting, kind, unreachable},
    values::{bound, rows},
};
use crate::{engine::Query, error::StoreError, value::Row};

/// How long a read waits for a free connection.
const FREE: Duration = Duration::from_secs(10);
/// How long a read goes on while the server is away, and how long it rests in between.
const PATIENCE: Duration = Duration::from_secs(4);
const REST: Duration = Duration::from_millis(100);
/// How long one answer may take, beyond the time after which the server itself gives up.
const ANSWER: Duration = Duration::from_secs(75);

pub(super) struct Readers {
    pool: Pool,
    server: Arc<Server>,
}

/// Why a read did not come about this time.
enum Missed {
    /// The connection broke or could not be made: try again.
    Lost(StoreError),
    For(StoreError),
}

impl Readers {
    pub(super) fn new(server: Arc<Server>) -> Result<Readers, StoreError> {
        let settings = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(server.config.clone(), server.tls.clone(), settings);
        let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
        let pool = Pool::builder(manager)
            .max_size((threads * 4).clamp(4, 32))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(FREE))
            .create_timeout(Some(FREE))
            .recycle_timeout(Some(FREE))
            .build()
            .map_err(|e| StoreError::Server(format!("connections cannot be pooled: {e}")))?;
        Ok(Readers { pool, server })
    }

    /// The answers to several statements, all as of one moment.
    pub(super) async fn query_all(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        let began = tokio::time::Instant::now();
        loop {
            match self.attempt(&queries).await {
                Ok(answers) => return Ok(answers),
                Err(Missed::Lost(error)) if began.elapsed() > PATIENCE => return Err(error),
                Err(Missed::Lost(_)) => tokio::time::sleep(REST).await,
                Err(Missed::For(error)) => return Err(error),
            }
        }
    }

    async fn attempt(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, Missed> {
        let client = self.pool.get().await.map_err(|e| self.no_connection(e))?;
        let asked = tokio::time::timeout(ANSWER, ask(&client, queries)).await;
        match asked {
            Ok(Ok(found)) => found.iter().map(|one| rows(one)).collect::<Result<_, _>>().map_err(Missed::For),
            Ok(Err(error)) => {
                // What the connection is in the middle of is unknown.
                drop(Client::take(client));
                let lost = kind(&error) == Kind::Lost;
                Err(if lost { Missed::Lost(failed(&error)) } else { Missed::For(failed(&error)) })
            }
            Err(_) => {
                drop(Client::take(client));
                Err(Missed::For(StoreError::Server(format!("{} does not answer", self.server.database))))
            }
        }
    }

    fn no_connection(&self, error: PoolError) -> Missed {
        let database = &self.server.database;
        match error {
            PoolError::Backend(error) if is_lasting(&error) => Missed::For(unreachable(database, &error)),
            PoolError::Backend(error) => Missed::Lost(unreachable(database, &error)),
            PoolError::Timeout(TimeoutType::Wait) => {
                Missed::For(StoreError::Server("too many reads at once; repeat".into()))
            }
            PoolError::Timeout(_) => {
                Missed::For(StoreError::Server(format!("no connection to {database}: it does not answer")))
            }
            other => Missed::For(StoreError::Server(format!("no connection to {database}: {other}"))),
        }
    }
}

async fn ask(client: &Client, queries: &[Query]) -> Result<Vec<Vec<tokio_postgres::Row>>, Error> {
    let mut statements = Vec::with_capacity(queries.len());
    for query in queries {
        statements.push(client.prepare_cached(query.sql).await?);
    }
    if let ([query], [statement]) = (queries, statements.as_slice()) {
        return Ok(vec![client.query(statement, &bound(statement, &query.params)).await?]);
    }
    let view = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    client.batch_execute(view).await?;
    let asked = queries.iter().zip(&statements).map(|(query, statement)| {
        Box::pin(async move { client.query(statement, &bound(statement, &query.params)).await })
    });
    let answers = pipelined(asked.collect()).await;
    client.batch_execute("COMMIT").await?;
    answers.into_iter().collect()
}
