//! The papers of a case: those that were issued, and those that can be.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::application::CaseFile;
use leye_app::paper::grouped;
use leye_domain::id::CaseId;
use leye_domain::paper::{Issued, Papers};
use serde::Deserialize;

use super::fill::{Filler, PAPERS};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, FormFault};
use crate::ui::{Ui, agency_name};
use crate::words::{Lang, Words};

/// What the address may say: which paper was just made.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

/// A paper that was issued.
struct Row {
    title: String,
    lang: String,
    code: String,
    href: String,
    by: String,
    at: String,
    withdrawn: Option<String>,
    withdraw: Option<String>,
}

/// A paper that can be issued, or why it cannot.
struct Offer {
    form: &'static str,
    title: String,
    later: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/paper/list.html")]
struct PapersPage {
    ui: Ui,
    trail: Vec<Crumb>,
    action: String,
    version: i64,
    faults: Vec<FormFault>,
    done: Option<String>,
    rows: Vec<Row>,
    offers: Vec<Offer>,
    langs: Vec<(&'static str, &'static str, bool)>,
}

/// Shows them.
pub(crate) async fn show(
    me: SignedIn,
    Id(id): Id<CaseId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), Vec::new(), &asked.done).await
}

/// The languages of papers, by the names that they have for themselves.
const LANGS: [(&str, &str, Lang); 3] = [
    ("zh-Hant", "繁體中文", Lang::ZhHant),
    ("zh-Hans", "简体中文", Lang::ZhHans),
    ("en", "English", Lang::En),
];

pub(super) async fn page(
    me: &SignedIn,
    id: &CaseId,
    typed: &Typed,
    faults: Vec<FormFault>,
    done: &str,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.case_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let papers = app.papers(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let chosen = typed.text("lang");
    let is_chosen = |tag: &str, lang| if chosen.is_empty() { lang == ui.words.lang } else { tag == chosen };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = PapersPage {
        trail: vec![
            Crumb { href: "/applications".to_owned(), label: ui.t("nav-cases") },
            Crumb { href: format!("/applications/{id}"), label: id.to_string() },
        ],
        action: format!("/applications/{id}/papers"),
        version: file.case.version,
        faults,
        done: papers
            .issued
            .contains_key(done)
            .then(|| ui.words.with("paper-done", &[("code", grouped(done))])),
        rows: rows(me, ui.words, &papers),
        offers: offers(me, ui.words, &file),
        langs: LANGS.iter().map(|(tag, name, lang)| (*tag, *name, is_chosen(tag, *lang))).collect(),
        ui,
    };
    Ok((status, render(&page)).into_response())
}

/// The newest first.
fn rows(me: &SignedIn, words: Words, papers: &Papers) -> Vec<Row> {
    let app = &me.web.app;
    let mut issued: Vec<(&String, &Issued)> = papers.issued.iter().collect();
    issued.sort_by_key(|(_, paper)| std::cmp::Reverse(paper.at));
    let row = |(code, paper): (&String, &Issued)| {
        let moment = |at| words.moment(app.rules().zone().to_datetime(at));
        let ours = paper.facts.agency == me.staff().agency && paper.withdrawn.is_none();
        let named = LANGS.iter().find(|(tag, ..)| *tag == paper.facts.lang);
        Row {
            title: words.t(&format!("form-{}-title", paper.facts.form)),
            lang: named.map(|(_, name, _)| (*name).to_owned()).unwrap_or_default(),
            code: grouped(code),
            href: format!("/applications/{}/papers/{code}", papers.case),
            by: format!("{} · {}", agency_name(app, words, &paper.facts.agency), app.staff_name(&paper.by)),
            at: moment(paper.at),
            withdrawn: paper
                .withdrawn
                .as_ref()
                .map(|(at, _)| words.with("paper-withdrawn-at", &[("at", moment(*at))])),
            withdraw: ours.then(|| format!("/applications/{}/papers/{code}/withdraw", papers.case)),
        }
    };
    issued.into_iter().map(row).collect()
}

fn offers(me: &SignedIn, words: Words, file: &CaseFile) -> Vec<Offer> {
    let filler = Filler { app: &me.web.app, words, file };
    let offer = |form: &'static str| Offer {
        form,
        title: words.t(&format!("form-{form}-title")),
        later: filler.fill(form).is_none().then(|| words.t(&format!("paper-later-{form}"))),
    };
    PAPERS.into_iter().map(offer).collect()
}
