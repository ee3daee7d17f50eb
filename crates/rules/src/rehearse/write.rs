//! The file of those that change.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use arrow::array::{ArrayRef, ListBuilder, RecordBatch, StringBuilder, UInt64Builder};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::change::{Both, Found};
use crate::error::ScreenError;
use crate::screen::{Unfinished, failed, io};

/// Rows that are held before they are written.
const BATCH: usize = 32_768;

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let list = |name| Field::new(name, DataType::new_list(DataType::Utf8, true), false);
    Arc::new(Schema::new(vec![
        Field::new("person_id", DataType::UInt64, false),
        Field::new("agency", DataType::Utf8, true),
        Field::new("before", DataType::Utf8, false),
        Field::new("after", DataType::Utf8, false),
        list("categories_before"),
        list("categories_after"),
    ]))
});

/// Written beside its place and moved there when it is whole.
pub(super) struct Output {
    place: PathBuf,
    beside: Unfinished,
    writer: ArrowWriter<File>,
    rows: usize,
    person: UInt64Builder,
    agency: StringBuilder,
    rulings: [StringBuilder; 2],
    categories: [ListBuilder<StringBuilder>; 2],
}

impl Output {
    pub(super) fn create(place: &Path) -> Result<Output, ScreenError> {
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = place.with_file_name(format!(".{name}.{}.unfinished", std::process::id()));
        let file = File::create(&beside).map_err(|source| io(place, source))?;
        let beside = Unfinished(beside);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, SCHEMA.clone(), Some(properties));
        Ok(Output {
            place: place.to_owned(),
            beside,
            writer: writer.map_err(|error| failed(place, error))?,
            rows: 0,
            person: UInt64Builder::new(),
            agency: StringBuilder::new(),
            rulings: [StringBuilder::new(), StringBuilder::new()],
            categories: [ListBuilder::new(StringBuilder::new()), ListBuilder::new(StringBuilder::new())],
        })
    }

    pub(super) fn write(&mut self, row: &Both<'_>) -> Result<(), ScreenError> {
        self.person.append_value(row.person);
        self.agency.append_option(row.agency);
        for (place, found) in [row.before, row.after].into_iter().enumerate() {
            self.side(place, found);
        }
        self.rows += 1;
        if self.rows >= BATCH { self.flush() } else { Ok(()) }
    }

    fn side(&mut self, place: usize, found: &Found) {
        self.rulings[place].append_value(found.standing.as_str());
        for code in &found.categories {
            self.categories[place].values().append_value(code);
        }
        self.categories[place].append(true);
    }

    fn flush(&mut self) -> Result<(), ScreenError> {
        self.rows = 0;
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.person.finish()),
            Arc::new(self.agency.finish()),
            Arc::new(self.rulings[0].finish()),
            Arc::new(self.rulings[1].finish()),
            Arc::new(self.categories[0].finish()),
            Arc::new(self.categories[1].finish()),
        ];
        let batch = RecordBatch::try_new(SCHEMA.clone(), columns);
        let batch = batch.map_err(|error| io(&self.place, std::io::Error::other(error)))?;
        self.writer.write(&batch).map_err(|error| failed(&self.place, error))
    }

    pub(super) fn finish(mut self) -> Result<(), ScreenError> {
        self.flush()?;
        let file = self.writer.into_inner().map_err(|error| failed(&self.place, error))?;
        file.sync_all().map_err(|source| io(&self.place, source))?;
        fs::rename(&self.beside.0, &self.place).map_err(|source| io(&self.place, source))
    }
}
