//! The rows of every table, as the rooms above see them: instants as instants, bodies as
//! JSON with `{"$sealed": …}` around what is personal.

mod case;
mod dossier;
mod employer;
mod person;
mod reference;
mod term;

pub use case::{
    ApplicationRow, AuditEntry, AuditRow, CaseSummary, DutyRow, Head, OutboxEntry, OutboxRow, StoredEvent,
};
pub use dossier::{DossierRow, ListedDossier};
pub use employer::EmployerRow;
pub use person::{PersonMark, PersonRow};
pub use reference::{AgencyRow, ApiTokenRow, CalendarDayRow, CalendarYearRow, PackRow, SessionRow, UserRow};
pub use term::{TermCount, TermRow};
