//! The only room that knows HTTP and HTML: pages for people, the API for programs.
//!
//! * `routes`: every address on one page
//! * `pages/<noun>/<verb>.rs` beside `ui/templates/pages/<noun>/<verb>.html`
//! * `api`: the same use cases as JSON, with its OpenAPI description
//! * [`words`]: the three languages
//! * [`Door`] and [`Metrics`]: what operators ask

mod api;
mod assets;
mod client;
mod cursor;
mod fault;
mod form;
mod guard;
mod headers;
mod health;
mod limits;
mod metrics;
mod observe;
mod pages;
mod parts;
mod routes;
mod ui;
mod upload;
pub mod words;

use std::sync::Arc;

use leye_app::App;

pub use api::openapi_json;
pub use client::{Network, NoNetwork};
pub use health::Door;
pub use metrics::Metrics;

/// How the pages are served.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Whether the pages are reached over TLS alone: cookies are sent over nothing else,
    /// and browsers are told so.
    pub secure_cookies: bool,
}

/// What every handler gets.
#[derive(Clone)]
pub(crate) struct Web {
    pub app: Arc<App>,
    pub settings: Settings,
    pub limits: Arc<limits::Limits>,
    /// Key of the tokens in forms of people who have not signed in.
    pub form_key: Arc<[u8; 32]>,
    pub door: Door,
}

/// Every address, ready to be served.
pub fn router(app: Arc<App>, settings: Settings) -> axum::Router {
    router_behind(app, settings, Door::default())
}

/// Every address, ready to be served behind proxies and to be drained.
pub fn router_behind(app: Arc<App>, settings: Settings, door: Door) -> axum::Router {
    let form_key = Arc::new(app.random_key());
    routes::router(Web { app, settings, limits: Arc::default(), form_key, door })
}
