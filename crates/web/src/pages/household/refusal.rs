//! Why something is not done with a household, in words, beside the field that it is about.

use leye_domain::household::HouseholdRefusal;

use crate::parts::FormFault;
use crate::words::Words;

/// What the summary says of a refusal.
pub(super) fn fault(words: Words, refusal: &HouseholdRefusal) -> FormFault {
    let (code, field) = told(refusal);
    let values = match refusal {
        HouseholdRefusal::TooEarly { day, .. } => vec![("day", words.date(*day))],
        _ => Vec::new(),
    };
    let text = words.with(&format!("household-refusal-{code}"), &values);
    FormFault { name: field.map(name).unwrap_or_default().to_owned(), text }
}

fn told(refusal: &HouseholdRefusal) -> (&'static str, Option<&'static str>) {
    match refusal {
        HouseholdRefusal::OtherAgency => ("other-agency", None),
        HouseholdRefusal::WorkedBelow => ("worked-below", None),
        HouseholdRefusal::NoSuchMember => ("no-such-member", None),
        HouseholdRefusal::MemberTwice => ("member-twice", Some("number")),
        HouseholdRefusal::NoMember => ("no-member", None),
        HouseholdRefusal::InFuture { field } => ("in-future", Some(field)),
        HouseholdRefusal::TooEarly { field, .. } => ("too-early", Some(field)),
        HouseholdRefusal::NotZeroEmployment => ("not-zero", None),
        HouseholdRefusal::NotNow => ("not-now", None),
        HouseholdRefusal::UnknownGround => ("unknown-ground", Some("ground")),
        HouseholdRefusal::NobodyEmployed => ("nobody-employed", Some("ground")),
        HouseholdRefusal::Missing { field } => ("missing", Some(field)),
        HouseholdRefusal::TooLong { field } => ("too-long", Some(field)),
    }
}

fn name(field: &str) -> &'static str {
    match field {
        "name" => "member-name",
        "relation" => "member-relation",
        "number" => "member-number",
        "address" => "household-address",
        "on" => "household-on",
        "ground" => "household-ground",
        _ => "household-note",
    }
}
