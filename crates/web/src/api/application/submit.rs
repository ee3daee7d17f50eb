//! File an application.

use axum::response::Response;
use leye_app::application::{NewApplicant, NewApplication};
use leye_app::{AppError, FieldFault};
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Details, Relative};
use leye_domain::id::PersonId;
use leye_domain::person::RetirementClass;
use serde::Deserialize;
use utoipa::ToSchema;

use super::act_parts::{FactsBody, known};
use super::read::Outline;
use super::representative::{self, RepresentativeBody};
use crate::api::answer;
use crate::api::body::Body;
use crate::api::caller::{Caller, SentKey};
use crate::api::problem::{Problem, field_fault};

/// An application as it comes in at the counter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicationBody {
    /// The station, a 12-digit code; the caller's own agency when left out.
    #[serde(default)]
    #[schema(max_length = 20)]
    station: Option<String>,
    /// Whose application it is.
    person: PersonBody,
    /// Categories that the applicant claims, `C1.1` to `C1.10`.
    #[serde(default)]
    #[schema(max_items = 10)]
    claimed: Vec<String>,
    /// What is known of the applicant, by the names of the facts of the rules (`employed`,
    /// `disability_grade`, …). What is left out or null is not known; sex, birth and
    /// retirement class follow from the person.
    #[serde(default)]
    #[schema(value_type = Object)]
    facts: FactsBody,
    /// Whether it is accepted at once, so that the initial review begins (C3.1).
    #[serde(default)]
    accept: bool,
    /// Who files it for the applicant; left out when the applicant came.
    #[serde(default)]
    representative: Option<RepresentativeBody>,
}

/// Somebody with a file, or what the file is to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum PersonBody {
    /// Somebody with a file.
    Known(KnownPerson),
    /// Somebody new, or whose file is found by the number.
    Given(Box<GivenPerson>),
}

/// Somebody with a file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownPerson {
    /// Id of the file, as the member `person` of a case gives it.
    #[schema(max_length = 40)]
    person_id: String,
}

/// What the person's file is to say. What is left out stays as the file has it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenPerson {
    /// Identity number, 18 characters; 15-digit numbers are converted.
    #[schema(max_length = 40)]
    number: String,
    /// Name as on the card.
    #[schema(max_length = 200)]
    name: String,
    /// Telephone: a mobile, or a landline with its area code.
    #[serde(default)]
    #[schema(max_length = 40)]
    phone: String,
    /// Where they live.
    #[serde(default)]
    #[schema(max_length = 400)]
    address: String,
    /// Which retirement age applies. It cannot be told from the sex alone.
    retirement_class: ClassBody,
    /// Number of the registration certificate.
    #[serde(default)]
    #[schema(max_length = 400)]
    certificate: String,
    /// The household beside the person.
    #[serde(default)]
    #[schema(max_items = 40)]
    household: Vec<RelativeBody>,
}

/// Classes of the statutory retirement age.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
pub(crate) enum ClassBody {
    /// Men.
    #[serde(rename = "male")]
    Male,
    /// Women who retired at 55 before the ages were raised.
    #[serde(rename = "female-55")]
    Female55,
    /// Women who retired at 50 before the ages were raised.
    #[serde(rename = "female-50")]
    Female50,
}

impl From<ClassBody> for RetirementClass {
    fn from(class: ClassBody) -> RetirementClass {
        match class {
            ClassBody::Male => RetirementClass::Male,
            ClassBody::Female55 => RetirementClass::Female55,
            ClassBody::Female50 => RetirementClass::Female50,
        }
    }
}

/// Somebody of the same household.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelativeBody {
    /// Name.
    #[schema(max_length = 200)]
    name: String,
    /// How they are related to the applicant.
    #[schema(max_length = 400)]
    relation: String,
    /// Identity number; may be left out.
    #[serde(default)]
    #[schema(max_length = 40)]
    number: String,
    /// What is known of them, as for the applicant.
    #[serde(default)]
    #[schema(value_type = Object)]
    facts: FactsBody,
}

