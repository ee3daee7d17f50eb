//! The form of each act: which parts it has, and what it begins with.

use leye_app::App;
use leye_app::assistance::AssistanceFile;
use leye_domain::assistance::{AssistanceActName, ContactHow, GoalOutcome};

use super::words;
use crate::form::Typed;
use crate::parts::{Choices, DateField, Field, FormFault, Maker, told};
use crate::words::Words;

/// A part of a form.
pub(super) enum Part {
    Line(Field),
    Area(Field),
    Day(DateField),
    Radios(Choices),
    Boxes(Choices),
}

impl Part {
    /// Says beside the part what the summary says of it.
    fn tell(&mut self, faults: &[FormFault]) {
        let (name, error) = match self {
            Part::Line(field) | Part::Area(field) => (&field.name, &mut field.error),
            Part::Day(day) => (&day.name, &mut day.error),
            Part::Radios(choices) | Part::Boxes(choices) => (&choices.name, &mut choices.error),
        };
        *error = told(faults, name);
    }

    fn relabel(&mut self, words: Words, act: AssistanceActName) {
        let (name, label) = match self {
            Part::Line(field) | Part::Area(field) => (&field.name, &mut field.label),
            Part::Day(day) => (&day.name, &mut day.label),
            Part::Radios(choices) | Part::Boxes(choices) => (&choices.name, &mut choices.label),
        };
        let field = name.trim_start_matches("assist-");
        let own = format!("assist-label-{}-{field}", act.as_str().replace('_', "-"));
        if words.has(&own) {
            *label = words.t(&own);
        }
    }
}

/// What a form is made from.
pub(super) struct Source<'a> {
    pub app: &'a App,
    pub words: Words,
    pub file: &'a AssistanceFile,
    pub typed: &'a Typed,
    pub faults: &'a [FormFault],
    /// The goal or offer that it is about; 0 for none.
    pub number: u32,
}

/// Today, for what was done today; what the goal or the file says already.
pub(super) fn begin(app: &App, file: &AssistanceFile, act: AssistanceActName, number: u32) -> Typed {
    let mut typed = Typed::default();
    let today = app.today();
    typed.set("assist-on-year", today.year().to_string());
    typed.set("assist-on-month", today.month().to_string());
    typed.set("assist-on-day", today.day().to_string());
    typed.set("assist-reached", "yes");
    let name = file.name.clone().unwrap_or_default();
    match act {
        AssistanceActName::SignAgreement => typed.set("assist-by", name),
        AssistanceActName::AnswerOffer => typed.set("assist-signed-by", name),
        AssistanceActName::SetGoal => begin_goal(&mut typed, file, number),
        _ => {}
    }
    typed
}

fn begin_goal(typed: &mut Typed, file: &AssistanceFile, number: u32) {
    let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let Some(goal) = at.and_then(|at| file.assistance.goals.get(at)) else { return };
    typed.set("assist-what", goal.what.get().cloned().unwrap_or_default());
    let steps = goal.steps.get().map(Vec::as_slice).unwrap_or_default();
    let lines: Vec<&str> = steps.iter().map(|step| step.what.as_str()).collect();
    typed.set("assist-steps", lines.join("\n"));
    for step in steps.iter().filter(|step| step.done) {
        typed.add("assist-done", step.what.clone());
    }
    if let Some(by) = goal.by {
        typed.set("assist-until-year", by.year().to_string());
        typed.set("assist-until-month", by.month().to_string());
        typed.set("assist-until-day", by.day().to_string());
    }
}

/// The parts of an act's form.
pub(super) fn parts(source: &Source<'_>, act: AssistanceActName) -> Vec<Part> {
    let mut parts = made(source, act);
    for part in &mut parts {
        part.relabel(source.words, act);
        part.tell(source.faults);
    }
    parts
}

fn made(source: &Source<'_>, act: AssistanceActName) -> Vec<Part> {
    use AssistanceActName as N;
    let make = Maker { words: source.words, typed: source.typed, faults: &[] };
    let area = |field: &str| Part::Area(make.text(&format!("assist-{field}"), true));
    let line = |field: &str| Part::Line(make.text(&format!("assist-{field}"), true));
    let day = || Part::Day(make.day("assist-on"));
    match act {
        N::NameHelper if source.file.assistance.helper.is_none() => vec![helpers(source, &make)],
        N::NameHelper | N::HandHelper => vec![helpers(source, &make), area("reason")],
        N::SetClass => vec![classes(source, &make), area("reason")],
        N::SignAgreement => vec![day(), line("by")],
        N::SetGoal => goal(source, &make),
        N::SettleGoal => {
            let items = GoalOutcome::ALL.map(|one| {
                let key = one.as_str().replace('_', "-");
                (one.as_str().to_owned(), source.words.t(&format!("assist-goal-{key}")))
            });
            vec![Part::Radios(make.choices("assist-outcome", true, &items)), area("reason")]
        }
        N::MakeContact => contact(source, &make),
        N::MakeOffer => vec![line("post"), line("employer"), day()],
        N::AnswerOffer => {
            let items = ["accepted", "refused", "no_answer"].map(|one| {
                let key = one.replace('_', "-");
                (one.to_owned(), source.words.t(&format!("assist-reply-{key}")))
            });
            let reason = Part::Area(make.text("assist-reason", false));
            let signed = Part::Line(make.text("assist-signed-by", false));
            vec![Part::Radios(make.choices("assist-reply", true, &items)), day(), reason, signed]
        }
        N::GiveService => {
            let rules = &source.file.rules.services;
            let items: Vec<_> = rules
                .iter()
                .map(|rule| (rule.kind.clone(), words::service(source.app, source.words, &rule.kind)))
                .collect();
            vec![Part::Radios(make.choices("assist-service", true, &items)), day(), area("note")]
        }
        N::ProposeExit => vec![articles(source, &make), area("evidence")],
        N::HearPerson => vec![day(), area("answer")],
        N::ObjectToExit => vec![day(), area("objection")],
        N::DropExit => vec![area("reason")],
        N::EffectExit | N::Reopen => vec![area("finding")],
        N::TakeHelper | N::Rest | N::Resume | N::Open => Vec::new(),
    }
}

