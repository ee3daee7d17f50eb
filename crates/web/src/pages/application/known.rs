//! The questions about an applicant and the household, and what was answered.

use leye_app::ruling::{asked_of_applicant, asked_of_member};
use leye_app::{App, FieldFault};
use leye_domain::fact::{FactValue, Facts, KnownFacts};
use leye_pack::{Fact, FactKind};

use crate::form::Typed;
use crate::parts::{Choice, DateField, Maker};
use crate::words::Words;

/// A number with more values than this is typed instead of chosen.
const MOST_CHOICES: i64 = 10;

/// A question and what was answered so far.
pub(crate) struct AskedFact {
    pub name: String,
    pub title: String,
    pub question: String,
    pub error: Option<String>,
    pub items: Vec<Choice>,
    pub day: Option<DateField>,
    pub number: Option<String>,
}

impl AskedFact {
    /// Something was answered, or wrongly.
    pub(crate) fn is_answered(&self) -> bool {
        let chosen = self.items.iter().any(|item| item.on && !item.value.is_empty());
        let typed = self.number.as_ref().is_some_and(|number| !number.is_empty());
        let day = self.day.as_ref().is_some_and(|day| !(day.year.is_empty() && day.month.is_empty()));
        chosen || typed || day || self.error.is_some()
    }
}

/// The questions about the applicant.
pub(crate) fn of_applicant(app: &App, make: &Maker<'_>) -> Vec<AskedFact> {
    let pack = app.rules().pack();
    asked_of_applicant(&pack).map(|fact| asked(make, fact, "")).collect()
}

/// The questions about one other member of the household, from 1.
pub(crate) fn of_member(app: &App, make: &Maker<'_>, at: usize) -> Vec<AskedFact> {
    let pack = app.rules().pack();
    let facts = app.rules().engines().on(app.today()).map(|engine| asked_of_member(&pack, &engine));
    let before = format!("relative_{at}_");
    facts.into_iter().flatten().map(|fact| asked(make, fact, &before)).collect()
}

fn asked(make: &Maker<'_>, fact: &Fact, before: &str) -> AskedFact {
    let name = format!("{before}fact-{}", fact.name);
    let words = make.words;
    let chosen = make.typed.text(&name).to_owned();
    let item = |value: &str, label: String| Choice {
        on: chosen == value,
        value: value.to_owned(),
        label,
        hint: None,
    };
    let unknown = item("", words.t("fact-not-known"));
    let (mut day, mut number) = (None, None);
    let items = match &fact.kind {
        FactKind::Flag => vec![item("yes", words.t("fact-yes")), item("no", words.t("fact-no")), unknown],
        FactKind::Word(_) => {
            let known = fact.words.iter().map(|w| item(&w.value, words.of_pack(&w.titles).to_owned()));
            known.chain(std::iter::once(unknown)).collect()
        }
        FactKind::Whole { from, to } if to - from <= MOST_CHOICES => (*from..=*to)
            .map(|n| item(&n.to_string(), n.to_string()))
            .chain(std::iter::once(unknown))
            .collect(),
        FactKind::Whole { .. } => {
            number = Some(chosen);
            Vec::new()
        }
        FactKind::Day => {
            let part = |part: &str| make.typed.text(&format!("{name}-{part}")).to_owned();
            let (year, month, of_month) = (part("year"), part("month"), part("day"));
            day = Some(DateField { name: name.clone(), year, month, day: of_month, ..DateField::default() });
            Vec::new()
        }
    };
    AskedFact {
        title: words.of_pack(&fact.titles).to_owned(),
        question: words.of_pack(&fact.question).to_owned(),
        error: make.error(&name),
        items,
        day,
        number,
        name,
    }
}

