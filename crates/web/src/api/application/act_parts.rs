//! Parts of the bodies of acts: the ticks of a review, the step of a receipt.

use leye_app::{App, FieldFault};
use leye_domain::case::{Finding, ReceiptStep, Tick};
use leye_domain::fact::KnownFacts;
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
    /// Whether it is met; left out, it is as the rules compute it.
    #[serde(default)]
    pub met: Option<bool>,
    /// Keys of the proofs that were seen, such as `id_card`. A refusal names those that
    /// are missing.
    #[serde(default)]
    #[schema(max_items = 40)]
    pub proofs: Vec<String>,
}

impl From<TickBody> for Finding {
    fn from(body: TickBody) -> Finding {
        Finding { condition: body.condition, met: body.met, proofs: body.proofs }
    }
}

impl From<&Tick> for TickBody {
    fn from(tick: &Tick) -> TickBody {
        TickBody { condition: tick.condition.clone(), met: Some(tick.met), proofs: tick.proofs.clone() }
    }
}

/// Facts by name, as the pack has them.
pub(crate) type FactsBody = serde_json::Map<String, serde_json::Value>;

/// What is known, read by the facts of the rules.
///
/// # Errors
/// The first fact that the rules do not know or that is of another kind.
pub(super) fn known(
    app: &App,
    facts: FactsBody,
    household: Vec<FactsBody>,
) -> Result<KnownFacts, Vec<FieldFault>> {
    let document = serde_json::json!({ "facts": facts, "household": household });
    leye_app::ruling::read(&app.rules().pack(), &document).map_err(|fault| vec![fault])
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
