//! Supervision of the follow-up: the daily check and how stations stand. Problems and campaigns
//! have rooms of their own, and share the way between them.

pub(crate) mod check;
pub(crate) mod standing;

use leye_app::FieldFault;
use leye_domain::agency::Level;
use leye_domain::staff::{Role, Staff};
use serde::Serialize;

use crate::parts::Pill;
use crate::ui::Ui;

/// The parts of supervision that somebody may see, as links.
pub(crate) fn sections(ui: &Ui, staff: &Staff, on: &str) -> Vec<Pill> {
    let checks = staff.level() != Level::Station || staff.role == Role::Auditor;
    let all = [("checks", checks), ("problems", true), ("campaigns", true), ("standings", checks)];
    let pill = |word: &str| Pill {
        href: format!("/{word}"),
        label: ui.t(&format!("supervision-{word}")),
        count: None,
        on: word == on,
    };
    all.iter().filter(|(_, shown)| *shown).map(|(word, _)| pill(word)).collect()
}

/// A refusal as a fault of a field: of the one it names, or of another.
pub(crate) fn fault(refusal: &impl Serialize, prefix: &str, otherwise: &str) -> FieldFault {
    let told = serde_json::to_value(refusal).unwrap_or_default();
    let code = told["code"].as_str().unwrap_or("refused").replace('_', "-");
    let field = told["field"].as_str().map(|field| format!("{prefix}-{field}"));
    FieldFault::new(&field.unwrap_or_else(|| otherwise.to_owned()), &format!("{prefix}-{code}"))
}
