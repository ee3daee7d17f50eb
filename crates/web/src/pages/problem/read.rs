//! A problem: what is wrong, what was ordered and done, and what may be done now.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::id::ProblemId;
use leye_domain::supervision::{Origin, OwedProblem, ProblemAct};

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::followup::visits;
use crate::pages::supervision;
use crate::pages::supervision::story::{Entry, story, text};
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/problem/read.html")]
struct ProblemPage {
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
    done: Option<Field>,
    look: Option<(Choices, Field, Field)>,
    reason: Option<Field>,
    guide: Option<String>,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<ProblemId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[]).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<ProblemId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (act, otherwise) = match read(&typed) {
        Ok(act) => act,
        Err(fault) => return page(&me, &id, &typed, &[fault]).await,
    };
    let seen = typed.text("version").parse().unwrap_or_default();
    let fault = match me.web.app.act_on_problem(me.staff(), &id, act, seen).await {
        Ok(()) => return Ok(Redirect::to(&format!("/problems/{id}")).into_response()),
        Err(AppError::Problem(refusal)) => supervision::fault(&refusal, "problem", otherwise),
        Err(AppError::Stale { .. }) => FieldFault::new(otherwise, "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault]).await
}

/// The act, and the field that is named where no other is.
fn read(typed: &Typed) -> Result<(ProblemAct, &'static str), FieldFault> {
    let text = |name| typed.text(name).to_owned();
    match typed.text("do") {
        "answer" => Ok((ProblemAct::Answer { done: text("problem-done") }, "problem-done")),
        "withdraw" => Ok((ProblemAct::Withdraw { reason: text("problem-reason") }, "problem-reason")),
        _ => match typed.text("problem-look") {
            "settled" => Ok((ProblemAct::Settle { note: text("problem-note") }, "problem-look")),
            "again" => {
                let (note, order) = (text("problem-note"), text("problem-order"));
                Ok((ProblemAct::OrderAgain { note, order }, "problem-look"))
            }
            _ => Err(FieldFault::new("problem-look", "not-chosen")),
        },
    }
}

async fn page(
    me: &SignedIn,
    id: &ProblemId,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.problem_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let maker = Maker { words, typed, faults };
    let problem = &file.problem;
    let day = |at| app.rules().zone().to_datetime(at).date();
    let owed = problem.owed().map(|owed| match owed {
        OwedProblem::PutRight(_, due) | OwedProblem::SecondLook(_, due) => due,
    });
    let looks = ["settled", "again"].map(|word| (word.to_owned(), ui.t(&format!("problem-look-{word}"))));
    let page = ProblemPage {
        trail: vec![Crumb { href: "/problems".to_owned(), label: ui.t("supervision-problems") }],
        id: id.to_string(),
        version: problem.version,
        state: ui.t(&format!("problem-state-{}", problem.state())),
        level: if owed.is_some() { "soon" } else { "well" },
        due: owed.map(|at| due(app, words, Some(at), Some(app.days_left(day(at))))),
        facts: facts(me, &ui, &file),
        entries: story(me, &ui, "problem-event", (&problem.rounds, &problem.progress)),
        faults: maker.summary(),
        done: file.may_answer.then(|| maker.text("problem-done", true)),
        look: file.may_look.then(|| {
            let choices = maker.choices("problem-look", true, &looks);
            (choices, maker.text("problem-note", true), maker.text("problem-order", false))
        }),
        guide: file.may_withdraw.then(|| format!("/guidance/new?problem={id}")),
        reason: file.may_withdraw.then(|| maker.text("problem-reason", true)),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

fn facts(me: &SignedIn, ui: &Ui, file: &leye_app::supervision::ProblemFile) -> Vec<Fact> {
    let (app, problem) = (&me.web.app, &file.problem);
    let fact = |key: &str, value| Fact { key: ui.t(key), value, ..Fact::default() };
    let source = ui.t(&format!("problem-source-{}", problem.source.as_str().replace('_', "-")));
    let mut facts = vec![
        fact("problem-what", text(ui, &problem.what)),
        fact("problem-where", place(app, ui.words, &problem.station)),
        fact("problem-finder", place(app, ui.words, &problem.finder)),
        fact("problem-source", source),
    ];
    if let Some(about) = &problem.about {
        let name = if file.name.is_empty() { ui.t("erased") } else { file.name.clone() };
        facts.push(Fact {
            key: ui.t("problem-visit"),
            value: format!("{name} · {}", visits::name(ui, about.slot)),
            href: Some(format!("/follow-ups/{}/{}", about.person, about.employment)),
            action: ui.t("problem-open-visit"),
            ..Fact::default()
        });
    }
    if file.sees_origin {
        let (key, href) = match &problem.origin {
            Some(Origin::SpotCheck(id, number)) => ("spot-check-one", format!("/spot-checks/{id}/{number}")),
            Some(Origin::Inspection(id, _)) => ("inspection-one", format!("/inspections/{id}")),
            None => return facts,
        };
        let (value, action) = (ui.t(key), ui.t("problem-open-origin"));
        facts.push(Fact { key: ui.t("problem-origin"), value, href: Some(href), action, note: None });
    }
    facts
}
