//! What is asked on a visit (B3.1): `followup/questions.toml`.

use std::collections::BTreeSet;

use leye_domain::followup::{AnswerKind, Target};
use serde::Serialize;

use super::coded;
use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::words::Words;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Its code, once in the pack.
    pub code: String,
    /// Who is asked.
    pub target: Target,
    /// What it is answered with.
    pub kind: AnswerKind,
    /// What several are asked alike bears the same name.
    pub account: Option<String>,
    /// The question itself.
    pub text: Words,
}

/// What an account is about, for the table in which accounts are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountTitle {
    /// Its name.
    pub code: String,
    /// What it is about.
    pub titles: Words,
}

/// The questions, in the order to be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Questions {
    /// Each of them.
    pub list: Vec<Question>,
    /// What can be compared.
    pub accounts: Vec<AccountTitle>,
}

/// The codes of the questions, faulty ones included.
pub(super) type Codes = BTreeSet<String>;

pub(super) fn read_all(folder: &Folder<'_>) -> Option<(Questions, Codes)> {
    folder.toml("followup/questions.toml", |table| {
        Article::read(table);
        let mut codes = BTreeSet::new();
        let accounts = table.tables("account", |table| {
            let code = coded(table, &mut codes);
            let titles = Words::read(table, "title");
            Some(AccountTitle { code: code?, titles: titles? })
        });
        let mut asked = BTreeSet::new();
        let list = table.tables("question", |table| read_one(table, &mut asked, &codes));
        for target in Target::ALL.iter().filter(|target| !list.iter().any(|one| one.target == **target)) {
            let message = format!("nothing is asked of `{}`", target.as_str());
            table.fault("question", Code::MissingKey, message, "add a [[question]] with this target");
        }
        for account in &accounts {
            let told: BTreeSet<Target> = list
                .iter()
                .filter(|one| one.account.as_ref() == Some(&account.code))
                .map(|one| one.target)
                .collect();
            if told.len() < 2 {
                let message =
                    format!("fewer than two are asked about `{}`: nothing can be compared", account.code);
                table.fault(
                    "account",
                    Code::Contradiction,
                    message,
                    "let a question of another target name it",
                );
            }
        }
        Some((Questions { list, accounts }, asked))
    })
}

fn read_one(
    table: &Table<'_>,
    asked: &mut BTreeSet<String>,
    accounts: &BTreeSet<String>,
) -> Option<Question> {
    let code = coded(table, asked);
    let targets: Vec<_> = Target::ALL.iter().map(|target| (target.as_str(), *target)).collect();
    let target = table.choice("target", &targets);
    let kinds: Vec<_> = AnswerKind::ALL.iter().map(|kind| (kind.as_str(), *kind)).collect();
    let kind = table.choice("kind", &kinds);
    let account: Option<String> = table.may("account");
    if let Some(account) = &account {
        if !accounts.contains(account) {
            let message = format!("there is no account `{account}`");
            table.fault("account", Code::UnknownValue, message, "add it as [[account]], or correct the name");
        }
        if kind == Some(AnswerKind::Text) {
            let message = "words cannot be compared";
            table.fault("account", Code::Contradiction, message, "make it a question of kind yes_no");
        }
    }
    let text = Words::read(table, "text");
    Some(Question { code: code?, target: target?, kind: kind?, account, text: text? })
}
