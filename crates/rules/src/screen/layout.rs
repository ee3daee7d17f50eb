//! What a people file looks like: its columns, their types, its row groups.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Fields, Schema};
use leye_pack::FactKind;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use super::flags::Flags;
use super::rows::Rows;
use super::{damaged, io};
use crate::engine::Engine;
use crate::error::ScreenError;

/// Rows that are decoded and judged at once: they stay in the nearer memory of a core.
const BATCH: usize = 16_384;

const PERSON: &str = "person_id";
const HOUSEHOLD: &str = "household_id";
/// A column of every people file that no predicate asks for.
const AGENCY: &str = "agency";

/// The facts that every people file has a column for. Another fact of a pack may have one;
/// without it the fact is not known of anybody.
const FACTS: [&str; 20] = [
    "sex",
    "born",
    "retirement_class",
    "local_urban_registration",
    "able_to_work",
    "willing_to_work",
    "applied",
    "employed",
    "registered_unemployed_since",
    "registered_unemployed",
    "worked_before",
    "disability_grade",
    "minimum_living_allowance",
    "land_lost",
    "other_hardship",
    "single_parent",
    "youngest_child_born",
    "model_worker",
    "martyr_family",
    "soldier_spouse",
];

/// A people file that has been looked at.
#[derive(Debug)]
pub(super) struct Layout {
    metadata: ArrowReaderMetadata,
    /// The columns of a batch, by their place in the file.
    roots: Vec<usize>,
    /// Of the people alone, and of their households too.
    ids: ProjectionMask,
    both_ids: ProjectionMask,
    /// Where the ids stand in a batch.
    pub person: usize,
    pub household: usize,
    /// Where each fact stands in a batch, in the order of the engine's columns; none where the
    /// file does not have it.
    pub facts: Vec<Option<usize>>,
}

