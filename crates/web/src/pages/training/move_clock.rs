//! Move the clock of a training storage forward.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use leye_app::{AppError, FieldFault};

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::session::back;
use crate::parts::{FormFault, Maker};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/training/move_clock.html")]
struct NotMovedPage {
    ui: Ui,
    faults: Vec<FormFault>,
    back: String,
}

/// Moves it by an hour, a day or a week, or to an instant, and returns.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let moved = match target(&me, &typed) {
        Some(to) => me.web.app.move_clock(to).await.map(|_| ()),
        None => Err(AppError::field("now", "unreadable")),
    };
    match moved {
        Ok(()) => Ok(Redirect::to(&back::to(typed.text("back"), "/work")).into_response()),
        Err(AppError::Invalid(faults)) => Ok(not_moved(&me, &typed, &faults).await),
        Err(error) => Err(me.fault(error)),
    }
}

fn target(me: &SignedIn, typed: &Typed) -> Option<Timestamp> {
    let hours = match typed.text("move") {
        "hour" => 1,
        "day" => 24,
        "week" => 7 * 24,
        "exact" => {
            let at: DateTime = typed.text("now").parse().ok()?;
            let zone = me.web.app.rules().zone().clone();
            return at.to_zoned(zone).ok().map(|zoned| zoned.timestamp());
        }
        _ => return None,
    };
    me.web.app.now().checked_add(SignedDuration::from_hours(hours)).ok()
}

async fn not_moved(me: &SignedIn, typed: &Typed, faults: &[FieldFault]) -> Response {
    let mut ui = me.ui().await;
    let faults = Maker { words: ui.words, typed, faults }.summary();
    let faults =
        faults.into_iter().map(|fault| FormFault { name: "training-now".to_owned(), ..fault }).collect();
    let back = back::to(typed.text("back"), "/work");
    // The form in the banner goes on returning to the page that it was on.
    ui.path.clone_from(&back);
    (StatusCode::UNPROCESSABLE_ENTITY, show(&NotMovedPage { ui, faults, back })).into_response()
}
