//! Supervision of the follow-up: the daily check and how stations stand. Problems, guidance notes,
//! spot checks, inspections and campaigns have rooms of their own, and share the way between them,
//! the page of their lists and how a story is told.

pub(crate) mod check;
pub(crate) mod list;
pub(crate) mod standing;
pub(crate) mod story;

use leye_app::{App, FieldFault};
use leye_domain::agency::Level;
use leye_domain::staff::{Role, Staff};
use serde::Serialize;

use crate::fault::{Fault, Problem};
use crate::guard::SignedIn;
use crate::parts::Pill;
use crate::ui::{Ui, place};

/// The parts of supervision that somebody may see, as links.
pub(crate) fn sections(ui: &Ui, staff: &Staff, on: &str) -> Vec<Pill> {
    let checks = staff.level() != Level::Station || staff.role == Role::Auditor;
    let all = [
        ("checks", checks),
        ("guidance", true),
        ("spot-checks", checks),
        ("inspections", true),
        ("problems", true),
        ("campaigns", true),
        ("standings", checks),
    ];
    let pill = |word: &str| Pill {
        href: format!("/{word}"),
        label: ui.t(&format!("supervision-{word}")),
        count: None,
        on: word == on,
    };
    all.iter().filter(|(_, shown)| *shown).map(|(word, _)| pill(word)).collect()
}

/// Whether somebody supervises agencies below.
pub(crate) fn supervises(app: &App, staff: &Staff) -> bool {
    staff.role != Role::Auditor && !app.supervised_by(staff).is_empty()
}

/// The agencies below a supervisor's, to be chosen from.
pub(crate) fn below(me: &SignedIn, ui: &Ui) -> Result<Vec<(String, String)>, Fault> {
    let app = &me.web.app;
    let below = app.supervised_by(me.staff());
    if below.is_empty() {
        return Err(me.fault(Problem::NotFound));
    }
    let mut choices = vec![(String::new(), ui.t("problem-choose"))];
    choices.extend(below.iter().map(|code| (code.as_str().to_owned(), place(app, ui.words, code))));
    Ok(choices)
}

/// A refusal as a fault of a field: of the one it names, or of another.
pub(crate) fn fault(refusal: &impl Serialize, prefix: &str, otherwise: &str) -> FieldFault {
    let told = serde_json::to_value(refusal).unwrap_or_default();
    let code = told["code"].as_str().unwrap_or("refused").replace('_', "-");
    let field = told["field"].as_str().map(|field| format!("{prefix}-{field}"));
    FieldFault::new(&field.unwrap_or_else(|| otherwise.to_owned()), &format!("{prefix}-{code}"))
}
