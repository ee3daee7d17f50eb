//! How a complaint stands, for whoever has its number and code. Neither is ever in an address.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leye_app::complaint::{FollowedComplaint, FollowedReply};
use leye_app::{AppError, FieldFault};
use leye_domain::complaint::ComplaintWish;

use super::{category, fault, finding};
use crate::fault::{Fault, show as render};
use crate::form::Typed;
use crate::guard::{Problem, Visitor};
use crate::pages::notice::object::{From, visited, with_cookie};
use crate::pages::supervision::story::text;
use crate::parts::{Fact, Field, FormFault, Maker};
use crate::ui::{Ui, agency_title, place};

/// A complaint as shown.
struct Shown {
    number: String,
    code: String,
    state: String,
    level: &'static str,
    facts: Vec<Fact>,
    replies: Vec<Told>,
    contest: Option<(String, Field)>,
    may_withdraw: bool,
}

/// What was said to who complained.
struct Told {
    title: String,
    at: String,
    words: String,
    remedy: String,
}

#[derive(Template)]
#[template(path = "pages/complaint/follow.html")]
struct FollowPage {
    ui: Ui,
    faults: Vec<FormFault>,
    number: Field,
    code: Field,
    done: Option<String>,
    shown: Option<Shown>,
}

/// Asks for number and code.
pub(crate) async fn form(mut visitor: Visitor) -> Result<Response, Fault> {
    let fresh = visited(&mut visitor);
    let page = page(&visitor, &Typed::default(), &[], (None, None));
    Ok(with_cookie(&visitor, fresh, page))
}

/// Shows how it stands, and does what its buttons say.
pub(crate) async fn send(
    visitor: Visitor,
    From(from): From,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| visitor.fault(status.into()))?;
    visitor.check(&typed)?;
    if !visitor.web.limits.may_verify(from) {
        return Err(visitor.fault(Problem::TooOften));
    }
    let app = &visitor.web.app;
    let (number, code) = (typed.text("complaint-number"), typed.text("complaint-code"));
    let wish = match typed.text("do") {
        "withdraw" => Some(ComplaintWish::Withdraw),
        "contest" => Some(ComplaintWish::Contest { words: typed.text("complaint-contest").to_owned() }),
        _ => None,
    };
    let mut faults = Vec::new();
    let mut done = None;
    if let Some(wish) = wish {
        match app.wish_of_complainant(number, code, wish).await {
            Ok(()) => done = Some(format!("complaint-{}-done", typed.text("do"))),
            Err(AppError::Complaint(refusal)) => faults.push(fault(&refusal, "complaint-contest")),
            Err(AppError::Stale { .. }) => {
                faults.push(FieldFault::new("complaint-contest", "changed-meanwhile"));
            }
            Err(AppError::NotFound) => {}
            Err(error) => return Err(visitor.fault(error.into())),
        }
    }
    match app.follow_complaint(number, code).await {
        Ok(found) => Ok(page(&visitor, &typed, &faults, (done, Some(found)))),
        Err(AppError::NotFound) => {
            let fault = FieldFault::new("complaint-number", "complaint-no-such");
            Ok(page(&visitor, &typed, &[fault], (None, None)))
        }
        Err(error) => Err(visitor.fault(error.into())),
    }
}

fn page(
    visitor: &Visitor,
    typed: &Typed,
    faults: &[FieldFault],
    (done, found): (Option<String>, Option<FollowedComplaint>),
) -> Response {
    let ui = visitor.ui();
    let maker = Maker { words: ui.words, typed, faults };
    let page = FollowPage {
        faults: maker.summary(),
        number: Field { width: "20", ..maker.text("complaint-number", true) },
        code: Field { width: "10", ..maker.text("complaint-code", true) },
        done: done.map(|key| ui.t(&key)),
        shown: found.map(|found| shown(visitor, &ui, &maker, &found)),
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, render(&page)).into_response()
}

fn shown(visitor: &Visitor, ui: &Ui, maker: &Maker<'_>, found: &FollowedComplaint) -> Shown {
    let app = &visitor.web.app;
    let moment = |at| ui.words.moment(app.rules().zone().to_datetime(at));
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let mut facts = vec![
        fact("field-complaint-number", found.id.to_string()),
        fact("field-complaint-category", category(ui, found.category)),
        fact("field-complaint-about", place(app, ui.words, &found.about)),
        fact("complaint-dealing", agency_title(app, ui.words, &found.dealing)),
        fact("complaint-filed", moment(found.filed)),
    ];
    facts.extend(found.due.map(|due| fact("complaint-reply-by", moment(due))));
    facts.extend(found.rejected.as_ref().map(|why| fact("complaint-rejected-why", text(ui, why))));
    Shown {
        number: found.id.to_string(),
        code: maker.typed.text("complaint-code").to_owned(),
        state: ui.t(&format!("complaint-follow-{}", found.state)),
        level: if found.due.is_some() { "soon" } else { "well" },
        facts,
        replies: found.replies.iter().map(|one| told(visitor, ui, one)).collect(),
        contest: found.may_contest.map(|until| {
            let lead = ui.words.with("complaint-contest-lead", &[("until", moment(until))]);
            (lead, maker.text("complaint-contest", true))
        }),
        may_withdraw: found.may_withdraw,
    }
}

fn told(visitor: &Visitor, ui: &Ui, reply: &FollowedReply) -> Told {
    let app = &visitor.web.app;
    let agency = agency_title(app, ui.words, &reply.agency);
    let parts = [("agency", agency), ("finding", finding(ui, reply.finding))];
    Told {
        title: ui.words.with("complaint-told", &parts),
        at: ui.words.moment(app.rules().zone().to_datetime(reply.at)),
        words: text(ui, &reply.words),
        remedy: text(ui, &reply.remedy),
    }
}
