//! The file of somebody's assistance: who helps, what is due next, the plan, what was offered,
//! and all that happened. A contact is noted on the page itself.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_app::assistance::{AssistanceFile, AssistanceRights};
use leye_domain::assistance::{Assistance, AssistanceActName, OfferAnswer, OwedKind, Phase};
use leye_domain::id::PersonId;
use serde::Deserialize;

use super::form::{Part, Source, begin, contact};
use super::letter::{Paper, papers};
use super::words::{self, Entry};
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::parts::{Crumb, Fact, Maker};
use crate::ui::{Ui, agency_name};

/// So many acts are shown, the others are folded away.
const OFTEN: usize = 3;

/// What the address may tell.
#[derive(Deserialize)]
pub(crate) struct Told {
    #[serde(default)]
    done: String,
}

struct Link {
    href: String,
    label: String,
    kind: &'static str,
}

struct Due {
    words: DueWords,
    what: String,
}

struct Floor {
    title: String,
    count: String,
    reached: bool,
}

struct OfferRow {
    number: usize,
    post: String,
    employer: String,
    on: String,
    answer: String,
    kind: &'static str,
    note: String,
    href: Option<String>,
}

struct GoalCard {
    what: String,
    by: Option<String>,
    steps: Vec<(String, bool)>,
    settled: Option<String>,
    reason: String,
    change: Option<String>,
    settle: Option<String>,
}

struct ExitPanel {
    title: String,
    facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "pages/assistance/read.html")]
struct FilePage {
    ui: Ui,
    trail: Vec<Crumb>,
    id: String,
    name: String,
    masked: String,
    station: String,
    state: String,
    state_kind: &'static str,
    done: Option<String>,
    facts: Vec<Fact>,
    dues: Vec<Due>,
    contact: Vec<Part>,
    main: Option<Link>,
    links: Vec<Link>,
    more: Vec<Link>,
    take: Option<String>,
    floor: Vec<Floor>,
    refusals: Option<Floor>,
    refusals_note: String,
    goals: Vec<GoalCard>,
    offers: Vec<OfferRow>,
    exit: Option<ExitPanel>,
    papers: Vec<Paper>,
    entries: Vec<Entry>,
}

/// Shows it; the reading itself is recorded.
pub(crate) async fn show(
    me: SignedIn,
    Id(id): Id<PersonId>,
    Query(told): Query<Told>,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.assistance_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let (words, one) = (ui.words, &file.assistance);
    let done = format!("assist-done-{}", told.done);
    let acts = acts(&me, &file);
    let mut links: Vec<Link> = acts.iter().map(|act| link(&ui, &id, one, *act)).collect();
    let main =
        (!links.is_empty() && acts.first().is_some_and(|act| leads(one, *act))).then(|| links.remove(0));
    let more = links.split_off(links.len().min(OFTEN));
    let handed = one.helper.as_ref().and_then(|helper| helper.handed_to.as_ref());
    let mine = handed.is_some_and(|handed| handed.user == me.staff().user) && file.rights.keep;
    Ok(render(&FilePage {
        trail: vec![
            Crumb { href: "/assistance".to_owned(), label: ui.t("nav-assistance") },
            Crumb { href: format!("/people/{id}"), label: id.to_string() },
        ],
        name: file.name.clone().unwrap_or_else(|| ui.t("person-erased")),
        masked: file.masked.clone(),
        station: agency_name(app, words, &one.station),
        state: ui.t(&format!("assist-state-{}", one.phase.as_str())),
        state_kind: if one.is_ended() { "plain" } else { "brand" },
        done: words.has(&done).then(|| ui.t(&done)),
        facts: facts(&me, &ui, one),
        dues: dues(&me, &ui, one),
        contact: quick(&me, &ui, &file),
        main: main.map(|main| Link { kind: "main", ..main }),
        links,
        more,
        take: mine.then(|| format!("/people/{id}/assistance/acts/take_helper")),
        floor: floor(&me, &ui, &file),
        refusals: refusals(&me, &ui, &file),
        refusals_note: refusals_note(&me, &ui, &file),
        goals: goals(&ui, &id, &file),
        offers: offers(&ui, &id, &file),
        exit: exit(&me, &ui, one),
        papers: papers(app, &ui, &id, &file),
        entries: file.happened.iter().map(|happened| words::entry(app, words, happened)).collect(),
        id: id.to_string(),
        ui,
    }))
}

