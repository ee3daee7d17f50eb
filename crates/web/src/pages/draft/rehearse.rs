//! Begins to rehearse a draft.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::Response;
use leye_app::FieldFault;
use leye_app::draft::PeopleFile;

use super::act::{answer, day};
use super::{read, receive};
use crate::fault::Fault;
use crate::guard::{Problem, SignedIn};

/// Takes a people file, or the name of one that is kept, and a day.
pub(crate) async fn send(
    me: SignedIn,
    Path(number): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let number = number.parse().map_err(|_| me.fault(Problem::NotFound))?;
    let form = form.map_err(|error| me.fault(error.status()))?;
    let (typed, file) = receive::large(&me, form).await?;
    let on = day(&typed, "on");
    let kept = typed.text("kept");
    let fault = match &on {
        Err(fault) => Some(fault.clone()),
        Ok(_) if file.is_none() && kept.is_empty() => Some(FieldFault::new("people", "missing")),
        Ok(_) => None,
    };
    let (Ok(on), None) = (on, &fault) else {
        let faults: Vec<FieldFault> = fault.into_iter().collect();
        return read::page(&me, number, &typed, &faults, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let people = match file {
        Some((name, spooled)) => PeopleFile::Uploaded { name, path: spooled.keep() },
        None => PeopleFile::Kept(kept.to_owned()),
    };
    let done = me.web.app.rehearse_draft(me.staff(), number, people, on).await;
    answer(&me, number, &typed, "people", done).await
}
