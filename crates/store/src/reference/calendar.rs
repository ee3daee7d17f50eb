//! The statutory calendars that were imported.

use std::collections::BTreeMap;

use crate::{
    engine::{Batch, Query, Reach},
    error::StoreError,
    rows::{CalendarDayRow, CalendarYearRow},
    statements::reference as sql,
    store::Store,
    value::params,
};

impl Store {
    /// Adds a year's calendar, or puts it in place of the one before; all or nothing.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn put_calendar(
        &self,
        year: CalendarYearRow,
        days: Vec<CalendarDayRow>,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::of(Reach::Reference);
        batch.step(sql::PUT_YEAR, params![year.year, year.imported_at, &year.source]);
        batch.step(sql::DROP_DAYS, params![year.year]);
        for day in &days {
            batch.step(sql::PUT_DAY, params![day.date, day.year, &day.kind, &day.name]);
        }
        self.write(batch, "a calendar").await
    }

    /// The years that were imported, in order.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn calendar_years(&self) -> Result<Vec<CalendarYearRow>, StoreError> {
        let rows = self.inner.engine.query(sql::YEARS, vec![]).await?;
        let year = |mut row: crate::value::Row| {
            Ok(CalendarYearRow { year: row.int()?, imported_at: row.instant()?, source: row.text()? })
        };
        rows.into_iter().map(year).collect()
    }

    /// Every imported year with its days, in order.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn calendars(&self) -> Result<Vec<(i64, Vec<CalendarDayRow>)>, StoreError> {
        let all = |sql| Query { sql, params: vec![] };
        let mut answers =
            self.inner.engine.query_all(vec![all(sql::YEARS), all(sql::DAYS)]).await?.into_iter();
        let mut years = BTreeMap::new();
        for mut row in answers.next().unwrap_or_default() {
            years.insert(row.int()?, Vec::new());
        }
        for mut row in answers.next().unwrap_or_default() {
            let day =
                CalendarDayRow { date: row.day()?, year: row.int()?, kind: row.text()?, name: row.text()? };
            years.entry(day.year).or_default().push(day);
        }
        Ok(years.into_iter().collect())
    }
}
