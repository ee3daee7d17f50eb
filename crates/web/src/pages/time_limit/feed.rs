//! The due days of somebody and their agency as a feed for calendars (iCalendar, RFC 5545). A calendar
//! program signs in with the name and a token as password, so that no address holds a secret. The
//! entries name steps and numbers of files, nobody.

use axum::extract::State;
use axum::http::header::{self, AUTHORIZATION, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use icalendar::{Calendar, Component, Event, Property};
use leye_app::accountability::{LimitRow, Whose};
use leye_domain::staff::Staff;

use super::{address, what};
use crate::Web;
use crate::guard::{SESSION, cookie, language};
use crate::ui::Ui;

/// Gives the feed.
pub(crate) async fn show(State(web): State<Web>, headers: HeaderMap) -> Response {
    let Some(staff) = caller(&web, &headers).await else {
        let challenge = HeaderValue::from_static("Basic realm=\"leye\", charset=\"UTF-8\"");
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)]).into_response();
    };
    let ui = Ui::public(&web.app, language(&headers), "/time-limits", String::new());
    let mut calendar = Calendar::new();
    calendar.name(&ui.t("time-limit-title"));
    let mut told = std::collections::BTreeSet::new();
    for whose in [Whose::Mine, Whose::Agency] {
        let Ok(found) = web.app.limits(&staff, whose).await else {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        };
        for one in found.rows.iter().filter(|one| told.insert(one.duty.id.clone())) {
            calendar.push(entry(&web, &ui, one));
        }
    }
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    let kept = HeaderValue::from_static("private, no-store");
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)];
    (headers, calendar.done().to_string()).into_response()
}

/// An all-day entry on the due day.
fn entry(web: &Web, ui: &Ui, one: &LimitRow) -> Event {
    let duty = &one.duty;
    let day = |date: jiff::civil::Date| date.strftime("%Y%m%d").to_string();
    let date = |name: &str, date| {
        let mut property = Property::new(name, day(date));
        property.add_parameter("VALUE", "DATE");
        property
    };
    let words = format!("{} {}", what(ui, &duty.kind, &duty.step), duty.subject);
    let stamp = web.app.now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut event = Event::new();
    event.uid(&format!("{}@leye", duty.id)).summary(&words).add_property("DTSTAMP", stamp);
    event.append_property(date("DTSTART", one.day));
    event.append_property(date("DTEND", one.day.tomorrow().unwrap_or(one.day)));
    if let Some(address) = address(&duty.subject, &duty.id, &duty.person) {
        event.description(&address);
    }
    event.done()
}

/// Who asks: by the cookie of a browser, or by a token of theirs as the password of their name.
async fn caller(web: &Web, headers: &HeaderMap) -> Option<Staff> {
    if let Some(token) = cookie(headers, SESSION) {
        return web.app.session(token).await.ok().flatten().map(|session| session.staff);
    }
    let (scheme, rest) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return web.app.api_caller(rest.trim()).await.ok().flatten();
    }
    let told = BASE64.decode(rest.trim().as_bytes()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let (name, token) = std::str::from_utf8(&told).ok()?.split_once(':')?;
    let staff = web.app.api_caller(token).await.ok().flatten()?;
    Some(staff).filter(|staff| staff.user.as_str() == name)
}
