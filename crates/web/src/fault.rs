//! What is shown when something does not go: what is wrong and what to do next.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use leye_app::AppError;
use leye_app::session::Session;

use crate::Web;
use crate::ui::Ui;
use crate::words::Lang;

/// Why a page cannot be shown.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Nobody is signed in.
    SignIn,
    /// The first password must be changed.
    ChangePassword,
    /// There is no such page, or the reader may not know it.
    NotFound,
    /// The form is old, or came from elsewhere.
    StaleForm,
    /// Tried too often.
    TooOften,
    /// A use case did not happen.
    App(AppError),
    /// What was sent cannot be read.
    Unreadable(StatusCode),
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Problem {
        match error {
            AppError::NotFound => Problem::NotFound,
            other => Problem::App(other),
        }
    }
}

impl From<StatusCode> for Problem {
    fn from(status: StatusCode) -> Problem {
        Problem::Unreadable(status)
    }
}

/// A problem with whom to tell it. Boxed because it is rare.
pub(crate) struct Fault(Box<Told>);

struct Told {
    web: Web,
    lang: Lang,
    path: String,
    session: Option<Session>,
    problem: Problem,
}

impl Fault {
    /// A problem for somebody.
    pub(crate) fn new(web: Web, lang: Lang, path: &str, session: Option<Session>, problem: Problem) -> Fault {
        Fault(Box::new(Told { web, lang, path: path.to_owned(), session, problem }))
    }
}

#[derive(Template)]
#[template(path = "pages/fault/read.html")]
struct FaultPage {
    ui: Ui,
    title: String,
    text: String,
    next: Option<(String, String)>,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let told = *self.0;
        match told.problem {
            Problem::SignIn => {
                let back = serde_urlencoded::to_string([("back", &told.path)]).unwrap_or_default();
                Redirect::to(&format!("/sign-in?{back}")).into_response()
            }
            Problem::ChangePassword => Redirect::to("/account").into_response(),
            _ => page(&told),
        }
    }
}

fn page(told: &Told) -> Response {
    let (status, key) = kind(&told.problem);
    if status.is_server_error() {
        tracing::error!(problem = ?told.problem, "a page could not be shown");
    }
    let csrf = told.session.as_ref().map(|s| s.csrf.clone()).unwrap_or_default();
    let ui = Ui::public(&told.web.app, told.lang, &told.path, csrf);
    let home = if told.session.is_some() { "/work" } else { "/" };
    let page = FaultPage {
        title: ui.t(&format!("fault-{key}-title")),
        text: ui.t(&format!("fault-{key}-text")),
        next: Some((home.to_owned(), ui.t("fault-home"))),
        ui,
    };
    (status, show(&page)).into_response()
}

fn kind(problem: &Problem) -> (StatusCode, &'static str) {
    match problem {
        Problem::SignIn | Problem::ChangePassword => (StatusCode::UNAUTHORIZED, "sign-in"),
        Problem::NotFound => (StatusCode::NOT_FOUND, "not-found"),
        Problem::StaleForm => (StatusCode::FORBIDDEN, "stale-form"),
        Problem::TooOften => (StatusCode::TOO_MANY_REQUESTS, "too-often"),
        Problem::Unreadable(StatusCode::PAYLOAD_TOO_LARGE) => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        Problem::Unreadable(_) => (StatusCode::BAD_REQUEST, "unreadable"),
        Problem::App(AppError::Forbidden { .. }) => (StatusCode::FORBIDDEN, "forbidden"),
        Problem::App(AppError::Stale { .. }) => (StatusCode::CONFLICT, "changed"),
        Problem::App(AppError::Erased) => (StatusCode::GONE, "erased"),
        Problem::App(AppError::NotTraining) => (StatusCode::FORBIDDEN, "not-training"),
        Problem::App(
            AppError::Refused(_)
            | AppError::Assistance(_)
            | AppError::Draft(_)
            | AppError::NameSeal(_)
            | AppError::Paper(_)
            | AppError::Registration(_)
            | AppError::Household(_)
            | AppError::Work(_)
            | AppError::Problem(_)
            | AppError::Complaint(_)
            | AppError::Contact(_)
            | AppError::Rating(_)
            | AppError::Supervision(_)
            | AppError::Campaign(_)
            | AppError::Relocation(_)
            | AppError::Docket(_)
            | AppError::Form(_)
            | AppError::Intake(_)
            | AppError::Invalid(_),
        ) => (StatusCode::UNPROCESSABLE_ENTITY, "refused"),
        Problem::App(error) if error.is_away() => (StatusCode::SERVICE_UNAVAILABLE, "storage-away"),
        Problem::App(error) if error.is_full() => (StatusCode::INSUFFICIENT_STORAGE, "storage-full"),
        Problem::App(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
    }
}

/// Room for a page with a list, in bytes.
const USUAL: usize = 48 * 1024;

/// A rendered page; a template that fails is a failure of the service.
pub(crate) fn show(page: &impl Template) -> Response {
    let mut html = String::with_capacity(USUAL);
    match page.render_into(&mut html) {
        Ok(()) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a template failed");
            (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/plain")], "500").into_response()
        }
    }
}

/// Answers nothing that was asked for.
pub(crate) async fn not_found(visitor: crate::guard::Visitor) -> Fault {
    visitor.fault(Problem::NotFound)
}