fn address(id: &PersonId, act: AssistanceActName, number: Option<usize>) -> String {
    let number = number.map(|number| format!("?number={number}")).unwrap_or_default();
    format!("/people/{id}/assistance/acts/{}{number}", act.as_str())
}

fn link(ui: &Ui, id: &PersonId, one: &Assistance, act: AssistanceActName) -> Link {
    let key = act.as_str().replace('_', "-");
    let again = format!("assist-again-{key}");
    let label = if is_done(one, act) && ui.words.has(&again) { again } else { format!("assist-act-{key}") };
    Link { href: address(id, act, None), label: ui.t(&label), kind: "quiet" }
}

/// What was done once, and is done anew.
fn is_done(one: &Assistance, act: AssistanceActName) -> bool {
    match act {
        AssistanceActName::NameHelper => one.helper.is_some(),
        AssistanceActName::SetClass => one.class.is_some(),
        _ => false,
    }
}

/// Acts that something waits for; the others are always possible.
fn leads(one: &Assistance, act: AssistanceActName) -> bool {
    use AssistanceActName as N;
    let waits = matches!(act, N::NameHelper | N::SetClass | N::SignAgreement | N::HearPerson | N::Reopen);
    waits && !is_done(one, act)
}

/// What may be done now, what is owed first.
fn acts(me: &SignedIn, file: &AssistanceFile) -> Vec<AssistanceActName> {
    use AssistanceActName as N;
    let (one, AssistanceRights { keep, settle }) = (&file.assistance, file.rights);
    if !keep {
        return Vec::new();
    }
    if one.is_ended() {
        return if settle { vec![N::Reopen] } else { Vec::new() };
    }
    let helps = one.helper.as_ref().is_some_and(|helper| helper.user == me.staff().user);
    let mut acts = Vec::new();
    match (&one.helper, &one.class, &one.agreement) {
        (None, ..) => acts.push(N::NameHelper),
        (_, None, _) => acts.push(N::SetClass),
        (_, _, None) => acts.push(N::SignAgreement),
        _ => {}
    }
    acts.extend(exit_acts(one, settle));
    acts.extend([N::MakeOffer, N::GiveService, N::SetGoal]);
    if !acts.contains(&N::SetClass) {
        acts.push(N::SetClass);
    }
    if one.helper.is_some() && (helps || settle) {
        acts.push(N::HandHelper);
    }
    if one.helper.is_some() && settle {
        acts.push(N::NameHelper);
    }
    if one.exit.is_none() {
        acts.push(N::ProposeExit);
    }
    acts
}

/// What an exit that is under way waits for.
fn exit_acts(one: &Assistance, settle: bool) -> Vec<AssistanceActName> {
    use AssistanceActName as N;
    let Some(exit) = &one.exit else { return Vec::new() };
    let hears = exit.hearing && exit.heard.is_none();
    let mut acts: Vec<AssistanceActName> = hears.then_some(N::HearPerson).into_iter().collect();
    if exit.objection.is_none() {
        acts.push(N::ObjectToExit);
    }
    if settle {
        acts.extend([N::DropExit, N::EffectExit]);
    }
    acts
}

fn quick(me: &SignedIn, ui: &Ui, file: &AssistanceFile) -> Vec<Part> {
    if !file.rights.keep || file.assistance.is_ended() {
        return Vec::new();
    }
    let (app, words) = (&me.web.app, ui.words);
    let typed = begin(app, file, AssistanceActName::MakeContact, 0);
    let source = Source { app, words, file, typed: &typed, faults: &[], number: 0 };
    contact(&source, &Maker { words, typed: &typed, faults: &[] })
}

fn fact(key: String, value: String, note: Option<String>) -> Fact {
    Fact { key, value, note, ..Fact::default() }
}

