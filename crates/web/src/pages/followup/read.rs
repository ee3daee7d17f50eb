//! A follow-up: the visits, the accounts side by side, risks and mediations, what happened.

use askama::Template;
use axum::response::Response;
use leye_domain::followup::{FollowUp, Visit};
use leye_domain::id::PersonId;
use leye_pack::FollowUp as Pack;

use super::report::{Report, report};
use super::visits::{self, AccountRow, Month};
use super::{Opened, risk_title, story};
use crate::fault::{Fault, Problem, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::due;
use crate::pages::application::timeline::Entry;
use crate::pages::employment::list::title;
use crate::pages::supervision::supervises;
use crate::parts::Crumb;
use crate::ui::{Ui, agency_name};

struct RiskRow {
    number: u32,
    title: String,
    note: String,
    weight: u16,
    mediation: Option<u32>,
}

struct MediationRow {
    number: u32,
    title: String,
    due: Option<(String, &'static str)>,
    steps: i64,
    outcome: String,
}

#[derive(Template)]
#[template(path = "pages/followup/read.html")]
struct FollowUpPage {
    ui: Ui,
    trail: Vec<Crumb>,
    base: String,
    jobs: String,
    name: String,
    masked: String,
    job: String,
    station: String,
    headline: String,
    needs_work: String,
    visitor: String,
    months: Vec<Month>,
    targets: Vec<String>,
    accounts: Vec<AccountRow>,
    contradictions: i64,
    risk: u32,
    risks: Vec<RiskRow>,
    mediations: Vec<MediationRow>,
    reports: Vec<Report>,
    aside: Vec<Report>,
    entries: Vec<Entry>,
    may_keep: bool,
    goes_on: bool,
    guide: Option<String>,
}

/// Shows it.
pub(crate) async fn show(me: SignedIn, Id((id, number)): Id<(PersonId, u32)>) -> Result<Response, Fault> {
    let opened = Opened::of(&me, &id, number).await?;
    let Some((job, follow_up)) = opened.job() else { return Err(me.fault(Problem::NotFound)) };
    let app = &me.web.app;
    let rules = app.follow_up_rules().map_err(|e| me.fault(e))?;
    let Some(pack) = app.follow_up_pack() else { return Err(me.fault(Problem::NotFound)) };
    let ui = me.ui().await;
    let base = opened.address();
    let may_keep = opened.file.may_keep;
    let accounts = visits::accounts(&ui, follow_up, &rules, &pack);
    let headline = headline(&ui, &opened);
    let title_of = |number: u32| {
        let facts = follow_up.risks.get(&number).and_then(|risk| risk.facts.get());
        facts.map_or_else(|| ui.t("erased"), |facts| risk_title(&me, &ui, &facts.factor))
    };
    let (reports, aside) = reports(&me, &ui, &pack, &id, follow_up);
    let mut trail = opened.trail(&ui);
    trail.pop();
    Ok(render(&FollowUpPage {
        trail,
        jobs: format!("/people/{id}/employments"),
        name: opened.name(&ui),
        masked: opened.file.masked.clone(),
        job: title(&ui, job, opened.workplace()),
        station: agency_name(app, ui.words, &opened.file.person.station),
        headline,
        needs_work: ui.words.with(
            "follow-up-since",
            &[("start", ui.words.date(job.facts.start)), ("over", ui.words.date(follow_up.over_on))],
        ),
        visitor: match &opened.file.jobs.visitor {
            Some(user) => ui.words.with("visitor-is", &[("name", app.staff_name(user.as_str()))]),
            None => ui.t("visitor-is-none"),
        },
        months: visits::months(app, &ui, follow_up, &base, may_keep),
        targets: leye_domain::followup::Target::ALL.iter().map(|one| visits::target(&ui, *one)).collect(),
        contradictions: i64::try_from(accounts.iter().filter(|one| one.contradicts).count())
            .unwrap_or_default(),
        accounts,
        risk: job.risk(),
        risks: risks(follow_up, &title_of),
        mediations: mediations(&me, &ui, follow_up, &title_of),
        reports,
        aside,
        entries: story::entries(app, &ui, job, follow_up, &title_of),
        may_keep,
        goes_on: job.is_followed() && may_keep,
        guide: supervises(app, me.staff()).then(|| format!("/guidance/new?person={id}")),
        base,
        ui,
    }))
}

fn headline(ui: &Ui, opened: &Opened) -> String {
    let Some((_, follow_up)) = opened.job() else { return String::new() };
    if let Some((how, _)) = follow_up.ended {
        return ui.t(&format!("follow-up-ended-{}", how.as_str().replace('_', "-")));
    }
    let owed = follow_up.owed();
    let count = i64::try_from(owed.len()).unwrap_or_default();
    match owed.first() {
        None => ui.t("follow-up-waiting"),
        Some(first) => {
            let next = [
                ("owed", ui.words.count("follow-up-owed", count)),
                ("visit", visits::name(ui, first.planned.slot)),
                ("day", ui.words.day(first.planned.due)),
            ];
            ui.words.with("follow-up-next", &next)
        }
    }
}

fn risks(follow_up: &FollowUp, title: &dyn Fn(u32) -> String) -> Vec<RiskRow> {
    let row = |(number, risk): (u32, &leye_domain::followup::Risk)| RiskRow {
        number,
        title: title(number),
        note: risk.facts.get().map(|facts| facts.note.clone()).unwrap_or_default(),
        weight: risk.weight,
        mediation: follow_up.mediating(number),
    };
    let mut rows: Vec<RiskRow> = follow_up.open_risks().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.weight));
    rows
}

fn mediations(
    me: &SignedIn,
    ui: &Ui,
    follow_up: &FollowUp,
    title: &dyn Fn(u32) -> String,
) -> Vec<MediationRow> {
    let app = &me.web.app;
    let row = |(number, one): (&u32, &leye_domain::followup::Mediation)| {
        let day = app.rules().zone().to_datetime(one.due).date();
        let words = due(app, ui.words, Some(one.due), Some(app.days_left(day)));
        let outcome = one.settled.as_ref().map(|(outcome, ..)| outcome.as_str().replace('_', "-"));
        MediationRow {
            number: *number,
            title: title(one.risk),
            due: outcome.is_none().then_some((words.words, words.level)),
            steps: i64::try_from(one.steps.len()).unwrap_or_default(),
            outcome: outcome.map(|word| ui.t(&format!("mediation-outcome-{word}"))).unwrap_or_default(),
        }
    };
    follow_up.mediations.iter().rev().map(row).collect()
}

/// The reports that hold, and those that were set aside.
fn reports(
    me: &SignedIn,
    ui: &Ui,
    pack: &Pack,
    person: &PersonId,
    follow_up: &FollowUp,
) -> (Vec<Report>, Vec<Report>) {
    let app = &me.web.app;
    let mut made: Vec<&Visit> = follow_up.visits.values().filter(|visit| visit.report.is_some()).collect();
    made.sort_by_key(|visit| std::cmp::Reverse(visit.report.as_ref().map(|kept| kept.report.at)));
    let held = made.iter().filter_map(|visit| visit.report.as_ref());
    let aside = made.iter().flat_map(|visit| visit.set_aside.iter().map(|(kept, _)| kept));
    let shown = |kept| report(app, ui, pack, person, kept);
    (held.map(shown).collect(), aside.map(shown).collect())
}
