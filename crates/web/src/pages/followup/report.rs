//! A report of a visit, as it is read.

use leye_app::App;
use leye_domain::followup::{Answer, Kept};
use leye_domain::id::PersonId;
use leye_pack::FollowUp as Pack;

use super::{named, visits};
use crate::parts::Fact;
use crate::ui::Ui;

/// A report with everything that it says.
pub(super) struct Report {
    pub id: String,
    pub key: String,
    pub title: String,
    pub by: String,
    pub facts: Vec<Fact>,
    pub photos: Vec<String>,
    pub late: Option<String>,
}

pub(super) fn report(app: &App, ui: &Ui, pack: &Pack, person: &PersonId, kept: &Kept) -> Report {
    let report = &kept.report;
    let zone = app.rules().zone();
    let values = [
        ("when", ui.words.moment(zone.to_datetime(report.at))),
        ("how", ui.t(&format!("visit-manner-{}", report.manner.as_str().replace('_', "-")))),
    ];
    let delivered =
        [("name", app.staff_name(&kept.by)), ("when", ui.words.moment(zone.to_datetime(kept.at)))];
    Report {
        id: format!("visit-{}", report.slot),
        key: report.key.to_string(),
        title: format!("{} · {}", visits::name(ui, report.slot), ui.words.with("visit-when-how", &values)),
        by: ui.words.with("visit-delivered", &delivered),
        facts: facts(ui, pack, kept),
        photos: report
            .photos
            .iter()
            .chain(&report.signature)
            .map(|digest| format!("/people/{person}/visit-photos/{digest}"))
            .collect(),
        late: kept.late.map(|late| ui.t(&format!("visit-late-{}", late.as_str().replace('_', "-")))),
    }
}

fn facts(ui: &Ui, pack: &Pack, kept: &Kept) -> Vec<Fact> {
    let fact = |key: String, value: String| Fact { key, value, ..Fact::default() };
    let Some(findings) = kept.report.findings.get() else {
        return vec![fact(ui.t("visit-findings"), ui.t("erased"))];
    };
    let mut facts = vec![fact(ui.t("field-visit-place"), findings.place.clone())];
    for question in pack.questions.list.iter().filter(|one| one.target == kept.report.slot.target) {
        if let Some(answer) = findings.answers.get(&question.code) {
            facts.push(fact(ui.words.of_pack(&question.text).to_owned(), visits::answer(ui, answer)));
        }
    }
    // A question that the pack of today asks no more.
    let asked = |code: &str| pack.questions.list.iter().any(|one| one.code == code);
    let old = findings.answers.iter().filter(|(code, _)| !asked(code));
    facts
        .extend(old.map(|(code, answer): (&String, &Answer)| fact(code.clone(), visits::answer(ui, answer))));
    let sheets = pack.policies.iter().map(|one| (one.code.as_str(), &one.titles));
    let policies: Vec<String> =
        kept.report.policies.iter().map(|code| named(ui, code, sheets.clone())).collect();
    facts.push(fact(ui.t("field-visit-policies"), policies.join(&ui.t("list-comma"))));
    let needs = pack.needs.iter().map(|one| (one.code.as_str(), &one.titles));
    let mut needed: Vec<String> = findings.needs.iter().map(|code| named(ui, code, needs.clone())).collect();
    needed.extend(Some(findings.other_needs.clone()).filter(|text| !text.is_empty()));
    facts.push(fact(ui.t("field-visit-needs"), needed.join(&ui.t("list-comma"))));
    facts.push(fact(ui.t("field-visit-note"), findings.note.clone()));
    facts.push(fact(ui.t("field-visit-signed-by"), findings.signed_by.clone()));
    facts.retain(|fact| !fact.value.is_empty());
    facts
}
