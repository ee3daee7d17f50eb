//! Contacts: one's own by due time, those that were offered, the agency's, those that are over.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::desk::{ContactFilter, ContactRow, ContactsOf};
use leye_domain::staff::Role;

use super::{channel, matter};
use crate::fault::Fault;
use crate::guard::SignedIn;
use crate::pages::supervision::list::{Asked, List, Row, brief, page, row};
use crate::ui::Ui;

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let (app, staff) = (&me.web.app, me.staff());
    let words = ContactsOf::ALL.map(ContactsOf::as_str);
    let state = asked.state(&words);
    let of = ContactsOf::parse(state).unwrap_or_default();
    let mut counts = Vec::new();
    let mut found = None;
    for one in ContactsOf::ALL {
        let after = if one == of { asked.after() } else { None };
        let page = app.contacts(staff, &ContactFilter { of: one, after }).await.map_err(|e| me.fault(e))?;
        let count = match one {
            ContactsOf::Offered => i64::try_from(page.items.len()).unwrap_or_default(),
            ContactsOf::Closed => page.counts.get("closed").copied().unwrap_or_default(),
            _ => page.counts.get("open").copied().unwrap_or_default(),
        };
        counts.push((one.as_str(), count));
        if one == of {
            found = Some(page);
        }
    }
    let ui = me.ui().await;
    let (rows, next) = found.map_or_else(Default::default, |page| (page.items, page.next));
    let list = List {
        word: "contact",
        part: "contacts",
        sections: Vec::new(),
        counts,
        state: of.as_str(),
        rows: rows.iter().map(|one| line(&me, &ui, one)).collect(),
        next,
        begin: app.may_take_contact(staff).then_some(("new", "contact-new")),
    };
    Ok(page(&me, &asked, list).await)
}

fn line(me: &SignedIn, ui: &Ui, one: &ContactRow) -> Row {
    let listed = &one.listed;
    let words = listed.words.get().cloned().unwrap_or_else(|| ui.t("erased"));
    let what = format!("{} · {}", matter(me, ui, &listed.matter), brief(&words));
    let came = [Some(channel(ui, listed.channel)), listed.hotline.clone()];
    let came = came.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut line = row(me, ui, "contacts", one, (what, came));
    if line.name.is_empty() {
        line.name = listed.name.get().cloned().unwrap_or_default();
    }
    line
}
