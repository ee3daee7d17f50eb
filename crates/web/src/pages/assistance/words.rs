//! Classes, services, articles, refusals and events of assistance, in the reader's words.

use leye_app::App;
use leye_app::assistance::AssistanceHappened;
use leye_domain::assistance::{
    AssistanceEvent, AssistanceReason, ContactHow, OfferAnswer, Reopening, Rhythm,
};
use leye_domain::employment::EndReason;
use leye_domain::sealed::Sealed;

use crate::pages::finding::reasons;
use crate::words::Words;

/// A line of what happened, as the timeline takes it.
pub(super) struct Entry {
    pub title: String,
    pub note: Option<String>,
    pub by: String,
    pub at: String,
    pub iso: String,
}

/// The name of a class; its code where the pack has it no more.
pub(crate) fn class(app: &App, words: Words, code: &str) -> String {
    let pack = app.rules().pack();
    let classes = pack.assistance.as_ref().map(|assistance| &assistance.classes);
    let found = classes.into_iter().flatten().find(|class| class.code == code);
    found.map_or_else(|| code.to_owned(), |class| format!("{code} {}", class.titles.get(words.lang.as_str())))
}

/// How often somebody is contacted at least.
pub(super) fn rhythm(words: Words, rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Days(days) => words.count("assist-rhythm-days", i64::from(days)),
        Rhythm::Months(months) => words.count("assist-rhythm-months", i64::from(months)),
    }
}

/// The name of a service.
pub(super) fn service(app: &App, words: Words, key: &str) -> String {
    let pack = app.rules().pack();
    let services = pack.assistance.as_ref().map(|assistance| &assistance.services);
    let found = services.into_iter().flatten().find(|service| service.key == key);
    found.map_or_else(|| key.to_owned(), |service| service.titles.get(words.lang.as_str()).to_owned())
}

/// The title of an article of exit, revocation among them.
pub(super) fn article(app: &App, words: Words, code: &str) -> String {
    let pack = app.rules().pack();
    let revocation = pack.assistance.as_ref().and_then(|assistance| assistance.revocation.as_ref());
    match revocation.filter(|one| one.article.article == code) {
        Some(one) => one.article.titles.get(words.lang.as_str()).to_owned(),
        None => reasons::title(app, words, code),
    }
}

/// The grounds that hold, or would end.
pub(super) fn grounds<'a>(app: &App, words: Words, codes: impl IntoIterator<Item = &'a String>) -> String {
    let titles: Vec<String> = codes.into_iter().map(|code| reasons::category(app, words, code)).collect();
    titles.join(&words.t("list-comma"))
}

/// How somebody was contacted.
pub(super) fn how(words: Words, how: ContactHow) -> String {
    words.t(&format!("assist-how-{}", how.as_str()))
}

/// Sealed text, or that it was erased.
pub(super) fn sealed(words: Words, text: &Sealed<String>) -> String {
    text.get().cloned().unwrap_or_else(|| words.t("erased"))
}

/// Why not.
pub(super) fn refused(app: &App, words: Words, reason: &AssistanceReason) -> String {
    use AssistanceReason as R;
    let value = serde_json::to_value(reason).unwrap_or_default();
    let code = value.get("code").and_then(|code| code.as_str()).unwrap_or_default().replace('_', "-");
    let key = format!("assist-refused-{code}");
    match reason {
        R::BeforeOpening { opened: day, .. } | R::BeforeOffer { offered: day } => {
            words.with(&key, &[("day", words.date(*day))])
        }
        R::TooFewRefusals { count, most } => {
            words.with(&key, &[("refused", count.to_string()), ("most", most.to_string())])
        }
        R::ObjectionOpen { until } => {
            let until = app.rules().zone().to_datetime(*until);
            words.with(&key, &[("until", words.moment(until))])
        }
        R::TooLong { most, .. } => words.with(&key, &[("most", most.to_string())]),
        R::Missing { .. } => words.t("fault-missing"),
        _ => words.t(&key),
    }
}

