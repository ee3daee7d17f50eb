//! Why something is not done, in words, beside the field that it is about.

use leye_domain::registration::{RegistrationActName, RegistrationRefusal};

use crate::parts::FormFault;
use crate::words::Words;

/// What the summary says of a refusal.
pub(super) fn fault(words: Words, act: RegistrationActName, refusal: &RegistrationRefusal) -> FormFault {
    let name = refusal.field().map(|field| name(act, field)).unwrap_or_default();
    FormFault { name: name.to_owned(), text: text(words, refusal) }
}

/// The name of the field on the form of the act.
fn name(act: RegistrationActName, field: &'static str) -> &'static str {
    match (act, field) {
        (RegistrationActName::Deregister, "on") => "deregistered-on",
        (_, "on") => "registered-on",
        (_, "issued") => "certificate-issued-on",
        (_, "worked_until") => "worked-until",
        (_, "basis") => "registration-basis",
        (_, "paper") => "basis-paper",
        (_, "reason") => "jobless-reason",
        (_, "ground") => "cancel-ground",
        (_, "asked") => "cancel-asked",
        (_, "number") => "certificate-number",
        (_, "signed_by") => "certificate-signed-by",
        _ => "registration-note",
    }
}

fn text(words: Words, refusal: &RegistrationRefusal) -> String {
    let key = format!("registration-refusal-{}", refusal.code());
    let date = |day| words.date(day);
    let values = match refusal {
        RegistrationRefusal::AlreadyRegistered { since } | RegistrationRefusal::Retired { since } => {
            vec![("day", date(*since))]
        }
        RegistrationRefusal::TooEarly { day, .. } => vec![("day", date(*day))],
        RegistrationRefusal::TooYoung { least } => vec![("age", least.to_string())],
        RegistrationRefusal::InContact { last, until } => {
            vec![("last", date(*last)), ("until", date(*until))]
        }
        _ => Vec::new(),
    };
    words.with(&key, &values)
}
