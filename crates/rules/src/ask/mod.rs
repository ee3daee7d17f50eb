//! Which questions can still change the answer, and in which order they are asked.
//!
//! A fact is asked for when some answer to it, with some answers to the other open questions,
//! settles a condition that the ruling or the set of categories still hangs on. This is found
//! by the engine: of every such condition all combinations of the values that stand for what
//! is not known are evaluated (`table.rs`), so that within one condition it is exact. Between
//! conditions it is the sound and cheap way: each is looked at by itself, so that a question
//! may be asked that another answer would have spared, and none is left out that could change
//! the answer. Where it differs from a ruling on record: a condition that comes out the same
//! whatever the unknown is counts as settled here. So somebody of thirty is not asked for
//! a class of retirement.

mod found;
mod outlook;
mod table;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use leye_pack::{Fact, FactKind, FactValue, FactWord, Pack};

use found::Kept;
pub use outlook::{CategoryProspect, Outlook, Prospect};

use crate::engine::Engine;
use crate::error::{EngineError, FactProblem};
use crate::facts::{Facts, check};

/// Who goes to the station and applies makes this true; nobody is asked for it before.
const BY_APPLYING: &str = "applied";
/// Who registers there makes this true.
const BY_REGISTERING: &str = "registered_unemployed";

/// The most other members of a household that are asked about.
pub const MOST_OTHERS: usize = 20;

/// Something that may be asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// A fact of the person.
    Fact(String),
    /// How many others live in the household.
    Others,
    /// A fact of one of the others, counted from 0.
    Member(usize, String),
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Question::Fact(name) => f.write_str(name),
            Question::Others => f.write_str("household"),
            Question::Member(at, name) => write!(f, "household.{}.{name}", at + 1),
        }
    }
}

impl FromStr for Question {
    type Err = ();

    fn from_str(text: &str) -> Result<Question, ()> {
        let Some(rest) = text.strip_prefix("household") else {
            return Ok(Question::Fact(text.to_owned()));
        };
        if rest.is_empty() {
            return Ok(Question::Others);
        }
        let (at, name) = rest.strip_prefix('.').and_then(|rest| rest.split_once('.')).ok_or(())?;
        let at: usize = at.parse().map_err(|_| ())?;
        at.checked_sub(1).map(|at| Question::Member(at, name.to_owned())).ok_or(())
    }
}

/// The answers that were given; none is "I don't know". How many others there are is
/// a whole number.
pub type Given = BTreeMap<Question, Option<FactValue>>;

/// Why an answer cannot be taken.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerFault {
    /// There is no such question.
    NoQuestion,
    /// The value is not of the fact's kind, or out of its bounds.
    Problem(FactProblem),
    /// A day that has not come yet, for something that has been.
    NotYet,
}

/// What is known, what is not, and what has not been asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    own: Facts,
    /// None where nobody asked; none inside where it is not known.
    others: Option<Option<usize>>,
    members: Vec<Facts>,
    /// What was asked and is not known.
    unknown: std::collections::BTreeSet<Question>,
}

/// The interview so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What was asked, in order, with the answers.
    pub asked: Vec<(Question, Option<FactValue>)>,
    /// What to ask next; none when no answer could change anything.
    pub next: Option<Question>,
    /// What the answers come to.
    pub outlook: Outlook,
    /// Facts that follow from the answers, or from applying itself.
    pub assumed: Facts,
}

/// A pack on a day, asking.
#[derive(Debug)]
pub struct Interview<'a> {
    pack: &'a Pack,
    engine: &'a Engine,
    kept: RefCell<Kept>,
}

