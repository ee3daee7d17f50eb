//! Complaining, by anybody: one question a page, nothing kept before the last button.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::FieldFault;
use leye_app::complaint::Filing;
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{Complainant, ComplaintCategory, ComplaintWay, dealt_with_by};
use serde::Deserialize;

use super::{DonePage, categories, category, receipt, refused};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Problem, Visitor};
use crate::pages::notice::object::{From, visited, with_cookie};
use crate::parts::{Choices, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, agency_name, agency_title, place};

/// What the address may ask for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    about: String,
}

/// The questions, in their order.
const STEPS: [&str; 5] = ["what", "where", "words", "who", "check"];
/// What is carried from page to page.
const CARRIED: [&str; 8] = [
    "key",
    "complaint-category",
    "complaint-about",
    "complaint-words",
    "complaint-whom",
    "complaint-named",
    "complaint-name",
    "complaint-phone",
];

#[derive(Template)]
#[template(path = "pages/complaint/new.html")]
struct NewPage {
    ui: Ui,
    step: &'static str,
    /// The question before; empty at the first.
    before: &'static str,
    place: String,
    faults: Vec<FormFault>,
    hidden: Vec<(String, String)>,
    radios: Option<Choices>,
    fields: Vec<Field>,
    areas: Vec<Field>,
    facts: Vec<Fact>,
    note: Option<String>,
}

/// Shows the first question.
pub(crate) async fn form(mut visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let fresh = visited(&mut visitor);
    let mut typed = Typed::default();
    typed.set("key", data_encoding::BASE64URL_NOPAD.encode(&visitor.web.app.random_key()));
    typed.set("complaint-about", asked.about);
    let page = page(&visitor, "what", &typed, &[]);
    Ok(with_cookie(&visitor, fresh, page))
}

/// Goes on to the next question, or files it.
pub(crate) async fn send(
    visitor: Visitor,
    From(from): From,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let mut typed = typed.map_err(|status| visitor.fault(status.into()))?;
    visitor.check(&typed)?;
    if let Some(back) = STEPS.into_iter().find(|step| *step == typed.text("back")) {
        if back == "where" {
            typed.set("complaint-about", "");
        }
        return Ok(page(&visitor, back, &typed, &[]));
    }
    let at = STEPS.into_iter().position(|step| step == typed.text("step")).unwrap_or_default();
    if STEPS[at] == "where" && goes_down(&visitor, &mut typed) {
        return Ok(page(&visitor, "where", &typed, &[]));
    }
    let faults = missing(STEPS[at], &typed);
    if !faults.is_empty() {
        return Ok(page(&visitor, STEPS[at], &typed, &faults));
    }
    let next = STEPS.get(at + 1).copied();
    match next {
        Some("where") if about(&visitor, &typed).is_some() => Ok(page(&visitor, "words", &typed, &[])),
        Some(step) => Ok(page(&visitor, step, &typed, &[])),
        None => file(&visitor, from.to_string(), &typed).await,
    }
}

async fn file(visitor: &Visitor, from: String, typed: &Typed) -> Result<Response, Fault> {
    let web = &visitor.web;
    let address = from.parse().map_err(|_| visitor.fault(StatusCode::BAD_REQUEST.into()))?;
    if !web.limits.may_object(address) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let chosen = ComplaintCategory::parse(typed.text("complaint-category")).zip(about(visitor, typed));
    let Some((category, about)) = chosen else { return Ok(page(visitor, "what", typed, &[])) };
    let is_named = typed.text("complaint-named") == "yes";
    let of_them = |name: &str| if is_named { typed.text(name).to_owned() } else { String::new() };
    let filing = Filing {
        category,
        about,
        way: ComplaintWay::Page,
        words: typed.text("complaint-words").to_owned(),
        whom: typed.text("complaint-whom").to_owned(),
        complainant: Complainant { name: of_them("complaint-name"), phone: of_them("complaint-phone") },
        sender: Some(from),
        key: typed.text("key").to_owned(),
    };
    match web.app.file_complaint(filing).await {
        Ok(filed) => {
            let ui = visitor.ui();
            Ok(render(&DonePage { receipt: receipt(&web.app, &ui, &filed), ui }))
        }
        Err(error) => match refused(&error) {
            Some(faults) => Ok(page(visitor, step_of(&faults), typed, &faults)),
            None => Err(visitor.fault(error.into())),
        },
    }
}

