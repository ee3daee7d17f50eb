//! What the rules compute for a case: the ruling that a review has before it, and how it
//! changed since the application.
//!
//! A case is judged as of the day on which it was filed, by what is known of the person now:
//! nobody loses a right because the service took its time (C1, and the definitions of the ten
//! categories, which speak of the day of the application).

mod differ;
mod known;
mod receipt;

use jiff::civil::Date;
use leye_domain::case::{Act, Case, Ruled};
use leye_domain::fact::KnownFacts;
use leye_rules::Ruling;

pub use differ::{FactChange, RulingFile, TruthChange};
pub(crate) use known::from_register;
pub use known::{asked_of_applicant, asked_of_member, faults, from_card, read};
pub use receipt::{RECEIPT_KIND, Receipt, ReceiptFault, SignedReceipt, reviewed, verify};
pub(crate) use receipt::{ReceiptSignature, check_signature};

use crate::App;
use crate::error::AppError;

impl App {
    /// The ruling on somebody of whom this is known, on a day, with its whole trace. What the
    /// rules of that day do not know as a fact is left out.
    ///
    /// # Errors
    /// [`AppError::Rules`] on a day on which the pack is not in force, with its dates.
    pub fn ruling(&self, known: &KnownFacts, on: Date) -> Result<Ruling, AppError> {
        let known = known::understood(&self.rules.pack_on(on), known);
        let ruling = self.rules.engines_on(on).evaluate(&known.facts, &known.household, on);
        ruling.map_err(|error| AppError::Rules(error.to_string()))
    }

    /// The ruling on a case as it stands.
    ///
    /// # Errors
    /// As [`App::ruling`].
    pub fn ruling_of(&self, case: &Case) -> Result<Ruling, AppError> {
        self.ruling(&case.known(), case.submitted_on)
    }

    /// The ruling that a review decides beside; none for other acts.
    pub(crate) fn ruled(&self, case: &Case, act: &Act) -> Result<Option<Ruled>, AppError> {
        if !act.name().decides_on_ruling() {
            return Ok(None);
        }
        let known = known::understood(&self.rules.pack_on(case.submitted_on), &case.known());
        Ok(Some(ruled(&self.ruling(&known, case.submitted_on)?, known)))
    }
}

fn ruled(ruling: &Ruling, facts: KnownFacts) -> Ruled {
    let general = ruling.general.iter().map(|judged| (judged.condition.to_string(), judged.holds));
    let categories = ruling.categories.iter().map(|category| (category.code.to_string(), category.holds));
    Ruled {
        on: ruling.on,
        pack: ruling.pack.id.to_string(),
        pack_hash: ruling.pack.hash.to_string(),
        engine: ruling.engine.clone(),
        facts_hash: ruling.facts_hash.clone(),
        facts,
        verdict: ruling.ruling.as_str().to_owned(),
        holds: general.chain(categories).collect(),
        trace: receipt::pack_text(&ruling.to_json()),
    }
}