fn facts(me: &SignedIn, ui: &Ui, one: &Assistance) -> Vec<Fact> {
    let (app, words) = (&me.web.app, ui.words);
    let helper = one.helper.as_ref().map(|helper| app.staff_name(helper.user.as_str()));
    let handed = one.helper.as_ref().and_then(|helper| helper.handed_to.as_ref());
    let handed = handed.map(|to| words.with("assist-handed", &[("name", app.staff_name(to.user.as_str()))]));
    let class = one.class.as_ref();
    let rhythm = class.map(|class| words::rhythm(words, class.rhythm));
    let agreement = one.agreement.as_ref();
    let signed = agreement.map(|signed| {
        let values = [
            ("person", words::sealed(words, &signed.by)),
            ("helper", app.staff_name(signed.helper.as_str())),
        ];
        words.with("assist-signed-by", &values)
    });
    let because = match &one.because {
        leye_domain::assistance::Because::Determined { case } => {
            words.with("assist-because-determined", &[("case", case.to_string())])
        }
        leye_domain::assistance::Because::Household => ui.t("assist-because-household"),
        leye_domain::assistance::Because::TakenOver => ui.t("assist-because-taken-over"),
    };
    let last = one.last_contact().map(|day| words.date(day));
    let mut facts = vec![
        fact(ui.t("assist-helper"), helper.unwrap_or_else(|| ui.t("assist-helper-none")), handed),
        fact(
            ui.t("assist-class"),
            class.map_or_else(|| ui.t("assist-class-none"), |class| words::class(app, words, &class.code)),
            rhythm,
        ),
        fact(ui.t("assist-last-contact"), last.unwrap_or_else(|| ui.t("assist-contact-none")), None),
        fact(
            ui.t("assist-agreement"),
            agreement.map_or_else(|| ui.t("assist-agreement-none"), |signed| words.date(signed.on)),
            signed,
        ),
        fact(
            ui.t("assist-grounds"),
            words::grounds(app, words, one.grounds.get().into_iter().flatten()),
            None,
        ),
        fact(ui.t("assist-opened"), words.date(one.opened), Some(because)),
    ];
    match &one.phase {
        Phase::Running { .. } => {}
        Phase::Resting { since, .. } => {
            facts.push(fact(ui.t("assist-rests-since"), words.date(*since), None))
        }
        Phase::Ended { article, on } => {
            let article = article.get().map(|code| words::article(app, words, code));
            facts.push(fact(ui.t("assist-ended-on"), words.date(*on), article));
        }
    }
    facts
}

fn dues(me: &SignedIn, ui: &Ui, one: &Assistance) -> Vec<Due> {
    let app = &me.web.app;
    let mut owed: Vec<_> =
        one.owed().into_iter().filter_map(|owed| Some((app.due_of(&owed).ok()?, owed))).collect();
    owed.sort_by_key(|(at, _)| *at);
    let shown = owed.into_iter().map(|(at, owed)| {
        let left = app.days_left(app.rules().zone().to_datetime(at).date());
        let key = format!("assist-owed-{}", owed.kind.as_str().replace('_', "-"));
        let holder = owed.holder.filter(|_| owed.kind == OwedKind::TakeOver);
        let holder = holder.map(|user| format!(" · {}", app.staff_name(user.as_str())));
        Due {
            words: due(app, ui.words, Some(at), Some(left)),
            what: format!("{}{}", ui.t(&key), holder.unwrap_or_default()),
        }
    });
    shown.collect()
}

fn floor(me: &SignedIn, ui: &Ui, file: &AssistanceFile) -> Vec<Floor> {
    let floor = file.assistance.floor(&file.rules).into_iter();
    let shown = floor.map(|one| Floor {
        title: words::service(&me.web.app, ui.words, &one.service),
        reached: one.is_reached(),
        count: of(ui, one.given, one.floor),
    });
    shown.collect()
}

fn of(ui: &Ui, given: usize, floor: usize) -> String {
    ui.words.with("assist-of", &[("given", given.to_string()), ("floor", floor.to_string())])
}

fn refusals(me: &SignedIn, ui: &Ui, file: &AssistanceFile) -> Option<Floor> {
    let rule = file.rules.refusals.as_ref()?;
    let count = file.assistance.refusals(rule, me.web.app.today());
    let most = usize::from(rule.most);
    let count_words = of(ui, count, most);
    Some(Floor { title: ui.t("assist-refusals"), count: count_words, reached: count >= most })
}

