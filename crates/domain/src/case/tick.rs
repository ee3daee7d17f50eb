//! The ticks of a review: each condition that the reviewer looked at, whether it is
//! met, and the proofs that were seen.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::policy::{Condition, Policy};

/// One condition as a reviewer found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// `working-age`, …, or `C1.1` to `C1.10`.
    pub condition: String,
    /// Whether it is met.
    pub met: bool,
    /// Keys of the proofs seen.
    #[serde(default)]
    pub proofs: Vec<String>,
}

/// What keeps ticks from carrying a pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum TickFault {
    /// The pack knows no such condition.
    UnknownCondition {
        /// As given.
        condition: String,
    },
    /// The same condition is ticked more than once.
    Twice {
        /// Its code.
        condition: String,
    },
    /// A general condition is not ticked as met.
    GeneralNotMet {
        /// Its code.
        condition: String,
    },
    /// Ticked as met without a proof that the pack requires.
    ProofMissing {
        /// The condition.
        condition: String,
        /// The proofs of which one, or which one, is missing.
        proofs: Vec<String>,
    },
    /// No category is ticked as met.
    NoCategory,
}

/// Every fault of the ticks at once; empty when they carry a pass.
pub(super) fn faults(ticks: &[Tick], policy: &Policy) -> Vec<TickFault> {
    let mut faults = Vec::new();
    let met = |code: &str| ticks.iter().find(|t| t.condition == code && t.met);
    for tick in ticks {
        if policy.condition(&tick.condition).is_none() {
            faults.push(TickFault::UnknownCondition { condition: tick.condition.clone() });
        }
    }
    for (at, tick) in ticks.iter().enumerate() {
        if ticks[..at].iter().any(|earlier| earlier.condition == tick.condition) {
            faults.push(TickFault::Twice { condition: tick.condition.clone() });
        }
    }
    for condition in &policy.general {
        match met(&condition.code) {
            Some(tick) => faults.extend(missing_proofs(condition, tick)),
            None => faults.push(TickFault::GeneralNotMet { condition: condition.code.clone() }),
        }
    }
    let mut categories = 0;
    for condition in &policy.categories {
        if let Some(tick) = met(&condition.code) {
            categories += 1;
            faults.extend(missing_proofs(condition, tick));
        }
    }
    if categories == 0 {
        faults.push(TickFault::NoCategory);
    }
    faults
}

/// A proof outside a group is missing if it is required and was not seen; a group always
/// needs one of its proofs, because they stand for one another.
fn missing_proofs(condition: &Condition, tick: &Tick) -> Vec<TickFault> {
    let seen = |key: &str| tick.proofs.iter().any(|p| p == key);
    let fault = |proofs: Vec<String>| TickFault::ProofMissing { condition: condition.code.clone(), proofs };
    let alone = condition.proofs.iter().filter(|p| p.any_of.is_none() && p.required && !seen(&p.key));
    let mut faults: Vec<TickFault> = alone.map(|p| fault(vec![p.key.clone()])).collect();
    let groups: BTreeSet<&String> = condition.proofs.iter().filter_map(|p| p.any_of.as_ref()).collect();
    for group in groups {
        let members = condition.proofs.iter().filter(|p| p.any_of.as_ref() == Some(group));
        let keys: Vec<String> = members.map(|p| p.key.clone()).collect();
        if !keys.iter().any(|key| seen(key)) {
            faults.push(fault(keys));
        }
    }
    faults
}
