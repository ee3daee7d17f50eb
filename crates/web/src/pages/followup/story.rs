//! What happened in a follow-up, newest first.

use jiff::Timestamp;
use leye_app::App;
use leye_domain::employment::Job;
use leye_domain::followup::{FollowUp, RiskOrigin};

use super::visits;
use crate::pages::application::timeline::Entry;
use crate::ui::Ui;

pub(super) fn entries(
    app: &App,
    ui: &Ui,
    job: &Job,
    follow_up: &FollowUp,
    risk: &dyn Fn(u32) -> String,
) -> Vec<Entry> {
    let mut told: Vec<(Timestamp, String, Option<String>, String)> = Vec::new();
    for visit in follow_up.visits.values() {
        for kept in visit.reports() {
            told.push((
                kept.at,
                ui.t("story-visit"),
                Some(visits::name(ui, kept.report.slot)),
                kept.by.clone(),
            ));
        }
    }
    for (number, one) in &follow_up.risks {
        let by = match &one.origin {
            RiskOrigin::Visit { slot, .. } => format!("{} · {}", risk(*number), visits::name(ui, *slot)),
            RiskOrigin::ByHand => risk(*number),
        };
        told.push((one.at, ui.t("story-risk"), Some(by), one.by.clone()));
        if let Some((at, reason)) = &one.closed {
            told.push((*at, ui.t("story-risk-closed"), reason.get().cloned(), String::new()));
        }
    }
    for one in follow_up.mediations.values() {
        told.push((one.opened, ui.t("story-mediation"), Some(risk(one.risk)), String::new()));
        for (step, by, at) in &one.steps {
            let kind = ui.t(&format!("mediation-step-{}", step.kind.as_str()));
            told.push((*at, kind, step.note.get().cloned(), by.clone()));
        }
        if let Some((outcome, note, by, at)) = &one.settled {
            let how = ui.t(&format!("mediation-outcome-{}", outcome.as_str().replace('_', "-")));
            told.push((*at, how, note.get().cloned(), by.clone()));
        }
    }
    if let Some(end) = &job.ended {
        told.push((end.at, ui.t("story-job-ended"), Some(ui.words.date(end.on)), end.by.clone()));
    }
    if let Some((how, at)) = follow_up.ended {
        let how = ui.t(&format!("follow-up-ended-{}", how.as_str().replace('_', "-")));
        told.push((at, ui.t("story-ended"), Some(how), String::new()));
    }
    told.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    told.into_iter().map(|told| entry(app, ui, told)).collect()
}

fn entry(app: &App, ui: &Ui, (at, title, note, by): (Timestamp, String, Option<String>, String)) -> Entry {
    Entry {
        title,
        note,
        by: if by.is_empty() { ui.t("actor-service") } else { app.staff_name(&by) },
        at: ui.words.short_moment(app.rules().zone().to_datetime(at)),
        iso: app.local(at),
        letter: None,
    }
}
