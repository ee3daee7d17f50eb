//! Propose, publish, withdraw.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use leye_app::{AppError, FieldFault};

use super::{read, refusal};
use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::parts::FormFault;

/// Proposes the draft for a day.
pub(crate) async fn propose(
    me: SignedIn,
    Path(number): Path<String>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let (number, typed) = begin(&me, &number, typed)?;
    match day(&typed, "in_force") {
        Ok(day) => {
            let done = me.web.app.propose_draft(me.staff(), number, day).await;
            answer(&me, number, &typed, "in_force", done).await
        }
        Err(fault) => {
            read::page(&me, number, &typed, &[fault], Vec::new(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Publishes it.
pub(crate) async fn publish(
    me: SignedIn,
    Path(number): Path<String>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let (number, typed) = begin(&me, &number, typed)?;
    let done = me.web.app.publish_draft(me.staff(), number).await;
    answer(&me, number, &typed, "", done).await
}

/// Takes it back.
pub(crate) async fn withdraw(
    me: SignedIn,
    Path(number): Path<String>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let (number, typed) = begin(&me, &number, typed)?;
    let done = me.web.app.withdraw_draft(me.staff(), number, typed.text("reason").to_owned()).await;
    answer(&me, number, &typed, "reason", done).await
}

fn begin(me: &SignedIn, number: &str, typed: Result<Typed, StatusCode>) -> Result<(u32, Typed), Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    Ok((number.parse().map_err(|_| me.fault(Problem::NotFound))?, typed))
}

/// The day of a field, or what is wrong with it.
pub(super) fn day(typed: &Typed, name: &str) -> Result<Date, FieldFault> {
    match typed.day(name) {
        Ok(Some(day)) => Ok(day),
        Ok(None) => Err(FieldFault::new(name, "missing")),
        Err(()) => Err(FieldFault::new(name, "no-such-day")),
    }
}

/// The draft as it is now, or the page again with the reason.
pub(super) async fn answer(
    me: &SignedIn,
    number: u32,
    typed: &Typed,
    field: &str,
    done: Result<(), AppError>,
) -> Result<Response, Fault> {
    let bad = StatusCode::UNPROCESSABLE_ENTITY;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/rules/drafts/{number}")).into_response()),
        Err(AppError::Draft(why)) => {
            let text = refusal(me.ui().await.words, &why);
            let above = vec![FormFault { name: field.to_owned(), text }];
            read::page(me, number, typed, &[], above, bad).await
        }
        Err(AppError::Invalid(faults)) => read::page(me, number, typed, &faults, Vec::new(), bad).await,
        Err(error) => Err(me.fault(error)),
    }
}
