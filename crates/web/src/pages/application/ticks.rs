//! The conditions of a review: what the rules compute of each, the proofs to be seen, and
//! where the reviewer finds otherwise.

use leye_app::App;
use leye_app::application::CaseFile;
use leye_domain::case::{Finding, Tick};

use super::ruling::{RuleRow, Speaker};
use crate::form::Typed;
use crate::parts::{FormFault, told};
use crate::words::Words;

/// A condition to be reviewed.
pub(crate) struct TickRow {
    pub rule: RuleRow,
    pub claimed: bool,
    /// What a reviewer says who finds otherwise: `C1.3=yes` or `C1.3=no`.
    pub depart: String,
    pub depart_label: String,
    pub departs: bool,
    /// Why it is so stands open: it is not met, or the reviewer finds otherwise.
    pub open: bool,
    /// Whether the level below found it met; empty at the first review.
    pub below: String,
    pub proofs: Vec<ProofBox>,
    /// What it still lacks; each names one of its boxes.
    pub faults: Vec<FormFault>,
}

/// The conditions of a review: what matters for this case first, the others behind a summary.
pub(crate) struct TickList {
    /// The computed ruling as a whole.
    pub verdict: String,
    pub kind: &'static str,
    pub lead: String,
    /// What changed since the application, and what would be otherwise today.
    pub since: Vec<String>,
    pub today: Vec<String>,
    pub first: Vec<TickRow>,
    pub others: Vec<TickRow>,
    pub open: bool,
    /// What they lack as a whole.
    pub fault: Option<String>,
}

impl TickList {
    /// Says beside each condition what the summary says of its boxes.
    pub(crate) fn tell(&mut self, faults: &[FormFault]) {
        self.fault = told(faults, "ticks");
        for row in self.first.iter_mut().chain(&mut self.others) {
            let code = &row.rule.code;
            let (depart, seen) = (format!("depart-{code}"), format!("seen-{code}/"));
            let own = faults.iter().filter(|fault| fault.name == depart || fault.name.starts_with(&seen));
            row.faults = own.cloned().collect();
        }
    }
}

/// A proof to be seen.
pub(crate) struct ProofBox {
    pub value: String,
    pub title: String,
    pub seen: bool,
    pub note: String,
}

/// Every condition, with what was ticked so far; none where the rules cannot judge the case.
pub(crate) fn list(app: &App, words: Words, file: &CaseFile, typed: &Typed) -> Option<TickList> {
    let claimed = file.case.claimed.get().cloned().unwrap_or_default();
    let before = file.case.ticks.get().cloned().unwrap_or_default();
    let speaker = Speaker { app, words };
    let part = speaker.part(file.ruling.as_ref()?, &claimed);
    let row = |rule: RuleRow| row(app, words, rule, (&claimed, &before, typed));
    let first: Vec<TickRow> = part.first.into_iter().map(row).collect();
    let others: Vec<TickRow> = part.others.into_iter().map(row).collect();
    let (verdict, kind, lead) = (part.verdict, part.kind, part.lead);
    let open = others.iter().any(|row| row.departs || row.proofs.iter().any(|proof| proof.seen));
    Some(TickList {
        verdict,
        kind,
        lead,
        since: part.since,
        today: part.today,
        first,
        others,
        open,
        fault: None,
    })
}

fn row(
    app: &App,
    words: Words,
    rule: RuleRow,
    (claimed, before, typed): (&[String], &[Tick], &Typed),
) -> TickRow {
    let otherwise = rule.holds != Some(true);
    let depart = format!("{}={}", rule.code, if otherwise { "yes" } else { "no" });
    let departs = typed.all("depart").contains(&depart);
    let is_claimed = claimed.contains(&rule.code);
    let below = match before.iter().find(|tick| tick.condition == rule.code) {
        Some(tick) if tick.met => words.t("tick-below-met"),
        Some(_) => words.t("tick-below-not-met"),
        None => String::new(),
    };
    TickRow {
        claimed: is_claimed,
        open: departs || (otherwise && (is_claimed || rule.general)),
        depart_label: words.t(if otherwise { "tick-depart-met" } else { "tick-depart-not-met" }),
        departs,
        depart,
        below,
        proofs: proofs(app, words, &rule.code, typed),
        faults: Vec::new(),
        rule,
    }
}

fn proofs(app: &App, words: Words, code: &str, typed: &Typed) -> Vec<ProofBox> {
    let pack = &app.rules().pack();
    let seen = typed.all("seen");
    let general = pack.general.conditions.iter().find(|c| c.code == code).map(|c| &c.proofs);
    let of = general.or_else(|| pack.categories.iter().find(|c| c.code == code).map(|c| &c.proofs));
    let proof = |p: &leye_pack::Proof| {
        let value = format!("{code}/{}", p.key);
        let note = match (&p.any_of, p.required) {
            (Some(_), _) => words.t("proof-any-of"),
            (None, true) => String::new(),
            (None, false) => words.t("proof-optional"),
        };
        ProofBox { seen: seen.contains(&value), title: words.of_pack(&p.titles).to_owned(), value, note }
    };
    of.into_iter().flatten().map(proof).collect()
}

/// What a form says of the conditions: a proof that was seen, or a departure.
pub(crate) fn read(typed: &Typed) -> Vec<Finding> {
    let (seen, departs) = (typed.all("seen"), typed.all("depart"));
    let mut findings: Vec<Finding> = Vec::new();
    for (code, key) in seen.iter().filter_map(|s| s.split_once('/')) {
        finding(&mut findings, code).proofs.push(key.to_owned());
    }
    for (code, found) in departs.iter().filter_map(|s| s.split_once('=')) {
        finding(&mut findings, code).met = Some(found == "yes");
    }
    findings
}

fn finding<'a>(findings: &'a mut Vec<Finding>, code: &str) -> &'a mut Finding {
    let at = findings.iter().position(|finding| finding.condition == code).unwrap_or(findings.len());
    if at == findings.len() {
        findings.push(Finding { condition: code.to_owned(), met: None, proofs: Vec::new() });
    }
    &mut findings[at]
}
