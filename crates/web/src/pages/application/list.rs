//! Cases, newest first; and those that await a receipt of the outside system.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_app::application::{CaseList, CaseListQuery};
use leye_domain::case::StateName;
use serde::Deserialize;

use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    name: String,
    masked: String,
    number: String,
    station: String,
    opened: String,
    state: String,
    tag: &'static str,
    holder: String,
    receipts: String,
}

#[derive(Template)]
#[template(path = "pages/application/list.html")]
struct ListPage {
    ui: Ui,
    title: String,
    lead: String,
    pills: Vec<Pill>,
    rows: Vec<Row>,
    next: Option<String>,
    back: Option<String>,
    shown: String,
    empty: String,
}

/// Shows the cases.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    list(me, asked, "/applications").await
}

/// Shows the cases with a receipt still awaited.
pub(crate) async fn receipts(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    list(me, asked, "/receipts").await
}

async fn list(me: SignedIn, asked: Asked, base: &str) -> Result<Response, Fault> {
    let pending = base == "/receipts";
    let query = CaseListQuery {
        state: StateName::parse(&asked.state),
        pending_receipts: pending,
        after: cursor::read(&asked.after),
    };
    let found = me.web.app.cases(me.staff(), &query).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let next = found.next.as_ref().map(|after| address(base, &asked.state, &cursor::write(after)));
    let rows = rows(&me, &ui, found);
    let word = if pending { "receipts" } else { "cases" };
    Ok(render(&ListPage {
        title: ui.t(&format!("nav-{word}")),
        lead: ui.t(&format!("{word}-lead")),
        empty: ui.t(&format!("{word}-empty")),
        pills: if pending { Vec::new() } else { pills(&ui, &asked.state) },
        back: (!asked.after.is_empty()).then(|| address(base, &asked.state, "")),
        shown: ui.words.count("work-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next,
        rows,
        ui,
    }))
}

fn rows(me: &SignedIn, ui: &Ui, found: CaseList) -> Vec<Row> {
    let app = &me.web.app;
    let row = |line: leye_app::application::CaseLine| Row {
        href: format!("/applications/{}", line.id),
        name: if line.name.is_empty() { ui.t("erased") } else { line.name },
        masked: line.masked,
        number: line.id.to_string(),
        station: agency_name(app, ui.words, &line.station),
        opened: ui.words.day(line.opened),
        state: ui.t(&format!("state-{}", line.state.as_str().replace('_', "-"))),
        tag: tag(line.state),
        holder: line.holder_name.unwrap_or_default(),
        receipts: match line.pending_receipts {
            0 => String::new(),
            n => ui.words.count("receipts-awaited", n),
        },
    };
    found.items.into_iter().map(row).collect()
}

fn tag(state: StateName) -> &'static str {
    match state {
        StateName::Completed => "well",
        StateName::Refused => "late",
        StateName::Withdrawn => "plain",
        _ => "brand",
    }
}

fn pills(ui: &Ui, chosen: &str) -> Vec<Pill> {
    let all = Pill {
        href: "/applications".to_owned(),
        label: ui.t("cases-all"),
        count: None,
        on: chosen.is_empty(),
    };
    let of = |state: StateName| Pill {
        href: address("/applications", state.as_str(), ""),
        label: ui.t(&format!("state-{}", state.as_str().replace('_', "-"))),
        count: None,
        on: chosen == state.as_str(),
    };
    std::iter::once(all).chain(StateName::ALL.into_iter().map(of)).collect()
}

fn address(base: &str, state: &str, after: &str) -> String {
    let pairs = [("state", state), ("after", after)];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(given).unwrap_or_default();
    if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") }
}
