//! A well-formed act of every name, who does it, and the ways through a case.

use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::case::{Act, ActName, Case, Finding, Objection, ReceiptStep, StateName};
use leye_domain::fact::{FactValue, KnownFacts};
use leye_domain::policy::{Condition, Policy};
use leye_domain::staff::{Actor, Role, Staff};

use crate::cast::{bureau, clerk, head, office, own, staff};

/// Stands in every text that the acts below write about a person.
pub const PERSONAL: &str = "家境极贫";

/// The acts that lead a case through every open state and to its end. Before
/// `record_entry` the notice has to end.
pub const TOUR: [ActName; 17] = [
    ActName::RequestCorrection,
    ActName::SupplyCorrection,
    ActName::PassInitialReview,
    ActName::CompleteForm,
    ActName::PostNotice,
    ActName::RaiseObjection,
    ActName::SettleObjection,
    ActName::RecordEntry,
    ActName::Forward,
    ActName::ReturnToStation,
    ActName::Forward,
    ActName::PassSecondReview,
    ActName::Confirm,
    ActName::AnnotateCertificate,
    ActName::ReceiveBack,
    ActName::RecordReceipt,
    ActName::HandBack,
];

/// The plain way from acceptance to the end.
pub const PLAIN: [ActName; 11] = [
    ActName::Accept,
    ActName::PassInitialReview,
    ActName::CompleteForm,
    ActName::PostNotice,
    ActName::RecordEntry,
    ActName::Forward,
    ActName::PassSecondReview,
    ActName::Confirm,
    ActName::AnnotateCertificate,
    ActName::ReceiveBack,
    ActName::HandBack,
];

fn personal(text: &str) -> String {
    format!("{PERSONAL}: {text}")
}

fn reasons() -> Vec<String> {
    vec![personal("the register is missing")]
}

/// Ticks that carry a pass for one category, with every proof that is required.
pub fn findings(policy: &Policy, category: &str) -> Vec<Finding> {
    let of_category = policy.categories.iter().filter(|c| c.code == category);
    let finding = |condition: &Condition| Finding {
        condition: condition.code.clone(),
        met: Some(true),
        proofs: condition.proofs.iter().filter(|p| p.required).map(|p| p.key.clone()).collect(),
    };
    policy.general.iter().chain(of_category).map(finding).collect()
}

/// A well-formed act of this name; none for `submit`, which is no act on a case.
pub fn act_of(name: ActName, policy: &Policy, today: Date) -> Option<Act> {
    Some(match name {
        ActName::Submit => return None,
        ActName::Take => Act::Take,
        ActName::Accept => Act::Accept,
        ActName::RequestCorrection => Act::RequestCorrection { faults: reasons() },
        ActName::SupplyCorrection => {
            Act::SupplyCorrection { materials: reasons(), materials_changed: false, representative: None }
        }
        ActName::PassInitialReview => {
            let (findings, note) = (findings(policy, "C1.1"), personal("seen at the counter"));
            Act::PassInitialReview { findings, departure: personal("papers seen"), note }
        }
        ActName::FailInitialReview => Act::FailInitialReview { reasons: reasons() },
        ActName::CompleteForm => Act::CompleteForm { signed_on: today },
        ActName::PostNotice => Act::PostNotice {
            place: "the board at the door".to_owned(),
            photo: "board.jpg".to_owned(),
            facts_changed: personal("the category"),
        },
        ActName::RaiseObjection => Act::RaiseObjection(Objection {
            name: personal("a neighbour"),
            contact: personal("next door"),
            text: personal("has a job"),
        }),
        ActName::SettleObjection => {
            Act::SettleObjection { upheld: false, finding: personal("no job was found") }
        }
        ActName::CloseNotice => Act::CloseNotice,
        ActName::RecordEntry => Act::RecordEntry { receipt: None },
        ActName::Forward => Act::Forward,
        _ => return upper_act(name, policy, today),
    })
}

fn upper_act(name: ActName, policy: &Policy, today: Date) -> Option<Act> {
    Some(match name {
        ActName::PassSecondReview => Act::PassSecondReview {
            findings: findings(policy, "C1.1"),
            departure: personal("papers seen"),
            receipt: Some("JB-2".to_owned()),
            note: personal("complete"),
        },
        ActName::ReturnToStation => Act::ReturnToStation { reasons: reasons() },
        ActName::Refuse => Act::Refuse { reasons: reasons() },
        ActName::Confirm => Act::Confirm {
            findings: findings(policy, "C1.1"),
            departure: personal("papers seen"),
            category: "C1.1".to_owned(),
            receipt: Some("JB-3".to_owned()),
            note: personal("complete"),
        },
        ActName::ReturnToOffice => Act::ReturnToOffice { reasons: reasons() },
        ActName::AnnotateCertificate => {
            Act::AnnotateCertificate { certificate: personal("certificate"), category: "C1.1".to_owned() }
        }
        ActName::ReceiveBack => Act::ReceiveBack,
        ActName::HandBack => {
            Act::HandBack { signed_by: personal("the applicant"), signed_on: today, representative: None }
        }
        ActName::Extend => Act::Extend { days: 2, reason: personal("the register is being rebuilt") },
        ActName::Withdraw => Act::Withdraw { reason: personal("found work"), representative: None },
        ActName::RecordReceipt => Act::RecordReceipt { step: ReceiptStep::Entry, number: "JB-1".to_owned() },
        ActName::RecordFacts => {
            let employed = ("employed".to_owned(), FactValue::Flag(false));
            let known = KnownFacts { facts: [employed].into(), household: Vec::new() };
            Act::RecordFacts { known, reason: personal("asked at the counter") }
        }
        ActName::DeemAccepted => Act::DeemAccepted,
        ActName::Lapse => Act::Lapse,
        _ => return None,
    })
}

/// Who does such an act while the case is in this state.
pub fn actor_for(name: ActName, state: StateName) -> Actor {
    match name {
        ActName::RaiseObjection => Actor::Public,
        ActName::DeemAccepted | ActName::Lapse | ActName::CloseNotice => Actor::Service,
        ActName::Extend => Actor::Staff(head(state.level().unwrap_or(Level::Station))),
        ActName::PassSecondReview | ActName::ReturnToStation => Actor::Staff(office()),
        ActName::Confirm | ActName::ReturnToOffice | ActName::AnnotateCertificate => Actor::Staff(bureau()),
        ActName::Take => Actor::Staff(colleague(state)),
        _ => Actor::Staff(clerk()),
    }
}

/// Somebody else where the case lies.
fn colleague(state: StateName) -> Staff {
    let level = state.level().unwrap_or(Level::Station);
    staff(&format!("{}-colleague", level.as_str()), Role::Reviewer, own(level).as_str())
}

/// The names of the acts that exist in the state of the case.
pub fn existing(case: &Case) -> impl Iterator<Item = ActName> {
    let state = case.state();
    ActName::ALL.iter().copied().filter(move |name| name.exists_in(state))
}
