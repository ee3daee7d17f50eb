//! Parts of the bodies of acts: the ticks of a review, the step of a receipt.

use leye_domain::case::{ReceiptStep, Tick};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A condition as the reviewer found it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TickBody {
    /// A general condition (`working-age`, `able_to_work`, `willing_to_work`,
    /// `local_urban_registration`, `applied`) or a category, `C1.1` to `C1.10`.
    #[schema(max_length = 40)]
    pub condition: String,
    /// Whether it is met.
    pub met: bool,
    /// Keys of the proofs that were seen, such as `id_card`. A refusal names those that
    /// are missing.
    #[serde(default)]
    #[schema(max_items = 40)]
    pub proofs: Vec<String>,
}

impl From<TickBody> for Tick {
    fn from(body: TickBody) -> Tick {
        Tick { condition: body.condition, met: body.met, proofs: body.proofs }
    }
}

impl From<&Tick> for TickBody {
    fn from(tick: &Tick) -> TickBody {
        TickBody { condition: tick.condition.clone(), met: tick.met, proofs: tick.proofs.clone() }
    }
}

/// A step that leaves a receipt in the Golden Insurance system.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepBody {
    /// Entry by the station (C3.2).
    Entry,
    /// Second review by the office (C3.3).
    SecondReview,
    /// Confirmation by the bureau (C3.4).
    Confirmation,
}

impl From<StepBody> for ReceiptStep {
    fn from(step: StepBody) -> ReceiptStep {
        match step {
            StepBody::Entry => ReceiptStep::Entry,
            StepBody::SecondReview => ReceiptStep::SecondReview,
            StepBody::Confirmation => ReceiptStep::Confirmation,
        }
    }
}
