//! The screening of a people file as a physical plan: one partition a slice.
//!
//! The slices are the rows of a table in memory, a partition each, and a screening is what
//! is made of them. Ballista gives a task only its own partitions of the leaves that it knows;
//! a leaf of ours would be run in every task as a whole.

use std::fmt;
use std::sync::{Arc, LazyLock};

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray, UInt64Array, new_null_array};
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef, UInt64Type};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, internal_err};
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::expressions::col;
use datafusion::physical_expr::{EquivalenceProperties, LexOrdering, PhysicalExpr, PhysicalSortExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::sorts::sort_preserving_merge::SortPreservingMergeExec;
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties};
use futures_util::StreamExt;
use leye_rules::{RESULT_COLUMNS, ScreenError, Slice, screen_slice};
use tokio::runtime::Handle;

use crate::job::Job;

/// Batches of a slice that may wait to be fetched.
const WAITING: usize = 4;

/// What travels: where a row stands in the whole result, what is wrong with the people file
/// (null in a row of the result), and the columns of the result.
static COLUMNS: LazyLock<SchemaRef> = LazyLock::new(|| {
    let ours = [Field::new(ORDER, DataType::UInt64, false), Field::new("fault", DataType::Utf8, true)];
    // A row that tells a fault has nothing else.
    let result = RESULT_COLUMNS.fields().iter().map(|field| field.as_ref().clone().with_nullable(true));
    Arc::new(Schema::new(ours.into_iter().chain(result).collect::<Fields>()))
});

const ORDER: &str = "order";

/// What a slice is as a row: how many rows stand before it, and how many it has.
static SLICES: LazyLock<SchemaRef> = LazyLock::new(|| {
    let columns = ["first_row", "rows"].map(|name| Field::new(name, DataType::UInt64, false));
    Arc::new(Schema::new(columns.to_vec()))
});

/// Judges the slices of a people file that its input gives.
#[derive(Debug)]
pub(crate) struct ScreenExec {
    pub job: Arc<Job>,
    slices: Arc<dyn ExecutionPlan>,
    properties: Arc<PlanProperties>,
}

impl ScreenExec {
    pub(crate) fn new(job: Arc<Job>, slices: Arc<dyn ExecutionPlan>) -> Result<ScreenExec> {
        let order = EquivalenceProperties::new_with_orderings(COLUMNS.clone(), [by_order()?]);
        let count = slices.properties().output_partitioning().partition_count();
        let parts = Partitioning::UnknownPartitioning(count);
        let properties = PlanProperties::new(order, parts, EmissionType::Incremental, Boundedness::Bounded);
        Ok(ScreenExec { job, slices, properties: Arc::new(properties) })
    }

    /// The whole screening: all slices, merged in the order of the file.
    pub(crate) fn whole(job: Job, slices: &[Slice]) -> Result<Arc<dyn ExecutionPlan>> {
        let slices = slices.iter().map(|slice| Ok(vec![row(*slice)?])).collect::<Result<Vec<_>>>()?;
        let slices = MemorySourceConfig::try_new(&slices, SLICES.clone(), None)?;
        let slices = DataSourceExec::from_data_source(slices);
        let screening = ScreenExec::new(Arc::new(job), slices)?;
        Ok(Arc::new(SortPreservingMergeExec::new(by_order()?, Arc::new(screening))))
    }
}

fn row(slice: Slice) -> Result<RecordBatch> {
    let columns =
        [slice.first_row, slice.rows].map(|value| Arc::new(UInt64Array::from(vec![value])) as ArrayRef);
    Ok(RecordBatch::try_new(SLICES.clone(), columns.to_vec())?)
}

fn slices(rows: &RecordBatch) -> impl Iterator<Item = Slice> + '_ {
    let column = |at: usize| rows.column(at).as_primitive::<UInt64Type>().values().iter();
    column(0).zip(column(1)).map(|(first_row, rows)| Slice { first_row: *first_row, rows: *rows })
}

