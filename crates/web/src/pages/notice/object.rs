//! An objection to a notice, by anyone, without sign-in.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use askama::Template;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use leye_app::{AppError, FieldFault};
use leye_domain::case::Objection;
use leye_domain::id::CaseId;

use crate::Web;
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Id, Problem, VISITOR, Visitor};
use crate::parts::{Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/notice/object.html")]
struct ObjectPage {
    ui: Ui,
    who: String,
    station: String,
    period: String,
    faults: Vec<FormFault>,
    text: Field,
    name: Field,
    contact: Field,
    taken: Option<String>,
}

/// The address from which a request came.
pub(crate) struct From(pub IpAddr);

impl FromRequestParts<Web> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<From, Self::Rejection> {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(From(info.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip())))
    }
}

/// Shows the form.
pub(crate) async fn form(mut visitor: Visitor, Id(id): Id<CaseId>) -> Result<Response, Fault> {
    let fresh = visited(&mut visitor);
    let page = page(&visitor, &id, &Typed::default(), &[], false).await?;
    Ok(with_cookie(&visitor, fresh, page))
}

/// Knows the browser from now on, so that its form can be told from others; says whether it is new.
pub(crate) fn visited(visitor: &mut Visitor) -> bool {
    let fresh = visitor.id.is_none();
    if fresh {
        let key = visitor.web.app.random_key();
        visitor.id = Some(data_encoding::BASE64URL_NOPAD.encode(&key));
    }
    fresh
}

/// The page, with the cookie that knows a new browser.
pub(crate) fn with_cookie(visitor: &Visitor, fresh: bool, page: Response) -> Response {
    let Some(id) = visitor.id.as_ref().filter(|_| fresh) else { return page };
    let secure = if visitor.web.settings.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{VISITOR}={id}; Path=/; HttpOnly; SameSite=Lax{secure}");
    ([(header::SET_COOKIE, cookie)], page).into_response()
}

/// Takes the objection.
pub(crate) async fn send(
    visitor: Visitor,
    Id(id): Id<CaseId>,
    From(from): From,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| visitor.fault(status.into()))?;
    visitor.check(&typed)?;
    if !visitor.web.limits.may_object(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let text = |name: &str| typed.text(name).to_owned();
    let objection = Objection { name: text("name"), contact: text("contact"), text: text("text") };
    // The page tells of the notice, which no longer hangs once the objection is taken.
    let taken = page(&visitor, &id, &typed, &[], true).await?;
    match visitor.web.app.object(&id, objection).await {
        Ok(()) => Ok(taken),
        Err(AppError::Invalid(faults)) => {
            let page = page(&visitor, &id, &typed, &faults, false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(visitor.fault(error.into())),
    }
}

async fn page(
    visitor: &Visitor,
    id: &CaseId,
    typed: &Typed,
    faults: &[FieldFault],
    taken: bool,
) -> Result<Response, Fault> {
    let app = &visitor.web.app;
    let notice = app.notice(id).await.map_err(|e| visitor.fault(e.into()))?;
    let ui = visitor.ui();
    let make = Maker { words: ui.words, typed, faults };
    let limit = app.rules().policy(app.today()).limits.get("objection").map(|limit| limit.budget.amount);
    let days = limit.unwrap_or_default();
    let until = ui.words.moment(app.rules().zone().to_datetime(notice.until));
    Ok(render(&ObjectPage {
        who: notice.name.clone(),
        station: place(app, ui.words, &notice.station),
        period: ui.words.with("object-until", &[("until", until)]),
        faults: make.summary(),
        text: make.text("text", true),
        name: make.text("name", false),
        contact: make.text("contact", false),
        taken: taken.then(|| ui.words.with("object-taken-text", &[("days", days.to_string())])),
        ui,
    }))
}
