//! What a form of the self-check carries: the answers so far and where somebody is.

use jiff::civil::Date;
use leye_app::check::{Given, Interview, Question};
use leye_domain::agency::AgencyCode;
use leye_pack::{FactKind, FactValue};

use crate::form::Typed;
use crate::words::Lang;

/// Longer answers than anybody can give; what is longer was not made by these pages.
const MOST: usize = 16 * 1024;
/// "I don't know" in a form.
pub(super) const UNKNOWN: &str = "?";

/// What came with a form.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The answers; what cannot be read is left out and asked again.
    pub given: Given,
    /// The question that the form asked.
    pub question: Option<Question>,
    /// It was opened from the list of answers, and leads back there.
    pub changing: bool,
    /// The page that the form stood on.
    pub view: String,
    /// The agency that was chosen to go to.
    pub at: Option<AgencyCode>,
    /// The language that was chosen on these pages.
    pub lang: Option<Lang>,
}

impl State {
    /// Reads what a form carries.
    pub(super) fn read(typed: &Typed, interview: &Interview<'_>) -> State {
        State {
            given: read(typed.text("answers"), interview),
            question: typed.text("q").parse().ok().filter(|_| !typed.text("q").is_empty()),
            changing: typed.ticked("changing"),
            view: typed.text("view").to_owned(),
            at: typed.text("at").parse().ok(),
            lang: Lang::parse(typed.text("lang")),
        }
    }

    /// The answers as one hidden field carries them.
    pub(super) fn carried(&self) -> String {
        let one = |(question, answer): (&Question, &Option<FactValue>)| {
            format!("{question}={}", answer.as_ref().map_or(UNKNOWN.to_owned(), written))
        };
        self.given.iter().map(one).collect::<Vec<_>>().join(";")
    }
}

/// A value as forms carry it.
pub(super) fn written(value: &FactValue) -> String {
    match value {
        FactValue::Flag(true) => "yes".to_owned(),
        FactValue::Flag(false) => "no".to_owned(),
        FactValue::Whole(number) => number.to_string(),
        FactValue::Day(day) => day.to_string(),
        FactValue::Word(word) => word.clone(),
    }
}

fn read(text: &str, interview: &Interview<'_>) -> Given {
    if text.len() > MOST {
        return Given::new();
    }
    let one = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        let question: Question = name.parse().ok()?;
        let answer = answer(interview, &question, value)?;
        interview.judge(&question, answer.as_ref()).ok()?;
        Some((question, answer))
    };
    text.split(';').filter_map(one).collect()
}

/// The answer in a text; none where it is no answer to that question.
pub(super) fn answer(
    interview: &Interview<'_>,
    question: &Question,
    text: &str,
) -> Option<Option<FactValue>> {
    if text == UNKNOWN {
        return Some(None);
    }
    let whole = || text.parse().ok().map(FactValue::Whole);
    let value = match question {
        Question::Others => whole(),
        Question::Fact(name) | Question::Member(_, name) => match interview.fact(name)?.kind {
            FactKind::Flag => match text {
                "yes" => Some(FactValue::Flag(true)),
                "no" => Some(FactValue::Flag(false)),
                _ => None,
            },
            FactKind::Whole { .. } => whole(),
            FactKind::Day => text.parse::<Date>().ok().map(FactValue::Day),
            FactKind::Word(_) => Some(FactValue::Word(text.to_owned())),
        },
    };
    value.map(Some)
}
