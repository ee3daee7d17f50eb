//! What changes between two packs, article by article.
//!
//! Each pack is laid out as a list of things with their sides ([`lay`]); two lists are
//! compared side by side, so that nothing is compared by hand and nothing is forgotten.

mod lay;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::Pack;
use crate::dated::Period;
use crate::words::Words;
use lay::{Key, Thing, lay};

/// What changes from one pack to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The pack before.
    pub before: Mark,
    /// The pack after.
    pub after: Mark,
    /// The articles that change, in order; what has no article stands under `pack`,
    /// `facts`, `proofs`, `remedies`, `papers`, `calendar` and `agencies`.
    pub articles: Vec<ArticleChanges>,
}

/// Which pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Its name.
    pub id: String,
    /// Its fingerprint.
    pub hash: String,
}

/// What changes in one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleChanges {
    /// Its reference, such as `C1.1`.
    pub article: String,
    /// What it is called, where it has a name: the newer one.
    pub titles: Option<Words>,
    /// Its changes.
    pub changes: Vec<Change>,
}

/// One thing that is added, removed or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind of thing.
    pub subject: Subject,
    /// Its name or code.
    pub name: String,
    /// What it is called, where it has a name: the newer one.
    pub titles: Option<Words>,
    /// How it changes.
    pub how: How,
    /// The sides of it that change: all of them for a thing that is added or removed.
    pub sides: Vec<SideChange>,
}

/// How something changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It differs.
    Changed,
}

/// One side of a thing, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideChange {
    /// Which side.
    pub side: Side,
    /// As it was; none where there was none.
    pub before: Option<Shown>,
    /// As it will be; none where there is none.
    pub after: Option<Shown>,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// Every one, in the order in which they are shown.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Its stable name.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }
    };
}

named! {
    /// What kind of thing changes.
    Subject {
        /// The pack itself.
        Pack = "pack",
        /// The head of an article or category.
        Article = "article",
        /// A dated value.
        Value = "value",
        /// A condition.
        Condition = "condition",
        /// An exception of an article.
        Exception = "exception",
        /// A demand for a proof, or a proof of the list.
        Proof = "proof",
        /// A step of a case with its limits.
        Step = "step",
        /// A fact.
        Fact = "fact",
        /// The retirement ages of a class.
        Retirement = "retirement",
        /// A remedy against a refusal.
        Remedy = "remedy",
        /// A paper of a representative.
        Paper = "paper",
        /// The calendar of a year.
        Calendar = "calendar",
        /// An agency.
        Agency = "agency",
    }
}

named! {
    /// A side of a thing.
    Side {
        /// What it is called.
        Title = "title",
        /// When it is in force.
        Period = "period",
        /// When it holds.
        Predicate = "predicate",
        /// What an exception does.
        Effect = "effect",
        /// The shared conditions that it uses.
        Uses = "uses",
        /// What it amounts to over time.
        Amounts = "amounts",
        /// The proofs that settle it.
        Proofs = "proofs",
        /// Whether it is required, or which others stand for it.
        Demand = "demand",
        /// What a fact may be.
        Kind = "kind",
        /// Text in plain words.
        Explanation = "explanation",
        /// How a resident is asked.
        Question = "question",
        /// Who can confirm it.
        Authority = "authority",
        /// The numbers of a rule.
        Numbers = "numbers",
        /// The days of a calendar.
        Days = "days",
        /// The agency above, the level.
        Place = "place",
        /// Where it was read.
        Source = "source",
        /// The day on which somebody last read the source.
        LastChecked = "last_checked",
        /// `ours`: not in the rules; `unverified`: the source was not read.
        Marks = "marks",
    }
}

/// A side as it can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Shown {
    /// A name, number, predicate or citation.
    Text(String),
    /// A text in three languages.
    Words(Words),
    /// Several names.
    List(Vec<String>),
    /// Amounts over time.
    Amounts(Vec<Amount>),
    /// When something is in force.
    Period(Period),
    /// A day.
    Day(Date),
}

/// A number, when it is in force, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// The number.
    pub amount: u16,
    /// `years`, `months`, `days`, `working_days`, `times`, `rolling_days`: days of which the
    /// last is a working day.
    pub unit: &'static str,
    /// When it is in force.
    pub period: Period,
    /// The document that gives it.
    pub source: String,
    /// The rules do not give it; the pack sets it.
    pub ours: bool,
    /// The source has not been read.
    pub unverified: bool,
}

impl Changes {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many things change.
    pub fn count(&self) -> usize {
        self.articles.iter().map(|article| article.changes.len()).sum()
    }
}

/// What changes from `before` to `after`. Worked examples are left out: they decide nothing.
pub fn diff(before: &Pack, after: &Pack) -> Changes {
    let (old, new) = (lay(before), lay(after));
    let keys: BTreeSet<&Key> = old.things.keys().chain(new.things.keys()).collect();
    let mut articles: BTreeMap<usize, ArticleChanges> = BTreeMap::new();
    let order: Vec<&String> =
        new.articles.iter().chain(old.articles.iter().filter(|a| !new.articles.contains(a))).collect();
    for key in keys {
        let Some(change) = compare(key, old.things.get(key), new.things.get(key)) else { continue };
        let at = order.iter().position(|article| **article == key.article).unwrap_or(order.len());
        let titles = new.titles.get(&key.article).or_else(|| old.titles.get(&key.article)).cloned();
        let entry = articles.entry(at).or_insert_with(|| ArticleChanges {
            article: key.article.clone(),
            titles,
            changes: Vec::new(),
        });
        entry.changes.push(change);
    }
    let mark = |pack: &Pack| Mark { id: pack.id.clone(), hash: pack.hash.clone() };
    Changes { before: mark(before), after: mark(after), articles: articles.into_values().collect() }
}

fn compare(key: &Key, old: Option<&Thing>, new: Option<&Thing>) -> Option<Change> {
    let how = match (old, new) {
        (None, _) => How::Added,
        (_, None) => How::Removed,
        _ => How::Changed,
    };
    let side = |thing: Option<&Thing>, side: Side| thing.and_then(|thing| thing.sides.get(&side).cloned());
    let sides: Vec<SideChange> = Side::ALL
        .iter()
        .map(|one| SideChange { side: *one, before: side(old, *one), after: side(new, *one) })
        .filter(|change| change.before != change.after)
        .collect();
    let titles = new.or(old).and_then(Thing::titles).cloned();
    let changes = how != How::Changed || !sides.is_empty();
    changes.then(|| Change { subject: key.subject, name: key.name.clone(), titles, how, sides })
}
