//! One connection, and statements prepared on it.

use std::{collections::HashMap, pin::Pin, task::Poll};

use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::{Client, Config, Error, Statement, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{
    Database,
    trouble::{failed, unreachable},
    values::{bound, rows},
};
use crate::{
    engine::Step,
    error::StoreError,
    value::{Row, Value},
};

/// A server, and what is needed to connect to it.
pub(super) struct Server {
    pub database: Database,
    pub config: Config,
    pub tls: MakeRustlsConnect,
}

impl Server {
    pub(super) fn of(database: &Database) -> Result<Server, StoreError> {
        let config = database.config().clone();
        let tls = encryption(config.get_ssl_mode() == SslMode::Require)?;
        Ok(Server { database: database.clone(), config, tls })
    }

    /// A new connection, or why there is none, in words.
    pub(super) async fn reach(&self) -> Result<Link, StoreError> {
        self.connect().await.map_err(|e| unreachable(&self.database, &e))
    }

    /// A new connection.
    pub(super) async fn connect(&self) -> Result<Link, Error> {
        let (client, connection) = self.config.connect(self.tls.clone()).await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to the database ended");
            }
        });
        Ok(Link { client, statements: HashMap::new() })
    }
}

/// Encryption that trusts the certificates of this machine (or those in the file which the
/// variable SSL_CERT_FILE names).
fn encryption(wanted: bool) -> Result<MakeRustlsConnect, StoreError> {
    let mut roots = RootCertStore::empty();
    if wanted {
        let found = rustls_native_certs::load_native_certs();
        roots.add_parsable_certificates(found.certs);
        if roots.is_empty() {
            let what = "this machine trusts no certificates, so no encrypted connection can be checked: install \
                        ca-certificates, or name a file of them with SSL_CERT_FILE";
            return Err(StoreError::Server(what.into()));
        }
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| StoreError::Server(format!("encryption cannot be set up: {e}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// One connection.
pub(super) struct Link {
    pub client: Client,
    statements: HashMap<&'static str, Statement>,
}

/// Something that runs on the server; the number is of rows changed or found.
pub(super) type Running<'a> = Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + 'a>>;

impl Link {
    /// Prepares what is not yet prepared, all in one round trip.
    pub(super) async fn prepare(&mut self, steps: &[&Step]) -> Result<(), Error> {
        let mut missing: Vec<&'static str> = steps
            .iter()
            .map(|step| step.query.sql)
            .filter(|sql| !self.statements.contains_key(sql))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        let client = &self.client;
        let running = missing.iter().map(|sql| Box::pin(client.prepare(sql))).collect();
        for (sql, prepared) in missing.iter().zip(pipelined(running).await) {
            self.statements.insert(sql, prepared?);
        }
        Ok(())
    }

    /// A step whose statement is prepared, ready to be sent.
    pub(super) fn step<'a>(&'a self, step: &'a Step) -> Running<'a> {
        let statement = self.statements.get(step.query.sql).expect("every step is prepared first");
        Box::pin(async move { self.client.execute(statement, &bound(statement, &step.query.params)).await })
    }

    /// Statements without parameters, ready to be sent.
    pub(super) fn text<'a>(&'a self, sql: &'a str) -> Running<'a> {
        Box::pin(async move { self.client.batch_execute(sql).await.map(|()| 0) })
    }

    pub(super) async fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.client.batch_execute(sql).await.map_err(|e| failed(&e))
    }

    /// The answer to one statement.
    pub(super) async fn ask(
        &mut self,
        sql: &'static str,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        if !self.statements.contains_key(sql) {
            let prepared = self.client.prepare(sql).await.map_err(|e| failed(&e))?;
            self.statements.insert(sql, prepared);
        }
        let statement = self.statements.get(sql).expect("it was put there above");
        let found = self.client.query(statement, &bound(statement, &params)).await;
        rows(&found.map_err(|e| failed(&e))?)
    }
}

/// Sends everything at once, in order, and gathers the answers, which come in that order.
pub(super) async fn pipelined<F: Future + Unpin>(mut running: Vec<F>) -> Vec<F::Output> {
    let mut answers: Vec<Option<F::Output>> = running.iter().map(|_| None).collect();
    let mut sent = false;
    let mut next = 0;
    std::future::poll_fn(move |cx| {
        let from = if sent { next } else { 0 };
        for at in from..running.len() {
            if answers[at].is_none()
                && let Poll::Ready(answer) = Pin::new(&mut running[at]).poll(cx)
            {
                answers[at] = Some(answer);
            }
            // Once all are sent, the first one without an answer is the one to wait for.
            if sent && answers[at].is_none() {
                next = at;
                return Poll::Pending;
            }
        }
        if !sent {
            sent = true;
            if let Some(at) = answers.iter().position(Option::is_none) {
                next = at;
                return Poll::Pending;
            }
        }
        Poll::Ready(answers.iter_mut().map(|answer| answer.take().expect("every answer has come")).collect())
    })
    .await
}
