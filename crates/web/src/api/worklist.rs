//! What is owed, by due time, page by page.

use axum::extract::RawQuery;
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use jiff::civil::Date;
use leye_app::App;
use leye_app::application::{WorkFilter, WorkItem};
use leye_domain::case::StateName;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::answer;
use super::caller::Caller;
use super::problem::{Problem, field_fault};
use leye_app::FieldFault;

/// A page of the worklist.
#[derive(Serialize, ToSchema)]
struct WorklistAnswer {
    /// At most 50 entries, by due time; what stands still comes last.
    items: Vec<WorkAnswer>,
    /// What `after` says to get the next page; null at the end.
    next: Option<String>,
}

/// Something that is owed.
#[derive(Serialize, ToSchema)]
struct WorkAnswer {
    /// The case.
    #[schema(example = "230102-2026-48213907")]
    id: String,
    /// Version of the case.
    version: i64,
    /// Its state.
    #[schema(example = "second_review")]
    state: &'static str,
    /// The article of the time limit.
    #[schema(example = "C3.3")]
    article: String,
    /// When it is due; null while it stands still.
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// Working days until then, negative when late.
    days_left: Option<i64>,
    /// The agency at which it lies.
    agency: String,
    /// The station at which it was filed.
    station: String,
    /// Sign-in name of who is responsible.
    holder: String,
    /// Their name as shown.
    holder_name: String,
    /// Id of the applicant's file.
    person: String,
    /// The applicant's name; empty once erased.
    name: String,
    /// The applicant's identity number, masked.
    number: String,
}

impl WorkAnswer {
    fn of(app: &App, item: WorkItem) -> WorkAnswer {
        WorkAnswer {
            id: item.id.to_string(),
            version: item.version,
            state: item.state.as_str(),
            article: item.article,
            due_at: item.due_at.map(|at| app.local(at)),
            days_left: item.days_left,
            agency: item.agency.to_string(),
            station: item.station.to_string(),
            holder: item.holder,
            holder_name: item.holder_name,
            person: item.person.to_string(),
            name: item.name,
            number: item.masked,
        }
    }
}

/// Lists what is owed.
///
/// Open cases that the caller may see, by due time, 50 a page.
#[utoipa::path(
    get,
    path = "/api/v1/worklist",
    operation_id = "worklist",
    tag = "worklist",
    params(
        ("agency" = Option<String>, Query, description = "Only what lies at this agency, a 12-digit code"),
        ("state" = Option<String>, Query, description = "Only this state, such as second_review"),
        ("due_before" = Option<String>, Query, description = "Only what is due before this day or instant (ISO 8601)", example = "2026-11-05"),
        ("after" = Option<String>, Query, description = "The member next of the page before"),
    ),
    responses((status = 200, description = "A page", body = WorklistAnswer))
)]
pub(crate) async fn show(caller: Caller, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let app = &caller.web.app;
    let asked = filter(app, query.as_deref().unwrap_or_default()).map_err(|faults| {
        let told: Vec<Value> =
            faults.iter().map(|fault| field_fault(caller.lang, fault, &fault.field)).collect();
        Problem::faulty(caller.lang, told)
    })?;
    let page = app.worklist(&caller.staff, &asked).await.map_err(|e| caller.problem(e))?;
    let items = page.items.into_iter().map(|item| WorkAnswer::of(app, item)).collect();
    let next = page.next.map(|(due_at, id)| cursor(due_at, &id));
    Ok(answer::json(&WorklistAnswer { items, next }, None))
}

fn filter(app: &App, query: &str) -> Result<WorkFilter, Vec<FieldFault>> {
    let unreadable = |_| vec![FieldFault::new("query", "unreadable-query")];
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(unreadable)?;
    let mut asked = WorkFilter::default();
    let mut faults = Vec::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let code = match name.as_str() {
            "agency" => {
                asked.agency = value.parse().ok().filter(|code| app.agency(code).is_some());
                asked.agency.is_none().then_some("unknown-agency")
            }
            "state" => {
                asked.state = StateName::parse(value);
                asked.state.is_none().then_some("unknown-state")
            }
            "due_before" => {
                asked.due_before = instant(app, value);
                asked.due_before.is_none().then_some("no-instant")
            }
            "after" => {
                asked.after = place(value);
                asked.after.is_none().then_some("bad-cursor")
            }
            _ => Some("unknown-parameter"),
        };
        faults.extend(code.map(|code| FieldFault::new(name, code)));
    }
    if faults.is_empty() { Ok(asked) } else { Err(faults) }
}

/// An instant, or the beginning of a day.
fn instant(app: &App, text: &str) -> Option<Timestamp> {
    let day = || text.parse::<Date>().ok()?.to_zoned(app.rules().zone().clone()).ok();
    // A plus sign in an address is a space once decoded.
    text.replace(' ', "+").parse().ok().or_else(|| day().map(|zoned| zoned.timestamp()))
}

/// A place in the list as text that says nothing to whoever passes it on.
fn cursor(due_at: Option<Timestamp>, id: &str) -> String {
    let document = serde_json::json!([due_at.map(Timestamp::as_microsecond), id]);
    BASE64URL_NOPAD.encode(document.to_string().as_bytes())
}

fn place(cursor: &str) -> Option<(Option<Timestamp>, String)> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
    let (micros, id): (Option<i64>, String) = serde_json::from_slice(&bytes).ok()?;
    let due_at = micros.map(Timestamp::from_microsecond).transpose().ok()?;
    Some((due_at, id))
}
