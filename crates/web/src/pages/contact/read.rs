//! A contact: who is responsible and was before, what was said, and what may be done now.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::desk::{ContactFile, ContactRequest, ContactStep};
use leye_app::{AppError, FieldFault};
use leye_domain::accountability::above;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::desk::{Became, Closing, ContactAct, Telling};
use leye_domain::id::{ContactId, PersonId, UserName};
use leye_domain::sealed::Sealed;

use super::{channel, matter};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::pages::supervision;
use crate::pages::supervision::story::{Entry, text};
use crate::parts::{Choices, Crumb, DateField, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// One thing that may be done.
struct Form {
    act: &'static str,
    title: String,
    /// Whether it is unfolded.
    open: bool,
    choices: Option<Choices>,
    day: Option<DateField>,
    fields: Vec<Field>,
    note: Option<Field>,
    button: String,
}

#[derive(Template)]
#[template(path = "pages/contact/read.html")]
struct ContactPage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    version: i64,
    title: String,
    state: String,
    level: &'static str,
    due: Option<DueWords>,
    alone: bool,
    facts: Vec<Fact>,
    hands: Vec<Fact>,
    entries: Vec<Entry>,
    faults: Vec<FormFault>,
    forms: Vec<Form>,
}

/// Every act, what is nearest first: the field that a fault belongs to, and what else it asks for.
const ACTS: [(&str, &str, &[&str]); 12] = [
    ("accept", "", &[]),
    ("answer", "contact-reply", &[]),
    ("decline", "contact-decline", &[]),
    ("over", "contact-over", &[]),
    ("tell", "contact-tell", &[]),
    ("offer", "contact-offer", &[]),
    ("become", "contact-become", &["contact-number"]),
    ("guide", "", &["contact-office", "contact-whom", "contact-their-phone"]),
    ("extend", "contact-extend", &[]),
    ("know", "", &["contact-person"]),
    ("back", "", &[]),
    ("reopen", "contact-reopen", &[]),
];

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<ContactId>) -> Result<Response, Fault> {
    page(&me, &id, &Typed::default(), &[]).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<ContactId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let Some((_, note, others)) = ACTS.iter().find(|(name, ..)| *name == typed.text("do")) else {
        return Err(me.fault(StatusCode::BAD_REQUEST));
    };
    let act = match read(&me, &typed) {
        Ok(act) => act,
        Err(fault) => return page(&me, &id, &typed, &[fault]).await,
    };
    // The field that is named where no other is.
    let field = if note.is_empty() { others.first().copied().unwrap_or("contact-accept") } else { note };
    let request =
        ContactRequest { id: id.clone(), act, seen: typed.text("version").parse().unwrap_or_default() };
    let fault = match me.web.app.act_on_contact(me.staff(), request).await {
        Ok(()) => return Ok(Redirect::to(&format!("/contacts/{id}")).into_response()),
        Err(AppError::Contact(refusal)) => {
            FieldFault::new(field, &supervision::fault(&refusal, "contact", field).code)
        }
        Err(AppError::Stale { .. }) => FieldFault::new(field, "changed-meanwhile"),
        Err(AppError::NotFound) if typed.text("do") == "know" => FieldFault::new(field, "contact-no-file"),
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &id, &typed, &[fault]).await
}

