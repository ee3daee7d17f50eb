//! What the rules compute for a case, in the reader's words: each general condition and each
//! category, down to the predicate, the facts that it looked at and what would settle it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leye_app::App;
use leye_app::ruling::{FactChange, RulingFile, TruthChange};
use leye_domain::fact::FactValue;
use leye_pack::{Fact, Pack, Predicate};
use leye_rules::{Judged, JudgedCategory, Known, Ruling, Verdict};

use super::reason::{condition_title, proof_title};
use crate::words::Words;

/// The ruling of a case as its page shows it.
pub(crate) struct RulingPart {
    pub verdict: String,
    pub kind: &'static str,
    /// Of which day and by which pack.
    pub lead: String,
    /// General conditions and what is claimed, holds or is undecided.
    pub first: Vec<RuleRow>,
    /// The other categories.
    pub others: Vec<RuleRow>,
    /// What changed since the application, and what that changes.
    pub since: Vec<String>,
    /// What would be otherwise if it were filed today.
    pub today: Vec<String>,
    /// What the person's file says otherwise.
    pub file: Vec<String>,
}

/// A general condition or a category.
#[derive(Default)]
pub(crate) struct RuleRow {
    pub code: String,
    pub title: String,
    pub explanation: String,
    pub article: String,
    /// Where the article stands in the browser of the rules.
    pub href: String,
    pub verdict: String,
    pub kind: &'static str,
    pub holds: Option<bool>,
    pub general: bool,
    pub conditions: Vec<ConditionRow>,
}

/// A condition with what settled it.
pub(crate) struct ConditionRow {
    pub title: String,
    pub href: String,
    pub article: String,
    pub verdict: String,
    pub kind: &'static str,
    pub predicate: String,
    pub used: Vec<UsedRow>,
    pub missing: Vec<MissingRow>,
}

/// A fact that was looked at.
pub(crate) struct UsedRow {
    pub name: String,
    pub value: String,
    /// Where it comes from, where that is said.
    pub source: Option<String>,
}

/// A fact that is not known.
pub(crate) struct MissingRow {
    pub name: String,
    pub proofs: String,
    pub authority: String,
}

/// Speaks of rulings in the reader's language.
pub(crate) struct Speaker<'a> {
    pub app: &'a App,
    pub words: Words,
}

