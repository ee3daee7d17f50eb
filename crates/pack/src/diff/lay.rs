//! A pack as a flat list of things with their sides.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leye_domain::person::RetirementRule;

use super::{Amount, Shown, Side, Subject};
use crate::article::Article;
use crate::category::Category;
use crate::dated::{Dated, Period, Timeline};
use crate::fact::FactKind;
use crate::proof::Proof;
use crate::rule::Rule;
use crate::step::LimitUnit;
use crate::terms::Terms;
use crate::value::{ValueUnit, Values};
use crate::words::Words;
use crate::{DayKind, Pack};

/// What a thing is found by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub article: String,
    pub subject: Subject,
    pub name: String,
}

#[derive(Debug, Default)]
pub(super) struct Thing {
    pub sides: BTreeMap<Side, Shown>,
}

impl Thing {
    pub(super) fn titles(&self) -> Option<&Words> {
        match self.sides.get(&Side::Title) {
            Some(Shown::Words(words)) => Some(words),
            _ => None,
        }
    }

    fn title(self, words: &Words) -> Thing {
        self.with(Side::Title, Shown::Words(words.clone()))
    }

    fn with(mut self, side: Side, shown: Shown) -> Thing {
        self.sides.insert(side, shown);
        self
    }

    fn text(self, side: Side, text: impl Into<String>) -> Thing {
        self.with(side, Shown::Text(text.into()))
    }

    /// Where it comes from.
    fn cited(self, source: &str, last_checked: Option<Date>, ours: bool, unverified: bool) -> Thing {
        let marks = [("ours", ours), ("unverified", unverified)];
        let marks: Vec<String> =
            marks.into_iter().filter(|(_, set)| *set).map(|(name, _)| name.to_owned()).collect();
        let mut thing = self.text(Side::Source, source);
        if let Some(day) = last_checked {
            thing = thing.with(Side::LastChecked, Shown::Day(day));
        }
        if marks.is_empty() { thing } else { thing.with(Side::Marks, Shown::List(marks)) }
    }
}

/// Everything of a pack.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub things: BTreeMap<Key, Thing>,
    /// The articles in the order in which they are shown.
    pub articles: Vec<String>,
    pub titles: BTreeMap<String, Words>,
}

impl Laid {
    fn put(&mut self, article: &str, subject: Subject, name: &str, thing: Thing) {
        if !self.articles.iter().any(|known| known == article) {
            self.articles.push(article.to_owned());
        }
        let key = Key { article: article.to_owned(), subject, name: name.to_owned() };
        self.things.insert(key, thing);
    }

    fn head(&mut self, head: &Article) {
        self.titles.insert(head.article.clone(), head.titles.clone());
        let thing = Thing::default()
            .title(&head.titles)
            .with(Side::Period, Shown::Period(head.period))
            .cited(&head.source, Some(head.last_checked), head.ours, head.unverified);
        self.put(&head.article, Subject::Article, &head.article, thing);
    }

    fn values(&mut self, article: &str, values: &Values) {
        for (name, timeline) in values.iter() {
            let amounts = amounts(timeline, |value| (value.amount, unit(value.unit)));
            self.put(article, Subject::Value, name, Thing::default().with(Side::Amounts, amounts));
        }
    }

    fn rule(&mut self, article: &str, rule: &Rule) {
        self.put(article, Subject::Condition, &rule.code, laid_rule(rule));
    }
}

pub(super) fn lay(pack: &Pack) -> Laid {
    let mut laid = Laid::default();
    manifest(&mut laid, pack);
    general(&mut laid, pack);
    for category in &pack.categories {
        lay_category(&mut laid, category);
    }
    steps(&mut laid, pack);
    retirement(&mut laid, pack);
    follow_up(&mut laid, pack);
    supervision(&mut laid, pack);
    for one in [&pack.relocation_terms, &pack.rating, &pack.complaint] {
        terms(&mut laid, one.as_ref());
    }
    facts(&mut laid, pack);
    papers(&mut laid, pack);
    calendars(&mut laid, pack);
    agencies(&mut laid, pack);
    laid
}

fn manifest(laid: &mut Laid, pack: &Pack) {
    let mut thing = Thing::default()
        .title(&pack.titles)
        .with(Side::Authority, Shown::Words(pack.issuer.clone()))
        .with(Side::Period, Shown::Period(pack.period))
        .with(Side::Source, Shown::List(pack.sources.clone()))
        .with(Side::LastChecked, Shown::Day(pack.last_checked))
        .with(
            Side::Numbers,
            Shown::List(vec![pack.time_zone.clone(), pack.close_of_business.strftime("%H:%M").to_string()]),
        );
    if let Some(parent) = &pack.extends {
        thing = thing.with(Side::Uses, Shown::List(vec![parent.clone()]));
    }
    laid.put("pack", Subject::Pack, "pack", thing);
}

