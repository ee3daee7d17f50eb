//! The planned visits as a table of months and targets, and the accounts side by side.

use leye_app::App;
use leye_domain::followup::{Answer, Fallen, FollowUp, FollowUpRules, Slot, Target, Visit};
use leye_pack::FollowUp as Pack;

use super::named;
use crate::ui::Ui;

/// A month of visits.
pub(super) struct Month {
    pub label: String,
    pub cells: Vec<Cell>,
}

/// One visit.
pub(super) struct Cell {
    pub target: String,
    pub state: String,
    pub level: &'static str,
    pub detail: String,
    pub href: Option<(String, String)>,
}

/// What several say about one thing.
pub(super) struct AccountRow {
    pub about: String,
    pub answers: Vec<String>,
    pub contradicts: bool,
}

/// Which visit, in words: `1 month · the person`.
pub(crate) fn name(ui: &Ui, slot: Slot) -> String {
    let month = ui.words.count("follow-up-month", i64::from(slot.month));
    format!("{month} · {}", target(ui, slot.target))
}

pub(super) fn target(ui: &Ui, target: Target) -> String {
    ui.t(&format!("visit-target-{}", target.as_str()))
}

/// The months, each with every target; one that is not visited says why.
pub(super) fn months(app: &App, ui: &Ui, follow_up: &FollowUp, base: &str, may_keep: bool) -> Vec<Month> {
    let mut months: Vec<u16> = follow_up.visits.keys().map(|slot| slot.month).collect();
    months.dedup();
    let cell = |month: u16, target_: Target| {
        let slot = Slot { month, target: target_ };
        match follow_up.visits.get(&slot) {
            Some(visit) => cell(app, ui, visit, base, may_keep),
            None => Cell {
                target: target(ui, target_),
                state: ui.t("visit-not-needed"),
                level: "plain",
                detail: without(ui, follow_up, target_),
                href: None,
            },
        }
    };
    let month = |month: u16| Month {
        label: ui.words.count("follow-up-month", i64::from(month)),
        cells: Target::ALL.iter().map(|target| cell(month, *target)).collect(),
    };
    months.into_iter().map(month).collect()
}

fn without(ui: &Ui, follow_up: &FollowUp, target: Target) -> String {
    let known = follow_up.without.get().into_iter().flatten();
    let why = known.filter(|(whom, _)| *whom == target).map(|(_, why)| *why).next();
    why.map(|why| ui.t(&format!("visit-without-{}", why.as_str().replace('_', "-")))).unwrap_or_default()
}

fn cell(app: &App, ui: &Ui, visit: &Visit, base: &str, may_keep: bool) -> Cell {
    let slot = visit.planned.slot;
    let place = |what: &str| format!("{base}/{what}/{}/{}", slot.month, slot.target.as_str());
    let made = visit.report.as_ref();
    let day = |at| ui.words.day(app.rules().zone().to_datetime(at).date());
    let due = ui.words.with("visit-due-day", &[("day", ui.words.day(visit.planned.due))]);
    let (state, level, detail, href) = match (made, visit.fallen) {
        (Some(_), _) if visit.conflict.is_some() => {
            (ui.t("visit-conflict"), "late", due, Some((place("conflict"), ui.t("follow-ups-look"))))
        }
        (Some(kept), _) => {
            let late = kept.late.map(|late| ui.t(&format!("visit-late-{}", late.as_str().replace('_', "-"))));
            let link = (format!("#visit-{slot}"), ui.t("visit-open"));
            (ui.t("visit-made"), "well", late.unwrap_or_else(|| day(kept.report.at)), Some(link))
        }
        (None, Some(fallen)) => {
            let how = match fallen {
                Fallen::Ended(how) => how.as_str().replace('_', "-"),
                Fallen::PlanChanged => "plan-changed".to_owned(),
            };
            (ui.t("visit-fallen"), "plain", ui.t(&format!("visit-fallen-{how}")), None)
        }
        (None, None) => {
            let today = app.today();
            let (state, level) = if visit.planned.due < today {
                ("visit-late", "late")
            } else if visit.planned.opens <= today {
                ("visit-open-now", "soon")
            } else {
                ("visit-to-come", "plain")
            };
            let counts = visit.planned.opens <= today && may_keep;
            let href = counts.then(|| (place("visit"), ui.t("follow-ups-report")));
            (ui.t(state), level, due, href)
        }
    };
    Cell { target: target(ui, slot.target), state, level, detail, href }
}

/// The accounts of person, family and employer, those that contradict each other marked.
pub(super) fn accounts(ui: &Ui, follow_up: &FollowUp, rules: &FollowUpRules, pack: &Pack) -> Vec<AccountRow> {
    let accounts = follow_up.accounts(rules).into_iter().filter(|account| account.said.len() > 1);
    let mut rows: Vec<AccountRow> = accounts
        .map(|account| {
            let titles = pack.questions.accounts.iter().map(|one| (one.code.as_str(), &one.titles));
            let about = named(ui, &account.about, titles);
            let said =
                |target: &Target| account.said.get(target).map_or_else(String::new, |said| answer(ui, said));
            AccountRow {
                about: format!("{} · {about}", ui.words.count("follow-up-month", i64::from(account.month))),
                answers: Target::ALL.iter().map(said).collect(),
                contradicts: account.contradicts(),
            }
        })
        .collect();
    // What does not fit together is looked at first.
    rows.sort_by_key(|row| !row.contradicts);
    rows
}

/// An answer in words.
pub(crate) fn answer(ui: &Ui, answer: &Answer) -> String {
    match answer {
        Answer::Yes => ui.t("work-yes"),
        Answer::No => ui.t("work-no"),
        Answer::Unknown => ui.t("work-unknown"),
        Answer::Text(text) => text.clone(),
    }
}
