//! Issues a paper, and gives it out again.

use axum::Extension;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HOST};
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::AppError;
use leye_app::paper::ToIssue;
use leye_domain::id::CaseId;

use super::fill::Filler;
use super::list::{Shown, page};
use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::headers::Frames;
use crate::parts::FormFault;
use crate::words::{Lang, Words};

/// Issues it, and goes back to the list.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<CaseId>,
    headers: HeaderMap,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let app = &me.web.app;
    let file = app.case_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let form = typed.text("form").to_owned();
    let words = Words::of(Lang::parse(typed.text("lang")).unwrap_or(me.ui().await.words.lang));
    let papers = app.papers(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let filled = Filler { app, words, file: &file, papers: &papers }.fill(&form);
    let refuse = async |key: &str, values: &[(&str, String)]| {
        let text = me.ui().await.words.with(key, values);
        let faults = vec![FormFault { name: "form".to_owned(), text }];
        page(&me, &id, Shown { typed: Some(&typed), faults, ..Shown::default() }).await
    };
    let Some(data) = filled else {
        return refuse("paper-fault-not-yet", &[]).await;
    };
    let paper = ToIssue {
        form,
        lang: words.lang,
        seen: typed.text("version").parse().unwrap_or_default(),
        data,
        home: home(&me, &headers),
    };
    match app.issue_paper(me.staff(), &id, &paper).await {
        Ok(issued) => {
            Ok(Redirect::to(&format!("/applications/{id}/papers?done={}", issued.code)).into_response())
        }
        Err(AppError::Stale { .. }) => refuse("paper-fault-changed", &[]).await,
        Err(AppError::Form(why)) => {
            refuse("paper-fault-form", &[("why", why.told(me.ui().await.words.lang))]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

/// The address under which this service was called: it stands in the QR code. Whoever asks is
/// signed in, and what could not be a host is not taken.
pub(crate) fn home(me: &SignedIn, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let host = if host.bytes().all(plain) { host } else { "" };
    let scheme = if me.web.settings.secure_cookies { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// The file.
pub(crate) async fn download(me: SignedIn, Id((id, code)): Id<(CaseId, String)>) -> Result<Response, Fault> {
    let file = me.web.app.paper_file(me.staff(), &id, &code).await.map_err(|e| me.fault(e))?;
    if !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(me.fault(Problem::NotFound));
    }
    let head = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{code}.pdf\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, Extension(Frames::Shown), file).into_response())
}
