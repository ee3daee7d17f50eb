//! Pages over HTTP: the worklist against the least that shows the same rows, the search
//! for a person, the start, and memory.

mod client;
pub mod plain;
pub mod server;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection as Database;

use crate::load::{PASSWORD, plain_of};
use crate::place::Place;
use crate::report::Report;
use client::Connection;
pub use client::Load;
use server::{Server, free_address, leye};

/// Connections that ask at once.
const CLIENTS: usize = 16;
/// How many pairs of agency and state are asked for.
const LISTS: usize = 48;
/// How often a search is repeated, each time for somebody else.
const SEARCHES: usize = 40;

/// The server's own work: tells more than the rate where others use the machine too.
const WORK: &str = "worklist, ms of processor a page";

/// How much is run.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Interleaved rounds.
    pub rounds: usize,
    /// Load in each, after a second to warm up.
    pub lasting: Duration,
}

/// Measures everything that is asked over HTTP.
///
/// # Errors
/// What a server says.
pub async fn run(place: &Place, extent: Extent, report: &mut Report) -> Result<()> {
    let plain = plain_of(place);
    let lists = lists(&plain)?;
    let asked = Asked::of(place, &lists).await?;
    let people = people(&plain)?;
    let program = leye()?;
    tokio::task::block_in_place(|| {
        for round in 0..extent.rounds {
            peer_round(&plain, &lists, extent, round, report)?;
            our_round(&program, place, &asked, &people, extent, round, report)?;
        }
        Ok(())
    })
}

/// An agency and a state with a page of work, where the storage is large enough.
struct List {
    agency: String,
    state: String,
}

fn lists(plain: &Path) -> Result<Vec<List>> {
    let database = Database::open(plain).context("the plain rows beside the storage")?;
    let sql = "SELECT agency, state FROM cases WHERE due_at IS NOT NULL GROUP BY agency, state \
               ORDER BY min(COUNT(*), 51) DESC, substr(agency, 9) || agency LIMIT ?";
    let found: Vec<List> = database
        .prepare(sql)?
        .query_map([LISTS as i64], |row| Ok(List { agency: row.get(0)?, state: row.get(1)? }))?
        .collect::<Result<_, _>>()?;
    ensure!(!found.is_empty(), "no case is open: load more");
    Ok(found)
}

/// Name and number of some people.
fn people(plain: &Path) -> Result<Vec<(String, String)>> {
    let database = Database::open(plain)?;
    let found = database
        .prepare("SELECT name, number FROM person ORDER BY substr(number, 15) || id LIMIT ?")?
        .query_map([SEARCHES as i64], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// What is asked of us, by staff who are signed in.
struct Asked {
    work: Vec<String>,
    /// Cookie and form token of somebody who may search everywhere.
    searcher: (String, String),
}

impl Asked {
    async fn of(place: &Place, lists: &[List]) -> Result<Asked> {
        let app = place.app().await?;
        let mut work = Vec::with_capacity(lists.len());
        for List { agency, state } in lists {
            let role = if agency.ends_with("000") { "reviewer" } else { "clerk" };
            let token = app.sign_in(&format!("{role}1-{agency}"), PASSWORD).await?.token;
            work.push(get(&format!("/work?state={state}"), &token));
        }
        let city = app.tree().all().find(|row| row.parent.is_none()).map(|row| row.code.clone());
        let city = city.context("a city above all agencies")?;
        let token = app.sign_in(&format!("auditor1-{city}"), PASSWORD).await?.token;
        let session = app.session(&token).await?.context("the session that was just begun")?;
        Ok(Asked { work, searcher: (token, session.csrf) })
    }

    fn search(&self, text: &str) -> String {
        let (token, csrf) = &self.searcher;
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let body = format!("csrf={csrf}&q={encoded}");
        format!(
            "POST /search HTTP/1.1\r\nHost: localhost\r\nCookie: leye_session={token}; leye_lang=zh-Hant\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    }
}

fn get(path: &str, token: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: leye_session={token}; leye_lang=zh-Hant\r\n\r\n"
    )
}

fn peer_round(plain: &Path, lists: &[List], extent: Extent, round: usize, report: &mut Report) -> Result<()> {
    let address = free_address()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("plain-pages").arg(plain).arg(address.to_string());
    let path = |list: &List| format!("/work?agency={}&state={}", list.agency, list.state);
    let requests: Vec<String> =
        lists.iter().map(|list| format!("GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n", path(list))).collect();
    let server = Server::start(command, address, &requests[0])?;
    let name = "axum + SQLite + askama";
    client::load(address, &requests, CLIENTS, Duration::from_secs(1), "/applications/")?;
    let before = server.worked()?;
    let load = client::load(address, &requests, CLIENTS, extent.lasting, "/applications/")?;
    report.pages(name, round, &load);
    report.value(name, WORK, round, load.each(server.worked()? - before));
    report.value(name, "memory under load, MiB", round, server.memory()?);
    Ok(())
}

fn our_round(
    program: &Path,
    place: &Place,
    asked: &Asked,
    people: &[(String, String)],
    extent: Extent,
    round: usize,
    report: &mut Report,
) -> Result<()> {
    let address = free_address()?;
    let mut command = Command::new(program);
    command.arg("serve").arg("--training").arg("--data").arg(place.dir());
    command.arg("--listen").arg(address.to_string()).env("RUST_LOG", "warn");
    let server = Server::start(command, address, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let name = "leye";
    report.value(name, "ready to serve, ms", round, server.ready.as_secs_f64() * 1e3);
    std::thread::sleep(Duration::from_secs(2));
    report.value(name, "memory when idle, MiB", round, server.memory()?);
    for (what, text) in [("number", 1), ("name", 0), ("part of a name", 2)] {
        let texts: Vec<String> = people.iter().map(|(name, number)| part(name, number, text)).collect();
        let (p50, most) = searched(server.address, asked, &texts)?;
        report.value(name, &format!("search by {what}, median ms"), round, p50);
        report.value(name, &format!("search by {what}, longest ms"), round, most);
    }
    client::load(address, &asked.work, CLIENTS, Duration::from_secs(1), "data-row")?;
    let before = server.worked()?;
    let load = client::load(address, &asked.work, CLIENTS, extent.lasting, "data-row")?;
    report.pages(name, round, &load);
    report.value(name, WORK, round, load.each(server.worked()? - before));
    report.value(name, "memory under load, MiB", round, server.memory()?);
    Ok(())
}

fn part(name: &str, number: &str, which: usize) -> String {
    match which {
        0 => name.to_owned(),
        1 => number.to_owned(),
        _ => name.chars().take(2).collect(),
    }
}

/// Median and longest of searches one after the other, in milliseconds.
fn searched(address: std::net::SocketAddr, asked: &Asked, texts: &[String]) -> Result<(f64, f64)> {
    let mut connection = Connection::open(address)?;
    let mut waits = Vec::with_capacity(texts.len());
    for text in texts {
        let begun = Instant::now();
        let body = connection.ask(&asked.search(text))?;
        waits.push(begun.elapsed().as_secs_f64() * 1e3);
        let found = body.windows(8).any(|part| part == b"/people/");
        ensure!(found, "a search found nobody");
    }
    waits.sort_by(f64::total_cmp);
    Ok((waits[waits.len() / 2], waits[waits.len() - 1]))
}