/// The question that a fault belongs to.
fn step_of(faults: &[FieldFault]) -> &'static str {
    match faults.first().map(|fault| fault.field.as_str()) {
        Some("complaint-about") => "where",
        Some("complaint-name" | "complaint-phone") => "who",
        _ => "words",
    }
}

fn missing(step: &str, typed: &Typed) -> Vec<FieldFault> {
    let asked: &[(&str, &str)] = match step {
        "what" => &[("complaint-category", "not-chosen")],
        "where" => &[("complaint-about", "not-chosen")],
        "words" => &[("complaint-words", "complaint-text")],
        "who" => &[("complaint-named", "not-chosen")],
        _ => &[],
    };
    let missing = asked.iter().filter(|(field, _)| typed.text(field).is_empty());
    let mut faults: Vec<_> = missing.map(|(field, code)| FieldFault::new(field, code)).collect();
    let is_named = step == "who" && typed.text("complaint-named") == "yes";
    if is_named && typed.text("complaint-name").is_empty() && typed.text("complaint-phone").is_empty() {
        faults.push(FieldFault::new("complaint-phone", "complaint-reach"));
    }
    faults
}

/// The agency that was chosen, if there is one of that code.
fn about(visitor: &Visitor, typed: &Typed) -> Option<AgencyCode> {
    let code: AgencyCode = typed.text("complaint-about").parse().ok()?;
    let tree = visitor.web.app.tree();
    tree.get(code.as_str()).filter(|row| row.active && !row.is_virtual).map(|_| code)
}

/// The agencies below one: the districts, their offices, their stations.
fn below(visitor: &Visitor, code: &str) -> Vec<AgencyCode> {
    let tree = visitor.web.app.tree();
    let rows = tree.below(code).filter(|row| row.active && !row.is_virtual);
    rows.filter_map(|row| row.code.parse().ok()).collect()
}

/// Whether what was chosen has agencies below it, among which one is chosen next. `=` and a code is the
/// agency itself.
fn goes_down(visitor: &Visitor, typed: &mut Typed) -> bool {
    let chosen = typed.text("complaint-place").to_owned();
    if let Some(itself) = chosen.strip_prefix('=') {
        typed.set("complaint-about", itself);
        return false;
    }
    typed.set("complaint-about", chosen.clone());
    let goes = !chosen.is_empty() && !below(visitor, &chosen).is_empty();
    if goes {
        typed.set("at", chosen);
        typed.set("complaint-about", "");
    }
    goes
}

