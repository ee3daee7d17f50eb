//! Anybody who holds a paper sees whether it is genuine, unchanged and in force, and learns
//! nothing that the paper does not show.

use std::net::IpAddr;

use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use leye_app::paper::{FoundPaper, PaperFault, Standing, grouped};
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::guard::{Problem, Visitor};
use crate::pages::notice::object::From;
use crate::parts::Fact;
use crate::ui::{Ui, agency_title};

/// The largest PDF that is looked at, in bytes.
pub(crate) const MOST: usize = 20 << 20;

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    code: String,
}

/// What was found out.
struct Finding {
    /// For the look: `good`, `ended` or `bad`.
    kind: &'static str,
    title: String,
    text: String,
    facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "pages/paper/check.html")]
struct CheckPage {
    ui: Ui,
    code: String,
    finding: Option<Finding>,
}

/// Asks for a code or a file; answers a code.
pub(crate) async fn form(
    visitor: Visitor,
    Query(asked): Query<Asked>,
    From(from): From,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    by_code(visitor, asked.code, from, headers).await
}

/// Where a QR code leads.
pub(crate) async fn code(
    visitor: Visitor,
    Path(code): Path<String>,
    From(from): From,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    by_code(visitor, code, from, headers).await
}

async fn by_code(
    visitor: Visitor,
    typed: String,
    from: IpAddr,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let ui = visitor.staff_ui(&headers).await;
    if typed.trim().is_empty() {
        return Ok(render(&CheckPage { ui, code: String::new(), finding: None }));
    }
    if !visitor.web.limits.may_verify(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let found = visitor.web.app.find_paper(&typed).await.map_err(|e| visitor.fault(e.into()))?;
    let (status, finding) = match &found {
        Some(paper) => (StatusCode::OK, genuine(&visitor, &ui, paper, "paper-check-code")),
        None => (StatusCode::NOT_FOUND, bad(&ui, "unknown")),
    };
    let code: String = typed.chars().filter(|sign| !sign.is_control()).take(60).collect();
    Ok((status, render(&CheckPage { ui, code, finding: Some(finding) })).into_response())
}

/// Looks at a PDF. Nothing of it is kept.
pub(crate) async fn send(
    visitor: Visitor,
    From(from): From,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    if !visitor.web.limits.may_verify(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let mut form = form.map_err(|error| visitor.fault(error.status().into()))?;
    let mut file = Vec::new();
    while let Some(mut field) = form.next_field().await.map_err(|e| visitor.fault(e.status().into()))? {
        if field.name() != Some("paper") {
            continue;
        }
        while let Some(chunk) = field.chunk().await.map_err(|e| visitor.fault(e.status().into()))? {
            if file.len() + chunk.len() > MOST {
                return Err(visitor.fault(StatusCode::PAYLOAD_TOO_LARGE.into()));
            }
            file.extend_from_slice(&chunk);
        }
    }
    let ui = visitor.staff_ui(&headers).await;
    let (status, finding) = if file.is_empty() {
        (StatusCode::UNPROCESSABLE_ENTITY, bad(&ui, "empty"))
    } else {
        match visitor.web.app.check_paper(&file).await.map_err(|e| visitor.fault(e.into()))? {
            Ok(paper) => (StatusCode::OK, genuine(&visitor, &ui, &paper, "paper-check-file")),
            Err(PaperFault::NoProof) => (StatusCode::OK, bad(&ui, "no-proof")),
            Err(PaperFault::Changed) => (StatusCode::OK, bad(&ui, "changed")),
            Err(_) => (StatusCode::OK, bad(&ui, "forged")),
        }
    };
    Ok((status, render(&CheckPage { ui, code: String::new(), finding: Some(finding) })).into_response())
}

fn genuine(visitor: &Visitor, ui: &Ui, paper: &FoundPaper, how: &str) -> Finding {
    let app = &visitor.web.app;
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let fact = |key: &str, value: String| Fact {
        key: ui.t(key),
        value,
        note: None,
        href: None,
        action: String::new(),
    };
    let facts = vec![
        fact("paper-check-what", ui.t(&format!("form-{}-title", paper.form))),
        fact("paper-check-by", agency_title(app, ui.words, &paper.agency)),
        fact("paper-check-at", moment(paper.at)),
        fact("paper-check-number", grouped(&paper.code)),
    ];
    match paper.standing {
        Standing::InForce => {
            Finding { kind: "good", title: ui.t("paper-check-good-title"), text: ui.t(how), facts }
        }
        Standing::Withdrawn { at } => Finding {
            kind: "ended",
            title: ui.t("paper-check-ended-title"),
            text: ui.words.with("paper-check-ended-text", &[("at", moment(at))]),
            facts,
        },
    }
}

fn bad(ui: &Ui, why: &str) -> Finding {
    Finding {
        kind: "bad",
        title: ui.t(&format!("paper-check-{why}-title")),
        text: ui.t(&format!("paper-check-{why}-text")),
        facts: Vec::new(),
    }
}
