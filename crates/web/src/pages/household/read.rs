//! A household: who belongs to it, how it stands, what may be done, what happened.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_app::household::{HouseholdFile, HouseholdPast};
use leye_domain::household::{Household, HouseholdEvent, MemberFacts, Standing};
use leye_domain::id::HouseholdId;
use leye_domain::sealed::Sealed;
use serde::Deserialize;

use super::act_parts::Act;
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Crumb;
use crate::ui::{Ui, place};
use crate::words::Words;

/// What the address may say: what was just done.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

struct Link {
    href: String,
    label: String,
    kind: &'static str,
}

struct Refused {
    label: String,
    reason: String,
    article: String,
}

struct MemberRow {
    name: String,
    href: Option<String>,
    relation: String,
    age: String,
    work: String,
    colour: &'static str,
    could: String,
    change: String,
    remove: Option<String>,
}

struct Entry {
    title: String,
    note: Option<String>,
    by: String,
    at: String,
    iso: String,
}

#[derive(Template)]
#[template(path = "pages/household/read.html")]
struct HouseholdPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    about: String,
    done: Option<String>,
    alarm: Option<String>,
    state: String,
    colour: &'static str,
    due: Option<DueWords>,
    what: String,
    rule: String,
    acts: Vec<Link>,
    refused: Vec<Refused>,
    may_keep: bool,
    members: Vec<MemberRow>,
    entries: Vec<Entry>,
}

/// Shows it; the reading itself is recorded.
pub(crate) async fn show(
    me: SignedIn,
    Id(id): Id<HouseholdId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.household_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let words = ui.words;
    let (household, standing) = (&file.household, &file.household.standing);
    let returned = household.returned.last().filter(|_| standing.due().is_some());
    let rule = match file.zero {
        Some(true) => "household-rule-yes",
        Some(false) => "household-rule-no",
        None => "household-rule-unknown",
    };
    Ok(render(&HouseholdPage {
        trail: vec![Crumb { href: "/households".to_owned(), label: ui.t("nav-households") }],
        title: called(words, household),
        about: about(&me, &ui, household),
        done: Act::parse(&asked.done).map(|act| ui.t(&format!("household-done-{}", act.as_str()))),
        alarm: returned.map(|day| words.with("household-returned-text", &[("day", words.date(*day))])),
        state: state(words, standing),
        colour: colour(standing),
        due: standing.due().map(|at| {
            let left = app.days_left(app.rules().zone().to_datetime(at).date());
            due(app, words, Some(at), Some(left))
        }),
        what: what(words, standing),
        rule: ui.t(rule),
        acts: acts(&ui, &file),
        refused: Vec::new(),
        may_keep: file.may_keep,
        members: members(&me, &ui, &file),
        entries: file.past.iter().rev().map(|past| entry(&me, &ui, household, past)).collect(),
        ui,
    }))
}

/// What a household is called: by its first member.
pub(super) fn called(words: Words, household: &Household) -> String {
    let first = household.present().next().map(|(_, facts)| facts.name.clone());
    words.with("household-of", &[("name", first.unwrap_or_else(|| words.t("erased")))])
}

/// How it stands, in words.
pub(super) fn state(words: Words, standing: &Standing) -> String {
    words.t(&format!("household-state-{}", standing.as_str().replace('_', "-")))
}

/// What is due, in words; nothing where nothing is.
pub(super) fn what(words: Words, standing: &Standing) -> String {
    if standing.due().is_none() {
        return String::new();
    }
    words.t(&format!("household-due-{}", standing.as_str().replace('_', "-")))
}

/// The colour of the word.
pub(super) fn colour(standing: &Standing) -> &'static str {
    match standing {
        Standing::Plain | Standing::Refused { .. } => "plain",
        Standing::Found { .. } => "late",
        Standing::Review { .. } => "soon",
        Standing::Confirmed { .. } => "brand",
        Standing::Ended { .. } => "well",
    }
}

fn about(me: &SignedIn, ui: &Ui, household: &Household) -> String {
    let address = household.address.get().cloned().unwrap_or_else(|| ui.t("erased"));
    let place = place(&me.web.app, ui.words, &household.station);
    if address.is_empty() { place } else { format!("{address} · {place}") }
}

/// Whether an act is possible, for who opened the file.
pub(super) fn offers(file: &HouseholdFile, act: Act, member: u32) -> bool {
    let standing = &file.household.standing;
    let is_member = || file.household.present().any(|(number, _)| number == member);
    match act {
        Act::Add => file.may_keep,
        Act::Change => file.may_keep && is_member(),
        Act::Remove => file.may_keep && is_member() && file.household.present().count() > 1,
        Act::Apply => file.may_keep && matches!(standing, Standing::Found { .. }),
        Act::Pass | Act::Refuse => file.may_review,
        Act::End => file.may_keep && matches!(standing, Standing::Confirmed { .. }),
    }
}

