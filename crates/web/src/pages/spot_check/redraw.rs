//! Draws a spot check anew from what was kept, so that an auditor sees that nobody chose.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use leye_domain::id::SpotCheckId;
use leye_domain::supervision::canonical;

use super::read::facts;
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, Fact};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/spot_check/redraw.html")]
struct RedrawPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    same: bool,
    facts: Vec<Fact>,
    /// Visits that the files have and the draw had not, in words; none where there are none.
    left_out: Option<String>,
}

/// Shows what comes out.
pub(crate) async fn show(me: SignedIn, Id(id): Id<SpotCheckId>) -> Result<Response, Fault> {
    let (one, redraw) = me.web.app.redraw(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let mut facts = facts(&me, &ui, &one, true);
    let verdict = |same: bool| ui.t(if same { "spot-check-same-yes" } else { "spot-check-same-no" });
    let fact = |key: &str, value: String, note: Option<String>| {
        let key = ui.t(key);
        Fact { key, value, note, ..Fact::default() }
    };
    facts.push(fact("spot-check-digest", one.digest.clone(), None));
    facts.push(fact("spot-check-digest-again", redraw.digest.clone(), Some(verdict(redraw.same_population))));
    facts.push(fact("spot-check-draw-again", verdict(redraw.same_draw), None));
    let left_out = i64::try_from(redraw.left_out).unwrap_or(i64::MAX);
    Ok(render(&RedrawPage {
        trail: vec![
            Crumb { href: "/spot-checks".to_owned(), label: ui.t("supervision-spot-checks") },
            Crumb { href: format!("/spot-checks/{id}"), label: id.to_string() },
        ],
        id: id.to_string(),
        same: redraw.same_population && redraw.same_draw,
        left_out: (left_out > 0).then(|| ui.words.count("spot-check-left-out", left_out)),
        facts,
        ui,
    }))
}

/// The visits that it was drawn from, as the text whose digest was kept.
pub(crate) async fn population(me: SignedIn, Id(id): Id<SpotCheckId>) -> Result<Response, Fault> {
    let (one, _) = me.web.app.redraw(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((plain, canonical(&one.population)).into_response())
}