impl Layout {
    pub(super) fn read(path: &Path, file: &File, engine: &Engine) -> Result<Layout, ScreenError> {
        let bare = ArrowReaderMetadata::load(file, ArrowReaderOptions::new())
            .map_err(|error| damaged(path, &error))?;
        let schema = bare.schema();
        expect(schema, PERSON, &Wanted::Id)?;
        expect(schema, HOUSEHOLD, &Wanted::Id)?;
        for column in engine.columns.iter() {
            if FACTS.contains(&&*column.name) || schema.index_of(&column.name).is_ok() {
                expect(schema, &column.name, &Wanted::Fact(&column.kind))?;
            }
        }
        expect(schema, AGENCY, &Wanted::Text)?;

        let is_word = |name: &str| {
            let place = engine.columns.place(name);
            place.is_some_and(|place| matches!(engine.columns.get(place).kind, FactKind::Word(_)))
        };
        let hinted: Fields = schema
            .fields()
            .iter()
            .map(|field| if is_word(field.name()) { words(field) } else { field.clone() })
            .collect();
        let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(hinted)));
        let metadata = ArrowReaderMetadata::try_new(bare.metadata().clone(), options)
            .map_err(|error| damaged(path, &error))?;

        let parquet = metadata.metadata().file_metadata().schema_descr();
        let place = |name: &str| schema.index_of(name).ok();
        let names = [PERSON, HOUSEHOLD].into_iter().chain(engine.columns.iter().map(|column| &*column.name));
        let mut roots: Vec<usize> = names.filter_map(place).collect();
        roots.sort_unstable();
        // A batch has the columns that were asked for in the order of the file.
        let within = |name: &str| roots.binary_search(&place(name)?).ok();
        Ok(Layout {
            ids: ProjectionMask::roots(parquet, place(PERSON)),
            both_ids: ProjectionMask::roots(parquet, place(PERSON).into_iter().chain(place(HOUSEHOLD))),
            person: within(PERSON).unwrap_or_default(),
            household: within(HOUSEHOLD).unwrap_or_default(),
            facts: engine.columns.iter().map(|column| within(&column.name)).collect(),
            roots,
            metadata,
        })
    }

    /// Rows of the whole file.
    pub(super) fn rows(&self) -> u64 {
        (0..self.groups()).map(|group| self.rows_of(group)).sum()
    }

    pub(super) fn groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    pub(super) fn rows_of(&self, group: usize) -> u64 {
        u64::try_from(self.metadata.metadata().row_group(group).num_rows()).unwrap_or_default()
    }

    /// How many rows stand before a row group.
    pub(super) fn first_row(&self, group: usize) -> u64 {
        (0..group).map(|before| self.rows_of(before)).sum()
    }

    /// The ids and facts of a row group.
    pub(super) fn open(&self, path: &Path, group: usize) -> Result<Rows, ScreenError> {
        let parquet = self.metadata.metadata().file_metadata().schema_descr();
        let columns = self.metadata.metadata().row_group(group).columns();
        let leaf = |root| (0..columns.len()).find(|leaf| parquet.get_column_root_idx(*leaf) == root);
        let flag = |root| leaf(root).map(|leaf| &columns[leaf]).filter(|column| Flags::fit(column));
        let file = Arc::new(File::open(path).map_err(|source| io(path, source))?);
        let (mut flags, mut others) = (Vec::new(), Vec::new());
        for (place, root) in self.roots.iter().enumerate() {
            match flag(*root) {
                None => others.push(*root),
                Some(column) => {
                    let opened = Flags::open(file.clone(), column);
                    flags.push((place, opened.map_err(|error| damaged(path, &error))?));
                }
            }
        }
        let others = self.reader(path, &ProjectionMask::roots(parquet, others), Some(group))?;
        Ok(Rows::new(others, flags, self.metadata.schema(), &self.roots))
    }

    /// The ids of the people of the whole file.
    pub(super) fn open_ids(&self, path: &Path) -> Result<ParquetRecordBatchReader, ScreenError> {
        self.reader(path, &self.ids, None)
    }

    /// The ids of the people of a row group and of their households, and where each stands.
    pub(super) fn open_both_ids(
        &self,
        path: &Path,
        group: usize,
    ) -> Result<(ParquetRecordBatchReader, [usize; 2]), ScreenError> {
        let is_first = self.person < self.household;
        let places = if is_first { [0, 1] } else { [1, 0] };
        Ok((self.reader(path, &self.both_ids, Some(group))?, places))
    }

    fn reader(
        &self,
        path: &Path,
        mask: &ProjectionMask,
        group: Option<usize>,
    ) -> Result<ParquetRecordBatchReader, ScreenError> {
        // Each reader has a file of its own: copies of one share their place in it.
        let file = File::open(path).map_err(|source| io(path, source))?;
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_projection(mask.clone())
            .with_batch_size(BATCH);
        if let Some(group) = group {
            builder = builder.with_row_groups(vec![group]);
        }
        builder.build().map_err(|error| damaged(path, &error))
    }
}

/// What a column should be.
enum Wanted<'a> {
    Id,
    Text,
    Fact(&'a FactKind),
}

impl Wanted<'_> {
    fn fits(&self, found: &DataType) -> bool {
        match self {
            Wanted::Id => *found == DataType::UInt64,
            Wanted::Text | Wanted::Fact(FactKind::Word(_)) => is_text(found),
            Wanted::Fact(FactKind::Flag) => *found == DataType::Boolean,
            Wanted::Fact(FactKind::Day) => *found == DataType::Date32,
            Wanted::Fact(FactKind::Whole { .. }) => found.is_integer(),
        }
    }

    fn told(&self) -> &'static str {
        match self {
            Wanted::Id => "uint64",
            Wanted::Text | Wanted::Fact(FactKind::Word(_)) => "utf8",
            Wanted::Fact(FactKind::Flag) => "bool",
            Wanted::Fact(FactKind::Day) => "date32",
            Wanted::Fact(FactKind::Whole { .. }) => "a whole number such as int8",
        }
    }
}

fn is_text(found: &DataType) -> bool {
    match found {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

fn expect(schema: &Schema, name: &str, wanted: &Wanted<'_>) -> Result<(), ScreenError> {
    let Ok(field) = schema.field_with_name(name) else {
        return Err(ScreenError::MissingColumn { column: name.to_owned() });
    };
    if wanted.fits(field.data_type()) {
        return Ok(());
    }
    Err(ScreenError::WrongType {
        column: name.to_owned(),
        expected: wanted.told(),
        found: field.data_type().to_string(),
    })
}

/// Words are read as places in a short list of words, not one by one.
fn words(field: &Field) -> Arc<Field> {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    Arc::new(field.clone().with_data_type(dictionary))
}
