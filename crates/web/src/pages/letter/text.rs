//! What the letters say, each kind from the facts of its event.

use leye_app::App;
use leye_app::application::{Letter, LetterKind};
use leye_domain::case::{Event, Objection, WithdrawalCause};
use leye_domain::clock::{Clock, LedgerEntry};
use leye_domain::person::mask;
use leye_domain::sealed::Sealed;

use super::sheet::Text;
use crate::pages::application::reason::condition_title;
use crate::pages::application::representative::paper_title;
use crate::ui::Ui;

/// Whom the letter is addressed to: the applicant, or who objected to the notice.
pub(super) fn addressee(ui: &Ui, letter: &Letter) -> String {
    let name = if letter.kind == LetterKind::ObjectionSettled {
        let given = objection(letter).and_then(|sealed| sealed.get()).map(|o| o.name.trim().to_owned());
        given.filter(|name| !name.is_empty()).unwrap_or_else(|| ui.t("letter-objector"))
    } else {
        applicant(ui, letter)
    };
    ui.words.with("letter-to", &[("name", name)])
}

fn applicant(ui: &Ui, letter: &Letter) -> String {
    letter.file.person.as_ref().map_or_else(|| ui.t("letter-erased"), |person| person.name.clone())
}

/// The objection that the letter answers: the newest before it.
fn objection(letter: &Letter) -> Option<&Sealed<Objection>> {
    let before = letter.file.timeline.iter().rev().filter(|event| event.seq < letter.event.seq);
    before.into_iter().find_map(|event| match &event.event {
        Event::ObjectionRaised { objection, .. } => Some(objection),
        _ => None,
    })
}

/// The body of the letter.
pub(super) fn of(app: &App, ui: &Ui, letter: &Letter) -> Text {
    match &letter.event.event {
        Event::ApplicationSubmitted { claimed, clock, .. } => receipt(app, ui, letter, (claimed, clock)),
        Event::CorrectionRequested { faults, clock, .. } => correction(app, ui, faults, clock),
        Event::ClockExtended { by, clock } => extension(app, ui, by.as_str(), clock),
        Event::InitialReviewFailed { reasons, remedies, .. }
        | Event::ApplicationRefused { reasons, remedies, .. } => {
            refusal(app, ui, "letter-refusal-opening", list(ui, reasons), remedies)
        }
        Event::ObjectionUpheld { finding, remedies } => {
            refusal(app, ui, "letter-refusal-objection", vec![open(ui, finding)], remedies)
        }
        Event::Confirmed { category, .. } => confirmation(app, ui, category),
        Event::ApplicationWithdrawn { why } => withdrawal(ui, letter, why),
        Event::ObjectionDismissed { finding, .. } => settled(ui, letter, finding),
        _ => Text::default(),
    }
}

/// A sealed text, or the words that say that it was erased.
fn open(ui: &Ui, text: &Sealed<String>) -> String {
    text.get().cloned().unwrap_or_else(|| ui.t("letter-erased"))
}

fn list(ui: &Ui, texts: &Sealed<Vec<String>>) -> Vec<String> {
    texts.get().cloned().unwrap_or_else(|| vec![ui.t("letter-erased")])
}

/// The day and hour at which a clock ends, in words.
fn until(app: &App, ui: &Ui, clock: &Clock) -> (&'static str, String) {
    let policy = app.rules().policy(app.today());
    let due = clock.read(&policy.calendar, &policy.zone).ok().and_then(|reading| reading.due_at());
    let due = due.map(|at| ui.words.moment(policy.zone.to_datetime(at)));
    ("until", due.unwrap_or_else(|| ui.t("letter-no-day")))
}

fn submitted(app: &App, ui: &Ui, letter: &Letter) -> (&'static str, String) {
    let at = app.rules().zone().to_datetime(letter.file.submitted_at);
    ("on", ui.words.date(at.date()))
}

/// Who filed for the applicant, and by what paper, for the applicant to check.
fn filed_by(app: &App, ui: &Ui, letter: &Letter) -> Option<String> {
    let Sealed::Open(who) = &letter.event.event.on_behalf()?.who else { return Some(ui.t("letter-erased")) };
    let values = [
        ("name", who.name.clone()),
        ("relation", who.relation.clone()),
        ("paper", paper_title(app, ui.words, &who.paper.kind)),
        ("reference", who.paper.reference.clone()),
    ];
    Some(ui.words.with("letter-receipt-filed-by", &values))
}