fn acts(ui: &Ui, file: &HouseholdFile) -> Vec<Link> {
    let shown = [
        (Act::Apply, "main"),
        (Act::Pass, "main"),
        (Act::Refuse, "quiet"),
        (Act::Add, "quiet"),
        (Act::End, "quiet"),
    ];
    let link = |(act, kind): (Act, &'static str)| Link {
        href: format!("/households/{}/{}", file.household.id, act.as_str()),
        label: ui.t(&format!("household-act-{}", act.as_str())),
        kind,
    };
    shown.into_iter().filter(|(act, _)| offers(file, *act, 0)).map(link).collect()
}

fn members(me: &SignedIn, ui: &Ui, file: &HouseholdFile) -> Vec<MemberRow> {
    let id = &file.household.id;
    let row = |(number, facts): (u32, &MemberFacts)| {
        let link = |act: Act| format!("/households/{id}/{}?member={number}", act.as_str());
        let (work, colour) = match facts.employed {
            Some(true) => ("yes", "well"),
            Some(false) => ("no", "late"),
            None => ("unknown", "plain"),
        };
        let today = me.web.app.today();
        let years = facts.born.map(|born| leye_domain::person::completed_years(born, today));
        MemberRow {
            name: facts.name.clone(),
            href: facts.person.as_ref().map(|person| format!("/people/{person}")),
            relation: facts.relation.clone(),
            age: years.map(|years| ui.words.count("age-years", years.into())).unwrap_or_default(),
            work: ui.t(&format!("member-work-{work}")),
            colour,
            could: could(ui, facts),
            change: link(Act::Change),
            remove: offers(file, Act::Remove, number).then(|| link(Act::Remove)),
        }
    };
    file.household.present().map(row).collect()
}

/// Whether somebody could work, or why not.
fn could(ui: &Ui, facts: &MemberFacts) -> String {
    if let Some(exclusion) = facts.exclusion {
        return ui.t(&format!("member-exclusion-{}", exclusion.as_str()));
    }
    let key = match (facts.able, facts.willing) {
        (Some(false), _) => "member-not-able",
        (_, Some(false)) => "member-not-willing",
        (Some(true), Some(true)) => "member-could",
        _ => "member-flag-unknown",
    };
    ui.t(key)
}

fn entry(me: &SignedIn, ui: &Ui, household: &Household, past: &HouseholdPast) -> Entry {
    let kind = serde_json::to_value(&past.event).unwrap_or_default();
    let kind = kind.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().replace('_', "-");
    let app = &me.web.app;
    let note = note(me, ui, household, &past.event).filter(|note| !note.is_empty());
    Entry {
        title: ui.t(&format!("event-{kind}")),
        note,
        by: if past.actor == "service" { ui.t("actor-service") } else { past.by.clone() },
        at: ui.words.short_moment(app.rules().zone().to_datetime(past.at)),
        iso: app.local(past.at),
    }
}

fn note(me: &SignedIn, ui: &Ui, household: &Household, event: &HouseholdEvent) -> Option<String> {
    let text = |sealed: &Sealed<String>| sealed.get().cloned().unwrap_or_else(|| ui.t("erased"));
    let name = |facts: &Sealed<MemberFacts>| facts.get().map(|facts| facts.name.clone());
    let of = |member: &u32| household.members.get(member).and_then(|member| name(&member.facts));
    let at = |level: leye_domain::agency::Level| ui.t(&format!("household-level-{}", level.as_str()));
    match event {
        HouseholdEvent::MemberJoined { facts, .. } | HouseholdEvent::MemberChanged { facts, .. } => {
            name(facts)
        }
        HouseholdEvent::MemberLeft { member, note, .. } => {
            Some([of(member).unwrap_or_default(), text(note)].join(" · "))
        }
        HouseholdEvent::ZeroEmploymentApplied { member, .. } => {
            Some(ui.words.with("original-signed-by", &[("name", of(member).unwrap_or_default())]))
        }
        HouseholdEvent::ZeroEmploymentReviewed { level, note, .. }
        | HouseholdEvent::ZeroEmploymentRefused { level, note, .. } => {
            let told = [at(*level), text(note)];
            Some(told.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" · "))
        }
        HouseholdEvent::ZeroEmploymentConfirmed { note, .. } => Some(text(note)),
        HouseholdEvent::ZeroEmploymentEnded { ground, note, .. } => {
            let pack = me.web.app.rules().pack();
            let known = pack.household.as_ref().and_then(|rules| rules.ground(ground));
            let title = known.map_or(ground.clone(), |known| ui.words.of_pack(&known.titles).to_owned());
            Some(format!("{title} · {}", text(note)))
        }
        HouseholdEvent::HouseholdRelocated { station, .. } => {
            Some(crate::ui::place(&me.web.app, ui.words, station))
        }
        HouseholdEvent::HouseholdFormed { .. }
        | HouseholdEvent::ZeroEmploymentFound { .. }
        | HouseholdEvent::ZeroEmploymentLapsed { .. }
        | HouseholdEvent::ZeroEmploymentReturned { .. } => None,
    }
}
