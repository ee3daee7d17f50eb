//! A letter, ready to be printed.

use askama::Template;
use axum::response::Response;
use leye_app::application::Letter;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::case::{Case, Event};
use leye_domain::id::CaseId;

use super::text::{self, Text};
use crate::fault::{Fault, show as render};
use crate::guard::{Id, Problem, SignedIn};
use crate::parts::Crumb;
use crate::ui::{Ui, agency_title};

/// How many characters of the event's hash stand on the paper to check it by.
const CHECK: usize = 16;

#[derive(Template)]
#[template(path = "pages/letter/read.html")]
struct LetterPage {
    ui: Ui,
    trail: Vec<Crumb>,
    case: String,
    title: String,
    number: String,
    agency: String,
    contact: Option<String>,
    to: String,
    text: Text,
    date: String,
    check: String,
}

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
    Ok(render(&LetterPage {
        trail: vec![Crumb { href: "/applications".to_owned(), label: ui.t("nav-cases") }, case],
        case: id.to_string(),
        title: ui.t(&format!("letter-{kind}-title")),
        number: ui.words.with("letter-number", &[("case", id.to_string()), ("seq", seq.to_string())]),
        agency: agency_title(app, ui.words, &sender),
        contact: contact(&me, &ui, &sender),
        to: text::addressee(&ui, &letter),
        text: text::of(app, &ui, &letter),
        date: ui.words.date(day),
        check: letter.event.hash.chars().take(CHECK).collect(),
        ui,
    }))
}

/// The agency at which the case lay when the event happened.
fn sender(letter: &Letter) -> AgencyCode {
    let before = letter.file.timeline.iter().take_while(|event| event.seq < letter.event.seq);
    let before: Vec<&Event> = before.map(|event| &event.event).collect();
    let station = &letter.file.case.station;
    Case::fold(before).map_or_else(|_| station.at(Level::Station), |case| case.agency())
}

/// Address and telephone of the agency, as far as they are known.
fn contact(me: &SignedIn, ui: &Ui, agency: &AgencyCode) -> Option<String> {
    let tree = me.web.app.tree();
    let row = tree.get(agency.as_str())?;
    let known: Vec<&str> =
        [row.address.as_str(), row.phone.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    (!known.is_empty()).then(|| ui.words.with("letter-contact", &[("contact", known.join(" · "))]))
}
