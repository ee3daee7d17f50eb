//! One line in the log and the figures of every request. Told are method, the pattern of
//! the route, status and time: never the address itself, a query, a body or who asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use data_encoding::HEXLOWER;
use leye_app::Stopwatch;
use leye_app::observe::milliseconds;
use tracing::Instrument;

use crate::client;
use crate::health::Door;

/// The header that carries the id of a request.
const ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that is taken over from a proxy.
const LONGEST_ID: usize = 64;

/// What every request passes on its way in and out.
#[derive(Clone)]
pub(crate) struct Observer {
    door: Door,
    /// Drawn at the start, so that the ids of two starts differ.
    prefix: Arc<str>,
    count: Arc<AtomicU64>,
}

impl Observer {
    pub(crate) fn new(door: Door, key: &[u8; 32]) -> Observer {
        Observer { door, prefix: HEXLOWER.encode(&key[..4]).into(), count: Arc::default() }
    }

    /// The id that a believed proxy gave, or a new one.
    fn id(&self, request: &Request, believed: bool) -> String {
        let given = request.headers().get(ID).filter(|_| believed).and_then(|id| id.to_str().ok());
        let plain = |id: &&str| {
            let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(good)
        };
        match given.filter(plain) {
            Some(id) => id.to_owned(),
            None => format!("{}-{}", self.prefix, self.count.fetch_add(1, Ordering::Relaxed) + 1),
        }
    }
}

/// Lets a request through and tells of it.
pub(crate) async fn watch(State(observer): State<Observer>, mut request: Request, next: Next) -> Response {
    let watch = Stopwatch::start();
    let believed = client::settle(&mut request, observer.door.proxies());
    let id = observer.id(&request, believed);
    let (method, route) = (method(request.method()), route(&request));
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    tell(&span, method, &route, &response, watch);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(ID, value);
    }
    response
}

fn tell(span: &tracing::Span, method: &'static str, route: &str, response: &Response, watch: Stopwatch) {
    let (status, seconds) = (response.status().as_u16(), watch.seconds());
    let ms = milliseconds(seconds);
    tracing::info!(parent: span, method, route, status, ms, "request");
    let class = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"][usize::from(status / 100).min(5)];
    let route = route.to_owned();
    metrics::counter!("leye_http_requests_total", "method" => method, "route" => route.clone(), "status" => class)
        .increment(1);
    metrics::histogram!("leye_http_request_seconds", "route" => route).record(seconds);
}

/// The pattern under which the address was found, such as `/applications/{id}`.
fn route(request: &Request) -> String {
    let found = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    found.filter(|pattern| !pattern.contains("__private")).unwrap_or("unmatched").to_owned()
}

/// Methods that nobody defined are not told as they were sent.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
