//! Reaching out: what a screening of the population hands to the stations, and what came of it.

mod close;
mod read;
mod take;

use leye_domain::agency::Level;
use leye_domain::outreach::{Outreach, OutreachEvent};
use leye_store::{DutyRow, StoredEvent};

pub use close::OutreachClosing;
pub use read::ProspectFile;
pub use take::{OutreachRow, OutreachTaken, Taking};

use crate::App;
use crate::application::write::joined;
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// The kind of the duties.
pub(crate) const OUTREACH: &str = "outreach";

/// What the events made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Outreach, AppError> {
    let read = |event: &StoredEvent| crate::read_json::<OutreachEvent>(joined(event));
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Outreach::fold(&events)
        .ok_or_else(|| AppError::Rules("the outreach's events do not follow from each other".into()))
}

impl App {
    /// Everybody whom a station is to reach out to.
    pub(crate) fn outreach_duties(&self, outreach: &Outreach) -> Vec<DutyRow> {
        outreach.open.keys().filter_map(|person| self.outreach_duty(outreach, *person)).collect()
    }

    /// Who they are stands in the events alone, where it is sealed; the row has the number of the
    /// people file, and the file of the register that bears the same number.
    fn outreach_duty(&self, outreach: &Outreach, person: u64) -> Option<DutyRow> {
        let (_, due) = outreach.open.get(&person)?;
        let id = outreach.id();
        let code = |level| outreach.station.at(level).as_str().to_owned();
        Some(DutyRow {
            county: id.county().to_owned(),
            id: format!("{id}/{person}"),
            kind: OUTREACH.to_owned(),
            subject: id.as_str().to_owned(),
            holder: None,
            agency: outreach.station.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at: Some(*due),
            auto_at: None,
            step: OUTREACH.to_owned(),
            article: self.terms_article(),
            person: take::file_of(id.county(), person),
            // A row is written once; what others of the station's list become does not change it.
            version: 0,
            begun_at: None,
        })
    }
}
