//! One employer.

use askama::Template;
use axum::response::Response;
use leye_domain::employer::Employer;
use leye_domain::id::EmployerId;

use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/employer/read.html")]
struct EmployerPage {
    ui: Ui,
    trail: Vec<Crumb>,
    name: String,
    code: String,
    facts: Vec<Fact>,
}

/// Shows it.
pub(crate) async fn show(me: SignedIn, Id(id): Id<EmployerId>) -> Result<Response, Fault> {
    let employer = me.web.app.employer(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    Ok(render(&EmployerPage {
        trail: vec![Crumb { href: "/employers".to_owned(), label: ui.t("nav-employers") }],
        facts: facts(&me, &ui, &employer),
        name: employer.facts.name,
        code: employer.facts.credit_code,
        ui,
    }))
}

fn facts(me: &SignedIn, ui: &Ui, employer: &Employer) -> Vec<Fact> {
    let given = |text: &str| if text.is_empty() { ui.t("employer-not-given") } else { text.to_owned() };
    let fact = |key: &str, value: &str| Fact { key: ui.t(key), value: given(value), ..Fact::default() };
    let mut facts = vec![
        fact("employer-code", &employer.facts.credit_code),
        fact("employer-trade", &employer.facts.trade),
        fact("employer-address", &employer.facts.address),
        fact("employer-agency", &place(&me.web.app, ui.words, &employer.agency)),
    ];
    if let Some(contact) = employer.contact.get() {
        facts.push(fact("employer-contact", &contact.name));
        facts.push(fact("employer-phone", &contact.phone));
    }
    facts
}
