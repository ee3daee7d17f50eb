//! People: one file, or those that a search finds.

use crate::{
    engine::Query,
    error::StoreError,
    rows::{PersonMark, PersonRow},
    scope::{Scope, any},
    statements::people,
    store::Store,
    value::{Value, params},
};

/// How many tokens a search takes into account.
const TOKENS: usize = 6;

impl Store {
    /// One person's file.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn person(&self, county: &str, id: &str) -> Result<Option<PersonRow>, StoreError> {
        let found = self.inner.engine.query(people::ONE, params![county, id]).await?;
        found.into_iter().next().map(|row| self.person_row(row)).transpose()
    }

    /// The files of several people; those that are gone are left out.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn people_of(&self, marks: &[&PersonMark]) -> Result<Vec<PersonRow>, StoreError> {
        if marks.is_empty() {
            return Ok(Vec::new());
        }
        let query = |mark: &&PersonMark| Query { sql: people::ONE, params: params![&mark.county, &mark.id] };
        let found = self.inner.engine.query_all(marks.iter().map(query).collect()).await?;
        found.into_iter().flatten().map(|row| self.person_row(row)).collect()
    }

    /// The person with this keyed hash of the identity number in a county.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn find_person_by_hash(
        &self,
        county: &str,
        id_hash: &str,
    ) -> Result<Option<PersonRow>, StoreError> {
        let found = self.inner.engine.query(people::BY_HASH, params![county, id_hash]).await?;
        found.into_iter().next().map(|row| self.person_row(row)).transpose()
    }

    /// The files, one a county at most, with this keyed hash of the identity number.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn people_by_identity(
        &self,
        id_hash: &str,
        scope: &Scope,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        self.people(people::BY_IDENTITY, vec![id_hash.into()], scope, limit).await
    }

    /// The people with this keyed hash of the telephone number.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn people_by_phone(
        &self,
        phone_hash: &str,
        scope: &Scope,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        self.people(people::BY_PHONE, vec![phone_hash.into()], scope, limit).await
    }

    /// The people whose names bear every one of the tokens, in order of county and id. The
    /// first token should be the rarest; those after the sixth are not asked.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn search_people(
        &self,
        tokens: &[String],
        scope: &Scope,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        if tokens.is_empty() {
            return Ok(Vec::new());
        }
        let token = |place| Value::from(any(tokens.get(place).map(String::as_str)));
        self.people(people::BY_TOKENS, (0..TOKENS).map(token).collect(), scope, limit).await
    }

    async fn people(
        &self,
        sql: &'static str,
        mut params: Vec<Value>,
        scope: &Scope,
        limit: i64,
    ) -> Result<Vec<PersonRow>, StoreError> {
        if scope.is_empty() {
            return Ok(Vec::new());
        }
        params.extend(params![
            scope.counties(),
            any(scope.bureau.as_deref()),
            any(scope.office.as_deref()),
            any(scope.station.as_deref()),
            limit
        ]);
        let rows = self.inner.engine.query(sql, params).await?;
        rows.into_iter().map(|row| self.person_row(row)).collect()
    }
}
