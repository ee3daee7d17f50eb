//! Made-up residents as plain values, as facts, and as a people file.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Int8Array, ListArray, RecordBatch, StringArray,
    UInt64Array,
};
use arrow::datatypes::{DataType, Field, Schema, UInt64Type};
use jiff::civil::{Date, date};
use leye_pack::FactValue;
use leye_rules::Facts;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;

/// One resident; what is none is not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resident {
    pub id: u64,
    pub household: u64,
    pub sex: Option<&'static str>,
    pub born: Option<Date>,
    pub retirement_class: Option<&'static str>,
    pub local_urban_registration: Option<bool>,
    pub able_to_work: Option<bool>,
    pub willing_to_work: Option<bool>,
    pub applied: Option<bool>,
    pub employed: Option<bool>,
    pub registered_unemployed_since: Option<Date>,
    pub registered_unemployed: Option<bool>,
    pub worked_before: Option<bool>,
    pub disability_grade: Option<i8>,
    pub minimum_living_allowance: Option<bool>,
    pub land_lost: Option<bool>,
    pub other_hardship: Option<bool>,
    pub single_parent: Option<bool>,
    pub youngest_child_born: Option<Date>,
    pub model_worker: Option<&'static str>,
    pub martyr_family: Option<bool>,
    pub soldier_spouse: Option<bool>,
}

impl Resident {
    /// Somebody of whom everything is known: a woman of 52 who meets every general condition,
    /// is out of work, and belongs to C1.1 and C1.2 alone.
    pub fn known() -> Resident {
        let (yes, no) = (Some(true), Some(false));
        Resident {
            id: 1,
            household: 1,
            sex: Some("F"),
            born: Some(date(1974, 3, 2)),
            retirement_class: Some("female-55"),
            local_urban_registration: yes,
            able_to_work: yes,
            willing_to_work: yes,
            applied: yes,
            employed: no,
            registered_unemployed_since: Some(date(2026, 10, 1)),
            registered_unemployed: yes,
            worked_before: no,
            disability_grade: Some(0),
            minimum_living_allowance: no,
            land_lost: no,
            other_hardship: no,
            single_parent: no,
            youngest_child_born: None,
            model_worker: Some("none"),
            martyr_family: no,
            soldier_spouse: no,
        }
    }

