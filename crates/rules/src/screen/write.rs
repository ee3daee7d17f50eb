//! The result file: written beside its place, moved there when it is whole.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::found::{Found, SCHEMA};
use super::{Screened, io};
use crate::error::ScreenError;

/// Refuses a result that would take the place of the people file.
pub(super) fn refuse_same(people: &Path, out: &Path) -> Result<(), ScreenError> {
    match (people.canonicalize(), out.canonicalize()) {
        (Ok(from), Ok(to)) if from == to => Err(ScreenError::SameFile { path: out.to_owned() }),
        _ => Ok(()),
    }
}

pub(super) struct Output {
    place: PathBuf,
    unfinished: Unfinished,
    writer: ArrowWriter<File>,
}

impl Output {
    pub(super) fn create(place: &Path) -> Result<Output, ScreenError> {
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = place.with_file_name(format!(".{name}.{}.unfinished", std::process::id()));
        let file = File::create(&beside).map_err(|source| io(place, source))?;
        let unfinished = Unfinished(beside);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, SCHEMA.clone(), Some(properties));
        let writer = writer.map_err(|error| failed(place, error))?;
        Ok(Output { place: place.to_owned(), unfinished, writer })
    }

    pub(super) fn write(&mut self, found: &Found, screened: &mut Screened) -> Result<(), ScreenError> {
        self.writer.write(&found.batch).map_err(|error| failed(&self.place, error))?;
        screened.eligible += found.eligible;
        screened.unknown += found.unknown;
        screened.potential += found.potential;
        Ok(())
    }

    /// Puts the whole file in its place.
    pub(super) fn finish(self) -> Result<(), ScreenError> {
        let file = self.writer.into_inner().map_err(|error| failed(&self.place, error))?;
        file.sync_all().map_err(|source| io(&self.place, source))?;
        fs::rename(&self.unfinished.0, &self.place).map_err(|source| io(&self.place, source))
    }
}

fn failed(path: &Path, error: parquet::errors::ParquetError) -> ScreenError {
    io(path, std::io::Error::other(error))
}

/// A file that goes unless it was moved to its place.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the move there is nothing left to take away.
        let _ = fs::remove_file(&self.0);
    }
}
