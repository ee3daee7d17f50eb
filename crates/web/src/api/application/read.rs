//! Open a case.

use axum::response::Response;
use leye_app::App;
use leye_app::application::{ActChoice, CaseFile, Represented};
use leye_domain::agency::Level;
use leye_domain::applicant::{Details, Relative};
use leye_domain::case::{CorrectionUse, Tick};
use leye_domain::person::mask;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::act_parts::TickBody;
use super::receipts::Receipts;
use super::representative::RepresentativeAnswer;
use crate::api::answer;
use crate::api::caller::{Caller, CasePath};
use crate::api::problem::{Problem, reason_members};
use crate::pages::application::reason;
use crate::words::{Lang, Words};

/// A case in few words: nothing personal is in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outline {
    /// Id of the case.
    #[schema(example = "230102-2026-48213907")]
    id: String,
    /// Number of its events so far; the next act names it in `If-Match`.
    version: i64,
    /// Where it stands: a state of the procedure.
    #[schema(example = "initial_review")]
    state: String,
    /// The agency at which it lies.
    agency: String,
    /// The station at which it was filed.
    station: String,
    /// The office above the station.
    office: String,
    /// The bureau above the office.
    bureau: String,
    /// Sign-in name of who is responsible; null once closed.
    holder: Option<String>,
    /// When the present step is due; null once closed or while suspended.
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// Day of the application.
    #[schema(format = Date)]
    submitted_on: String,
    /// Id of the person's file.
    #[schema(example = "230102-P-4821390755")]
    person: String,
}

impl Outline {
    fn of(app: &App, file: &CaseFile) -> Outline {
        let case = &file.case;
        let code = |level| case.station.at(level).to_string();
        Outline {
            id: case.id.to_string(),
            version: case.version,
            state: case.state().as_str().to_owned(),
            agency: case.agency().to_string(),
            station: case.station.to_string(),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            holder: case.open().map(|open| open.holder.to_string()),
            due_at: file.reading.as_ref().and_then(|r| r.due_at()).map(|at| app.local(at)),
            submitted_on: case.submitted_on.to_string(),
            person: case.person.to_string(),
        }
    }
}

/// A case as opened.
#[derive(Serialize, ToSchema)]
struct CaseAnswer {
    #[serde(flatten)]
    outline: Outline,
    /// When it was filed.
    #[schema(format = DateTime)]
    submitted_at: String,
    /// Name of the holder as shown; null once closed.
    holder_name: Option<String>,
    /// The article that governs the present state.
    #[schema(example = "C3.1")]
    article: &'static str,
    /// Working days until the present step is due, negative when late; null where nothing
    /// is due.
    days_left: Option<i64>,
    /// Who it is about, masked; null once erased.
    applicant: Option<Applicant>,
    /// Categories claimed; null once erased.
    claimed: Option<Vec<String>>,
    /// Whether the one correction was asked for: `unused`, `used`, or `materials_changed`
    /// when one more may be.
    correction: &'static str,
    /// Day on which the provincial form was signed.
    #[schema(format = Date)]
    form_signed_on: Option<String>,
    /// What the newest review found; null once erased.
    ticks: Option<Vec<TickBody>>,
    receipts: Receipts,
    /// Who acted for the applicant, masked, oldest first.
    representatives: Vec<RepresentativeAnswer>,
    /// Every act of the present state, with whether the caller may do it now.
    acts: Vec<Choice>,
}

/// The applicant, masked.
#[derive(Serialize, ToSchema)]
struct Applicant {
    /// Name.
    name: String,
    /// Identity number, masked.
    #[schema(example = "230102********1234")]
    number: String,
    /// Telephone, masked; empty when none.
    phone: String,
    /// Address down to the street.
    address: String,
    /// Which retirement age applies: `male`, `female-55` or `female-50`.
    retirement_class: &'static str,
    /// Number of the registration certificate, masked; empty when none.
    certificate: String,
    /// The household beside the applicant.
    household: Vec<Member>,
}

