//! Walking the ledger slice by slice for the rooms above, to compare and replace what is
//! derived from it. A slice is a range of streams of one county with all their events and
//! all rows that speak of them, as of one moment: a city's storage is walked with the
//! memory that one slice takes.

use std::collections::BTreeMap;

use crate::{
    commit::Put,
    engine::{Batch, Expect, Guard, Query},
    error::{CommitError, StoreError},
    instant,
    plan::{KeyRing, open_duty},
    rows::{ApplicationRow, DossierRow, DutyRow, EmployerRow, PersonRow, StoredEvent},
    statements::{case, dossiers, employers, events, people},
    store::Store,
    value::{Row, params},
};

/// How many streams are in a slice.
const STREAMS: i64 = 400;

/// Comes after every id: ids are visible ASCII.
const AFTER_ALL: &str = "\u{7f}";

/// What is derived from the events.
#[derive(Clone, Debug, Default)]
pub struct ReadModel {
    /// People.
    pub people: Vec<PersonRow>,
    /// County, token and person, for the search by name.
    pub tokens: Vec<(String, String, String)>,
    /// Applications.
    pub applications: Vec<ApplicationRow>,
    /// Open duties.
    pub duties: Vec<DutyRow>,
    /// Every employer.
    pub employers: Vec<EmployerRow>,
    /// What is kept of people and households beside applications.
    pub dossiers: Vec<DossierRow>,
}

/// A range of streams of one county, as of one moment.
#[derive(Clone, Debug)]
pub struct Slice {
    county: String,
    /// The first id of the range.
    from: String,
    /// The first id behind it.
    to: String,
    /// The events of every stream, opened, in order of stream and number.
    pub streams: Vec<Vec<StoredEvent>>,
    /// What is stored about them, opened.
    pub stored: ReadModel,
}

/// A walk over the whole storage, one slice at a time: county by county, and in each from
/// the last id to the first, so that people come before their cases.
#[derive(Debug)]
pub struct Slices<'a> {
    store: &'a Store,
    county: String,
    /// Where the slice before began; empty between two counties.
    to: String,
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
        let dossier = |row: &DossierRow| format!("dossiers {}/{}", row.county, row.id);
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
            // A row of an older form of the storage does not know when its term began.
            let old = |kept: &&DutyRow| kept.id == row.id && kept.begun_at.is_none();
            let is_old = stored.duties.iter().any(|kept| old(&kept));
            row.begun_at = row.begun_at.map(instant::kept).filter(|_| !is_old);
        }
        differing(&self.people, &stored.people, person)
            .or_else(|| differing(&self.tokens, &stored.tokens, token))
            .or_else(|| differing(&applications, &stored.applications, application))
            .or_else(|| differing(&duties, &stored.duties, duty))
            .or_else(|| differing(&self.employers, &stored.employers, employer))
            .or_else(|| differing(&self.dossiers, &stored.dossiers, dossier))
    }

    /// How many cases, people, employers and dossiers it holds.
    pub fn files(&self) -> u64 {
        let files = self.applications.len() + self.people.len() + self.employers.len() + self.dossiers.len();
        u64::try_from(files).unwrap_or(u64::MAX)
    }

    fn extend(&mut self, more: ReadModel) {
        self.people.extend(more.people);
        self.tokens.extend(more.tokens);
        self.applications.extend(more.applications);
        self.duties.extend(more.duties);
        self.employers.extend(more.employers);
        self.dossiers.extend(more.dossiers);
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

impl Slices<'_> {
    /// The next slice; none when all were walked.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn next(&mut self) -> Result<Option<Slice>, StoreError> {
        let engine = &self.store.inner.engine;
        if self.to.is_empty() {
            let found = engine.query(events::NEXT_COUNTY, params![&self.county]).await?;
            let next = found.into_iter().next().map(|mut row| row.opt_text()).transpose()?.flatten();
            let Some(county) = next else { return Ok(None) };
            self.county = county;
            self.to = AFTER_ALL.to_owned();
        }
        let ids = engine.query(events::STREAMS_BEFORE, params![&self.county, &self.to, STREAMS]).await?;
        let full = i64::try_from(ids.len()).is_ok_and(|count| count == STREAMS);
        let first = ids.into_iter().next_back().map(|mut row| row.text()).transpose()?;
        // The last slice of a county reaches back to its beginning, so that a row without
        // any event is in a slice too.
        let from = first.filter(|_| full).unwrap_or_default();
        let to = std::mem::replace(&mut self.to, from.clone());
        self.store.slice(&self.county, &from, &to).await.map(Some)
    }
}

