//! Every statement does the same on both databases: over one small storage it finds the
//! same rows, in the same order where it orders them, and changes the same rows.

use std::collections::BTreeSet;

use leye_store::{Value, copy, statements::all};
use tokio_postgres::{
    Client, NoTls,
    types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};

use crate::{fixture::*, transfer};

mod samples;

/// Statements that find or change nothing in a storage that is well.
const FRUITLESS: [&str; 6] =
    ["KEEP_ANSWER", "ADD_KEY", "BEGIN_STREAM", "ADD_TOKEN", "MAKE_MIGRATIONS", "ADD_SETTING"];

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_does_the_same_on_both() {
    let (sqlite, postgres) = (Folder::new("same-sqlite"), Folder::on(Kind::Postgres, "same-postgres"));
    samples::fill(&sqlite).await;
    copy(&transfer::source(&sqlite), postgres.options(key()), &transfer::silent()).await.unwrap();
    // The one table that is not moved: it speaks of the files of a folder.
    let witness = sqlite.cell(
        "SELECT group_concat('(' || quote(county) || ',' || quote(node) || ',' || line || ',' || bytes || ',' \
         || quote(mac) || ')') FROM witness",
    );
    postgres.sql(&format!("DELETE FROM witness; INSERT INTO witness VALUES {witness}"));
    let samples = samples::all(&sqlite);
    let (lite, client) = (sqlite.raw(), connect(&postgres).await);
    lite.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    let mut faults = BTreeSet::new();
    for (name, sql) in all() {
        let Some((_, params)) = samples.iter().find(|(sample, _)| *sample == sql) else {
            faults.insert(format!("{name} has no sample parameters in samples.rs"));
            continue;
        };
        let ours = on_sqlite(&lite, sql, params);
        let theirs = on_postgres(&client, sql, params).await;
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) if ours == theirs => {
                if ours.fruitless() && !FRUITLESS.contains(&name) {
                    faults.insert(format!("{name} finds or changes nothing: its sample proves nothing"));
                }
            }
            _ => {
                faults.insert(format!("{name}: {ours:#?} on SQLite, {theirs:#?} on PostgreSQL"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(samples.len(), all().count(), "a sample of no statement");
}

/// What a statement did.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// What it found, sorted unless it says the order itself.
    Found(Vec<String>),
    /// How many rows it changed, and what the table held then.
    Changed(i64, Vec<String>),
}

impl Outcome {
    fn fruitless(&self) -> bool {
        match self {
            Outcome::Found(rows) => rows.is_empty() || *rows == ["-"],
            Outcome::Changed(rows, _) => *rows == 0,
        }
    }
}

fn reads(sql: &str) -> bool {
    sql.starts_with("SELECT")
}

fn in_order(sql: &str, mut rows: Vec<String>) -> Vec<String> {
    if !sql.contains("ORDER BY") {
        rows.sort();
    }
    rows
}

/// Reads the table that a statement changes.
fn table_after(sql: &str) -> String {
    let mut words = sql.split([' ', '(']).skip_while(|word| !["INTO", "UPDATE", "FROM"].contains(word));
    format!("SELECT * FROM {}", words.nth(1).unwrap_or("schema_migrations"))
}

fn on_sqlite(lite: &rusqlite::Connection, sql: &str, params: &[Value]) -> Result<Outcome, String> {
    let done = || {
        if reads(sql) {
            return Ok(Outcome::Found(in_order(sql, rows_of_sqlite(lite, sql, params)?)));
        }
        let changes = || lite.query_row("SELECT total_changes()", [], |row| row.get::<_, i64>(0));
        let before = changes()?;
        let mut statement = lite.prepare(sql)?;
        bind(&mut statement, params)?;
        statement.raw_execute()?;
        let after = table_after(sql);
        Ok(Outcome::Changed(changes()? - before, in_order(&after, rows_of_sqlite(lite, &after, &[])?)))
    };
    lite.execute_batch("BEGIN").unwrap();
    let outcome = done().map_err(|error: rusqlite::Error| error.to_string());
    lite.execute_batch("ROLLBACK").unwrap();
    outcome
}

fn rows_of_sqlite(lite: &rusqlite::Connection, sql: &str, params: &[Value]) -> rusqlite::Result<Vec<String>> {
    use rusqlite::types::ValueRef;
    let mut statement = lite.prepare(sql)?;
    bind(&mut statement, params)?;
    let columns = statement.column_count();
    let mut found = statement.raw_query();
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let values: Vec<_> = (0..columns)
            .map(|column| match row.get_ref(column).unwrap() {
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => format!("{number} is no whole number"),
                ValueRef::Text(text) => format!("{:?}", std::str::from_utf8(text).unwrap()),
                ValueRef::Blob(bytes) => format!("{bytes:?}"),
            })
            .collect();
        rows.push(values.join(" "));
    }
    Ok(rows)
}

fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Value]) -> rusqlite::Result<()> {
    for (at, value) in params.iter().enumerate() {
        match value {
            Value::Null => statement.raw_bind_parameter(at + 1, rusqlite::types::Null),
            Value::Int(number) => statement.raw_bind_parameter(at + 1, number),
            Value::Text(text) => statement.raw_bind_parameter(at + 1, text),
            Value::Blob(bytes) => statement.raw_bind_parameter(at + 1, bytes),
        }?;
    }
    Ok(())
}

async fn connect(folder: &Folder) -> Client {
    let (client, connection) = tokio_postgres::connect(&folder.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn on_postgres(client: &Client, sql: &str, params: &[Value]) -> Result<Outcome, String> {
    client.batch_execute("BEGIN").await.unwrap();
    let outcome = done_on_postgres(client, sql, params).await.map_err(|error| format!("{error:?}"));
    client.batch_execute("ROLLBACK").await.unwrap();
    outcome
}

async fn done_on_postgres(
    client: &Client,
    sql: &str,
    params: &[Value],
) -> Result<Outcome, tokio_postgres::Error> {
    let params: Vec<Bound<'_>> = params.iter().map(Bound).collect();
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as _).collect();
    if reads(sql) {
        let found = client.query(sql, &params).await?;
        return Ok(Outcome::Found(in_order(sql, found.iter().map(text_of).collect())));
    }
    let changed = client.execute(sql, &params).await?.try_into().unwrap_or(i64::MAX);
    let after = table_after(sql);
    let table = client.query(&after, &[]).await?;
    Ok(Outcome::Changed(changed, in_order(&after, table.iter().map(text_of).collect())))
}

fn text_of(row: &tokio_postgres::Row) -> String {
    let values: Vec<String> = (0..row.len()).map(|column| row.get::<_, Shown>(column).0).collect();
    values.join(" ")
}

/// A parameter, of exactly the kind that the server expects.
#[derive(Debug)]
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => number.to_sql_checked(kind, out),
            Value::Text(text) => text.to_sql_checked(kind, out),
            Value::Blob(bytes) => bytes.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A value as SQLite would show it.
struct Shown(String);

impl<'a> FromSql<'a> for Shown {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Shown, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Shown(match *kind {
            Type::INT8 => i64::from_sql(kind, raw)?.to_string(),
            Type::INT4 => i32::from_sql(kind, raw)?.to_string(),
            Type::BYTEA => format!("{raw:?}"),
            _ => format!("{:?}", <&str>::from_sql(kind, raw)?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Shown, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Shown("-".to_owned()))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::INT4 | Type::BYTEA) || <&str as FromSql>::accepts(kind)
    }
}
