//! No personal data in the log: one whole life over API and pages, with every fault that
//! somebody makes on the way, and the log searched for all that was entered.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::run::Folder;
use crate::service::{Answer, Service};

const NUMBER: &str = "230102198011052349";
const NAME: &str = "柳暖冬";
const PHONE: &str = "13904510777";
const ADDRESS: &str = "索菲亚教堂旁7号院";
const RELATIVE: &str = "柳向北";
const OBJECTOR: &str = "钱多闻";
const CONTACT: &str = "0451-84610099";
const OBJECTION: &str = "他在外地有工作";
const REASON: &str = "家中老人住院无人照料";
const PASSWORD: &str = "leye-training";

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// Somebody's program.
struct Program<'a>(&'a Service, String);

impl Program<'_> {
    fn send(&self, method: &str, path: &str, version: Option<i64>, body: &Value) -> Answer {
        let bearer = format!("Bearer {}", self.1);
        let key = format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let version = version.map(|version| format!("\"{version}\""));
        let mut headers = vec![("Authorization", bearer.as_str()), ("Idempotency-Key", &key)];
        headers.extend(version.as_deref().map(|version| ("If-Match", version)));
        let body = if method == "GET" { String::new() } else { body.to_string() };
        self.0.send(method, &format!("/api/v1{path}"), &headers, &body)
    }

    fn read(&self, id: &str) -> Value {
        self.send("GET", &format!("/applications/{id}"), None, &Value::Null).json()
    }

    fn try_act(&self, id: &str, body: &Value) -> Answer {
        let version = self.read(id)["version"].as_i64();
        self.send("POST", &format!("/applications/{id}/acts"), version, body)
    }

    #[track_caller]
    fn act(&self, id: &str, body: &Value) {
        let answer = self.try_act(id, body);
        assert_eq!(answer.status, 200, "{body} {answer:?}");
    }

    /// Moves the clock to where the case is due.
    fn wait_for(&self, id: &str) {
        let to = json!({ "now": self.read(id)["due_at"] });
        let moved = self.send("POST", "/training/clock", None, &to);
        assert_eq!(moved.status, 200, "{moved:?}");
    }
}

/// Somebody's browser, after signing in with a wrong password first.
struct Browser<'a>(&'a Service, String);

