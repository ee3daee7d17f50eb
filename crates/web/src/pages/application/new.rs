//! Intake at the counter: look for the person first, then take the application.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::application::{NewApplicant, NewApplication};
use leye_app::{AppError, FieldFault};
use leye_domain::applicant::{Details, Relative};
use leye_domain::case::Reason;
use leye_domain::fact::KnownFacts;
use leye_domain::id::PersonId;
use leye_domain::person::{RetirementClass, mask};
use serde::Deserialize;

use super::known::{self, AskedFact};
use super::reason;
use super::representative::{self, RepresentativePart};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Problem, SignedIn};
use crate::pages::person::find::search_fault;
use crate::parts::{Choice, Choices, Crumb, Field, FormFault, Maker, told};
use crate::ui::{Ui, place};
use crate::words::Words;

/// Lines for relatives on the form.
const RELATIVES: usize = 4;

struct FoundRow {
    href: String,
    name: String,
    masked: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "pages/application/search.html")]
struct SearchPage {
    ui: Ui,
    faults: Vec<FormFault>,
    query: Field,
    searched: bool,
    rows: Vec<FoundRow>,
}

/// Asks whom the application is for.
pub(crate) async fn search(me: SignedIn) -> Result<Response, Fault> {
    let ui = me.ui().await;
    let typed = Typed::default();
    let query = Maker { words: ui.words, typed: &typed, faults: &[] }.text("q", true);
    Ok(render(&SearchPage { ui, faults: Vec::new(), query, searched: false, rows: Vec::new() }))
}

/// Shows whom the search found.
pub(crate) async fn found(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    if let Some(fault) = search_fault(&me, typed.text("q")) {
        return Ok(search_again(&me, &typed, fault).await);
    }
    let found = me.web.app.find_people(me.staff(), typed.text("q")).await.map_err(|e| me.fault(e))?;
    let row = |f: leye_app::person::Found| FoundRow {
        href: format!("/applications/new/form?person={}", f.id),
        name: f.details.name.clone(),
        masked: mask::number(&f.details.number),
        phone: mask::phone(&f.details.phone),
    };
    let rows = found.into_iter().map(row).collect();
    let ui = me.ui().await;
    let query = Maker { words: ui.words, typed: &typed, faults: &[] }.text("q", true);
    Ok(render(&SearchPage { ui, faults: Vec::new(), query, searched: true, rows }))
}

async fn search_again(me: &SignedIn, typed: &Typed, fault: FieldFault) -> Response {
    let ui = me.ui().await;
    let make = Maker { words: ui.words, typed, faults: &[fault] };
    let (faults, query) = (make.summary(), make.text("q", true));
    let page = SearchPage { ui, faults, query, searched: false, rows: Vec::new() };
    (StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response()
}

/// What the address may say: for whom.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    person: String,
}

struct RelativeRow {
    name: Field,
    relation: Field,
    number: Field,
    asked: Vec<AskedFact>,
    /// Something of it was answered.
    open: bool,
}

/// Somebody of a household that the file knows.
struct MemberRow {
    who: String,
    line: usize,
    asked: Vec<AskedFact>,
}

#[derive(Template)]
#[template(path = "pages/application/new.html")]
struct NewPage {
    ui: Ui,
    trail: Vec<Crumb>,
    station: String,
    faults: Vec<FormFault>,
    known: Option<String>,
    person: String,
    number: Field,
    name: Field,
    class: Choices,
    phone: Field,
    address: Field,
    certificate: Field,
    claimed: Choices,
    asked: Vec<AskedFact>,
    relatives: Vec<RelativeRow>,
    members: Vec<MemberRow>,
    accept: Choices,
    representative: RepresentativePart,
}

/// Shows the form, for somebody known or new.
pub(crate) async fn form(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    typed.set("accept", "yes");
    typed.set("person", asked.person);
    page(&me, &typed, &[], Vec::new()).await
}

/// Files the application, or shows the form again with what was typed.
pub(crate) async fn send(me: SignedIn, typed: Result<Typed, StatusCode>) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let new = match read(&me, &typed) {
        Ok(new) => new,
        Err(faults) => return again(&me, &typed, &faults, Vec::new()).await,
    };
    match me.web.app.submit(me.staff(), new).await {
        Ok(filed) => {
            Ok(Redirect::to(&format!("/applications/{}?done=submit", filed.case.id)).into_response())
        }
        Err(AppError::Invalid(faults)) => again(&me, &typed, &faults, Vec::new()).await,
        Err(AppError::Refused(refusal)) => {
            let words = Words::of(me.lang);
            let text = reason::words(&me.web.app, words, &refusal.reason);
            let values = [("reason", text), ("article", refusal.article.to_owned())];
            let fault = FormFault {
                name: refused_field(&refusal.reason).to_owned(),
                text: words.with("refusal-with-article", &values),
            };
            again(&me, &typed, &[], vec![fault]).await
        }
        Err(error) => Err(me.fault(error)),
    }
}

