//! A docket: what was missed and by whom, what was said and found, and what may be done now.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use leye_app::accountability::DocketFile;
use leye_app::{AppError, FieldFault};
use leye_domain::accountability::{Docket, DocketAct, Finding, Said, Span};
use leye_domain::id::DocketId;
use leye_domain::sealed::Sealed;

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision::fault;
use crate::pages::supervision::story::{Entry, text};
use crate::pages::time_limit::{address, what};
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/docket/read.html")]
struct DocketPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    version: i64,
    state: String,
    level: &'static str,
    due: Option<DueWords>,
    facts: Vec<Fact>,
    entries: Vec<Entry>,
    faults: Vec<FormFault>,
    explain: Option<Field>,
    find: Option<(Choices, Field, Option<Field>)>,
    answer: Option<(Choices, Field)>,
    remedied: Option<Field>,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<DocketId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[]).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<DocketId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (act, otherwise) = match read(&typed) {
        Ok(act) => act,
        Err(fault) => return page(&me, &id, &typed, &[fault]).await,
    };
    let seen = typed.text("version").parse().unwrap_or_default();
    let fault = match me.web.app.act_on_docket(me.staff(), &id, act, seen).await {
        Ok(()) => return Ok(Redirect::to(&format!("/dockets/{id}")).into_response()),
        Err(AppError::Docket(refusal)) => fault(&refusal, "docket", otherwise),
        Err(AppError::Stale { .. }) => FieldFault::new(otherwise, "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault]).await
}

/// The act, and the field that is named where no other is.
fn read(typed: &Typed) -> Result<(DocketAct, &'static str), FieldFault> {
    let words = |name| typed.text(name).to_owned();
    let finding = || {
        let not_chosen = || FieldFault::new("docket-finding", "not-chosen");
        Finding::parse(typed.text("docket-finding")).ok_or_else(not_chosen)
    };
    Ok(match typed.text("do") {
        "explain" => (DocketAct::Explain { words: words("docket-words") }, "docket-words"),
        "find" => {
            let (finding, reason) = (finding()?, words("docket-reason"));
            let remedy = Some(words("docket-remedy"));
            (DocketAct::Find { finding, reason, remedy }, "docket-finding")
        }
        "look" => {
            let (finding, reason) = (finding()?, words("docket-reason"));
            (DocketAct::LookAgain { finding, reason }, "docket-finding")
        }
        "remedied" => (DocketAct::Remedied { words: words("docket-done") }, "docket-done"),
        _ => match typed.text("docket-answer") {
            "accept" => (DocketAct::Accept, "docket-answer"),
            "object" => (DocketAct::Object { words: words("docket-words") }, "docket-answer"),
            _ => return Err(FieldFault::new("docket-answer", "not-chosen")),
        },
    })
}

async fn page(me: &SignedIn, id: &DocketId, typed: &Typed, faults: &[FieldFault]) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.docket_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let docket = &file.docket;
    let day = |at| app.rules().zone().to_datetime(at).date();
    let next = next(docket);
    let findings: Vec<_> =
        Finding::ALL.iter().map(|one| (one.as_str().to_owned(), finding(&ui, *one))).collect();
    let answers = ["accept", "object"].map(|word| (word.to_owned(), ui.t(&format!("docket-answer-{word}"))));
    let page = DocketPage {
        trail: vec![Crumb { href: "/dockets".to_owned(), label: ui.t("docket-title") }],
        id: id.to_string(),
        version: docket.version,
        state: ui.t(&format!("docket-state-{}", docket.state())),
        level: if next.is_some() { "soon" } else { "well" },
        due: next.map(|at| due(app, ui.words, Some(at), Some(app.days_left(day(at))))),
        facts: facts(me, &ui, &file),
        entries: story(me, &ui, docket),
        faults: maker.summary(),
        explain: file.may_explain.then(|| maker.text("docket-words", true)),
        find: (file.may_find || file.may_look).then(|| {
            let choices = maker.choices("docket-finding", true, &findings);
            let remedy = file.may_find.then(|| maker.text("docket-remedy", false));
            (choices, maker.text("docket-reason", true), remedy)
        }),
        answer: file
            .may_answer
            .then(|| (maker.choices("docket-answer", true, &answers), maker.text("docket-words", false))),
        remedied: file.may_remedy.then(|| maker.text("docket-done", true)),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

/// When something is next to be done.
fn next(docket: &Docket) -> Option<Timestamp> {
    use leye_domain::accountability::OwedDocket as O;
    let due = |owed| match owed {
        O::Explain(at) | O::Find(at) | O::Answer(at) | O::LookAgain(at) | O::Remedy(at) => at,
    };
    docket.owed().into_iter().map(due).min()
}

fn finding(ui: &Ui, finding: Finding) -> String {
    ui.t(&format!("docket-finding-{}", finding.as_str()))
}

fn facts(me: &SignedIn, ui: &Ui, file: &DocketFile) -> Vec<Fact> {
    let (app, breach) = (&me.web.app, &file.docket.breach);
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let holder = match &breach.holder {
        None => ui.t("docket-nobody"),
        Some(user) if file.absent => ui.words.with("docket-left", &[("name", app.staff_name(user.as_str()))]),
        Some(user) => app.staff_name(user.as_str()),
    };
    let mut facts = vec![
        Fact {
            key: ui.t("docket-what"),
            value: format!("{} · {}", what(ui, &breach.kind, &breach.step), breach.article),
            note: Some(breach.subject.clone()),
            href: address(&breach.subject, &breach.duty, ""),
            action: ui.t("docket-open-subject"),
        },
        fact("docket-holder", holder),
        fact("docket-agency", place(app, ui.words, &breach.agency)),
    ];
    facts.extend(breach.begun.map(|at| fact("docket-begun", moment(at))));
    facts.push(fact("docket-due", moment(breach.due)));
    let spans = |key, spans: &[Span]| {
        let told = spans.iter().map(|span| format!("{} – {}", moment(span.from), moment(span.to)));
        (!spans.is_empty()).then(|| fact(key, told.collect::<Vec<_>>().join("; ")))
    };
    facts.extend(spans("docket-suspended", &breach.suspended));
    facts.extend(spans("docket-outages", &breach.outages));
    if breach.effective != breach.due {
        facts.push(fact("docket-effective", moment(breach.effective)));
    }
    facts.push(fact("docket-found-by", place(app, ui.words, &file.docket.finder())));
    if let Some(remedy) = &file.docket.remedy {
        facts.push(fact("docket-remedy-owed", text(ui, &remedy.what)));
    }
    facts
}

/// What happened, the newest first.
fn story(me: &SignedIn, ui: &Ui, docket: &Docket) -> Vec<Entry> {
    let app = &me.web.app;
    let entry = |title: String, by: &str, at: Timestamp, note: Option<&Sealed<String>>| Entry {
        title,
        by: if by == "service" { ui.t("docket-by-service") } else { app.staff_name(by) },
        at: ui.words.moment(app.rules().zone().to_datetime(at)),
        iso: app.local(at),
        note: note.map(|note| text(ui, note)),
    };
    let said = |key: &str, said: &Said| entry(ui.t(key), &said.by, said.at, Some(&said.words));
    let mut all = vec![entry(ui.t("docket-event-opened"), "service", docket.opened, None)];
    all.extend(docket.explanations.iter().map(|one| said("docket-event-explained", one)));
    let found = |key: &str, one: Finding, reason: &Said| {
        let title = format!("{}: {}", ui.t(key), finding(ui, one));
        entry(title, &reason.by, reason.at, Some(&reason.words))
    };
    if let Some(one) = &docket.found {
        all.push(found("docket-event-found", one.finding, &one.reason));
        let accepted = one.accepted.as_ref();
        all.extend(accepted.map(|(by, at)| {
            let key = if by == "service" { "docket-event-uncontested" } else { "docket-event-accepted" };
            entry(ui.t(key), by, *at, None)
        }));
    }
    all.extend(docket.objection.iter().map(|(one, _)| said("docket-event-objected", one)));
    let looked = docket.looked.iter();
    all.extend(looked.map(|one| found("docket-event-looked", one.finding, &one.reason)));
    let done = docket.remedy.iter().filter_map(|remedy| remedy.done.as_ref());
    all.extend(done.map(|one| said("docket-event-remedied", one)));
    all.sort_by(|a, b| b.iso.cmp(&a.iso));
    all
}
