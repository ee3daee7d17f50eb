//! From what was typed to an act: parsed at the door, every fault at once.

use leye_app::{App, FieldFault};
use leye_domain::case::{Act, ActName, Objection, OnBehalf, ReceiptStep};

use super::{known, representative, ticks};
use crate::form::Typed;

/// More characters than any field of an act needs.
const LONGEST: usize = 4_000;

/// Reads an act.
pub(crate) fn read(app: &App, name: ActName, typed: &Typed) -> Result<Act, Vec<FieldFault>> {
    let mut reader = Reader { app, typed, faults: Vec::new() };
    let act = reader.act(name);
    match act {
        Some(act) if reader.faults.is_empty() => Ok(act),
        _ if reader.faults.is_empty() => Err(vec![FieldFault::new("", "unknown-act")]),
        _ => Err(reader.faults),
    }
}

struct Reader<'a> {
    app: &'a App,
    typed: &'a Typed,
    faults: Vec<FieldFault>,
}

impl Reader<'_> {
    fn act(&mut self, name: ActName) -> Option<Act> {
        Some(match name {
            ActName::Take => Act::Take,
            ActName::Accept => Act::Accept,
            ActName::CloseNotice => Act::CloseNotice,
            ActName::Forward => Act::Forward,
            ActName::ReceiveBack => Act::ReceiveBack,
            ActName::RequestCorrection => Act::RequestCorrection { faults: self.lines("faults") },
            ActName::SupplyCorrection => Act::SupplyCorrection {
                materials: self.lines("materials"),
                materials_changed: self.typed.ticked("materials_changed"),
                representative: self.representative(),
            },
            ActName::FailInitialReview => Act::FailInitialReview { reasons: self.lines("reasons") },
            ActName::ReturnToStation => Act::ReturnToStation { reasons: self.lines("reasons") },
            ActName::ReturnToOffice => Act::ReturnToOffice { reasons: self.lines("reasons") },
            ActName::Refuse => Act::Refuse { reasons: self.lines("reasons") },
            ActName::CompleteForm => Act::CompleteForm { signed_on: self.day("signed_on")? },
            ActName::PostNotice => Act::PostNotice {
                place: self.text("place"),
                photo: self.text("photo"),
                facts_changed: self.optional("facts_changed"),
            },
            ActName::RaiseObjection => Act::RaiseObjection(self.objection()),
            ActName::SettleObjection => {
                Act::SettleObjection { upheld: self.choice("upheld") == "yes", finding: self.text("finding") }
            }
            ActName::Extend => Act::Extend { days: self.number("days"), reason: self.text("reason") },
            ActName::Withdraw => {
                Act::Withdraw { reason: self.text("reason"), representative: self.representative() }
            }
            _ => return self.later(name),
        })
    }

    fn later(&mut self, name: ActName) -> Option<Act> {
        Some(match name {
            ActName::PassInitialReview => {
                let findings = ticks::read(self.typed);
                let departure = self.optional("departure");
                Act::PassInitialReview { findings, departure, note: self.optional("note") }
            }
            ActName::RecordEntry => Act::RecordEntry { receipt: self.receipt() },
            ActName::PassSecondReview => Act::PassSecondReview {
                findings: ticks::read(self.typed),
                departure: self.optional("departure"),
                receipt: self.receipt(),
                note: self.optional("note"),
            },
            ActName::Confirm => Act::Confirm {
                findings: ticks::read(self.typed),
                departure: self.optional("departure"),
                category: self.choice("category"),
                receipt: self.receipt(),
                note: self.optional("note"),
            },
            ActName::AnnotateCertificate => Act::AnnotateCertificate {
                certificate: self.text("certificate"),
                category: self.choice("category"),
            },
            ActName::HandBack => self.hand_back()?,
            ActName::RecordReceipt => {
                let number = self.text("number_of_receipt");
                Act::RecordReceipt { step: self.step()?, number }
            }
            ActName::RecordFacts => self.facts()?,
            _ => return None,
        })
    }

    /// The members are those of the household's lines that the form showed.
    fn facts(&mut self) -> Option<Act> {
        let members: Vec<usize> = (1..=self.typed.all("member").len()).collect();
        match known::read(self.app, self.typed, &members) {
            Ok(known) => Some(Act::RecordFacts { known, reason: self.optional("reason") }),
            Err(faults) => {
                self.faults.extend(faults);
                None
            }
        }
    }

    fn fault(&mut self, field: &str, code: &str) {
        self.faults.push(FieldFault::new(field, code));
    }

    fn optional(&mut self, name: &str) -> String {
        let text = self.typed.text(name).to_owned();
        if text.chars().count() > LONGEST {
            self.fault(name, "too-long");
        }
        text
    }

    fn text(&mut self, name: &str) -> String {
        let text = self.optional(name);
        if text.is_empty() {
            self.fault(name, "missing");
        }
        text
    }

    fn lines(&mut self, name: &str) -> Vec<String> {
        self.text(name);
        self.typed.lines(name)
    }

    fn choice(&mut self, name: &str) -> String {
        let chosen = self.typed.text(name).to_owned();
        if chosen.is_empty() {
            self.fault(name, "not-chosen");
        }
        chosen
    }

    fn number(&mut self, name: &str) -> u16 {
        let number = self.typed.text(name).parse();
        if number.is_err() {
            self.fault(name, "not-a-number");
        }
        number.unwrap_or_default()
    }

    fn day(&mut self, name: &str) -> Option<jiff::civil::Date> {
        match self.typed.day(name) {
            Ok(Some(day)) => Some(day),
            Ok(None) => {
                self.fault(name, "missing");
                None
            }
            Err(()) => {
                self.fault(name, "impossible-date");
                None
            }
        }
    }

    /// Who fetches the papers signs for them, so that the name is typed once.
    fn hand_back(&mut self) -> Option<Act> {
        let representative = self.representative();
        let came = representative.as_ref().and_then(|on_behalf| on_behalf.who.get());
        let signed_by = came.map(|who| who.name.clone()).unwrap_or_else(|| self.text("signed_by"));
        Some(Act::HandBack { signed_by, signed_on: self.day("signed_on")?, representative })
    }

    fn representative(&mut self) -> Option<OnBehalf> {
        match representative::read(self.app, self.typed) {
            Ok(on_behalf) => on_behalf,
            Err(faults) => {
                self.faults.extend(faults);
                None
            }
        }
    }

    fn receipt(&mut self) -> Option<String> {
        Some(self.optional("receipt")).filter(|text| !text.is_empty())
    }

    fn step(&mut self) -> Option<ReceiptStep> {
        let chosen = self.choice("step");
        let steps = [ReceiptStep::Entry, ReceiptStep::SecondReview, ReceiptStep::Confirmation];
        steps.into_iter().find(|step| step.as_str() == chosen)
    }

    fn objection(&mut self) -> Objection {
        Objection { name: self.optional("name"), contact: self.optional("contact"), text: self.text("text") }
    }
}
