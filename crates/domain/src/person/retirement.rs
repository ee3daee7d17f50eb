//! The statutory retirement date: the end of working age (general conditions
//! of C1). The numbers of the rule are the pack's.

use super::birth_month::BirthMonth;
use super::resident::Sex;
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::{fmt, num::NonZeroU8, str::FromStr};

/// The class that a person retires in. A woman's follows from her post (工人
/// 50, 幹部 55) and is recorded with its evidence, never inferred from sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RetirementClass {
    /// 男, formerly 60
    #[serde(rename = "male")]
    Male,
    /// 女, formerly 55
    #[serde(rename = "female-55")]
    Female55,
    /// 女, formerly 50
    #[serde(rename = "female-50")]
    Female50,
}

/// A word that names no retirement class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a retirement class: write male, female-55 or female-50")]
pub struct UnknownRetirementClass;

impl RetirementClass {
    /// The stable code, as in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female55 => "female-55",
            Self::Female50 => "female-50",
        }
    }

    /// The sex of everybody in the class.
    pub fn sex(self) -> Sex {
        match self {
            Self::Male => Sex::Male,
            Self::Female55 | Self::Female50 => Sex::Female,
        }
    }
}

impl fmt::Display for RetirementClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for RetirementClass {
    type Err = UnknownRetirementClass;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Male, Self::Female55, Self::Female50]
            .into_iter()
            .find(|class| class.code() == text)
            .ok_or(UnknownRetirementClass)
    }
}

/// How one class retires: a month of birth from `base_month` on is delayed by
/// a month for every `step_months` begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetirementRule {
    /// The first month of birth that is delayed.
    pub base_month: BirthMonth,
    /// The age of before the delay, in years.
    pub old_age_years: u8,
    /// Months of birth that share one month of delay.
    pub step_months: NonZeroU8,
    /// The longest delay, in months.
    pub cap_months: u8,
}

/// The rule of every class: the table `rules` of the pack's `retirement.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RetirementRules {
    /// 男
    pub male: RetirementRule,
    /// 女, formerly 55
    #[serde(rename = "female-55")]
    pub female_55: RetirementRule,
    /// 女, formerly 50
    #[serde(rename = "female-50")]
    pub female_50: RetirementRule,
}

impl RetirementRules {
    /// The rule of one class.
    pub fn of(&self, class: RetirementClass) -> &RetirementRule {
        match class {
            RetirementClass::Male => &self.male,
            RetirementClass::Female55 => &self.female_55,
            RetirementClass::Female50 => &self.female_50,
        }
    }
}

/// When somebody reaches statutory retirement, and how that came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Retirement {
    /// The first day that is no longer of working age.
    pub date: Date,
    /// The delay against the age of before, in months.
    pub months_delayed: u8,
    /// Whole years of the retirement age.
    pub age_years: u8,
    /// Months beyond the whole years, 0 to 11.
    pub age_months: u8,
}

/// The statutory retirement of somebody born on `born`: the day of birth in
/// the month that the rule gives, clamped to that month's end.
///
/// ```
/// # use leye_domain::person::{RetirementClass, RetirementRules, statutory_retirement};
/// # let class = r#"{"base_month":"1965-01","old_age_years":60,"step_months":4,"cap_months":36}"#;
/// # let json = format!(r#"{{"male":{class},"female-55":{class},"female-50":{class}}}"#);
/// # let rules: RetirementRules = serde_json::from_str(&json).unwrap();
/// let born = jiff::civil::date(1965, 12, 31);
/// let retirement = statutory_retirement(born, RetirementClass::Male, &rules);
/// assert_eq!(retirement.date, jiff::civil::date(2026, 3, 31));
/// assert_eq!((retirement.age_years, retirement.age_months), (60, 3));
/// ```
pub fn statutory_retirement(born: Date, class: RetirementClass, rules: &RetirementRules) -> Retirement {
    let rule = rules.of(class);
    let months_delayed = delay(rule, BirthMonth::of(born));
    let age = u16::from(rule.old_age_years) * 12 + u16::from(months_delayed);
    Retirement {
        date: born.saturating_add(Span::new().months(age)),
        months_delayed,
        age_years: rule.old_age_years.saturating_add(months_delayed / 12),
        age_months: months_delayed % 12,
    }
}

/// Months of delay for a month of birth; none before the table begins.
fn delay(rule: &RetirementRule, born: BirthMonth) -> u8 {
    let months = born.months_since(rule.base_month);
    if months < 0 {
        return 0;
    }
    let steps = months / i32::from(rule.step_months.get()) + 1;
    u8::try_from(steps).unwrap_or(u8::MAX).min(rule.cap_months)
}
