//! All answers before the result, each with the way to change it.

use askama::Template;
use leye_app::check::{Course, Interview};

use super::question::{said, title};
use super::state::State;
use crate::ui::Ui;

/// One answer.
pub(super) struct Row {
    pub q: String,
    pub question: String,
    pub answer: String,
}

#[derive(Template)]
#[template(path = "pages/check/answers.html")]
pub(super) struct AnswersPage {
    pub ui: Ui,
    pub carried: String,
    pub view: &'static str,
    pub at: String,
    pub lang_chosen: String,
    pub rows: Vec<Row>,
    pub assumed: Vec<String>,
    /// There are questions left that were skipped.
    pub is_early: bool,
}

/// The answers as rows.
pub(super) fn rows(ui: &Ui, state: &State, interview: &Interview<'_>, course: &Course) -> Vec<Row> {
    let words = ui.words;
    let row = |(question, answer): &(leye_app::check::Question, Option<leye_pack::FactValue>)| Row {
        q: question.to_string(),
        question: title(words, interview, state, question),
        answer: said(words, interview, question, answer.as_ref()),
    };
    course.asked.iter().map(row).collect()
}

/// What was not asked because it follows, as sentences.
pub(super) fn assumed(ui: &Ui, interview: &Interview<'_>, course: &Course) -> Vec<String> {
    let words = ui.words;
    let one = |(name, value): (&String, &leye_pack::FactValue)| {
        let fact = interview.fact(name)?;
        let values = [
            ("fact", words.of_pack(&fact.titles).to_owned()),
            ("value", super::question::value_words(words, Some(fact), value)),
        ];
        Some(words.with("check-assumed-one", &values))
    };
    course.assumed.iter().filter_map(one).collect()
}

/// Makes the page.
pub(super) fn page(ui: Ui, state: &State, interview: &Interview<'_>, course: &Course) -> AnswersPage {
    AnswersPage {
        carried: state.carried(),
        view: "answers",
        at: super::place::code(state),
        lang_chosen: super::flow::chosen(state),
        rows: rows(&ui, state, interview, course),
        assumed: assumed(&ui, interview, course),
        is_early: course.next.is_some(),
        ui,
    }
}
