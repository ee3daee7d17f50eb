//! A move: who goes where, what goes along, what happened, and what may be done now.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use leye_app::relocation::{RelocationFile, TakenOver};
use leye_app::{AppError, FieldFault};
use leye_domain::id::{RelocationId, UserName};
use leye_domain::relocation::{Progress, Relocation, RelocationAct, Side};
use leye_domain::sealed::Sealed;

use super::{fault, list::level};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::assistance::words::class as assistance_class;
use crate::pages::followup::visits;
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// Something that happened, as the timeline takes it.
struct Entry {
    title: String,
    by: String,
    at: String,
    iso: String,
    note: Option<String>,
}

/// What is asked of who answers.
struct Answer {
    /// The button: `release` or `accept`.
    act: &'static str,
    title: String,
    text: String,
    go: String,
    helper: Option<Choices>,
    refusal: Field,
}

#[derive(Template)]
#[template(path = "pages/relocation/read.html")]
struct MovePage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: String,
    version: i64,
    state: String,
    level: &'static str,
    due: Option<DueWords>,
    responsible: String,
    facts: Vec<Fact>,
    taken: Vec<Fact>,
    stays: Option<String>,
    entries: Vec<Entry>,
    faults: Vec<FormFault>,
    answer: Option<Answer>,
    withdrawal: Option<Field>,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<RelocationId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[]).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<RelocationId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (act, whole) = match typed.text("do") {
        "release" => (RelocationAct::Release, "move-refusal"),
        "refuse" => (RelocationAct::Refuse { reason: typed.text("move-refusal").to_owned() }, "move-refusal"),
        "withdraw" => {
            let reason = typed.text("move-withdrawal").to_owned();
            (RelocationAct::Withdraw { reason }, "move-withdrawal")
        }
        _ => {
            let helper = UserName::parse(typed.text("move-helper")).ok();
            (RelocationAct::Accept { helper }, "move-helper")
        }
    };
    let seen = typed.text("version").parse().unwrap_or_default();
    let fault = match me.web.app.act_on_move(me.staff(), &id, act, seen).await {
        Ok(()) => return Ok(Redirect::to(&format!("/moves/{id}")).into_response()),
        Err(AppError::Relocation(refusal)) => fault(&refusal, whole),
        Err(AppError::Stale { .. }) => FieldFault::new(whole, "changed-meanwhile"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault]).await
}

