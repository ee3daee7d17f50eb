//! From the pack's files to what the pure core needs on a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leye_domain::calendar::{Calendar, FixedDay, SpecialDay, SpecialKind};
use leye_domain::clock::Budget;
use leye_domain::policy::{Condition, ExtensionRule, Limit, Policy, Proof};
use leye_pack::{DayKind, LimitUnit, Pack};

pub(super) fn policy(pack: &Pack, calendar: Calendar, zone: TimeZone, on: Date) -> Policy {
    Policy {
        id: pack.id.clone(),
        hash: pack.hash.clone(),
        limits: limits(pack, on),
        extension: extension(pack, on),
        general: pack.general.conditions.iter().map(|c| condition(&c.code, &c.article, &c.proofs)).collect(),
        categories: categories(pack, on),
        remedies: pack.remedies.iter().map(|r| r.code.clone()).collect(),
        youngest: i16::try_from(pack.general.values.amount("minimum_age", on).unwrap_or(u16::MAX))
            .unwrap_or(i16::MAX),
        calendar,
        zone,
    }
}

fn limits(pack: &Pack, on: Date) -> BTreeMap<String, Limit> {
    let in_force = |(code, step): (&String, &leye_pack::Step)| {
        let limit = &step.limit_on(on)?.value;
        let budget = match limit.unit {
            LimitUnit::Working => Budget::working(limit.amount),
            LimitUnit::Natural => Budget::natural(limit.amount, limit.roll),
        };
        Some((code.clone(), Limit { budget, article: step.article.clone() }))
    };
    pack.steps.iter().filter_map(in_force).collect()
}

fn extension(pack: &Pack, on: Date) -> ExtensionRule {
    let value = |name| pack.extension.values.amount(name, on).unwrap_or_default();
    ExtensionRule { most: value("max_working_days"), times: usize::from(value("times")) }
}

fn categories(pack: &Pack, on: Date) -> Vec<Condition> {
    let in_force = pack.categories.iter().filter(|c| c.period.contains(on));
    in_force.map(|c| condition(&c.code, &c.article, &c.proofs)).collect()
}

fn condition(code: &str, article: &str, proofs: &[leye_pack::Proof]) -> Condition {
    let proof =
        |p: &leye_pack::Proof| Proof { key: p.key.clone(), required: p.required, any_of: p.any_of.clone() };
    Condition {
        code: code.to_owned(),
        article: article.to_owned(),
        proofs: proofs.iter().map(proof).collect(),
    }
}

pub(super) fn calendar(pack: &Pack, imported: &BTreeMap<i16, Vec<SpecialDay>>) -> Calendar {
    let fixed = pack.fixed_days.iter();
    let fixed = fixed.map(|d| FixedDay { month: d.month, day: d.day, name: d.name.clone() }).collect();
    let mut calendar = Calendar::new(fixed);
    for (year, days) in &pack.calendars {
        calendar.add_year(*year, days.iter().map(special));
    }
    for (year, days) in imported {
        calendar.add_year(*year, days.iter().cloned());
    }
    calendar
}

fn special(day: &leye_pack::CalendarDay) -> SpecialDay {
    let kind = match day.kind {
        DayKind::Holiday => SpecialKind::Holiday,
        DayKind::Workday => SpecialKind::Workday,
    };
    SpecialDay { date: day.date, kind, name: day.name.clone() }
}
