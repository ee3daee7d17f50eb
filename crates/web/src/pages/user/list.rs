//! The staff of the agencies that an administrator keeps.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_domain::agency::AgencyCode;
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::parts::Pill;
use crate::ui::{Ui, place};

/// How many a page shows.
const PAGE: usize = 50;

/// What the address may ask for.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    /// Part of a name.
    #[serde(default)]
    q: String,
    /// `open`, `closed`, or empty for both.
    #[serde(default)]
    only: String,
    /// Those of one agency.
    #[serde(default)]
    agency: String,
    /// The sign-in name after which the page begins.
    #[serde(default)]
    after: String,
    /// The sign-in name that was just written.
    #[serde(default)]
    done: String,
}

struct Row {
    href: String,
    user: String,
    name: String,
    role: String,
    agency: String,
    must_change: bool,
    active: bool,
}

#[derive(Template)]
#[template(path = "pages/user/list.html")]
struct UsersPage {
    ui: Ui,
    lead: String,
    asked: Asked,
    pills: Vec<Pill>,
    rows: Vec<Row>,
    shown: String,
    next: Option<String>,
    back: Option<String>,
    done: Option<String>,
}

/// Shows the list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let users = me.web.app.users(me.staff()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let all: Vec<Row> = users
        .into_iter()
        .filter(|user| asked.agency.is_empty() || user.agency == asked.agency)
        .map(|user| Row {
            href: format!("/users/{}", user.name),
            role: ui.t(&format!("role-{}", user.role)),
            agency: named(&me, &ui, &user.agency),
            user: user.name,
            name: user.display_name,
            must_change: user.must_change,
            active: user.active,
        })
        .collect();
    let matches: Vec<Row> = all.into_iter().filter(|row| found(row, &asked.q)).collect();
    let counts = [matches.len(), matches.iter().filter(|row| row.active).count()];
    let done = matches.iter().find(|row| row.user == asked.done).map(|row| row.name.clone());
    let shown = matches.into_iter().filter(|row| row.user > asked.after && kept(row, &asked.only));
    let mut rows: Vec<Row> = shown.take(PAGE + 1).collect();
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok(render(&UsersPage {
        lead: named(
            &me,
            &ui,
            if asked.agency.is_empty() { me.staff().agency.as_str() } else { &asked.agency },
        ),
        pills: pills(&ui, &asked, counts),
        shown: ui.words.count("users-shown", number(rows.len())),
        next: rows.last().filter(|_| more).map(|row| address(&asked, &asked.only, &row.user)),
        back: (!asked.after.is_empty()).then(|| address(&asked, &asked.only, "")),
        done,
        rows,
        asked,
        ui,
    }))
}

fn named(me: &SignedIn, ui: &Ui, agency: &str) -> String {
    agency
        .parse::<AgencyCode>()
        .map_or_else(|_| agency.to_owned(), |code| place(&me.web.app, ui.words, &code))
}

fn found(row: &Row, q: &str) -> bool {
    let q = q.trim().to_lowercase();
    [&row.user, &row.name, &row.agency].iter().any(|text| text.to_lowercase().contains(&q))
}

fn kept(row: &Row, only: &str) -> bool {
    match only {
        "open" => row.active,
        "closed" => !row.active,
        _ => true,
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn pills(ui: &Ui, asked: &Asked, [all, open]: [usize; 2]) -> Vec<Pill> {
    let pill = |only: &str, word: &str, count: usize| Pill {
        href: address(asked, only, ""),
        label: ui.t(&format!("users-only-{word}")),
        count: Some(number(count)),
        on: asked.only == only,
    };
    vec![pill("", "all", all), pill("open", "open", open), pill("closed", "closed", all - open)]
}

fn address(asked: &Asked, only: &str, after: &str) -> String {
    let pairs = [("q", asked.q.trim()), ("agency", asked.agency.as_str()), ("only", only), ("after", after)];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    if given.is_empty() {
        return "/users".to_owned();
    }
    format!("/users?{}", serde_urlencoded::to_string(given).unwrap_or_default())
}
