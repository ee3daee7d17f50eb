//! The employers of the county, by name, or those that a search finds. What stands on an
//! organisation's licence is public, so the search may stand in the address.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_app::AppError;
use leye_app::employer::{EmployerAfter, EmployerQuery};
use leye_domain::employer::Employer;
use leye_domain::id::EmployerId;
use leye_domain::staff::Role;
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::guard::{Problem, SignedIn};
use crate::ui::{Ui, place};

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// A credit code or part of a name.
    #[serde(default)]
    q: String,
    /// The last employer of the page before.
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    name: String,
    code: String,
    trade: String,
    agency: String,
}

#[derive(Template)]
#[template(path = "pages/employer/list.html")]
struct EmployersPage {
    ui: Ui,
    q: String,
    rows: Vec<Row>,
    shown: String,
    back: Option<String>,
    next: Option<String>,
}

/// Shows a page of them.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Err(me.fault(AppError::Forbidden { act: None }));
    }
    let query = EmployerQuery { text: asked.q.clone(), after: after(&me, &asked.after).await? };
    let (found, more) = me.web.app.employers(me.staff(), &query).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let last = found.last().filter(|_| more).map(|last| last.id.to_string());
    Ok(render(&EmployersPage {
        rows: found.iter().map(|one| row(&me, &ui, one)).collect(),
        shown: ui.words.count("employers-found", i64::try_from(found.len()).unwrap_or_default()),
        back: (!asked.after.is_empty()).then(|| address(&asked.q, "")),
        next: last.map(|id| address(&asked.q, &id)),
        q: asked.q,
        ui,
    }))
}

async fn after(me: &SignedIn, id: &str) -> Result<Option<EmployerAfter>, Fault> {
    if id.is_empty() {
        return Ok(None);
    }
    let id = EmployerId::parse(id).map_err(|_| me.fault(Problem::NotFound))?;
    let last = me.web.app.employer(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    Ok(Some(EmployerAfter { name: last.facts.name, id }))
}

fn address(q: &str, after: &str) -> String {
    let pairs = [("q", q), ("after", after)];
    let kept: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("/employers?{}", serde_urlencoded::to_string(kept).unwrap_or_default())
}

fn row(me: &SignedIn, ui: &Ui, employer: &Employer) -> Row {
    Row {
        href: format!("/employers/{}", employer.id),
        name: employer.facts.name.clone(),
        code: employer.facts.credit_code.clone(),
        trade: employer.facts.trade.clone(),
        agency: place(&me.web.app, ui.words, &employer.agency),
    }
}
