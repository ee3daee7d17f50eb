//! A well-formed act of every name, with who does it.

use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::case::{Act, ActName, Objection, ReceiptStep, StateName};
use leye_domain::fact::FactValue;
use leye_domain::staff::{Actor, Role};

use super::world::{
    BUREAU, OFFICE, STATION, bureau_reviewer, clerk, findings, known, office_reviewer, staff,
};

fn private(text: &str) -> String {
    format!("{text} 密")
}

fn reasons() -> Vec<String> {
    vec![private("the certificate is not legible"), private("the register is missing")]
}

/// Well-formed acts of this name, each with what sets it apart from the others; none for
/// `submit`, which is no act on a case.
pub fn acts_of(name: ActName, today: Date) -> Vec<(&'static str, Act)> {
    match name {
        ActName::SupplyCorrection => [("", false), (" (materials changed)", true)]
            .map(|(label, materials_changed)| {
                let representative = None;
                (label, Act::SupplyCorrection { materials: reasons(), materials_changed, representative })
            })
            .into(),
        ActName::SettleObjection => [(" (upheld)", true), (" (dismissed)", false)]
            .map(|(label, upheld)| (label, Act::SettleObjection { upheld, finding: private("asked around") }))
            .into(),
        _ => act_of(name, today).map(|act| ("", act)).into_iter().collect(),
    }
}

/// A well-formed act of this name; the objection is dismissed.
pub fn act_of(name: ActName, today: Date) -> Option<Act> {
    Some(match name {
        ActName::Submit => return None,
        ActName::Take => Act::Take,
        ActName::Accept => Act::Accept,
        ActName::RequestCorrection => Act::RequestCorrection { faults: reasons() },
        ActName::SupplyCorrection => {
            Act::SupplyCorrection { materials: reasons(), materials_changed: false, representative: None }
        }
        ActName::PassInitialReview => {
            let (findings, note) = (findings("C1.1"), private("seen at the counter"));
            Act::PassInitialReview { findings, departure: String::new(), note }
        }
        ActName::FailInitialReview => Act::FailInitialReview { reasons: reasons() },
        ActName::CompleteForm => Act::CompleteForm { signed_on: today },
        ActName::PostNotice => Act::PostNotice {
            place: "the board at the door".to_owned(),
            photo: "board.jpg".to_owned(),
            facts_changed: private("the category"),
        },
        ActName::RaiseObjection => Act::RaiseObjection(Objection {
            name: private("a neighbour"),
            contact: private("telephone"),
            text: private("has a job"),
        }),
        ActName::SettleObjection => {
            Act::SettleObjection { upheld: false, finding: private("no job was found") }
        }
        ActName::CloseNotice => Act::CloseNotice,
        ActName::RecordEntry => Act::RecordEntry { receipt: None },
        ActName::Forward => Act::Forward,
        _ => return upper_act(name, today),
    })
}

fn upper_act(name: ActName, today: Date) -> Option<Act> {
    Some(match name {
        ActName::PassSecondReview => Act::PassSecondReview {
            findings: findings("C1.1"),
            departure: String::new(),
            receipt: Some("JB-2".to_owned()),
            note: private("complete"),
        },
        ActName::ReturnToStation => Act::ReturnToStation { reasons: reasons() },
        ActName::Refuse => Act::Refuse { reasons: reasons() },
        ActName::Confirm => Act::Confirm {
            findings: findings("C1.1"),
            departure: String::new(),
            category: "C1.1".to_owned(),
            receipt: Some("JB-3".to_owned()),
            note: String::new(),
        },
        ActName::ReturnToOffice => Act::ReturnToOffice { reasons: reasons() },
        ActName::AnnotateCertificate => {
            Act::AnnotateCertificate { certificate: private("certificate"), category: "C1.1".to_owned() }
        }
        ActName::ReceiveBack => Act::ReceiveBack,
        ActName::HandBack => {
            Act::HandBack { signed_by: private("the applicant"), signed_on: today, representative: None }
        }
        ActName::Extend => Act::Extend { days: 2, reason: private("the register is being rebuilt") },
        ActName::Withdraw => Act::Withdraw { reason: private("found work"), representative: None },
        ActName::RecordReceipt => Act::RecordReceipt { step: ReceiptStep::Entry, number: "JB-1".to_owned() },
        ActName::RecordFacts => {
            let mut known = known();
            known.facts.insert("seen".to_owned(), FactValue::Day(today));
            Act::RecordFacts { known, reason: private("the register says so") }
        }
        ActName::DeemAccepted => Act::DeemAccepted,
        ActName::Lapse => Act::Lapse,
        _ => return None,
    })
}

/// Who does such an act while the case is in this state.
pub fn actor_for(name: ActName, state: StateName) -> Actor {
    match (name, state.level()) {
        (ActName::DeemAccepted | ActName::Lapse | ActName::CloseNotice, _) => Actor::Service,
        (ActName::RaiseObjection, _) => Actor::Public,
        (ActName::Extend, Some(Level::Office)) => staff("office.head", Role::Head, OFFICE),
        (ActName::Extend, Some(Level::Bureau)) => staff("bureau.head", Role::Head, BUREAU),
        (ActName::Extend, _) => staff("station.head", Role::Head, STATION),
        (ActName::Take, Some(Level::Office)) => staff("office.colleague", Role::Reviewer, OFFICE),
        (ActName::Take, Some(Level::Bureau)) => staff("bureau.colleague", Role::Reviewer, BUREAU),
        (ActName::Take, _) => staff("station.colleague", Role::Clerk, STATION),
        (ActName::PassSecondReview | ActName::ReturnToStation, _) => office_reviewer(),
        (ActName::Confirm | ActName::ReturnToOffice | ActName::AnnotateCertificate, _) => bureau_reviewer(),
        _ => clerk(),
    }
}
