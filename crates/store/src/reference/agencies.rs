//! Agencies.

use crate::{
    engine::{Batch, Reach},
    error::StoreError,
    rows::AgencyRow,
    statements::reference as sql,
    store::Store,
    value::params,
};

impl Store {
    /// Adds an agency or changes it.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn put_agency(&self, row: AgencyRow) -> Result<(), StoreError> {
        self.put_agencies(std::slice::from_ref(&row)).await
    }

    /// Adds or changes many agencies at once, all or none.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn put_agencies(&self, rows: &[AgencyRow]) -> Result<(), StoreError> {
        let mut batch = Batch::of(Reach::Reference);
        for row in rows {
            let params = params![
                &row.code,
                &row.level,
                &row.name_hans,
                &row.name_hant,
                row.parent.as_deref(),
                row.bureau.as_deref(),
                row.office.as_deref(),
                row.is_virtual,
                &row.close_of_business,
                &row.phone,
                &row.address,
                row.active
            ];
            batch.step(sql::PUT_AGENCY, params);
        }
        self.write(batch, "agencies").await
    }

    /// One agency.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn agency(&self, code: &str) -> Result<Option<AgencyRow>, StoreError> {
        let found = self.inner.engine.query(sql::AGENCY, params![code]).await?;
        found.into_iter().next().map(|mut row| AgencyRow::read(&mut row)).transpose()
    }

    /// Every agency, by code.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn agencies(&self) -> Result<Vec<AgencyRow>, StoreError> {
        let rows = self.inner.engine.query(sql::AGENCIES, vec![]).await?;
        rows.into_iter().map(|mut row| AgencyRow::read(&mut row)).collect()
    }

    /// The agencies right below one, by code.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn agencies_below(&self, code: &str) -> Result<Vec<AgencyRow>, StoreError> {
        let rows = self.inner.engine.query(sql::AGENCIES_BELOW, params![code]).await?;
        rows.into_iter().map(|mut row| AgencyRow::read(&mut row)).collect()
    }
}
