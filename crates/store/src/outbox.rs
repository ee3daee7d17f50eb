//! What is to be sent after its commit.

use jiff::Timestamp;

use crate::{
    engine::Reach,
    error::StoreError,
    rows::{OutboxEntry, OutboxRow},
    statements::case,
    store::Store,
    value::params,
};

impl Store {
    /// What waits to be sent and may be by `now`, oldest first.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn outbox_waiting(&self, now: Timestamp, limit: i64) -> Result<Vec<OutboxRow>, StoreError> {
        let rows = self.inner.engine.query(case::OUTBOX_WAITING, params![now, limit]).await?;
        rows.into_iter().map(|row| self.outbox_row(row)).collect()
    }

    /// How much waits to be sent, now or later.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn outbox_count(&self) -> Result<i64, StoreError> {
        let rows = self.inner.engine.query(case::COUNT_OUTBOX_WAITING, vec![]).await?;
        rows.into_iter().next().map_or(Ok(0), |mut row| row.int())
    }

    fn outbox_row(&self, mut row: crate::value::Row) -> Result<OutboxRow, StoreError> {
        let (county, id, kind, subject) = (row.text()?, row.text()?, row.text()?, row.text()?);
        let (at, next_at) = (row.instant()?, row.instant()?);
        let (person, attempts, body, wrapped) = (row.opt_text()?, row.int()?, row.json()?, row.opt_blob()?);
        let place = format!("outbox/{county}/{id}");
        let body = self.open_body(&county, person.as_deref(), wrapped.as_deref(), &place, body)?;
        let entry = OutboxEntry { id, kind, subject, at, next_at, body };
        Ok(OutboxRow { county, entry, person, attempts })
    }

    /// Notes that an entry was sent.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn outbox_sent(&self, county: &str, id: &str) -> Result<(), StoreError> {
        self.write_one(Reach::County(county.to_owned()), case::OUTBOX_SENT, params![county, id], "the outbox")
            .await
    }

    /// Puts an entry off until `next_at`.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn outbox_again(&self, county: &str, id: &str, next_at: Timestamp) -> Result<(), StoreError> {
        self.write_one(
            Reach::County(county.to_owned()),
            case::OUTBOX_AGAIN,
            params![next_at, county, id],
            "the outbox",
        )
        .await
    }

    /// Gives an entry up.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn outbox_failed(&self, county: &str, id: &str) -> Result<(), StoreError> {
        self.write_one(
            Reach::County(county.to_owned()),
            case::OUTBOX_FAILED,
            params![county, id],
            "the outbox",
        )
        .await
    }
}
