//! The tree of agencies, one level at a time, or those whose name was looked for.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_app::access::{Deed, Target};
use leye_app::agency::Tree;
use leye_domain::agency::{AgencyCode, Level};
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::guard::{Problem, SignedIn};
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, agency_name, agency_title, place};

/// How many a search shows.
const MOST: usize = 50;

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The agency whose branches are shown.
    #[serde(default)]
    at: String,
    /// Part of a name, or the beginning of a code.
    #[serde(default)]
    q: String,
    /// Set after a change.
    #[serde(default)]
    done: String,
}

struct Row {
    href: String,
    name: String,
    place: Option<String>,
    level: String,
    code: String,
    close: String,
    phone: String,
    below: i64,
    is_virtual: bool,
    active: bool,
}

#[derive(Template)]
#[template(path = "pages/agency/list.html")]
struct AgenciesPage {
    ui: Ui,
    trail: Vec<Crumb>,
    heading: String,
    lead: String,
    is_virtual: bool,
    active: bool,
    facts: Vec<Fact>,
    acts: Vec<Crumb>,
    q: String,
    searched: Option<String>,
    rows: Vec<Row>,
    below: String,
    leaf: bool,
    done: bool,
}

/// Shows an agency and those right below it.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let tree = app.tree();
    let code = if asked.at.is_empty() { beginning(&me) } else { parsed(&me, &asked.at)? };
    let ui = me.ui().await;
    let here = tree.get(code.as_str()).ok_or_else(|| me.fault(Problem::NotFound))?;
    let q = asked.q.trim();
    let (rows, count) = if q.is_empty() { below(&me, &ui, &tree, &code) } else { search(&me, &ui, &tree, q) };
    Ok(render(&AgenciesPage {
        trail: trail(&me, &ui, &code),
        heading: agency_name(app, ui.words, &code),
        lead: format!("{} · {}", agency_title(app, ui.words, &code), here.code),
        is_virtual: here.is_virtual,
        active: here.active,
        facts: facts(&ui, [&here.phone, &here.address, &here.close_of_business]),
        acts: acts(&me, &ui, &code),
        searched: (!q.is_empty()).then(|| found_words(&ui, count)),
        q: q.to_owned(),
        below: ui.words.count("agencies-below", count),
        leaf: code.level() == Level::Station,
        done: !asked.done.is_empty(),
        rows,
        ui,
    }))
}

/// Where somebody begins: the office above a station, else their own agency.
fn beginning(me: &SignedIn) -> AgencyCode {
    let own = &me.staff().agency;
    own.at(own.level().max(Level::Office))
}

fn parsed(me: &SignedIn, code: &str) -> Result<AgencyCode, Fault> {
    code.parse().map_err(|_| me.fault(Problem::NotFound))
}

fn trail(me: &SignedIn, ui: &Ui, code: &AgencyCode) -> Vec<Crumb> {
    let above = [Level::City, Level::Bureau, Level::Office].into_iter().filter(|level| *level > code.level());
    above
        .map(|level| code.at(level))
        .map(|code| Crumb {
            href: format!("/agencies?at={code}"),
            label: agency_name(&me.web.app, ui.words, &code),
        })
        .collect()
}

fn facts(ui: &Ui, [phone, address, close]: [&str; 3]) -> Vec<Fact> {
    let given = |text: &str| if text.is_empty() { ui.t("agency-not-given") } else { text.to_owned() };
    let fact = |key: &str, value: &str| Fact { key: ui.t(key), value: given(value), ..Fact::default() };
    vec![fact("agency-phone", phone), fact("agency-address", address), fact("field-close-of-business", close)]
}

/// What an administrator may do here.
fn acts(me: &SignedIn, ui: &Ui, code: &AgencyCode) -> Vec<Crumb> {
    if !me.web.app.access().may(me.staff(), Deed::ManageAgency, Target::Desk(code)) {
        return Vec::new();
    }
    let act = |href: String, key: &str| Crumb { href, label: ui.t(key) };
    vec![
        act(format!("/agencies/{code}"), "agency-change"),
        act(format!("/users?agency={code}"), "agency-staff"),
        act(format!("/users/new?agency={code}"), "user-add"),
    ]
}

fn below(me: &SignedIn, ui: &Ui, tree: &Tree, code: &AgencyCode) -> (Vec<Row>, i64) {
    let rows: Vec<Row> =
        tree.below(code.as_str()).filter_map(|found| row(me, ui, tree, &found.code)).collect();
    let count = number(rows.len());
    (rows, count)
}

/// How many were found, and that not all of them are shown.
fn found_words(ui: &Ui, count: i64) -> String {
    let found = ui.words.count("agencies-found", count);
    if count <= number(MOST) {
        return found;
    }
    format!("{found} · {}", ui.words.with("agencies-found-first", &[("most", MOST.to_string())]))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The first of those whose name or code was looked for, and how many there are.
fn search(me: &SignedIn, ui: &Ui, tree: &Tree, q: &str) -> (Vec<Row>, i64) {
    let found =
        || tree.all().filter(|a| a.name_hant.contains(q) || a.name_hans.contains(q) || a.code.starts_with(q));
    let rows = found().take(MOST).filter_map(|found| row(me, ui, tree, &found.code));
    let rows = rows.map(|row| Row {
        place: row.code.parse().ok().map(|code| place(&me.web.app, ui.words, &code)),
        ..row
    });
    (rows.collect(), number(found().count()))
}

fn row(me: &SignedIn, ui: &Ui, tree: &Tree, code: &str) -> Option<Row> {
    let found = tree.get(code)?;
    let code: AgencyCode = code.parse().ok()?;
    Some(Row {
        href: format!("/agencies?at={code}"),
        name: agency_name(&me.web.app, ui.words, &code),
        place: None,
        level: ui.t(&format!("level-{}", code.level().as_str())),
        close: found.close_of_business.clone(),
        phone: found.phone.clone(),
        below: i64::try_from(tree.below(code.as_str()).count()).unwrap_or_default(),
        is_virtual: found.is_virtual,
        active: found.active,
        code: code.to_string(),
    })
}
