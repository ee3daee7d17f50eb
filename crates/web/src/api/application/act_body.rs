//! The bodies of the acts. A body is parsed here once; behind it stands the domain's own
//! act.

use jiff::civil::Date;
use leye_app::{App, FieldFault};
use leye_domain::case::{Act, Finding, Objection};
use leye_domain::fact::KnownFacts;
use serde::Deserialize;
use utoipa::ToSchema;

use super::act_parts::{FactsBody, StepBody, TickBody, known};
use super::representative::{RepresentativeBody, on_behalf};

/// An act on a case. `act` says which; the other members are what that act must carry.
/// Members that the act does not have are refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ActBody {
    /// Makes the case the caller's. The first act of somebody at the receiving agency
    /// does this by itself.
    #[schema(title = "take")]
    Take {},
    /// Accepts the application: `received` → `initial_review` (C3.1).
    #[schema(title = "accept")]
    Accept {},
    /// Asks the applicant, once and for everything that is missing, to correct or supply:
    /// → `correction` (C3.1).
    #[schema(title = "request_correction")]
    RequestCorrection {
        /// Everything that is missing or wrong, one entry each.
        #[schema(max_items = 50)]
        faults: Vec<String>,
    },
    /// The applicant supplied what was asked for: `correction` → `initial_review`.
    #[schema(title = "supply_correction")]
    SupplyCorrection {
        /// What was supplied.
        #[schema(max_items = 50)]
        materials: Vec<String>,
        /// Whether the applicant changed the materials beyond what was asked: then one
        /// more correction may be asked for.
        #[serde(default)]
        materials_changed: bool,
        /// Who does it for the applicant; left out when the applicant came.
        #[serde(default)]
        representative: Option<RepresentativeBody>,
    },
    /// Passes the initial review: → `form` (C3.1).
    #[schema(title = "pass_initial_review")]
    PassInitialReview {
        /// The proofs that were seen of every general condition and of at least one category.
        /// Whether a condition is met is computed, unless `met` says otherwise.
        #[schema(max_items = 40)]
        ticks: Vec<TickBody>,
        /// Why the review finds otherwise than the rules compute; needed where it does.
        #[serde(default)]
        #[schema(max_length = 2000)]
        departure: String,
        /// A note for the file.
        #[serde(default)]
        #[schema(max_length = 2000)]
        note: String,
    },
    /// Refuses in the initial review: → `refused` (C3.1).
    #[schema(title = "fail_initial_review")]
    FailInitialReview {
        /// The reasons, as the applicant is told them.
        #[schema(max_items = 50)]
        reasons: Vec<String>,
    },
    /// The provincial form is filled in and signed by the applicant: `form` → `posting`
    /// (C3.1).
    #[schema(title = "complete_form")]
    CompleteForm {
        /// Day of the signature.
        #[schema(value_type = String, format = Date)]
        signed_on: Date,
    },
    /// Posts the public notice: → `notice` (C3.2). From `returned` only where the facts
    /// that were posted have changed.
    #[schema(title = "post_notice")]
    PostNotice {
        /// Where it hangs.
        #[schema(max_length = 200)]
        place: String,
        /// Name or number of the photo that shows it.
        #[schema(max_length = 200)]
        photo: String,
        /// Which of the posted facts have changed; needed from `returned` only.
        #[serde(default)]
        #[schema(max_length = 2000)]
        facts_changed: String,
    },
    /// Takes down an objection to the notice: → `objection`; the notice period stands
    /// still (C3.2).
    #[schema(title = "raise_objection")]
    RaiseObjection {
        /// Who objects; may be left out.
        #[serde(default)]
        #[schema(max_length = 100)]
        name: String,
        /// How to reach them; may be left out.
        #[serde(default)]
        #[schema(max_length = 100)]
        contact: String,
        /// What they object to.
        #[schema(max_length = 2000)]
        text: String,
    },
    /// Settles the objection: upheld → `refused`, else → `notice` with the days that
    /// were left (C3.2).
    #[schema(title = "settle_objection")]
    SettleObjection {
        /// Whether the objection is right.
        upheld: bool,
        /// What the inquiry found.
        #[schema(max_length = 2000)]
        finding: String,
    },
    /// Closes the notice once its period has ended: → `entry` (C3.2). It also closes by
    /// itself.
    #[schema(title = "close_notice")]
    CloseNotice {},
    /// Records the entry into the Golden Insurance system (C3.2).
    #[schema(title = "record_entry")]
    RecordEntry {
        /// Number of the receipt; left out while the exchange has not brought it.
        #[serde(default)]
        #[schema(max_length = 100)]
        receipt: Option<String>,
    },
    /// Sends the case on to the office: → `second_review` (C3.2).
    #[schema(title = "forward")]
    Forward {},
    /// Passes the second review: → `confirmation` (C3.3).
    #[schema(title = "pass_second_review")]
    PassSecondReview {
        /// The proofs that were seen of every general condition and of at least one category.
        /// Whether a condition is met is computed, unless `met` says otherwise.
        #[schema(max_items = 40)]
        ticks: Vec<TickBody>,
        /// Why the review finds otherwise than the rules compute; needed where it does.
        #[serde(default)]
        #[schema(max_length = 2000)]
        departure: String,
        /// Number of the receipt; left out while the exchange has not brought it.
        #[serde(default)]
        #[schema(max_length = 100)]
        receipt: Option<String>,
        /// A note for the file.
        #[serde(default)]
        #[schema(max_length = 2000)]
        note: String,
    },
    /// Sends the case back to the station: → `returned` (C3.3).
    #[schema(title = "return_to_station")]
    ReturnToStation {
        /// Why.
        #[schema(max_items = 50)]
        reasons: Vec<String>,
    },
    /// Refuses a case that the office sent back: `returned` → `refused` (C3.3).
    #[schema(title = "refuse")]
    Refuse {
        /// The reasons, as the applicant is told them.
        #[schema(max_items = 50)]
        reasons: Vec<String>,
    },
    /// Confirms: → `annotation` (C3.4).
    #[schema(title = "confirm")]
    Confirm {
        /// The proofs that were seen of every general condition and of at least one category.
        /// Whether a condition is met is computed, unless `met` says otherwise.
        #[schema(max_items = 40)]
        ticks: Vec<TickBody>,
        /// Why the review finds otherwise than the rules compute; needed where it does.
        #[serde(default)]
        #[schema(max_length = 2000)]
        departure: String,
        /// The main category for the certificate, one of those ticked: `C1.1` to `C1.10`.
        #[schema(max_length = 10)]
        category: String,
        /// Number of the receipt; left out while the exchange has not brought it.
        #[serde(default)]
        #[schema(max_length = 100)]
        receipt: Option<String>,
        /// A note for the file.
        #[serde(default)]
        #[schema(max_length = 2000)]
        note: String,
    },
    /// Sends the case back to the office: → `second_review` with a fresh clock (C3.4).
    #[schema(title = "return_to_office")]
    ReturnToOffice {
        /// Why.
        #[schema(max_items = 50)]
        reasons: Vec<String>,
    },
    /// Annotates the certificate, under the caller's name seal: → `papers_back` (C3.4).
    #[schema(title = "annotate_certificate")]
    AnnotateCertificate {
        /// Number of the registration certificate.
        #[schema(max_length = 100)]
        certificate: String,
        /// The type written into it: the category that was confirmed.
        #[schema(max_length = 10)]
        category: String,
    },
    /// The station has the papers back from the bureau (C3.4).
    #[schema(title = "receive_back")]
    ReceiveBack {},
    /// Hands the papers to the person: → `completed` (C3.4).
    #[schema(title = "hand_back")]
    HandBack {
        /// Who signed for them: the applicant, or the representative who fetches them.
        #[schema(max_length = 100)]
        signed_by: String,
        /// Day of the signature.
        #[schema(value_type = String, format = Date)]
        signed_on: Date,
        /// Who does it for the applicant; left out when the applicant came.
        #[serde(default)]
        representative: Option<RepresentativeBody>,
    },
    /// Extends the running time limit; by the head of the agency, before it is over.
    #[schema(title = "extend")]
    Extend {
        /// How many more days, in the unit of the limit.
        #[schema(minimum = 1, maximum = 3650)]
        days: u16,
        /// Why, as the applicant is told.
        #[schema(max_length = 2000)]
        reason: String,
    },
    /// The applicant withdraws, possible until confirmation: → `withdrawn`.
    #[schema(title = "withdraw")]
    Withdraw {
        /// What the applicant said.
        #[schema(max_length = 2000)]
        reason: String,
        /// Who does it for the applicant; left out when the applicant came.
        #[serde(default)]
        representative: Option<RepresentativeBody>,
    },
    /// Says anew what is known of the applicant and the household (C1). Only at the station.
    #[schema(title = "record_facts")]
    RecordFacts {
        /// All that is known of the applicant, by the names of the facts of the rules
        /// (`employed`, `disability_grade`, …); what is left out or null is not known.
        #[schema(value_type = Object)]
        facts: FactsBody,
        /// The same for each other member of the household, in the order of the file.
        #[serde(default)]
        #[schema(value_type = Vec<Object>, max_items = 40)]
        household: Vec<FactsBody>,
        /// Why; needed where something was said otherwise before.
        #[serde(default)]
        #[schema(max_length = 2000)]
        reason: String,
    },
    /// Brings the number of a receipt that was pending.
    #[schema(title = "record_receipt")]
    RecordReceipt {
        /// Of which step.
        step: StepBody,
        /// The number as the Golden Insurance system gave it.
        #[schema(max_length = 100)]
        number: String,
    },
}

