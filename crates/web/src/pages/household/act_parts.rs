//! Which parts the form of each act has.

use leye_app::App;
use leye_domain::household::{Exclusion, Household, MemberFacts};
use leye_domain::person::RetirementClass;

use crate::form::Typed;
use crate::parts::{Choices, DateField, Field, FormFault, Maker, told};

/// A part of a form.
pub(super) enum Part {
    Line(Field),
    Area(Field),
    Day(DateField),
    Radios(Choices),
}

impl Part {
    /// Says beside the part what the summary says of it.
    pub(super) fn tell(&mut self, faults: &[FormFault]) {
        let (name, error) = match self {
            Part::Line(field) | Part::Area(field) => (&field.name, &mut field.error),
            Part::Day(day) => (&day.name, &mut day.error),
            Part::Radios(choices) => (&choices.name, &mut choices.error),
        };
        if error.is_none() {
            *error = told(faults, name);
        }
    }
}

/// The acts, by their words in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Add,
    Change,
    Remove,
    Apply,
    Pass,
    Refuse,
    End,
}

impl Act {
    const ALL: [Act; 7] = [Act::Add, Act::Change, Act::Remove, Act::Apply, Act::Pass, Act::Refuse, Act::End];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Act::Add => "add",
            Act::Change => "change",
            Act::Remove => "remove",
            Act::Apply => "apply",
            Act::Pass => "pass",
            Act::Refuse => "refuse",
            Act::End => "end",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.as_str() == text)
    }

    /// It is about one member, whose number the address says.
    pub(super) fn of_member(self) -> bool {
        matches!(self, Act::Change | Act::Remove)
    }

    pub(super) fn is_grave(self) -> bool {
        matches!(self, Act::Remove | Act::Refuse | Act::End)
    }
}

/// What a form begins with: today, and what is known of the member.
pub(super) fn begin(app: &App, household: &Household, act: Act, member: u32) -> Typed {
    let mut typed = Typed::default();
    set_day(&mut typed, "household-on", app.today());
    if act == Act::Change {
        let facts = household.members.get(&member).and_then(|member| member.facts.get());
        facts.into_iter().for_each(|facts| begin_member(&mut typed, facts));
    }
    typed
}

fn set_day(typed: &mut Typed, name: &str, day: jiff::civil::Date) {
    typed.set(&format!("{name}-year"), day.year().to_string());
    typed.set(&format!("{name}-month"), day.month().to_string());
    typed.set(&format!("{name}-day"), day.day().to_string());
}

fn begin_member(typed: &mut Typed, facts: &MemberFacts) {
    typed.set("member-name", facts.name.clone());
    typed.set("member-relation", facts.relation.clone());
    facts.born.into_iter().for_each(|born| set_day(typed, "member-born", born));
    facts.class.into_iter().for_each(|class| typed.set("member-class", class.code()));
    let flags =
        [("member-employed", facts.employed), ("member-able", facts.able), ("member-willing", facts.willing)];
    for (name, flag) in flags {
        typed.set(name, flag.map_or("", |flag| if flag { "yes" } else { "no" }));
    }
    typed.set("member-exclusion", facts.exclusion.map(Exclusion::as_str).unwrap_or_default());
}

/// The parts.
pub(super) fn parts(app: &App, make: &Maker<'_>, household: &Household, act: Act) -> Vec<Part> {
    let day = || Part::Day(make.day("household-on"));
    let note = |required| Part::Area(make.text("household-note", required));
    match act {
        Act::Add | Act::Change => member(make).into_iter().chain([day()]).collect(),
        Act::Remove => vec![day(), note(true)],
        Act::Apply => {
            let signs: Vec<(String, String)> =
                household.present().map(|(number, facts)| (number.to_string(), facts.name.clone())).collect();
            vec![Part::Radios(make.choices("household-signs", true, &signs))]
        }
        Act::Pass => vec![note(false)],
        Act::Refuse => vec![note(true)],
        Act::End => {
            let pack = app.rules().pack();
            let grounds = pack.household.iter().flat_map(|household| &household.grounds);
            let grounds: Vec<(String, String)> =
                grounds.map(|one| (one.key.clone(), make.words.of_pack(&one.titles).to_owned())).collect();
            vec![Part::Radios(make.choices("household-ground", true, &grounds)), day(), note(true)]
        }
    }
}

/// The parts about a member.
pub(super) fn member(make: &Maker<'_>) -> Vec<Part> {
    let word = |name: &str, value: &str| {
        let key = if value.is_empty() { "unknown" } else { value };
        (value.to_owned(), make.words.t(&format!("{name}-{key}")))
    };
    let flag = |name: &str| {
        let items = ["yes", "no", ""].map(|value| word("member-flag", value));
        let mut choices = make.choices(name, true, &items);
        if choices.items.iter().all(|item| !item.on) {
            choices.items.iter_mut().filter(|item| item.value.is_empty()).for_each(|item| item.on = true);
        }
        Part::Radios(choices)
    };
    let classes = [RetirementClass::Male, RetirementClass::Female55, RetirementClass::Female50];
    let classes = classes.map(|class| word("class", class.code()));
    let exclusions = Exclusion::ALL.map(|one| word("member-exclusion", one.as_str()));
    let none = (String::new(), make.words.t("member-exclusion-none"));
    let exclusions: Vec<(String, String)> = std::iter::once(none).chain(exclusions).collect();
    let mut exclusion = make.choices("member-exclusion", true, &exclusions);
    if exclusion.items.iter().all(|item| !item.on) {
        exclusion.items.iter_mut().take(1).for_each(|item| item.on = true);
    }
    vec![
        Part::Line(Field { width: "10", ..make.text("member-name", true) }),
        Part::Line(Field { width: "10", ..make.text("member-relation", true) }),
        Part::Line(Field { width: "20", ..make.text("member-number", false) }),
        Part::Day(DateField { required: false, ..make.day("member-born") }),
        Part::Radios(make.choices("member-class", false, &classes)),
        flag("member-employed"),
        flag("member-able"),
        flag("member-willing"),
        Part::Radios(exclusion),
    ]
}
