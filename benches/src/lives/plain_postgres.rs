//! The plain peer on PostgreSQL: a connection a client, every statement prepared once, one
//! transaction an act. No rules, no access, no sealing, no hashes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rusqlite::types::Value;
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, NoTls, Statement};

use super::Speed;
use super::capture::{Op, Tape};
use super::replay::{Other, Recorded, chance_of, first_case, texts};
use crate::pages::server::worked;

const LOOK: &str = "SELECT version FROM applications WHERE county = $1 AND id = $2";

/// Leads `cases` lives over the database at an address, which has the store's tables.
///
/// # Errors
/// What the database says.
pub async fn lead(url: &str, life: &Arc<Recorded>, stations: &[String], cases: usize) -> Result<Speed> {
    let clients = stations.len();
    let each = (cases / clients).max(1);
    let barrier = Arc::new(Barrier::new(clients + 1));
    let mut work = JoinSet::new();
    for (client, station) in stations.iter().enumerate() {
        let desk = Desk::open(url, &life.tape).await?;
        let (life, station, barrier) = (life.clone(), station.clone(), barrier.clone());
        work.spawn(async move {
            barrier.wait().await;
            live(&desk, &life, &station, client, each).await
        });
    }
    let before = worked("self")?;
    barrier.wait().await;
    let begun = Instant::now();
    let mut waits = Vec::new();
    while let Some(done) = work.join_next().await {
        waits.extend(done.context("a client of the peer")??);
    }
    Ok(Speed::new(each * clients, begun.elapsed(), worked("self")? - before, waits))
}

async fn live(
    desk: &Desk,
    life: &Recorded,
    station: &str,
    client: usize,
    cases: usize,
) -> Result<Vec<Duration>> {
    let mut rng = chance_of(client);
    let mut waits = Vec::with_capacity(cases * life.tape.acts.len());
    let first = first_case(client, &mut rng);
    for case in (first..).take(cases) {
        let other = Other::new(life, station, case, &mut rng);
        for (number, ops) in life.tape.acts.iter().enumerate() {
            let begun = Instant::now();
            let ops: Vec<Op> = ops.iter().map(|op| other.op(op, &life.tape, &mut rng)).collect();
            desk.write(&ops, (number > 0).then_some((&station[..6], &other.case))).await?;
            waits.push(begun.elapsed());
        }
    }
    Ok(waits)
}

/// A connection with its statements.
struct Desk {
    client: Client,
    look: Statement,
    statements: Vec<[Statement; 3]>,
}

impl Desk {
    async fn open(url: &str, tape: &Tape) -> Result<Desk> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        // Whoever waits for an answer is told when it breaks.
        tokio::spawn(async move { drop(connection.await) });
        let mut statements = Vec::new();
        for table in &tape.tables {
            let [insert, update, delete] = texts(table, '$');
            let insert = client.prepare(&insert).await?;
            statements.push([insert, client.prepare(&update).await?, client.prepare(&delete).await?]);
        }
        let look = client.prepare(LOOK).await?;
        Ok(Desk { client, look, statements })
    }

    async fn write(&self, ops: &[Op], case: Option<(&str, &String)>) -> Result<()> {
        self.client.batch_execute("BEGIN").await?;
        if let Some((county, id)) = case {
            self.client.query_one(&self.look, &[&county, id]).await?;
        }
        for op in ops {
            let values: Vec<Sent<'_>> = op.values.iter().map(Sent).collect();
            let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
            self.client.execute(&self.statements[op.table][op.kind as usize], &values).await?;
        }
        self.client.batch_execute("COMMIT").await?;
        Ok(())
    }
}

/// A recorded value as it is sent.
#[derive(Debug)]
struct Sent<'a>(&'a Value);

impl ToSql for Sent<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Integer(number) => number.to_sql(kind, out),
            Value::Real(number) => number.to_sql(kind, out),
            Value::Text(text) => text.to_sql(kind, out),
            Value::Blob(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
