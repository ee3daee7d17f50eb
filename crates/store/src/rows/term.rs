//! What became of a term.

use jiff::Timestamp;

use crate::{error::StoreError, value::Row};

/// A term that is over, or that was missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRow {
    /// County code.
    pub county: String,
    /// Id of the duty.
    pub duty: String,
    /// Tells the terms of one duty apart.
    pub term: String,
    /// What was owed.
    pub kind: String,
    /// Id of the case or other file that it is about.
    pub subject: String,
    /// The step of the procedure.
    pub step: String,
    /// The clause that gives the time limit.
    pub article: String,
    /// Name of the user who owed it when it was due or done; none where the agency did.
    pub holder: Option<String>,
    /// Code of the agency that owed it.
    pub agency: String,
    /// Code of the subject's station.
    pub station: String,
    /// Code of the station's office.
    pub office: String,
    /// Code of the office's bureau.
    pub bureau: String,
    /// Id of the person that it is about.
    pub person: String,
    /// When the term began, where that is known.
    pub begun_at: Option<Timestamp>,
    /// When it was due.
    pub due_at: Timestamp,
    /// When this was first written.
    pub seen_at: Timestamp,
    /// When it was done; none while it is owed.
    pub done_at: Option<Timestamp>,
    /// The docket that was opened, or `none`.
    pub docket: Option<String>,
}

impl TermRow {
    /// Whether it was not done by its due time.
    pub fn was_missed(&self) -> bool {
        self.due_at < self.seen_at
    }

    pub(crate) fn read(mut row: Row) -> Result<TermRow, StoreError> {
        let row = &mut row;
        let (county, duty) = (row.text()?, row.text()?);
        let corrupt = |what: &str| StoreError::corrupt(format!("terms {county}/{duty}"), what);
        let (term, kind, subject, step, article) =
            (row.text()?, row.text()?, row.text()?, row.text()?, row.text()?);
        let holder = row.opt_text()?;
        let (agency, station, office, bureau, person) =
            (row.text()?, row.text()?, row.text()?, row.text()?, row.text()?);
        let begun_at = row.opt_instant()?;
        let due_at = row.opt_instant()?.ok_or_else(|| corrupt("no due time"))?;
        let seen_at = row.opt_instant()?.ok_or_else(|| corrupt("not seen"))?;
        let (done_at, docket) = (row.opt_instant()?, row.opt_text()?);
        Ok(TermRow {
            county,
            duty,
            term,
            kind,
            subject,
            step,
            article,
            holder,
            agency,
            station,
            office,
            bureau,
            person,
            begun_at,
            due_at,
            seen_at,
            done_at,
            docket,
        })
    }
}

/// How many terms of one agency, holder, kind and step there were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermCount {
    /// Code of the agency.
    pub agency: String,
    /// Name of the user; none where the agency owed it.
    pub holder: Option<String>,
    /// What was owed.
    pub kind: String,
    /// The step.
    pub step: String,
    /// How many.
    pub all: i64,
    /// How many of them were missed.
    pub missed: i64,
}
