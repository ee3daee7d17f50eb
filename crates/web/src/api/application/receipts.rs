//! The receipts of the Golden Insurance system.

use axum::response::Response;
use leye_domain::case::{self, Case, ReceiptStep};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::caller::{Caller, CasePath};
use crate::api::problem::Problem;

/// The receipts of a case; null for a step that has not been done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Receipts {
    /// Entry by the station (C3.2).
    entry: Option<Receipt>,
    /// Second review by the office (C3.3).
    second_review: Option<Receipt>,
    /// Confirmation by the bureau (C3.4).
    confirmation: Option<Receipt>,
}

/// A receipt.
#[derive(Serialize, ToSchema)]
struct Receipt {
    /// `pending` until the exchange brings the number, then `received`.
    #[schema(example = "received")]
    status: &'static str,
    /// The number as the system gave it; null while pending.
    number: Option<String>,
}

impl Receipts {
    /// Those of a case.
    pub(super) fn of(case: &Case) -> Receipts {
        let receipt = |step| {
            case.receipts.get(&step).map(|receipt| match receipt {
                case::Receipt::Pending => Receipt { status: "pending", number: None },
                case::Receipt::Received { number } => {
                    Receipt { status: "received", number: Some(number.clone()) }
                }
            })
        };
        Receipts {
            entry: receipt(ReceiptStep::Entry),
            second_review: receipt(ReceiptStep::SecondReview),
            confirmation: receipt(ReceiptStep::Confirmation),
        }
    }
}

/// Lists the receipts of a case.
///
/// One for each step that is entered into the Golden Insurance system. A pending one is
/// brought by the act `record_receipt`.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{id}/receipts",
    operation_id = "receipts",
    tag = "applications",
    params(("id" = String, Path, description = "The case, such as 230102-2026-48213907")),
    responses(
        (status = 200, description = "The receipts", body = Receipts,
            headers(("ETag" = String, description = "The version of the case, in quotation marks"))),
    )
)]
pub(crate) async fn show(caller: Caller, CasePath(id): CasePath) -> Result<Response, Problem> {
    let file = caller.web.app.case_file(&caller.staff, &id).await.map_err(|e| caller.problem(e))?;
    Ok(answer::json(&Receipts::of(&file.case), Some(file.case.version)))
}
