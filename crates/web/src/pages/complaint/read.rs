//! A complaint as those see it who deal with it, and what may be done now.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::complaint::{ComplaintFile, ComplaintStep};
use leye_app::{AppError, FieldFault};
use leye_domain::complaint::{ComplaintAct, ComplaintFinding};
use leye_domain::id::ComplaintId;

use super::{category, fault, finding, record};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision::story::{Entry, text};
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// One thing that may be done.
struct Form {
    act: &'static str,
    title: String,
    /// Whether it is unfolded.
    open: bool,
    choices: Option<Choices>,
    notes: Vec<Field>,
    /// How many more of the same place it may be said of.
    alike: Option<String>,
    button: String,
}

#[derive(Template)]
#[template(path = "pages/complaint/read.html")]
struct ComplaintPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    version: i64,
    title: String,
    state: String,
    level: &'static str,
    due: Option<DueWords>,
    facts: Vec<Fact>,
    reason: Option<Field>,
    entries: Vec<Entry>,
    faults: Vec<FormFault>,
    forms: Vec<Form>,
}

/// Every act, what is nearest first, with what it asks for in words.
const ACTS: [(&str, &[&str]); 7] = [
    ("take", &[]),
    ("look", &["complaint-look", "complaint-remedy"]),
    ("reply", &["complaint-reply", "complaint-remedy"]),
    ("ask", &["complaint-question"]),
    ("note", &["complaint-note"]),
    ("redirect", &["complaint-redirect"]),
    ("reject", &["complaint-reject"]),
];

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<ComplaintId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[], None).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<ComplaintId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let did = typed.text("do");
    if did == "reveal" {
        return page(&me, &id, &typed, &[], Some(typed.text("complaint-reason"))).await;
    }
    let Some((_, notes)) = ACTS.iter().find(|(name, _)| *name == did) else {
        return Err(me.fault(StatusCode::BAD_REQUEST));
    };
    let act = match read(&typed) {
        Ok(act) => act,
        Err(fault) => return page(&me, &id, &typed, &[fault], None).await,
    };
    let (app, staff) = (&me.web.app, me.staff());
    let seen = typed.text("version").parse().unwrap_or_default();
    let done = match act {
        ComplaintAct::Reject { reason } if typed.ticked("alike") => {
            app.reject_complaints_alike(staff, &id, reason, seen).await.map(|_| ())
        }
        act => app.act_on_complaint(staff, &id, act, seen).await,
    };
    let field = notes.first().copied().unwrap_or("complaint-take");
    let fault = match done {
        Ok(()) => {
            // It may be somebody else's now, and out of sight.
            let gone = did == "redirect";
            let to = if gone { "/complaints".to_owned() } else { format!("/complaints/{id}") };
            return Ok(Redirect::to(&to).into_response());
        }
        Err(AppError::Complaint(refusal)) => fault(&refusal, field),
        Err(AppError::Stale { .. }) => FieldFault::new(field, "changed-meanwhile"),
        Err(AppError::NotFound) if did == "redirect" => FieldFault::new("complaint-about", "not-chosen"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault], None).await
}

fn read(typed: &Typed) -> Result<ComplaintAct, FieldFault> {
    let text = |name: &str| typed.text(name).to_owned();
    let not_chosen = |name: &str| FieldFault::new(name, "not-chosen");
    let found = || {
        ComplaintFinding::parse(typed.text("complaint-finding"))
            .ok_or_else(|| not_chosen("complaint-finding"))
    };
    Ok(match typed.text("do") {
        "take" => ComplaintAct::Take,
        "look" => ComplaintAct::Look {
            finding: found()?,
            words: text("complaint-look"),
            remedy: text("complaint-remedy"),
        },
        "reply" => ComplaintAct::Reply {
            finding: found()?,
            words: text("complaint-reply"),
            remedy: text("complaint-remedy"),
        },
        "ask" => ComplaintAct::Ask { question: text("complaint-question") },
        "note" => ComplaintAct::Note { words: text("complaint-note") },
        "redirect" => {
            let about = typed.text("complaint-about").parse().map_err(|_| not_chosen("complaint-about"))?;
            ComplaintAct::Redirect { about, reason: text("complaint-redirect") }
        }
        _ => ComplaintAct::Reject { reason: text("complaint-reject") },
    })
}

