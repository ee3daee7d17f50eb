//! A spot check with its visits and what came of them.

use askama::Template;
use axum::response::Response;
use leye_app::supervision::DrawnRow;
use leye_domain::id::SpotCheckId;
use leye_domain::supervision::{Finding, Looked, SpotCheck};

use super::reason;
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::followup::visits;
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, agency_name, place};

struct Line {
    number: u32,
    href: String,
    name: String,
    visit: String,
    station: String,
    why: String,
    state: String,
    level: &'static str,
}

#[derive(Template)]
#[template(path = "pages/spot_check/read.html")]
struct SpotCheckPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    state: String,
    level: &'static str,
    due: Option<DueWords>,
    facts: Vec<Fact>,
    lines: Vec<Line>,
    redraw: Option<String>,
}

/// Shows it.
pub(crate) async fn show(me: SignedIn, Id(id): Id<SpotCheckId>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.spot_check_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let one = &file.spot_check;
    let day = |at| app.rules().zone().to_datetime(at).date();
    Ok(render(&SpotCheckPage {
        trail: vec![Crumb { href: "/spot-checks".to_owned(), label: ui.t("supervision-spot-checks") }],
        id: id.to_string(),
        state: ui.t(&format!("spot-check-state-{}", one.state())),
        level: if one.state() == "closed" { "well" } else { "soon" },
        due: one.owed().map(|at| due(app, ui.words, Some(at), Some(app.days_left(day(at))))),
        facts: facts(&me, &ui, one, file.sees_all),
        lines: file.rows.iter().map(|row| line(&me, &ui, &id, row)).collect(),
        redraw: file.sees_all.then(|| format!("/spot-checks/{id}/redraw")),
        ui,
    }))
}

/// What it was drawn from; a station is told of its own visits only.
pub(super) fn facts(me: &SignedIn, ui: &Ui, one: &SpotCheck, all: bool) -> Vec<Fact> {
    let app = &me.web.app;
    let fact = |key: &str, value| Fact { key: ui.t(key), value, ..Fact::default() };
    let (from, to) = one.days;
    let (by, at) = &one.drawn;
    let days = [("from", ui.words.date(from)), ("to", ui.words.date(to))];
    let (checked, differ) = one.tally(None);
    let came = [("checked", checked.to_string()), ("differ", differ.to_string())];
    let drawn = [("drawn", one.items.len().to_string()), ("population", one.population.len().to_string())];
    let mut facts = vec![
        fact("spot-check-where", place(app, ui.words, &one.agency)),
        fact("spot-check-days", ui.words.with("campaign-days", &days)),
    ];
    if all {
        facts.extend([
            fact("spot-check-drawn", {
                let when = ui.words.moment(app.rules().zone().to_datetime(*at));
                format!("{} · {} · {when}", ui.words.with("spot-check-drawn-of", &drawn), app.staff_name(by))
            }),
            fact("spot-check-finder", ui.words.with("spot-check-came", &came)),
            fact("spot-check-seed", one.seed.to_string()),
        ]);
    }
    facts
}

fn line(me: &SignedIn, ui: &Ui, id: &SpotCheckId, row: &DrawnRow) -> Line {
    let drawn = &row.item.drawn;
    let reasons: Vec<String> = drawn.reasons.iter().map(|one| reason(ui, *one)).collect();
    let (state, level) = standing(&row.item.looked);
    Line {
        number: row.number,
        href: format!("/spot-checks/{id}/{}", row.number),
        name: if row.name.is_empty() { ui.t("erased") } else { row.name.clone() },
        visit: visits::name(ui, drawn.about.slot),
        station: agency_name(&me.web.app, ui.words, &drawn.station),
        why: if reasons.is_empty() {
            ui.t("spot-check-reason-none")
        } else {
            reasons.join(&ui.t("list-comma"))
        },
        state: ui.t(&format!("spot-check-visit-{state}")),
        level,
    }
}

/// How a drawn visit stands, as a word and a colour.
pub(super) fn standing(looked: &Looked) -> (&'static str, &'static str) {
    match looked {
        Looked::Waiting => ("waiting", "soon"),
        Looked::NotReached { .. } => ("not-reached", "plain"),
        Looked::Checked { differ: 0, .. } => ("same", "well"),
        Looked::Checked { finding: None, .. } => ("differs", "late"),
        Looked::Checked { finding: Some(Finding::Explained(_)), .. } => ("explained", "plain"),
        Looked::Checked { finding: Some(Finding::Problem(_, closed)), .. } => match closed {
            None => ("problem", "soon"),
            Some(true) => ("settled", "well"),
            Some(false) => ("withdrawn", "plain"),
        },
    }
}
