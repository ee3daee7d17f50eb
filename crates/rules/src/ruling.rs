//! The form of a ruling with its whole trace, as the contract gives it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use leye_pack::FactValue;
use serde::Serialize;

/// What somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The general conditions hold and some category holds.
    Eligible,
    /// A general condition is false, or every category is.
    Ineligible,
    /// Facts that would decide are missing.
    Unknown,
}

impl Verdict {
    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Eligible => "eligible",
            Verdict::Ineligible => "ineligible",
            Verdict::Unknown => "unknown",
        }
    }
}

/// A ruling with its whole trace. The same facts, pack and day give the same bytes, `engine`
/// aside.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ruling {
    /// What the person is.
    pub ruling: Verdict,
    /// The day.
    pub on: Date,
    /// Which rules.
    pub pack: PackMark,
    /// SHA-256 of the canonical JSON of the facts and the household.
    pub facts_hash: String,
    /// What computed it.
    pub engine: String,
    /// The general conditions, in the order of the rules.
    pub general: Vec<Judged>,
    /// The categories, in the order of the rules.
    pub categories: Vec<JudgedCategory>,
}

/// Which pack ruled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackMark {
    /// Its name.
    pub id: Arc<str>,
    /// Fingerprint of its rules.
    pub hash: Arc<str>,
}

/// A condition with what settled it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// Its code.
    pub condition: Arc<str>,
    /// Whether it holds; none where it is not known.
    pub holds: Option<bool>,
    /// The article that demands it.
    pub article: Arc<str>,
    /// The facts that it looked at, as far as they are known.
    pub used: Used,
    /// The facts that are not known, where that leaves it undecided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Arc<str>>,
}

/// A category with its conditions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedCategory {
    /// `C1.1` and so on.
    pub code: Arc<str>,
    /// Whether it holds; none where it is not known.
    pub holds: Option<bool>,
    /// The article.
    pub article: Arc<str>,
    /// The facts that are not known in its undecided conditions, where it is undecided; sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Arc<str>>,
    /// Its conditions; all have to hold.
    pub conditions: Vec<Judged>,
    /// Its exceptions, where it has any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<JudgedException>,
}

/// An exception with what settled it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedException {
    /// What it does where it holds: `included` or `excluded`.
    pub effect: &'static str,
    /// The rest is as for a condition.
    #[serde(flatten)]
    pub judged: Judged,
}

/// The facts that a condition looked at, by name. Where it looked at the household,
/// `household` lists the facts of every member, the person first.
pub type Used = BTreeMap<Arc<str>, Known>;

/// The value of a fact as JSON shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Known {
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A day.
    Day(Date),
    /// A word.
    Word(String),
    /// The facts of every member of the household.
    Household(Vec<BTreeMap<Arc<str>, Known>>),
}

impl From<&FactValue> for Known {
    fn from(value: &FactValue) -> Known {
        match value {
            FactValue::Flag(flag) => Known::Flag(*flag),
            FactValue::Whole(whole) => Known::Whole(*whole),
            FactValue::Day(date) => Known::Day(*date),
            FactValue::Word(word) => Known::Word(word.clone()),
        }
    }
}

impl Ruling {
    /// One line of JSON; the same bytes for the same ruling.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a ruling has no map with keys that are no text")
    }

    /// The codes of the categories that hold, in the order of the rules.
    pub fn holding(&self) -> Vec<&str> {
        self.that(Some(true))
    }

    /// The codes of the categories that could not be decided, in the order of the rules.
    pub fn undecided(&self) -> Vec<&str> {
        self.that(None)
    }

    fn that(&self, holds: Option<bool>) -> Vec<&str> {
        self.categories
            .iter()
            .filter(|category| category.holds == holds)
            .map(|category| &*category.code)
            .collect()
    }

    /// The facts that are not known in the undecided general conditions and in the undecided
    /// conditions of undecided categories; sorted, each once.
    pub fn missing(&self) -> Vec<&str> {
        let general = self.general.iter().flat_map(|judged| &judged.missing);
        let categories = self.categories.iter().flat_map(|category| &category.missing);
        let mut names: Vec<&str> = general.chain(categories).map(|name| &**name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
