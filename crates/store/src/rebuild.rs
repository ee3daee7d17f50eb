//! Walking the ledger for the rooms above; comparing and replacing what is derived from it.

use std::collections::BTreeMap;

use crate::{
    commit::{Put, Stream},
    engine::{Batch, Expect, Guard},
    error::{CommitError, StoreError},
    instant,
    plan::{KeyRing, open_duty},
    rows::{ApplicationRow, DutyRow, EmployerRow, PersonRow, StoredEvent},
    statements::{case, employers, events, people},
    store::Store,
    value::{Row, Value, params},
};

const PAGE: i64 = 1000;

/// Everything that is derived from the events.
#[derive(Clone, Debug, Default)]
pub struct ReadModel {
    /// [`Store::position`] from before the events were read: if given, the replacement is
    /// refused when anything was committed since.
    pub position: Option<i64>,
    /// Everybody.
    pub people: Vec<PersonRow>,
    /// County, token and person, for the search by name.
    pub tokens: Vec<(String, String, String)>,
    /// Every application.
    pub applications: Vec<ApplicationRow>,
    /// Every open duty.
    pub duties: Vec<DutyRow>,
    /// Every employer.
    pub employers: Vec<EmployerRow>,
}

impl ReadModel {
    /// The first row that `stored` has otherwise than this model, which was derived from
    /// the events: table and key, without its content. Order does not matter.
    pub fn first_difference(&self, stored: &ReadModel) -> Option<String> {
        let person = |row: &PersonRow| format!("people {}/{}", row.county, row.id);
        let token = |row: &(String, String, String)| format!("person_tokens {}/{}/{}", row.0, row.2, row.1);
        let application = |row: &ApplicationRow| format!("applications {}/{}", row.county, row.id);
        let duty = |row: &DutyRow| format!("duties {}/{}", row.county, row.id);
        let employer = |row: &EmployerRow| format!("employers {}/{}", row.county, row.id);
        // What was derived may be finer than what is kept.
        let mut applications = self.applications.clone();
        for row in &mut applications {
            row.submitted_at = instant::kept(row.submitted_at);
            row.notice_until = row.notice_until.map(instant::kept);
        }
        let mut duties = self.duties.clone();
        for row in &mut duties {
            row.due_at = row.due_at.map(instant::kept);
            row.auto_at = row.auto_at.map(instant::kept);
        }
        differing(&self.people, &stored.people, person)
            .or_else(|| differing(&self.tokens, &stored.tokens, token))
            .or_else(|| differing(&applications, &stored.applications, application))
            .or_else(|| differing(&duties, &stored.duties, duty))
            .or_else(|| differing(&self.employers, &stored.employers, employer))
    }
}

fn differing<T: PartialEq>(derived: &[T], stored: &[T], key: impl Fn(&T) -> String) -> Option<String> {
    let mut left: BTreeMap<String, &T> = stored.iter().map(|row| (key(row), row)).collect();
    let mut rows: Vec<(String, &T)> = derived.iter().map(|row| (key(row), row)).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, row) in rows {
        match left.remove(&name) {
            None => return Some(format!("{name}: missing; run `leye rebuild`")),
            Some(found) if found != row => {
                return Some(format!("{name}: differs from the events; run `leye rebuild`"));
            }
            Some(_) => {}
        }
    }
    left.into_keys().next().map(|name| format!("{name}: no event speaks of it; run `leye rebuild`"))
}

