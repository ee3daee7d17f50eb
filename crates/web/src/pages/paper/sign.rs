//! The person reads a paper on the screen and signs it there with a finger or a pen.

use askama::Template;
use axum::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::BASE64;
use leye_app::AppError;
use leye_app::paper::{ToIssue, grouped};
use leye_domain::id::CaseId;
use leye_domain::paper::PaperRefusal;

use super::fill::Filler;
use super::home;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::headers::Frames;
use crate::pages::scan::told;
use crate::parts::{Crumb, FormFault};
use crate::ui::Ui;
use crate::words::{Lang, Words};

/// How the picture of a signature begins where it comes from a page.
const PNG: &str = "data:image/png;base64,";

#[derive(Template)]
#[template(path = "pages/paper/sign.html")]
struct SignPage {
    ui: Ui,
    trail: Vec<Crumb>,
    back: String,
    action: String,
    file: String,
    title: String,
    code: String,
    who: String,
    faults: Vec<FormFault>,
}

/// Shows the paper, and the place for the signature.
pub(crate) async fn form(me: SignedIn, Id((id, code)): Id<(CaseId, String)>) -> Result<Response, Fault> {
    page(&me, &id, &code, Vec::new()).await
}

/// Issues the signed paper.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, code)): Id<(CaseId, String)>,
    headers: HeaderMap,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let app = &me.web.app;
    let here = me.ui().await.words;
    let fault = |text: String| vec![FormFault { name: "pad".to_owned(), text }];
    let drawn = typed.text("signature").strip_prefix(PNG);
    let Some(picture) = drawn.and_then(|text| BASE64.decode(text.as_bytes()).ok()) else {
        return page(&me, &id, &code, fault(here.t("sign-fault-empty"))).await;
    };
    let file = app.case_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let papers = app.papers(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let issued = papers.issued.get(&code).ok_or_else(|| me.fault(Problem::NotFound))?;
    let words = Words::of(Lang::parse(&issued.facts.lang).unwrap_or(here.lang));
    let data =
        Filler { app, words, file: &file, papers: &papers }.fill(&issued.facts.form).unwrap_or_default();
    let paper = ToIssue {
        form: issued.facts.form.clone(),
        lang: words.lang,
        seen: file.case.version,
        data,
        home: home(&me, &headers),
    };
    let reason = here.t("sign-withdrawn");
    match app.sign_paper(me.staff(), &id, &code, &paper, picture, &reason).await {
        Ok(issued) => {
            Ok(Redirect::to(&format!("/applications/{id}/papers?done={}", issued.code)).into_response())
        }
        Err(AppError::Stale { .. }) => page(&me, &id, &code, fault(here.t("sign-fault-changed"))).await,
        Err(AppError::Paper(PaperRefusal::DoneBefore)) => {
            Ok(Redirect::to(&format!("/applications/{id}/papers")).into_response())
        }
        Err(AppError::Intake(why)) => page(&me, &id, &code, fault(told(here, &why))).await,
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(me: &SignedIn, id: &CaseId, code: &str, faults: Vec<FormFault>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.case_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let papers = app.papers(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let paper = papers.issued.get(code).ok_or_else(|| me.fault(Problem::NotFound))?;
    let ui = me.ui().await;
    let name = file.person.map_or_else(|| ui.t("erased"), |person| person.name);
    let back = format!("/applications/{id}/papers");
    let page = SignPage {
        trail: vec![
            Crumb { href: format!("/applications/{id}"), label: id.to_string() },
            Crumb { href: back.clone(), label: ui.t("papers-title") },
        ],
        action: format!("{back}/{code}/sign"),
        file: format!("{back}/{code}"),
        title: ui.t(&format!("form-{}-title", paper.facts.form)),
        code: grouped(code),
        who: ui.words.with("sign-who", &[("name", name)]),
        back,
        faults,
        ui,
    };
    let status = if page.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Extension(Frames::Shows), show(&page)).into_response())
}
