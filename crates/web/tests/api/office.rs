//! A small world: storage in a folder of its own, two stations, their office and bureau,
//! and programs that call in the name of their staff.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use leye_app::user::NewUser;
use leye_app::{App, Chance, Rules, rules};
use leye_store::{MasterKey, Options, Store};
use leye_web::{Settings, router};
use serde_json::{Value, json};
use tower::ServiceExt;

pub const STATION: &str = "230102001001";
pub const OTHER_STATION: &str = "230102001002";
pub const OFFICE: &str = "230102001000";
pub const BUREAU: &str = "230102000000";

/// The password of everybody.
const PASSWORD: &str = "a long enough password";

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// The service with its storage.
pub struct World {
    pub app: Arc<App>,
    service: Router,
    folder: PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        // What is left behind lies in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl World {
    /// Training storage with the agencies of one district.
    pub async fn new() -> World {
        World::of(true).await
    }

    pub async fn of(training: bool) -> World {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("leye-api-{}-{number}", std::process::id()));
        let options =
            Options { dir: folder.clone(), database: None, master_key: MasterKey::from_bytes([7; 32]) };
        let store = Store::open(options).await.expect("new storage");
        let rules = Rules::new(&rules::built_in()).expect("the pack");
        let app = App::open(store, rules, Chance::from_seed(7)).await.expect("an application");
        app.begin(training).await.expect("new storage is for anything");
        app.load_agencies(Some(&["230102"])).await.expect("agencies");
        let app = Arc::new(app);
        World { service: router(app.clone(), Settings::default()), app, folder }
    }

    /// A program that calls for a new member of staff.
    pub async fn staff(&self, role: &str, agency: &str) -> Program {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{role}-{number}");
        let user = NewUser {
            name: name.clone(),
            display_name: ["Staff A", "Staff B", "Staff C"][number % 3].to_owned(),
            role: role.to_owned(),
            agency: agency.to_owned(),
            password: PASSWORD.to_owned(),
            must_change: false,
        };
        self.app.add_user_unasked(user).await.expect("a new user");
        let token = self.app.make_api_token(&name, "test").await.expect("a token");
        Program { service: self.service.clone(), name, token: Some(token) }
    }

    /// A program without a token.
    pub fn stranger(&self) -> Program {
        Program { service: self.service.clone(), name: String::new(), token: None }
    }

    /// A page as somebody signed in sees it in English; nobody is signed in for a stranger.
    pub async fn page(&self, who: &Program, path: &str) -> (u16, String) {
        let mut request = Request::get(path).header("accept-language", "en");
        if !who.name.is_empty() {
            let signed_in = self.app.sign_in(&who.name, PASSWORD).await.expect("the right password");
            request = request.header("cookie", format!("leye_session={}", signed_in.token));
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = self.service.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a whole body");
        (status, String::from_utf8(bytes.to_vec()).expect("pages are UTF-8"))
    }

    /// Today, where the service is.
    pub fn today(&self) -> String {
        self.app.today().to_string()
    }
}

/// A program that calls the API.
#[derive(Clone)]
pub struct Program {
    service: Router,
    pub name: String,
    pub token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub json: Value,
}

impl Answer {
    /// The same, if it has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        let kind = self.header("content-type");
        let wanted = if status < 400 { "application/json" } else { "application/problem+json" };
        assert_eq!(kind, wanted);
        if status >= 400 {
            assert_eq!(self.json["status"], status);
            assert!(self.json["title"].as_str().is_some_and(|t| !t.starts_with("api-")), "{}", self.text);
            assert!(self.json["detail"].as_str().is_some_and(|t| !t.starts_with("api-")), "{}", self.text);
        }
        self
    }

    /// A header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The codes of the faults by field.
    pub fn faults(&self) -> Vec<(String, String)> {
        let text = |fault: &Value, name: &str| fault[name].as_str().unwrap_or_default().to_owned();
        let faults = self.json["faults"].as_array().cloned().unwrap_or_default();
        for fault in &faults {
            let detail = text(fault, "detail");
            assert!(
                !detail.is_empty() && !detail.starts_with("fault-") && !detail.starts_with("api-"),
                "{fault}"
            );
        }
        faults.iter().map(|fault| (text(fault, "field"), text(fault, "code"))).collect()
    }
}

impl Program {
    /// Sends a request.
    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request.header("accept-language", "en");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response =
            self.service.clone().oneshot(request.body(body).expect("a request")).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a whole body");
        let text = String::from_utf8(bytes.to_vec()).expect("answers are UTF-8");
        let json = serde_json::from_str(&text).unwrap_or_default();
        Answer { status, headers, text, json }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(format!("/api/v1{path}")), Body::empty()).await
    }

    /// A write with a key of its own.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let key = format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let request = Request::post(format!("/api/v1{path}")).header("idempotency-key", key);
        self.send(request, Body::from(body.to_string())).await
    }

    /// An act on the version that is stored now.
    pub async fn act(&self, id: &str, body: Value) -> Answer {
        let seen = self.get(&format!("/applications/{id}")).await;
        let version = seen.json["version"].as_i64().unwrap_or(1);
        self.act_seen(id, version, &body).await
    }

    /// An act on a version.
    pub async fn act_seen(&self, id: &str, version: i64, body: &Value) -> Answer {
        let key = format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let request = Request::post(format!("/api/v1/applications/{id}/acts"))
            .header("idempotency-key", key)
            .header("if-match", format!("\"{version}\""));
        self.send(request, Body::from(body.to_string())).await
    }

    /// A new case, accepted, of a woman of 48; gives its id.
    pub async fn file(&self, serial: u32) -> String {
        let body = application(&number("19780315", serial * 2));
        let answer = self.post("/applications", &body).await.is(201);
        answer.json["id"].as_str().expect("an id").to_owned()
    }
}

/// An application of a woman with this number.
pub fn application(number: &str) -> Value {
    json!({
        "person": { "number": number, "name": "Li Xiuying", "retirement_class": "female-50" },
        "claimed": ["C1.1"],
        "facts": facts(),
        "accept": true,
    })
}

/// What the counter asked: all that category C1.1 needs beside the identity number.
pub fn facts() -> Value {
    json!({
        "local_urban_registration": true, "able_to_work": true, "willing_to_work": true,
        "employed": false, "registered_unemployed": true,
    })
}

/// A number with the right check digit; an odd serial is a man's.
pub fn number(born: &str, serial: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("230102{born}{serial:03}");
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = char::from(b"10X98765432"[sum as usize % 11]);
    format!("{body}{check}")
}

/// Ticks that carry a pass for category C1.1.
pub fn ticks() -> Value {
    let tick =
        |condition: &str, proofs: &[&str]| json!({ "condition": condition, "met": true, "proofs": proofs });
    json!([
        tick("working-age", &["id_card", "household_register"]),
        tick("able_to_work", &["declaration"]),
        tick("willing_to_work", &["declaration"]),
        tick("local_urban_registration", &["household_register"]),
        tick("applied", &["application_form"]),
        tick("C1.1", &["id_card", "household_register", "registration_certificate"]),
    ])
}
