//! What is wrong with what was typed about a person: every fault at once, by field.

use jiff::civil::Date;
use leye_domain::applicant::Details;
use leye_domain::person::{PersonName, Phone, ResidentNumber};

use crate::error::FieldFault;

/// The longest text that a free field of a person takes, in characters.
const LONGEST: usize = 200;
/// More relatives than any household has.
const MOST_RELATIVES: usize = 20;

/// Every fault of the details; codes are keys of the words.
pub fn faults(details: &Details, today: Date) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    match ResidentNumber::parse(&details.number, today) {
        Err(problem) => faults.push(FieldFault::new("number", problem.code())),
        Ok(number) if number.sex() != details.retirement_class.sex() => {
            faults.push(FieldFault::new("retirement_class", "class-does-not-fit-sex"));
        }
        Ok(_) => {}
    }
    if let Err(problem) = PersonName::parse(&details.name) {
        faults.push(FieldFault::new("name", problem.code()));
    }
    if let Some(problem) = Some(&details.phone).filter(|p| !p.is_empty()).and_then(|p| Phone::parse(p).err())
    {
        faults.push(FieldFault::new("phone", problem.code()));
    }
    for (field, text) in [("address", &details.address), ("certificate", &details.certificate)] {
        faults.extend(text_fault(field, text));
    }
    faults.extend(household_faults(details, today));
    faults
}

/// What is wrong with a free text: too long, or with control characters.
pub(crate) fn text_fault(field: &str, text: &str) -> Option<FieldFault> {
    if text.chars().count() > LONGEST {
        return Some(FieldFault::new(field, "too-long"));
    }
    text.chars().any(char::is_control).then(|| FieldFault::new(field, "control-characters"))
}

fn household_faults(details: &Details, today: Date) -> Vec<FieldFault> {
    if details.household.len() > MOST_RELATIVES {
        return vec![FieldFault::new("household", "too-many")];
    }
    let mut faults = Vec::new();
    for (at, relative) in (1..).zip(&details.household) {
        if let Err(problem) = PersonName::parse(&relative.name) {
            faults.push(FieldFault::new(&format!("relative_{at}_name"), problem.code()));
        }
        if relative.relation.trim().is_empty() {
            faults.push(FieldFault::new(&format!("relative_{at}_relation"), "missing"));
        }
        faults.extend(text_fault(&format!("relative_{at}_relation"), &relative.relation));
        let number = Some(&relative.number).filter(|n| !n.is_empty());
        if let Some(problem) = number.and_then(|n| ResidentNumber::parse(n, today).err()) {
            faults.push(FieldFault::new(&format!("relative_{at}_number"), problem.code()));
        }
    }
    faults
}
