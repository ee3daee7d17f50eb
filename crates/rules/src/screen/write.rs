//! The result file: written beside its place, moved there when it is whole.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow::array::{AsArray, RecordBatch};
use arrow::compute::BatchCoalescer;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::found::SCHEMA;
use super::{Screened, io};
use crate::error::ScreenError;

/// Refuses a result that would take the place of the people file.
fn refuse_same(people: &Path, out: &Path) -> Result<(), ScreenError> {
    match (people.canonicalize(), out.canonicalize()) {
        (Ok(from), Ok(to)) if from == to => Err(ScreenError::SameFile { path: out.to_owned() }),
        _ => Ok(()),
    }
}

/// So many rows are written at once. Where pages end depends on it: with always as many the
/// bytes of a result do not depend on how the work was cut.
const AT_ONCE: usize = 8_192;

/// A result file in the making. It is nowhere to be seen until it is finished.
pub struct Output {
    place: PathBuf,
    unfinished: Unfinished,
    writer: ArrowWriter<File>,
    waiting: BatchCoalescer,
    screened: Screened,
}

impl Output {
    /// A result for this people file, beside its place.
    ///
    /// # Errors
    /// A folder that cannot be written; a result that would take the place of the people file.
    pub fn create(people: &Path, place: &Path) -> Result<Output, ScreenError> {
        refuse_same(people, place)?;
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = place.with_file_name(format!(".{name}.{}.unfinished", std::process::id()));
        let file = File::create(&beside).map_err(|source| io(place, source))?;
        let unfinished = Unfinished(beside);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, SCHEMA.clone(), Some(properties));
        let writer = writer.map_err(|error| failed(place, error))?;
        let waiting = BatchCoalescer::new(SCHEMA.clone(), AT_ONCE);
        let place = place.to_owned();
        Ok(Output { place, unfinished, writer, waiting, screened: Screened::default() })
    }

    /// Adds rows of the form that a result file has, in the order of the people file.
    ///
    /// # Errors
    /// A disk that is full, or rows of another form.
    pub fn write(&mut self, found: RecordBatch) -> Result<(), ScreenError> {
        for ruling in found.column(1).as_string::<i32>().iter().flatten() {
            match ruling {
                "eligible" => self.screened.eligible += 1,
                "unknown" => self.screened.unknown += 1,
                _ => self.screened.potential += 1,
            }
        }
        self.waiting.push_batch(found).map_err(|error| failed(&self.place, error.into()))?;
        self.write_completed()
    }

    /// Puts the whole file in its place and counts what is in it. `people` is how many rows
    /// the people file has.
    ///
    /// # Errors
    /// A disk that is full, or a place that cannot be written.
    pub fn finish(mut self, people: u64) -> Result<Screened, ScreenError> {
        self.waiting.finish_buffered_batch().map_err(|error| failed(&self.place, error.into()))?;
        self.write_completed()?;
        let file = self.writer.into_inner().map_err(|error| failed(&self.place, error))?;
        file.sync_all().map_err(|source| io(&self.place, source))?;
        fs::rename(&self.unfinished.0, &self.place).map_err(|source| io(&self.place, source))?;
        Ok(Screened { people, ..self.screened })
    }

    fn write_completed(&mut self) -> Result<(), ScreenError> {
        while let Some(batch) = self.waiting.next_completed_batch() {
            self.writer.write(&batch).map_err(|error| failed(&self.place, error))?;
        }
        Ok(())
    }
}

pub(crate) fn failed(path: &Path, error: parquet::errors::ParquetError) -> ScreenError {
    io(path, std::io::Error::other(error))
}

/// A file that goes unless it was moved to its place.
pub(crate) struct Unfinished(pub PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the move there is nothing left to take away.
        let _ = fs::remove_file(&self.0);
    }
}
