//! The table of statutory retirement, worked out from the rule by the core.

use jiff::Span;
use leye_domain::person::{RetirementClass, statutory_retirement};
use leye_pack::Pack;

use crate::words::Words;

/// One class with its rows.
pub(super) struct Class {
    pub title: String,
    pub rows: Vec<Row>,
}

/// Months of birth that share an age.
pub(super) struct Row {
    pub births: String,
    pub age: String,
    pub retires: String,
}

/// The table of every class.
pub(super) fn table(words: Words, pack: &Pack) -> Vec<Class> {
    let retirement = &pack.retirement;
    let classes = [
        (RetirementClass::Male, &retirement.male),
        (RetirementClass::Female55, &retirement.female_55),
        (RetirementClass::Female50, &retirement.female_50),
    ];
    let class = |(class, titles): (RetirementClass, &leye_pack::Words)| Class {
        title: words.of_pack(titles).to_owned(),
        rows: rows(words, pack, class),
    };
    classes.map(class).into()
}

fn rows(words: Words, pack: &Pack, class: RetirementClass) -> Vec<Row> {
    let rules = &pack.retirement.rules;
    let rule = rules.of(class);
    let Ok(base) = format!("{}-01", String::from(rule.base_month)).parse::<jiff::civil::Date>() else {
        return Vec::new();
    };
    let step = i64::from(rule.step_months.get());
    let months = |count: i64| base.saturating_add(Span::new().months(count));
    let age = |born| {
        let found = statutory_retirement(born, class, rules);
        let years = words.count("rules-unit-years", found.age_years.into());
        match found.age_months {
            0 => years,
            more => format!(
                "{years}{}{}",
                words.t("rules-age-and"),
                words.count("rules-unit-months", more.into())
            ),
        }
    };
    let month = |day: jiff::civil::Date| day.strftime("%Y-%m").to_string();
    let before = months(-1);
    let mut rows = vec![Row {
        births: words.with("rules-births-until", &[("month", month(before))]),
        age: age(before),
        retires: String::new(),
    }];
    let steps = i64::from(rule.cap_months);
    for at in 0..steps {
        let (first, last) = (months(at * step), months((at + 1) * step - 1));
        let until = |born| month(statutory_retirement(born, class, rules).date);
        let is_last = at + 1 == steps;
        rows.push(Row {
            births: if is_last {
                words.with("rules-births-from", &[("month", month(first))])
            } else {
                format!("{} – {}", month(first), month(last))
            },
            age: age(first),
            retires: if is_last { String::new() } else { format!("{} – {}", until(first), until(last)) },
        });
    }
    rows
}
