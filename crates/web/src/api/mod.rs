//! The API for programs: the use cases of the pages as JSON, under the same guard.
//!
//! Each handler reads what came in ([`body`], [`caller`]), calls one use case and puts
//! the outcome into words ([`problem`]). What a body may hold stands once, in its
//! description ([`describe`]): [`shape`] checks every body against it, so that the
//! description cannot promise something else than the service does.

mod answer;
mod application;
mod body;
mod caller;
mod describe;
mod employment;
mod followup;
mod problem;
mod shape;
mod training;
mod worklist;

use axum::Router;
use axum::extract::Extension;
use axum::routing::{get, post};

use crate::Web;

pub use describe::openapi_json;

/// Every address of the API, below `/api/v1`.
pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/openapi.json", get(describe::show))
        .route("/applications", post(application::submit::send))
        .route("/applications/{id}", get(application::read::show))
        .route("/applications/{id}/acts", post(application::act::send))
        .route("/applications/{id}/events", get(application::events::show))
        .route("/applications/{id}/clocks", get(application::clocks::show))
        .route("/applications/{id}/receipts", get(application::receipts::show))
        .route("/applications/{id}/ruling", get(application::ruling::show))
        .route("/applications/{id}/reviews", get(application::ruling::reviews))
        .route("/worklist", get(worklist::show))
        .route("/people/{id}/employments", get(employment::list::show).post(employment::register::send))
        .route("/visits", post(followup::visit::send))
        .route("/follow-ups", get(followup::list::show))
        .route("/training/clock", post(training::send))
        .fallback(problem::no_such_address)
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(Extension(training::FirstAnswers::default()))
}
