//! Photos from the person's own telephone, by the link that they were given.

use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::paper::{HandIn, ToKeep};

use super::rows::titles;
use super::{ACCEPT, keep_each};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Problem, Visitor};
use crate::pages::notice::object::{From, visited, with_cookie};
use crate::parts::{Field, FormFault, Maker};
use crate::ui::{Ui, agency_title};
use crate::upload;

struct Line {
    title: String,
    state: String,
    colour: &'static str,
}

#[derive(Template)]
#[template(path = "pages/scan/hand_in.html")]
struct HandInPage {
    ui: Ui,
    station: String,
    lead: String,
    action: String,
    lines: Vec<Line>,
    faults: Vec<FormFault>,
    file: Field,
    accept: &'static str,
    title: Field,
    done: Option<String>,
}

/// Asks for photos.
pub(crate) async fn form(mut visitor: Visitor, Path(link): Path<String>) -> Result<Response, Fault> {
    let fresh = visited(&mut visitor);
    let page = page(&visitor, &link, &Typed::default(), Vec::new(), 0).await?;
    Ok(with_cookie(&visitor, fresh, page))
}

/// Keeps them.
pub(crate) async fn send(
    visitor: Visitor,
    Path(link): Path<String>,
    From(from): From,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    if !visitor.web.limits.may_hand_in(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let app = &visitor.web.app;
    // Before anything is read: nobody without a link sends anything.
    app.hand_in(&link).await.map_err(|e| visitor.fault(e.into()))?;
    let form = form.map_err(|error| visitor.fault(error.status().into()))?;
    let most = app.most_of_a_scan();
    let (typed, files) = upload::read(&visitor, form, most).await?;
    let words = visitor.ui().words;
    let keep = |scan: ToKeep| {
        app.keep_handed_in(&link, ToKeep { title: typed.text("hand-in-title").to_owned(), ..scan })
    };
    let (kept, faults) = keep_each(words, files, most, keep).await.map_err(|e| visitor.fault(e.into()))?;
    let typed = if faults.is_empty() { Typed::default() } else { typed };
    page(&visitor, &link, &typed, faults, kept).await
}

async fn page(
    visitor: &Visitor,
    link: &str,
    typed: &Typed,
    faults: Vec<FormFault>,
    kept: i64,
) -> Result<Response, Fault> {
    let app = &visitor.web.app;
    let handing: HandIn = app.hand_in(link).await.map_err(|e| visitor.fault(e.into()))?;
    let ui = visitor.ui();
    let maker = Maker { words: ui.words, typed, faults: &[] };
    let line = |one: &leye_app::paper::CheckedProof| {
        let (word, colour) =
            if one.scans.is_empty() { ("scan-proof-missing", "soon") } else { ("scan-proof-there", "well") };
        Line { title: titles(ui.words, one), state: ui.t(word), colour }
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = HandInPage {
        station: agency_title(app, ui.words, &handing.station),
        lead: ui.words.with("hand-in-lead", &[("until", ui.words.day(handing.until))]),
        action: format!("/hand-in/{link}"),
        lines: handing.checklist.0.iter().filter(|one| !one.optional).map(line).collect(),
        file: Field { error: crate::parts::told(&faults, "file"), ..maker.text("file", true) },
        accept: ACCEPT,
        title: maker.text("hand-in-title", false),
        done: (kept > 0).then(|| ui.words.count("hand-in-kept", kept)),
        faults,
        ui,
    };
    Ok((status, show(&page)).into_response())
}