    pub fn facts(&self) -> Facts {
        let flag = |value: Option<bool>| value.map(FactValue::Flag);
        let day = |value: Option<Date>| value.map(FactValue::Day);
        let word = |value: Option<&str>| value.map(|word| FactValue::Word(word.to_owned()));
        let all = [
            ("sex", word(self.sex)),
            ("born", day(self.born)),
            ("retirement_class", word(self.retirement_class)),
            ("local_urban_registration", flag(self.local_urban_registration)),
            ("able_to_work", flag(self.able_to_work)),
            ("willing_to_work", flag(self.willing_to_work)),
            ("applied", flag(self.applied)),
            ("employed", flag(self.employed)),
            ("registered_unemployed_since", day(self.registered_unemployed_since)),
            ("registered_unemployed", flag(self.registered_unemployed)),
            ("worked_before", flag(self.worked_before)),
            ("disability_grade", self.disability_grade.map(|grade| FactValue::Whole(i64::from(grade)))),
            ("minimum_living_allowance", flag(self.minimum_living_allowance)),
            ("land_lost", flag(self.land_lost)),
            ("other_hardship", flag(self.other_hardship)),
            ("single_parent", flag(self.single_parent)),
            ("youngest_child_born", day(self.youngest_child_born)),
            ("model_worker", word(self.model_worker)),
            ("martyr_family", flag(self.martyr_family)),
            ("soldier_spouse", flag(self.soldier_spouse)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

/// The columns of a people file, by name.
pub fn columns(people: &[Resident]) -> Vec<(&'static str, ArrayRef)> {
    fn flags(people: &[Resident], of: impl Fn(&Resident) -> Option<bool>) -> ArrayRef {
        Arc::new(people.iter().map(of).collect::<BooleanArray>())
    }
    fn days(people: &[Resident], of: impl Fn(&Resident) -> Option<Date>) -> ArrayRef {
        let number = |day: Date| date(1970, 1, 1).until(day).unwrap().get_days();
        Arc::new(people.iter().map(|one| of(one).map(number)).collect::<Date32Array>())
    }
    fn words(people: &[Resident], of: impl Fn(&Resident) -> Option<&'static str>) -> ArrayRef {
        Arc::new(people.iter().map(of).collect::<StringArray>())
    }
    let p = people;
    vec![
        ("person_id", Arc::new(p.iter().map(|one| one.id).collect::<UInt64Array>())),
        ("household_id", Arc::new(p.iter().map(|one| one.household).collect::<UInt64Array>())),
        ("sex", words(p, |one| one.sex)),
        ("born", days(p, |one| one.born)),
        ("retirement_class", words(p, |one| one.retirement_class)),
        ("agency", words(p, |_| Some("230102001001"))),
        ("local_urban_registration", flags(p, |one| one.local_urban_registration)),
        ("able_to_work", flags(p, |one| one.able_to_work)),
        ("willing_to_work", flags(p, |one| one.willing_to_work)),
        ("applied", flags(p, |one| one.applied)),
        ("employed", flags(p, |one| one.employed)),
        ("registered_unemployed_since", days(p, |one| one.registered_unemployed_since)),
        ("registered_unemployed", flags(p, |one| one.registered_unemployed)),
        ("worked_before", flags(p, |one| one.worked_before)),
        ("disability_grade", Arc::new(p.iter().map(|one| one.disability_grade).collect::<Int8Array>())),
        ("minimum_living_allowance", flags(p, |one| one.minimum_living_allowance)),
        ("land_lost", flags(p, |one| one.land_lost)),
        ("other_hardship", flags(p, |one| one.other_hardship)),
        ("single_parent", flags(p, |one| one.single_parent)),
        ("youngest_child_born", days(p, |one| one.youngest_child_born)),
        ("model_worker", words(p, |one| one.model_worker)),
        ("martyr_family", flags(p, |one| one.martyr_family)),
        ("soldier_spouse", flags(p, |one| one.soldier_spouse)),
    ]
}

/// Writes columns as a Parquet file with row groups of so many rows.
pub fn write_columns(columns: Vec<(&str, ArrayRef)>, group: usize, path: &Path) {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, array)| {
            Field::new(*name, array.data_type().clone(), !name.ends_with("_id") || array.null_count() > 0)
        })
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let batch =
        RecordBatch::try_new(schema.clone(), columns.into_iter().map(|(_, array)| array).collect()).unwrap();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(group)).build();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), schema, Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

pub fn write(people: &[Resident], group: usize, path: &Path) {
    write_columns(columns(people), group, path);
}

/// A row of a result file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: u64,
    pub ruling: String,
    pub categories: Vec<String>,
    pub unknown: Vec<String>,
    pub missing: Vec<String>,
}

/// Every row of a result file; its columns have to be those of the contract.
pub fn read_result(path: &Path) -> Vec<Row> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let list = |name| (name, DataType::new_list(DataType::Utf8, true));
    let wanted = [
        ("person_id", DataType::UInt64),
        ("ruling", DataType::Utf8),
        list("categories"),
        list("unknown"),
        list("missing"),
    ];
    let found =
        builder.schema().fields().iter().map(|field| (field.name().as_str(), field.data_type().clone()));
    assert!(found.eq(wanted), "{:?}", builder.schema());
    let mut rows = Vec::new();
    for batch in builder.build().unwrap() {
        let batch = batch.unwrap();
        let ids = batch.column(0).as_primitive::<UInt64Type>();
        let rulings = batch.column(1).as_string::<i32>();
        let lists: Vec<&ListArray> = (2..5).map(|at| batch.column(at).as_list::<i32>()).collect();
        let texts = |list: &ListArray, row: usize| {
            let value = list.value(row);
            value.as_string::<i32>().iter().map(|text| text.unwrap().to_owned()).collect::<Vec<_>>()
        };
        rows.extend((0..batch.num_rows()).map(|row| Row {
            id: ids.value(row),
            ruling: rulings.value(row).to_owned(),
            categories: texts(lists[0], row),
            unknown: texts(lists[1], row),
            missing: texts(lists[2], row),
        }));
    }
    rows
}

/// A folder that goes when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The names of the files in it, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
