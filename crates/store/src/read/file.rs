//! One case or person: state, events, head, duties.

use crate::{
    commit::Stream,
    error::StoreError,
    rows::{ApplicationRow, CaseSummary, DutyRow, Head, StoredEvent},
    seal,
    statements::{case, events},
    store::Store,
    value::{Row, params},
};

const PAGE: i64 = 1000;

impl Store {
    /// An application with the end of its chain, both as of one moment.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn load_application(
        &self,
        county: &str,
        id: &str,
    ) -> Result<Option<(ApplicationRow, Head)>, StoreError> {
        let found = self.inner.engine.query(case::APPLICATION, params![county, id]).await?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        let application = self.application_row(&mut row)?;
        Ok(Some((application, Head { version: row.int()?, hash: row.text()? })))
    }

    pub(crate) fn application_row(&self, row: &mut Row) -> Result<ApplicationRow, StoreError> {
        let case = CaseSummary::read(row)?;
        let (body, wrapped) = (row.json()?, row.opt_blob()?);
        let body = self.open_application(&case, wrapped.as_deref(), body)?;
        Ok(case.with_body(body))
    }

    pub(super) fn open_application(
        &self,
        case: &CaseSummary,
        wrapped: Option<&[u8]>,
        body: serde_json::Value,
    ) -> Result<serde_json::Value, StoreError> {
        let place = format!("applications/{}/{}", case.county, case.id);
        self.open_body(&case.county, Some(&case.person), wrapped, &place, body)
    }

    /// The applications of a person, newest first, without their bodies.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn applications_of(&self, county: &str, person: &str) -> Result<Vec<CaseSummary>, StoreError> {
        let rows = self.inner.engine.query(case::OF_PERSON, params![county, person]).await?;
        rows.into_iter().map(|mut row| CaseSummary::read(&mut row)).collect()
    }

    /// The events of an application, in order, opened.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn application_events(&self, county: &str, id: &str) -> Result<Vec<StoredEvent>, StoreError> {
        self.stream_events(county, id).await
    }

    /// The events of any stream, in order, opened.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn stream_events(&self, county: &str, stream: &str) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = self.inner.engine.query(events::OF_STREAM, params![county, stream]).await?;
        rows.into_iter().map(|row| self.event_row(row)).collect()
    }

    pub(crate) fn event_row(&self, mut row: Row) -> Result<StoredEvent, StoreError> {
        let mut event = StoredEvent {
            county: row.text()?,
            stream: row.text()?,
            seq: row.int()?,
            at: row.instant()?,
            kind: row.text()?,
            actor: row.text()?,
            schema: row.int()?,
            pack: row.text()?,
            person: row.opt_text()?,
            body: row.json()?,
            prev_hash: row.text()?,
            hash: row.text()?,
        };
        let wrapped = row.opt_blob()?;
        let key = self.unwrap(&event.county, event.person.as_deref(), wrapped.as_deref())?;
        let place = format!("events/{}/{}/{}", event.county, event.stream, event.seq);
        seal::unseal(key.as_ref(), &place, &mut event.body)?;
        Ok(event)
    }

    /// Where a stream ends; nothing if it does not exist.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn head(&self, stream: &Stream) -> Result<Option<Head>, StoreError> {
        let found = self.inner.engine.query(events::HEAD, params![&stream.county, &stream.id]).await?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        Ok(Some(Head { version: row.int()?, hash: row.text()? }))
    }

    /// The open duties of a case or person.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn duties_of(&self, county: &str, subject: &str) -> Result<Vec<DutyRow>, StoreError> {
        // A duty's id is its subject, a slash, and its kind; `0` is the sign after the slash.
        let (from, to) = (format!("{subject}/"), format!("{subject}0"));
        let rows = self.inner.engine.query(case::DUTIES_OF_RANGE, params![county, from, to]).await?;
        rows.into_iter().map(|mut row| DutyRow::read(&mut row)).collect()
    }

    /// True if there is any application.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn has_cases(&self) -> Result<bool, StoreError> {
        Ok(!self.inner.engine.query(case::ANY_APPLICATION, vec![]).await?.is_empty())
    }

    /// Ids of every open case, in order.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn open_cases(&self) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        let mut after = (String::new(), String::new());
        loop {
            let page =
                self.inner.engine.query(case::OPEN_CASES_AFTER, params![&after.0, &after.1, PAGE]).await?;
            if page.is_empty() {
                return Ok(ids);
            }
            for mut row in page {
                after = (row.text()?, row.text()?);
                ids.push(after.1.clone());
            }
        }
    }
}
