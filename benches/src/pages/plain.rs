//! The pages' peer: the least that shows the same fifty rows. Axum, one connection a
//! thread, one statement a page and one for the count, a template. No sign-in, no access,
//! no languages, names in the clear.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Result;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Html;
use axum::{Router, routing::get};
use rusqlite::{Connection, OpenFlags};
use serde::Deserialize;

const COUNT: &str = "SELECT COUNT(*) FROM cases WHERE agency = ? AND state = ?";
const PAGE: &str = "SELECT c.id, p.name, p.number, c.due_at, o.name, c.state, c.article, s.name \
    FROM cases c JOIN person p ON p.id = c.person JOIN org o ON o.code = c.station \
    LEFT JOIN staff s ON s.user = c.holder \
    WHERE c.agency = ? AND c.state = ? AND c.due_at IS NOT NULL ORDER BY c.due_at, c.id LIMIT 50 OFFSET ?";

static DATABASE: OnceLock<PathBuf> = OnceLock::new();

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

#[derive(Deserialize)]
struct Asked {
    agency: String,
    state: String,
    #[serde(default)]
    page: i64,
}

struct Row {
    id: String,
    name: String,
    number: String,
    due: String,
    station: String,
    state: String,
    article: String,
    holder: String,
}

impl Row {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
        Ok(Row {
            id: row.get(0)?,
            name: row.get(1)?,
            number: row.get(2)?,
            due: row.get(3)?,
            station: row.get(4)?,
            state: row.get(5)?,
            article: row.get(6)?,
            holder: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        })
    }
}

#[derive(Template)]
#[template(path = "plain.html")]
struct Page {
    agency: String,
    total: i64,
    next: i64,
    rows: Vec<Row>,
}

/// Serves until it is ended.
///
/// # Errors
/// A port that cannot be opened.
pub fn serve(database: &Path, listen: SocketAddr) -> Result<()> {
    DATABASE.get_or_init(|| database.to_owned());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await?;
        axum::serve(listener, Router::new().route("/work", get(show))).await?;
        Ok(())
    })
}

async fn show(Query(asked): Query<Asked>) -> Result<Html<String>, StatusCode> {
    let shown = CONNECTION.with(|held| page(&mut held.borrow_mut(), &asked));
    shown.map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

fn page(held: &mut Option<Connection>, asked: &Asked) -> Result<String> {
    if held.is_none() {
        let path = DATABASE.get().expect("set before the port is opened");
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.execute_batch("PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -32768")?;
        *held = Some(connection);
    }
    let connection = held.as_ref().expect("opened above");
    let total =
        connection.prepare_cached(COUNT)?.query_row((&asked.agency, &asked.state), |row| row.get(0))?;
    let rows = connection
        .prepare_cached(PAGE)?
        .query_map((&asked.agency, &asked.state, asked.page * 50), Row::read)?
        .collect::<Result<Vec<_>, _>>()?;
    let page = Page { agency: asked.agency.clone(), total, next: asked.page + 1, rows };
    Ok(page.render()?)
}