impl From<GivenPerson> for Details {
    fn from(given: GivenPerson) -> Details {
        let relative = |r: RelativeBody| Relative { name: r.name, relation: r.relation, number: r.number };
        Details {
            number: given.number,
            name: given.name,
            phone: given.phone,
            address: given.address,
            retirement_class: given.retirement_class.into(),
            certificate: given.certificate,
            household: given.household.into_iter().map(relative).collect(),
        }
    }
}

/// Files an application.
///
/// Opens a case at a station, for somebody with a file or for somebody new. The case is
/// `received`, or in `initial_review` when it is accepted at once.
#[utoipa::path(
    post,
    path = "/api/v1/applications",
    operation_id = "submit",
    tag = "applications",
    params(
        ("Idempotency-Key" = String, Header, description = "A name of this request, up to 100 visible characters. The same key with the same body gets the first answer again."),
    ),
    request_body(content = ApplicationBody, description = "The application"),
    responses(
        (status = 201, description = "Filed: the new case", body = Outline,
            headers(
                ("ETag" = String, description = "The version of the case, in quotation marks"),
                ("Location" = String, description = "Where the case is"),
            )),
    )
)]
pub(crate) async fn send(
    caller: Caller,
    sent: SentKey,
    body: Body<ApplicationBody>,
) -> Result<Response, Problem> {
    let key = caller.key(&sent, "POST /applications", &body.bytes);
    let station = station(&caller, body.value.station.as_deref())?;
    let members = match &body.value.person {
        PersonBody::Given(given) => given.household.iter().map(|r| r.facts.clone()).collect(),
        PersonBody::Known(_) => Vec::new(),
    };
    let known =
        known(&caller.web.app, body.value.facts, members).map_err(|faults| faulty(&caller, &faults))?;
    let applicant = match body.value.person {
        PersonBody::Known(known) => {
            let id = PersonId::parse(&known.person_id).map_err(|_| caller.problem(AppError::NotFound))?;
            NewApplicant::Known(id)
        }
        PersonBody::Given(given) => NewApplicant::Given(Box::new(Details::from(*given))),
    };
    let (claimed, accept) = (body.value.claimed, body.value.accept);
    let representative = representative::on_behalf(&caller.web.app, body.value.representative)
        .map_err(|faults| faulty(&caller, &faults))?;
    let new =
        NewApplication { station, applicant, claimed, known, accept, representative, key: Some(key.clone()) };
    let county = caller.web.app.county_of_filing(&new).await.map_err(|e| caller.problem(e))?;
    let done = match caller.web.app.submit(&caller.staff, new).await {
        Err(AppError::Invalid(faults)) => return Err(faulty(&caller, &faults)),
        other => other.map(|_| ()),
    };
    answer::first(&caller, &county, &key, done).await
}

fn station(caller: &Caller, given: Option<&str>) -> Result<AgencyCode, Problem> {
    let Some(text) = given else { return Ok(caller.staff.agency.clone()) };
    text.parse().map_err(|_| Problem::of_field(caller.lang, "station", "unknown-agency"))
}

fn faulty(caller: &Caller, faults: &[FieldFault]) -> Problem {
    let told = faults.iter().map(|fault| field_fault(caller.lang, fault, &place(&fault.field)));
    Problem::faulty(caller.lang, told.collect())
}

/// Where a field of the use case stands in the body: `relative_2_name` is
/// `person.household[1].name`.
fn place(field: &str) -> String {
    let relative = field.strip_prefix("relative_").and_then(|rest| rest.split_once('_'));
    let numbered = relative.and_then(|(at, name)| Some((at.parse::<usize>().ok()?.checked_sub(1)?, name)));
    if let Some(place) = representative::place(field) {
        return place;
    }
    if let Some(fact) = field.strip_prefix("fact-") {
        return format!("facts.{fact}");
    }
    match (field, numbered) {
        (_, Some((at, name))) if name.starts_with("fact-") => {
            format!("person.household[{at}].facts.{}", &name["fact-".len()..])
        }
        (_, Some((at, name))) => format!("person.household[{at}].{name}"),
        ("station" | "claimed", None) => field.to_owned(),
        _ => format!("person.{field}"),
    }
}
