//! How content people are, by agency, and the ratings that something follows from, by due time.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::ListedMatter;
use leye_app::rating::{ListedRating, RatingFigures, RatingRow};
use leye_domain::rating::Aspect;
use leye_domain::staff::Role;

use super::{aspect_words, grade_words};
use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision::list::Asked;
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// The states that are listed, what is open first.
const STATES: [&str; 7] = ["call_back", "remedy", "look", "examine", "settled", "struck", "left_out"];

struct FiguresRow {
    agency: String,
    all: u64,
    /// The share that is content with each aspect; none where there are too few to say.
    shares: Option<Vec<String>>,
}

struct Row {
    href: String,
    due: Option<DueWords>,
    since: String,
    grades: String,
    agency: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "pages/rating/list.html")]
struct ListPage {
    ui: Ui,
    few: String,
    aspects: Vec<String>,
    figures: Vec<FiguresRow>,
    states: Vec<Pill>,
    rows: Vec<Row>,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows both.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    let (state, after) = (asked.state(&STATES), asked.after());
    let figures = app.rating_figures(staff).await.map_err(|e| me.fault(e))?;
    let found = app.ratings(staff, state, &after).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let address = |state: &str, after: &str| {
        let after = if after.is_empty() { String::new() } else { format!("&after={after}") };
        format!("/ratings?state={state}{after}")
    };
    let pill = |one: &&'static str| Pill {
        href: address(one, ""),
        label: ui.t(&format!("rating-state-{}", one.replace('_', "-"))),
        count: Some(found.counts.get(*one).copied().unwrap_or_default()),
        on: *one == state,
    };
    Ok(render(&ListPage {
        few: ui.words.with("rating-few", &[("fewest", figures.fewest.to_string())]),
        aspects: Aspect::ALL.iter().map(|one| aspect_words(&ui, *one)).collect(),
        figures: figures.rows.iter().map(|row| figures_row(&me, &ui, &figures, row)).collect(),
        states: STATES.iter().map(pill).collect(),
        shown: ui.words.count("finding-shown", i64::try_from(found.items.len()).unwrap_or_default()),
        next: found.next.as_ref().map(|after| address(state, &cursor::write(after))),
        back: after.is_some().then(|| address(state, "")),
        rows: found.items.iter().map(|one| row(&me, &ui, one)).collect(),
        ui,
    }))
}

fn figures_row(me: &SignedIn, ui: &Ui, figures: &RatingFigures, row: &RatingRow) -> FiguresRow {
    let percent = |aspect: &Aspect| row.tally.share(*aspect, figures.bad_from).percent();
    let share = |aspect| ui.words.with("rating-percent", &[("share", percent(aspect).to_string())]);
    FiguresRow {
        agency: agency_name(&me.web.app, ui.words, &row.agency),
        all: row.tally.all(),
        shares: row.enough.then(|| Aspect::ALL.iter().map(share).collect()),
    }
}

fn row(me: &SignedIn, ui: &Ui, one: &ListedMatter<ListedRating>) -> Row {
    let (app, words) = (&me.web.app, ui.words);
    let named = |(aspect, grade): (&Aspect, &leye_domain::rating::Grade)| {
        words.with("rating-one", &[("aspect", aspect_words(ui, *aspect)), ("grade", grade_words(ui, *grade))])
    };
    Row {
        href: format!("/ratings/{}", one.id),
        due: one.due.map(|(at, days)| due(app, words, Some(at), Some(days))),
        since: words.with("problem-since", &[("day", words.day(one.since))]),
        grades: Aspect::ALL
            .iter()
            .zip(one.listed.grades.iter().flatten())
            .map(named)
            .collect::<Vec<_>>()
            .join(" · "),
        agency: agency_name(app, words, &one.agency),
        kind: ui.t(&format!("rating-kind-{}", one.listed.kind.as_str())),
    }
}
