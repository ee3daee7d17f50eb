//! The ticks of a review: a row for each condition, with the proofs to be seen.

use leye_app::App;
use leye_domain::case::Tick;

use crate::form::Typed;
use crate::parts::{FormFault, told};
use crate::words::Words;

/// A condition to be ticked.
pub(crate) struct TickRow {
    pub code: String,
    pub title: String,
    pub explanation: String,
    pub article: String,
    pub claimed: bool,
    pub general: bool,
    pub met: bool,
    /// Whether the level below found it met; empty at the first review.
    pub below: String,
    pub proofs: Vec<ProofBox>,
    /// What it still lacks; each names one of its boxes.
    pub faults: Vec<FormFault>,
}

/// The conditions of a review: what matters for this case first, the others behind a summary.
pub(crate) struct TickList {
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
            let (met, seen) = (format!("met-{}", row.code), format!("seen-{}/", row.code));
            let own = faults.iter().filter(|fault| fault.name == met || fault.name.starts_with(&seen));
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

/// Every condition, with what was ticked so far.
pub(crate) fn list(app: &App, words: Words, claimed: &[String], before: &[Tick], typed: &Typed) -> TickList {
    let pack = &app.rules().pack();
    let (met, seen) = (typed.all("met"), typed.all("seen"));
    let boxes = |code: &str, proofs: &[leye_pack::Proof]| {
        let proof = |p: &leye_pack::Proof| {
            let value = format!("{code}/{}", p.key);
            let note = match (&p.any_of, p.required) {
                (Some(_), _) => words.t("proof-any-of"),
                (None, true) => String::new(),
                (None, false) => words.t("proof-optional"),
            };
            ProofBox { seen: seen.contains(&value), title: words.of_pack(&p.titles).to_owned(), value, note }
        };
        proofs.iter().map(proof).collect::<Vec<_>>()
    };
    let below = |code: &str| match before.iter().find(|tick| tick.condition == code) {
        Some(tick) if tick.met => words.t("tick-below-met"),
        Some(_) => words.t("tick-below-not-met"),
        None => String::new(),
    };
    let general = pack.general.conditions.iter().map(|c| TickRow {
        code: c.code.clone(),
        title: words.of_pack(&c.titles).to_owned(),
        explanation: String::new(),
        article: c.article.clone(),
        claimed: true,
        general: true,
        met: met.contains(&c.code),
        below: below(&c.code),
        proofs: boxes(&c.code, &c.proofs),
        faults: Vec::new(),
    });
    let categories = pack.categories.iter().map(|c| TickRow {
        code: c.code.clone(),
        title: words.of_pack(&c.titles).to_owned(),
        explanation: words.of_pack(&c.explanation).to_owned(),
        article: c.code.clone(),
        claimed: claimed.contains(&c.code),
        general: false,
        met: met.contains(&c.code),
        below: below(&c.code),
        proofs: boxes(&c.code, &c.proofs),
        faults: Vec::new(),
    });
    let (first, others): (Vec<_>, Vec<_>) = general.chain(categories).partition(|row| row.claimed);
    TickList { open: others.iter().any(|row| row.met), first, others, fault: None }
}

/// The ticks that a form says.
pub(crate) fn read(typed: &Typed) -> Vec<Tick> {
    let seen = typed.all("seen");
    let proofs = |code: &str| {
        let of = |s: &String| s.split_once('/').filter(|(c, _)| *c == code).map(|(_, key)| key.to_owned());
        seen.iter().filter_map(of).collect()
    };
    typed
        .all("met")
        .into_iter()
        .map(|code| Tick { proofs: proofs(&code), condition: code, met: true })
        .collect()
}
