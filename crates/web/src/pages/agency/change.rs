//! Change what an agency shows; who may not, reads it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::access::{Deed, Target};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::AgencyCode;

use crate::fault::{Fault, show};
use crate::form::Typed;
use crate::guard::{Id, Problem, SignedIn};
use crate::parts::{Choices, Crumb, Field, FormFault, Maker};
use crate::ui::{Ui, agency_name, agency_title};

/// The longest telephone or address, in characters.
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "pages/agency/change.html")]
struct ChangeAgencyPage {
    ui: Ui,
    trail: Vec<Crumb>,
    faults: Vec<FormFault>,
    code: String,
    heading: String,
    lead: String,
    phone: Field,
    address: Field,
    close: Field,
    active: Choices,
}

/// Shows what is stored, to be changed.
pub(crate) async fn form(me: SignedIn, Id(code): Id<AgencyCode>) -> Result<Response, Fault> {
    let tree = me.web.app.tree();
    let row = tree.get(code.as_str()).ok_or_else(|| me.fault(Problem::NotFound))?;
    if !may_change(&me, &code) {
        return Ok(Redirect::to(&format!("/agencies?at={code}")).into_response());
    }
    let mut typed = Typed::default();
    typed.set("phone", row.phone.clone());
    typed.set("address", row.address.clone());
    typed.set("close_of_business", row.close_of_business.clone());
    typed.set("active", if row.active { "yes" } else { "no" });
    Ok(page(&me, &code, &typed, &[], StatusCode::OK).await)
}

/// Changes it.
pub(crate) async fn send(
    me: SignedIn,
    Id(code): Id<AgencyCode>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let faults = faults(&typed);
    if !faults.is_empty() {
        return Ok(page(&me, &code, &typed, &faults, StatusCode::UNPROCESSABLE_ENTITY).await);
    }
    match change(&me, &code, &typed).await {
        Ok(()) => Ok(Redirect::to(&format!("/agencies?at={code}&done=changed")).into_response()),
        Err(AppError::Invalid(faults)) => {
            Ok(page(&me, &code, &typed, &faults, StatusCode::UNPROCESSABLE_ENTITY).await)
        }
        Err(error) => Err(me.fault(error)),
    }
}

fn may_change(me: &SignedIn, code: &AgencyCode) -> bool {
    me.web.app.access().may(me.staff(), Deed::ManageAgency, Target::Desk(code))
}

fn faults(typed: &Typed) -> Vec<FieldFault> {
    let long = ["phone", "address"].into_iter().filter(|field| typed.text(field).chars().count() > LONGEST);
    let mut faults: Vec<FieldFault> = long.map(|field| FieldFault::new(field, "text-too-long")).collect();
    if close_of_business(typed).parse::<jiff::civil::Time>().is_err() {
        faults.push(FieldFault::new("close_of_business", "bad-time"));
    }
    faults
}

/// The hour as typed; a Chinese keyboard writes a wide colon.
fn close_of_business(typed: &Typed) -> String {
    typed.text("close_of_business").replace('：', ":")
}

async fn change(me: &SignedIn, code: &AgencyCode, typed: &Typed) -> Result<(), AppError> {
    let tree = me.web.app.tree();
    let mut row = tree.get(code.as_str()).cloned().ok_or(AppError::NotFound)?;
    row.phone = typed.text("phone").to_owned();
    row.address = typed.text("address").to_owned();
    row.close_of_business = close_of_business(typed);
    row.active = typed.text("active") == "yes";
    me.web.app.change_agency(me.staff(), row).await
}

async fn page(
    me: &SignedIn,
    code: &AgencyCode,
    typed: &Typed,
    faults: &[FieldFault],
    status: StatusCode,
) -> Response {
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let item = |value: &str| (value.to_owned(), ui.t(&format!("agency-active-{value}")));
    let heading = agency_name(&me.web.app, ui.words, code);
    let page = ChangeAgencyPage {
        trail: vec![Crumb { href: format!("/agencies?at={code}"), label: heading.clone() }],
        faults: maker.summary(),
        code: code.to_string(),
        heading,
        lead: format!("{} · {code}", agency_title(&me.web.app, ui.words, code)),
        phone: Field { label: ui.t("agency-phone"), hint: None, kind: "tel", ..maker.text("phone", false) },
        address: Field { label: ui.t("agency-address"), hint: None, ..maker.text("address", false) },
        close: Field { width: "5", ..maker.text("close_of_business", true) },
        active: Choices {
            label: ui.t("agency-active"),
            ..maker.choices("active", true, &[item("yes"), item("no")])
        },
        ui,
    };
    (status, show(&page)).into_response()
}
