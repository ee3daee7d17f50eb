//! Every address, on one page.

use std::any::Any;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::observe::{self, Observer};
use crate::pages::{
    account, agency, application, assistance, badge, campaign, check, complaint, contact, docket, draft,
    employer, employment, finding, followup, guidance, household, inspection, language, letter, name_seal,
    notice, original, paper, person, problem, rating, registration, relocation, round, rules, scan, session,
    spot_check, start, supervision, time_limit, training, user, work,
};
use crate::{Web, api, assets, fault, headers, health};

/// The most that a form or an API body may hold, in bytes.
const MOST: usize = 256 * 1024;

/// The router.
pub(crate) fn router(web: Web) -> Router {
    let observer = Observer::new(web.door.clone(), &web.app.random_key());
    Router::new()
        .merge(public())
        .merge(applications())
        .merge(oversight())
        .merge(administration())
        .merge(drafts())
        .nest("/api/v1", api::router())
        .route("/assets/{hash}/{name}", get(assets::serve))
        .route("/health", get(health::health))
        .route("/ready", get(ready))
        .fallback(fault::not_found)
        .method_not_allowed_fallback(fault::not_found)
        .layer(DefaultBodyLimit::max(MOST))
        .layer(middleware::from_fn_with_state(web.settings, headers::add))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(broken))
        .layer(middleware::from_fn_with_state(observer, observe::watch))
        .with_state(web)
}

/// The answer in place of one that a fault of the program kept from being made. What it
/// said is not repeated: that may be personal.
fn broken(_: Box<dyn Any + Send>) -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn ready(State(web): State<Web>) -> impl IntoResponse {
    health::ready(&web.door, &web.app).await
}

fn public() -> Router<Web> {
    Router::new()
        .route("/", get(start::read))
        .route("/language", get(language::choose))
        .route("/sign-in", get(session::sign_in::form).post(session::sign_in::send))
        .route("/sign-out", post(session::sign_out::send))
        .route("/check", get(check::begin).post(check::send))
        .route("/rules", get(rules::list::show))
        .route("/rules/{code}", get(rules::read::show))
        .route(
            "/papers",
            get(paper::check::form)
                .post(paper::check::send)
                .layer(DefaultBodyLimit::max(paper::check::MOST + MOST)),
        )
        .route("/papers/{code}", get(paper::check::code))
        .route(
            "/hand-in/{link}",
            get(scan::hand_in::form).post(scan::hand_in::send).layer(DefaultBodyLimit::max(scan::MOST_SENT)),
        )
        .route("/complaints/new", get(complaint::new::form).post(complaint::new::send))
        .route("/complaints/follow", get(complaint::follow::form).post(complaint::follow::send))
        .route("/badges", get(badge::check::form))
        .route("/badges/{code}", get(badge::check::code))
        .route("/rate/{link}", get(rating::give::form).post(rating::give::send))
        .route("/notices", get(notice::list::show))
        .route("/notices/{id}/object", get(notice::object::form).post(notice::object::send))
}

