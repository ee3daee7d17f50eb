//! What puts a job at risk (B3.2): `followup/risks.toml`.

use std::collections::BTreeSet;

use leye_domain::followup::AnswerKind;
use serde::Serialize;

use super::coded;
use super::question::{Codes, Questions};
use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::value::positive;
use crate::words::Words;

/// A risk factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// How heavy it is.
    pub weight: u16,
    /// Whether the employer is asked, and helped to settle it.
    pub mediates: bool,
    /// The answers from which it arises, each as question and yes (true) or no.
    pub arises: Vec<(String, bool)>,
}

/// The risk factors, the heaviest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Risks {
    /// The head of the file.
    pub article: Article,
    /// Each of them.
    pub list: Vec<Risk>,
}

/// Without questions none of their codes is judged.
pub(super) fn read_all(folder: &Folder<'_>, questions: Option<&(Questions, Codes)>) -> Option<Risks> {
    folder.toml("followup/risks.toml", |table| {
        let article = Article::read(table);
        let mut codes = BTreeSet::new();
        let mut list = table.tables("risk", |table| read_one(table, &mut codes, questions));
        list.sort_by_key(|risk| std::cmp::Reverse(risk.weight));
        Some(Risks { article: article?, list })
    })
}

fn read_one(
    table: &Table<'_>,
    codes: &mut BTreeSet<String>,
    questions: Option<&(Questions, Codes)>,
) -> Option<Risk> {
    let code = coded(table, codes);
    let titles = Words::read(table, "title");
    let weight = positive(table, "weight");
    let mediates = table.must("mediates");
    let arises = table.tables("from", |table| {
        let question: Option<String> = table.must("question");
        let answer = table.choice("answer", &[("yes", true), ("no", false)]);
        if let (Some(question), Some(questions)) = (&question, questions) {
            asked(table, question, questions);
        }
        Some((question?, answer?))
    });
    Some(Risk { code: code?, titles: titles?, weight: weight?, mediates: mediates?, arises })
}

fn asked(table: &Table<'_>, question: &str, (questions, codes): &(Questions, Codes)) {
    match questions.list.iter().find(|one| one.code == question) {
        None if codes.contains(question) => {}
        None => {
            let message = format!("there is no question `{question}`");
            let remedy = "add it to followup/questions.toml, or correct the code";
            table.fault("question", Code::UnknownCondition, message, remedy);
        }
        Some(one) if one.kind == AnswerKind::Text => {
            let message = format!("`{question}` is answered in words");
            table.fault("question", Code::TypeMismatch, message, "name a question of kind yes_no");
        }
        Some(_) => {}
    }
}
