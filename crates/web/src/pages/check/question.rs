//! The page of one question.

use askama::Template;
use leye_app::App;
use leye_app::check::{AnswerFault, Course, Interview, Question};
use leye_pack::{Fact, FactKind, FactValue};

use super::state::{State, UNKNOWN, answer, written};
use crate::form::Typed;
use crate::parts::{Choice, Choices, DateField, Field, FormFault};
use crate::ui::Ui;
use crate::words::Words;

/// A range of numbers up to this long is chosen from, a longer one typed.
const CHOSEN: i64 = 8;
/// The field of the answer.
const VALUE: &str = "value";

/// How the question is answered.
pub(super) enum Input {
    Choice(Choices),
    Day(DateField),
    Number(Field),
}

/// Why a question is asked: a condition with its article.
pub(super) struct Reason {
    pub title: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "pages/check/question.html")]
pub(super) struct QuestionPage {
    pub ui: Ui,
    pub carried: String,
    pub view: &'static str,
    pub at: String,
    pub lang_chosen: String,
    pub q: String,
    pub changing: bool,
    pub number: String,
    pub title: String,
    pub input: Input,
    /// Some category holds already.
    pub enough: bool,
    pub reasons: Vec<Reason>,
    pub faults: Vec<FormFault>,
}

/// What was typed, and what is wrong with it.
pub(super) struct Attempt<'a> {
    pub typed: &'a Typed,
    pub fault: &'static str,
}

/// Makes the page.
pub(super) fn page(
    app: &App,
    ui: Ui,
    state: &State,
    interview: &Interview<'_>,
    course: &Course,
    question: &Question,
    attempt: Option<&Attempt<'_>>,
) -> QuestionPage {
    let words = ui.words;
    let place = course.asked.iter().position(|(one, _)| one == question).unwrap_or(course.asked.len());
    let title = title(words, interview, state, question);
    let error = attempt.map(|attempt| words.t(attempt.fault));
    let input = Asking { words, interview, state, question, attempt }.input(&title, error.clone());
    let is_next = course.next.as_ref() == Some(question);
    QuestionPage {
        carried: state.carried(),
        view: "question",
        at: super::place::code(state),
        lang_chosen: super::flow::chosen(state),
        q: question.to_string(),
        changing: state.changing,
        number: words.count("check-number", i64::try_from(place + 1).unwrap_or_default()),
        enough: is_next && course.outlook.verdict == leye_app::check::Verdict::Eligible && !state.changing,
        reasons: if is_next { reasons(app, words, course, question) } else { Vec::new() },
        faults: error.into_iter().map(|text| FormFault { name: VALUE.to_owned(), text }).collect(),
        title,
        input,
        ui,
    }
}

/// The question in words.
pub(super) fn title(words: Words, interview: &Interview<'_>, state: &State, question: &Question) -> String {
    let titles = |name: &str| interview.fact(name).map(|fact| words.of_pack(&fact.titles).to_owned());
    match question {
        Question::Fact(name) => {
            interview.fact(name).map(|fact| words.of_pack(&fact.question).to_owned()).unwrap_or_default()
        }
        Question::Others => words.t("check-others"),
        Question::Member(at, name) => {
            let count = match state.given.get(&Question::Others) {
                Some(Some(FactValue::Whole(count))) => *count,
                _ => 0,
            };
            let values = [
                ("number", (at + 1).to_string()),
                ("count", count.to_string()),
                ("fact", titles(name).unwrap_or_default()),
            ];
            words.with("check-member", &values)
        }
    }
}

/// An answer in words.
pub(super) fn said(
    words: Words,
    interview: &Interview<'_>,
    question: &Question,
    answer: Option<&FactValue>,
) -> String {
    let fact = match question {
        Question::Others => None,
        Question::Fact(name) | Question::Member(_, name) => interview.fact(name),
    };
    match answer {
        None => words.t("check-unknown"),
        Some(value) => value_words(words, fact, value),
    }
}

/// A value of a fact in words.
pub(crate) fn value_words(words: Words, fact: Option<&Fact>, value: &FactValue) -> String {
    match value {
        FactValue::Flag(true) => words.t("check-yes"),
        FactValue::Flag(false) => words.t("check-no"),
        FactValue::Whole(number) => number.to_string(),
        FactValue::Day(day) => words.date(*day),
        FactValue::Word(word) => {
            let known = fact.and_then(|fact| fact.words.iter().find(|known| known.value == *word));
            known.map_or_else(|| word.clone(), |known| words.of_pack(&known.titles).to_owned())
        }
    }
}