/// What happened, as a line of the timeline.
pub(super) fn entry(app: &App, words: Words, happened: &AssistanceHappened) -> Entry {
    let by = match happened.by.as_str() {
        "service" => words.t("actor-service"),
        user => app.staff_name(user),
    };
    let recorded = app.rules().zone().to_datetime(happened.at).date();
    let mut notes = notes(app, words, &happened.event);
    // The day on which it is written down stands below already.
    notes.retain(|note| !note.is_empty() && *note != words.date(recorded));
    Entry {
        title: title(words, &happened.event),
        note: (!notes.is_empty()).then(|| notes.join(" · ")),
        by,
        at: words.short_moment(app.rules().zone().to_datetime(happened.at)),
        iso: app.local(happened.at),
    }
}

fn title(words: Words, event: &AssistanceEvent) -> String {
    let value = serde_json::to_value(event).unwrap_or_default();
    let kind = value.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().replace('_', "-");
    match event {
        AssistanceEvent::ContactMade { reached: false, .. } => words.t("event-contact-tried"),
        AssistanceEvent::OfferAnswered { answer, .. } => match answer {
            OfferAnswer::Accepted => words.t("event-offer-accepted"),
            OfferAnswer::Refused { .. } => words.t("event-offer-refused"),
            OfferAnswer::NoAnswer => words.t("event-offer-unanswered"),
        },
        _ => words.t(&format!("event-{kind}")),
    }
}

fn notes(app: &App, words: Words, event: &AssistanceEvent) -> Vec<String> {
    use AssistanceEvent as E;
    let text = |one: &Sealed<String>| sealed(words, one);
    let named = |code: &Sealed<String>| code.get().map(|code| article(app, words, code)).unwrap_or_default();
    match event {
        E::AssistanceOpened { grounds: held, .. } | E::GroundsAdded { grounds: held, .. } => {
            vec![grounds(app, words, held.get().into_iter().flatten())]
        }
        E::HelperNamed { helper, reason } => {
            let name = app.staff_name(helper.as_str());
            vec![name, reason.as_ref().map(text).unwrap_or_default()]
        }
        E::HelperHanded { to, reason, .. } => vec![app.staff_name(to.as_str()), text(reason)],
        E::AssistanceRelocated { station, helper, .. } => {
            let helper = helper.as_ref().map(|helper| app.staff_name(helper.as_str()));
            vec![crate::ui::place(app, words, station), helper.unwrap_or_default()]
        }
        E::HelperTaken { helper } => vec![app.staff_name(helper.as_str())],
        E::ClassSet { class: code, reason, .. } => vec![class(app, words, code), text(reason)],
        E::AgreementSigned { on, by, .. } => vec![words.date(*on), text(by)],
        E::GoalSet { what, .. } => vec![text(what)],
        E::GoalSettled { outcome, reason, .. } => {
            vec![words.t(&format!("assist-goal-{}", outcome.as_str().replace('_', "-"))), text(reason)]
        }
        E::ContactMade { how: way, on, about, .. } => vec![how(words, *way), words.date(*on), text(about)],
        E::OfferMade { post, employer, on, .. } => vec![text(post), text(employer), words.date(*on)],
        E::OfferAnswered { on, answer, .. } => match answer {
            OfferAnswer::Refused { reason, .. } => vec![words.date(*on), text(reason)],
            _ => vec![words.date(*on)],
        },
        E::ServiceGiven { service: key, on, note } => {
            vec![service(app, words, key), words.date(*on), text(note)]
        }
        E::AssistanceRested { since: on, .. } => vec![words.date(*on)],
        E::AssistanceResumed { on, because, .. } => vec![words.date(*on), job_end(words, because)],
        E::ExitProposed { article, evidence, .. } => vec![named(article), text(evidence)],
        E::ExitHeard { on, answer: told } | E::ExitObjected { on, objection: told, .. } => {
            vec![words.date(*on), text(told)]
        }
        E::ExitDropped { reason } => vec![text(reason)],
        E::ExitEffected { article, finding, .. } => vec![named(article), text(finding)],
        E::AssistanceEnded { article, .. } => vec![named(article)],
        E::AssistanceReopened { reopening, .. } => match reopening {
            Reopening::ObjectionUpheld { finding } => vec![text(finding)],
            Reopening::Anew { .. } => Vec::new(),
        },
    }
}

/// Why the job ended, in the words of the jobs.
fn job_end(words: Words, because: &Sealed<String>) -> String {
    let known = because.get().filter(|reason| EndReason::parse(reason).is_some());
    known.map(|reason| words.t(&format!("job-end-{}", reason.replace('_', "-")))).unwrap_or_default()
}