impl<'a> Interview<'a> {
    /// An interview by a pack and its engine of a day.
    pub fn new(pack: &'a Pack, engine: &'a Engine) -> Interview<'a> {
        Interview { pack, engine, kept: RefCell::default() }
    }

    /// Goes through the questions in order and takes the answers that are given, up to the
    /// first question without one. Answers to questions that are never reached, and answers
    /// that cannot be, count for nothing.
    ///
    /// # Errors
    /// A condition that cannot be evaluated.
    pub fn course(&self, given: &Given) -> Result<Course, EngineError> {
        let mut told = self.begin();
        let mut asked = Vec::new();
        loop {
            let outlook = self.outlook(&told)?;
            let next = self.next(&told, &outlook);
            let answer = next.as_ref().and_then(|question| {
                let answer = given.get(question)?;
                self.judge(question, answer.as_ref()).is_ok().then_some(answer)
            });
            let (Some(question), Some(answer)) = (&next, answer) else {
                let asked_of =
                    |name: &String| asked.iter().any(|(one, _)| *one == Question::Fact(name.clone()));
                let assumed = told.own.iter().filter(|(name, _)| !asked_of(name));
                let assumed = assumed.map(|(name, value)| (name.clone(), value.clone())).collect();
                return Ok(Course { asked, next, outlook, assumed });
            };
            asked.push((question.clone(), answer.clone()));
            self.take(&mut told, question, answer.clone());
        }
    }

    /// What the answers would come to if the person were registered as unemployed; none
    /// where the pack asks for no such thing, or they are.
    ///
    /// # Errors
    /// As [`Interview::course`].
    pub fn if_registered(&self, given: &Given) -> Result<Option<Outlook>, EngineError> {
        let question = Question::Fact(BY_REGISTERING.to_owned());
        let yes = Some(FactValue::Flag(true));
        if self.fact(BY_REGISTERING).is_none() || given.get(&question) == Some(&yes) {
            return Ok(None);
        }
        let mut told = self.begin();
        // All answers count here, in whatever order they were asked for: how many others there
        // are stands before what they are.
        for (one, answer) in given.iter().filter(|(one, _)| **one != question) {
            if self.judge(one, answer.as_ref()).is_ok() {
                self.take(&mut told, one, answer.clone());
            }
        }
        self.take(&mut told, &question, yes);
        Ok(Some(self.outlook(&told)?))
    }

    /// The words that a fact may be, by what was answered before.
    pub fn words(&self, given: &Given, fact: &'a Fact) -> Vec<&'a FactWord> {
        let told = |name: &str| match given.get(&Question::Fact(name.to_owned())) {
            Some(Some(FactValue::Word(word))) => Some(word.as_str()),
            _ => None,
        };
        possible(fact, told)
    }

    /// Whether an answer can be taken.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn judge(&self, question: &Question, answer: Option<&FactValue>) -> Result<(), AnswerFault> {
        let most = i64::try_from(MOST_OTHERS).unwrap_or(i64::MAX);
        let (Question::Fact(name) | Question::Member(_, name)) = question else {
            return match answer {
                None => Ok(()),
                Some(FactValue::Whole(count)) if (0..=most).contains(count) => Ok(()),
                Some(_) => Err(AnswerFault::Problem(FactProblem::OutOfRange { from: 0, to: most })),
            };
        };
        let fact = self.fact(name).ok_or(AnswerFault::NoQuestion)?;
        let Some(value) = answer else { return Ok(()) };
        let facts = Facts::from([(name.clone(), value.clone())]);
        check(&facts, |_| Some(&fact.kind), self.engine.on)
            .map_err(|(_, problem)| AnswerFault::Problem(problem))?;
        match value {
            FactValue::Day(day) if fact.past && *day > self.engine.on => Err(AnswerFault::NotYet),
            _ => Ok(()),
        }
    }

    /// The fact with this name.
    pub fn fact(&self, name: &str) -> Option<&'a Fact> {
        self.pack.facts.iter().find(|fact| fact.name == name)
    }

    fn begin(&self) -> Told {
        let mut told = Told::default();
        if self.fact(BY_APPLYING).is_some_and(|fact| fact.kind == FactKind::Flag) {
            told.own.insert(BY_APPLYING.to_owned(), FactValue::Flag(true));
        }
        told
    }

    fn outlook(&self, told: &Told) -> Result<Outlook, EngineError> {
        outlook::Finder::new(self, told).outlook()
    }

    fn take(&self, told: &mut Told, question: &Question, answer: Option<FactValue>) {
        if answer.is_none() {
            told.unknown.insert(question.clone());
        }
        match (question, answer) {
            (Question::Others, Some(FactValue::Whole(count))) => {
                let count = usize::try_from(count).unwrap_or_default().min(MOST_OTHERS);
                told.others = Some(Some(count));
                told.members = vec![Facts::default(); count];
            }
            (Question::Others, _) => told.others = Some(None),
            (Question::Fact(name), Some(value)) => {
                told.own.insert(name.clone(), value);
                self.follow(&mut told.own);
            }
            (Question::Member(at, name), Some(value)) => {
                if let Some(facts) = told.members.get_mut(*at) {
                    facts.insert(name.clone(), value);
                    self.follow(facts);
                }
            }
            (Question::Fact(_) | Question::Member(..), None) => {}
        }
    }

    /// Adds the facts that can only be one thing now: of a man, the class of men.
    fn follow(&self, facts: &mut Facts) {
        for fact in self.pack.facts.iter().filter(|fact| fact.words.iter().any(|word| word.only.is_some())) {
            if facts.contains_key(&fact.name) {
                continue;
            }
            if let [word] = possible(fact, |name| word(facts, name)).as_slice() {
                facts.insert(fact.name.clone(), FactValue::Word(word.value.clone()));
            }
        }
    }

    /// What hangs on most goes first; among equals the household comes last, a plain yes or no
    /// before a day, and then the order of the pack. A fact whose words depend on another
    /// one waits for it.
    fn next(&self, told: &Told, outlook: &Outlook) -> Option<Question> {
        let mut weights: BTreeMap<&Question, usize> = BTreeMap::new();
        for (prospect, weight) in outlook.alive() {
            for question in &prospect.open {
                *weights.entry(question).or_default() += weight;
            }
        }
        let (question, _) = weights.into_iter().min_by_key(|(question, weight)| {
            let (rank, name) = match question {
                Question::Fact(name) => (0, name.as_str()),
                Question::Others => (1, ""),
                Question::Member(_, name) => (2, name.as_str()),
            };
            let place = self.pack.facts.iter().position(|fact| fact.name == name);
            let kind = place.map(|place| ease(&self.pack.facts[place].kind));
            let at = if let Question::Member(at, _) = question { *at } else { 0 };
            (rank, Reverse(*weight), kind, place, at)
        })?;
        Some(self.first(told, question))
    }

    /// The question that has to be asked before this one, or this one.
    fn first(&self, told: &Told, question: &Question) -> Question {
        let (Question::Fact(name) | Question::Member(_, name)) = question else { return question.clone() };
        let onlys = self.fact(name).into_iter().flat_map(|fact| &fact.words);
        let mut onlys = onlys.filter_map(|word| Some(word.only.as_ref()?.0.clone()));
        let before = onlys.find_map(|other| match question {
            Question::Member(at, _) => {
                let known = told.members.get(*at)?.contains_key(&other);
                Some(Question::Member(*at, other)).filter(|_| !known)
            }
            _ => Some(Question::Fact(other.clone())).filter(|_| !told.own.contains_key(&other)),
        });
        before.filter(|before| !told.unknown.contains(before)).unwrap_or_else(|| question.clone())
    }

    /// The day of the ruling.
    pub fn on(&self) -> Date {
        self.engine.on
    }
}

/// The words of a fact that what is known of the others allows.
fn possible<'f, 'k>(fact: &'f Fact, known: impl Fn(&str) -> Option<&'k str>) -> Vec<&'f FactWord> {
    let fits = |word: &&FactWord| match &word.only {
        Some((other, wanted)) => known(other).is_none_or(|known| known == wanted),
        None => true,
    };
    let found: Vec<&FactWord> = fact.words.iter().filter(fits).collect();
    // A pack that leaves no word leaves the choice open.
    if found.is_empty() { fact.words.iter().collect() } else { found }
}

/// A value that was told, if it is a word.
fn word<'k>(facts: &'k Facts, name: &str) -> Option<&'k str> {
    match facts.get(name) {
        Some(FactValue::Word(word)) => Some(word),
        _ => None,
    }
}

fn ease(kind: &FactKind) -> u8 {
    match kind {
        FactKind::Flag => 0,
        FactKind::Word(_) => 1,
        FactKind::Whole { .. } => 2,
        FactKind::Day => 3,
    }
}