/// Reads the answer that was typed.
///
/// # Errors
/// The key of the words that say what is wrong.
pub(super) fn typed_answer(
    interview: &Interview<'_>,
    question: &Question,
    typed: &Typed,
) -> Result<Option<FactValue>, &'static str> {
    let is_day = matches!(question, Question::Fact(name) | Question::Member(_, name)
        if interview.fact(name).is_some_and(|fact| fact.kind == FactKind::Day));
    let found = if is_day {
        let day = typed.day(VALUE).map_err(|()| "check-fault-day")?.ok_or("check-fault-empty")?;
        Some(FactValue::Day(day))
    } else {
        let text = typed.text(VALUE);
        if text.is_empty() {
            let chosen = matches!(question, Question::Others);
            return Err(if chosen { "check-fault-count" } else { "check-fault-choose" });
        }
        let fault =
            if matches!(question, Question::Others) { "check-fault-count" } else { "check-fault-choose" };
        answer(interview, question, text).ok_or(fault)?
    };
    match interview.judge(question, found.as_ref()) {
        Ok(()) => Ok(found),
        Err(AnswerFault::NotYet) => Err("check-fault-future"),
        Err(AnswerFault::Problem(_)) if is_day => Err("check-fault-long-ago"),
        Err(_) if matches!(question, Question::Others) => Err("check-fault-count"),
        Err(_) => Err("check-fault-choose"),
    }
}

/// A question on its way to a page.
struct Asking<'a> {
    words: Words,
    interview: &'a Interview<'a>,
    state: &'a State,
    question: &'a Question,
    attempt: Option<&'a Attempt<'a>>,
}

impl Asking<'_> {
    fn input(&self, title: &str, error: Option<String>) -> Input {
        let (Question::Fact(name) | Question::Member(_, name)) = self.question else {
            return self.number(title, error);
        };
        let Some(fact) = self.interview.fact(name) else { return self.number(title, error) };
        let items = match &fact.kind {
            FactKind::Day => return self.day(title, error, name == "born"),
            FactKind::Whole { from, to } if to - from >= CHOSEN => return self.number(title, error),
            FactKind::Whole { from, to } => (*from..=*to).map(|n| (n.to_string(), n.to_string())).collect(),
            FactKind::Flag => ["yes", "no"]
                .map(|value| (value.to_owned(), self.words.t(&format!("check-{value}"))))
                .to_vec(),
            FactKind::Word(_) => self.words_of(fact),
        };
        let present = self.present();
        let unknown = (UNKNOWN.to_owned(), self.words.t("check-unknown"));
        let items: Vec<(String, String)> = items.into_iter().chain([unknown]).collect();
        let choice = |(value, label): (String, String)| Choice {
            on: present.as_deref() == Some(value.as_str()),
            value,
            label,
            hint: None,
        };
        Input::Choice(Choices {
            name: VALUE.to_owned(),
            label: title.to_owned(),
            hint: None,
            error,
            required: true,
            items: items.into_iter().map(choice).collect(),
        })
    }

    fn words_of(&self, fact: &Fact) -> Vec<(String, String)> {
        let label =
            |word: &&leye_pack::FactWord| (word.value.clone(), self.words.of_pack(&word.titles).to_owned());
        match self.question {
            Question::Member(..) => fact.words.iter().map(|word| label(&word)).collect(),
            _ => self.interview.words(&self.state.given, fact).iter().map(label).collect(),
        }
    }

    /// What was answered before.
    fn present(&self) -> Option<String> {
        if let Some(attempt) = self.attempt {
            return Some(attempt.typed.text(VALUE).to_owned());
        }
        let answer = self.state.given.get(self.question)?;
        Some(answer.as_ref().map_or(UNKNOWN.to_owned(), written))
    }

    fn day(&self, title: &str, error: Option<String>, birthday: bool) -> Input {
        let day = match self.state.given.get(self.question) {
            Some(Some(FactValue::Day(day))) if self.attempt.is_none() => Some(*day),
            _ => None,
        };
        let part = |name: &str, known: Option<String>| {
            let typed = self.attempt.map(|attempt| attempt.typed.text(&format!("{VALUE}-{name}")).to_owned());
            typed.or(known).unwrap_or_default()
        };
        Input::Day(DateField {
            name: VALUE.to_owned(),
            label: title.to_owned(),
            hint: Some(self.words.t("check-day-hint")),
            error,
            year: part("year", day.map(|day| day.year().to_string())),
            month: part("month", day.map(|day| day.month().to_string())),
            day: part("day", day.map(|day| day.day().to_string())),
            birthday,
            required: true,
        })
    }

    fn number(&self, title: &str, error: Option<String>) -> Input {
        let is_others = matches!(self.question, Question::Others);
        let value = self.present().filter(|value| value != UNKNOWN).unwrap_or_default();
        Input::Number(Field {
            name: VALUE.to_owned(),
            label: title.to_owned(),
            hint: is_others.then(|| self.words.t("check-others-hint")),
            value,
            error,
            kind: "text",
            autocomplete: "off",
            inputmode: "numeric",
            width: "3",
            required: true,
        })
    }
}

fn reasons(app: &App, words: Words, course: &Course, question: &Question) -> Vec<Reason> {
    let pack = &app.rules().pack();
    let found = course.outlook.hanging_on(question).into_iter().map(|(category, condition)| {
        let article = category.as_deref().unwrap_or(&pack.general.article.article);
        let title = super::result::condition_title(words, pack, category.as_deref(), &condition);
        Reason { title, href: format!("/rules/{article}#condition-{condition}") }
    });
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in found {
        // A condition that categories share is one reason.
        if !reasons.iter().any(|known| known.title == reason.title) {
            reasons.push(reason);
        }
    }
    reasons
}
