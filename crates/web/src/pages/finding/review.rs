//! A review of somebody determined: why, what else is known to come, and what came of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::register::{ReasonFile, ReviewClosing, ReviewFile};
use leye_app::{AppError, FieldFault};
use leye_domain::id::PersonId;
use leye_domain::standing::ReviewOutcome;

use super::reasons;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, agency_name};

struct Reason {
    title: String,
    explanation: String,
    ends: String,
    article: String,
    source: String,
    unverified: bool,
    proofs: String,
    facts: Vec<Fact>,
}

struct End {
    day: String,
    title: String,
    ends: String,
}

#[derive(Template)]
#[template(path = "pages/finding/review.html")]
struct ReviewPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: String,
    masked: String,
    station: String,
    version: i64,
    due: Option<DueWords>,
    reasons: Vec<Reason>,
    ends: Vec<End>,
    faults: Vec<FormFault>,
    outcome: Choices,
    note: Field,
    may_close: bool,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<PersonId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[]).await
}

/// Closes it.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<PersonId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let Some(outcome) = ReviewOutcome::parse(typed.text("finding-outcome")) else {
        return page(&me, &id, &typed, &[FieldFault::new("finding-outcome", "not-chosen")]).await;
    };
    let seen = typed.text("version").parse().unwrap_or_default();
    let closing =
        ReviewClosing { person: id.clone(), seen, outcome, note: typed.text("finding-note").to_owned() };
    match me.web.app.close_review(me.staff(), closing).await {
        Ok(()) => Ok(Redirect::to("/findings?kind=review").into_response()),
        Err(AppError::Invalid(faults)) => page(&me, &id, &typed, &faults).await,
        Err(AppError::Stale { .. }) => {
            page(&me, &id, &typed, &[FieldFault::new("finding-outcome", "changed")]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

async fn page(me: &SignedIn, id: &PersonId, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.review_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let maker = Maker { words, typed, faults };
    let outcomes = ReviewOutcome::ALL.map(|outcome| {
        let key = outcome.as_str().replace('_', "-");
        (outcome.as_str().to_owned(), ui.t(&format!("review-outcome-{key}")))
    });
    let page = ReviewPage {
        trail: vec![Crumb { href: "/findings?kind=review".to_owned(), label: ui.t("nav-findings") }],
        id: id.to_string(),
        station: agency_name(app, words, &file.person.station),
        due: file.review.as_ref().map(|review| {
            let day = app.rules().zone().to_datetime(review.due).date();
            due(app, words, Some(review.due), Some(app.days_left(day)))
        }),
        reasons: file.reasons.iter().map(|one| reason(me, &ui, one)).collect(),
        ends: ends(me, &ui, &file),
        faults: maker.summary(),
        outcome: maker.choices("finding-outcome", true, &outcomes),
        note: maker.text("finding-note", true),
        may_close: file.may_close,
        version: file.version,
        name: file.name,
        masked: file.masked,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

fn reason(me: &SignedIn, ui: &Ui, one: &ReasonFile) -> Reason {
    let (app, words, lang) = (&me.web.app, ui.words, ui.lang);
    let article = one.article.as_ref();
    let proofs = article.into_iter().flat_map(|exit| &exit.proofs);
    let proofs: Vec<&str> = proofs.map(|proof| proof.titles.get(lang)).collect();
    Reason {
        title: reasons::title(app, words, &one.reason.article),
        explanation: article.map(|exit| exit.explanation.get(lang).to_owned()).unwrap_or_default(),
        ends: reasons::ends(words, &one.reason.grounds),
        article: one.reason.article.clone(),
        source: article.map(|exit| exit.source.clone()).unwrap_or_default(),
        unverified: article.is_some_and(|exit| exit.unverified),
        proofs: proofs.join(words.t("list-comma").as_str()),
        facts: reasons::facts(app, words, &one.reason.used),
    }
}

fn ends(me: &SignedIn, ui: &Ui, file: &ReviewFile) -> Vec<End> {
    let end = |end: &leye_domain::standing::ForeseenEnd| End {
        day: ui.words.date(end.on),
        title: reasons::title(&me.web.app, ui.words, &end.article),
        ends: reasons::ends(ui.words, &end.grounds),
    };
    file.ends.iter().map(end).collect()
}