fn applications() -> Router<Web> {
    Router::new()
        .route("/work", get(work::list::show))
        .route("/search", post(person::find::send))
        .route("/applications", get(application::list::show))
        .route("/applications/new", get(application::new::search).post(application::new::found))
        .route("/applications/new/form", get(application::new::form).post(application::new::send))
        .route("/applications/{id}", get(application::read::show))
        .route("/applications/{id}/receipts.json", get(application::receipts::download))
        .route("/applications/{id}/reveal", get(application::reveal::form).post(application::reveal::send))
        .route("/applications/{id}/acts/{act}", get(application::act::form).post(application::act::send))
        .route("/applications/{id}/letters/{seq}", get(letter::read::show))
        .route("/applications/{id}/papers", get(paper::list::show).post(paper::issue::send))
        .route("/applications/{id}/papers/{code}", get(paper::issue::download))
        .route("/applications/{id}/papers/{code}/sign", get(paper::sign::form).post(paper::sign::send))
        .route(
            "/applications/{id}/papers/{code}/withdraw",
            get(paper::withdraw::form).post(paper::withdraw::send),
        )
        .route(
            "/applications/{id}/scans",
            post(scan::keep::send).layer(DefaultBodyLimit::max(scan::MOST_SENT)),
        )
        .route("/applications/{id}/scans/link", get(scan::link::show))
        .route("/applications/{id}/scans/{number}", get(scan::read::form).post(scan::read::send))
        .route("/applications/{id}/scans/{number}/file", get(scan::read::file))
        .route("/applications/{id}/originals", post(original::hand_over::take))
        .route(
            "/applications/{id}/originals/{number}",
            get(original::hand_over::form).post(original::hand_over::send),
        )
        .route("/originals", get(original::away::show))
        .route("/seals", get(name_seal::list::show).post(name_seal::list::send))
        .route("/receipts", get(application::list::receipts))
        .route("/people", get(person::find::form))
        .route("/people/{id}", get(person::read::show))
        .route("/people/{id}/reveal", get(person::reveal::form).post(person::reveal::send))
        .route("/people/{id}/registration", get(registration::read::show))
        .route("/people/{id}/registration/{act}", get(registration::act::form).post(registration::act::send))
        .route("/registrations", get(registration::list::show))
        .route("/assistance", get(assistance::list::show))
        .route("/people/{id}/assistance", get(assistance::read::show))
        .route("/people/{id}/assistance/agreement", get(assistance::letter::agreement))
        .route("/people/{id}/assistance/letters/{seq}", get(assistance::letter::show))
        .route("/people/{id}/assistance/acts/{act}", get(assistance::act::form).post(assistance::act::send))
        .merge(work())
        .merge(rounds())
        .route("/households", get(household::list::show))
        .route("/households/new", get(household::new::form).post(household::new::send))
        .route("/households/{id}", get(household::read::show))
        .route("/households/{id}/{act}", get(household::act::form).post(household::act::send))
        .route("/employers", get(employer::list::show))
        .route("/employers/{id}", get(employer::read::show))
        .route("/findings", get(finding::list::show))
        .route("/findings/people/{id}", get(finding::review::form).post(finding::review::send))
        .route(
            "/findings/outreach/{station}/{number}",
            get(finding::outreach::form).post(finding::outreach::send),
        )
        .route("/training/clock", post(training::move_clock::send))
}

/// Jobs and their follow-up.
fn work() -> Router<Web> {
    use employment as job;
    use followup as follow;
    let visit = get(follow::visit::form).post(follow::visit::send);
    Router::new()
        .route("/people/{id}/employments", get(job::list::show))
        .route("/people/{id}/employments/new", get(job::register::form).post(job::register::send))
        .route("/people/{id}/employments/{job}", get(job::correct::form).post(job::correct::send))
        .route("/people/{id}/employments/{job}/supports", get(job::support::form).post(job::support::send))
        .route("/people/{id}/employments/{job}/end", get(job::end::form).post(job::end::send))
        .route("/people/{id}/visit-photos/{digest}", get(follow::photo::show))
        .route("/follow-ups", get(follow::list::show))
        .route("/follow-ups/{id}/{job}", get(follow::read::show))
        .route(
            "/follow-ups/{id}/{job}/visit/{month}/{target}",
            visit.layer(DefaultBodyLimit::max(scan::MOST_SENT)),
        )
        .route(
            "/follow-ups/{id}/{job}/conflict/{month}/{target}",
            get(follow::conflict::form).post(follow::conflict::send),
        )
        .route("/follow-ups/{id}/{job}/risks", get(follow::risk::form).post(follow::risk::send))
        .route(
            "/follow-ups/{id}/{job}/risks/{number}",
            get(follow::risk::close_form).post(follow::risk::close),
        )
        .route(
            "/follow-ups/{id}/{job}/mediations/{number}",
            get(follow::mediation::form).post(follow::mediation::send),
        )
        .route("/follow-ups/{id}/{job}/visitor", get(follow::visitor::form).post(follow::visitor::send))
        .route("/follow-ups/{id}/{job}/end", get(follow::end::form).post(follow::end::send))
}

/// Visits on the way; what comes from a device brings photos.
fn rounds() -> Router<Web> {
    Router::new()
        .route("/round", get(round::read::show_page))
        .route("/round/worker.js", get(round::device::worker))
        .route("/round/manifest.webmanifest", get(round::device::manifest))
        .route("/round/session", get(round::device::session))
        .route("/round/password", post(round::device::password))
        .route("/round/visits", get(round::deliver::take))
        .route("/round/reports", post(round::deliver::send).layer(DefaultBodyLimit::max(scan::MOST_SENT)))
}

