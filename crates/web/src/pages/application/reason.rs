//! Why an act is not possible, in words.

use leye_app::App;
use leye_domain::case::{Reason, TickFault};

use crate::words::{Lang, Words};

/// The words of a reason: `reason-CODE`, filled with what the reason carries.
pub(crate) fn words(app: &App, words: Words, reason: &Reason) -> String {
    let key = format!("reason-{}", code(reason).replace('_', "-"));
    match reason {
        Reason::Ticks { faults } => {
            let listed: Vec<String> = faults.iter().map(|fault| tick_fault(app, words, fault)).collect();
            format!("{} {}", words.t(&key), listed.join(if words.lang == Lang::En { " " } else { "" }))
        }
        Reason::WrongLevel { needs } => {
            words.with(&key, &[("level", words.t(&format!("level-{}", needs.as_str())))])
        }
        Reason::Missing { field } | Reason::InFuture { field } | Reason::BeforeApplication { field } => {
            words.with(&key, &[("field", words.t(&format!("field-{}", field.replace('_', "-"))))])
        }
        Reason::DepartsFromRuling { conditions } => {
            let titles: Vec<String> =
                conditions.iter().map(|code| condition_title(app, words, code)).collect();
            words.with(&key, &[("conditions", titles.join(&words.t("list-separator")))])
        }
        Reason::NoticeStillHangs { until } => {
            let until = app.rules().zone().to_datetime(*until);
            words.with(&key, &[("until", words.moment(until))])
        }
        Reason::ExtensionTooLong { most } => words.with(&key, &[("most", most.to_string())]),
        Reason::UnknownCategory { category } => words.with(&key, &[("category", category.clone())]),
        Reason::TooYoung { least } => words.with(&key, &[("least", least.to_string())]),
        _ => words.t(&key),
    }
}

/// The stable code of a reason, as the API gives it.
pub(crate) fn code(reason: &Reason) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    value.get("code").and_then(|c| c.as_str()).unwrap_or("refused").to_owned()
}

/// The field that a reason is about, if it is about one.
pub(crate) fn field(reason: &Reason) -> String {
    match reason {
        Reason::Missing { field } | Reason::InFuture { field } | Reason::BeforeApplication { field } => {
            (*field).to_owned()
        }
        Reason::OwnRepresentation => "representative_number".to_owned(),
        Reason::Ticks { .. } => "ticks".to_owned(),
        Reason::CategoryNotMet | Reason::CategoryDiffers => "category".to_owned(),
        Reason::FactsUnchanged => "facts_changed".to_owned(),
        Reason::DepartsFromRuling { .. } => "departure".to_owned(),
        Reason::ExtensionTooLong { .. } => "days".to_owned(),
        _ => String::new(),
    }
}

/// What a fault of the ticks says, and the id of the box to which it leads.
pub(crate) fn tick_fault_at(app: &App, words: Words, fault: &TickFault) -> (String, String) {
    let at = match fault {
        TickFault::UnknownCondition { .. } | TickFault::NoCategory => "ticks".to_owned(),
        TickFault::Twice { condition } | TickFault::GeneralNotMet { condition } => {
            format!("depart-{condition}")
        }
        TickFault::ProofMissing { condition, proofs } => proofs
            .first()
            .map_or_else(|| format!("depart-{condition}"), |proof| format!("seen-{condition}/{proof}")),
    };
    (at, tick_fault(app, words, fault))
}

fn tick_fault(app: &App, words: Words, fault: &TickFault) -> String {
    match fault {
        TickFault::UnknownCondition { condition } => {
            words.with("tick-unknown-condition", &[("condition", condition.clone())])
        }
        TickFault::Twice { condition } => {
            words.with("tick-twice", &[("condition", condition_title(app, words, condition))])
        }
        TickFault::GeneralNotMet { condition } => {
            words.with("tick-general-not-met", &[("condition", condition_title(app, words, condition))])
        }
        TickFault::ProofMissing { condition, proofs } => {
            let titles: Vec<String> = proofs.iter().map(|key| proof_title(app, words, key)).collect();
            let values = [
                ("condition", condition_title(app, words, condition)),
                ("proofs", titles.join(&words.t("list-or"))),
            ];
            words.with("tick-proof-missing", &values)
        }
        TickFault::NoCategory => words.t("tick-no-category"),
    }
}

/// The title of a general condition or a category.
pub(crate) fn condition_title(app: &App, words: Words, code: &str) -> String {
    let pack = &app.rules().pack();
    let general = pack.general.conditions.iter().find(|c| c.code == code).map(|c| &c.titles);
    let title = general.or_else(|| pack.categories.iter().find(|c| c.code == code).map(|c| &c.titles));
    title.map_or_else(|| code.to_owned(), |title| words.of_pack(title).to_owned())
}

/// The title of a proof.
pub(crate) fn proof_title(app: &App, words: Words, key: &str) -> String {
    let pack = &app.rules().pack();
    let general = pack.general.conditions.iter().flat_map(|c| &c.proofs);
    let mut all = general.chain(pack.categories.iter().flat_map(|c| &c.proofs));
    all.find(|p| p.key == key).map_or_else(|| key.to_owned(), |p| words.of_pack(&p.titles).to_owned())
}
