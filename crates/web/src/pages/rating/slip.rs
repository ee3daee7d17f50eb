//! The slip with the link and its code, which is given to the resident when a case is finished.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::AppError;
use leye_domain::id::CaseId;
use leye_domain::rating::RatingRefusal;

use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::paper::home;
use crate::parts::Crumb;
use crate::ui::Ui;

struct Link {
    address: String,
    /// The code as an image.
    picture: String,
    lead: String,
}

#[derive(Template)]
#[template(path = "pages/rating/slip.html")]
struct SlipPage {
    ui: Ui,
    trail: Vec<Crumb>,
    link: Option<Link>,
    may_ask: bool,
}

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(id): Id<CaseId>, headers: HeaderMap) -> Result<Response, Fault> {
    let slip = me.web.app.rating_slip(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let link = slip.asked.map(|(link, on, until)| {
        let address = format!("{}/rate/{link}", home(&me, &headers));
        let svg = leye_forms::qr(&address).unwrap_or_default();
        let days = [("on", ui.words.day(on)), ("until", ui.words.day(until))];
        Link {
            picture: format!("data:image/svg+xml;base64,{}", data_encoding::BASE64.encode(svg.as_bytes())),
            lead: ui.words.with("rating-slip-lead", &days),
            address,
        }
    });
    Ok(render(&SlipPage {
        trail: vec![Crumb { href: format!("/applications/{id}"), label: id.to_string() }],
        link,
        may_ask: slip.may_ask,
        ui,
    }))
}

/// Records that the resident is asked.
pub(crate) async fn send(
    me: SignedIn,
    Id(id): Id<CaseId>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    match me.web.app.ask_rating(me.staff(), &id).await {
        // Asked meanwhile by a colleague: the page shows the link.
        Ok(()) | Err(AppError::Rating(RatingRefusal::AskedAlready) | AppError::Stale { .. }) => {
            Ok(Redirect::to(&format!("/applications/{id}/rating-slip")).into_response())
        }
        Err(error) => Err(me.fault(error)),
    }
}