fn oversight() -> Router<Web> {
    Router::new()
        .route("/checks", get(supervision::check::show))
        .route("/standings", get(supervision::standing::show))
        .route("/moves", get(relocation::list::show))
        .route("/moves/new", get(relocation::ask::form).post(relocation::ask::send))
        .route("/moves/{id}", get(relocation::read::form).post(relocation::read::send))
        .route("/people/{id}/move", get(relocation::leave::form).post(relocation::leave::send))
        .route("/complaints", get(complaint::list::show))
        .route("/complaints/record", get(complaint::record::form).post(complaint::record::send))
        .route("/complaints/{id}", get(complaint::read::form).post(complaint::read::send))
        .route("/complaints/{id}/question", get(complaint::question::form).post(complaint::question::send))
        .route("/contacts", get(contact::list::show))
        .route("/contacts/new", get(contact::new::form).post(contact::new::send))
        .route("/contacts/{id}", get(contact::read::form).post(contact::read::send))
        .route("/contacts/{id}/receipt", get(contact::receipt::show))
        .route("/problems", get(problem::list::show))
        .route("/problems/new", get(problem::find::form).post(problem::find::send))
        .route("/problems/{id}", get(problem::read::form).post(problem::read::send))
        .route("/ratings", get(rating::list::show))
        .route("/ratings/{id}", get(rating::read::form).post(rating::read::send))
        .route("/applications/{id}/rating-slip", get(rating::slip::form).post(rating::slip::send))
        .route("/guidance", get(guidance::list::show))
        .route("/guidance/new", get(guidance::give::form).post(guidance::give::send))
        .route("/guidance/{id}", get(guidance::read::form).post(guidance::read::send))
        .route("/spot-checks", get(spot_check::list::show))
        .route("/spot-checks/new", get(spot_check::draw::form).post(spot_check::draw::send))
        .route("/spot-checks/{id}", get(spot_check::read::show))
        .route("/spot-checks/{id}/redraw", get(spot_check::redraw::show))
        .route("/spot-checks/{id}/population", get(spot_check::redraw::population))
        .route("/spot-checks/{id}/{number}", get(spot_check::check::form).post(spot_check::check::send))
        .route("/inspections", get(inspection::list::show))
        .route("/inspections/new", get(inspection::record::form).post(inspection::record::send))
        .route("/inspections/{id}", get(inspection::read::show))
        .route("/campaigns", get(campaign::list::show))
        .route("/campaigns/new", get(campaign::order::form).post(campaign::order::send))
        .route("/time-limits", get(time_limit::list::show))
        .route("/time-limits/kept", get(time_limit::kept::show))
        .route("/time-limits/calendar.ics", get(time_limit::feed::show))
        .route("/dockets", get(docket::list::show))
        .route("/dockets/{id}", get(docket::read::form).post(docket::read::send))
        .route("/campaigns/{bureau}/{number}", get(campaign::read::form).post(campaign::read::send))
}

fn administration() -> Router<Web> {
    Router::new()
        .route("/agencies", get(agency::list::show))
        .route("/agencies/{code}", get(agency::change::form).post(agency::change::send))
        .route("/users", get(user::list::show))
        .route("/users/new", get(user::add::form).post(user::add::send))
        .route("/users/{name}", get(user::change::form).post(user::change::send))
        .route("/account", get(account::show))
        .route("/account/password", post(account::password))
        .route("/account/identity", post(account::identity))
        .route("/account/sign", get(badge::sign::show_sign))
        .route("/roster", get(badge::roster::form).post(badge::roster::send))
        .route("/account/absence", post(account::absence))
}

/// Uploads are larger than other forms.
fn drafts() -> Router<Web> {
    let room = DefaultBodyLimit::max;
    let list = get(draft::list::show).post(draft::list::send).layer(room(draft::MOST_DRAFT));
    let rehearse = post(draft::rehearse::send).layer(room(draft::MOST_PEOPLE));
    Router::new()
        .route("/rules/drafts", list)
        .route("/rules/drafts/{number}", get(draft::read::show))
        .route("/rules/drafts/{number}/rehearse", rehearse)
        .route("/rules/drafts/{number}/propose", post(draft::act::propose))
        .route("/rules/drafts/{number}/publish", post(draft::act::publish))
        .route("/rules/drafts/{number}/withdraw", post(draft::act::withdraw))
}
