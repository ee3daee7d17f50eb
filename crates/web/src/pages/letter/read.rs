//! A letter, ready to be printed.

use axum::response::Response;
use leye_app::application::Letter;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::case::{Case, Event};
use leye_domain::id::CaseId;

use super::sheet::{self, Sheet};
use super::text;
use crate::fault::Fault;
use crate::guard::{Id, Problem, SignedIn};
use crate::parts::Crumb;

/// Shows it.
pub(crate) async fn show(me: SignedIn, Id((id, seq)): Id<(CaseId, String)>) -> Result<Response, Fault> {
    let seq: i64 = seq.parse().map_err(|_| me.fault(Problem::NotFound))?;
    let app = &me.web.app;
    let letter = app.letter(me.staff(), &id, seq).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let sender = sender(&letter);
    let day = app.rules().zone().to_datetime(letter.event.at).date();
    let kind = letter.kind.as_str().replace('_', "-");
    let case = Crumb { href: format!("/applications/{id}"), label: id.to_string() };
    let sheet = Sheet {
        trail: vec![Crumb { href: "/applications".to_owned(), label: ui.t("nav-cases") }, case],
        back: (format!("/applications/{id}"), ui.t("letter-back")),
        title: ui.t(&format!("letter-{kind}-title")),
        number: ui.words.with("letter-number", &[("case", id.to_string()), ("seq", seq.to_string())]),
        to: text::addressee(&ui, &letter),
        text: text::of(app, &ui, &letter),
        date: ui.words.date(day),
        hash: Some(letter.event.hash.clone()),
        sender,
    };
    Ok(sheet::show(&me, ui, sheet))
}

/// The agency at which the case lay when the event happened.
fn sender(letter: &Letter) -> AgencyCode {
    let before = letter.file.timeline.iter().take_while(|event| event.seq < letter.event.seq);
    let before: Vec<&Event> = before.map(|event| &event.event).collect();
    let station = &letter.file.case.station;
    Case::fold(before).map_or_else(|_| station.at(Level::Station), |case| case.agency())
}
