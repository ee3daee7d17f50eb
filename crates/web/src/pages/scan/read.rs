//! Looks at one photo or scan, says what it shows, or sets it aside.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, http::HeaderValue};
use leye_app::AppError;
use leye_app::paper::Checklist;
use leye_domain::id::CaseId;
use leye_domain::paper::PaperRefusal;

use super::rows::{choices, title};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::headers::Frames;
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::Ui;
use leye_app::FieldFault;

#[derive(Template)]
#[template(path = "pages/scan/read.html")]
struct ScanPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    file: String,
    is_pdf: bool,
    action: String,
    facts: Vec<Fact>,
    faults: Vec<FormFault>,
    name: Field,
    proofs: Choices,
    reason: Field,
    aside: Option<String>,
    may_keep: bool,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id((id, number)): Id<(CaseId, u32)>) -> Result<Response, Fault> {
    page(&me, &id, number, None, &[]).await
}

/// Sorts it, or sets it aside.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, number)): Id<(CaseId, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (app, is_aside) = (&me.web.app, typed.text("do") == "aside");
    let done = if is_aside {
        app.set_scan_aside(me.staff(), &id, number, typed.text("scan-reason").to_owned()).await
    } else {
        let proves = typed.all("proof").into_iter().collect();
        app.sort_scan(me.staff(), &id, number, typed.text("scan-title").to_owned(), proves).await
    };
    let field = if is_aside { "scan-reason" } else { "scan-title" };
    match done {
        Ok(()) | Err(AppError::Paper(PaperRefusal::DoneBefore)) => {
            Ok(Redirect::to(&format!("/applications/{id}/papers")).into_response())
        }
        Err(AppError::Paper(PaperRefusal::Missing { .. })) => {
            page(&me, &id, number, Some(&typed), &[FieldFault::new(field, "missing")]).await
        }
        Err(AppError::Paper(PaperRefusal::TooLong { .. })) => {
            page(&me, &id, number, Some(&typed), &[FieldFault::new(field, "text-too-long")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    id: &CaseId,
    number: u32,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.case_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let papers = app.papers(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let scan = papers.scans.get(&number).ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let claimed = file.case.claimed.get().cloned().unwrap_or_default();
    let named = choices(ui.words, &Checklist::of(&app.rules().pack(), &claimed, &papers));
    let mut known = Typed::default();
    known.set("scan-title", scan.facts.title.get().cloned().unwrap_or_default());
    for key in scan.facts.proves.get().into_iter().flatten() {
        known.add("proof", key.clone());
    }
    let maker = Maker { words: ui.words, typed: typed.unwrap_or(&known), faults };
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let by = match scan.facts.source {
        leye_domain::paper::Source::Resident => ui.t("scan-by-resident"),
        leye_domain::paper::Source::Counter => app.staff_name(&scan.by),
    };
    let mut facts = vec![
        fact("scan-kept-by", by),
        fact("scan-kept-at", ui.words.moment(app.rules().zone().to_datetime(scan.at))),
        fact("scan-size", super::size(scan.facts.bytes)),
        fact("scan-digest", scan.facts.digest.clone()),
    ];
    if let Some((code, digest)) = &scan.facts.signed {
        facts.push(Fact {
            key: ui.t("scan-signed-copy"),
            value: leye_app::paper::grouped(code),
            note: Some(digest.clone()),
            ..Fact::default()
        });
    }
    let here = format!("/applications/{id}/scans/{number}");
    let page = ScanPage {
        trail: vec![
            Crumb { href: format!("/applications/{id}"), label: id.to_string() },
            Crumb { href: format!("/applications/{id}/papers"), label: ui.t("papers-title") },
        ],
        title: title(ui.words, number, scan),
        file: format!("{here}/file"),
        is_pdf: scan.facts.media == "application/pdf",
        action: here,
        facts,
        faults: maker.summary(),
        name: maker.text("scan-title", true),
        proofs: maker.choices("proof", false, &named),
        reason: maker.text("scan-reason", true),
        aside: scan.set_aside.as_ref().map(|why| why.get().cloned().unwrap_or_else(|| ui.t("erased"))),
        may_keep: scan.set_aside.is_none() && app.may_keep_papers(me.staff(), &file.case),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Extension(Frames::Shows), show(&page)).into_response())
}

/// Its bytes.
pub(crate) async fn file(me: SignedIn, Id((id, number)): Id<(CaseId, u32)>) -> Result<Response, Fault> {
    let (scan, bytes) = me.web.app.scan_file(me.staff(), &id, number).await.map_err(|e| me.fault(e))?;
    let kind = match scan.facts.media.as_str() {
        "image/jpeg" => "image/jpeg",
        "image/png" => "image/png",
        _ => "application/pdf",
    };
    let ending = kind.rsplit('/').next().unwrap_or_default();
    let head = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let name = format!("inline; filename=\"{id}-{number}.{ending}\"");
    Ok((head, [(CONTENT_DISPOSITION, name)], Extension(Frames::Shown), bytes).into_response())
}
