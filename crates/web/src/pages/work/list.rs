//! My work today, by due time.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::BASE64URL_NOPAD;
use leye_app::application::{WorkFilter, WorkItem};
use leye_domain::case::StateName;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::other::{OtherRow, rows as rows_of_others};
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    due: DueWords,
    name: String,
    masked: String,
    matter: String,
    number: String,
    state: String,
    article: String,
    holder: String,
    agency: String,
    next: String,
}

#[derive(Template)]
#[template(path = "pages/work/list.html")]
struct WorkPage {
    ui: Ui,
    today: String,
    summary: String,
    pills: Vec<Pill>,
    rows: Vec<Row>,
    other: Vec<OtherRow>,
    nothing: String,
    next: Option<String>,
    back: Option<String>,
    shown: String,
    intake: bool,
}

/// Shows the list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let app = &me.web.app;
    let filter = filter(&me, &asked);
    // Beside the list of the agency or one's own; the filters are those of cases.
    let is_own = asked.after.is_empty() && ["", "me"].contains(&asked.who.as_str());
    let page = app.worklist(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let (words, counts) = (ui.words, ui.counts);
    let values = [
        ("late", counts.late.to_string()),
        ("today", counts.today.to_string()),
        ("all", counts.all.to_string()),
    ];
    let other = if is_own { rows_of_others(&me, &ui).await.map_err(|e| me.fault(e))? } else { Vec::new() };
    let rows: Vec<Row> = page.items.into_iter().map(|item| row(&me, &ui, item)).collect();
    Ok(render(&WorkPage {
        today: words.date(app.today()),
        summary: words.with("work-summary", &values),
        pills: pills(&ui, &asked),
        shown: words.count("work-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| address(&asked, &cursor(&after))),
        back: (!asked.after.is_empty()).then(|| address(&asked, "")),
        intake: ui.nav.iter().any(|item| item.href == "/applications/new"),
        rows,
        nothing: ui.t(if other.is_empty() { "work-empty-title" } else { "work-empty-cases" }),
        other,
        ui,
    }))
}

fn filter(me: &SignedIn, asked: &Asked) -> WorkFilter {
    let mine = asked.who == "me";
    let below = asked.who == "below";
    WorkFilter {
        agency: (!below).then(|| me.staff().agency.clone()),
        state: StateName::parse(&asked.state),
        due_before: (asked.who == "late").then(|| me.web.app.now()),
        holder: mine.then(|| me.staff().user.as_str().to_owned()),
        after: read_cursor(&asked.after),
    }
}

/// The place after which a page begins, as an opaque word of the address.
fn cursor(after: &(Option<jiff::Timestamp>, String)) -> String {
    let at = after.0.map(|at| at.to_string()).unwrap_or_default();
    BASE64URL_NOPAD.encode(format!("{at}|{}", after.1).as_bytes())
}

fn read_cursor(text: &str) -> Option<(Option<jiff::Timestamp>, String)> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (at, id) = text.split_once('|')?;
    Some((at.parse().ok(), id.to_owned()))
}

fn address(asked: &Asked, after: &str) -> String {
    let pairs = [("who", asked.who.as_str()), ("state", asked.state.as_str()), ("after", after)];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("/work?{}", serde_urlencoded::to_string(given).unwrap_or_default())
}

fn pills(ui: &Ui, asked: &Asked) -> Vec<Pill> {
    ["", "me", "late", "below"]
        .into_iter()
        .map(|who| {
            let word = if who.is_empty() { "all" } else { who };
            let href = if who.is_empty() { "/work".to_owned() } else { format!("/work?who={who}") };
            Pill { href, label: ui.t(&format!("work-filter-{word}")), count: None, on: asked.who == who }
        })
        .collect()
}

fn row(me: &SignedIn, ui: &Ui, item: WorkItem) -> Row {
    let app = &me.web.app;
    let state = item.state.as_str().replace('_', "-");
    Row {
        href: format!("/applications/{}", item.id),
        due: due(app, ui.words, item.due_at, item.days_left),
        name: if item.name.is_empty() { ui.t("erased") } else { item.name },
        masked: item.masked,
        matter: ui.t("matter-determination"),
        number: item.id.to_string(),
        state: ui.t(&format!("state-{state}")),
        article: item.article,
        holder: item.holder_name,
        agency: agency_name(app, ui.words, &item.station),
        next: ui.t(&format!("next-{state}")),
    }
}