fn page(visitor: &Visitor, step: &'static str, typed: &Typed, faults: &[FieldFault]) -> Response {
    let ui = visitor.ui();
    // What stands at the agency's field is shown at the places that are chosen from.
    let shown: Vec<FieldFault> = faults
        .iter()
        .map(|fault| match fault.field.as_str() {
            "complaint-about" => FieldFault::new("complaint-place", &fault.code),
            _ => fault.clone(),
        })
        .collect();
    let maker = Maker { words: ui.words, typed, faults: &shown };
    let (radios, place) = match step {
        "what" => (Some(maker.choices("complaint-category", true, &categories(&ui))), String::new()),
        "where" => {
            let (at, items) = places(visitor, &ui, typed);
            (Some(maker.choices("complaint-place", true, &items)), at)
        }
        "who" => {
            let items = ["no", "yes"].map(|one| (one.to_owned(), ui.t(&format!("complaint-named-{one}"))));
            (Some(maker.choices("complaint-named", true, &items)), String::new())
        }
        _ => (None, String::new()),
    };
    let fields = match step {
        "who" => vec![
            Field { autocomplete: "name", width: "20", ..maker.text("complaint-name", false) },
            Field { kind: "tel", autocomplete: "tel", width: "20", ..maker.text("complaint-phone", false) },
        ],
        _ => Vec::new(),
    };
    let areas = match step {
        "words" => vec![maker.text("complaint-words", true), maker.text("complaint-whom", false)],
        _ => Vec::new(),
    };
    let on_page = |name: &str| {
        let in_fields = fields.iter().chain(&areas).any(|field| field.name == name);
        in_fields || radios.as_ref().is_some_and(|choices| choices.name == name)
    };
    let mut hidden: Vec<_> = CARRIED
        .into_iter()
        .filter(|name| !on_page(name) && (step != "where" || *name != "complaint-about"))
        .map(|name| (name.to_owned(), typed.text(name).to_owned()))
        .collect();
    if step == "where" {
        hidden.push(("at".to_owned(), typed.text("at").to_owned()));
    }
    let at = STEPS.into_iter().position(|one| one == step).unwrap_or_default();
    let (facts, note) = if step == "check" { outlook(visitor, &ui, typed) } else { (Vec::new(), None) };
    let page = NewPage {
        step,
        before: if at == 0 { "" } else { STEPS[at - 1] },
        place,
        faults: maker.summary(),
        hidden,
        radios,
        fields,
        areas,
        facts,
        note,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, render(&page)).into_response()
}

/// The agency among whose parts one is chosen, and those parts with itself at the end.
fn places(visitor: &Visitor, ui: &Ui, typed: &Typed) -> (String, Vec<(String, String)>) {
    let app = &visitor.web.app;
    let tree = app.tree();
    let at = typed.text("at").to_owned();
    let top = tree.all().next().map(|row| row.code.clone()).unwrap_or_default();
    let at = if tree.get(&at).is_some() { at } else { top };
    let parts = below(visitor, &at);
    let mut items: Vec<_> =
        parts.iter().map(|code| (code.to_string(), agency_name(app, ui.words, code))).collect();
    let name = at.parse::<AgencyCode>().map(|code| agency_name(app, ui.words, &code)).unwrap_or_default();
    items.push((format!("={at}"), ui.words.with("complaint-itself", &[("agency", name.clone())])));
    (name, items)
}

/// What is sent, who will deal with it, and who will not see it.
fn outlook(visitor: &Visitor, ui: &Ui, typed: &Typed) -> (Vec<Fact>, Option<String>) {
    let app = &visitor.web.app;
    let chosen = ComplaintCategory::parse(typed.text("complaint-category")).zip(about(visitor, typed));
    let Some((what, about)) = chosen else { return (Vec::new(), None) };
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let text = |name: &str| typed.text(name).to_owned();
    let who = if typed.text("complaint-named") == "yes" {
        format!("{} {}", text("complaint-name"), text("complaint-phone")).trim().to_owned()
    } else {
        ui.t("complaint-named-no")
    };
    let mut facts = vec![
        fact("field-complaint-category", category(ui, what)),
        fact("field-complaint-about", place(app, ui.words, &about)),
        fact("field-complaint-words", text("complaint-words")),
    ];
    if !text("complaint-whom").is_empty() {
        facts.push(fact("field-complaint-whom", text("complaint-whom")));
    }
    facts.push(fact("complaint-who", who));
    let dealing = dealt_with_by(what, &about);
    facts.push(fact("complaint-dealing", agency_title(app, ui.words, &dealing)));
    let note = (dealing != about).then(|| {
        let key = if what.goes_past() { "complaint-goes-past" } else { "complaint-goes-above" };
        let parts = [
            ("dealing", agency_title(app, ui.words, &dealing)),
            ("about", agency_title(app, ui.words, &about)),
        ];
        ui.words.with(key, &parts)
    });
    (facts, note)
}
