//! Choose the language of the pages.

use axum::extract::Query;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::session::{back, cookie};
use crate::guard::Visitor;
use crate::words::Lang;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    to: String,
    #[serde(default)]
    back: String,
}

/// Remembers the language for a year and returns to where it was chosen.
pub(crate) async fn choose(visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let chosen = Lang::parse(&asked.to).map(|lang| cookie::language(lang, visitor.web.settings));
    (AppendHeaders(chosen), Redirect::to(&back::to(&asked.back, "/"))).into_response()
}
