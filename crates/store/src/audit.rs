//! Who read or did what.

use crate::{
    engine::Batch,
    error::StoreError,
    instant,
    keys::random_suffix,
    rows::{AuditEntry, AuditRow},
    statements::case,
    store::Store,
    value::params,
};

/// Adds an entry to a batch. Its id begins with the instant, so that ids sort by time.
pub(crate) fn add(batch: &mut Batch, county: &str, entry: &AuditEntry) {
    let at = instant::text(entry.at);
    let id = format!("{at}-{}", random_suffix());
    let params = params![
        county,
        id,
        at,
        &entry.actor,
        entry.agency.as_deref(),
        &entry.action,
        &entry.subject,
        entry.person.as_deref(),
        entry.reason.as_deref()
    ];
    batch.step(case::AUDIT, params);
}

/// How many entries a page of the record shows at most.
const MOST: i64 = 500;

impl Store {
    /// Records a read or another act that changes no case. Returns once it is on disk.
    ///
    /// # Errors
    /// When storage fails; then nothing is recorded, and what was to be read must not be
    /// shown.
    pub async fn audit(&self, county: &str, entry: AuditEntry) -> Result<(), StoreError> {
        let mut batch = Batch::of_county(county);
        add(&mut batch, county, &entry);
        self.write(batch, "the audit record").await
    }

    /// The record about a case or other subject, newest first, at most 500 entries.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn audit_of_subject(&self, county: &str, subject: &str) -> Result<Vec<AuditRow>, StoreError> {
        self.audited(case::AUDIT_OF_SUBJECT, county, subject).await
    }

    /// The record about a person's file and cases, newest first, at most 500 entries.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn audit_of_person(&self, county: &str, person: &str) -> Result<Vec<AuditRow>, StoreError> {
        self.audited(case::AUDIT_OF_PERSON, county, person).await
    }

    async fn audited(&self, sql: &'static str, county: &str, of: &str) -> Result<Vec<AuditRow>, StoreError> {
        let rows = self.inner.engine.query(sql, params![county, of, MOST]).await?;
        rows.into_iter().map(|mut row| AuditRow::read(&mut row)).collect()
    }
}