impl Store {
    /// Counts the ends of streams that were ever written; moves with every commit.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn position(&self) -> Result<i64, StoreError> {
        let found = self.inner.engine.query(events::WITNESS, vec![]).await?;
        found.into_iter().next().map_or(Ok(0), |mut row| row.int())
    }

    /// County and id of every stream, in order.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn streams(&self) -> Result<Vec<(String, String)>, StoreError> {
        let key = |row: &(String, String)| params![&row.0, &row.1];
        self.all(events::HEADS_AFTER, params!["", ""], |mut row| Ok((row.text()?, row.text()?)), key).await
    }

    /// Hands every stream with its events, opened, to `visit`, in order of county and id.
    /// The id tells whether it is a case or a person. `visit` ends the walk by an error.
    ///
    /// # Errors
    /// When storage fails, or what `visit` says.
    pub async fn for_each_stream<E, F>(&self, mut visit: F) -> Result<(), E>
    where
        E: From<StoreError>,
        F: FnMut(&Stream, Vec<StoredEvent>) -> Result<(), E>,
    {
        for (county, id) in self.streams().await? {
            let events = self.stream_events(&county, &id).await?;
            visit(&Stream { county, id }, events)?;
        }
        Ok(())
    }

    /// What is derived from the events, as it is stored, opened.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_model(&self) -> Result<ReadModel, StoreError> {
        let position = Some(self.position().await?);
        let (none, both) = (params!["", ""], |county: &str, id: &str| params![county, id]);
        let open = |row| self.person_row(row);
        let people = self.all(people::AFTER, none.clone(), open, |row| both(&row.county, &row.id)).await?;
        let open = |mut row: Row| Ok((row.text()?, row.text()?, row.text()?));
        let key = |row: &(String, String, String)| params![&row.0, &row.1, &row.2];
        let tokens = self.all(people::TOKENS_AFTER, params!["", "", ""], open, key).await?;
        let open = |mut row: Row| self.application_row(&mut row);
        let applications =
            self.all(case::APPLICATIONS_AFTER, none.clone(), open, |row| both(&row.county, &row.id)).await?;
        let open = |mut row: Row| DutyRow::read(&mut row);
        let duties =
            self.all(case::DUTIES_AFTER, none.clone(), open, |row| both(&row.county, &row.id)).await?;
        let open = |row| self.employer_row(row);
        let employers = self.all(employers::AFTER, none, open, |row| both(&row.county, &row.id)).await?;
        Ok(ReadModel { position, people, tokens, applications, duties, employers })
    }

    /// Every row of a statement that goes page by page: `key` gives what the next page
    /// comes after.
    async fn all<T>(
        &self,
        sql: &'static str,
        mut after: Vec<Value>,
        read: impl Fn(Row) -> Result<T, StoreError>,
        key: impl Fn(&T) -> Vec<Value>,
    ) -> Result<Vec<T>, StoreError> {
        let mut rows: Vec<T> = Vec::new();
        loop {
            after.push(PAGE.into());
            let page = self.inner.engine.query(sql, after).await?;
            if page.is_empty() {
                return Ok(rows);
            }
            for row in page {
                rows.push(read(row)?);
            }
            after = rows.last().map(&key).unwrap_or_default();
        }
    }

    /// Replaces people, tokens, applications, duties and employers by what was derived from the
    /// events, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::Changed`] if anything was committed since `position` was read (derive
    /// again); otherwise when storage fails.
    pub async fn replace_read_model(&self, model: ReadModel) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        if let Some(position) = model.position.filter(|&position| position > 0) {
            batch.expect(events::WITNESS_UNMOVED, params![position], Expect::Found(Guard::Unchanged));
        }
        for sql in [
            case::DROP_DUTIES,
            case::DROP_APPLICATIONS,
            people::DROP_ALL_TOKENS,
            people::DROP_ALL,
            employers::DROP_ALL,
        ] {
            batch.step(sql, vec![]);
        }
        let mut rings = BTreeMap::new();
        let rows = model.people.into_iter().map(|row| (row.county.clone(), Put::Person(row)));
        let rows =
            rows.chain(model.applications.into_iter().map(|row| (row.county.clone(), Put::Application(row))));
        let rows = rows.chain(model.employers.into_iter().map(|row| (row.county.clone(), Put::Employer(row))));
        for (county, row) in rows {
            let ring = rings.entry(county.clone()).or_insert_with(|| KeyRing::of(&county));
            self.plan_row(&mut batch, ring, &row).await.map_err(plain)?;
        }
        for (county, token, person) in &model.tokens {
            batch.step(people::ADD_TOKEN, params![county, token, person]);
        }
        model.duties.iter().for_each(|duty| open_duty(&mut batch, duty));
        self.write(batch, "the events").await
    }
}

fn plain(error: CommitError) -> StoreError {
    match error {
        CommitError::Store(error) => error,
        _ => StoreError::Invalid("a readable value of a person whose key was destroyed".into()),
    }
}
