//! The people file and the two results, row by row beside one another.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute;
use arrow::datatypes::{DataType, UInt64Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::change::{Both, Found};
use super::tally::Standing;
use crate::error::ScreenError;

/// Rows that are held of each file.
const BATCH: usize = 32_768;

/// Gives every person to `take`. Those who are in neither result stand as not eligible.
pub(super) fn side_by_side(
    people: &Path,
    before: &Path,
    after: &Path,
    take: &mut dyn FnMut(Both<'_>) -> Result<(), ScreenError>,
    progress: &mut dyn FnMut(u64),
) -> Result<(), ScreenError> {
    let (mut old, mut new) = (Cursor::open(before)?, Cursor::open(after)?);
    let nothing = Found::default();
    let mut done = 0;
    for batch in open(people, &["person_id", "agency"])? {
        let batch = batch.map_err(|error| damaged(people, &error))?;
        let ids = column(&batch, "person_id", people)?.as_primitive::<UInt64Type>();
        let agencies = compute::cast(column(&batch, "agency", people)?, &DataType::Utf8)
            .map_err(|error| damaged(people, &error))?;
        let agencies: &StringArray = agencies.as_string();
        for (row, id) in ids.values().iter().enumerate() {
            let is_old = old.stands_at(*id);
            let is_new = new.stands_at(*id);
            let agency = agencies.is_valid(row).then(|| agencies.value(row));
            take(Both {
                person: *id,
                agency,
                before: if is_old { &old.found } else { &nothing },
                after: if is_new { &new.found } else { &nothing },
            })?;
            if is_old {
                old.step()?;
            }
            if is_new {
                new.step()?;
            }
        }
        done += ids.len() as u64;
        progress(done);
    }
    Ok(())
}

/// One result, read person by person in the order of the people file.
struct Cursor {
    path: PathBuf,
    reader: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    row: usize,
    person: Option<u64>,
    found: Found,
}

impl Cursor {
    fn open(path: &Path) -> Result<Cursor, ScreenError> {
        let reader = open(path, &["person_id", "ruling", "categories"])?;
        let found = Found::default();
        let mut cursor = Cursor { path: path.to_owned(), reader, batch: None, row: 0, person: None, found };
        cursor.read()?;
        Ok(cursor)
    }

    fn stands_at(&self, person: u64) -> bool {
        self.person == Some(person)
    }

    fn step(&mut self) -> Result<(), ScreenError> {
        self.row += 1;
        self.read()
    }

    fn read(&mut self) -> Result<(), ScreenError> {
        while self.batch.as_ref().is_none_or(|batch| self.row >= batch.num_rows()) {
            self.row = 0;
            self.batch = self.reader.next().transpose().map_err(|error| damaged(&self.path, &error))?;
            if self.batch.is_none() {
                self.person = None;
                return Ok(());
            }
        }
        let Some(batch) = &self.batch else { return Ok(()) };
        let ids = column(batch, "person_id", &self.path)?.as_primitive::<UInt64Type>();
        let rulings = column(batch, "ruling", &self.path)?.as_string::<i32>();
        let lists = column(batch, "categories", &self.path)?.as_list::<i32>().value(self.row);
        self.person = Some(ids.value(self.row));
        self.found.standing = Standing::named(rulings.value(self.row));
        self.found.categories.clear();
        let codes = lists.as_string::<i32>().iter().flatten().map(str::to_owned);
        self.found.categories.extend(codes);
        Ok(())
    }
}

fn open(path: &Path, columns: &[&str]) -> Result<ParquetRecordBatchReader, ScreenError> {
    let file = File::open(path).map_err(|source| ScreenError::Io { path: path.to_owned(), source })?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(path, &error))?;
    let places = columns.iter().filter_map(|name| builder.schema().index_of(name).ok());
    let mask = ProjectionMask::roots(builder.parquet_schema(), places.collect::<Vec<_>>());
    builder.with_projection(mask).with_batch_size(BATCH).build().map_err(|error| damaged(path, &error))
}

fn column<'a>(batch: &'a RecordBatch, name: &str, path: &Path) -> Result<&'a ArrayRef, ScreenError> {
    batch.column_by_name(name).ok_or_else(|| damaged(path, &format!("the column {name} is gone")))
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> ScreenError {
    ScreenError::Damaged { path: path.to_owned(), message: error.to_string() }
}
