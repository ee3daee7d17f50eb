//! `pack.toml`: whose rules these are and where they come from.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZoneDatabase;

use crate::dated::Period;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::words::Words;

/// The head of a pack.
#[derive(Debug)]
pub(crate) struct Manifest {
    pub id: String,
    pub extends: Option<String>,
    pub titles: Words,
    pub issuer: Words,
    pub period: Period,
    pub sources: Vec<String>,
    pub last_checked: Date,
    pub time_zone: String,
    pub close_of_business: Time,
}

pub(crate) fn read(folder: &Folder<'_>) -> Option<Manifest> {
    folder.toml("pack.toml", |table| {
        let id = table.must("id");
        let extends = table.may("extends");
        let titles = Words::read(table, "title");
        let issuer = Words::read(table, "issuer");
        let period = Period::read(table);
        let sources = read_sources(table);
        let last_checked = table.must("last_checked");
        let time_zone = read_zone(table);
        let close_of_business = read_time(table);
        Some(Manifest {
            id: id?,
            extends,
            titles: titles?,
            issuer: issuer?,
            period: period?,
            sources: sources?,
            last_checked: last_checked?,
            time_zone: time_zone?,
            close_of_business: close_of_business?,
        })
    })
}

fn read_sources(table: &Table<'_>) -> Option<Vec<String>> {
    if table.is_blank("sources") {
        table.fault("sources", Code::MissingSource, "the pack cites no document", "add `sources = [\"…\"]`");
        return None;
    }
    let sources: Vec<String> = table.must("sources")?;
    if sources.is_empty() {
        table.fault(
            "sources",
            Code::MissingSource,
            "the pack cites no document",
            "name at least one document",
        );
    }
    Some(sources)
}

fn read_zone(table: &Table<'_>) -> Option<String> {
    let name: String = table.must("time_zone")?;
    if TimeZoneDatabase::bundled().get(&name).is_err() {
        let message = format!("there is no time zone `{name}`");
        table.fault("time_zone", Code::WrongType, message, "write its IANA name, e.g. Asia/Shanghai");
        return None;
    }
    Some(name)
}

fn read_time(table: &Table<'_>) -> Option<Time> {
    let text: String = table.must("close_of_business")?;
    let time = text.parse().ok();
    if time.is_none() {
        let message = format!("`{text}` is no time of day");
        table.fault("close_of_business", Code::WrongType, message, "write hours and minutes, e.g. 17:00");
    }
    time
}