fn read(me: &SignedIn, typed: &Typed) -> Result<NewApplication, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let claimed = typed.all("claimed");
    if claimed.is_empty() {
        faults.push(FieldFault::new("claimed", "not-chosen"));
    }
    let applicant = if typed.text("person").is_empty() {
        let class: Option<RetirementClass> = typed.text("retirement_class").parse().ok();
        if class.is_none() {
            faults.push(FieldFault::new("retirement_class", "not-chosen"));
        }
        let details = details(typed, class.unwrap_or(RetirementClass::Male));
        let today = me.web.app.today();
        let known = leye_app::person::faults(&details, today);
        // Without a chosen class there is nothing for it to fit.
        let known = known.into_iter().filter(|f| class.is_some() || f.field != "retirement_class");
        faults.extend(known.map(|fault| on_line(typed, fault)));
        NewApplicant::Given(Box::new(details))
    } else {
        match PersonId::parse(typed.text("person")) {
            Ok(id) => NewApplicant::Known(id),
            Err(_) => {
                faults.push(FieldFault::new("person", "unknown-person"));
                return Err(faults);
            }
        }
    };
    let app = &me.web.app;
    let of_file = (1..=typed.all("member").len()).collect();
    let of_form = || (1..=RELATIVES).filter(|line| relative_on(typed, *line).is_some()).collect();
    let members: Vec<usize> = if typed.text("person").is_empty() { of_form() } else { of_file };
    let known = known::read(app, typed, &members).unwrap_or_else(|found| {
        faults.extend(found);
        KnownFacts::default()
    });
    let representative = representative::read(app, typed).unwrap_or_else(|found| {
        faults.extend(found);
        None
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    let station = me.staff().agency.clone();
    let accept = typed.ticked("accept");
    Ok(NewApplication { station, applicant, claimed, known, accept, representative, key: None })
}

fn relative_on(typed: &Typed, line: usize) -> Option<Relative> {
    let part = |part: &str| typed.text(&format!("relative_{line}_{part}")).to_owned();
    let relative = Relative { name: part("name"), relation: part("relation"), number: part("number") };
    let is_empty = relative.name.is_empty() && relative.relation.is_empty() && relative.number.is_empty();
    (!is_empty).then_some(relative)
}

/// Faults count the relatives that were given; the form counts its lines, of which some
/// may be empty.
fn on_line(typed: &Typed, fault: FieldFault) -> FieldFault {
    let mut filled = (1..=RELATIVES).filter(|line| relative_on(typed, *line).is_some());
    let parts = fault.field.strip_prefix("relative_").and_then(|rest| rest.split_once('_'));
    let counted = parts.and_then(|(at, part)| Some((at.parse::<usize>().ok()?.checked_sub(1)?, part)));
    let field = counted.and_then(|(at, part)| Some(format!("relative_{}_{part}", filled.nth(at)?)));
    FieldFault { field: field.unwrap_or(fault.field), ..fault }
}

fn details(typed: &Typed, retirement_class: RetirementClass) -> Details {
    let text = |name: &str| typed.text(name).to_owned();
    Details {
        number: text("number"),
        name: text("name"),
        phone: text("phone"),
        address: text("address"),
        retirement_class,
        certificate: text("certificate"),
        household: (1..=RELATIVES).filter_map(|line| relative_on(typed, line)).collect(),
    }
}

/// The field that a refusal of the application is about.
fn refused_field(reason: &Reason) -> &'static str {
    if *reason == Reason::OwnRepresentation { "representative_number" } else { "number" }
}