fn receipt(app: &App, ui: &Ui, letter: &Letter, (claimed, clock): (&Sealed<Vec<String>>, &Clock)) -> Text {
    let words = ui.words;
    let claimed =
        claimed.get().map(|codes| codes.iter().map(|code| condition_title(app, words, code)).collect());
    Text {
        opening: words.with("letter-receipt-opening", &[submitted(app, ui, letter)]),
        items: claimed.unwrap_or_else(|| vec![ui.t("letter-erased")]),
        paragraphs: filed_by(app, ui, letter)
            .into_iter()
            .chain([
                words.with("letter-receipt-answer", &[until(app, ui, clock)]),
                words.with("letter-receipt-who", &[("name", letter.event.actor_name.clone())]),
                ui.t("letter-free"),
            ])
            .collect(),
        ..Text::default()
    }
}

fn correction(app: &App, ui: &Ui, faults: &Sealed<Vec<String>>, clock: &Clock) -> Text {
    Text {
        opening: ui.t("letter-correction-notice-opening"),
        items: list(ui, faults),
        paragraphs: vec![
            ui.words.with("letter-correction-notice-until", &[until(app, ui, clock)]),
            ui.t("letter-correction-notice-once"),
            ui.t("letter-free"),
        ],
        ..Text::default()
    }
}

fn extension(app: &App, ui: &Ui, by: &str, clock: &Clock) -> Text {
    let reason = clock.ledger.iter().rev().find_map(|entry| match entry {
        LedgerEntry::Extended { reason, .. } => Some(open(ui, reason)),
        _ => None,
    });
    Text {
        opening: ui.t("letter-extension-notice-opening"),
        items: reason.into_iter().collect(),
        paragraphs: vec![
            ui.words.with("letter-extension-notice-until", &[until(app, ui, clock)]),
            ui.words.with("letter-extension-notice-by", &[("name", app.staff_name(by))]),
        ],
        ..Text::default()
    }
}

fn refusal(app: &App, ui: &Ui, opening: &str, reasons: Vec<String>, remedies: &[String]) -> Text {
    Text {
        opening: ui.t(opening),
        items: reasons,
        paragraphs: vec![ui.t("letter-refusal-again")],
        remedies: super::sheet::remedies(app, ui, Some(remedies)),
        ..Text::default()
    }
}

fn confirmation(app: &App, ui: &Ui, category: &Sealed<String>) -> Text {
    let category = category.get().map(|code| condition_title(app, ui.words, code));
    Text {
        opening: ui.t("letter-confirmation-opening"),
        items: vec![category.unwrap_or_else(|| ui.t("letter-erased"))],
        paragraphs: vec![
            ui.t("letter-confirmation-next"),
            ui.t("letter-confirmation-change"),
            ui.t("letter-free"),
        ],
        ..Text::default()
    }
}

fn withdrawal(ui: &Ui, letter: &Letter, why: &WithdrawalCause) -> Text {
    let case = [("case", letter.file.case.id.to_string())];
    let (opening, items) = match why {
        WithdrawalCause::ByApplicant { reason, .. } => ("letter-withdrawal-asked", vec![open(ui, reason)]),
        WithdrawalCause::Lapsed => ("letter-withdrawal-lapsed", Vec::new()),
    };
    Text {
        opening: ui.words.with(opening, &case),
        items,
        paragraphs: vec![ui.t("letter-withdrawal-again")],
        ..Text::default()
    }
}

/// Goes to somebody else than the applicant, so it names them as the notice did.
fn settled(ui: &Ui, letter: &Letter, finding: &Sealed<String>) -> Text {
    let masked = letter.file.person.as_ref().map_or_else(|| ui.t("letter-erased"), |p| mask::name(&p.name));
    Text {
        opening: ui.words.with("letter-objection-settled-opening", &[("name", masked)]),
        items: vec![open(ui, finding)],
        paragraphs: vec![ui.t("letter-objection-settled-next")],
        ..Text::default()
    }
}
