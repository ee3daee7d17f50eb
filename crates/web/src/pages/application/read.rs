//! A case, top to bottom like a file.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_app::application::{ActChoice, CaseFile, Represented};
use leye_domain::case::{ActName, Event, StateName, Step, Tick};
use leye_domain::id::CaseId;
use leye_domain::person::{Sex, completed_years, mask, statutory_retirement};
use serde::Deserialize;

use super::act_parts::{is_direct, is_grave};
use super::clock::{ClockPanel, panel};
use super::reason::{condition_title, proof_title};
use super::ruling::{RulingPart, Speaker};
use super::timeline::{Entry, entries, receipt_words};
use super::{clock, reason, representative};
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, place};
use crate::words::Words;

/// What the address may say: which act was just done.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

struct StepPart {
    label: String,
    note: String,
    state: &'static str,
}

struct ActPart {
    href: String,
    label: String,
    kind: &'static str,
    direct: bool,
}

struct RefusedPart {
    label: String,
    reason: String,
    article: String,
}

/// What somebody asks of this step: corrections, a reason for a return, an objection.
struct AskedPart {
    title: String,
    lines: Vec<String>,
}

struct Verdict {
    title: String,
    verdict: String,
    kind: &'static str,
    proofs: String,
    article: String,
}

#[derive(Template)]
#[template(path = "pages/application/read.html")]
struct CasePage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: String,
    lead: String,
    reveal: Option<String>,
    steps: Vec<StepPart>,
    acts: Vec<ActPart>,
    refused: Vec<RefusedPart>,
    version: i64,
    clock: Option<ClockPanel>,
    done: Option<String>,
    closed: Option<String>,
    asked: Option<AskedPart>,
    ruling: Option<RulingPart>,
    verdicts: Vec<Verdict>,
    receipts: bool,
    facts: Vec<Fact>,
    timeline: Vec<Entry>,
    /// Whether the caller may ask for a rating of it.
    rated: bool,
}

/// Shows the case.
pub(crate) async fn show(
    me: SignedIn,
    Id(id): Id<CaseId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let file = me.web.app.case_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let app = &me.web.app;
    let done =
        ActName::parse(&asked.done).map(|act| ui.t(&format!("done-{}", act.as_str().replace('_', "-"))));
    let state = file.case.state();
    let days_left = file.days_left;
    Ok(render(&CasePage {
        trail: vec![Crumb { href: "/applications".to_owned(), label: ui.t("nav-cases") }],
        id: id.to_string(),
        name: file.person.as_ref().map_or_else(|| ui.t("erased"), |p| p.name.clone()),
        lead: lead(&me, words, &file),
        reveal: file.person.as_ref().map(|_| format!("/applications/{id}/reveal")),
        steps: steps(&me, words, &file),
        acts: acts(words, &file),
        refused: refused(&me, words, &file),
        version: file.case.version,
        clock: file.reading.as_ref().map(|reading| panel(app, words, &file.case, reading, days_left)),
        done,
        closed: state.level().is_none().then(|| words.t(&format!("closed-{}", state.as_str()))),
        asked: asked_for(words, &file),
        ruling: ruling(&me, words, &file),
        verdicts: verdicts(&me, words, &file),
        receipts: file.timeline.iter().any(|line| leye_app::ruling::reviewed(&line.event).is_some()),
        facts: facts(&me, words, &file),
        timeline: entries(app, words, id.as_str(), &file.timeline),
        rated: state.level().is_none() && app.rating_slip(me.staff(), &id).await.is_ok(),
        ui,
    }))
}

