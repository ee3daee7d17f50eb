//! An inspection: what was looked at, and how the problems that were found stand.

use askama::Template;
use axum::response::Response;
use leye_domain::id::InspectionId;
use leye_domain::supervision::{Point, PointResult};

use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::supervision::story::text;
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, place};

struct Line {
    title: String,
    result: String,
    level: &'static str,
    note: String,
    /// The problem: its address and how it stands.
    problem: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/inspection/read.html")]
struct InspectionPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    state: String,
    level: &'static str,
    facts: Vec<Fact>,
    lines: Vec<Line>,
}

/// Shows it.
pub(crate) async fn show(me: SignedIn, Id(id): Id<InspectionId>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.inspection_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let one = &file.inspection;
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let mut facts = vec![
        fact("inspection-where", place(app, ui.words, &one.agency)),
        fact("inspection-finder", place(app, ui.words, &one.inspector)),
        fact("inspection-day", ui.words.date(one.day)),
        fact("inspection-who", text(&ui, &one.who)),
        fact("inspection-note", text(&ui, &one.note)),
        fact("inspection-recorded", {
            let (by, at) = &one.recorded;
            format!("{} · {}", app.staff_name(by), ui.words.moment(app.rules().zone().to_datetime(*at)))
        }),
    ];
    facts.retain(|fact| !fact.value.is_empty());
    let rules = app.supervision().map_err(|e| me.fault(e))?;
    let line = |(code, point): (&String, &Point)| {
        let known = rules.points.iter().find(|one| one.code == *code);
        let problem = file.problems.get(code).map(|problem| {
            let state = ui.t(&format!("problem-state-{}", problem.state()));
            (format!("/problems/{}", problem.id), state)
        });
        Line {
            title: known.map_or(code.clone(), |one| ui.words.of_pack(&one.titles).to_owned()),
            result: ui.t(&format!("inspection-result-{}", point.result.as_str().replace('_', "-"))),
            level: match point.result {
                PointResult::Good => "well",
                PointResult::Wanting => "late",
                PointResult::NotSeen => "plain",
            },
            note: text(&ui, &point.note),
            problem,
        }
    };
    // In the order of the pack; what it has no more stands last.
    let place_of =
        |code: &String| rules.points.iter().position(|one| one.code == *code).unwrap_or(usize::MAX);
    let mut points: Vec<(&String, &Point)> = one.points.iter().collect();
    points.sort_by_key(|(code, _)| place_of(code));
    Ok(render(&InspectionPage {
        trail: vec![Crumb { href: "/inspections".to_owned(), label: ui.t("supervision-inspections") }],
        id: id.to_string(),
        state: ui.t(&format!("inspection-state-{}", one.state())),
        level: if one.open_findings() == 0 { "well" } else { "soon" },
        lines: points.into_iter().map(line).collect(),
        facts,
        ui,
    }))
}
