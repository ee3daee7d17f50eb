//! The rules of the follow-up, as plain values made from a policy pack (B1, B3).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::employment::{JobKind, words};

words! {
    /// Who is visited (B3.1, 三回訪).
    Target {
        /// The person.
        Person = "person",
        /// The family.
        Family = "family",
        /// The employer.
        Employer = "employer",
    }
}

/// A planned visit: in which month of the job, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// Months after the first day of work.
    pub month: u16,
    /// Whom.
    pub target: Target,
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.month, self.target.as_str())
    }
}

impl Slot {
    /// Reads what `Display` wrote.
    pub fn parse(text: &str) -> Option<Slot> {
        let (month, target) = text.split_once('-')?;
        Some(Slot { month: month.parse().ok()?, target: Target::parse(target)? })
    }
}

words! {
    /// What a question is answered with.
    AnswerKind {
        /// Yes, no or not known.
        YesNo = "yes_no",
        /// Words; they may be left out.
        Text = "text",
    }
}

/// A question of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its code, once in the whole pack.
    pub code: String,
    /// Who is asked.
    pub target: Target,
    /// What it is answered with.
    pub kind: AnswerKind,
    /// What is asked of several targets alike bears the same name here, so that their accounts
    /// can be compared.
    pub account: Option<String>,
}

/// What puts a job at risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskFactor {
    /// Its code.
    pub code: String,
    /// How heavy it is.
    pub weight: u16,
    /// Whether the employer is asked, and helped to settle it (B3.2).
    pub mediates: bool,
    /// The answers from which it arises, each as question and yes (true) or no.
    pub arises: Vec<(String, bool)>,
}

/// The rules of the follow-up in force on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpRules {
    /// How many months of work it covers (B1).
    pub covers: u16,
    /// How many days before its due day a visit may be made (B4.1).
    pub opens: u16,
    /// Which visits: the months after the first day of work, with who is visited then (B3.1).
    pub visits: Vec<Slot>,
    /// The questions, in the order to be asked.
    pub questions: Vec<Question>,
    /// What puts a job at risk, the heaviest first.
    pub risks: Vec<RiskFactor>,
    /// Codes of the policies that are handed over.
    pub policies: Vec<String>,
    /// Codes of the needs that may be found.
    pub needs: Vec<String>,
    /// What who is determined may draw, with the kinds of work that it is for (B4.2).
    pub supports: Vec<(String, Vec<JobKind>)>,
}

impl FollowUpRules {
    /// The questions for a target.
    pub fn asked(&self, target: Target) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.target == target)
    }

    /// What somebody determined may draw who works so.
    pub fn supports_of(&self, kind: JobKind) -> Vec<String> {
        let supports = self.supports.iter().filter(|(_, kinds)| kinds.contains(&kind));
        supports.map(|(code, _)| code.clone()).collect()
    }

    /// The risk factor with this code.
    pub fn risk(&self, code: &str) -> Option<&RiskFactor> {
        self.risks.iter().find(|factor| factor.code == code)
    }
}
