//! The follow-up of a job (B1, B3): whom it covers, which visits, what is asked, what puts a job
//! at risk, and which policies are made known. The folder `followup`.

mod question;
mod risk;

use std::collections::BTreeSet;

use jiff::civil::Date;
use leye_domain::employment::JobKind;
use leye_domain::followup::{FollowUpRules, Question as Asked, RiskFactor, Slot, Target};
use serde::Serialize;

use crate::article::{Article, named_after_file};
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::terms::Terms;
use crate::value::{Values, positive};
use crate::words::Words;

pub use question::{AccountTitle, Question, Questions};
pub use risk::{Risk, Risks};

/// A visit of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedVisit {
    /// Months after the first day of work.
    pub month: u16,
    /// Who is visited then.
    pub targets: Vec<Target>,
    /// Where it was read.
    pub source: String,
    /// The rules do not name it; the pack sets it.
    pub ours: bool,
}

/// A policy that a visit makes known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicySheet {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// What it says, in plain words.
    pub text: Words,
    /// The article that gives it.
    pub source: String,
}

/// Something that a visit may find to be needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Need {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub titles: Words,
}

/// What who is determined may draw while at work, or who employs them for their sake (B4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Support {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// The kinds of work that it is for.
    pub kinds: Vec<JobKind>,
    /// The text that gives it.
    pub source: String,
    /// Whether the kinds are this pack's own reading.
    pub ours: bool,
}

/// Everything of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FollowUp {
    /// Whom it covers: `covers`, in months (B1).
    pub covers: Terms,
    /// How early a visit counts and how soon two reports are looked at: `opens` and `conflict`
    /// (B3.1).
    pub terms: Terms,
    /// The visits, by month.
    pub visits: Vec<PlannedVisit>,
    /// How long a mediation may take: `mediation` (B3.2).
    pub mediation: Terms,
    /// What is asked.
    pub questions: Questions,
    /// What puts a job at risk.
    pub risks: Risks,
    /// The policies that are made known.
    pub policies: Vec<PolicySheet>,
    /// What may be needed.
    pub needs: Vec<Need>,
    /// What who is determined may draw while at work (B4.2).
    pub supports: Vec<Support>,
}

/// A pack may have none: then no job is followed. With one file it needs all of them.
pub(crate) fn read_all(folder: &Folder<'_>) -> Option<FollowUp> {
    folder.names("followup/").next()?;
    let covers = terms(folder, "B1", &["covers"]);
    let visits = read_visits(folder);
    let mediation = terms(folder, "B3.2", &["mediation"]);
    let questions = question::read_all(folder);
    let risks = risk::read_all(folder, questions.as_ref());
    let policies = read_policies(folder);
    let (terms, visits) = visits?;
    let (policies, needs, supports) = policies?;
    Some(FollowUp {
        covers: covers?,
        terms,
        visits,
        mediation: mediation?,
        questions: questions?.0,
        risks: risks?,
        policies,
        needs,
        supports,
    })
}

fn terms(folder: &Folder<'_>, article: &str, names: &[&str]) -> Option<Terms> {
    folder.toml(&format!("followup/{article}.toml"), |table| read_terms(table, article, names))
}

fn read_terms(table: &Table<'_>, named: &str, names: &[&str]) -> Option<Terms> {
    let article = Article::read(table);
    if let Some(article) = &article {
        named_after_file(table, named, &article.article);
    }
    let values = Values::read(table);
    values.require(table, names);
    Some(Terms { article: article?, values })
}

fn read_visits(folder: &Folder<'_>) -> Option<(Terms, Vec<PlannedVisit>)> {
    folder.toml("followup/B3.1.toml", |table| {
        let terms = read_terms(table, "B3.1", &["opens", "conflict"]);
        let mut months = BTreeSet::new();
        let mut visits = table.tables("visit", |table| read_visit(table, &mut months));
        if table.is_blank("visit") {
            let message = "there is no visit";
            table.fault("visit", Code::MissingKey, message, "add a [[visit]] with month and targets");
        }
        visits.sort_by_key(|visit| visit.month);
        Some((terms?, visits))
    })
}