fn lead(me: &SignedIn, words: Words, file: &CaseFile) -> String {
    let Some(person) = &file.person else { return words.t("erased") };
    let sex = person.sex().map(|sex| words.t(if sex == Sex::Female { "sex-f" } else { "sex-m" }));
    let age =
        person.born().map(|born| words.count("age-years", completed_years(born, me.web.app.today()).into()));
    let parts = [sex, age, Some(mask::number(&person.number))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The eight steps of the line, each with the states that belong to it.
const LINE: [(&str, &[StateName]); 8] = [
    ("received", &[StateName::Received]),
    ("initial-review", &[StateName::InitialReview, StateName::Correction]),
    ("form", &[StateName::Form, StateName::Posting]),
    ("notice", &[StateName::Notice, StateName::Objection]),
    ("entry", &[StateName::Entry, StateName::Returned]),
    ("second-review", &[StateName::SecondReview]),
    ("confirmation", &[StateName::Confirmation]),
    ("papers-back", &[StateName::Annotation, StateName::PapersBack]),
];

fn steps(me: &SignedIn, words: Words, file: &CaseFile) -> Vec<StepPart> {
    let state = file.case.state();
    let completed = state == StateName::Completed;
    let now = LINE.iter().position(|(_, states)| states.contains(&state)).unwrap_or_else(|| stopped(file));
    LINE.iter()
        .enumerate()
        .map(|(at, (key, states))| {
            let (kind, note) = match at {
                _ if completed || at < now => ("done", String::new()),
                _ if at > now => ("todo", coming(me, words, key, states[0])),
                _ if state.level().is_none() => ("stopped", words.t(&format!("state-{}", state.as_str()))),
                _ => ("now", present(me, words, file, state, states[0])),
            };
            let label = words.t(&format!("line-{key}"));
            // Where step and state have the same name, it is said once.
            let note = if note == label { String::new() } else { note };
            StepPart { label, note, state: kind }
        })
        .collect()
}

/// What is said of the present step: how much time is left, or by what it differs from the
/// step's own name.
fn present(me: &SignedIn, words: Words, file: &CaseFile, state: StateName, own: StateName) -> String {
    if state != own {
        return words.t(&format!("state-{}", state.as_str().replace('_', "-")));
    }
    let due_at = file.reading.as_ref().and_then(|reading| reading.due_at());
    clock::due(&me.web.app, words, due_at, file.days_left).words
}

/// What is said of a step that is still to come: its own words, or its time limit.
fn coming(me: &SignedIn, words: Words, key: &str, state: StateName) -> String {
    let own = format!("line-{key}-note");
    if words.has(&own) {
        return words.t(&own);
    }
    let policy = me.web.app.rules().policy(me.web.app.today());
    policy.limits.get(state.as_str()).map_or_else(String::new, |limit| clock::amount(words, limit.budget))
}

/// How far a case had come that was refused or withdrawn.
fn stopped(file: &CaseFile) -> usize {
    let case = &file.case;
    let reached = [
        !case.receipts.is_empty(),
        case.form_signed_on.is_some(),
        case.ticks.get().is_some_and(|ticks| !ticks.is_empty()),
    ];
    match reached {
        [true, ..] => 4,
        [_, true, _] => 3,
        [_, _, true] => 2,
        _ => 1,
    }
}

/// The act that moves the case on comes first and is the one clear button.
fn acts(words: Words, file: &CaseFile) -> Vec<ActPart> {
    let mut may: Vec<ActName> = file.acts.iter().filter(|c| c.may.is_ok()).map(|c| c.act).collect();
    let rank = |act: &ActName| match act {
        ActName::Take | ActName::Extend | ActName::RecordReceipt => 3,
        ActName::Withdraw => 4,
        act if is_grave(*act) => 2,
        ActName::PostNotice if file.case.state() == StateName::Returned => 1,
        ActName::RequestCorrection
        | ActName::RaiseObjection
        | ActName::ReturnToStation
        | ActName::ReturnToOffice => 1,
        _ => 0,
    };
    may.retain(|act| *act != ActName::RecordReceipt || file.case.pending_receipts() > 0);
    may.sort_by_key(rank);
    let part = |(at, act): (usize, ActName)| ActPart {
        href: format!("/applications/{}/acts/{}", file.case.id, act.as_str()),
        label: words.t(&format!("act-{}-button", act.as_str().replace('_', "-"))),
        kind: match act {
            _ if at == 0 && rank(&act) == 0 => "main",
            ActName::FailInitialReview | ActName::Refuse => "warning",
            _ => "quiet",
        },
        direct: is_direct(act),
    };
    may.into_iter().enumerate().map(part).collect()
}

fn refused(me: &SignedIn, words: Words, file: &CaseFile) -> Vec<RefusedPart> {
    let why = |choice: &ActChoice| {
        let reason = choice.may.as_ref().err()?;
        Some(RefusedPart {
            label: words.t(&format!("act-{}", choice.act.as_str().replace('_', "-"))),
            reason: reason::words(&me.web.app, words, reason),
            article: choice.act.article().to_owned(),
        })
    };
    let shown = |c: &&ActChoice| c.act != ActName::RecordReceipt && c.act != ActName::Take;
    file.acts.iter().filter(shown).filter_map(why).collect()
}

fn asked_for(words: Words, file: &CaseFile) -> Option<AskedPart> {
    let erased = || vec![words.t("erased")];
    let (key, lines) = match &file.case.open()?.step {
        Step::Correction { faults, .. } => ("asked-correction", faults.get().cloned().unwrap_or_else(erased)),
        Step::Returned { reasons } => ("asked-returned", reasons.get().cloned().unwrap_or_else(erased)),
        Step::Objection { .. } => ("asked-objection", objection(file).unwrap_or_else(erased)),
        Step::SecondReview => ("asked-returned", returned_to_office(file)?),
        _ => return None,
    };
    Some(AskedPart { title: words.t(key), lines })
}

/// The objection under inquiry. Who objects is shown to nobody here: who inquires finds
/// it by unmasking the case.
fn objection(file: &CaseFile) -> Option<Vec<String>> {
    let last = file.timeline.iter().rev().find_map(|e| match &e.event {
        Event::ObjectionRaised { objection, .. } => Some(objection),
        _ => None,
    });
    Some(vec![last?.get()?.text.clone()])
}

/// Why the bureau returned it, while nothing else has come since.
fn returned_to_office(file: &CaseFile) -> Option<Vec<String>> {
    let mut newest = file.timeline.iter().rev().filter(|e| !matches!(e.event, Event::Taken { .. }));
    match &newest.next()?.event {
        Event::ReturnedToOffice { reasons, .. } => reasons.get().cloned(),
        _ => None,
    }
}

/// The ruling, with what the last review found beside it.
fn ruling(me: &SignedIn, words: Words, file: &CaseFile) -> Option<RulingPart> {
    let claimed = file.case.claimed.get().cloned().unwrap_or_default();
    Some(Speaker { app: &me.web.app, words }.part(file.ruling.as_ref()?, &claimed))
}

/// What the reviews found: condition, proofs seen, departures from the ruling.
fn verdicts(me: &SignedIn, words: Words, file: &CaseFile) -> Vec<Verdict> {
    let app = &me.web.app;
    let ticks = file.case.ticks.get().cloned().unwrap_or_default();
    let verdict = |tick: &Tick| {
        let (verdict, kind) = if tick.met { ("verdict-met", "yes") } else { ("verdict-not-met", "no") };
        let proofs: Vec<String> = tick.proofs.iter().map(|key| proof_title(app, words, key)).collect();
        Verdict {
            title: condition_title(app, words, &tick.condition),
            verdict: words.t(verdict),
            kind,
            proofs: proofs.join(&words.t("list-separator")),
            article: if tick.condition.starts_with("C1.") { tick.condition.clone() } else { "C1".to_owned() },
        }
    };
    ticks.iter().map(verdict).collect()
}

fn facts(me: &SignedIn, words: Words, file: &CaseFile) -> Vec<Fact> {
    let app = &me.web.app;
    let fact = |key: &str, value: String| Fact { key: words.t(key), value, ..Fact::default() };
    let claimed = file.case.claimed.get().cloned().unwrap_or_default();
    let titles: Vec<String> = claimed.iter().map(|code| condition_title(app, words, code)).collect();
    let mut facts = vec![fact("fact-claimed", titles.join(&words.t("list-separator")))];
    if let Some(person) = &file.person {
        facts.push(Fact {
            href: Some(format!("/people/{}", file.case.person)),
            action: words.t("fact-file-open"),
            ..fact("fact-file", file.case.person.to_string())
        });
        facts.push(fact("fact-phone", mask::phone(&person.phone)));
        facts.push(fact("fact-address", mask::address(&person.address)));
        if let Some(born) = person.born() {
            let retirement =
                statutory_retirement(born, person.retirement_class, &app.rules().pack().retirement.rules);
            facts.push(fact("fact-retirement", words.date(retirement.date)));
        }
        if !person.household.is_empty() {
            let names: Vec<String> =
                person.household.iter().map(|r| format!("{} {}", r.relation, mask::name(&r.name))).collect();
            facts.push(fact("fact-household", names.join(&words.t("list-separator"))));
        }
    }
    facts.push(fact("fact-station", place(app, words, &file.case.station)));
    facts.push(fact("fact-submitted", words.date(file.case.submitted_on)));
    if let Some(holder) = &file.holder_name {
        facts.push(fact("fact-holder", holder.clone()));
    }
    facts.extend(representative::facts(app, words, &Represented::of(&file.timeline)));
    for (step, receipt) in &file.case.receipts {
        let key = format!("receipt-step-{}", step.as_str().replace('_', "-"));
        facts.push(fact(&key, receipt_words(words, receipt)));
    }
    if let Some(open) = file.case.open() {
        facts.push(fact("fact-limit", clock::budget(words, &open.clock)));
    }
    facts.retain(|fact| !fact.value.is_empty());
    facts
}