fn read(me: &SignedIn, typed: &Typed) -> Result<ContactAct, FieldFault> {
    let text = |name: &str| typed.text(name).to_owned();
    let sealed = |name: &str| Sealed::Open(text(name));
    let not_chosen = |name: &str| FieldFault::new(name, "not-chosen");
    let close = |closing| Ok(ContactAct::Close { closing });
    match typed.text("do") {
        "accept" => Ok(ContactAct::Accept),
        "decline" => Ok(ContactAct::Decline { reason: text("contact-decline") }),
        "answer" => close(Closing::Answered { words: sealed("contact-reply") }),
        "become" => {
            let what = Became::parse(typed.text("contact-what")).ok_or_else(|| not_chosen("contact-what"))?;
            close(Closing::Became { what, number: sealed("contact-number"), words: sealed("contact-become") })
        }
        "guide" => close(Closing::Guided {
            office: sealed("contact-office"),
            name: sealed("contact-whom"),
            phone: sealed("contact-their-phone"),
        }),
        "tell" => {
            let how = Telling::parse(typed.text("contact-told-how"))
                .ok_or_else(|| not_chosen("contact-told-how"))?;
            Ok(ContactAct::Tell { how, words: text("contact-tell") })
        }
        "offer" => {
            let to = typed.text("contact-to");
            let (to, user) = match to.split_once(':') {
                Some(("user", user)) => (Some(me.staff().agency.clone()), UserName::parse(user).ok()),
                _ => (to.parse::<AgencyCode>().ok(), None),
            };
            let to = to.ok_or_else(|| not_chosen("contact-to"))?;
            Ok(ContactAct::Offer { to, user, reason: text("contact-offer") })
        }
        "back" => Ok(ContactAct::TakeBack),
        "over" => Ok(ContactAct::TakeOver { reason: text("contact-over") }),
        "extend" => {
            let not_a_day = || FieldFault::new("contact-until", "not-a-date");
            let day = typed.day("contact-until").ok().flatten().ok_or_else(not_a_day)?;
            let promised = me.web.app.promise_on(&me.staff().agency, day).map_err(|_| not_a_day())?;
            Ok(ContactAct::Extend { promised, reason: text("contact-extend") })
        }
        "know" => {
            let person = PersonId::parse(typed.text("contact-person"));
            let person = person.map_err(|_| FieldFault::new("contact-person", "contact-no-file"))?;
            Ok(ContactAct::KnowPerson { person })
        }
        _ => Ok(ContactAct::Reopen { reason: text("contact-reopen") }),
    }
}

