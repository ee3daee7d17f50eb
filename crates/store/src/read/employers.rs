//! Employers: one, or a page of those that a search finds.

use crate::{
    error::StoreError,
    rows::EmployerRow,
    scope::Scope,
    statements::employers,
    store::Store,
    value::{Row, params},
};

impl Store {
    /// One employer.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn employer(&self, county: &str, id: &str) -> Result<Option<EmployerRow>, StoreError> {
        let found = self.inner.engine.query(employers::ONE, params![county, id]).await?;
        found.into_iter().next().map(|row| self.employer_row(row)).transpose()
    }

    /// The employer with this credit code in a county.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn employer_by_code(
        &self,
        county: &str,
        credit_code: &str,
    ) -> Result<Option<EmployerRow>, StoreError> {
        let found = self.inner.engine.query(employers::BY_CODE, params![county, credit_code]).await?;
        found.into_iter().next().map(|row| self.employer_row(row)).transpose()
    }

    /// A page of employers by name, of the counties of the scope: all, or those with this
    /// credit code or this part of a name. `after` is name, county and id of the last one of
    /// the page before.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn employers(
        &self,
        text: &str,
        after: Option<(&str, &str, &str)>,
        scope: &Scope,
        limit: i64,
    ) -> Result<Vec<EmployerRow>, StoreError> {
        if scope.is_empty() {
            return Ok(Vec::new());
        }
        let (name, county, id) = after.unwrap_or_default();
        let params = params![scope.counties(), text, containing(text), name, county, id, limit];
        let rows = self.inner.engine.query(employers::LIST, params).await?;
        rows.into_iter().map(|row| self.employer_row(row)).collect()
    }

    pub(crate) fn employer_row(&self, mut row: Row) -> Result<EmployerRow, StoreError> {
        let (county, id, credit_code) = (row.text()?, row.text()?, row.text()?);
        let (name, agency) = (row.text()?, row.text()?);
        let (body, version, wrapped) = (row.json()?, row.int()?, row.opt_blob()?);
        let place = format!("employers/{county}/{id}");
        let body = self.open_body(&county, Some(&id), wrapped.as_deref(), &place, body)?;
        Ok(EmployerRow { county, id, credit_code, name, agency, body, version })
    }
}

/// A pattern for texts in small letters that hold this one; its own signs of a pattern stand
/// for themselves.
fn containing(text: &str) -> String {
    let escaped: String = text
        .to_ascii_lowercase()
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '!').then_some('!').into_iter().chain([c]))
        .collect();
    format!("%{escaped}%")
}