fn findings(bodies: Vec<TickBody>) -> Vec<Finding> {
    bodies.into_iter().map(Finding::from).collect()
}

impl ActBody {
    /// The act.
    ///
    /// # Errors
    /// Every fault of who does it for the applicant.
    pub(super) fn act(self, app: &App) -> Result<Act, Vec<FieldFault>> {
        use ActBody as B;
        Ok(match self {
            B::SupplyCorrection { materials, materials_changed, representative } => {
                let representative = on_behalf(app, representative)?;
                Act::SupplyCorrection { materials, materials_changed, representative }
            }
            B::HandBack { signed_by, signed_on, representative } => {
                Act::HandBack { signed_by, signed_on, representative: on_behalf(app, representative)? }
            }
            B::Withdraw { reason, representative } => {
                Act::Withdraw { reason, representative: on_behalf(app, representative)? }
            }
            B::RecordFacts { facts, household, reason } => {
                Act::RecordFacts { known: known(app, facts, household)?, reason }
            }
            other => other.own_act(),
        })
    }

    /// An act that nobody does for the applicant.
    fn own_act(self) -> Act {
        use ActBody as B;
        match self {
            B::Take {} => Act::Take,
            B::Accept {} => Act::Accept,
            B::RequestCorrection { faults } => Act::RequestCorrection { faults },
            B::SupplyCorrection { materials, materials_changed, .. } => {
                Act::SupplyCorrection { materials, materials_changed, representative: None }
            }
            B::PassInitialReview { ticks, departure, note } => {
                Act::PassInitialReview { findings: findings(ticks), departure, note }
            }
            B::FailInitialReview { reasons } => Act::FailInitialReview { reasons },
            B::CompleteForm { signed_on } => Act::CompleteForm { signed_on },
            B::PostNotice { place, photo, facts_changed } => Act::PostNotice { place, photo, facts_changed },
            B::RaiseObjection { name, contact, text } => {
                Act::RaiseObjection(Objection { name, contact, text })
            }
            B::SettleObjection { upheld, finding } => Act::SettleObjection { upheld, finding },
            B::CloseNotice {} => Act::CloseNotice,
            B::RecordEntry { receipt } => Act::RecordEntry { receipt },
            B::Forward {} => Act::Forward,
            B::PassSecondReview { ticks, departure, receipt, note } => {
                Act::PassSecondReview { findings: findings(ticks), departure, receipt, note }
            }
            B::ReturnToStation { reasons } => Act::ReturnToStation { reasons },
            B::Refuse { reasons } => Act::Refuse { reasons },
            B::Confirm { ticks, departure, category, receipt, note } => {
                Act::Confirm { findings: findings(ticks), departure, category, receipt, note }
            }
            B::ReturnToOffice { reasons } => Act::ReturnToOffice { reasons },
            B::AnnotateCertificate { certificate, category } => {
                Act::AnnotateCertificate { certificate, category }
            }
            B::ReceiveBack {} => Act::ReceiveBack,
            B::HandBack { signed_by, signed_on, .. } => {
                Act::HandBack { signed_by, signed_on, representative: None }
            }
            B::Extend { days, reason } => Act::Extend { days, reason },
            B::Withdraw { reason, .. } => Act::Withdraw { reason, representative: None },
            // Read where the rules are at hand.
            B::RecordFacts { reason, .. } => Act::RecordFacts { known: KnownFacts::default(), reason },
            B::RecordReceipt { step, number } => Act::RecordReceipt { step: step.into(), number },
        }
    }
}
