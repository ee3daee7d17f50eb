//! Import of what stations keep in their registers: agencies, people, employers and
//! applications, from a workbook or CSV.
//!
//! A file is read ([`sheet`]), its heading understood (`table`), and every row checked
//! against the rules and the storage; only when all is well, or when bad rows may be left
//! out, is anything written, row by row through the same use cases as at the counter. A row
//! that is in storage already changes nothing, so that an import that died is completed by
//! repeating it.

// A fault is made once a row at most and kept in the report: its size costs nothing.
#![allow(clippy::result_large_err)]

mod agencies;
mod applications;
mod category;
mod day;
mod employers;
mod fault;
pub(crate) mod lanes;
mod people;
mod person;
mod places;
mod register;
mod run;
pub mod sheet;
mod table;
mod text;
mod vocabulary;

use leye_domain::agency::AgencyCode;
use leye_domain::staff::Staff;
use serde::Serialize;

pub use fault::Fault;
pub use sheet::Reading;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The tree of agencies.
    Agencies,
    /// People, with what was determined before.
    People,
    /// Employers.
    Employers,
    /// Applications that were received on paper.
    Applications,
}

impl Kind {
    /// The word used on the command line and in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Agencies => "agencies",
            Kind::People => "people",
            Kind::Employers => "employers",
            Kind::Applications => "applications",
        }
    }
}

/// Who imports.
#[derive(Clone, Debug)]
pub enum By {
    /// Whoever runs the server, by the name that the record shall bear.
    Console(String),
    /// A member of staff, within what they may do.
    Staff(Box<Staff>),
}

impl By {
    /// The word written into the record.
    pub fn as_str(&self) -> &str {
        match self {
            By::Console(name) => name,
            By::Staff(staff) => staff.user.as_str(),
        }
    }
}

/// A file to be imported.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it holds.
    pub kind: Kind,
    /// Its name; only a hash of it is kept.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// How it is to be read where that is not plain.
    pub reading: Reading,
    /// The agency of rows that name none.
    pub agency: Option<AgencyCode>,
    /// Who imports.
    pub by: By,
    /// Only check.
    pub dry_run: bool,
    /// Write the good rows although others are bad.
    pub skip_bad: bool,
}

/// What came of a file.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What it holds.
    pub kind: Kind,
    /// The sheet that was read; empty for CSV.
    pub sheet: String,
    /// The first digits of the SHA-256 of the file, as the record names it.
    pub file: String,
    /// Records below the heading.
    pub rows: usize,
    /// Records that are new, written unless this was a trial or there are faults.
    pub added: usize,
    /// Records that change something.
    pub changed: usize,
    /// Records that are in storage as they stand.
    pub unchanged: usize,
    /// Records with faults.
    pub bad: usize,
    /// Whether anything was written.
    pub written: bool,
    /// Headings that mean nothing to us and were left out.
    pub ignored: Vec<String>,
    /// Every fault.
    pub faults: Vec<Fault>,
    /// What is worth knowing and no fault.
    pub remarks: Vec<Fault>,
    /// The heading as it stands in the file.
    #[serde(skip)]
    pub headings: Vec<String>,
    /// The bad records as they stand in the file, each with its row.
    #[serde(skip)]
    pub bad_rows: Vec<(u32, Vec<String>)>,
}
