//! Whether two result files have the same rows in the same order.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};
use arrow::array::RecordBatch;
use arrow::compute::cast;
use leye_rules::RESULT_COLUMNS;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

/// How many rows a result has.
pub fn rows(path: &Path) -> Result<u64> {
    let rows = open(path)?.map(|batch| Ok(batch?.num_rows() as u64)).sum::<Result<u64>>()?;
    Ok(rows)
}

/// The first difference of two results. Programs name the same types differently, so they are
/// compared as those of the contract.
pub fn difference(ours: &Path, theirs: &Path) -> Result<Option<String>> {
    let (mut ours, mut theirs) = (open(ours)?, open(theirs)?);
    let mut row = 0;
    loop {
        match (ours.next().transpose()?, theirs.next().transpose()?) {
            (None, None) => return Ok(None),
            (Some(ours), Some(theirs)) => {
                let (ours, theirs) = (same_types(&ours)?, same_types(&theirs)?);
                if ours != theirs {
                    let each = 0..ours.num_rows().min(theirs.num_rows());
                    let other = |at: &usize| ours.slice(*at, 1) != theirs.slice(*at, 1);
                    let at = each.clone().find(other).unwrap_or(each.end);
                    let shown = |batch: &RecordBatch| match at < batch.num_rows() {
                        true => format!("{:?}", batch.slice(at, 1).columns()),
                        false => "nothing".to_owned(),
                    };
                    return Ok(Some(format!("row {}: {}\n{}", row + at + 1, shown(&ours), shown(&theirs))));
                }
                row += ours.num_rows();
            }
            (ours, _) => {
                let more = if ours.is_some() { "ours" } else { "the other" };
                return Ok(Some(format!("after row {row} only {more} goes on")));
            }
        }
    }
}

fn open(path: &Path) -> Result<ParquetRecordBatchReader> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(65_536).build()?)
}

fn same_types(batch: &RecordBatch) -> Result<RecordBatch> {
    let columns = RESULT_COLUMNS.fields().iter().map(|field| {
        let column = batch.column_by_name(field.name()).context("a column is missing")?;
        Ok(cast(column, field.data_type())?)
    });
    Ok(RecordBatch::try_new(RESULT_COLUMNS.clone(), columns.collect::<Result<_>>()?)?)
}
