//! The rows of a row group, a batch at a time: truths in the way of their own, everything else
//! in the general one.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use parquet::errors::ParquetError;

use super::flags::Flags;

/// What is left of a row group.
pub(super) struct Rows {
    others: ParquetRecordBatchReader,
    /// Each with its place in a batch, in order.
    flags: Vec<(usize, Flags)>,
    schema: SchemaRef,
}

impl Rows {
    /// `roots` are the columns of the schema that a batch has.
    pub(super) fn new(
        others: ParquetRecordBatchReader,
        flags: Vec<(usize, Flags)>,
        schema: &Schema,
        roots: &[usize],
    ) -> Rows {
        let fields: Vec<_> = roots.iter().map(|root| schema.fields()[*root].clone()).collect();
        Rows { others, flags, schema: Arc::new(Schema::new(fields)) }
    }

    fn whole(&mut self, others: &RecordBatch) -> Result<RecordBatch, ParquetError> {
        let mut columns = others.columns().to_vec();
        for (place, flags) in &mut self.flags {
            let truths = flags.next(others.num_rows());
            let named = |error| format!("column `{}`: {error}", self.schema.field(*place).name());
            columns.insert(*place, Arc::new(truths.map_err(|error| ParquetError::General(named(error)))?));
        }
        Ok(RecordBatch::try_new(self.schema.clone(), columns)?)
    }
}

impl Iterator for Rows {
    type Item = Result<RecordBatch, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        let others = self.others.next()?;
        Some(others.map_err(ParquetError::from).and_then(|others| self.whole(&others)))
    }
}
