//! Time limits: what is owed by when, as a list and as a feed for calendars, and how much was done in
//! time. Dockets share the way between them.

pub(crate) mod feed;
pub(crate) mod kept;
pub(crate) mod list;

use leye_domain::case::StateName;

use crate::parts::Pill;
use crate::ui::Ui;

/// The parts, as links.
pub(crate) fn sections(ui: &Ui, on: &str) -> Vec<Pill> {
    let pill = |word: &str| Pill {
        href: format!("/{word}"),
        label: ui.t(&format!("time-limit-part-{}", word.replace('/', "-"))),
        count: None,
        on: word == on,
    };
    ["time-limits", "time-limits/kept", "dockets"].map(pill).into()
}

/// What is owed, in words: the step of a case, or the kind of anything else.
pub(crate) fn what(ui: &Ui, kind: &str, step: &str) -> String {
    let of_case = kind == "determination" && StateName::parse(step).is_some();
    let key = if of_case { format!("state-{step}") } else { format!("work-kind-{kind}") };
    ui.t(&key.replace('_', "-"))
}

/// Where what a duty is about is opened, by the letter in its id; none where no page shows it.
pub(crate) fn address(subject: &str, duty: &str, person: &str) -> Option<String> {
    let job = || duty.strip_prefix(subject)?.split('/').nth(1);
    Some(match subject.split('-').nth(1)? {
        year if year.len() == 4 => match subject.strip_suffix("-papers") {
            Some(case) => format!("/applications/{case}/papers"),
            None => format!("/applications/{subject}"),
        },
        "A" => format!("/people/{person}/assistance"),
        "C" => format!("/contacts/{subject}"),
        "D" => format!("/spot-checks/{subject}"),
        "G" => format!("/guidance/{subject}"),
        "H" => format!("/households/{subject}"),
        "I" => format!("/inspections/{subject}"),
        "K" => "/campaigns".to_owned(),
        // The agency complained of is owed to answer, and sees the question only.
        "L" if duty.ends_with("/complaint_answer") => format!("/complaints/{subject}/question"),
        "L" => format!("/complaints/{subject}"),
        "M" => format!("/moves/{subject}"),
        "O" => "/findings?kind=outreach".to_owned(),
        "Q" => format!("/problems/{subject}"),
        "R" => format!("/findings/people/{person}"),
        "T" => format!("/dockets/{subject}"),
        "U" => format!("/people/{person}/registration"),
        "V" => format!("/ratings/{subject}"),
        "W" => format!("/follow-ups/{person}/{}", job()?),
        _ => return None,
    })
}
