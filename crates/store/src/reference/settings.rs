//! Settings of the storage.

use crate::{engine::Reach, error::StoreError, statements::reference as sql, store::Store, value::params};

impl Store {
    /// One setting.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let found = self.inner.engine.query(sql::SETTING, params![name]).await?;
        found.into_iter().next().map(|mut row| row.text()).transpose()
    }

    /// Every setting, by name.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let rows = self.inner.engine.query(sql::SETTINGS, vec![]).await?;
        rows.into_iter().map(|mut row| Ok((row.text()?, row.text()?))).collect()
    }

    /// Writes a setting.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::PUT_SETTING, params![name, value], "a setting").await
    }

    /// Drops a setting.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn delete_setting(&self, name: &str) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::DROP_SETTING, params![name], "a setting").await
    }
}
