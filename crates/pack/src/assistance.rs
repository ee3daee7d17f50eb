//! One-to-one assistance (A7): its terms, the classes with their rhythm of contact, the floor of
//! services, and revocation.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::exit::{self, Exit};
use crate::folder::Folder;
use crate::reader::Table;
use crate::terms::Terms;
use crate::value::{Value, ValueUnit, Values};
use crate::words::Words;

const FOLDER: &str = "assistance/";
const TERMS: &str = "assistance/A7.toml";
const CLASSES: &str = "assistance/classes.toml";
const SERVICES: &str = "assistance/services.toml";
const REVOCATION: &str = "assistance/revocation.toml";

/// The time limits that have to be given.
const NAMES: [&str; 7] =
    ["name_helper", "set_class", "sign_agreement", "opening_stock", "take_over", "objection", "settle_exit"];

/// What a pack says of assistance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assistance {
    /// The time limits by name.
    pub terms: Terms,
    /// The exit article whose refused offers are counted: it gives `max` and `months`. None where
    /// refusals are not counted.
    pub refusals: Option<String>,
    /// The classes, the most urgent first.
    pub classes: Vec<AssistanceClass>,
    /// The floor of services, in the order to be shown.
    pub services: Vec<AssistanceService>,
    /// What a status that was obtained by false statements leads to. None where the pack has none.
    pub revocation: Option<Revocation>,
}

/// A class of assistance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssistanceClass {
    /// Its code, such as `A`.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// Who belongs into it.
    pub need: Words,
    /// `rhythm`: at least one contact in so many days or months.
    pub values: Values,
}

/// A service with its floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssistanceService {
    /// Its key, such as `guidance`.
    pub key: String,
    /// What it is called.
    pub titles: Words,
    /// Every post that is offered counts as one.
    pub counts_offers: bool,
    /// `floor`: so many times at least.
    pub values: Values,
}

/// The article by which a status is revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revocation {
    /// The head of the article.
    pub article: Article,
    /// What it says, in plain words.
    pub explanation: Words,
}

impl AssistanceClass {
    /// How often its people are contacted on `day`.
    pub fn rhythm(&self, day: Date) -> Option<Value> {
        Some(self.values.get("rhythm")?.on(day)?.value)
    }
}

impl AssistanceService {
    /// How often everybody is to have it at least, on `day`.
    pub fn floor(&self, day: Date) -> Option<u16> {
        self.values.amount("floor", day)
    }
}

/// A pack without the folder has no assistance; with one file of it, it has all but revocation.
pub(crate) fn read(folder: &Folder<'_>, exits: &[Exit]) -> Option<Assistance> {
    folder.names(FOLDER).next()?;
    let codes = exit::codes(folder);
    let terms = folder.toml(TERMS, |table| read_terms(table, &codes, exits));
    let classes = folder.toml(CLASSES, read_classes);
    let services = folder.toml(SERVICES, read_services);
    let revocation =
        folder.text(REVOCATION).and_then(|_| folder.toml(REVOCATION, |table| read_revocation(table, &codes)));
    let (terms, refusals) = terms?;
    Some(Assistance { terms, refusals, classes: classes?, services: services?, revocation })
}

fn read_terms(table: &Table<'_>, codes: &[&str], exits: &[Exit]) -> Option<(Terms, Option<String>)> {
    let article = Article::read(table);
    let refusals: Option<String> = table.may("refusals");
    let values = Values::read(table);
    values.require(table, &NAMES);
    for (name, timeline) in values.iter().filter(|(name, _)| NAMES.contains(name)) {
        let fits = |unit| matches!(unit, ValueUnit::WorkingDays | ValueUnit::Days);
        if timeline.all().iter().any(|dated| !fits(dated.value.unit)) {
            let message = format!("the time limit `{name}` is not given in days");
            table.fault("value", Code::WrongType, message, "write unit = \"working_days\" or \"days\"");
        }
    }
    if let Some(code) = &refusals {
        check_refusals(table, code, codes, exits);
    }
    Some((Terms { article: article?, values }, refusals))
}

/// The article is there, and says how many refusals in which time.
fn check_refusals(table: &Table<'_>, code: &str, codes: &[&str], exits: &[Exit]) {
    if !codes.contains(&code) {
        let message = format!("there is no exit article `{code}`");
        table.fault("refusals", Code::UnknownArticle, message, "write the code of one in exit/, such as E8");
    }
    let Some(exit) = exits.iter().find(|exit| exit.code == code) else { return };
    for name in ["max", "months"] {
        if exit.values.get(name).is_none() {
            let message = format!("the exit article `{code}` gives no value `{name}`");
            let remedy = format!("add a [[value]] with name = \"{name}\" to exit/{code}.toml");
            table.fault("refusals", Code::MissingValue, message, remedy);
        }
    }
}

fn read_classes(table: &Table<'_>) -> Option<Vec<AssistanceClass>> {
    Article::read(table);
    let mut codes = BTreeSet::new();
    let classes = table.tables("class", |table| {
        let code: Option<String> = table.must("code");
        once(table, "code", code.as_deref(), &mut codes);
        let titles = Words::read(table, "title");
        let need = Words::read(table, "need");
        let values = Values::read(table);
        values.require(table, &["rhythm"]);
        let fits = |unit| matches!(unit, ValueUnit::Days | ValueUnit::Months);
        let rhythm = values.get("rhythm").into_iter().flat_map(|timeline| timeline.all());
        if rhythm.into_iter().any(|dated| !fits(dated.value.unit)) {
            let message = "`rhythm` is neither in days nor in months";
            table.fault("value", Code::WrongType, message, "write unit = \"days\" or \"months\"");
        }
        Some(AssistanceClass { code: code?, titles: titles?, need: need?, values })
    });
    if table.is_blank("class") {
        let message = "people are assisted by class and there is none";
        table.fault("class", Code::MissingKey, message, "add a [[class]]");
    }
    Some(classes)
}

fn read_services(table: &Table<'_>) -> Option<Vec<AssistanceService>> {
    Article::read(table);
    let mut keys = BTreeSet::new();
    Some(table.tables("service", |table| {
        let key: Option<String> = table.must("key");
        once(table, "key", key.as_deref(), &mut keys);
        let titles = Words::read(table, "title");
        let counts_offers = table.flag("counts_offers");
        let values = Values::read(table);
        values.require(table, &["floor"]);
        Some(AssistanceService { key: key?, titles: titles?, counts_offers, values })
    }))
}

fn read_revocation(table: &Table<'_>, codes: &[&str]) -> Option<Revocation> {
    let article = Article::read(table);
    let explanation = Words::read(table, "explanation");
    let taken = article.as_ref().filter(|article| codes.contains(&article.article.as_str()));
    if let Some(article) = taken {
        let message = format!("`{}` is an exit article already", article.article);
        table.fault(
            "article",
            Code::DuplicateCode,
            message,
            "give the revocation a code of its own, such as R1",
        );
    }
    Some(Revocation { article: article?, explanation: explanation? })
}

fn once(table: &Table<'_>, key: &'static str, code: Option<&str>, seen: &mut BTreeSet<String>) {
    if let Some(code) = code.filter(|code| !seen.insert((*code).to_owned())) {
        let message = format!("`{code}` is already given");
        table.fault(key, Code::DuplicateCode, message, "keep one of the two");
    }
}
