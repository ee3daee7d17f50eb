//! From the pack to what the core needs to know of assistance on a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use leye_domain::assistance::{AssistanceRules, ClassRule, ExitRule, RefusalRule, Rhythm, ServiceRule};
use leye_domain::clock::Budget;
use leye_domain::policy::Limit;
use leye_pack::{Assistance, Exit, Pack, Terms, ValueUnit};

use crate::App;

impl App {
    /// What the pack in force on a day says of assistance; none where it says nothing.
    pub fn assistance_rules(&self, on: Date) -> Option<AssistanceRules> {
        let pack = self.rules.pack_on(on);
        Some(rules(&pack, pack.assistance.as_ref()?, on))
    }
}

fn rules(pack: &Pack, assistance: &Assistance, on: Date) -> AssistanceRules {
    let in_force = pack.exits.iter().filter(|exit| exit.period.contains(on));
    let mut exits: Vec<ExitRule> = in_force.map(exit_rule).collect();
    exits.extend(assistance.revocation.as_ref().filter(|one| one.article.period.contains(on)).map(|one| {
        ExitRule { article: one.article.article.clone(), grounds: BTreeSet::new(), hearing: true }
    }));
    AssistanceRules {
        limits: limits(&assistance.terms, on),
        classes: assistance
            .classes
            .iter()
            .filter_map(|class| {
                let value = class.rhythm(on)?;
                let rhythm = match value.unit {
                    ValueUnit::Months => Rhythm::Months(value.amount),
                    _ => Rhythm::Days(value.amount),
                };
                Some(ClassRule { code: class.code.clone(), rhythm })
            })
            .collect(),
        services: assistance
            .services
            .iter()
            .filter_map(|service| {
                let (kind, counts_offers) = (service.key.clone(), service.counts_offers);
                Some(ServiceRule { kind, floor: service.floor(on)?, counts_offers })
            })
            .collect(),
        exits,
        refusals: assistance.refusals.as_ref().and_then(|code| refusals(pack, code, on)),
    }
}

fn exit_rule(exit: &Exit) -> ExitRule {
    let grounds = exit.grounds.iter().cloned().collect();
    ExitRule { article: exit.code.clone(), grounds, hearing: false }
}

fn limits(terms: &Terms, on: Date) -> BTreeMap<String, Limit> {
    let limit = |(name, values): (&str, &leye_pack::Timeline<leye_pack::Value>)| {
        let value = values.on(on)?.value;
        let budget = match value.unit {
            ValueUnit::WorkingDays => Budget::working(value.amount),
            ValueUnit::Days => Budget::natural(value.amount, true),
            _ => return None,
        };
        Some((name.to_owned(), Limit { budget, article: terms.article.article.clone() }))
    };
    terms.values.iter().filter_map(limit).collect()
}

fn refusals(pack: &Pack, code: &str, on: Date) -> Option<RefusalRule> {
    let exit = pack.exits.iter().find(|exit| exit.code == code && exit.period.contains(on))?;
    let (most, months) = (exit.values.amount("max", on)?, exit.values.amount("months", on)?);
    Some(RefusalRule { most, months, article: code.to_owned() })
}