async fn page(
    me: &SignedIn,
    id: &ComplaintId,
    typed: &Typed,
    faults: &[FieldFault],
    reveal: Option<&str>,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let mut faults = faults.to_vec();
    let file = match app.complaint_file(me.staff(), id, reveal).await {
        Err(AppError::Invalid(missing)) => {
            faults.extend(missing);
            app.complaint_file(me.staff(), id, None).await
        }
        other => other,
    };
    let file = file.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults: &faults };
    let complaint = &file.complaint;
    let day = |at| app.rules().zone().to_datetime(at).date();
    let owed = owed(&file);
    let page = ComplaintPage {
        trail: vec![Crumb { href: "/complaints".to_owned(), label: ui.t("nav-complaints") }],
        id: id.to_string(),
        version: complaint.version,
        title: category(&ui, complaint.category),
        state: ui.t(&format!("complaint-state-{}", complaint.state())),
        level: if owed.is_some() { "soon" } else { "well" },
        due: owed.map(|at| due(app, ui.words, Some(at), Some(app.days_left(day(at))))),
        facts: facts(me, &ui, &file),
        reason: (file.may_reveal && file.complainant.is_none()).then(|| maker.text("complaint-reason", true)),
        entries: file.steps.iter().rev().map(|step| entry(me, &ui, step)).collect(),
        faults: maker.summary(),
        forms: forms(me, &ui, &maker, &file),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

/// By when something is owed next.
fn owed(file: &ComplaintFile) -> Option<jiff::Timestamp> {
    use leye_domain::complaint::OwedComplaint as O;
    let due = |one: O| match one {
        O::Take(_, due) | O::Reply(_, due) | O::Answer(_, due) | O::Look(_, due) => due,
    };
    file.complaint.owed().into_iter().map(due).min()
}

fn forms(me: &SignedIn, ui: &Ui, maker: &Maker<'_>, file: &ComplaintFile) -> Vec<Form> {
    let may = |act: &str| match act {
        "take" => file.may_take,
        "look" => file.may_look,
        "reply" => file.may_reply,
        "ask" => file.may_ask,
        "note" => file.may_note,
        "redirect" => file.may_redirect,
        _ => file.may_reject,
    };
    let mut items = vec![(String::new(), ui.t("contact-choose"))];
    items.extend(ComplaintFinding::ALL.iter().map(|one| (one.as_str().to_owned(), finding(ui, *one))));
    let shown: Vec<_> = ACTS.iter().filter(|(act, _)| may(act)).collect();
    // What is nearest stands open, and what was just tried.
    let first = shown.first().map(|(act, _)| *act);
    let form = |(act, notes): &&(&'static str, &[&str])| Form {
        act,
        title: ui.t(&format!("complaint-{act}-title")),
        open: Some(*act) == first || maker.typed.text("do") == *act,
        choices: match *act {
            "look" | "reply" => Some(maker.choices("complaint-finding", true, &items)),
            "redirect" => {
                let near = record::agencies(me, ui, &file.complaint.about);
                Some(maker.choices("complaint-about", true, &near))
            }
            _ => None,
        },
        notes: notes.iter().map(|name| maker.text(name, *name != "complaint-remedy")).collect(),
        alike: (*act == "reject" && file.alike > 0)
            .then(|| ui.words.count("complaint-alike", i64::try_from(file.alike).unwrap_or_default())),
        button: ui.t(&format!("complaint-{act}-go")),
    };
    shown.iter().map(form).collect()
}

fn entry(me: &SignedIn, ui: &Ui, step: &ComplaintStep) -> Entry {
    let app = &me.web.app;
    let word = step.kind.trim_start_matches("complaint_");
    let mut title = ui.t(&format!("complaint-event-{word}"));
    if let Some(found) = step.finding {
        title = format!("{title}: {}", finding(ui, found));
    }
    if let Some(to) = &step.to {
        title = format!("{title} → {}", place(app, ui.words, to));
    }
    let notes: Vec<_> =
        step.notes.iter().map(|note| text(ui, note)).filter(|note| !note.is_empty()).collect();
    Entry {
        title,
        by: if step.by == "public" { ui.t("complaint-by-them") } else { app.staff_name(&step.by) },
        at: ui.words.moment(app.rules().zone().to_datetime(step.at)),
        iso: app.local(step.at),
        note: (!notes.is_empty()).then(|| notes.join(" · ")),
    }
}

fn facts(me: &SignedIn, ui: &Ui, file: &ComplaintFile) -> Vec<Fact> {
    let (app, complaint) = (&me.web.app, &file.complaint);
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let who = match &file.complainant {
        Some(who) => match who.get() {
            Some(who) if who.is_unknown() => ui.t("complaint-unknown"),
            Some(who) => format!("{} {}", who.name, who.phone).trim().to_owned(),
            None => ui.t("erased"),
        },
        None if file.is_named => ui.t("complaint-hidden"),
        None => ui.t("complaint-unknown"),
    };
    let words = text(ui, &complaint.words);
    let mut facts = vec![
        fact("field-complaint-words", if words.is_empty() { ui.t("rating-no-words") } else { words }),
        fact("field-complaint-about", place(app, ui.words, &complaint.about)),
    ];
    let whom = text(ui, &complaint.whom);
    if !whom.is_empty() {
        facts.push(fact("field-complaint-whom", whom));
    }
    facts.push(fact("complaint-who", who));
    facts.push(fact("field-complaint-way", ui.t(&format!("complaint-way-{}", complaint.way.as_str()))));
    facts.push(fact("complaint-filed", moment(complaint.filed)));
    facts.push(fact("complaint-dealing", place(app, ui.words, &complaint.dealing)));
    let holder = complaint.holder().map(|user| app.staff_name(user.as_str()));
    facts.extend(holder.map(|name| fact("complaint-holder", name)));
    facts
}
