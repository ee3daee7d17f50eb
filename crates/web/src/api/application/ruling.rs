//! What the rules compute for a case, and the receipts of its reviews.

use axum::response::Response;
use leye_app::ruling::SignedReceipt;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::caller::{Caller, CasePath};
use crate::api::problem::Problem;

/// A ruling with its whole trace. `holds` is true, false, or null where it is not known.
#[derive(Serialize, ToSchema)]
struct RulingAnswer {
    /// `eligible`, `ineligible` or `unknown`.
    #[schema(example = "eligible")]
    ruling: String,
    /// The day that it is for: the day of the application.
    #[schema(format = Date)]
    on: String,
    /// Name and fingerprint of the rules.
    #[schema(value_type = Object)]
    pack: Value,
    /// Fingerprint of the facts.
    facts_hash: String,
    /// What computed it.
    engine: String,
    /// The general conditions: `condition`, `holds`, `article`, `used`, `missing`.
    #[schema(value_type = Vec<Object>)]
    general: Value,
    /// The categories: `code`, `holds`, `article`, `missing`, `conditions`.
    #[schema(value_type = Vec<Object>)]
    categories: Value,
}

/// Computes the ruling of a case.
///
/// By what is known of the applicant now, as of the day of the application.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{id}/ruling",
    operation_id = "ruling",
    tag = "applications",
    params(("id" = String, Path, description = "The case, such as 230102-2026-48213907")),
    responses(
        (status = 200, description = "The ruling", body = RulingAnswer,
            headers(("ETag" = String, description = "The version of the case, in quotation marks"))),
    )
)]
pub(crate) async fn show(caller: Caller, CasePath(id): CasePath) -> Result<Response, Problem> {
    let file = caller.web.app.case_file(&caller.staff, &id).await.map_err(|e| caller.problem(e))?;
    let ruling = caller.web.app.ruling_of(&file.case).map_err(|e| caller.problem(e))?;
    Ok(answer::json(&ruling, Some(file.case.version)))
}

/// The receipts of the reviews of a case.
#[derive(Serialize, ToSchema)]
struct ReviewsAnswer {
    /// One for each review, oldest first; each is a file that `leye verify --receipt` takes.
    #[schema(value_type = Vec<Object>)]
    reviews: Vec<SignedReceipt>,
}

/// Gives out the receipts of the reviews.
///
/// Each names the rules with their fingerprint, the facts, the whole computed ruling, the
/// reviewer, and where and why the review departed from it. It is signed, and can be checked
/// years later without the service: `leye verify --receipt FILE`.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{id}/reviews",
    operation_id = "reviews",
    tag = "applications",
    params(("id" = String, Path, description = "The case, such as 230102-2026-48213907")),
    responses((status = 200, description = "The receipts", body = ReviewsAnswer))
)]
pub(crate) async fn reviews(caller: Caller, CasePath(id): CasePath) -> Result<Response, Problem> {
    let app = &caller.web.app;
    let reviews = app.review_receipts(&caller.staff, &id).await.map_err(|e| caller.problem(e))?;
    Ok(answer::json(&ReviewsAnswer { reviews }, None))
}
