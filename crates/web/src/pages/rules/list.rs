//! All articles, and a search among them.

use askama::Template;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

use super::article::{self, Kind};
use super::change;
use super::parts::{marks, period};
use crate::fault::show as render;
use crate::guard::Visitor;
use crate::parts::Crumb;
use crate::ui::Ui;

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Words to look for.
    #[serde(default)]
    q: String,
}

struct Line {
    href: String,
    code: String,
    title: String,
    about: String,
}

struct Group {
    title: String,
    lines: Vec<Line>,
}

/// A pack that extends this one, or that this one extends.
struct Relative {
    title: String,
    period: String,
    is_later: bool,
    marks: Vec<String>,
    files: Vec<String>,
    articles: Vec<Crumb>,
}

#[derive(Template)]
#[template(path = "pages/rules/list.html")]
struct RulesPage {
    ui: Ui,
    pack: String,
    issuer: String,
    period: String,
    checked: String,
    hash: String,
    sources: Vec<String>,
    q: String,
    groups: Vec<Group>,
    relatives: Vec<Relative>,
}

/// Shows the index.
pub(crate) async fn show(visitor: Visitor, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let app = &visitor.web.app;
    let rules = app.rules();
    let pack = &rules.pack();
    let ui = visitor.staff_ui(&headers).await;
    let words = ui.words;
    let q = asked.q.trim();
    let found = article::all(words, pack).into_iter().filter(|entry| entry.has(q));
    let known = rules.relatives();
    let related = known.iter().map(|relative| {
        let codes = change::touched(words, pack, relative);
        let (replaced, added) = (relative.replaced.iter(), relative.added.iter());
        let file = |key: &'static str| move |name: &String| words.with(key, &[("file", name.clone())]);
        Relative {
            title: words.of_pack(&relative.pack.titles).to_owned(),
            period: period(words, if relative.is_later { relative.pack.period } else { pack.period }),
            is_later: relative.is_later,
            marks: marks(words, false, relative.pack.general.article.unverified),
            files: replaced
                .map(file("rules-file-replaced"))
                .chain(added.map(file("rules-file-added")))
                .collect(),
            articles: codes
                .into_iter()
                .map(|code| Crumb { href: format!("/rules/{code}#changes"), label: code })
                .collect(),
        }
    });
    let relatives = related.collect();
    render(&RulesPage {
        pack: words.of_pack(&pack.titles).to_owned(),
        issuer: words.of_pack(&pack.issuer).to_owned(),
        period: period(words, pack.period),
        checked: words.with("rules-checked", &[("day", words.date(pack.last_checked))]),
        hash: pack.hash.chars().take(12).collect(),
        sources: pack.sources.clone(),
        q: q.to_owned(),
        groups: groups(&ui, found),
        relatives,
        ui,
    })
}

fn groups(ui: &Ui, found: impl Iterator<Item = article::Entry>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in found {
        let title = ui.t(match entry.kind {
            Kind::General | Kind::Category => "rules-group-who",
            Kind::Steps | Kind::Extension | Kind::Refusal => "rules-group-how",
            Kind::Retirement | Kind::Calendar | Kind::Facts => "rules-group-besides",
        });
        let line = Line {
            href: format!("/rules/{}", entry.code),
            code: if entry.code.starts_with(|c: char| c.is_ascii_uppercase()) {
                entry.code
            } else {
                String::new()
            },
            title: entry.title,
            about: entry.about,
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group { title, lines: vec![line] }),
        }
    }
    groups
}
