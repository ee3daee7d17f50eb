//! Lists of what is under supervision: problems, guidance notes, spot checks and inspections, each by
//! state and due time. They are one page.

use askama::Template;
use axum::response::Response;
use leye_app::ListedMatter;
use serde::Deserialize;

use crate::cursor;
use crate::fault::show as render;
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
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

impl Asked {
    /// The state asked for, or the first.
    pub(crate) fn state<'a>(&self, states: &[&'a str]) -> &'a str {
        states
            .iter()
            .copied()
            .find(|state| *state == self.state)
            .or(states.first().copied())
            .unwrap_or_default()
    }

    /// The place after which the page begins.
    pub(crate) fn after(&self) -> Option<(i64, String)> {
        cursor::read(&self.after)
    }
}

/// A row.
pub(crate) struct Row {
    pub href: String,
    pub due: Option<DueWords>,
    pub since: String,
    pub what: String,
    pub name: String,
    pub station: String,
    pub found: String,
}

/// What the page of a list is made from.
pub(crate) struct List {
    /// The word before its words: `problem`.
    pub word: &'static str,
    /// Its address and its part of supervision: `problems`.
    pub part: &'static str,
    /// The parts beside it, as links.
    pub sections: Vec<Pill>,
    /// Every state with how many there are.
    pub counts: Vec<(&'static str, i64)>,
    /// The one shown.
    pub state: &'static str,
    pub rows: Vec<Row>,
    pub next: Option<(i64, String)>,
    /// The last part of the address for beginning a new one, and its words, where the caller may.
    pub begin: Option<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "pages/supervision/list.html")]
struct ListPage {
    ui: Ui,
    word: &'static str,
    sections: Vec<Pill>,
    states: Vec<Pill>,
    rows: Vec<Row>,
    empty: String,
    begin: Option<(String, String)>,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows it.
pub(crate) async fn page(me: &SignedIn, asked: &Asked, list: List) -> Response {
    let ui = me.ui().await;
    let List { word, part, state, .. } = list;
    let address = |state: &str, after: &str| {
        let after = if after.is_empty() { String::new() } else { format!("&after={after}") };
        format!("/{part}?state={state}{after}")
    };
    let pill = |(one, count): &(&'static str, i64)| Pill {
        href: address(one, ""),
        label: ui.t(&format!("{word}-state-{one}")),
        count: Some(*count),
        on: *one == state,
    };
    render(&ListPage {
        sections: list.sections,
        states: list.counts.iter().map(pill).collect(),
        empty: ui.t(&format!("{word}-empty-{state}")),
        begin: list.begin.map(|(last, key)| (format!("/{part}/{last}"), ui.t(key))),
        shown: ui.words.count("finding-shown", i64::try_from(list.rows.len()).unwrap_or_default()),
        next: list.next.map(|after| address(state, &cursor::write(&after))),
        back: (!asked.after.is_empty()).then(|| address(state, "")),
        rows: list.rows,
        word,
        ui,
    })
}

/// A row of any list but that of problems.
pub(crate) fn row<L>(
    me: &SignedIn,
    ui: &Ui,
    part: &str,
    one: &ListedMatter<L>,
    told: (String, String),
) -> Row {
    let (app, (what, found)) = (&me.web.app, told);
    Row {
        href: format!("/{part}/{}", one.id),
        due: one.due.map(|(at, days)| due(app, ui.words, Some(at), Some(days))),
        since: ui.words.with("problem-since", &[("day", ui.words.day(one.since))]),
        what,
        name: one.name.clone(),
        station: agency_name(app, ui.words, &one.agency),
        found,
    }
}

/// As much of it as fits a row.
pub(crate) fn brief(words: &str) -> String {
    const MOST: usize = 40;
    let line = words.lines().next().unwrap_or_default();
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    line.chars().take(MOST).chain(['…']).collect()
}
