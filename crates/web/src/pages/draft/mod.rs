//! Drafts of policy packs: upload, look at, rehearse, propose, publish, withdraw.

pub(crate) mod act;
mod changes;
pub(crate) mod list;
pub(crate) mod read;
mod receive;
mod rehearsal;
pub(crate) mod rehearse;

use leye_domain::rulebook::{Draft, DraftProgress, RulebookRefusal};
use serde_json::Value;

use crate::ui::Ui;
use crate::words::Words;

/// The most that a people file may hold, in bytes.
pub(crate) const MOST_PEOPLE: usize = 256 << 20;
/// The most that an upload of a pack may hold, with the fields around it.
pub(crate) const MOST_DRAFT: usize = leye_app::draft::MOST_PACKED + (64 << 10);

/// How far a draft is, in words, with the kind of tag.
fn progress(
    ui: &Ui,
    draft: &Draft,
    in_force: Option<u32>,
    today: jiff::civil::Date,
) -> (String, &'static str) {
    let day = |day: jiff::civil::Date| [("day", ui.words.date(day))];
    match &draft.progress {
        DraftProgress::Uploaded => (ui.t("draft-uploaded"), "plain"),
        DraftProgress::Proposed { in_force, .. } => {
            (ui.words.with("draft-proposed", &day(*in_force)), "soon")
        }
        DraftProgress::Published { in_force: from, .. } if in_force == Some(draft.number) => {
            (ui.words.with("draft-in-force", &day(*from)), "well")
        }
        DraftProgress::Published { in_force, .. } if *in_force > today => {
            (ui.words.with("draft-published", &day(*in_force)), "brand")
        }
        DraftProgress::Published { in_force, .. } => {
            (ui.words.with("draft-was-in-force", &day(*in_force)), "plain")
        }
        DraftProgress::Withdrawn { .. } => (ui.t("draft-withdrawn"), "plain"),
    }
}

/// Why not, in words.
fn refusal(words: Words, refusal: &RulebookRefusal) -> String {
    let value = serde_json::to_value(refusal).unwrap_or_default();
    let code = value["code"].as_str().unwrap_or("unknown").replace('_', "-");
    let text = |name: &str| match &value[name] {
        Value::String(text) => text.parse().map_or_else(|_| text.clone(), |day| words.date(day)),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let values = ["draft", "day", "failed"].map(|name| (name, text(name)));
    words.with(&format!("draft-refused-{code}"), &values)
}