async fn again(
    me: &SignedIn,
    typed: &Typed,
    faults: &[FieldFault],
    above: Vec<FormFault>,
) -> Result<Response, Fault> {
    let page = page(me, typed, faults, above).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(
    me: &SignedIn,
    typed: &Typed,
    faults: &[FieldFault],
    above: Vec<FormFault>,
) -> Result<Response, Fault> {
    let (known, household) = of_file(me, typed.text("person")).await?;
    let refused = told(&above, "number");
    let mut representative =
        representative::part(&me.web.app, &Maker { words: Words::of(me.lang), typed, faults }, "submit");
    representative.tell(&above);
    let ui = me.ui().await;
    let words = ui.words;
    let make = Maker { words, typed, faults };
    let yes = [("yes".to_owned(), ui.t("field-accept-yes"))];
    Ok(render(&NewPage {
        trail: vec![Crumb { href: "/applications/new".to_owned(), label: ui.t("nav-intake") }],
        station: place(&me.web.app, words, &me.staff().agency),
        faults: in_order(above.into_iter().chain(make.summary()).collect()),
        known,
        person: typed.text("person").to_owned(),
        number: Field { width: "20", error: make.error("number").or(refused), ..make.text("number", true) },
        name: Field { width: "10", ..make.text("name", true) },
        class: classes(&make),
        phone: Field { kind: "tel", inputmode: "tel", width: "20", ..make.text("phone", false) },
        address: make.text("address", false),
        certificate: Field { width: "20", ..make.text("certificate", false) },
        claimed: claimed(me, &make),
        asked: known::of_applicant(&me.web.app, &make),
        relatives: (1..=RELATIVES).map(|at| relative(me, &make, at)).collect(),
        members: members(me, &make, &household),
        accept: make.choices("accept", false, &yes),
        representative,
        ui,
    }))
}

/// The faults in the order in which the form asks.
fn in_order(mut faults: Vec<FormFault>) -> Vec<FormFault> {
    let first = ["number", "name", "retirement_class", "phone", "address", "certificate", "claimed"];
    let at = |name: &str| match representative::FIELDS.iter().position(|field| *field == name) {
        // After the household, of which nothing is listed here.
        Some(at) => first.len() + 1 + at,
        None => first.iter().position(|field| *field == name).unwrap_or(first.len()),
    };
    faults.sort_by_key(|fault| at(&fault.name));
    faults
}

/// Who the file is about, with the household that it knows.
async fn of_file(me: &SignedIn, person: &str) -> Result<(Option<String>, Vec<Relative>), Fault> {
    if person.is_empty() {
        return Ok((None, Vec::new()));
    }
    let id = PersonId::parse(person).map_err(|_| me.fault(Problem::NotFound))?;
    let file = me.web.app.person_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let details = file.person.details.get().ok_or_else(|| me.fault(AppError::Erased))?;
    let who = format!("{} · {}", details.name, mask::number(&details.number));
    Ok((Some(who), details.household.clone()))
}

fn members(me: &SignedIn, make: &Maker<'_>, household: &[Relative]) -> Vec<MemberRow> {
    let member = |(line, relative): (usize, &Relative)| MemberRow {
        who: format!("{} {}", relative.relation, relative.name),
        line,
        asked: known::of_member(&me.web.app, make, line),
    };
    (1..).zip(household).map(member).collect()
}

fn relative(me: &SignedIn, make: &Maker<'_>, at: usize) -> RelativeRow {
    // Said once above the section, not on every line.
    let field = |part: &str| Field { hint: None, ..make.text(&format!("relative_{at}_{part}"), false) };
    let asked = known::of_member(&me.web.app, make, at);
    RelativeRow {
        open: asked.iter().any(AskedFact::is_answered),
        name: Field { width: "10", ..field("name") },
        relation: Field { width: "10", ..field("relation") },
        number: Field { width: "20", ..field("number") },
        asked,
    }
}

fn classes(make: &Maker<'_>) -> Choices {
    let all = [RetirementClass::Male, RetirementClass::Female55, RetirementClass::Female50];
    let items: Vec<(String, String)> =
        all.iter().map(|c| (c.code().to_owned(), make.words.t(&format!("class-{}", c.code())))).collect();
    make.choices("retirement_class", true, &items)
}

fn claimed(me: &SignedIn, make: &Maker<'_>) -> Choices {
    let chosen = make.typed.all("claimed");
    let category = |c: &leye_pack::Category| Choice {
        value: c.code.clone(),
        label: make.words.of_pack(&c.titles).to_owned(),
        hint: Some(make.words.of_pack(&c.explanation).to_owned()),
        on: chosen.contains(&c.code),
    };
    let items = me.web.app.rules().pack().categories.iter().map(category).collect();
    Choices { items, ..make.choices("claimed", true, &[]) }
}
