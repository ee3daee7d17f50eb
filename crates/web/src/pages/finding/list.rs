//! Reviews, ends that are known to come, and people to reach out to, by due time.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::register::{Finding, FindingFilter, FindingKind, What};
use leye_domain::staff::Role;
use serde::Deserialize;

use super::reasons;
use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    only: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    due: DueWords,
    name: String,
    sub: String,
    what: Vec<String>,
    detail: String,
    station: String,
    open: String,
}

#[derive(Template)]
#[template(path = "pages/finding/list.html")]
struct FindingsPage {
    ui: Ui,
    empty: (String, String),
    what: String,
    lead: String,
    summary: String,
    kinds: Vec<Pill>,
    only: Vec<Pill>,
    rows: Vec<Row>,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let app = &me.web.app;
    let kind = FindingKind::parse(&asked.kind).unwrap_or_default();
    let filter = FindingFilter {
        kind,
        due_before: (asked.only == "late").then(|| app.now()),
        after: cursor::read(&asked.after),
    };
    let page = app.findings(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
    let (all, late) = app.findings_owed(me.staff(), kind).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let rows: Vec<Row> = page.items.into_iter().map(|item| row(&me, &ui, item)).collect();
    let word = kind.as_str();
    let values = [("late", late.to_string()), ("all", all.to_string())];
    Ok(render(&FindingsPage {
        empty: (ui.t(&format!("finding-empty-{word}")), ui.t(&format!("finding-empty-text-{word}"))),
        what: ui.t(&format!("finding-head-{word}")),
        lead: ui.t(&format!("finding-lead-{word}")),
        summary: words.with("finding-summary", &values),
        kinds: kinds(&ui, kind),
        only: only(&ui, kind, &asked),
        shown: words.count("finding-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| address(kind, &asked.only, &cursor::write(&after))),
        back: (!asked.after.is_empty()).then(|| address(kind, &asked.only, "")),
        rows,
        ui,
    }))
}

fn address(kind: FindingKind, only: &str, after: &str) -> String {
    let pairs = [("kind", kind.as_str()), ("only", only), ("after", after)];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("/findings?{}", serde_urlencoded::to_string(given).unwrap_or_default())
}

fn kinds(ui: &Ui, on: FindingKind) -> Vec<Pill> {
    let pill = |kind: FindingKind| Pill {
        href: address(kind, "", ""),
        label: ui.t(&format!("finding-kind-{}", kind.as_str())),
        count: None,
        on: kind == on,
    };
    FindingKind::ALL.into_iter().map(pill).collect()
}

fn only(ui: &Ui, kind: FindingKind, asked: &Asked) -> Vec<Pill> {
    // What is to come is never late.
    let all: &[&str] = if kind == FindingKind::Foreseen { &[""] } else { &["", "late"] };
    let pill = |only: &&str| Pill {
        href: address(kind, only, ""),
        label: ui.t(if only.is_empty() { "finding-only-all" } else { "finding-only-late" }),
        count: None,
        on: asked.only == **only,
    };
    all.iter().map(pill).collect()
}

fn row(me: &SignedIn, ui: &Ui, item: Finding) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    let person = item.person.as_ref().map(ToString::to_string).unwrap_or_default();
    let (href, what, detail, number) = match &item.what {
        What::Review(found) => {
            let titles = found.iter().map(|reason| reasons::title(app, words, &reason.article));
            let grounds = found.iter().map(|reason| reasons::ends(words, &reason.grounds));
            (format!("/findings/people/{person}"), titles.collect(), first(grounds), String::new())
        }
        What::Foreseen(end) => {
            let title = vec![reasons::title(app, words, &end.article)];
            (format!("/findings/people/{person}"), title, reasons::ends(words, &end.grounds), String::new())
        }
        What::Outreach(prospect) => {
            let titles = prospect.categories.iter().map(|code| reasons::category(app, words, code));
            let ask = reasons::ask(app, words, &prospect.ask);
            let number = prospect.person.to_string();
            (format!("/findings/outreach/{}/{number}", item.station), titles.collect(), ask, number)
        }
    };
    let is_outreach = matches!(item.what, What::Outreach(_));
    let due = match item.days_left {
        Some(_) => due(app, words, Some(item.due_at), item.days_left),
        None => DueWords {
            level: "well",
            words: words.day(app.rules().zone().to_datetime(item.due_at).date()),
            date: String::new(),
        },
    };
    let named = !item.name.is_empty();
    let numbered = words.with("finding-number", &[("number", number)]);
    Row {
        href,
        due,
        name: match (named, is_outreach) {
            (true, _) => item.name,
            (false, true) => numbered.clone(),
            (false, false) => ui.t("erased"),
        },
        sub: if is_outreach && named { format!("{} · {numbered}", item.masked) } else { item.masked },
        what,
        detail,
        station: agency_name(app, words, &item.station),
        open: ui.t(if is_outreach { "finding-open-outreach" } else { "finding-open-review" }),
    }
}

/// What the reasons of a review end, told once.
fn first(mut all: impl Iterator<Item = String>) -> String {
    all.next().unwrap_or_default()
}