fn general(laid: &mut Laid, pack: &Pack) {
    let article = pack.general.article.article.clone();
    laid.head(&pack.general.article);
    laid.values(&article, &pack.general.values);
    for condition in &pack.general.conditions {
        let keys = condition.proofs.iter().map(|proof| proof.key.clone()).collect();
        let thing = Thing::default()
            .title(&condition.titles)
            .text(Side::Predicate, &condition.predicate.text)
            .with(Side::Proofs, Shown::List(keys))
            .cited(&condition.source, None, condition.ours, condition.unverified);
        laid.put(&article, Subject::Condition, &condition.code, thing);
    }
    for rule in &pack.shared {
        laid.rule(&article, rule);
    }
}

fn follow_up(laid: &mut Laid, pack: &Pack) {
    let Some(rules) = &pack.follow_up else { return };
    for terms in [&rules.covers, &rules.terms, &rules.mediation] {
        laid.head(&terms.article);
        laid.values(&terms.article.article, &terms.values);
    }
}

fn supervision(laid: &mut Laid, pack: &Pack) {
    let Some(rules) = &pack.supervision else { return };
    for terms in [&rules.checks, &rules.inspections, &rules.campaigns] {
        laid.head(&terms.article);
        laid.values(&terms.article.article, &terms.values);
    }
}

/// Articles that give nothing but terms.
fn terms(laid: &mut Laid, terms: Option<&Terms>) {
    let Some(terms) = terms else { return };
    laid.head(&terms.article);
    laid.values(&terms.article.article, &terms.values);
}

fn lay_category(laid: &mut Laid, category: &Category) {
    let code = category.code.as_str();
    laid.titles.insert(code.to_owned(), category.titles.clone());
    let thing = Thing::default()
        .title(&category.titles)
        .with(Side::Explanation, Shown::Words(category.explanation.clone()))
        .with(Side::Period, Shown::Period(category.period))
        .with(Side::Uses, Shown::List(category.uses.clone()))
        .cited(&category.source, Some(category.last_checked), category.ours, category.unverified);
    laid.put(code, Subject::Article, code, thing);
    laid.values(code, &category.values);
    for rule in &category.conditions {
        laid.rule(code, rule);
    }
    for exception in &category.exceptions {
        let effect = if exception.includes { "included" } else { "excluded" };
        let thing = laid_rule(&exception.rule).text(Side::Effect, effect);
        laid.put(code, Subject::Exception, &exception.rule.code, thing);
    }
    for proof in &category.proofs {
        laid.put(code, Subject::Proof, &proof.key, demand(proof));
    }
}

fn laid_rule(rule: &Rule) -> Thing {
    Thing::default().title(&rule.titles).text(Side::Predicate, &rule.predicate.text).cited(
        &rule.source,
        None,
        rule.ours,
        rule.unverified,
    )
}

fn demand(proof: &Proof) -> Thing {
    let demand = match (&proof.any_of, proof.required) {
        (Some(group), _) => vec!["any_of".to_owned(), group.clone()],
        (None, true) => vec!["required".to_owned()],
        (None, false) => vec!["optional".to_owned()],
    };
    let thing = Thing::default().title(&proof.titles).with(Side::Demand, Shown::List(demand));
    thing.cited(&proof.source, None, proof.ours, proof.unverified)
}

fn steps(laid: &mut Laid, pack: &Pack) {
    for head in pack.articles.values() {
        laid.head(head);
    }
    for step in pack.steps.values() {
        let limits = amounts(&step.limits, |limit| {
            let unit = match (limit.unit, limit.roll) {
                (LimitUnit::Working, _) => "working_days",
                (LimitUnit::Natural, false) => "days",
                (LimitUnit::Natural, true) => "rolling_days",
            };
            (limit.amount, unit)
        });
        let thing = Thing::default().title(&step.titles).with(Side::Amounts, limits);
        laid.put(&step.article, Subject::Step, &step.code, thing);
    }
    laid.head(&pack.extension.article);
    let article = pack.extension.article.article.clone();
    laid.values(&article, &pack.extension.values);
}

fn retirement(laid: &mut Laid, pack: &Pack) {
    let retirement = &pack.retirement;
    laid.head(&retirement.article);
    let classes = [
        ("male", &retirement.male, &retirement.rules.male),
        ("female-55", &retirement.female_55, &retirement.rules.female_55),
        ("female-50", &retirement.female_50, &retirement.rules.female_50),
    ];
    for (code, titles, rule) in classes {
        let thing = Thing::default().title(titles).with(Side::Numbers, Shown::List(numbers(rule)));
        laid.put(&retirement.article.article, Subject::Retirement, code, thing);
    }
}

