//! The receipt of a contact: what was asked and given, who is responsible, by when it is answered.

use askama::Template;
use axum::response::Response;
use leye_domain::id::ContactId;

use super::matter;
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::supervision::story::text;
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/contact/receipt.html")]
struct ReceiptPage {
    ui: Ui,
    trail: Vec<Crumb>,
    facts: Vec<Fact>,
}

/// Shows it, to be printed.
pub(crate) async fn show(me: SignedIn, Id(id): Id<ContactId>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.contact_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let (contact, hand) = (&file.contact, file.contact.responsible());
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let mut facts = vec![
        fact("contact-number", id.to_string()),
        fact("contact-taken", moment(contact.taken)),
        fact("contact-what", matter(&me, &ui, &contact.matter)),
        fact("field-contact-words", text(&ui, &contact.words)),
    ];
    let papers = contact.papers.get().cloned().unwrap_or_default();
    let paper = |one: &leye_domain::desk::Paper| {
        let parts = [("name", one.name.clone()), ("count", one.count.to_string())];
        ui.words.with("contact-paper", &parts)
    };
    if !papers.is_empty() {
        facts.push(fact("contact-papers", papers.iter().map(paper).collect::<Vec<_>>().join("; ")));
    }
    facts.push(fact("contact-responsible", app.staff_name(hand.user.as_str())));
    facts.push(fact("contact-agency", place(app, ui.words, &hand.agency)));
    let agency = app.agency(&hand.agency);
    let told = agency.iter().flat_map(|row| [row.phone.clone(), row.address.clone()]);
    let told: Vec<_> = told.filter(|one| !one.is_empty()).collect();
    if !told.is_empty() {
        facts.push(fact("contact-reach", told.join(" · ")));
    }
    facts.push(fact("contact-promised", moment(contact.promised)));
    Ok(render(&ReceiptPage {
        trail: vec![
            Crumb { href: "/contacts".to_owned(), label: ui.t("nav-contacts") },
            Crumb { href: format!("/contacts/{id}"), label: id.to_string() },
        ],
        facts,
        ui,
    }))
}
