//! The papers of a case: what came in and what is missing, where the originals are, what was
//! issued and what can be.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::application::CaseFile;
use leye_app::paper::{Checklist, grouped};
use leye_domain::id::CaseId;
use leye_domain::paper::{Issued, Papers};
use serde::Deserialize;

use super::fill::{Filler, PAPERS};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::original::rows::{OriginalRow, originals};
use crate::pages::scan::ACCEPT;
use crate::pages::scan::rows::{ProofRow, ScanRow, choices, proofs, scans};
use crate::parts::{Choices, Crumb, Field, FormFault, Maker, told};
use crate::ui::{Ui, agency_name};
use crate::words::{Lang, Words};

/// What the address may say: what was just done, and which proof is to be added.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
    #[serde(default)]
    kept: i64,
    #[serde(default)]
    proof: String,
}

/// What a page shows beside the papers.
#[derive(Default)]
pub(crate) struct Shown<'a> {
    /// What was typed.
    pub typed: Option<&'a Typed>,
    /// What is wrong with it.
    pub faults: Vec<FormFault>,
    /// The paper that was just issued.
    pub done: String,
    /// How many photos were just kept.
    pub kept: i64,
}

/// A paper that was issued.
struct Row {
    title: String,
    lang: String,
    code: String,
    href: String,
    by: String,
    at: String,
    signed: bool,
    withdrawn: Option<String>,
    withdraw: Option<String>,
    sign: Option<String>,
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
    lead: String,
    case: String,
    version: i64,
    faults: Vec<FormFault>,
    done: Option<String>,
    missing: String,
    proofs: Vec<ProofRow>,
    scans: Vec<ScanRow>,
    file: Field,
    accept: &'static str,
    name: Field,
    proof: Choices,
    signed: Vec<(String, String)>,
    originals: Vec<OriginalRow>,
    original: Field,
    takes: bool,
    rows: Vec<Row>,
    offers: Vec<Offer>,
    langs: Vec<(&'static str, String, bool)>,
    may_keep: bool,
    open: bool,
}

/// Shows them.
pub(crate) async fn show(
    me: SignedIn,
    Id(id): Id<CaseId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    if !asked.proof.is_empty() {
        typed.set("proof", asked.proof);
    }
    let shown = Shown { typed: Some(&typed), faults: Vec::new(), done: asked.done, kept: asked.kept };
    page(&me, &id, shown).await
}

pub(crate) async fn page(me: &SignedIn, id: &CaseId, shown: Shown<'_>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.case_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let papers = app.papers(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let claimed = file.case.claimed.get().cloned().unwrap_or_default();
    let list = Checklist::of(&app.rules().pack(), &claimed, &papers);
    let named = choices(words, &list);
    let nothing = Typed::default();
    let typed = shown.typed.unwrap_or(&nothing);
    let maker = Maker { words, typed, faults: &[] };
    let status = if shown.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let missing = i64::try_from(list.missing().count()).unwrap_or_default();
    let may_keep = file.person.is_some() && app.may_keep_papers(me.staff(), &file.case);
    let page = PapersPage {
        trail: vec![
            Crumb { href: "/applications".to_owned(), label: ui.t("nav-cases") },
            Crumb { href: format!("/applications/{id}"), label: id.to_string() },
        ],
        lead: lead(&ui, &file),
        case: format!("/applications/{id}"),
        version: file.case.version,
        done: done(words, &papers, &shown),
        missing: words.count("scan-missing", missing),
        proofs: proofs(words, &papers, &list),
        scans: scans(app, words, &papers, &named),
        file: Field { error: told(&shown.faults, "file"), ..maker.text("file", true) },
        accept: ACCEPT,
        name: maker.text("scan-title", false),
        proof: maker.choices("proof", false, &named),
        signed: to_be_signed(words, &papers),
        originals: originals(me, words, &papers),
        original: Field {
            error: told(&shown.faults, "original-title"),
            ..maker.text("original-title", true)
        },
        takes: may_keep && file.case.station == me.staff().agency,
        rows: rows(me, words, &papers, may_keep),
        offers: offers(me, words, &file, &papers),
        langs: langs(&ui, typed),
        may_keep,
        open: file.case.open().is_some(),
        faults: shown.faults,
        ui,
    };
    Ok((status, render(&page)).into_response())
}

fn lead(ui: &Ui, file: &CaseFile) -> String {
    let name = file.person.as_ref().map_or_else(|| ui.t("erased"), |person| person.name.clone());
    let state = ui.t(&format!("state-{}", file.case.state().as_str().replace('_', "-")));
    format!("{name} · {state}")
}

fn done(words: Words, papers: &Papers, shown: &Shown<'_>) -> Option<String> {
    if shown.kept > 0 {
        return Some(words.count("scan-kept", shown.kept));
    }
    let issued = papers.issued.contains_key(&shown.done);
    issued.then(|| words.with("paper-done", &[("code", grouped(&shown.done))]))
}

fn langs(ui: &Ui, typed: &Typed) -> Vec<(&'static str, String, bool)> {
    let chosen = Lang::parse(typed.text("lang")).unwrap_or(ui.words.lang);
    Lang::ALL.into_iter().map(|lang| (lang.as_str(), lang_name(ui.words, lang), lang == chosen)).collect()
}

/// The name that a language has for itself.
fn lang_name(words: Words, lang: Lang) -> String {
    words.t(&format!("paper-lang-{}", lang.as_str().to_ascii_lowercase()))
}

/// The papers whose signed copy may come back as a scan: code, and what is shown.
fn to_be_signed(words: Words, papers: &Papers) -> Vec<(String, String)> {
    let in_force = papers.issued.iter().filter(|(_, paper)| paper.withdrawn.is_none());
    in_force
        .map(|(code, paper)| {
            let title = words.t(&format!("form-{}-title", paper.facts.form));
            (code.clone(), format!("{title} {}", grouped(code)))
        })
        .collect()
}

/// The newest first.
fn rows(me: &SignedIn, words: Words, papers: &Papers, may_keep: bool) -> Vec<Row> {
    let app = &me.web.app;
    let mut issued: Vec<(&String, &Issued)> = papers.issued.iter().collect();
    issued.sort_by_key(|(_, paper)| std::cmp::Reverse(paper.at));
    let row = |(code, paper): (&String, &Issued)| {
        let moment = |at| words.moment(app.rules().zone().to_datetime(at));
        let in_force = may_keep && paper.withdrawn.is_none();
        let ours = in_force && paper.facts.agency == me.staff().agency;
        let unsigned = paper.facts.signature.is_none() && app.is_signed_on_screen(&paper.facts.form);
        let href = format!("/applications/{}/papers/{code}", papers.case);
        Row {
            title: words.t(&format!("form-{}-title", paper.facts.form)),
            lang: Lang::parse(&paper.facts.lang).map(|lang| lang_name(words, lang)).unwrap_or_default(),
            code: grouped(code),
            by: format!("{} · {}", agency_name(app, words, &paper.facts.agency), app.staff_name(&paper.by)),
            at: moment(paper.at),
            signed: paper.facts.signature.is_some(),
            withdrawn: paper
                .withdrawn
                .as_ref()
                .map(|(at, _)| words.with("paper-withdrawn-at", &[("at", moment(*at))])),
            withdraw: ours.then(|| format!("{href}/withdraw")),
            sign: (ours && unsigned).then(|| format!("{href}/sign")),
            href,
        }
    };
    issued.into_iter().map(row).collect()
}

fn offers(me: &SignedIn, words: Words, file: &CaseFile, papers: &Papers) -> Vec<Offer> {
    let filler = Filler { app: &me.web.app, words, file, papers };
    let offer = |form: &'static str| Offer {
        form,
        title: words.t(&format!("form-{form}-title")),
        later: filler.fill(form).is_none().then(|| words.t(&format!("paper-later-{form}"))),
    };
    PAPERS.into_iter().map(offer).collect()
}
