//! The plain life of a case, as requests; and what each act must leave behind.

use serde_json::{Value, json};

/// Who acts: the place of their token in a team.
#[derive(Clone, Copy, Debug)]
pub enum Desk {
    Station,
    Office,
    Bureau,
}

/// One act: who does it, its name, the event that it leaves.
pub type Act = (Desk, &'static str, &'static str);

/// The acts after the application, in order.
pub const ACTS: [Act; 10] = [
    (Desk::Station, "pass_initial_review", "initial_review_passed"),
    (Desk::Station, "complete_form", "form_completed"),
    (Desk::Station, "post_notice", "notice_posted"),
    (Desk::Station, "record_entry", "entry_recorded"),
    (Desk::Station, "forward", "forwarded"),
    (Desk::Office, "pass_second_review", "second_review_passed"),
    (Desk::Bureau, "confirm", "confirmed"),
    (Desk::Bureau, "annotate_certificate", "certificate_annotated"),
    (Desk::Station, "receive_back", "papers_received"),
    (Desk::Station, "hand_back", "papers_handed_back"),
];

/// Nobody was asked for facts: why the reviews find more than the rules can compute.
const SEEN: &str = "见过证明原件";

/// How many acts come before the days of the notice.
pub const BEFORE_NOTICE: usize = 3;

/// What an application leaves that is accepted at once.
pub const SUBMITTED: [&str; 2] = ["application_submitted", "application_accepted"];

/// Happens beside an act when somebody makes the case theirs.
pub const TAKEN: &str = "taken";

/// Happens by itself when the notice has ended.
pub const NOTICE_CLOSED: &str = "notice_closed";

/// An application of somebody new: of another person for every pair of numbers.
pub fn application(client: u32, number: u32) -> Value {
    json!({
        "person": { "number": identity(client, number), "name": "李建国", "retirement_class": "male" },
        "claimed": ["C1.1"],
        "accept": true,
    })
}

/// A man's number with its check digit. Clients share no days of birth.
fn identity(client: u32, number: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (year, day) = (1975 + client % 8, number / 400);
    let body = format!("230102{year}{:02}{:02}{:03}", day / 28 % 12 + 1, day % 28 + 1, number % 400 * 2 + 1);
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

/// The body of an act. Papers are signed on the day of the application.
pub fn body(act: &str, submitted_on: &str) -> Value {
    match act {
        "pass_initial_review" => {
            json!({ "act": act, "ticks": ticks(), "departure": SEEN, "note": "见过本人" })
        }
        "complete_form" => json!({ "act": act, "signed_on": submitted_on }),
        "post_notice" => json!({ "act": act, "place": "一号公告栏", "photo": "IMG_0001.jpg" }),
        "record_entry" => json!({ "act": act, "receipt": "JB-1" }),
        "pass_second_review" => {
            json!({ "act": act, "ticks": ticks(), "departure": SEEN, "receipt": "JB-2", "note": "材料齐全" })
        }
        "confirm" => {
            json!({ "act": act, "ticks": ticks(), "departure": SEEN, "category": "C1.1", "receipt": "JB-3" })
        }
        "annotate_certificate" => {
            json!({ "act": act, "certificate": "2301022026000001", "category": "C1.1" })
        }
        "hand_back" => json!({ "act": act, "signed_by": "李建国", "signed_on": submitted_on }),
        plain => json!({ "act": plain }),
    }
}

/// Ticks that carry a pass for category C1.1.
fn ticks() -> Value {
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
