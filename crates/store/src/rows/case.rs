//! Rows that belong to one county: events, current state, duties, outbox, audit.

use jiff::{Timestamp, civil::Date};
use serde_json::Value;

use crate::{error::StoreError, instant, value::Row};

/// An event as it was written, its sealed values opened (or marked as erased).
#[derive(Clone, Debug, PartialEq)]
pub struct StoredEvent {
    /// County code.
    pub county: String,
    /// Id of the case or person.
    pub stream: String,
    /// 1, 2, 3, … within the stream, without a gap.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened, as the domain names it.
    pub kind: String,
    /// Who did it: a user's name, or the service.
    pub actor: String,
    /// Version of the body's form.
    pub schema: i64,
    /// Hash of the policy pack that was in force.
    pub pack: String,
    /// Whose key seals the body.
    pub person: Option<String>,
    /// The facts.
    pub body: Value,
    /// Hash of the event before it.
    pub prev_hash: String,
    /// Hash of this event.
    pub hash: String,
}

/// Where a stream ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the last event; the version that the next commit must name.
    pub version: i64,
    /// Hash of the last event.
    pub hash: String,
}

/// An application as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationRow {
    /// County code.
    pub county: String,
    /// Id, county first.
    pub id: String,
    /// Id of the applicant, whose key seals the body.
    pub person: String,
    /// Code of the station that received it.
    pub station: String,
    /// Code of the station's office.
    pub office: String,
    /// Code of the office's bureau.
    pub bureau: String,
    /// State, in the words of the contract.
    pub state: String,
    /// Code of the agency where it lies.
    pub at_agency: String,
    /// Name of the user who holds it.
    pub holder: Option<String>,
    /// Names of the users who have worked on it.
    pub worked: Vec<String>,
    /// Version of the stream that the snapshot shows.
    pub version: i64,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The day on which it was opened.
    pub opened_day: Date,
    /// True in an end state.
    pub closed: bool,
    /// Receipts of the Golden Insurance system that have not come yet.
    pub pending_receipts: i64,
    /// While it hangs on the public board: until when.
    pub notice_until: Option<Timestamp>,
    /// The snapshot.
    pub body: Value,
}

/// What lists show of an application: all but its body.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseSummary {
    /// County code.
    pub county: String,
    /// Id, county first.
    pub id: String,
    /// Id of the applicant.
    pub person: String,
    /// Code of the station that received it.
    pub station: String,
    /// Code of the station's office.
    pub office: String,
    /// Code of the office's bureau.
    pub bureau: String,
    /// State, in the words of the contract.
    pub state: String,
    /// Code of the agency where it lies.
    pub at_agency: String,
    /// Name of the user who holds it.
    pub holder: Option<String>,
    /// Names of the users who have worked on it.
    pub worked: Vec<String>,
    /// Version of the stream that the row shows.
    pub version: i64,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The day on which it was opened.
    pub opened_day: Date,
    /// True in an end state.
    pub closed: bool,
    /// Receipts of the Golden Insurance system that have not come yet.
    pub pending_receipts: i64,
    /// While it hangs on the public board: until when.
    pub notice_until: Option<Timestamp>,
}

/// Something that somebody owes by a time, while it is owed. Never holds lateness: that
/// follows from `due_at` and the present instant.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyRow {
    /// County code.
    pub county: String,
    /// Subject and kind together.
    pub id: String,
    /// What is owed.
    pub kind: String,
    /// Id of the case or person that it is about.
    pub subject: String,
    /// Name of the user who owes it, once somebody has taken it.
    pub holder: Option<String>,
    /// Code of the agency that owes it.
    pub agency: String,
    /// Code of the subject's station.
    pub station: String,
    /// Code of the station's office.
    pub office: String,
    /// Code of the office's bureau.
    pub bureau: String,
    /// When the time limit ends; `None` while it is suspended.
    pub due_at: Option<Timestamp>,
    /// When the service acts by itself, where the rules say so.
    pub auto_at: Option<Timestamp>,
    /// The step of the procedure.
    pub step: String,
    /// The clause that gives the time limit.
    pub article: String,
    /// Id of the person that it is about.
    pub person: String,
    /// Version of the subject.
    pub version: i64,
    /// When the time limit began; none where that is not known.
    pub begun_at: Option<Timestamp>,
}

