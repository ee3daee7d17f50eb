//! Anybody checks who serves them: name, post, agency, whether on duty, and where to complain.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::AppError;
use leye_app::badge::CheckedBadge;
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::guard::{Problem, Visitor};
use crate::pages::notice::object::From;
use crate::parts::Fact;
use crate::ui::{Ui, agency_title};

/// What the address may ask for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    code: String,
}

/// What was found.
struct Finding {
    kind: &'static str,
    title: String,
    facts: Vec<Fact>,
    /// Where a complaint about the agency begins.
    complain: String,
}

#[derive(Template)]
#[template(path = "pages/badge/check.html")]
struct CheckPage {
    ui: Ui,
    code: String,
    unknown: bool,
    finding: Option<Finding>,
}

/// Asks for a code, or answers the one that was typed.
pub(crate) async fn form(
    visitor: Visitor,
    Query(asked): Query<Asked>,
    from: From,
) -> Result<Response, Fault> {
    page(visitor, asked.code, from).await
}

/// Where the code on a badge leads to.
pub(crate) async fn code(visitor: Visitor, Path(code): Path<String>, from: From) -> Result<Response, Fault> {
    page(visitor, code, from).await
}

async fn page(visitor: Visitor, code: String, From(from): From) -> Result<Response, Fault> {
    if !visitor.web.limits.may_verify(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let found = match code.trim() {
        "" => None,
        typed => match visitor.web.app.check_badge(typed).await {
            Ok(found) => Some(found),
            Err(AppError::NotFound) => None,
            Err(error) => return Err(visitor.fault(error.into())),
        },
    };
    let ui = visitor.ui();
    let unknown = !code.trim().is_empty() && found.is_none();
    let finding = found.map(|found| finding(&visitor, &ui, &found));
    let status = if unknown { StatusCode::NOT_FOUND } else { StatusCode::OK };
    Ok((status, render(&CheckPage { code, unknown, finding, ui })).into_response())
}

fn finding(visitor: &Visitor, ui: &Ui, found: &CheckedBadge) -> Finding {
    let app = &visitor.web.app;
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let (kind, title) = match (found.holds, found.on_duty) {
        (false, _) => ("bad", "badge-ended"),
        (true, true) => ("good", "badge-on-duty"),
        (true, false) => ("ended", "badge-off-duty"),
    };
    let mut facts = vec![
        fact("badge-name", found.name.clone()),
        fact("badge-post", found.post.clone()),
        fact("badge-agency", agency_title(app, ui.words, &found.agency)),
    ];
    let phone = app.agency(&found.agency).map(|row| row.phone).unwrap_or_default();
    if !phone.is_empty() {
        facts.push(fact("badge-phone", phone));
    }
    Finding { kind, title: ui.t(title), facts, complain: format!("/complaints/new?about={}", found.agency) }
}
