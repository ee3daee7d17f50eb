//! Somebody to reach out to: why, what to ask, and what came of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::outreach::OutreachClosing;
use leye_app::{AppError, FieldFault};
use leye_domain::agency::AgencyCode;
use leye_domain::outreach::Reached;

use super::reasons;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::parts::{Choices, Crumb, Field, FormFault, Maker};
use crate::ui::{Ui, agency_name};

#[derive(Template)]
#[template(path = "pages/finding/outreach.html")]
struct OutreachPage {
    ui: Ui,
    trail: Vec<Crumb>,
    action: String,
    title: String,
    sub: String,
    file: Option<String>,
    due: DueWords,
    categories: Vec<String>,
    questions: Vec<String>,
    faults: Vec<FormFault>,
    outcome: Choices,
    note: Field,
    may_close: bool,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(place): Id<(AgencyCode, u64)>) -> Result<Response, Fault> {
    page(&me, &place, &Typed::default(), &[]).await
}

/// Closes it.
pub(crate) async fn send(
    me: SignedIn,
    Id(place): Id<(AgencyCode, u64)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let Some(outcome) = Reached::parse(typed.text("finding-outcome")) else {
        return page(&me, &place, &typed, &[FieldFault::new("finding-outcome", "not-chosen")]).await;
    };
    let note = typed.text("finding-note").to_owned();
    let closing = OutreachClosing { station: place.0.clone(), number: place.1, outcome, note };
    match me.web.app.close_outreach(me.staff(), closing).await {
        Ok(()) => Ok(Redirect::to("/findings?kind=outreach").into_response()),
        Err(AppError::Invalid(faults)) => page(&me, &place, &typed, &faults).await,
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(
    me: &SignedIn,
    (station, number): &(AgencyCode, u64),
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.prospect(me.staff(), station, *number).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let maker = Maker { words, typed, faults };
    let outcomes = Reached::ALL.map(|outcome| {
        let key = outcome.as_str().replace('_', "-");
        (outcome.as_str().to_owned(), ui.t(&format!("outreach-outcome-{key}")))
    });
    let numbered = words.with("finding-number", &[("number", number.to_string())]);
    let named = file.known.as_ref();
    let day = app.rules().zone().to_datetime(file.due_at).date();
    let place = agency_name(app, words, station);
    let page = OutreachPage {
        trail: vec![Crumb { href: "/findings?kind=outreach".to_owned(), label: ui.t("nav-findings") }],
        action: format!("/findings/outreach/{station}/{number}"),
        title: named.map_or_else(|| numbered.clone(), |(_, name, _)| name.clone()),
        sub: match named {
            Some((_, _, masked)) => format!("{masked} · {numbered} · {place}"),
            None => place,
        },
        file: named.map(|(id, _, _)| format!("/people/{id}")),
        due: due(app, words, Some(file.due_at), Some(app.days_left(day))),
        categories: file.prospect.categories.iter().map(|code| reasons::category(app, words, code)).collect(),
        questions: file.prospect.ask.iter().map(|name| reasons::question(app, words, name)).collect(),
        faults: maker.summary(),
        outcome: maker.choices("finding-outcome", true, &outcomes),
        note: maker.text("finding-note", true),
        may_close: file.may_close,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
