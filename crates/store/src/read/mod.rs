//! Typed reads: files, lists, the public board. Whatever is read is opened on the way,
//! with the key that comes along in the same row.

use serde_json::Value;

use crate::{error::StoreError, keys::PersonKey, rows::PersonRow, seal, store::Store, value::Row};

mod board;
mod dossiers;
mod employers;
mod file;
mod findings;
mod owed;
mod people;
mod terms;
mod worklist;

pub use board::{ApplicationsQuery, ListAfter, ListedCase, NoticedCase};
pub use dossiers::{DossierCount, DossierQuery};
pub use findings::{FindingRow, FindingsQuery, KindOwed, RegisterPage};
pub(crate) use owed::OwedCache;
pub(crate) use terms::keep;
pub use terms::{DutiesOf, TermQuery, Warning};
pub use worklist::{Owed, StateCount, WorkAfter, WorkRow, WorklistQuery};

impl Store {
    /// Opens a body with the wrapped key that was read beside it. Without a key, what was
    /// sealed is marked as erased.
    pub(crate) fn open_body(
        &self,
        county: &str,
        person: Option<&str>,
        wrapped: Option<&[u8]>,
        place: &str,
        mut body: Value,
    ) -> Result<Value, StoreError> {
        let key = self.unwrap(county, person, wrapped)?;
        seal::unseal(key.as_ref(), place, &mut body)?;
        Ok(body)
    }

    pub(crate) fn unwrap(
        &self,
        county: &str,
        person: Option<&str>,
        wrapped: Option<&[u8]>,
    ) -> Result<Option<PersonKey>, StoreError> {
        match (person, wrapped) {
            (Some(person), Some(wrapped)) => {
                self.inner.keys.unwrap_person_key(county, person, wrapped).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// A person's row, as the statements on people give it.
    pub(crate) fn person_row(&self, mut row: Row) -> Result<PersonRow, StoreError> {
        let (county, id) = (row.text()?, row.text()?);
        let (id_hash, phone_hash, station) = (row.opt_text()?, row.opt_text()?, row.text()?);
        let (body, version, erased, wrapped) = (row.json()?, row.int()?, row.flag()?, row.opt_blob()?);
        let body = self.open_person(&county, &id, wrapped.as_deref(), body)?;
        Ok(PersonRow { county, id, id_hash, phone_hash, station, body, version, erased })
    }

    pub(crate) fn open_person(
        &self,
        county: &str,
        id: &str,
        wrapped: Option<&[u8]>,
        body: Value,
    ) -> Result<Value, StoreError> {
        self.open_body(county, Some(id), wrapped, &format!("people/{county}/{id}"), body)
    }
}