fn refusals_note(me: &SignedIn, ui: &Ui, file: &AssistanceFile) -> String {
    let Some(rule) = &file.rules.refusals else { return String::new() };
    let reached = file.assistance.refusals(rule, me.web.app.today()) >= usize::from(rule.most);
    let key = if reached { "assist-refusals-reached" } else { "assist-refusals-note" };
    ui.words.with(key, &[("months", rule.months.to_string())])
}

fn goals(ui: &Ui, id: &PersonId, file: &AssistanceFile) -> Vec<GoalCard> {
    let (words, open) = (ui.words, file.rights.keep && !file.assistance.is_ended());
    let card = |(at, goal): (usize, &leye_domain::assistance::Goal)| {
        let changes = open && goal.settled.is_none();
        let href = |act| changes.then(|| address(id, act, Some(at + 1)));
        let steps = goal.steps.get().into_iter().flatten();
        let settled =
            goal.settled.map(|outcome| ui.t(&format!("assist-goal-{}", outcome.as_str().replace('_', "-"))));
        GoalCard {
            what: words::sealed(words, &goal.what),
            by: goal.by.map(|day| words.with("assist-goal-by", &[("day", words.date(day))])),
            steps: steps.map(|step| (step.what.clone(), step.done)).collect(),
            settled,
            reason: goal.reason.as_ref().map(|reason| words::sealed(words, reason)).unwrap_or_default(),
            change: href(AssistanceActName::SetGoal),
            settle: href(AssistanceActName::SettleGoal),
        }
    };
    file.assistance.goals.iter().enumerate().map(card).collect()
}

fn offers(ui: &Ui, id: &PersonId, file: &AssistanceFile) -> Vec<OfferRow> {
    let (words, open) = (ui.words, file.rights.keep && !file.assistance.is_ended());
    let row = |(at, offer): (usize, &leye_domain::assistance::Offer)| {
        let answers = matches!(offer.answer, None | Some((_, OfferAnswer::NoAnswer))) && open;
        let (key, kind, note) = match &offer.answer {
            None => ("open", "soon", String::new()),
            Some((_, OfferAnswer::Accepted)) => ("accepted", "well", String::new()),
            Some((_, OfferAnswer::NoAnswer)) => ("no-answer", "plain", String::new()),
            Some((_, OfferAnswer::Refused { reason, .. })) => {
                ("refused", "late", words::sealed(words, reason))
            }
        };
        OfferRow {
            number: at + 1,
            post: words::sealed(words, &offer.post),
            employer: words::sealed(words, &offer.employer),
            on: words.date(offer.on),
            answer: ui.t(&format!("assist-reply-{key}")),
            kind,
            note,
            href: answers.then(|| address(id, AssistanceActName::AnswerOffer, Some(at + 1))),
        }
    };
    file.assistance.offers.iter().enumerate().map(row).collect()
}

fn exit(me: &SignedIn, ui: &Ui, one: &Assistance) -> Option<ExitPanel> {
    let (app, words) = (&me.web.app, ui.words);
    let exit = one.exit.as_ref()?;
    let until = app.rules().zone().to_datetime(exit.objection_until);
    let mut facts = vec![
        fact(
            ui.t("assist-exit-ends"),
            words::grounds(app, words, exit.ends.get().into_iter().flatten()),
            None,
        ),
        fact(
            ui.t("field-assist-evidence"),
            words::sealed(words, &exit.evidence),
            Some(words.with("assist-exit-by", &[("name", app.staff_name(&exit.by))])),
        ),
        fact(ui.t("assist-exit-until"), words.moment(until), None),
    ];
    if exit.hearing {
        let heard = exit.heard.as_ref();
        let value =
            heard.map_or_else(|| ui.t("assist-exit-not-heard"), |one| words::sealed(words, &one.answer));
        facts.push(fact(ui.t("field-assist-answer"), value, heard.map(|one| words.date(one.on))));
    }
    if let Some(objection) = &exit.objection {
        let value = words::sealed(words, &objection.objection);
        facts.push(fact(ui.t("field-assist-objection"), value, Some(words.date(objection.on))));
    }
    let code = exit.article.get().cloned().unwrap_or_default();
    Some(ExitPanel { title: words::article(app, words, &code), facts })
}
