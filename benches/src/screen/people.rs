//! A made-up city as a people file: always the same for the same size and seed.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use arrow::array::{ArrayRef, BooleanArray, Date32Array, Int8Array, RecordBatch, StringArray, UInt64Array};
use arrow::datatypes::{Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// 2026-11-01, the day of the rulings, in days since 1970.
const TODAY: i32 = 20_758;
/// Rows of a row group.
const GROUP: usize = 262_144;
const CLASSES: [&str; 3] = ["male", "female-55", "female-50"];
const LEVELS: [&str; 4] = ["county", "city", "province", "national"];

/// Some rows, column by column.
#[derive(Default)]
struct Rows {
    household: Vec<u64>,
    sex: Vec<Option<&'static str>>,
    born: Vec<Option<i32>>,
    class: Vec<Option<&'static str>>,
    agency: Vec<Option<String>>,
    since: Vec<Option<i32>>,
    grade: Vec<Option<i8>>,
    child: Vec<Option<i32>>,
    model: Vec<Option<&'static str>>,
    flags: [Vec<Option<bool>>; FLAGS.len()],
}

const FLAGS: [&str; 13] = [
    "local_urban_registration",
    "able_to_work",
    "willing_to_work",
    "applied",
    "employed",
    "registered_unemployed",
    "worked_before",
    "minimum_living_allowance",
    "land_lost",
    "other_hardship",
    "single_parent",
    "martyr_family",
    "soldier_spouse",
];

/// How many of a thousand adults of working age of whom it is known.
const ADULTS: [u32; FLAGS.len()] = [820, 940, 850, 60, 680, 90, 800, 40, 30, 20, 60, 4, 12];
/// And of children and old people.
const OTHERS: [u32; FLAGS.len()] = [820, 200, 60, 2, 30, 2, 500, 50, 30, 20, 10, 4, 6];

struct City {
    chance: ChaCha8Rng,
    household: u64,
    left: u32,
    agency: String,
}

impl City {
    fn draw(&mut self, below: u32) -> u32 {
        self.chance.random_range(0..below)
    }

    /// Not known of three in a hundred.
    fn known<T>(&mut self, value: T) -> Option<T> {
        (self.draw(100) >= 3).then_some(value)
    }

    fn days(&mut self, years: u32) -> i32 {
        TODAY - i32::try_from(self.draw(years * 365)).unwrap_or_default()
    }

    fn one(&mut self, rows: &mut Rows) {
        if self.left == 0 {
            self.household += 1;
            // Households of one to six.
            self.left = 1 + self.draw(6).min(self.draw(6));
            self.agency = format!("2301{:02}{:03}{:03}", 2 + self.draw(9), self.draw(20), self.draw(30));
        }
        self.left -= 1;
        let born = self.days(88);
        let years = (TODAY - born) / 365;
        let is_adult = (16..60).contains(&years);
        let is_man = self.draw(2) == 0;
        rows.household.push(self.household);
        rows.sex.push(self.known(if is_man { "M" } else { "F" }));
        rows.born.push(self.known(born));
        let class = if is_man { 0 } else { 1 + self.draw(2) as usize };
        rows.class.push(self.known(CLASSES[class]));
        rows.agency.push(Some(self.agency.clone()));
        for (at, share) in if is_adult { ADULTS } else { OTHERS }.into_iter().enumerate() {
            let flag = self.draw(1_000) < share;
            rows.flags[at].push(self.known(flag));
        }
        let is_registered = rows.flags[5].last().copied().flatten() == Some(true);
        let since = self.days(4);
        rows.since.push(if is_registered { self.known(since) } else { None });
        let grade = if self.draw(100) < 6 { 1 + self.draw(4) as i8 } else { 0 };
        rows.grade.push(self.known(grade));
        let child = self.days(30);
        rows.child.push(if is_adult && self.draw(2) == 0 { self.known(child) } else { None });
        let level = LEVELS[self.draw(4) as usize];
        let model = if self.draw(1_000) < 3 { level } else { "none" };
        rows.model.push(self.known(model));
    }
}

/// Writes the people file of a city of so many.
///
/// # Errors
/// A file that cannot be written.
pub fn write(size: usize, seed: u64, path: &Path) -> Result<()> {
    let mut city =
        City { chance: ChaCha8Rng::seed_from_u64(seed), household: 0, left: 0, agency: String::new() };
    let beside = path.with_extension("unfinished");
    let file = File::create(&beside).with_context(|| beside.display().to_string())?;
    let mut writer = None;
    let mut first = 0;
    while first < size || writer.is_none() {
        let mut rows = Rows::default();
        let count = GROUP.min(size - first);
        (0..count).for_each(|_| city.one(&mut rows));
        let batch = batch(rows, first as u64)?;
        let writer = match &mut writer {
            Some(writer) => writer,
            None => writer.insert(open(file.try_clone()?, &batch)?),
        };
        writer.write(&batch)?;
        first += count;
    }
    writer.map(ArrowWriter::close).transpose()?;
    std::fs::rename(&beside, path)?;
    Ok(())
}

fn open(file: File, batch: &RecordBatch) -> Result<ArrowWriter<File>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .build();
    Ok(ArrowWriter::try_new(file, batch.schema(), Some(properties))?)
}

/// The columns in the order of the contract.
fn batch(rows: Rows, first: u64) -> Result<RecordBatch> {
    let count = rows.household.len() as u64;
    let flags: Vec<ArrayRef> =
        rows.flags.into_iter().map(|flags| Arc::new(BooleanArray::from(flags)) as ArrayRef).collect();
    let flag = |name: &str| -> (&'static str, ArrayRef) {
        let at = FLAGS.iter().position(|known| *known == name).expect("a flag of the list");
        (FLAGS[at], flags[at].clone())
    };
    let ids: UInt64Array = (first..first + count).map(|row| 1_000_000 + row * 3).collect();
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("person_id", Arc::new(ids)),
        ("household_id", Arc::new(UInt64Array::from(rows.household))),
        ("sex", Arc::new(StringArray::from(rows.sex))),
        ("born", Arc::new(Date32Array::from(rows.born))),
        ("retirement_class", Arc::new(StringArray::from(rows.class))),
        ("agency", Arc::new(StringArray::from(rows.agency))),
        flag("local_urban_registration"),
        flag("able_to_work"),
        flag("willing_to_work"),
        flag("applied"),
        flag("employed"),
        ("registered_unemployed_since", Arc::new(Date32Array::from(rows.since))),
        flag("registered_unemployed"),
        flag("worked_before"),
        ("disability_grade", Arc::new(Int8Array::from(rows.grade))),
        flag("minimum_living_allowance"),
        flag("land_lost"),
        flag("other_hardship"),
        flag("single_parent"),
        ("youngest_child_born", Arc::new(Date32Array::from(rows.child))),
        ("model_worker", Arc::new(StringArray::from(rows.model))),
        flag("martyr_family"),
        flag("soldier_spouse"),
    ];
    let fields = columns
        .iter()
        .map(|(name, array)| Field::new(*name, array.data_type().clone(), !name.ends_with("_id")));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    Ok(RecordBatch::try_new(schema, columns.into_iter().map(|(_, array)| array).collect())?)
}
