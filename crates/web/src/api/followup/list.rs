//! Visits that are owed, by due time.

use axum::extract::RawQuery;
use axum::response::Response;
use leye_app::followup::{OwedFilter, OwedRow, OwedTime, OwedWhat};
use leye_app::{App, FieldFault};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::caller::Caller;
use crate::api::problem::{Problem, field_fault};
use crate::cursor;

/// A page of visits.
#[derive(Serialize, ToSchema)]
struct FollowUpsAnswer {
    /// At most 50 entries, by due time.
    items: Vec<OwedVisit>,
    /// What `after` says to get the next page; null at the end.
    next: Option<String>,
}

/// A visit that is owed.
#[derive(Serialize, ToSchema)]
struct OwedVisit {
    /// Id of the person's file.
    person: String,
    /// The number of the job in the file.
    employment: u32,
    /// Months after the first day of work.
    month: u16,
    /// Who is to be visited: person, family or employer.
    target: &'static str,
    /// When it is due.
    #[schema(format = DateTime)]
    due_at: String,
    /// Working days until then, negative when late.
    days_left: i64,
    /// The person's name; empty once erased.
    name: String,
    /// The person's identity number, masked.
    number: String,
    /// How they work.
    kind: &'static str,
    /// Who employs; empty where nobody does.
    employer: String,
    /// The station.
    station: String,
    /// The weights of the open risks together.
    risk: u32,
}

impl OwedVisit {
    fn of(app: &App, row: OwedRow) -> Option<OwedVisit> {
        let OwedWhat::Visit(slot) = row.what else { return None };
        Some(OwedVisit {
            person: row.person.to_string(),
            employment: row.employment,
            month: slot.month,
            target: slot.target.as_str(),
            due_at: app.local(row.due_at),
            days_left: row.days_left,
            name: row.name,
            number: row.masked,
            kind: row.kind.as_str(),
            employer: row.workplace,
            station: row.station.to_string(),
            risk: row.risk,
        })
    }
}

/// Lists visits that are owed.
///
/// At and below the caller's agency, by due time, 50 a page.
#[utoipa::path(
    get,
    path = "/api/v1/follow-ups",
    operation_id = "follow_ups",
    tag = "follow-up",
    params(
        ("due" = Option<String>, Query, description = "`week`: until the end of this week, what is late included; `late`; left out for all"),
        ("after" = Option<String>, Query, description = "The member next of the page before"),
    ),
    responses((status = 200, description = "A page", body = FollowUpsAnswer))
)]
pub(crate) async fn show(caller: Caller, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let app = &caller.web.app;
    let asked = filter(query.as_deref().unwrap_or_default()).map_err(|faults| {
        let told: Vec<Value> =
            faults.iter().map(|fault| field_fault(caller.lang, fault, &fault.field)).collect();
        Problem::faulty(caller.lang, told)
    })?;
    let page = app.follow_ups_owed(&caller.staff, &asked).await.map_err(|e| caller.problem(e))?;
    let items = page.items.into_iter().filter_map(|row| OwedVisit::of(app, row)).collect();
    let next = page.next.map(|place| cursor::write(&place));
    Ok(answer::json(&FollowUpsAnswer { items, next }, None))
}

fn filter(query: &str) -> Result<OwedFilter, Vec<FieldFault>> {
    let unreadable = |_| vec![FieldFault::new("query", "unreadable-query")];
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(unreadable)?;
    let mut asked = OwedFilter::default();
    let mut faults = Vec::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let code = match (name.as_str(), value.as_str()) {
            ("due", "week") => {
                asked.time = OwedTime::Week;
                None
            }
            ("due", "late") => {
                asked.time = OwedTime::Late;
                None
            }
            ("due", _) => Some("not-chosen"),
            ("after", word) => {
                asked.after = cursor::read(word);
                asked.after.is_none().then_some("bad-cursor")
            }
            _ => Some("unknown-parameter"),
        };
        faults.extend(code.map(|code| FieldFault::new(name, code)));
    }
    if faults.is_empty() { Ok(asked) } else { Err(faults) }
}