impl Speaker<'_> {
    fn pack(&self) -> Arc<Pack> {
        self.app.rules().pack()
    }

    /// Everything about the ruling of a case.
    pub(crate) fn part(&self, file: &RulingFile, claimed: &[String]) -> RulingPart {
        let ruling = &file.now;
        let mut rows = self.rows(ruling);
        self.tell_sources(&mut rows, &file.from_register);
        let (first, others) = rows
            .into_iter()
            .partition(|row| row.general || row.holds != Some(false) || claimed.contains(&row.code));
        let mut since: Vec<String> = file.since_filing.iter().map(|one| self.fact_change(one)).collect();
        since.extend(file.since_filing_changes.iter().map(|one| self.truth_change(one)));
        RulingPart {
            verdict: self.words.t(&format!("ruling-{}", ruling.ruling.as_str())),
            kind: kind_of(ruling.ruling),
            lead: self.words.with(
                "ruling-lead",
                &[
                    ("on", self.words.date(ruling.on)),
                    ("pack", ruling.pack.id.to_string()),
                    ("hash", ruling.pack.hash.chars().take(12).collect()),
                ],
            ),
            first,
            others,
            since,
            today: self.today(file),
            file: file.file_differs.iter().map(|one| self.fact_change(one)).collect(),
        }
    }

    fn today(&self, file: &RulingFile) -> Vec<String> {
        let mut told: Vec<String> = file.if_filed_today.iter().map(|one| self.truth_change(one)).collect();
        if let Some(verdict) = file.verdict_today.filter(|verdict| *verdict != file.now.ruling) {
            let verdict = self.words.t(&format!("ruling-{}", verdict.as_str()));
            told.insert(0, self.words.with("ruling-today-verdict", &[("verdict", verdict)]));
        }
        told
    }

    /// Says beside a fact that the register of the unemployed has it so.
    fn tell_sources(&self, rows: &mut [RuleRow], from_register: &[String]) {
        let titles: Vec<String> = from_register.iter().map(|fact| self.fact_title(fact)).collect();
        let conditions = rows.iter_mut().flat_map(|row| &mut row.conditions);
        for used in conditions.flat_map(|condition| &mut condition.used) {
            used.source = titles.contains(&used.name).then(|| self.words.t("ruling-from-register"));
        }
    }

    /// A row for each general condition and each category.
    pub(crate) fn rows(&self, ruling: &Ruling) -> Vec<RuleRow> {
        let general = ruling.general.iter().map(|judged| self.general(judged));
        general.chain(ruling.categories.iter().map(|category| self.category(category))).collect()
    }

    fn general(&self, judged: &Judged) -> RuleRow {
        let (verdict, kind) = self.verdict(judged.holds);
        RuleRow {
            code: judged.condition.to_string(),
            title: condition_title(self.app, self.words, &judged.condition),
            article: judged.article.to_string(),
            href: link(&judged.article, &judged.condition),
            verdict,
            kind,
            holds: judged.holds,
            general: true,
            conditions: vec![self.condition(judged, &judged.article)],
            ..RuleRow::default()
        }
    }

    fn category(&self, category: &JudgedCategory) -> RuleRow {
        let pack = self.pack();
        let known = pack.categories.iter().find(|known| *known.code == *category.code);
        let (verdict, kind) = self.verdict(category.holds);
        let conditions = category.conditions.iter();
        let exceptions = category.exceptions.iter().map(|exception| &exception.judged);
        let explanation = known.map(|known| self.words.of_pack(&known.explanation).to_owned());
        RuleRow {
            code: category.code.to_string(),
            title: condition_title(self.app, self.words, &category.code),
            explanation: explanation.unwrap_or_default(),
            article: category.code.to_string(),
            href: format!("/rules/{}", category.code),
            verdict,
            kind,
            holds: category.holds,
            general: false,
            conditions: conditions.chain(exceptions).map(|one| self.condition(one, &category.code)).collect(),
        }
    }

    fn condition(&self, judged: &Judged, article: &str) -> ConditionRow {
        let (verdict, kind) = self.verdict(judged.holds);
        let pack = self.pack();
        let (title, predicate) = rule(&pack, article, &judged.condition)
            .map(|(titles, predicate)| {
                (self.words.of_pack(titles).to_owned(), predicate.text.trim().to_owned())
            })
            .unwrap_or_else(|| (judged.condition.to_string(), String::new()));
        ConditionRow {
            title,
            href: link(article, &judged.condition),
            article: judged.article.to_string(),
            verdict,
            kind,
            predicate,
            used: judged.used.iter().map(|(name, known)| self.used(&pack, name, known)).collect(),
            missing: judged.missing.iter().map(|name| self.missing(&pack, name)).collect(),
        }
    }

    fn used(&self, pack: &Pack, name: &str, known: &Known) -> UsedRow {
        let Known::Household(members) = known else {
            let value = self.known(pack, name, known);
            return UsedRow { name: self.fact_title(name), value, source: None };
        };
        let member = |(at, facts): (usize, &BTreeMap<Arc<str>, Known>)| {
            let told: Vec<String> = facts
                .iter()
                .map(|(name, known)| format!("{} {}", self.fact_title(name), self.known(pack, name, known)))
                .collect();
            let who = self.member((at > 0).then(|| at - 1));
            let told = if told.is_empty() {
                self.words.t("fact-not-known")
            } else {
                told.join(&self.words.t("list-separator"))
            };
            self.words.with("ruling-member", &[("who", who), ("facts", told)])
        };
        let value: Vec<String> = members.iter().enumerate().map(member).collect();
        UsedRow { name: self.words.t("ruling-household"), value: value.join("\n"), source: None }
    }

    fn member(&self, at: Option<usize>) -> String {
        match at {
            None => self.words.t("ruling-self"),
            Some(at) => self.words.with("ruling-member-number", &[("number", (at + 1).to_string())]),
        }
    }

    fn known(&self, pack: &Pack, name: &str, known: &Known) -> String {
        match known {
            Known::Flag(flag) => self.words.t(if *flag { "fact-yes" } else { "fact-no" }),
            Known::Whole(whole) => whole.to_string(),
            Known::Day(day) => self.words.date(*day),
            Known::Word(word) => self.word(pack, name, word),
            Known::Household(_) => String::new(),
        }
    }

    fn word(&self, pack: &Pack, name: &str, word: &str) -> String {
        let fact = pack.facts.iter().find(|fact| fact.name == name);
        let title = fact.and_then(|fact| fact.words.iter().find(|known| known.value == word));
        title.map_or_else(|| word.to_owned(), |known| self.words.of_pack(&known.titles).to_owned())
    }

    fn missing(&self, pack: &Pack, name: &str) -> MissingRow {
        let fact: Option<&Fact> = pack.facts.iter().find(|fact| fact.name == name);
        let proofs = fact.map(|fact| fact.proofs.iter().map(|key| proof_title(self.app, self.words, key)));
        MissingRow {
            name: self.fact_title(name),
            proofs: proofs
                .map(|all| all.collect::<Vec<_>>().join(&self.words.t("list-separator")))
                .unwrap_or_default(),
            authority: fact.map(|fact| self.words.of_pack(&fact.authority).to_owned()).unwrap_or_default(),
        }
    }

    /// What a fact is called.
    pub(crate) fn fact_title(&self, name: &str) -> String {
        let pack = self.pack();
        let fact = pack.facts.iter().find(|fact| fact.name == name);
        fact.map_or_else(|| name.to_owned(), |fact| self.words.of_pack(&fact.titles).to_owned())
    }

    /// Words and kind of a verdict on one condition.
    pub(crate) fn verdict(&self, holds: Option<bool>) -> (String, &'static str) {
        let (word, kind) = match holds {
            Some(true) => ("verdict-met", "yes"),
            Some(false) => ("verdict-not-met", "no"),
            None => ("verdict-unknown", "unknown"),
        };
        (self.words.t(word), kind)
    }

    /// A change of what is known, in words.
    pub(crate) fn fact_change(&self, change: &FactChange) -> String {
        let pack = self.pack();
        let value = |value: &Option<FactValue>| match value {
            Some(value) => self.known(&pack, &change.fact, &Known::from(value)),
            None => self.words.t("fact-not-known"),
        };
        let mut what = self.fact_title(&change.fact);
        if change.member.is_some() {
            what = format!("{} {what}", self.member(change.member));
        }
        let values = [("what", what), ("before", value(&change.before)), ("now", value(&change.now))];
        self.words.with("ruling-change", &values)
    }

    /// A change of the ruling, in words.
    pub(crate) fn truth_change(&self, change: &TruthChange) -> String {
        let values = [
            ("what", condition_title(self.app, self.words, &change.code)),
            ("before", self.verdict(change.before).0),
            ("now", self.verdict(change.now).0),
        ];
        self.words.with("ruling-change", &values)
    }
}

fn kind_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "yes",
        Verdict::Ineligible => "no",
        Verdict::Unknown => "unknown",
    }
}

fn link(article: &str, condition: &str) -> String {
    format!("/rules/{article}#condition-{condition}")
}

/// Title and predicate of a condition of an article: its own, or one that it shares.
fn rule<'a>(pack: &'a Pack, article: &str, code: &str) -> Option<(&'a leye_pack::Words, &'a Predicate)> {
    let general = pack.general.conditions.iter().find(|condition| condition.code == code);
    if let Some(condition) = general.filter(|_| pack.categories.iter().all(|one| one.code != article)) {
        return Some((&condition.titles, &condition.predicate));
    }
    let category = pack.categories.iter().find(|category| category.code == article)?;
    let own = category.conditions.iter().chain(category.exceptions.iter().map(|exception| &exception.rule));
    let rule = own.chain(&pack.shared).find(|rule| rule.code == code)?;
    Some((&rule.titles, &rule.predicate))
}