/// What was answered about the applicant and so many other members; or every answer that
/// cannot be.
pub(crate) fn read(app: &App, typed: &Typed, members: &[usize]) -> Result<KnownFacts, Vec<FieldFault>> {
    let pack = app.rules().pack();
    let mut faults = Vec::new();
    let own: Vec<&Fact> = asked_of_applicant(&pack).collect();
    let facts = answers(typed, &own, "", &mut faults);
    let engine = app.rules().engines().on(app.today());
    let of_member = engine.map(|engine| asked_of_member(&pack, &engine)).unwrap_or_default();
    let household = members
        .iter()
        .map(|at| answers(typed, &of_member, &format!("relative_{at}_"), &mut faults))
        .collect();
    if faults.is_empty() { Ok(KnownFacts { facts, household }) } else { Err(faults) }
}

fn answers(typed: &Typed, facts: &[&Fact], before: &str, faults: &mut Vec<FieldFault>) -> Facts {
    let mut known = Facts::new();
    for fact in facts {
        let name = format!("{before}fact-{}", fact.name);
        let answered = answer(typed, fact, &name).unwrap_or_else(|code| {
            faults.push(FieldFault::new(&name, code));
            None
        });
        if let Some(value) = answered {
            known.insert(fact.name.clone(), value);
        }
    }
    known
}

fn answer(typed: &Typed, fact: &Fact, name: &str) -> Result<Option<FactValue>, &'static str> {
    if fact.kind == FactKind::Day {
        return typed.day(name).map(|day| day.map(FactValue::Day)).map_err(|()| "no-such-day");
    }
    let text = typed.text(name);
    Ok(Some(match (&fact.kind, text) {
        (_, "") => return Ok(None),
        (FactKind::Flag, "yes") => FactValue::Flag(true),
        (FactKind::Flag, "no") => FactValue::Flag(false),
        (FactKind::Word(words), word) if words.iter().any(|known| known == word) => {
            FactValue::Word(word.to_owned())
        }
        (FactKind::Whole { from, to }, number) => {
            let number: i64 = number.parse().map_err(|_| "not-a-number")?;
            if !(from..=to).contains(&&number) {
                return Err("fact-out-of-range");
            }
            FactValue::Whole(number)
        }
        _ => return Err("fact-wrong-kind"),
    }))
}

/// Begins a form with what is known.
pub(crate) fn begin(typed: &mut Typed, known: &KnownFacts) {
    let members =
        (1..).zip(&known.household).map(|(at, facts): (usize, _)| (format!("relative_{at}_"), facts));
    for (before, facts) in std::iter::once((String::new(), &known.facts)).chain(members) {
        for (fact, value) in facts {
            let name = format!("{before}fact-{fact}");
            match value {
                FactValue::Flag(flag) => typed.set(&name, if *flag { "yes" } else { "no" }),
                FactValue::Whole(whole) => typed.set(&name, whole.to_string()),
                FactValue::Word(word) => typed.set(&name, word.clone()),
                FactValue::Day(day) => {
                    typed.set(&format!("{name}-year"), day.year().to_string());
                    typed.set(&format!("{name}-month"), day.month().to_string());
                    typed.set(&format!("{name}-day"), day.day().to_string());
                }
            }
        }
    }
}

/// A member of the household with the questions about them.
pub(crate) struct MemberFacts {
    pub who: String,
    pub asked: Vec<AskedFact>,
}

/// The part of an act's form that records facts.
pub(crate) struct KnownPart {
    pub own: Vec<AskedFact>,
    pub members: Vec<MemberFacts>,
}

/// The questions of somebody whose household the file knows.
pub(crate) fn part(app: &App, make: &Maker<'_>, words: Words, relatives: &[String]) -> KnownPart {
    let member = |(at, who): (usize, &String)| MemberFacts {
        who: if who.is_empty() {
            words.with("ruling-member-number", &[("number", at.to_string())])
        } else {
            who.clone()
        },
        asked: of_member(app, make, at),
    };
    KnownPart { own: of_applicant(app, make), members: (1..).zip(relatives).map(member).collect() }
}
