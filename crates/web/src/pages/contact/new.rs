//! A contact is taken: the matter, what they want, and Ctrl+Enter.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::desk::{ContactRequest, NewInquiry, Taken};
use leye_app::{AppError, FieldFault};
use leye_domain::desk::{Caller, Channel, Closing, ContactAct, Paper};
use leye_domain::id::{ContactId, PersonId};
use leye_domain::sealed::Sealed;
use serde::Deserialize;

use super::channel;
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::supervision;
use crate::parts::{Choices, Crumb, DateField, Field, FormFault, Maker};
use crate::ui::Ui;

/// What the address may ask for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    person: String,
}

#[derive(Template)]
#[template(path = "pages/contact/new.html")]
struct NewPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    /// Number and name of whom it is about, where a file is known.
    person: Option<(String, String)>,
    /// A contact that it may be, as a link.
    same: Option<String>,
    matter: Choices,
    words: Field,
    name: Field,
    phone: Field,
    anonymous: Choices,
    answer: Field,
    promised: DateField,
    papers: Field,
    channel: Choices,
    hotline: Field,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    typed.set("person", asked.person);
    typed.set("contact-channel", Channel::Counter.as_str());
    page(&me, &typed, &[], None).await
}

/// Takes it; where the answer is there already, it is over at once.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let new = match read(&me, &typed) {
        Ok(new) => new,
        Err(faults) => return page(&me, &typed, &faults, None).await,
    };
    let (app, staff) = (&me.web.app, me.staff());
    match app.take_contact(staff, new).await {
        Ok(Taken::Taken(id)) => {
            answer_at_once(&me, &id, typed.text("contact-answer")).await?;
            Ok(Redirect::to(&format!("/contacts/{id}")).into_response())
        }
        Ok(Taken::Same(id)) => page(&me, &typed, &[], Some(id)).await,
        Err(AppError::Contact(refusal)) => {
            let told = supervision::fault(&refusal, "contact", "contact-name");
            let field = match told.code.as_str() {
                "contact-promise" => "contact-promised".to_owned(),
                "contact-hotline-number" => "contact-hotline".to_owned(),
                _ => told.field.clone(),
            };
            page(&me, &typed, &[FieldFault::new(&field, &told.code)], None).await
        }
        Err(AppError::Invalid(faults)) => page(&me, &typed, &faults, None).await,
        Err(error) => Err(me.fault(error)),
    }
}

async fn answer_at_once(me: &SignedIn, id: &ContactId, words: &str) -> Result<(), Fault> {
    if words.is_empty() {
        return Ok(());
    }
    let closing = Closing::Answered { words: Sealed::Open(words.to_owned()) };
    let request = ContactRequest { id: id.clone(), act: ContactAct::Close { closing }, seen: 1 };
    me.web.app.act_on_contact(me.staff(), request).await.map_err(|e| me.fault(e))
}

fn read(me: &SignedIn, typed: &Typed) -> Result<NewInquiry, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let promised = match typed.day("contact-promised") {
        Ok(day) => day.and_then(|day| me.web.app.promise_on(&me.staff().agency, day).ok()),
        Err(()) => {
            faults.push(FieldFault::new("contact-promised", "not-a-date"));
            None
        }
    };
    if typed.text("contact-matter").is_empty() {
        faults.push(FieldFault::new("contact-matter", "not-chosen"));
    }
    if typed.text("contact-words").is_empty() {
        faults.push(FieldFault::new("contact-words", "contact-text"));
    }
    let papers = papers(&typed.lines("contact-papers"));
    if papers.is_none() {
        faults.push(FieldFault::new("contact-papers", "contact-papers"));
    }
    let (Some(papers), true) = (papers, faults.is_empty()) else { return Err(faults) };
    let text = |name: &str| typed.text(name).to_owned();
    Ok(NewInquiry {
        channel: Channel::parse(typed.text("contact-channel")).unwrap_or(Channel::Counter),
        hotline: text("contact-hotline"),
        person: PersonId::parse(typed.text("person")).ok(),
        caller: Caller { name: text("contact-name"), phone: text("contact-phone") },
        anonymous: typed.ticked("contact-anonymous"),
        matter: text("contact-matter"),
        words: text("contact-words"),
        papers,
        promised,
        is_another: typed.ticked("another"),
    })
}

/// One paper a line, with how many of it at the end: one where nothing is said.
fn papers(lines: &[String]) -> Option<Vec<Paper>> {
    let paper = |line: &String| {
        let (name, count) = match line.rsplit_once(char::is_whitespace) {
            Some((name, number)) if number.chars().all(|one| one.is_ascii_digit()) => {
                (name.trim(), number.parse().ok().filter(|count| *count > 0)?)
            }
            _ => (line.as_str(), 1),
        };
        Some(Paper { name: name.to_owned(), count })
    };
    lines.iter().map(paper).collect()
}

async fn page(
    me: &SignedIn,
    typed: &Typed,
    faults: &[FieldFault],
    same: Option<ContactId>,
) -> Result<Response, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    if !app.may_take_contact(staff) {
        return Err(me.fault(AppError::Forbidden { act: None }));
    }
    let person = match PersonId::parse(typed.text("person")) {
        Ok(person) => {
            let name = app.name_of(staff, &person).await.map_err(|e| me.fault(e))?;
            Some((person.to_string(), name))
        }
        Err(_) => None,
    };
    let rules = app.contact_rules().map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let mut matters = vec![(String::new(), ui.t("contact-choose"))];
    matters
        .extend(rules.matters.iter().map(|one| (one.code.clone(), ui.words.of_pack(&one.titles).to_owned())));
    let channels: Vec<_> =
        Channel::ALL.iter().map(|one| (one.as_str().to_owned(), channel(&ui, *one))).collect();
    let unknown = [("yes".to_owned(), ui.t("contact-anonymous"))];
    let page = NewPage {
        trail: vec![Crumb { href: "/contacts".to_owned(), label: ui.t("nav-contacts") }],
        faults: maker.summary(),
        person,
        same: same.map(|id| format!("/contacts/{id}")),
        matter: maker.choices("contact-matter", true, &matters),
        words: maker.text("contact-words", true),
        name: maker.text("contact-name", false),
        phone: Field { kind: "tel", width: "20", ..maker.text("contact-phone", false) },
        anonymous: maker.choices("contact-anonymous", false, &unknown),
        answer: maker.text("contact-answer", false),
        promised: DateField { required: false, ..maker.day("contact-promised") },
        papers: maker.text("contact-papers", false),
        channel: maker.choices("contact-channel", true, &channels),
        hotline: Field { width: "30", ..maker.text("contact-hotline", false) },
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}
