//! Who is assisted, at and below an agency, with the caseload of the station above it.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::assistance::{AssistanceFilter, AssistanceLine, AssistanceOnly, Caseload, HelperLoad};
use leye_domain::agency::Level;
use leye_domain::staff::Role;
use serde::Deserialize;

use super::words;
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
    only: String,
    #[serde(default)]
    class: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    name: String,
    masked: String,
    due: DueWords,
    next: String,
    class: String,
    helper: String,
    station: String,
    state: String,
    kind: &'static str,
}

struct Helper {
    name: String,
    open: i64,
    classes: String,
    resting: i64,
    neglected: i64,
    fewest: bool,
}

#[derive(Template)]
#[template(path = "pages/assistance/list.html")]
struct ListPage {
    ui: Ui,
    summary: String,
    helpers: Vec<Helper>,
    pills: Vec<Pill>,
    classes: Vec<Pill>,
    shows_station: bool,
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
    let only = AssistanceOnly::parse(&asked.only).unwrap_or_default();
    let class = Some(asked.class.clone()).filter(|class| !class.is_empty());
    let filter = AssistanceFilter { only, class: class.clone(), after: cursor::read(&asked.after) };
    let page = app.assistance_list(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
    let load = app.caseload(me.staff()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let rows: Vec<Row> = page.items.into_iter().map(|item| row(&me, &ui, item)).collect();
    let here = address(only, class.as_deref());
    Ok(render(&ListPage {
        summary: summary(&ui, &load),
        helpers: load.helpers.iter().map(|one| helper(&me, &ui, one, &load)).collect(),
        pills: pills(&me, &ui, only, class.as_deref(), &load),
        classes: classes(&me, &ui, only, class.as_deref()),
        shows_station: me.staff().level() != Level::Station,
        empty: ui.t(&format!("assist-empty-{}", only.as_str())),
        shown: ui.words.count("assist-shown", i64::try_from(rows.len()).unwrap_or_default()),
        next: page.next.map(|after| format!("{here}&after={}", cursor::write(&after))),
        back: (!asked.after.is_empty()).then(|| here.clone()),
        rows,
        ui,
    }))
}

fn address(only: AssistanceOnly, class: Option<&str>) -> String {
    let class = class.map(|class| format!("&class={class}")).unwrap_or_default();
    format!("/assistance?only={}{class}", only.as_str())
}

fn summary(ui: &Ui, load: &Caseload) -> String {
    let values = [
        ("open", load.open.to_string()),
        ("alone", load.without_helper.to_string()),
        ("neglected", load.neglected.to_string()),
        ("resting", load.resting.to_string()),
    ];
    ui.words.with("assist-summary", &values)
}

fn helper(me: &SignedIn, ui: &Ui, one: &HelperLoad, load: &Caseload) -> Helper {
    let told = |(class, count): (&String, &i64)| {
        let class = if class.is_empty() {
            ui.t("assist-class-none")
        } else {
            words::class(&me.web.app, ui.words, class)
        };
        format!("{class} {count}")
    };
    let classes: Vec<String> = one.by_class.iter().map(told).collect();
    Helper {
        name: one.name.clone(),
        open: one.open,
        classes: classes.join(" · "),
        resting: one.resting,
        neglected: one.neglected,
        fewest: load.fewest.as_deref() == Some(one.user.as_str()) && load.helpers.len() > 1,
    }
}

/// Who reads and does not help has no people of their own.
fn pills(me: &SignedIn, ui: &Ui, on: AssistanceOnly, class: Option<&str>, load: &Caseload) -> Vec<Pill> {
    let helps = me.staff().level() == Level::Station;
    let shown = AssistanceOnly::ALL.into_iter().filter(|only| helps || *only != AssistanceOnly::Mine);
    let count = |only| match only {
        AssistanceOnly::NoHelper => Some(load.without_helper),
        AssistanceOnly::Neglected => Some(load.neglected),
        AssistanceOnly::Resting => Some(load.resting),
        AssistanceOnly::Ended => Some(load.ended),
        AssistanceOnly::All | AssistanceOnly::Mine => None,
    };
    shown
        .map(|only| Pill {
            href: address(only, class),
            label: ui.t(&format!("assist-only-{}", only.as_str())),
            count: count(only).filter(|count| *count > 0),
            on: only == on,
        })
        .collect()
}

fn classes(me: &SignedIn, ui: &Ui, only: AssistanceOnly, on: Option<&str>) -> Vec<Pill> {
    let app = &me.web.app;
    let rules = app.assistance_rules(app.today());
    let all =
        Pill { href: address(only, None), label: ui.t("assist-class-all"), count: None, on: on.is_none() };
    let one = |code: &str| Pill {
        href: address(only, Some(code)),
        label: words::class(app, ui.words, code),
        count: None,
        on: on == Some(code),
    };
    let codes = rules.iter().flat_map(|rules| &rules.classes);
    std::iter::once(all).chain(codes.map(|class| one(&class.code))).collect()
}

fn row(me: &SignedIn, ui: &Ui, item: AssistanceLine) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    let phase = item.assistance.phase.as_str();
    let due = match &item.next {
        Some((_, at, left)) => due(app, words, Some(*at), Some(*left)),
        None => {
            DueWords { level: "paused", words: ui.t(&format!("assist-due-{phase}")), date: String::new() }
        }
    };
    let next = item.next.map(|(kind, ..)| ui.t(&format!("assist-owed-{}", kind.as_str().replace('_', "-"))));
    let class = item.assistance.class.as_ref().map(|class| words::class(app, words, &class.code));
    Row {
        href: format!("/people/{}/assistance", item.person),
        name: if item.name.is_empty() { ui.t("erased") } else { item.name },
        masked: item.masked,
        due,
        next: next.unwrap_or_default(),
        class: class.unwrap_or_else(|| ui.t("assist-class-none")),
        helper: item.helper.unwrap_or_else(|| ui.t("assist-helper-none")),
        station: agency_name(app, words, &item.station),
        state: ui.t(&format!("assist-state-{phase}")),
        kind: if item.neglected { "late" } else { "plain" },
    }
}
