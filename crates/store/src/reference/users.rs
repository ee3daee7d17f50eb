//! Users, their sign-ins and their tokens for the API.

use jiff::Timestamp;

use crate::{
    engine::Reach,
    error::StoreError,
    rows::{ApiTokenRow, SessionRow, UserRow},
    statements::reference as sql,
    store::Store,
    value::params,
};

impl Store {
    /// Changes a user as loaded before, or adds a new one. The stored version goes up by
    /// one with every change.
    ///
    /// # Errors
    /// [`StoreError::Changed`] if somebody changed the user meanwhile, or another user has
    /// that name; otherwise when storage fails.
    pub async fn put_user(&self, row: UserRow) -> Result<(), StoreError> {
        let changed = params![
            &row.display_name,
            &row.role,
            &row.agency,
            &row.password_hash,
            row.identity_hash.as_deref(),
            row.active,
            row.must_change,
            &row.name,
            row.version,
            row.created_at
        ];
        if self.write_found(Reach::Reference, sql::CHANGE_USER, changed).await? || self.add_user(&row).await?
        {
            return Ok(());
        }
        Err(StoreError::Changed("the user".into()))
    }

    async fn add_user(&self, row: &UserRow) -> Result<bool, StoreError> {
        let params = params![
            &row.name,
            &row.display_name,
            &row.role,
            &row.agency,
            &row.password_hash,
            row.identity_hash.as_deref(),
            row.active,
            row.must_change,
            1,
            row.created_at
        ];
        self.write_found(Reach::Reference, sql::ADD_USER, params).await
    }

    /// One user.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn user(&self, name: &str) -> Result<Option<UserRow>, StoreError> {
        let found = self.inner.engine.query(sql::USER, params![name]).await?;
        found.into_iter().next().map(|mut row| UserRow::read(&mut row)).transpose()
    }

    /// Every user, by name.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn users(&self) -> Result<Vec<UserRow>, StoreError> {
        let rows = self.inner.engine.query(sql::USERS, vec![]).await?;
        rows.into_iter().map(|mut row| UserRow::read(&mut row)).collect()
    }

    /// Every user of one agency, by name.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn users_of(&self, agency: &str) -> Result<Vec<UserRow>, StoreError> {
        let rows = self.inner.engine.query(sql::USERS_OF, params![agency]).await?;
        rows.into_iter().map(|mut row| UserRow::read(&mut row)).collect()
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// When there is no such user, or storage fails.
    pub async fn put_session(&self, row: SessionRow) -> Result<(), StoreError> {
        let params =
            params![&row.token_hash, &row.user, &row.csrf, row.created_at, row.seen_at, row.expires_at];
        self.write_one(Reach::Reference, sql::ADD_SESSION, params, "a sign-in").await
    }

    /// The sign-in with this hash of its token.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn session(&self, token_hash: &str) -> Result<Option<SessionRow>, StoreError> {
        let found = self.inner.engine.query(sql::SESSION, params![token_hash]).await?;
        found.into_iter().next().map(|mut row| SessionRow::read(&mut row)).transpose()
    }

    /// The sign-in with this hash of its token, and whose it is.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn session_with_user(
        &self,
        token_hash: &str,
    ) -> Result<Option<(SessionRow, UserRow)>, StoreError> {
        let found = self.inner.engine.query(sql::SESSION_WITH_USER, params![token_hash]).await?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        Ok(Some((SessionRow::read(&mut row)?, UserRow::read(&mut row)?)))
    }

    /// How many sign-ins have not ended at `now`.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn session_count(&self, now: Timestamp) -> Result<i64, StoreError> {
        let rows = self.inner.engine.query(sql::COUNT_SESSIONS, params![now]).await?;
        rows.into_iter().next().map_or(Ok(0), |mut row| row.int())
    }

    /// Notes that a sign-in was used.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn touch_session(&self, token_hash: &str, seen_at: Timestamp) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::TOUCH_SESSION, params![seen_at, token_hash], "a sign-in").await
    }

    /// Ends a sign-in.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn delete_session(&self, token_hash: &str) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::END_SESSION, params![token_hash], "a sign-in").await
    }

    /// Ends every sign-in of a user.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn delete_sessions_of(&self, user: &str) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::END_SESSIONS_OF, params![user], "sign-ins").await
    }

    /// Drops sign-ins that have run out.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn drop_sessions_before(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::DROP_SESSIONS, params![now], "sign-ins").await
    }

    /// Adds a token for the API.
    ///
    /// # Errors
    /// When there is no such user, or storage fails.
    pub async fn put_api_token(&self, row: ApiTokenRow) -> Result<(), StoreError> {
        let params = params![&row.token_hash, &row.user, &row.label, row.created_at, row.expires_at];
        self.write_one(Reach::Reference, sql::ADD_API_TOKEN, params, "a token").await
    }

    /// The token with this hash.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn api_token(&self, token_hash: &str) -> Result<Option<ApiTokenRow>, StoreError> {
        let found = self.inner.engine.query(sql::API_TOKEN, params![token_hash]).await?;
        found.into_iter().next().map(|mut row| ApiTokenRow::read(&mut row)).transpose()
    }

    /// The tokens of a user, oldest first.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn api_tokens_of(&self, user: &str) -> Result<Vec<ApiTokenRow>, StoreError> {
        let rows = self.inner.engine.query(sql::API_TOKENS_OF, params![user]).await?;
        rows.into_iter().map(|mut row| ApiTokenRow::read(&mut row)).collect()
    }

    /// Drops a token.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn delete_api_token(&self, token_hash: &str) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::DROP_API_TOKEN, params![token_hash], "a token").await
    }

    /// Drops every token of a user.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn delete_api_tokens_of(&self, user: &str) -> Result<(), StoreError> {
        self.write_one(Reach::Reference, sql::DROP_API_TOKENS_OF, params![user], "tokens").await
    }
}