fn read_visit(table: &Table<'_>, months: &mut BTreeSet<u16>) -> Option<PlannedVisit> {
    let month = positive(table, "month");
    if let Some(month) = month.filter(|month| !months.insert(*month)) {
        let message = format!("the visits of month {month} are already given");
        table.fault("month", Code::DuplicateCode, message, "name every target in one [[visit]]");
    }
    let words: Option<Vec<String>> = table.must("targets");
    if table.has("targets") && table.is_blank("targets") {
        table.fault("targets", Code::MissingKey, "nobody is visited", "name at least one target");
    }
    let mut targets: Vec<Target> = Vec::new();
    for word in words.iter().flatten() {
        match Target::parse(word) {
            None => {
                let message = format!("`targets` names `{word}`");
                table.fault("targets", Code::WrongType, message, "write person, family or employer");
            }
            Some(target) if targets.contains(&target) => {
                let message = format!("`{word}` is visited twice");
                table.fault("targets", Code::DuplicateCode, message, "name it once");
            }
            Some(target) => targets.push(target),
        }
    }
    let source = table.must("source");
    let ours = table.flag("ours");
    words?;
    Some(PlannedVisit { month: month?, targets, source: source?, ours })
}

fn read_policies(folder: &Folder<'_>) -> Option<(Vec<PolicySheet>, Vec<Need>, Vec<Support>)> {
    folder.toml("followup/policies.toml", |table| {
        Article::read(table);
        let mut codes = BTreeSet::new();
        let policies = table.tables("policy", |table| {
            let code = coded(table, &mut codes);
            let (titles, text) = (Words::read(table, "title"), Words::read(table, "text"));
            let source = table.must("source");
            Some(PolicySheet { code: code?, titles: titles?, text: text?, source: source? })
        });
        let mut codes = BTreeSet::new();
        let needs = table.tables("need", |table| {
            let code = coded(table, &mut codes);
            let titles = Words::read(table, "title");
            Some(Need { code: code?, titles: titles? })
        });
        let mut codes = BTreeSet::new();
        let supports = table.tables("support", |table| read_support(table, &mut codes));
        Some((policies, needs, supports))
    })
}

fn read_support(table: &Table<'_>, codes: &mut BTreeSet<String>) -> Option<Support> {
    let code = coded(table, codes);
    let titles = Words::read(table, "title");
    let source = table.must("source");
    let ours = table.flag("ours");
    let words: Option<Vec<String>> = table.must("kinds");
    let kinds = words.iter().flatten().filter_map(|word| {
        let kind = JobKind::parse(word);
        if kind.is_none() {
            let known: Vec<&str> = JobKind::ALL.iter().map(|kind| kind.as_str()).collect();
            let (message, remedy) =
                (format!("`kinds` names `{word}`"), format!("write {}", known.join(", ")));
            table.fault("kinds", Code::WrongType, message, remedy);
        }
        kind
    });
    Some(Support { kinds: kinds.collect(), code: code?, titles: titles?, source: source?, ours })
}

/// The code of a table; one that was given before is reported.
fn coded(table: &Table<'_>, codes: &mut BTreeSet<String>) -> Option<String> {
    let code: String = table.must("code")?;
    if !codes.insert(code.clone()) {
        let message = format!("`{code}` is already given");
        table.fault("code", Code::DuplicateCode, message, "keep one of the two");
    }
    Some(code)
}

impl FollowUp {
    /// The rules in force on a day, as the core takes them; none where one of them is not.
    pub fn rules_on(&self, day: Date) -> Option<FollowUpRules> {
        let slots = self.visits.iter().flat_map(|visit| {
            visit.targets.iter().map(|target| Slot { month: visit.month, target: *target })
        });
        let questions = self.questions.list.iter().map(|question| Asked {
            code: question.code.clone(),
            target: question.target,
            kind: question.kind,
            account: question.account.clone(),
        });
        let risks = self.risks.list.iter().map(|risk| RiskFactor {
            code: risk.code.clone(),
            weight: risk.weight,
            mediates: risk.mediates,
            arises: risk.arises.clone(),
        });
        Some(FollowUpRules {
            covers: self.covers.values.amount("covers", day)?,
            opens: self.terms.values.amount("opens", day)?,
            visits: slots.collect(),
            questions: questions.collect(),
            risks: risks.collect(),
            policies: self.policies.iter().map(|policy| policy.code.clone()).collect(),
            needs: self.needs.iter().map(|need| need.code.clone()).collect(),
            supports: self.supports.iter().map(|one| (one.code.clone(), one.kinds.clone())).collect(),
        })
    }
}
