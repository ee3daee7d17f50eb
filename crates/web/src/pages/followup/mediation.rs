//! A mediation with an employer: what was done, the next step, and how it ended (B3.2).

use axum::http::StatusCode;
use axum::response::Response;
use leye_app::FieldFault;
use leye_domain::employment::EmploymentAct;
use leye_domain::followup::{Mediation, MediationStep, Outcome, StepKind};
use leye_domain::id::PersonId;

use super::{ActForm, ActPage, Opened, Refused, act_page, do_act, risk_title};
use crate::fault::{Fault, Problem};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::due;
use crate::parts::{Fact, Maker};
use crate::ui::Ui;

/// Shows it.
pub(crate) async fn form(
    me: SignedIn,
    Id((id, number, mediation)): Id<(PersonId, u32, u32)>,
) -> Result<Response, Fault> {
    page(&me, &id, (number, mediation), &Typed::default(), &Refused::default()).await
}

/// Takes a step, or settles it.
pub(crate) async fn send(
    me: SignedIn,
    Id((id, employment, mediation)): Id<(PersonId, u32, u32)>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let text = |name: &str| typed.text(name).to_owned();
    let act = if typed.text("do") == "settle" {
        let outcome = Outcome::parse(typed.text("mediation-outcome"));
        let note = text("mediation-result");
        outcome.ok_or("mediation-outcome").map(|outcome| EmploymentAct::SettleMediation {
            employment,
            mediation,
            outcome,
            note,
        })
    } else {
        let (with, note) = (text("mediation-with").into(), text("mediation-note").into());
        StepKind::parse(typed.text("mediation-step")).ok_or("mediation-step").map(|kind| {
            EmploymentAct::StepMediation { employment, mediation, step: MediationStep { kind, with, note } }
        })
    };
    let act = match act {
        Ok(act) => act,
        Err(field) => {
            let faults = vec![FieldFault::new(field, "not-chosen")];
            return page(&me, &id, (employment, mediation), &typed, &Refused { faults, words: None }).await;
        }
    };
    let note = if typed.text("do") == "settle" { "mediation-result" } else { "mediation-note" };
    let fields = [("with", "mediation-with"), ("note", note)];
    match do_act(&me, &id, employment, act, &fields).await? {
        Ok(done) => Ok(done),
        Err(refused) => page(&me, &id, (employment, mediation), &typed, &refused).await,
    }
}

async fn page(
    me: &SignedIn,
    id: &PersonId,
    (number, mediation): (u32, u32),
    typed: &Typed,
    refused: &Refused,
) -> Result<Response, Fault> {
    let opened = Opened::of(me, id, number).await?;
    let found = opened.job().and_then(|(_, follow_up)| {
        let one = follow_up.mediations.get(&mediation)?;
        Some((one, follow_up.risks.get(&one.risk)?))
    });
    let Some((one, risk)) = found else { return Err(me.fault(Problem::NotFound)) };
    let ui = me.ui().await;
    let maker = refused.maker(&ui, typed);
    let what = risk.facts.get().map_or_else(|| ui.t("erased"), |facts| risk_title(me, &ui, &facts.factor));
    let action = format!("{}/mediations/{mediation}", opened.address());
    let open = one.settled.is_none() && opened.file.may_keep;
    let mut about = vec![
        Fact { key: ui.t("field-risk-factor"), value: what, ..Fact::default() },
        Fact { key: ui.t("field-job-employer"), value: opened.workplace().to_owned(), ..Fact::default() },
    ];
    about.extend(facts(me, &ui, one));
    Ok(act_page(&ActPage {
        trail: opened.trail(&ui),
        title: ui.t("mediation-title"),
        lead: ui.t("mediation-lead"),
        about,
        faults: refused.summary(&maker),
        forms: if open { forms(&ui, &maker, &action) } else { Vec::new() },
        back: opened.address(),
        ui,
    }))
}

fn forms(ui: &Ui, maker: &Maker<'_>, action: &str) -> Vec<ActForm> {
    let named = |word: &str, key: &str| (word.to_owned(), ui.t(&format!("{key}-{}", word.replace('_', "-"))));
    let steps: Vec<_> = StepKind::ALL.iter().map(|kind| named(kind.as_str(), "mediation-step")).collect();
    let outcomes: Vec<_> = Outcome::ALL.iter().map(|one| named(one.as_str(), "mediation-outcome")).collect();
    vec![
        ActForm {
            action: action.to_owned(),
            title: Some(ui.t("mediation-step-title")),
            choices: Some(maker.choices("mediation-step", true, &steps)),
            line: Some(maker.text("mediation-with", true)),
            text: maker.text("mediation-note", true),
            what: "step",
            go: ui.t("mediation-step-go"),
            kind: "main",
        },
        ActForm {
            action: action.to_owned(),
            title: Some(ui.t("mediation-settle-title")),
            choices: Some(maker.choices("mediation-outcome", true, &outcomes)),
            line: None,
            text: maker.text("mediation-result", true),
            what: "settle",
            go: ui.t("mediation-settle-go"),
            kind: "quiet",
        },
    ]
}

fn facts(me: &SignedIn, ui: &Ui, one: &Mediation) -> Vec<Fact> {
    let app = &me.web.app;
    let zone = app.rules().zone();
    let mut facts = Vec::new();
    for (step, by, at) in &one.steps {
        let with = step.with.get().cloned().unwrap_or_else(|| ui.t("erased"));
        let note = step.note.get().cloned().unwrap_or_else(|| ui.t("erased"));
        facts.push(Fact {
            key: ui.t(&format!("mediation-step-{}", step.kind.as_str())),
            value: format!("{with}: {note}"),
            note: Some(format!("{} · {}", ui.words.moment(zone.to_datetime(*at)), app.staff_name(by))),
            ..Fact::default()
        });
    }
    match &one.settled {
        Some((outcome, note, by, at)) => facts.push(Fact {
            key: ui.t(&format!("mediation-outcome-{}", outcome.as_str().replace('_', "-"))),
            value: note.get().cloned().unwrap_or_else(|| ui.t("erased")),
            note: Some(format!("{} · {}", ui.words.moment(zone.to_datetime(*at)), app.staff_name(by))),
            ..Fact::default()
        }),
        None => {
            let words =
                due(app, ui.words, Some(one.due), Some(app.days_left(zone.to_datetime(one.due).date())));
            let value = format!("{} · {}", words.words, words.date);
            facts.push(Fact { key: ui.t("head-due"), value, ..Fact::default() });
        }
    }
    facts
}