impl Store {
    /// The whole storage in slices.
    pub fn slices(&self) -> Slices<'_> {
        Slices { store: self, county: String::new(), to: String::new() }
    }

    /// The same slice as it is by now.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn slice_again(&self, slice: &Slice) -> Result<Slice, StoreError> {
        self.slice(&slice.county, &slice.from, &slice.to).await
    }

    /// What is derived from the events, as it is stored, opened: of everything, so only
    /// for storage that fits into memory.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_model(&self) -> Result<ReadModel, StoreError> {
        let (mut slices, mut model) = (self.slices(), ReadModel::default());
        while let Some(slice) = slices.next().await? {
            model.extend(slice.stored);
        }
        Ok(model)
    }

    async fn slice(&self, county: &str, from: &str, to: &str) -> Result<Slice, StoreError> {
        let part = |sql| Query { sql, params: params![county, from, to] };
        let parts = vec![
            part(events::OF_RANGE),
            part(people::OF_RANGE),
            part(people::TOKENS_OF_RANGE),
            part(case::APPLICATIONS_OF_RANGE),
            part(case::DUTIES_OF_RANGE),
            part(employers::OF_RANGE),
            part(dossiers::OF_RANGE),
        ];
        let mut answers = self.inner.engine.query_all(parts).await?.into_iter();
        let mut rows = || answers.next().unwrap_or_default().into_iter();
        let mut streams: Vec<Vec<StoredEvent>> = Vec::new();
        for row in rows() {
            let event = self.event_row(row)?;
            match streams.last_mut().filter(|stream| stream.last().is_some_and(|e| e.stream == event.stream))
            {
                Some(stream) => stream.push(event),
                None => streams.push(vec![event]),
            }
        }
        let people = rows().map(|row| self.person_row(row)).collect::<Result<_, _>>()?;
        let token = |mut row: Row| Ok((row.text()?, row.text()?, row.text()?));
        let tokens = rows().map(token).collect::<Result<_, StoreError>>()?;
        let applications = rows().map(|mut row| self.application_row(&mut row)).collect::<Result<_, _>>()?;
        let duties = rows().map(|mut row| DutyRow::read(&mut row)).collect::<Result<_, _>>()?;
        let employers = rows().map(|row| self.employer_row(row)).collect::<Result<_, _>>()?;
        let dossiers = rows().map(|mut row| self.dossier_row(&mut row)).collect::<Result<_, _>>()?;
        let stored = ReadModel { people, tokens, applications, duties, employers, dossiers };
        Ok(Slice { county: county.to_owned(), from: from.to_owned(), to: to.to_owned(), streams, stored })
    }

    /// Replaces what is stored about a slice by what was derived from its events, in one
    /// transaction. To be done for all slices, in the order of the walk.
    ///
    /// # Errors
    /// [`StoreError::Changed`] if an event was added since the slice was read (read it
    /// again); otherwise when storage fails.
    pub async fn replace_slice(&self, slice: &Slice, model: &ReadModel) -> Result<(), StoreError> {
        let Slice { county, from, to, .. } = slice;
        let range = || params![county, from, to];
        let mut batch = Batch::of_county(county);
        let (count, sum) = slice.events();
        let unmoved = params![county, from, to, count, sum];
        batch.expect(events::RANGE_UNMOVED, unmoved, Expect::Found(Guard::Unchanged));
        batch.step(case::DROP_DUTIES_OF_RANGE, range());
        batch.step(case::DROP_APPLICATIONS_OF_RANGE, range());
        batch.step(people::DROP_TOKENS_OF_RANGE, range());
        batch.step(employers::DROP_STRAYS_OF_RANGE, range());
        batch.step(dossiers::DROP_OF_RANGE, range());
        let mut ring = KeyRing::of(county);
        for row in &model.people {
            // Somebody else who bears this number has a row that is wrong, or comes later.
            if let Some(hash) = &row.id_hash {
                batch.step(people::FREE_IDENTITY, params![county, hash, &row.id]);
            }
            self.plan_row(&mut batch, &mut ring, &Put::Person(row.clone())).await.map_err(plain)?;
        }
        for (county, token, person) in &model.tokens {
            batch.step(people::ADD_TOKEN, params![county, token, person]);
        }
        for row in &model.applications {
            self.plan_row(&mut batch, &mut ring, &Put::Application(row.clone())).await.map_err(plain)?;
        }
        model.duties.iter().for_each(|duty| open_duty(&mut batch, duty));
        for row in &model.employers {
            batch.step(employers::FREE_CODE, params![county, &row.credit_code, &row.id]);
            self.plan_row(&mut batch, &mut ring, &Put::Employer(row.clone())).await.map_err(plain)?;
        }
        for row in &model.dossiers {
            self.plan_row(&mut batch, &mut ring, &Put::Dossier(row.clone())).await.map_err(plain)?;
        }
        if from.is_empty() {
            batch.step(people::DROP_STRAYS, params![county]);
        }
        self.write(batch, "the events").await
    }
}

impl Slice {
    /// How many streams it has, and the sum of their last numbers: both only grow.
    fn events(&self) -> (i64, i64) {
        let last = |stream: &Vec<StoredEvent>| stream.last().map_or(0, |event| event.seq);
        (i64::try_from(self.streams.len()).unwrap_or(i64::MAX), self.streams.iter().map(last).sum())
    }
}

fn plain(error: CommitError) -> StoreError {
    match error {
        CommitError::Store(error) => error,
        _ => StoreError::Invalid("a readable value of a person whose key was destroyed".into()),
    }
}
