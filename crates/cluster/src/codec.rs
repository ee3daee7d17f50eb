//! How the plan of a screening travels; every other plan travels as Ballista has it.

use std::sync::Arc;

use ballista_core::serde::BallistaPhysicalExtensionCodec;
use datafusion::common::{DataFusionError, Result, internal_err};
use datafusion::execution::TaskContext;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};

use crate::plan::ScreenExec;

/// The first bytes of a screening. No message of Ballista's begins so.
const MARK: &[u8] = b"\xffleye-screen-1\n";

/// Ballista's own codec and ours.
#[derive(Debug, Default)]
pub(crate) struct Codec(BallistaPhysicalExtensionCodec);

impl PhysicalExtensionCodec for Codec {
    fn try_decode(
        &self,
        bytes: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Some(job) = bytes.strip_prefix(MARK) else {
            return self.0.try_decode(bytes, inputs, context, converter);
        };
        let job = serde_json::from_slice(job).map_err(|error| failed(&error))?;
        let [slices] = inputs else {
            return internal_err!("a screening has one input: its slices");
        };
        Ok(Arc::new(ScreenExec::new(Arc::new(job), slices.clone())?))
    }

    fn try_encode(
        &self,
        plan: Arc<dyn ExecutionPlan>,
        bytes: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        let Some(screen) = plan.downcast_ref::<ScreenExec>() else {
            return self.0.try_encode(plan, bytes, converter);
        };
        bytes.extend(MARK);
        serde_json::to_writer(bytes, &*screen.job).map_err(|error| failed(&error))
    }
}

fn failed(error: &serde_json::Error) -> DataFusionError {
    DataFusionError::Execution(format!("the plan of a screening: {error}"))
}
