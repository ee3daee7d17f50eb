//! The rows of every table, as the rooms above see them: instants as instants, bodies as
//! JSON with `{"$sealed": …}` around what is personal.

mod case;
mod employer;
mod reference;

pub use case::{
    ApplicationRow, AuditEntry, AuditRow, CaseSummary, DutyRow, Head, OutboxEntry, OutboxRow, PersonRow,
    StoredEvent,
};
pub use employer::EmployerRow;
pub use reference::{AgencyRow, ApiTokenRow, CalendarDayRow, CalendarYearRow, SessionRow, UserRow};
