//! What every register has in common: how a row is read, judged and written.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::case::{Reason, Refusal};
use leye_domain::staff::Actor;
use leye_store::AuditEntry;
use serde_json::Value;

use super::fault::Fault;
use super::table::{Column, Line, RowFaults, Table};
use super::{By, Kind};
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// What a good row means for the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is new.
    New,
    /// Something is there, and will say something else.
    Changed,
    /// It is there as it stands.
    Unchanged,
}

/// A good row: what it means, and what is worth knowing.
pub(crate) type Judged = Result<(Verdict, Option<Fault>), Fault>;

/// A kind of register.
pub(crate) trait Register: Sync {
    /// A row, read.
    type Record;
    /// Its columns.
    const COLUMNS: &'static [Column];
    /// The field that tells records apart.
    const KEY: &'static str;

    /// Reads a row; every fault of it is told.
    fn read(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<Self::Record>;

    /// What tells this row from others of the file; none where it cannot be read.
    fn key(&self, line: &Line<'_>) -> Option<String>;

    /// Holds a record against the storage and the rules.
    async fn judge(&self, line: &Line<'_>, record: &Self::Record) -> Result<Judged, AppError>;

    /// Writes a record that was judged new or changed.
    async fn write(&self, line: &Line<'_>, record: Self::Record) -> Result<(), AppError>;

    /// Of the rows that are to be written, those that cannot stand because they build on a bad
    /// one, each with why.
    fn stranded(&self, _: &Table, _: &[usize]) -> Vec<(usize, Fault)> {
        Vec::new()
    }

    /// Called once after the last record was written.
    async fn finish(&self) -> Result<(), AppError> {
        Ok(())
    }
}

/// What every register works with.
pub(crate) struct Desk<'a> {
    pub app: &'a App,
    pub kind: Kind,
    pub by: &'a By,
    /// Who writes, as events name them.
    pub actor: Actor,
    /// The present instant, the same for the whole file.
    pub now: Timestamp,
    pub today: Date,
    /// Names the file without saying what it is called.
    pub source: String,
    grants: Mutex<BTreeMap<(Deed, AgencyCode), bool>>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(app: &'a App, kind: Kind, by: &'a By, source: String) -> Desk<'a> {
        let actor = match by {
            By::Staff(staff) => Actor::Staff((**staff).clone()),
            By::Console(_) => Actor::Service,
        };
        let now = app.time.now();
        let today = app.rules.zone().to_datetime(now).date();
        Desk { app, kind, by, actor, now, today, source, grants: Mutex::default() }
    }

    /// Whether who imports may do this at the agency; whoever runs the server may.
    pub(crate) fn may(&self, deed: Deed, at: &AgencyCode) -> bool {
        let By::Staff(staff) = self.by else { return true };
        let key = (deed, at.clone());
        let mut grants = self.grants.lock().unwrap_or_else(PoisonError::into_inner);
        let target = match deed {
            Deed::ManageAgency => Target::Desk(at),
            Deed::ReadEmployer | Deed::KeepEmployer => Target::Employer(at),
            _ => Target::Person(at),
        };
        *grants.entry(key).or_insert_with(|| self.app.access.may(staff, deed, target))
    }

    /// Where a record comes from, for the record of what was done: no personal data.
    pub(crate) fn note(&self, line: &Line<'_>) -> String {
        format!("import of {}, row {}", self.source, line.row())
    }

    /// The entry of the record for one row.
    pub(crate) fn audit(&self, line: &Line<'_>, subject: &str, person: Option<&str>) -> AuditEntry {
        AuditEntry {
            at: self.now,
            actor: self.by.as_str().to_owned(),
            agency: self.actor.staff().map(|staff| staff.agency.as_str().to_owned()),
            action: format!("import_{}", self.kind.as_str()),
            subject: subject.to_owned(),
            person: person.map(str::to_owned),
            reason: Some(self.note(line)),
        }
    }
}

/// An answer of a use case as the fault of a row; a failure stays one.
///
/// # Errors
/// What is no fault of the row.
pub(crate) fn refused(line: &Line<'_>, error: AppError) -> Result<Fault, AppError> {
    match error {
        AppError::Invalid(faults) => {
            let first =
                faults.first().ok_or_else(|| AppError::Rules("a fault without a field".to_owned()))?;
            Ok(line.fault(&first.field, &first.code))
        }
        AppError::Refused(refusal) => Ok(by_rule(line, &refusal)),
        AppError::Erased => Ok(line.fault("number", "person-erased")),
        AppError::Forbidden { .. } | AppError::NotFound => Ok(line.fault("station", "not-permitted")),
        AppError::Stale { .. } => Ok(line.fault("number", "changed-meanwhile")),
        other => Err(other),
    }
}

fn by_rule(line: &Line<'_>, refusal: &Refusal) -> Fault {
    let field = match refusal.reason {
        Reason::OtherAgency | Reason::NotYourRole | Reason::WrongLevel { .. } => "station",
        Reason::UnknownCategory { .. } | Reason::Missing { .. } => "category",
        Reason::CalendarMissing | Reason::InFuture { .. } => "received",
        _ => "number",
    };
    let value = serde_json::to_value(&refusal.reason).unwrap_or_default();
    let code = value.get("code").and_then(Value::as_str).unwrap_or("refused").replace('_', "-");
    let fault = line.fault(field, &code);
    let named = value.as_object().into_iter().flatten().filter(|(name, _)| *name != "code");
    named.fold(fault, |fault, (name, value)| match value {
        Value::String(text) => fault.with(name, text),
        other => fault.with(name, other),
    })
}
