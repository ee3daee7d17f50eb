//! What is counted on an assistance: the floor of services, and refused offers.

use jiff::civil::Date;

use super::{Assistance, AssistanceRules, RefusalRule};

/// How far the floor of one service is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// Its key in the pack.
    pub service: String,
    /// How often it was given.
    pub given: usize,
    /// How often at least.
    pub floor: usize,
}

impl Floor {
    /// Whether nothing is lacking.
    pub fn is_reached(&self) -> bool {
        self.given >= self.floor
    }
}

impl Assistance {
    /// The floor of services, in the order of the pack.
    pub fn floor(&self, rules: &AssistanceRules) -> Vec<Floor> {
        let count = |rule: &super::ServiceRule| {
            let given = self.services.iter().filter(|given| given.service == rule.kind).count();
            let offers = if rule.counts_offers { self.offers.len() } else { 0 };
            Floor { service: rule.kind.clone(), given: given + offers, floor: usize::from(rule.floor) }
        };
        rules.services.iter().map(count).collect()
    }

    /// How many offers were refused within the months of the rule before `today`.
    pub fn refusals(&self, rule: &RefusalRule, today: Date) -> usize {
        let after = rule.window(today);
        let refused = self.offers.iter().filter_map(super::Offer::refused_on);
        refused.filter(|on| *on > after && *on <= today).count()
    }
}
