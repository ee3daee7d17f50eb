//! The link that a person is given to send photos from their own telephone, as a code to be
//! photographed from the screen and as an address to be sent.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use leye_domain::id::CaseId;

use super::rows::titles;
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::paper::home;
use crate::parts::Crumb;
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "pages/scan/link.html")]
struct LinkPage {
    ui: Ui,
    trail: Vec<Crumb>,
    lead: String,
    address: String,
    /// The code as an image.
    picture: String,
    missing: Vec<String>,
}

/// Shows it.
pub(crate) async fn show(me: SignedIn, Id(id): Id<CaseId>, headers: HeaderMap) -> Result<Response, Fault> {
    let (link, handing) = me.web.app.hand_in_link(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let address = format!("{}/hand-in/{link}", home(&me, &headers));
    let svg = leye_forms::qr(&address).unwrap_or_default();
    Ok(render(&LinkPage {
        trail: vec![
            Crumb { href: format!("/applications/{id}"), label: id.to_string() },
            Crumb { href: format!("/applications/{id}/papers"), label: ui.t("papers-title") },
        ],
        lead: ui.words.with("hand-in-link-lead", &[("until", ui.words.day(handing.until))]),
        picture: format!("data:image/svg+xml;base64,{}", data_encoding::BASE64.encode(svg.as_bytes())),
        missing: handing.checklist.missing().map(|one| titles(ui.words, one)).collect(),
        address,
        ui,
    }))
}
