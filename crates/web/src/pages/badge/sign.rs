//! The sign on one's desk: name, post, agency, and where anybody checks that and complains.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use leye_app::paper::grouped;

use crate::fault::{Fault, show};
use crate::guard::SignedIn;
use crate::pages::paper::home;
use crate::parts::Crumb;
use crate::ui::{Ui, agency_title};

/// What stands on it.
struct Sign {
    name: String,
    post: String,
    agency: String,
    phone: String,
    code: String,
    address: String,
    /// The code as an image.
    picture: String,
}

#[derive(Template)]
#[template(path = "pages/badge/sign.html")]
struct SignPage {
    ui: Ui,
    trail: Vec<Crumb>,
    sign: Option<Sign>,
}

/// Shows it.
pub(crate) async fn show_sign(me: SignedIn, headers: HeaderMap) -> Result<Response, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    let badge = app.badge_of(staff.user.as_str()).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let sign = badge.map(|(code, badge)| {
        let address = format!("{}/badges/{code}", home(&me, &headers));
        let svg = leye_forms::qr(&address).unwrap_or_default();
        Sign {
            name: staff.name.clone(),
            post: badge.post,
            agency: agency_title(app, ui.words, &staff.agency),
            phone: app.agency(&staff.agency).map(|row| row.phone).unwrap_or_default(),
            code: grouped(&code),
            picture: format!("data:image/svg+xml;base64,{}", data_encoding::BASE64.encode(svg.as_bytes())),
            address,
        }
    });
    let trail = vec![Crumb { href: "/account".to_owned(), label: ui.t("nav-account") }];
    Ok(show(&SignPage { trail, sign, ui }))
}