fn by_order() -> Result<LexOrdering> {
    Ok([PhysicalSortExpr::new_default(col(ORDER, &COLUMNS)?)].into())
}

impl DisplayAs for ScreenExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScreenExec: {} on {}", self.job.people.display(), self.job.on)
    }
}

impl ExecutionPlan for ScreenExec {
    fn name(&self) -> &'static str {
        "ScreenExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.slices]
    }

    /// A slice is a task; nothing is won by shuffling them.
    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let [slices] = children.as_slice() else {
            return internal_err!("a screening has one input: its slices");
        };
        Ok(Arc::new(ScreenExec::new(self.job.clone(), slices.clone())?))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let mut input = self.slices.execute(partition, context)?;
        let mut stream = RecordBatchReceiverStream::builder(COLUMNS.clone(), WAITING);
        let (sender, job) = (stream.tx(), self.job.clone());
        let runtime = Handle::current();
        stream.spawn_blocking(move || {
            // Nobody waits for the rest when the sending fails.
            let mut send = |batch| sender.blocking_send(Ok(batch)).is_ok();
            while let Some(rows) = runtime.block_on(input.next()) {
                for slice in slices(&rows?) {
                    if let Err(fault) = judge(&job, slice, &mut send) {
                        send(told(slice, &fault)?);
                    }
                }
            }
            Ok(())
        });
        Ok(stream.build())
    }
}

/// Judges a slice; an error is what is wrong with the people file.
fn judge(job: &Job, slice: Slice, send: &mut dyn FnMut(RecordBatch) -> bool) -> Result<(), String> {
    let engine = job.engine()?;
    // A slice gives at most as many rows as it has, so that no two rows have one place.
    let mut place = slice.first_row;
    let mut is_open = true;
    let mut take = |found: RecordBatch| -> Result<(), ScreenError> {
        let end = place + found.num_rows() as u64;
        let order: ArrayRef = Arc::new(UInt64Array::from_iter_values(place..end));
        let fault: ArrayRef = Arc::new(StringArray::new_null(found.num_rows()));
        let columns = [order, fault].into_iter().chain(found.columns().iter().cloned()).collect();
        let batch = RecordBatch::try_new(COLUMNS.clone(), columns).expect("the columns that travel");
        place = end;
        is_open = is_open && (batch.num_rows() == 0 || send(batch));
        Ok(())
    };
    screen_slice(&job.people, engine, &job.cut, slice, &mut take).map_err(|error| match error {
        ScreenError::Io { .. } | ScreenError::Changed { .. } => {
            format!("an executor: {error}; every executor reads the people file under the same path")
        }
        other => other.to_string(),
    })
}

/// A row that tells what is wrong.
fn told(slice: Slice, fault: &str) -> Result<RecordBatch> {
    let order: ArrayRef = Arc::new(UInt64Array::from(vec![slice.first_row]));
    let fault: ArrayRef = Arc::new(StringArray::from(vec![fault]));
    let nothing = COLUMNS.fields().iter().skip(2).map(|field| new_null_array(field.data_type(), 1));
    Ok(RecordBatch::try_new(COLUMNS.clone(), [order, fault].into_iter().chain(nothing).collect())?)
}

/// The rows of the result in what travelled, or what is wrong with the people file.
pub(crate) fn result(batch: &RecordBatch) -> Result<RecordBatch, String> {
    if let Some(fault) = batch.column(1).as_string::<i32>().iter().flatten().next() {
        return Err(fault.to_owned());
    }
    let columns = batch.columns()[2..].to_vec();
    RecordBatch::try_new(RESULT_COLUMNS.clone(), columns).map_err(|error| error.to_string())
}

/// Where the rows stand in the whole result.
pub(crate) fn order(batch: &RecordBatch) -> &[u64] {
    batch.column(0).as_primitive::<UInt64Type>().values()
}
