//! A person's file, masked: who they are, their cases, who has read it.

use askama::Template;
use axum::response::Response;
use leye_app::person::PersonFile;
use leye_domain::agency::AgencyCode;
use leye_domain::assistance::AssistanceEvent;
use leye_domain::id::PersonId;
use leye_domain::relocation::Relocation;

use super::facts;
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, agency_name, place};

/// How many readings are shown at once; the others are folded away.
const NEWEST: usize = 10;

struct CaseRow {
    href: String,
    id: String,
    state: String,
    opened: String,
}

/// A move, and what became of it.
struct MoveRow {
    href: String,
    told: String,
}

struct Reader {
    at: String,
    iso: String,
    who: String,
    what: String,
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/person/read.html")]
struct PersonPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: Option<String>,
    about: String,
    station: String,
    facts: Vec<Fact>,
    taken: Vec<Fact>,
    cases: Vec<CaseRow>,
    assisted: bool,
    may_move: bool,
    moves: Vec<MoveRow>,
    readers: Vec<Reader>,
    earlier: Vec<Reader>,
    earlier_label: String,
}

/// Shows it; the reading itself is recorded.
pub(crate) async fn show(me: SignedIn, Id(id): Id<PersonId>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.person_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let assisted = app.has_assistance(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let moves = app.moves_of(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let may_move = app.mover_of(me.staff(), &id).await.is_ok() && file.person.moving.is_none();
    let ui = me.ui().await;
    let details = file.person.details.get();
    let mut readers = readers(&me, &ui, &file);
    let earlier = readers.split_off(readers.len().min(NEWEST));
    Ok(render(&PersonPage {
        trail: vec![Crumb { href: "/people".to_owned(), label: ui.t("nav-people") }],
        id: id.to_string(),
        name: details.map(|details| details.name.clone()),
        about: details.map(|details| facts::about(ui.words, details, app.today())).unwrap_or_default(),
        station: place(app, ui.words, &file.person.station),
        facts: details.map(|details| facts::masked(&ui, details)).unwrap_or_default(),
        taken: facts::taken(app, &ui, &file.person),
        cases: cases(&ui, &file),
        assisted,
        may_move,
        moves: moves.iter().map(|one| moved(&me, &ui, one)).collect(),
        readers,
        earlier_label: ui.words.count("person-earlier", i64::try_from(earlier.len()).unwrap_or_default()),
        earlier,
        ui,
    }))
}

fn cases(ui: &Ui, file: &PersonFile) -> Vec<CaseRow> {
    let row = |(id, state, opened): &(leye_domain::id::CaseId, String, jiff::civil::Date)| CaseRow {
        href: format!("/applications/{id}"),
        id: id.to_string(),
        state: ui.t(&format!("state-{}", state.replace('_', "-"))),
        opened: ui.words.date(*opened),
    };
    file.cases.iter().map(row).collect()
}

fn moved(me: &SignedIn, ui: &Ui, one: &Relocation) -> MoveRow {
    let (app, since) = (&me.web.app, me.web.app.rules().zone().to_datetime(one.since()).date());
    let parts = [
        ("from", agency_name(app, ui.words, &one.from)),
        ("to", agency_name(app, ui.words, &one.to)),
        ("day", ui.words.date(since)),
    ];
    let told = ui.words.with(&format!("move-story-{}", one.state()), &parts);
    MoveRow { href: format!("/moves/{}", one.id), told }
}

fn readers(me: &SignedIn, ui: &Ui, file: &PersonFile) -> Vec<Reader> {
    let app = &me.web.app;
    let agency =
        |code: &String| code.parse::<AgencyCode>().ok().map(|code| agency_name(app, ui.words, &code));
    let entries = file.readers.iter().map(|row| &row.entry);
    entries
        .map(|entry| {
            let from = entry.agency.as_ref().and_then(agency);
            let at_server = entry.actor == "console" || entry.actor.starts_with("console:");
            let name = if at_server { ui.t("person-by-server") } else { app.staff_name(&entry.actor) };
            let who = [Some(name), from];
            Reader {
                at: ui.words.moment(app.rules().zone().to_datetime(entry.at)),
                iso: app.local(entry.at),
                who: who.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                what: done(ui, &entry.action),
                // Of an import it names the file by its hash, which tells a reader nothing.
                reason: entry.reason.clone().filter(|_| !entry.action.starts_with("import_")),
            }
        })
        .collect()
}

/// What somebody did with the file; acts on a case are told by the case itself.
fn done(ui: &Ui, action: &str) -> String {
    if AssistanceEvent::KINDS.contains(&action) {
        return ui.t("person-did-assist");
    }
    let key = format!("person-did-{}", action.replace('_', "-"));
    if ui.words.has(&key) { ui.t(&key) } else { ui.t("person-did-something") }
}
