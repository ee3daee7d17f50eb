//! The files of policy packs, kept for ever under what is in them.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{
    engine::Reach, error::StoreError, rows::PackRow, statements::reference as sql, store::Store,
    value::params,
};

impl Store {
    /// The name under which files are kept: SHA-256 of their text.
    pub fn files_hash(files: &str) -> String {
        HEXLOWER.encode(&Sha256::digest(files.as_bytes()))
    }

    /// Keeps the files of a pack, unless they are kept already.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] if the name is not that of the files; when storage fails.
    pub async fn keep_pack(&self, row: &PackRow) -> Result<(), StoreError> {
        if row.files_hash != Self::files_hash(&row.files) {
            return Err(StoreError::Invalid("files of a pack under another name than theirs".into()));
        }
        let params = params![&row.files_hash, &row.pack_hash, &row.id, row.kept_at, &row.files];
        self.write_one(Reach::Reference, sql::KEEP_PACK, params, "a pack").await
    }

    /// The files that are kept under a name.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if they are not what was kept; when storage fails.
    pub async fn pack(&self, files_hash: &str) -> Result<Option<PackRow>, StoreError> {
        self.pack_row(sql::PACK, files_hash).await
    }

    /// The files of the rules with a fingerprint: those kept last, where only their examples,
    /// calendars or agencies differ.
    ///
    /// # Errors
    /// As [`Store::pack`].
    pub async fn pack_of_rules(&self, pack_hash: &str) -> Result<Option<PackRow>, StoreError> {
        self.pack_row(sql::PACKS_OF_RULES, pack_hash).await
    }

    /// The names of all that is kept, in order.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn pack_names(&self) -> Result<Vec<String>, StoreError> {
        let rows = self.inner.engine.query(sql::PACK_HASHES, vec![]).await?;
        rows.into_iter().map(|mut row| row.text()).collect()
    }

    async fn pack_row(&self, sql: &'static str, key: &str) -> Result<Option<PackRow>, StoreError> {
        let found = self.inner.engine.query(sql, params![key]).await?;
        let row = found.into_iter().next().map(|mut row| PackRow::read(&mut row)).transpose()?;
        if let Some(row) = row.as_ref().filter(|row| row.files_hash != Self::files_hash(&row.files)) {
            return Err(StoreError::Corrupt {
                place: format!("packs/{}", row.files_hash),
                what: "the files are not those that were kept".into(),
            });
        }
        Ok(row)
    }
}
