//! What was asked, answered and looked at, as a timeline.

use jiff::Timestamp;
use leye_domain::sealed::Sealed;
use leye_domain::supervision::{Answer, Order, Progress, Round};

use crate::guard::SignedIn;
use crate::ui::Ui;

/// Something that happened, as the timeline takes it.
pub(crate) struct Entry {
    pub title: String,
    pub by: String,
    pub at: String,
    pub iso: String,
    pub note: Option<String>,
}

/// The words of something sealed.
pub(crate) fn text(ui: &Ui, sealed: &Sealed<String>) -> String {
    sealed.get().cloned().unwrap_or_else(|| ui.t("erased"))
}

/// What happened, the newest first; the words are `PREFIX-ordered` and so on.
pub(crate) fn story(
    me: &SignedIn,
    ui: &Ui,
    prefix: &str,
    (rounds, progress): (&[Round], &Progress),
) -> Vec<Entry> {
    let app = &me.web.app;
    let entry = |key: &str, by: &str, at: Timestamp, note: &Sealed<String>| Entry {
        title: ui.t(&format!("{prefix}-{key}")),
        by: app.staff_name(by),
        at: ui.words.moment(app.rules().zone().to_datetime(at)),
        iso: app.local(at),
        note: Some(text(ui, note)).filter(|note| !note.is_empty()),
    };
    let ordered = |order: &Order| entry("ordered", &order.by, order.at, &order.text);
    let answered = |answer: &Answer| entry("answered", &answer.by, answer.at, &answer.done);
    let looked = |round: &Round, key| entry(key, &round.by, round.at, &round.note);
    // A guidance note is asked again in one text, which is the next order.
    let told = ui.words.has(&format!("{prefix}-not-accepted"));
    let mut all = Vec::new();
    for round in rounds {
        all.extend([ordered(&round.order), answered(&round.answer)]);
        all.extend(told.then(|| looked(round, "not-accepted")));
    }
    match progress {
        Progress::Ordered(order) => all.push(ordered(order)),
        Progress::Answered { order, answer, .. } => all.extend([ordered(order), answered(answer)]),
        Progress::Settled(round) => {
            all.extend([ordered(&round.order), answered(&round.answer)]);
            all.push(looked(round, "settled"));
        }
        Progress::Withdrawn { reason, by, at } => all.push(entry("withdrawn", by, *at, reason)),
    }
    all.reverse();
    all
}
