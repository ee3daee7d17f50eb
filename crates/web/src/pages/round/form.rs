//! The questions of a visit, as the page of the round asks them.

use leye_domain::followup::{AnswerKind, Manner, Target};
use leye_pack::FollowUp;

use crate::parts::Choice;
use crate::words::Words;

/// What the form for one target asks.
pub(crate) struct RoundForm {
    /// `person`, `family` or `employer`.
    pub target: &'static str,
    pub answers: Vec<Asked>,
    pub yes_no: Vec<Choice>,
    pub manners: Vec<Choice>,
    pub policies: Vec<Choice>,
    pub needs: Vec<Choice>,
}

/// A question.
pub(crate) struct Asked {
    /// Name of its field.
    pub name: String,
    pub label: String,
    /// Answered with words, not with yes or no.
    pub is_text: bool,
}

/// A form for each target.
pub(crate) fn forms(words: Words, rules: &FollowUp) -> Vec<RoundForm> {
    Target::ALL.iter().map(|target| form(words, rules, *target)).collect()
}

fn form(words: Words, rules: &FollowUp, target: Target) -> RoundForm {
    let asked = rules.questions.list.iter().filter(|question| question.target == target);
    let answers = asked.map(|question| Asked {
        name: format!("answer-{}", question.code),
        label: words.of_pack(&question.text).to_owned(),
        is_text: question.kind == AnswerKind::Text,
    });
    let choice = |value: &str, label: String, on| Choice { value: value.to_owned(), label, hint: None, on };
    let manners = Manner::ALL.iter().map(|manner| {
        let word = manner.as_str();
        choice(
            word,
            words.t(&format!("round-manner-{}", word.replace('_', "-"))),
            *manner == Manner::OnTheSpot,
        )
    });
    let policies =
        rules.policies.iter().map(|one| choice(&one.code, words.of_pack(&one.titles).to_owned(), false));
    let needs = rules.needs.iter().map(|one| choice(&one.code, words.of_pack(&one.titles).to_owned(), false));
    RoundForm {
        target: target.as_str(),
        answers: answers.collect(),
        yes_no: ["yes", "no", "unknown"]
            .map(|word| choice(word, words.t(&format!("round-{word}")), false))
            .into(),
        manners: manners.collect(),
        policies: policies.collect(),
        needs: needs.collect(),
    }
}
