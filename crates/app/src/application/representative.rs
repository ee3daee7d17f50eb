//! Who comes for the applicant: every fault of what was typed, and whether they are not
//! the applicant after all.

use leye_domain::applicant::{Applicant, Details};
use leye_domain::case::{Act, ActName, Case, Event, OnBehalf, Representative};
use leye_domain::person::{PersonName, Phone, ResidentNumber};
use leye_domain::sealed::Sealed;

use super::read::TimelineEvent;
use crate::App;
use crate::error::{AppError, FieldFault};
use crate::person::text_fault;

/// Somebody who acted for the applicant, and what they did.
#[derive(Clone, Debug)]
pub struct Represented {
    /// What they did.
    pub act: ActName,
    /// When.
    pub at: jiff::Timestamp,
    /// Who; none once erased.
    pub who: Option<Representative>,
}

impl Represented {
    /// Everybody who acted for the applicant, oldest first.
    pub fn of(timeline: &[TimelineEvent]) -> Vec<Represented> {
        let one = |line: &TimelineEvent| {
            let act = match line.event {
                Event::ApplicationSubmitted { .. } => ActName::Submit,
                Event::CorrectionSupplied { .. } => ActName::SupplyCorrection,
                Event::ApplicationWithdrawn { .. } => ActName::Withdraw,
                _ => ActName::HandBack,
            };
            Some(Represented { act, at: line.at, who: line.event.on_behalf()?.who.get().cloned() })
        };
        timeline.iter().filter_map(one).collect()
    }
}

impl App {
    /// Somebody who comes for an applicant, as an act names them.
    ///
    /// # Errors
    /// Every fault of what was typed, by field: `representative_name`, `_number`, `_phone`,
    /// `_relation`, `_paper` and `_reference`.
    pub fn on_behalf(&self, given: &Representative) -> Result<OnBehalf, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut who = given.clone();
        match ResidentNumber::parse(&given.number, self.today()) {
            Ok(number) => who.number = number.as_str().to_owned(),
            Err(problem) => faults.push(FieldFault::new("representative_number", problem.code())),
        }
        match PersonName::parse(&given.name) {
            Ok(name) => who.name = name.as_str().to_owned(),
            Err(problem) => faults.push(FieldFault::new("representative_name", problem.code())),
        }
        match Some(given.phone.trim()).filter(|phone| !phone.is_empty()).map(Phone::parse) {
            Some(Ok(phone)) => who.phone = phone.as_str().to_owned(),
            Some(Err(problem)) => faults.push(FieldFault::new("representative_phone", problem.code())),
            None => who.phone.clear(),
        }
        let texts = [
            ("representative_relation", &mut who.relation),
            ("representative_reference", &mut who.paper.reference),
        ];
        for (field, text) in texts {
            *text = text.trim().to_owned();
            let fault = if text.is_empty() { Some(FieldFault::new(field, "missing")) } else { None };
            faults.extend(fault.or_else(|| text_fault(field, text)));
        }
        if !self.rules.pack().papers.iter().any(|paper| paper.key == given.paper.kind) {
            let code = if given.paper.kind.is_empty() { "not-chosen" } else { "unknown-paper" };
            faults.push(FieldFault::new("representative_paper", code));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(OnBehalf { identity: self.identity_hash(&who.number), who: Sealed::Open(who) })
    }

    /// An act that somebody signs or does for the applicant names who it is: papers are
    /// signed for by the applicant or by the representative who fetches them (C3.4), and
    /// nobody represents themselves.
    pub(super) async fn check_who_came(&self, case: &Case, act: &Act) -> Result<(), AppError> {
        if act.on_behalf().is_none() && !matches!(act, Act::HandBack { .. }) {
            return Ok(());
        }
        let row = self.store.person(case.person.county(), case.person.as_str()).await?;
        let person: Applicant = crate::read_json(row.ok_or(AppError::NotFound)?.body)?;
        // Nothing more is written about somebody whose data are erased; storage says so.
        let Sealed::Open(details) = person.details else { return Ok(()) };
        not_the_applicant(&details, act.on_behalf())?;
        match act {
            Act::HandBack { signed_by, representative, .. } => {
                signed_by_who_came(&details, signed_by, representative.as_ref())
            }
            _ => Ok(()),
        }
    }
}

/// The applicant does not come for themselves.
pub(super) fn not_the_applicant(details: &Details, on_behalf: Option<&OnBehalf>) -> Result<(), AppError> {
    let who = on_behalf.and_then(|on_behalf| on_behalf.who.get());
    if who.is_some_and(|who| who.number == details.number) {
        return Err(AppError::field("representative_number", "own-number"));
    }
    Ok(())
}

fn signed_by_who_came(
    details: &Details,
    signed_by: &str,
    on_behalf: Option<&OnBehalf>,
) -> Result<(), AppError> {
    let plain = |name: &str| name.split_whitespace().collect::<String>();
    // A blank signature is refused with the act itself.
    if plain(signed_by).is_empty() {
        return Ok(());
    }
    let (name, code) = match on_behalf.and_then(|on_behalf| on_behalf.who.get()) {
        Some(who) => (&who.name, "not-the-representative"),
        None => (&details.name, "not-the-applicant"),
    };
    if plain(name) == plain(signed_by) { Ok(()) } else { Err(AppError::field("signed_by", code)) }
}