/// Something to be sent after the commit. Sent at least once: the receiver must bear
/// repetition.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxEntry {
    /// Distinct in the county.
    pub id: String,
    /// What kind of message or paper.
    pub kind: String,
    /// Id of the case or person.
    pub subject: String,
    /// When it was put here.
    pub at: Timestamp,
    /// Not before.
    pub next_at: Timestamp,
    /// What to send.
    pub body: Value,
}

/// An entry of the outbox as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    /// County code.
    pub county: String,
    /// The entry.
    pub entry: OutboxEntry,
    /// Whose key seals the body.
    pub person: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
}

/// Who read or did what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Name of the user, or the service.
    pub actor: String,
    /// Code of the actor's agency.
    pub agency: Option<String>,
    /// What was done.
    pub action: String,
    /// Id of the case, person or other record.
    pub subject: String,
    /// Id of the person whose file it is.
    pub person: Option<String>,
    /// Why, in words without personal data.
    pub reason: Option<String>,
}

/// An audit entry as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// County code.
    pub county: String,
    /// Distinct in the county; begins with the instant.
    pub id: String,
    /// The entry.
    pub entry: AuditEntry,
}

impl CaseSummary {
    pub(crate) fn read(row: &mut Row) -> Result<CaseSummary, StoreError> {
        Ok(CaseSummary {
            county: row.text()?,
            id: row.text()?,
            person: row.text()?,
            station: row.text()?,
            office: row.text()?,
            bureau: row.text()?,
            state: row.text()?,
            at_agency: row.text()?,
            holder: row.opt_text()?,
            worked: split(&row.text()?),
            version: row.int()?,
            submitted_at: row.instant()?,
            opened_day: row.day()?,
            closed: row.flag()?,
            pending_receipts: row.int()?,
            notice_until: row.opt_instant()?,
        })
    }

    pub(crate) fn with_body(self, body: Value) -> ApplicationRow {
        ApplicationRow {
            county: self.county,
            id: self.id,
            person: self.person,
            station: self.station,
            office: self.office,
            bureau: self.bureau,
            state: self.state,
            at_agency: self.at_agency,
            holder: self.holder,
            worked: self.worked,
            version: self.version,
            submitted_at: self.submitted_at,
            opened_day: self.opened_day,
            closed: self.closed,
            pending_receipts: self.pending_receipts,
            notice_until: self.notice_until,
            body,
        }
    }
}

fn split(list: &str) -> Vec<String> {
    list.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl DutyRow {
    pub(crate) fn read(row: &mut Row) -> Result<DutyRow, StoreError> {
        Ok(DutyRow {
            county: row.text()?,
            id: row.text()?,
            kind: row.text()?,
            subject: row.text()?,
            holder: row.opt_text()?,
            agency: row.text()?,
            station: row.text()?,
            office: row.text()?,
            bureau: row.text()?,
            due_at: row.opt_instant()?,
            auto_at: row.opt_instant()?,
            step: row.text()?,
            article: row.text()?,
            person: row.text()?,
            version: row.int()?,
            begun_at: row.opt_instant()?,
        })
    }

    /// Tells the terms of one duty apart: when it began, or where that is not known when it is due.
    pub(crate) fn term(&self) -> Option<String> {
        self.begun_at.or(self.due_at).map(instant::text)
    }
}

impl AuditRow {
    pub(crate) fn read(row: &mut Row) -> Result<AuditRow, StoreError> {
        Ok(AuditRow {
            county: row.text()?,
            id: row.text()?,
            entry: AuditEntry {
                at: row.instant()?,
                actor: row.text()?,
                agency: row.opt_text()?,
                action: row.text()?,
                subject: row.text()?,
                person: row.opt_text()?,
                reason: row.opt_text()?,
            },
        })
    }
}