/// Somebody of the same household, masked.
#[derive(Serialize, ToSchema)]
struct Member {
    /// Surname and stars.
    name: String,
    /// How they are related to the applicant.
    relation: String,
    /// Identity number, masked; empty when not given.
    number: String,
}

impl Applicant {
    fn of(details: &Details) -> Applicant {
        let member = |relative: &Relative| Member {
            name: mask::name(&relative.name),
            relation: relative.relation.clone(),
            number: mask::number(&relative.number),
        };
        Applicant {
            name: details.name.clone(),
            number: mask::number(&details.number),
            phone: mask::phone(&details.phone),
            address: mask::address(&details.address),
            retirement_class: details.retirement_class.code(),
            certificate: mask::generic(&details.certificate),
            household: details.household.iter().map(member).collect(),
        }
    }
}

/// An act, with whether the caller may do it now, or why not.
#[derive(Serialize, ToSchema)]
struct Choice {
    /// Which.
    #[schema(example = "pass_initial_review")]
    act: &'static str,
    /// Whether the caller may.
    allowed: bool,
    /// The article under which it stands.
    #[schema(example = "C3.1")]
    article: &'static str,
    /// The sentence to show when it is not allowed.
    detail: Option<String>,
    /// When it is not allowed: `reason`, a stable code, and what it carries.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    why_not: Map<String, Value>,
}

impl Choice {
    fn of(app: &App, lang: Lang, choice: &ActChoice) -> Choice {
        let refusal = choice.may.as_ref().err();
        Choice {
            act: choice.act.as_str(),
            allowed: refusal.is_none(),
            article: choice.act.article(),
            detail: refusal.map(|why| reason::words(app, Words::of(lang), why)),
            why_not: refusal.map(|why| reason_members(app, why)).unwrap_or_default(),
        }
    }
}

impl CaseAnswer {
    fn of(app: &App, lang: Lang, file: &CaseFile) -> CaseAnswer {
        let case = &file.case;
        let represented = Represented::of(&file.timeline);
        let bodies = |ticks: &Vec<Tick>| ticks.iter().map(TickBody::from).collect();
        CaseAnswer {
            outline: Outline::of(app, file),
            submitted_at: app.local(file.submitted_at),
            holder_name: file.holder_name.clone(),
            article: case.state().article(),
            days_left: file.days_left,
            applicant: file.person.as_ref().map(Applicant::of),
            claimed: case.claimed.get().cloned(),
            correction: match case.correction {
                CorrectionUse::Unused => "unused",
                CorrectionUse::Used => "used",
                CorrectionUse::MaterialsChanged => "materials_changed",
            },
            form_signed_on: case.form_signed_on.map(|day| day.to_string()),
            ticks: case.ticks.get().map(bodies),
            receipts: Receipts::of(case),
            representatives: represented.iter().map(|one| RepresentativeAnswer::of(app, one)).collect(),
            acts: file.acts.iter().map(|choice| Choice::of(app, lang, choice)).collect(),
        }
    }
}

/// Opens a case.
///
/// The case with its applicant, masked, and every act of its state with whether the
/// caller may do it now. That it was opened is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{id}",
    operation_id = "read",
    tag = "applications",
    params(("id" = String, Path, description = "The case, such as 230102-2026-48213907")),
    responses(
        (status = 200, description = "The case", body = CaseAnswer,
            headers(("ETag" = String, description = "The version of the case, in quotation marks"))),
    )
)]
pub(crate) async fn show(caller: Caller, CasePath(id): CasePath) -> Result<Response, Problem> {
    let app = &caller.web.app;
    let file = app.case_file(&caller.staff, &id).await.map_err(|e| caller.problem(e))?;
    Ok(answer::json(&CaseAnswer::of(app, caller.lang, &file), Some(file.case.version)))
}
