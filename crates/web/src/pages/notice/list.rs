//! The notices that hang now: surname and stars, station, period, never the category.

use askama::Template;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use leye_app::agency::AgencyRow;
use leye_app::notice::Notice;
use leye_domain::agency::AgencyCode;
use serde::Deserialize;

use crate::fault::{Fault, show as render};
use crate::guard::Visitor;
use crate::ui::{Ui, agency_name, place};

/// What the address may ask for: the notices below one agency.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    at: String,
}

struct Row {
    name: String,
    number: String,
    station: String,
    period: String,
    phone: String,
    object: String,
}

struct Place {
    href: String,
    name: String,
    on: bool,
}

#[derive(Template)]
#[template(path = "pages/notice/list.html")]
struct BoardPage {
    ui: Ui,
    place: String,
    places: Vec<Place>,
    rows: Vec<Row>,
    now: String,
}

/// Shows the board.
pub(crate) async fn show(
    visitor: Visitor,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let app = &visitor.web.app;
    let at: Option<AgencyCode> = asked.at.parse().ok();
    let at = at.filter(|code| app.agency(code).is_some());
    let notices = app.notices(at.as_ref()).await.map_err(|e| visitor.fault(e.into()))?;
    let ui = visitor.staff_ui(&headers).await;
    let words = ui.words;
    let row = |notice: Notice| row(&visitor, &ui, &notice);
    let rows = notices.into_iter().map(row).collect();
    Ok(render(&BoardPage {
        place: at.as_ref().map_or_else(|| ui.t("board-everywhere"), |code| place(app, words, code)),
        places: places(&visitor, &ui, at.as_ref()),
        now: words.moment(app.rules().zone().to_datetime(app.now())),
        rows,
        ui,
    }))
}

fn row(visitor: &Visitor, ui: &Ui, notice: &Notice) -> Row {
    let app = &visitor.web.app;
    let zone = app.rules().zone();
    let (from, until) = (zone.to_datetime(notice.from), zone.to_datetime(notice.until));
    let values = [("from", ui.words.day(from.date())), ("until", ui.words.short_moment(until))];
    Row {
        name: notice.name.clone(),
        number: notice.id.to_string(),
        station: place(app, ui.words, &notice.station),
        period: ui.words.with("board-period", &values),
        phone: app.agency(&notice.station).map(|row| row.phone).unwrap_or_default(),
        object: format!("/notices/{}/object", notice.id),
    }
}

/// The districts, to choose from.
fn places(visitor: &Visitor, ui: &Ui, at: Option<&AgencyCode>) -> Vec<Place> {
    let app = &visitor.web.app;
    let tree = app.tree();
    let all = Place { href: "/notices".to_owned(), name: ui.t("board-everywhere"), on: at.is_none() };
    let districts = tree.all().filter(|row| row.level == "bureau" && row.active);
    let district = |row: &AgencyRow| -> Option<Place> {
        let code: AgencyCode = row.code.parse().ok()?;
        let on = at.is_some_and(|at| code.covers(at));
        Some(Place { href: format!("/notices?at={code}"), name: agency_name(app, ui.words, &code), on })
    };
    std::iter::once(all).chain(districts.filter_map(district)).collect()
}
