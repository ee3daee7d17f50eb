//! The originals that are out: where each is, what is overdue, what is lost.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::paper::{AwayFilter, AwayOnly, AwayPaper};
use leye_domain::staff::Role;
use serde::Deserialize;

use super::rows::{Place, place, title};
use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::Ui;

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    only: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    due: DueWords,
    name: String,
    masked: String,
    title: String,
    place: Place,
    case: String,
}

#[derive(Template)]
#[template(path = "pages/original/away.html")]
struct AwayPage {
    ui: Ui,
    summary: String,
    pills: Vec<Pill>,
    empty: String,
    rows: Vec<Row>,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows them.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let app = &me.web.app;
    let only = AwayOnly::parse(&asked.only).unwrap_or_default();
    let filter = AwayFilter { only, after: cursor::read(&asked.after) };
    let page = app.originals_away(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
    let (all, late) = app.originals_owed(me.staff()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows: Vec<Row> = page.items.into_iter().map(|item| row(&me, &ui, item)).collect();
    let values = [("all", all.to_string()), ("late", late.to_string())];
    Ok(render(&AwayPage {
        summary: ui.words.with("original-summary", &values),
        pills: pills(&ui, only),
        empty: ui.t(&format!("original-empty-{}", only.as_str())),
        shown: ui.words.count("original-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| format!("{}&after={}", address(only), cursor::write(&after))),
        back: (!asked.after.is_empty()).then(|| address(only)),
        rows,
        ui,
    }))
}

fn address(only: AwayOnly) -> String {
    format!("/originals?only={}", only.as_str())
}

fn pills(ui: &Ui, on: AwayOnly) -> Vec<Pill> {
    let pill = |only: AwayOnly| Pill {
        href: address(only),
        label: ui.t(&format!("original-only-{}", only.as_str())),
        count: None,
        on: only == on,
    };
    AwayOnly::ALL.into_iter().map(pill).collect()
}

fn row(me: &SignedIn, ui: &Ui, item: AwayPaper) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    Row {
        href: format!("/applications/{}/originals/{}", item.case, item.number),
        due: due(app, words, Some(item.due_at), Some(item.days_left)),
        name: if item.name.is_empty() { ui.t("erased") } else { item.name },
        masked: item.masked,
        title: title(words, item.number, &item.original),
        place: place(app, words, &item.original),
        case: item.case.to_string(),
    }
}