/// The numbers of a class as `name value`.
fn numbers(rule: &RetirementRule) -> Vec<String> {
    vec![
        format!("base_month {}", String::from(rule.base_month)),
        format!("old_age_years {}", rule.old_age_years),
        format!("step_months {}", rule.step_months),
        format!("cap_months {}", rule.cap_months),
    ]
}

fn facts(laid: &mut Laid, pack: &Pack) {
    for fact in &pack.facts {
        let kind = match &fact.kind {
            FactKind::Flag => vec!["flag".to_owned()],
            FactKind::Whole { from, to } => vec!["whole".to_owned(), from.to_string(), to.to_string()],
            FactKind::Day => vec!["day".to_owned()],
            FactKind::Word(words) => {
                std::iter::once("word".to_owned()).chain(words.iter().cloned()).collect()
            }
        };
        let thing = Thing::default()
            .title(&fact.titles)
            .with(Side::Kind, Shown::List(kind))
            .with(Side::Question, Shown::Words(fact.question.clone()))
            .with(Side::Proofs, Shown::List(fact.proofs.clone()))
            .with(Side::Authority, Shown::Words(fact.authority.clone()))
            .cited(&fact.source, Some(fact.last_checked), fact.ours, fact.unverified);
        laid.put("facts", Subject::Fact, &fact.name, thing);
    }
}

fn papers(laid: &mut Laid, pack: &Pack) {
    for remedy in &pack.remedies {
        let thing = Thing::default()
            .title(&remedy.titles)
            .with(Side::Explanation, Shown::Words(remedy.text.clone()))
            .cited(&remedy.source, None, remedy.ours, remedy.unverified);
        laid.put("remedies", Subject::Remedy, &remedy.code, thing);
        for (name, timeline) in remedy.values.iter() {
            let amounts = amounts(timeline, |value| (value.amount, unit(value.unit)));
            let name = format!("{} {name}", remedy.code);
            laid.put("remedies", Subject::Value, &name, Thing::default().with(Side::Amounts, amounts));
        }
    }
    for paper in &pack.papers {
        let thing = Thing::default().title(&paper.titles);
        let thing = thing.cited(&paper.source, None, paper.ours, paper.unverified);
        laid.put("papers", Subject::Paper, &paper.key, thing);
    }
}

fn calendars(laid: &mut Laid, pack: &Pack) {
    for (year, days) in &pack.calendars {
        let days = days.iter().map(|day| {
            let kind = match day.kind {
                DayKind::Holiday => "holiday",
                DayKind::Workday => "workday",
            };
            format!("{} {kind}", day.date)
        });
        let thing = Thing::default().with(Side::Days, Shown::List(days.collect()));
        laid.put("calendar", Subject::Calendar, &year.to_string(), thing);
    }
    let fixed = pack.fixed_days.iter().map(|day| format!("{:02}-{:02} holiday", day.month, day.day));
    let thing = Thing::default().with(Side::Days, Shown::List(fixed.collect()));
    laid.put("calendar", Subject::Calendar, "fixed", thing);
}

fn agencies(laid: &mut Laid, pack: &Pack) {
    for agency in &pack.agencies {
        let parent = agency.parent.iter().cloned();
        let served = if agency.is_virtual { "virtual" } else { "open" };
        let level = agency.level.as_str().to_owned();
        let place = [level, served.to_owned()].into_iter().chain(parent).collect();
        let thing = Thing::default()
            .text(Side::Title, format!("{} {}", agency.name_hant, agency.name_hans))
            .with(Side::Place, Shown::List(place));
        laid.put("agencies", Subject::Agency, &agency.code, thing);
    }
}

fn amounts<T>(timeline: &Timeline<T>, read: impl Fn(&T) -> (u16, &'static str)) -> Shown {
    let amount = |dated: &Dated<T>| {
        let (amount, unit) = read(&dated.value);
        let period: Period = dated.period;
        Amount {
            amount,
            unit,
            period,
            source: dated.source.clone(),
            ours: dated.ours,
            unverified: dated.unverified,
        }
    };
    Shown::Amounts(timeline.all().iter().map(amount).collect())
}

fn unit(unit: ValueUnit) -> &'static str {
    match unit {
        ValueUnit::Years => "years",
        ValueUnit::Months => "months",
        ValueUnit::Days => "days",
        ValueUnit::WorkingDays => "working_days",
        ValueUnit::Times => "times",
        ValueUnit::Minutes => "minutes",
        ValueUnit::Characters => "characters",
        ValueUnit::Percent => "percent",
        ValueUnit::Points => "points",
    }
}
