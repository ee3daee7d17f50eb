//! A complaint that comes by telephone or at the counter is written down for who complains. Where it goes
//! past the agency of whoever writes, they keep number and code only, to hand over.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::complaint::Filing;
use leye_app::{AppError, FieldFault};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::complaint::{Complainant, ComplaintCategory, ComplaintWay};

use super::{Receipt, categories, receipt, refused};
use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Choices, Crumb, Field, FormFault, Maker};
use crate::ui::{Ui, place};

#[derive(Template)]
#[template(path = "pages/complaint/record.html")]
struct RecordPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    key: String,
    way: Choices,
    category: Choices,
    about: Choices,
    words: Field,
    whom: Field,
    name: Field,
    phone: Field,
    /// Number and code, once it is filed.
    receipt: Option<Receipt>,
}

/// Shows the form.
pub(crate) async fn form(me: SignedIn) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    typed.set("key", data_encoding::BASE64URL_NOPAD.encode(&me.web.app.random_key()));
    typed.set("complaint-way", ComplaintWay::Counter.as_str());
    page(&me, &typed, &[], None).await
}

/// Files it.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let filing = match read(&typed) {
        Ok(filing) => filing,
        Err(faults) => return page(&me, &typed, &faults, None).await,
    };
    let app = &me.web.app;
    match app.record_complaint(me.staff(), filing).await {
        Ok(filed) => {
            let ui = me.ui().await;
            let given = receipt(app, &ui, &filed);
            page(&me, &Typed::default(), &[], Some(given)).await
        }
        Err(error) => match refused(&error) {
            Some(faults) => page(&me, &typed, &faults, None).await,
            None => Err(me.fault(error)),
        },
    }
}

fn read(typed: &Typed) -> Result<Filing, Vec<FieldFault>> {
    let text = |name: &str| typed.text(name).to_owned();
    let mut faults = Vec::new();
    let category = ComplaintCategory::parse(typed.text("complaint-category"));
    let about = typed.text("complaint-about").parse::<AgencyCode>().ok();
    for (field, is_missing) in
        [("complaint-category", category.is_none()), ("complaint-about", about.is_none())]
    {
        if is_missing {
            faults.push(FieldFault::new(field, "not-chosen"));
        }
    }
    if typed.text("complaint-words").is_empty() {
        faults.push(FieldFault::new("complaint-words", "complaint-text"));
    }
    let (Some(category), Some(about), true) = (category, about, faults.is_empty()) else {
        return Err(faults);
    };
    Ok(Filing {
        category,
        about,
        way: match ComplaintWay::parse(typed.text("complaint-way")) {
            Some(ComplaintWay::Telephone) => ComplaintWay::Telephone,
            _ => ComplaintWay::Counter,
        },
        words: text("complaint-words"),
        whom: text("complaint-whom"),
        complainant: Complainant { name: text("complaint-name"), phone: text("complaint-phone") },
        sender: None,
        key: text("key"),
    })
}

async fn page(
    me: &SignedIn,
    typed: &Typed,
    faults: &[FieldFault],
    receipt: Option<Receipt>,
) -> Result<Response, Fault> {
    let (app, staff) = (&me.web.app, me.staff());
    if !app.may_record_complaint(staff) {
        return Err(me.fault(AppError::Forbidden { act: None }));
    }
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let ways = [ComplaintWay::Counter, ComplaintWay::Telephone]
        .map(|way| (way.as_str().to_owned(), ui.t(&format!("complaint-way-{}", way.as_str()))));
    let mut sorts = vec![(String::new(), ui.t("contact-choose"))];
    sorts.extend(categories(&ui));
    let page = RecordPage {
        trail: vec![Crumb { href: "/complaints".to_owned(), label: ui.t("nav-complaints") }],
        faults: maker.summary(),
        key: typed.text("key").to_owned(),
        way: maker.choices("complaint-way", true, &ways),
        category: maker.choices("complaint-category", true, &sorts),
        about: maker.choices("complaint-about", true, &agencies(me, &ui, &staff.agency)),
        words: maker.text("complaint-words", true),
        whom: maker.text("complaint-whom", false),
        name: maker.text("complaint-name", false),
        phone: Field { kind: "tel", width: "20", ..maker.text("complaint-phone", false) },
        receipt,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

/// The agencies of somebody's county and those above it, one's own first.
pub(super) fn agencies(me: &SignedIn, ui: &Ui, own: &AgencyCode) -> Vec<(String, String)> {
    let app = &me.web.app;
    let tree = app.tree();
    let rows = tree.all().filter(|row| row.active && !row.is_virtual);
    let codes = rows.filter_map(|row| row.code.parse::<AgencyCode>().ok());
    let (county, city) = (own.at(Level::Bureau), own.at(Level::City));
    let mut near: Vec<_> = codes.filter(|code| county.covers(code) || *code == city).collect();
    near.sort_by_key(|code| (code != own, code.clone()));
    let named = near.into_iter().map(|code| (code.to_string(), place(app, ui.words, &code)));
    std::iter::once((String::new(), ui.t("contact-choose"))).chain(named).collect()
}