impl<'a> Browser<'a> {
    fn sign_in(service: &'a Service, name: &str) -> Browser<'a> {
        let page = service.get("/sign-in");
        let visitor = cookie(&page);
        let csrf = page.after("name=\"csrf\" value=\"");
        let send = |password: &str| {
            let form = form(&[("csrf", &csrf), ("name", name), ("password", password)]);
            service.send("POST", "/sign-in", &[("Cookie", &visitor), FORM], &form)
        };
        assert_eq!(send("a wrong one").status, 422);
        let welcome = send(PASSWORD);
        assert_eq!(welcome.status, 303, "{welcome:?}");
        Browser(service, cookie(&welcome))
    }

    fn get(&self, path: &str) -> Answer {
        self.0.send("GET", path, &[("Cookie", &self.1)], "")
    }

    fn post(&self, page: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.get(page).after("name=\"csrf\" value=\"");
        let fields = [&[("csrf", csrf.as_str())][..], fields].concat();
        self.0.send("POST", to, &[("Cookie", &self.1), FORM], &form(&fields))
    }
}

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn form(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

fn application() -> Value {
    json!({
        "accept": true, "claimed": ["C1.6"],
        "facts": {
            "local_urban_registration": true, "able_to_work": true, "willing_to_work": true,
            "employed": false, "land_lost": true,
        },
        "person": {
            "number": NUMBER, "name": NAME, "phone": PHONE, "address": ADDRESS,
            "retirement_class": "female-50", "household": [{ "name": RELATIVE, "relation": "父亲" }],
        },
    })
}

fn ticks() -> Value {
    let tick =
        |condition: &str, proofs: &[&str]| json!({ "condition": condition, "met": true, "proofs": proofs });
    json!([
        tick("C1.6", &["land_certificate"]),
        tick("working-age", &["id_card", "household_register"]),
        tick("able_to_work", &["declaration"]),
        tick("willing_to_work", &["declaration"]),
        tick("local_urban_registration", &["household_register"]),
        tick("applied", &["application_form"]),
    ])
}

/// Faults that carry personal data where they do not belong.
fn faults(service: &Service, clerk: &Program<'_>, browser: &Browser<'_>) {
    let mut wrong = application();
    wrong["person"]["number"] = format!("{}8", &NUMBER[..17]).into();
    assert_eq!(clerk.send("POST", "/applications", None, &wrong).status, 422);
    wrong["person"] = json!({ NAME: NUMBER });
    assert_eq!(clerk.send("POST", "/applications", None, &wrong).status, 400);
    assert_eq!(clerk.send("POST", "/applications", None, &application()).status, 422, "one is open");
    for path in
        [format!("/applications/{NUMBER}"), format!("/people/{NUMBER}"), format!("/{}", encoded(NAME))]
    {
        assert_eq!(browser.get(&path).status, 404, "{path}");
        service.get(&format!("{path}?phone={PHONE}&q={}", encoded(NAME)));
    }
    for query in [NUMBER, NAME, PHONE] {
        let found = browser.post("/people", "/search", &[("q", query)]);
        assert!(found.status == 200 || found.status == 303, "{found:?}");
    }
    service.send("POST", "/search", &[("Referer", "http://localhost/"), FORM], &form(&[("q", NUMBER)]));
}

/// Somebody objects, and the clerk finds nothing in it.
fn objection(service: &Service, clerk: &Program<'_>, id: &str) {
    let path = format!("/notices/{id}/object");
    let page = service.get(&path);
    let csrf = page.after("name=\"csrf\" value=\"");
    let fields = [("csrf", csrf.as_str()), ("name", OBJECTOR), ("contact", CONTACT), ("text", OBJECTION)];
    let sent = service.send("POST", &path, &[("Cookie", &cookie(&page)), FORM], &form(&fields));
    assert_eq!(sent.status, 200, "{sent:?}");
    clerk.act(id, &json!({ "act": "settle_objection", "upheld": false, "finding": OBJECTION }));
}

fn life(service: &Service, token: impl Fn(&str) -> String) {
    let program = |name: &str| Program(service, token(name));
    let (clerk, head, office, bureau) =
        (program("clerk"), program("station-head"), program("office"), program("bureau"));
    let filed = clerk.send("POST", "/applications", None, &application());
    assert_eq!(filed.status, 201, "{filed:?}");
    let id = filed.json()["id"].as_str().unwrap().to_owned();
    let day = filed.json()["submitted_on"].as_str().unwrap().to_owned();
    let browser = Browser::sign_in(service, "clerk");
    faults(service, &clerk, &browser);
    assert_eq!(browser.get(&format!("/applications/{id}")).status, 200);
    let revealed = browser.post(
        &format!("/applications/{id}/reveal"),
        &format!("/applications/{id}/reveal"),
        &[("reason", REASON)],
    );
    assert!(revealed.status < 500, "{revealed:?}");
    head.act(&id, &json!({ "act": "extend", "days": 1, "reason": REASON }));
    assert_eq!(clerk.try_act(&id, &json!({ "act": "forward" })).status, 422);
    clerk.act(&id, &json!({ "act": "pass_initial_review", "ticks": ticks() }));
    clerk.act(&id, &json!({ "act": "complete_form", "signed_on": day }));
    clerk.act(&id, &json!({ "act": "post_notice", "place": ADDRESS, "photo": "IMG-1" }));
    objection(service, &clerk, &id);
    clerk.wait_for(&id);
    clerk.act(&id, &json!({ "act": "record_entry" }));
    clerk.act(&id, &json!({ "act": "forward" }));
    office.act(&id, &json!({ "act": "pass_second_review", "ticks": ticks() }));
    bureau.act(&id, &json!({ "act": "confirm", "category": "C1.6", "ticks": ticks() }));
    bureau.act(
        &id,
        &json!({ "act": "annotate_certificate", "certificate": "2301020026000124", "category": "C1.6" }),
    );
    clerk.act(&id, &json!({ "act": "receive_back" }));
    clerk.act(&id, &json!({ "act": "hand_back", "signed_by": NAME, "signed_on": day }));
    assert_eq!(clerk.read(&id)["state"], "completed");
}

#[cfg(unix)]
#[test]
fn the_log_of_a_whole_life_holds_nothing_personal() {
    for format in ["text", "json"] {
        let folder = Folder::with_demo(&format!("privacy-{format}"));
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--json", "--training", "--log-format", format];
        // Everything that any room of ours would ever tell.
        let level = "info,leye=trace,leye_web=trace,leye_app=trace,leye_store=trace";
        let told = Service::spawn(folder.command(&arguments).env("RUST_LOG", level));
        life(&told, |name| {
            let token = folder.leye(&["user", "token", name, "--json"]).ends(0).json();
            token["token"].as_str().unwrap().to_owned()
        });
        let (code, log) = told.stop();
        assert_eq!(code, Some(0));
        for part in ["hand_back", "raise_objection", "/applications/{id}", "not_in_this_state", "unmatched"] {
            assert!(log.contains(part), "{part} is told: {log}");
        }
        let entered = [
            NUMBER,
            NAME,
            PHONE,
            ADDRESS,
            RELATIVE,
            OBJECTOR,
            CONTACT,
            OBJECTION,
            REASON,
            PASSWORD,
            "leye_session",
        ];
        for text in entered {
            assert!(!log.contains(text), "{text} in the log");
            assert!(!log.contains(&encoded(text)), "{text}, encoded, in the log");
        }
        // Nor in the escaped form that JSON allows.
        assert!(!log.contains("\\u67f3"), "{log}");
    }
}