async fn page(
    me: &SignedIn,
    id: &ContactId,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.contact_file(me.staff(), id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let contact = &file.contact;
    let day = |at| app.rules().zone().to_datetime(at).date();
    let owed = Some(contact.promised).filter(|_| contact.is_open());
    let state = match (contact.is_open(), &contact.offer) {
        (false, _) => "contact-is-closed",
        (true, Some(_)) => "contact-is-offered",
        (true, None) => "contact-is-open",
    };
    let page = ContactPage {
        trail: vec![Crumb { href: "/contacts".to_owned(), label: ui.t("nav-contacts") }],
        id: id.to_string(),
        version: contact.version,
        title: matter(me, &ui, &contact.matter),
        state: ui.t(state),
        level: if owed.is_some() { "soon" } else { "well" },
        due: owed.map(|at| due(app, ui.words, Some(at), Some(app.days_left(day(at))))),
        alone: file.left_alone,
        facts: facts(me, &ui, &file),
        hands: hands(me, &ui, &file),
        entries: file.steps.iter().rev().map(|step| entry(me, &ui, step)).collect(),
        forms: forms(me, &ui, &maker, &file).await?,
        faults: maker.summary(),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

async fn forms(me: &SignedIn, ui: &Ui, maker: &Maker<'_>, file: &ContactFile) -> Result<Vec<Form>, Fault> {
    let may = |name: &str| match name {
        "accept" | "decline" => file.may_accept,
        "over" => file.may_take_over,
        "offer" => file.may_offer,
        "back" => file.may_take_back,
        "extend" => file.may_extend,
        "know" => file.may_answer && file.contact.person.is_none(),
        "reopen" => file.may_reopen,
        _ => file.may_answer,
    };
    let to = if file.may_offer { receivers(me, ui).await? } else { Vec::new() };
    let word = |prefix: &str, word: &str| {
        (word.to_owned(), ui.t(&format!("contact-{prefix}-{}", word.replace('_', "-"))))
    };
    let hows: Vec<_> = Telling::ALL.iter().map(|one| word("told-how", one.as_str())).collect();
    let whats: Vec<_> = Became::ALL.iter().map(|one| word("became", one.as_str())).collect();
    let shown: Vec<_> = ACTS.iter().filter(|(name, ..)| may(name)).collect();
    let first = shown.first().map(|(name, ..)| *name);
    let form = |(act, note, fields): &(&'static str, &str, &[&str])| Form {
        act,
        title: ui.t(&format!("contact-{act}-title")),
        open: first == Some(*act) || maker.typed.text("do") == *act,
        choices: match *act {
            "tell" => Some(maker.choices("contact-told-how", true, &hows)),
            "become" => Some(maker.choices("contact-what", true, &whats)),
            "offer" => Some(maker.choices("contact-to", true, &to)),
            _ => None,
        },
        day: (*act == "extend").then(|| maker.day("contact-until")),
        fields: fields.iter().map(|name| maker.text(name, *name != "contact-number")).collect(),
        note: (!note.is_empty()).then(|| maker.text(note, true)),
        button: ui.t(&format!("contact-{act}-go")),
    };
    Ok(shown.into_iter().map(form).collect())
}

/// To whom it may be offered: colleagues, the agencies above, and those of the same county.
async fn receivers(me: &SignedIn, ui: &Ui) -> Result<Vec<(String, String)>, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    let mut all = vec![(String::new(), ui.t("contact-choose"))];
    for (user, name, away) in app.receivers(staff).await.map_err(|e| me.fault(e))? {
        let told = match away {
            Some(until) => ui.words.with("contact-away", &[("name", name), ("day", ui.words.day(until))]),
            None => name,
        };
        all.push((format!("user:{user}"), told));
    }
    let tree = app.tree();
    let near = staff.agency.at(Level::Office);
    let mut up = Vec::new();
    let mut next = above(&staff.agency);
    while let Some(agency) = next {
        next = above(&agency);
        up.push(agency);
    }
    let beside = tree.below(near.as_str()).filter(|row| row.active && !row.is_virtual);
    let beside = beside.filter_map(|row| row.code.parse::<AgencyCode>().ok());
    let others = up.into_iter().chain(beside).filter(|agency| *agency != staff.agency);
    all.extend(others.map(|agency| (agency.as_str().to_owned(), place(app, ui.words, &agency))));
    Ok(all)
}

fn entry(me: &SignedIn, ui: &Ui, step: &ContactStep) -> Entry {
    let app = &me.web.app;
    let title =
        ui.t(&format!("contact-event-{}", step.kind.replace('_', "-").trim_start_matches("contact-")));
    let to = step.to.as_ref().map(|(agency, user)| match user {
        Some(user) => app.staff_name(user.as_str()),
        None => place(app, ui.words, agency),
    });
    let notes: Vec<_> =
        step.notes.iter().map(|note| text(ui, note)).filter(|note| !note.is_empty()).collect();
    Entry {
        title: to.map_or(title.clone(), |to| format!("{title} → {to}")),
        by: app.staff_name(&step.by),
        at: ui.words.moment(app.rules().zone().to_datetime(step.at)),
        iso: app.local(step.at),
        note: (!notes.is_empty()).then(|| notes.join(" · ")),
    }
}

/// Who was responsible from when to when, the first word first.
fn hands(me: &SignedIn, ui: &Ui, file: &ContactFile) -> Vec<Fact> {
    let app = &me.web.app;
    let moment = |at| ui.words.short_moment(app.rules().zone().to_datetime(at));
    let hand = |hand: &leye_domain::desk::Custody| Fact {
        key: app.staff_name(hand.user.as_str()),
        value: match hand.until {
            Some(until) => format!("{} – {}", moment(hand.from), moment(until)),
            None => ui.words.with("contact-since", &[("at", moment(hand.from))]),
        },
        note: Some(place(app, ui.words, &hand.agency)),
        ..Fact::default()
    };
    file.contact.custody.iter().map(hand).collect()
}

fn facts(me: &SignedIn, ui: &Ui, file: &ContactFile) -> Vec<Fact> {
    let (app, contact) = (&me.web.app, &file.contact);
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let phone = contact.caller.get().map(|caller| caller.phone.clone()).unwrap_or_default();
    let who = if file.name.is_empty() { ui.t("contact-unknown") } else { file.name.clone() };
    let came = [Some(channel(ui, contact.channel)), contact.hotline.as_ref().map(|number| number.0.clone())];
    let mut facts = vec![
        Fact {
            href: contact.person.as_ref().map(|person| format!("/people/{person}")),
            action: ui.t("contact-open-person"),
            ..fact("contact-who", format!("{who} {phone}").trim().to_owned())
        },
        fact("field-contact-words", text(ui, &contact.words)),
        fact("field-contact-channel", came.into_iter().flatten().collect::<Vec<_>>().join(" ")),
    ];
    let papers = contact.papers.get().cloned().unwrap_or_default();
    let paper = |one: &leye_domain::desk::Paper| {
        let parts = [("name", one.name.clone()), ("count", one.count.to_string())];
        ui.words.with("contact-paper", &parts)
    };
    if !papers.is_empty() {
        facts.push(fact("contact-papers", papers.iter().map(paper).collect::<Vec<_>>().join("; ")));
    }
    facts.push(fact("contact-promised", moment(contact.promised)));
    if contact.is_open() {
        facts.push(fact("contact-tell-by", moment(contact.told.1)));
    }
    facts
}
