//! A review beside the computed ruling: what the rules say, what the reviewer found, and
//! where and why the two part. What is kept of it is the receipt of the review.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::refusal::Reason;
use super::tick::{self, Tick};
use crate::fact::KnownFacts;
use crate::policy::Policy;

/// A computed ruling, as a review has it before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruled {
    /// The day that the ruling is for: the day of the application (domain rules 1.2).
    pub on: Date,
    /// Id of the pack.
    pub pack: String,
    /// Fingerprint of the pack's rules.
    pub pack_hash: String,
    /// What computed it.
    pub engine: String,
    /// The facts that it was computed from.
    pub facts: KnownFacts,
    /// SHA-256 of those facts, as the ruling gives it.
    pub facts_hash: String,
    /// `eligible`, `ineligible` or `unknown`.
    pub verdict: String,
    /// Whether each general condition and each category holds; none where it is not known.
    pub holds: BTreeMap<String, Option<bool>>,
    /// The whole ruling in the form of the contracts, compressed; empty until it is kept.
    #[serde(default)]
    pub trace: String,
}

impl Ruled {
    /// Whether the condition holds by the rules; none where it is not known.
    pub fn holds(&self, code: &str) -> Option<bool> {
        self.holds.get(code).copied().flatten()
    }
}

/// A condition as a reviewer hands it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `working-age`, …, or `C1.1` to `C1.10`.
    pub condition: String,
    /// Whether it is met; none leaves it to the computed ruling.
    pub met: Option<bool>,
    /// Keys of the proofs seen.
    pub proofs: Vec<String>,
}

impl From<Tick> for Finding {
    fn from(tick: Tick) -> Finding {
        Finding { condition: tick.condition, met: Some(tick.met), proofs: tick.proofs }
    }
}

/// A condition that the reviewer found otherwise than the rules compute it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// The condition.
    pub condition: String,
    /// What the rules compute; none where it is not known.
    pub computed: Option<bool>,
    /// What the reviewer found.
    pub found: bool,
}

/// What a review keeps of the ruling that it had before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The ruling.
    pub ruled: Ruled,
    /// Where the review departs from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departures: Vec<Departure>,
    /// Why; empty where it does not depart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The ticks of a pass, with the departures that they are from the ruling. A general condition
/// without a word of the reviewer is as computed. A category counts as reviewed only where the
/// reviewer says something of it, be it a proof that was seen.
pub(super) fn carries(
    findings: &[Finding],
    reason: &str,
    ruled: Option<&Ruled>,
    policy: &Policy,
) -> Result<(Vec<Tick>, Option<Reviewed>), Reason> {
    let computed = |code: &str| ruled.and_then(|ruled| ruled.holds(code));
    let said: Vec<Tick> = findings
        .iter()
        .map(|finding| Tick {
            condition: finding.condition.clone(),
            met: finding.met.unwrap_or(computed(&finding.condition) == Some(true)),
            proofs: finding.proofs.clone(),
        })
        .collect();
    let silent = policy.general.iter().filter(|c| findings.iter().all(|f| f.condition != c.code));
    let computed_only = silent.filter(|c| computed(&c.code) == Some(true));
    let rest = computed_only.map(|c| Tick { condition: c.code.clone(), met: true, proofs: Vec::new() });
    let ticks: Vec<Tick> = rest.chain(said).collect();
    let faults = tick::faults(&ticks, policy);
    if !faults.is_empty() {
        return Err(Reason::Ticks { faults });
    }
    let departures: Vec<Departure> = ticks
        .iter()
        .map(|tick| (tick, computed(&tick.condition)))
        // Not found met where the rules do not know is no other answer than theirs.
        .filter(|(tick, computed)| computed.unwrap_or(false) != tick.met)
        .map(|(tick, computed)| Departure { condition: tick.condition.clone(), computed, found: tick.met })
        .collect();
    let reason = reason.trim();
    if !departures.is_empty() && reason.is_empty() {
        let conditions = departures.into_iter().map(|departure| departure.condition).collect();
        return Err(Reason::DepartsFromRuling { conditions });
    }
    let reason = if departures.is_empty() { "" } else { reason };
    let reviewed =
        ruled.map(|ruled| Reviewed { ruled: ruled.clone(), departures, reason: reason.to_owned() });
    Ok((ticks, reviewed))
}

/// What a review that does not pass keeps. Its reasons are its own; it departs where the rules
/// compute that the applicant is eligible.
pub(super) fn against(ruled: Option<&Ruled>, reasons: &[String]) -> Option<Reviewed> {
    ruled.map(|ruled| {
        let departs = ruled.verdict == "eligible";
        Reviewed {
            ruled: ruled.clone(),
            departures: Vec::new(),
            reason: if departs { reasons.join("\n") } else { String::new() },
        }
    })
}