/// How, whether they were reached, when, what about.
pub(super) fn contact(source: &Source<'_>, make: &Maker<'_>) -> Vec<Part> {
    let words = source.words;
    let ways = ContactHow::ALL.map(|how| (how.as_str().to_owned(), words::how(words, how)));
    let reached = ["yes", "no"].map(|one| (one.to_owned(), words.t(&format!("assist-reached-{one}"))));
    vec![
        Part::Radios(make.choices("assist-how", true, &ways)),
        Part::Radios(make.choices("assist-reached", true, &reached)),
        Part::Day(make.day("assist-on")),
        Part::Area(make.text("assist-about", true)),
    ]
}

/// Who works there, but who helps now.
fn helpers(source: &Source<'_>, make: &Maker<'_>) -> Part {
    let now = source.file.assistance.helper.as_ref().map(|helper| &helper.user);
    let others = source.file.helpers.iter().filter(|(user, _)| Some(*user) != now);
    let items: Vec<_> = others.map(|(user, name)| (user.as_str().to_owned(), name.clone())).collect();
    Part::Radios(make.choices("assist-helper", true, &items))
}

fn classes(source: &Source<'_>, make: &Maker<'_>) -> Part {
    let (app, words) = (source.app, source.words);
    let rules = &source.file.rules.classes;
    let items: Vec<_> =
        rules.iter().map(|rule| (rule.code.clone(), words::class(app, words, &rule.code))).collect();
    let mut choices = make.choices("assist-class", true, &items);
    let pack = app.rules().pack();
    let titled = pack.assistance.as_ref().map(|assistance| assistance.classes.as_slice()).unwrap_or_default();
    for (item, rule) in choices.items.iter_mut().zip(rules) {
        let need = titled.iter().find(|class| class.code == rule.code);
        let need = need.map(|class| class.need.get(words.lang.as_str())).unwrap_or_default();
        item.hint = Some(format!("{need} {}", words::rhythm(words, rule.rhythm)));
    }
    Part::Radios(choices)
}

fn goal(source: &Source<'_>, make: &Maker<'_>) -> Vec<Part> {
    let at = usize::try_from(source.number).ok().and_then(|number| number.checked_sub(1));
    let found = at.and_then(|at| source.file.assistance.goals.get(at));
    let steps = found.and_then(|goal| goal.steps.get()).map(Vec::as_slice).unwrap_or_default();
    let items: Vec<_> = steps.iter().map(|step| (step.what.clone(), step.what.clone())).collect();
    let mut parts =
        vec![Part::Area(make.text("assist-what", true)), Part::Area(make.text("assist-steps", false))];
    if !items.is_empty() {
        parts.push(Part::Boxes(make.choices("assist-done", false, &items)));
    }
    parts.push(Part::Day(DateField { required: false, ..make.day("assist-until") }));
    parts
}

/// The articles that end a ground which holds. What is counted is offered when it is reached.
fn articles(source: &Source<'_>, make: &Maker<'_>) -> Part {
    let (app, words, assistance) = (source.app, source.words, &source.file.assistance);
    let counted = source.file.rules.refusals.as_ref();
    let lacking = counted
        .filter(|rule| assistance.refusals(rule, app.today()) < usize::from(rule.most))
        .map(|rule| rule.article.as_str());
    let held = assistance.grounds.get();
    let fits = |ends: &std::collections::BTreeSet<String>| {
        ends.is_empty() || held.is_some_and(|held| held.intersection(ends).next().is_some())
    };
    let rules = source.file.rules.exits.iter();
    let rules: Vec<_> =
        rules.filter(|rule| fits(&rule.grounds) && Some(rule.article.as_str()) != lacking).collect();
    let items: Vec<_> =
        rules.iter().map(|rule| (rule.article.clone(), words::article(app, words, &rule.article))).collect();
    Part::Radios(make.choices("assist-article", true, &items))
}
