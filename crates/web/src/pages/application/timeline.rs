//! What happened to a case, in words.

use leye_app::App;
use leye_app::application::{LetterKind, TimelineEvent};
use leye_domain::case::{Event, Receipt, WithdrawalCause};
use leye_domain::sealed::Sealed;

use super::reason::condition_title;
use super::representative;
use crate::words::Words;

/// A line of the timeline.
pub(crate) struct Entry {
    pub title: String,
    pub note: Option<String>,
    pub by: String,
    pub at: String,
    pub iso: String,
    pub letter: Option<String>,
}

/// Newest first.
pub(crate) fn entries(app: &App, words: Words, case: &str, events: &[TimelineEvent]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = events.iter().map(|event| entry(app, words, case, event)).collect();
    entries.reverse();
    entries
}

fn entry(app: &App, words: Words, case: &str, event: &TimelineEvent) -> Entry {
    let by = match event.actor.as_str() {
        "public" | "service" => words.t(&format!("actor-{}", event.actor)),
        _ => event.actor_name.clone(),
    };
    let on_behalf = event.event.on_behalf().map(|who| representative::line(app, words, who));
    let note: Vec<String> = note(app, words, &event.event).into_iter().chain(on_behalf).collect();
    Entry {
        title: words.t(&format!("event-{}", kind(&event.event))),
        note: (!note.is_empty()).then(|| note.join(" · ")),
        by,
        at: words.short_moment(app.rules().zone().to_datetime(event.at)),
        iso: app.local(event.at),
        letter: LetterKind::of(&event.event).map(|_| format!("/applications/{case}/letters/{}", event.seq)),
    }
}

fn kind(event: &Event) -> String {
    let value = serde_json::to_value(event).unwrap_or_default();
    let kind = value.get("kind").and_then(|k| k.as_str()).unwrap_or_default().replace('_', "-");
    match event {
        Event::ApplicationAccepted { deemed: true, .. } => format!("{kind}-deemed"),
        Event::ApplicationWithdrawn { why: WithdrawalCause::Lapsed } => format!("{kind}-lapsed"),
        _ => kind,
    }
}

fn note(app: &App, words: Words, event: &Event) -> Option<String> {
    let text = |sealed: &Sealed<String>| sealed.get().cloned().unwrap_or_else(|| words.t("erased"));
    let list = |sealed: &Sealed<Vec<String>>| {
        sealed.get().map_or_else(|| words.t("erased"), |lines| lines.join(&words.t("list-separator")))
    };
    let note = match event {
        Event::CorrectionRequested { faults, .. } => list(faults),
        Event::CorrectionSupplied { materials, .. } => list(materials),
        Event::InitialReviewFailed { reasons, .. }
        | Event::ReturnedToStation { reasons, .. }
        | Event::ReturnedToOffice { reasons, .. }
        | Event::ApplicationRefused { reasons, .. } => list(reasons),
        Event::NoticePosted { posting, .. } => format!("{} · {}", posting.place, posting.photo),
        Event::ObjectionRaised { objection, .. } => objection.get().map(|o| o.text.clone())?,
        Event::ObjectionDismissed { finding, .. } | Event::ObjectionUpheld { finding, .. } => text(finding),
        Event::InitialReviewPassed { note, .. } => text(note),
        Event::EntryRecorded { receipt } | Event::SecondReviewPassed { receipt, .. } => {
            receipt_words(words, receipt)
        }
        Event::Confirmed { category, receipt, .. } => {
            let code = category.get().cloned().unwrap_or_default();
            format!("{} · {}", condition_title(app, words, &code), receipt_words(words, receipt))
        }
        Event::CertificateAnnotated { seal, .. } => words.with("seal-of", &[("name", seal.name.clone())]),
        Event::ApplicationWithdrawn { why: WithdrawalCause::ByApplicant { reason, .. } } => text(reason),
        Event::ReceiptBrought { number, .. } => number.clone(),
        Event::FormCompleted { signed_on, .. } => words.date(*signed_on),
        // Who signed for the applicant is named, masked, with their paper.
        Event::PapersHandedBack { representative: Some(_), .. } => return None,
        Event::PapersHandedBack { signed_by, .. } => text(signed_by),
        _ => return None,
    };
    Some(note).filter(|note| !note.is_empty())
}

/// A receipt's number, or that it is awaited.
pub(crate) fn receipt_words(words: Words, receipt: &Receipt) -> String {
    match receipt {
        Receipt::Pending => words.t("receipt-pending"),
        Receipt::Received { number } => words.with("receipt-number", &[("number", number.clone())]),
    }
}
