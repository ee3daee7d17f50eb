//! Reads a result file beside its people file: whom the stations are to reach out to.
//!
//! Both files are in the same order, so one pass over both is enough, whatever their size.

use std::fs::File;
use std::path::Path;

use arrow::array::{Array, AsArray, ListArray, RecordBatch, StringArray, UInt64Array};
use arrow::datatypes::{DataType, UInt64Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::{damaged, io};
use crate::error::ScreenError;

/// Rows that are read at once.
const BATCH: usize = 8_192;

/// Somebody whom a screening found, with the station that the people file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPerson {
    /// `person_id`.
    pub person: u64,
    /// Row of the people file, from 1.
    pub row: u64,
    /// `agency` of the people file; none where it is null.
    pub agency: Option<String>,
    /// `eligible`, `unknown` or `potential`.
    pub ruling: String,
    /// The categories that hold, or would.
    pub categories: Vec<String>,
    /// The facts that are missing.
    pub missing: Vec<String>,
}

/// Gives everybody of a result file to `take`, in its order. `progress` is told how many rows
/// of how many of the people file are done.
///
/// # Errors
/// A file that is damaged or lacks a column; somebody of the result who does not stand in the
/// people file, or not in its order; the first error of `take`.
pub fn read_found<E: From<ScreenError>>(
    found: &Path,
    people: &Path,
    progress: &mut dyn FnMut(u64, u64),
    take: &mut dyn FnMut(FoundPerson) -> Result<(), E>,
) -> Result<(), E> {
    let (rows, _) = open(found, &["person_id", "ruling", "categories", "missing"])?;
    let (residents, all) = open(people, &["person_id", "agency"])?;
    let mut residents = Residents { path: people, batches: residents, batch: None, at: 0, row: 0 };
    let mut row_of_found = 0;
    for batch in rows {
        let batch = batch.map_err(|error| damaged(found, &error))?;
        let columns = Found::of(&batch)?;
        for at in 0..batch.num_rows() {
            row_of_found += 1;
            let person = columns.person.value(at);
            let Some((row, agency)) = residents.find(person)? else {
                return Err(ScreenError::Stranger { row: row_of_found, id: person }.into());
            };
            take(FoundPerson {
                person,
                row,
                agency,
                ruling: columns.ruling.value(at).to_owned(),
                categories: words(columns.categories, at),
                missing: words(columns.missing, at),
            })?;
        }
        progress(residents.row, all);
    }
    progress(all, all);
    Ok(())
}

fn open(path: &Path, names: &[&str]) -> Result<(ParquetRecordBatchReader, u64), ScreenError> {
    let file = File::open(path).map_err(|source| io(path, source))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(path, &error))?;
    for name in names {
        if builder.schema().index_of(name).is_err() {
            return Err(ScreenError::MissingColumn { column: (*name).to_owned() });
        }
    }
    let schema = builder.parquet_schema();
    let roots = (0..builder.schema().fields().len())
        .filter(|at| names.contains(&builder.schema().field(*at).name().as_str()));
    let mask = ProjectionMask::roots(schema, roots);
    let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or_default();
    let reader = builder.with_projection(mask).with_batch_size(BATCH).build();
    Ok((reader.map_err(|error| damaged(path, &error))?, rows))
}

/// The columns of a batch of the result.
struct Found<'a> {
    person: &'a UInt64Array,
    ruling: &'a StringArray,
    categories: &'a ListArray,
    missing: &'a ListArray,
}

impl Found<'_> {
    fn of(batch: &RecordBatch) -> Result<Found<'_>, ScreenError> {
        let list = |name: &str| {
            column(batch, name)?.as_list_opt::<i32>().ok_or_else(|| wrong(batch, name, "list<utf8>"))
        };
        Ok(Found {
            person: numbers(batch)?,
            ruling: texts(batch, "ruling")?,
            categories: list("categories")?,
            missing: list("missing")?,
        })
    }
}

/// The people file, read as far as somebody was looked for.
struct Residents<'a> {
    path: &'a Path,
    batches: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    at: usize,
    /// Rows that were passed.
    row: u64,
}

impl Residents<'_> {
    /// The row and the agency of somebody who stands behind whoever was looked for before.
    fn find(&mut self, person: u64) -> Result<Option<(u64, Option<String>)>, ScreenError> {
        loop {
            if let Some(batch) = &self.batch {
                let (ids, agencies) = (numbers(batch)?, texts(batch, "agency")?);
                while self.at < batch.num_rows() {
                    let at = self.at;
                    (self.at, self.row) = (at + 1, self.row + 1);
                    if ids.value(at) == person {
                        let agency = agencies.is_valid(at).then(|| agencies.value(at).to_owned());
                        return Ok(Some((self.row, agency)));
                    }
                }
            }
            let Some(next) = self.batches.next() else { return Ok(None) };
            self.batch = Some(next.map_err(|error| damaged(self.path, &error))?);
            self.at = 0;
        }
    }
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a arrow::array::ArrayRef, ScreenError> {
    batch.column_by_name(name).ok_or_else(|| ScreenError::MissingColumn { column: name.to_owned() })
}

fn numbers(batch: &RecordBatch) -> Result<&UInt64Array, ScreenError> {
    let name = "person_id";
    column(batch, name)?.as_primitive_opt::<UInt64Type>().ok_or_else(|| wrong(batch, name, "uint64"))
}

fn texts<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a StringArray, ScreenError> {
    column(batch, name)?.as_string_opt::<i32>().ok_or_else(|| wrong(batch, name, "utf8"))
}

fn wrong(batch: &RecordBatch, name: &str, expected: &'static str) -> ScreenError {
    let found = batch.column_by_name(name).map_or(DataType::Null, |column| column.data_type().clone());
    ScreenError::WrongType { column: name.to_owned(), expected, found: found.to_string() }
}

fn words(list: &ListArray, at: usize) -> Vec<String> {
    let values = list.value(at);
    let texts = values.as_string_opt::<i32>();
    texts.into_iter().flatten().flatten().map(str::to_owned).collect()
}