async fn page(
    me: &SignedIn,
    id: &RelocationId,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.move_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let relocation = &file.relocation;
    let day = |at| app.rules().zone().to_datetime(at).date();
    let ours = if file.may_answer { "-ours" } else { "" };
    let page = MovePage {
        trail: vec![Crumb { href: "/moves".to_owned(), label: ui.t("nav-moves") }],
        id: id.to_string(),
        name: if file.name.is_empty() { ui.t("erased") } else { file.name.clone() },
        version: relocation.version,
        state: ui.t(&format!("move-state-{}{ours}", relocation.state())),
        level: level(relocation.state(), file.may_answer),
        due: relocation.due().map(|at| due(app, ui.words, Some(at), Some(app.days_left(day(at))))),
        responsible: ui
            .words
            .with("move-responsible", &[("station", place(app, ui.words, relocation.responsible()))]),
        facts: facts(me, &ui, &file),
        taken: file.taken.as_ref().map(|taken| taken_facts(me, &ui, taken)).unwrap_or_default(),
        stays: file
            .taken
            .as_ref()
            .filter(|taken| taken.cases > 0)
            .map(|taken| ui.words.count("move-cases", i64::try_from(taken.cases).unwrap_or_default())),
        entries: entries(me, &ui, relocation),
        faults: maker.summary(),
        answer: file.may_answer.then(|| answer(&ui, &maker, &file)),
        withdrawal: file.may_withdraw.then(|| maker.text("move-withdrawal", true)),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

fn answer(ui: &Ui, maker: &Maker<'_>, file: &RelocationFile) -> Answer {
    let act = if file.relocation.awaits() == Some(Side::From) { "release" } else { "accept" };
    let assisted = file.taken.as_ref().is_some_and(|taken| taken.is_assisted);
    let mut helpers = vec![(String::new(), ui.t("move-choose-helper"))];
    helpers.extend(file.helpers.iter().map(|(user, name)| (user.as_str().to_owned(), name.clone())));
    Answer {
        act,
        title: ui.t(&format!("move-{act}-title")),
        text: ui.t(&format!("move-{act}-text")),
        go: ui.t(&format!("move-{act}-go")),
        helper: (act == "accept" && assisted).then(|| maker.choices("move-helper", true, &helpers)),
        refusal: maker.text("move-refusal", true),
    }
}

fn text(ui: &Ui, sealed: &Sealed<String>) -> String {
    sealed.get().cloned().unwrap_or_else(|| ui.t("erased"))
}

fn facts(me: &SignedIn, ui: &Ui, file: &RelocationFile) -> Vec<Fact> {
    let (app, relocation) = (&me.web.app, &file.relocation);
    let fact = |key: &str, value| Fact { key: ui.t(key), value, ..Fact::default() };
    let keeps = *relocation.responsible() == me.staff().agency;
    let person = Fact {
        href: keeps.then(|| format!("/people/{}", relocation.person)),
        action: ui.t("move-open-file"),
        ..fact("field-number", file.masked.clone())
    };
    vec![
        person,
        fact("move-from", place(app, ui.words, &relocation.from)),
        fact("field-move-to", place(app, ui.words, &relocation.to)),
        fact("field-move-on", ui.words.date(relocation.on)),
        fact("field-move-address", text(ui, &relocation.address)),
        fact("field-move-reason", text(ui, &relocation.reason)),
        fact("field-move-household", ui.t(&format!("move-household-{}", relocation.household.as_str()))),
    ]
}

/// What goes along, as long as the move is open.
fn taken_facts(me: &SignedIn, ui: &Ui, taken: &TakenOver) -> Vec<Fact> {
    let (app, words) = (&me.web.app, ui.words);
    let fact = |key: &str, value| Fact { key: ui.t(key), value, ..Fact::default() };
    let day = |at: Timestamp| words.date(app.rules().zone().to_datetime(at).date());
    let mut facts = Vec::new();
    if let Some((class, helper)) = &taken.assistance {
        let helper = helper.as_ref().map(|user| app.staff_name(user.as_str()));
        let helper = helper.unwrap_or_else(|| ui.t("move-no-helper-yet"));
        let class =
            if class.is_empty() { ui.t("move-no-class-yet") } else { assistance_class(app, words, class) };
        facts.push(fact(
            "nav-assistance",
            words.with("move-assisted", &[("class", class), ("helper", helper)]),
        ));
    }
    if !taken.visits.is_empty() {
        let visit = |(slot, due): &(leye_domain::followup::Slot, jiff::civil::Date)| {
            words.with("move-visit", &[("visit", visits::name(ui, *slot)), ("day", words.date(*due))])
        };
        let all: Vec<String> = taken.visits.iter().map(visit).collect();
        facts.push(fact("move-visits", all.join(ui.t("list-comma").as_str())));
    }
    if let Some((since, certificate)) = &taken.registration {
        let since = match since {
            Some(since) => words.with("move-unemployed", &[("day", words.date(*since))]),
            None => ui.t("move-not-unemployed"),
        };
        let certificate = ui.t(&format!("certificate-state-{}", certificate.as_str().replace('_', "-")));
        facts.push(Fact { note: Some(certificate), ..fact("registration-title", since) });
    }
    facts.extend(
        taken.review.map(|at| fact("move-review", words.with("move-review-due", &[("day", day(at))]))),
    );
    if taken.household {
        facts.push(fact("field-move-household", ui.t("move-in-household")));
    }
    if facts.is_empty() {
        facts.push(fact("move-file", ui.t("move-file-alone")));
    }
    facts
}

/// What happened, the newest first.
fn entries(me: &SignedIn, ui: &Ui, relocation: &Relocation) -> Vec<Entry> {
    let app = &me.web.app;
    let entry = |key: &str, by: &str, at: Timestamp, note: Option<String>| Entry {
        title: ui.t(key),
        by: app.staff_name(by),
        at: ui.words.moment(app.rules().zone().to_datetime(at)),
        iso: app.local(at),
        note,
    };
    let registered = match relocation.by {
        Side::From => "move-event-registered",
        Side::To => "move-event-asked",
    };
    let (by, at) = &relocation.registered;
    let mut all = vec![entry(registered, by, *at, None)];
    all.extend(relocation.released.as_ref().map(|(by, at)| entry("move-event-released", by, *at, None)));
    all.extend(match &relocation.progress {
        Progress::Accepted { by, at, helper } => {
            let helper = helper
                .as_ref()
                .map(|user| ui.words.with("move-event-helper", &[("helper", app.staff_name(user.as_str()))]));
            Some(entry("move-event-accepted", by, *at, helper))
        }
        Progress::Refused { reason, by, at } => {
            Some(entry("move-event-refused", by, *at, Some(text(ui, reason))))
        }
        Progress::Withdrawn { reason, by, at } => {
            Some(entry("move-event-withdrawn", by, *at, Some(text(ui, reason))))
        }
        Progress::Asked { .. } | Progress::Offered { .. } => None,
    });
    all.reverse();
    all
}
