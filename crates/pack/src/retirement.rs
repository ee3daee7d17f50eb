//! The statutory retirement age by class (`determination/retirement.toml`).

use std::num::NonZeroU8;

use leye_domain::person::{BirthMonth, RetirementRule, RetirementRules};
use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::words::Words;

/// The rules of retirement with their citation and what the classes are called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retirement {
    /// The head of the article.
    pub article: Article,
    /// The numbers.
    pub rules: RetirementRules,
    /// What the class of men is called.
    pub male: Words,
    /// What the class of women formerly retiring at 55 is called.
    pub female_55: Words,
    /// What the class of women formerly retiring at 50 is called.
    pub female_50: Words,
}

pub(crate) fn read(folder: &Folder<'_>) -> Option<Retirement> {
    folder.toml("determination/retirement.toml", |table| {
        let article = Article::read(table);
        let rules = table.table("rules", |table| {
            let male = read_rule(table, "male");
            let female_55 = read_rule(table, "female-55");
            let female_50 = read_rule(table, "female-50");
            Some(RetirementRules { male: male?, female_55: female_55?, female_50: female_50? })
        });
        let titles = table.table("class_titles", |table| {
            let male = Words::read(table, "male");
            let female_55 = Words::read(table, "female-55");
            let female_50 = Words::read(table, "female-50");
            Some((male?, female_55?, female_50?))
        });
        let (male, female_55, female_50) = titles?;
        Some(Retirement { article: article?, rules: rules?, male, female_55, female_50 })
    })
}

fn read_rule(table: &Table<'_>, class: &'static str) -> Option<RetirementRule> {
    table.table(class, |table| {
        let base_month = read_month(table);
        let old_age_years = read_small(table, "old_age_years");
        let step_months = read_small(table, "step_months");
        let cap_months = read_small(table, "cap_months");
        Some(RetirementRule {
            base_month: base_month?,
            old_age_years: old_age_years?.get(),
            step_months: step_months?,
            cap_months: cap_months?.get(),
        })
    })
}

fn read_month(table: &Table<'_>) -> Option<BirthMonth> {
    let text: String = table.must("base_month")?;
    let month = BirthMonth::try_from(text.clone()).ok();
    if month.is_none() {
        table.fault("base_month", Code::NoSuchDay, format!("`{text}` is no month"), "write it as 1965-01");
    }
    month
}

fn read_small(table: &Table<'_>, key: &'static str) -> Option<NonZeroU8> {
    let number: i64 = table.must(key)?;
    let fits = u8::try_from(number).ok().and_then(NonZeroU8::new);
    if fits.is_none() {
        table.fault(key, Code::NotPositive, format!("`{key}` is {number}"), "write a number from 1 to 255");
    }
    fits
}
