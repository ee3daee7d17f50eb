//! What a register says of a person.

use jiff::civil::Date;
use leye_domain::applicant::{Details, Relative};
use leye_domain::person::{PersonName, Phone, ResidentNumber, RetirementClass, Sex};

use super::sheet::Mark;
use super::table::{Line, RowFaults};
use super::text::{clean, half_width, has_han, looks_lost, lost_digits, one_line};
use super::vocabulary::WORDS;
use crate::person;

/// Reads the columns that describe a person; every fault of theirs is told. Without faults
/// the details are whole.
pub(crate) fn details(line: &Line<'_>, today: Date, faults: &mut RowFaults) -> Option<Details> {
    let number = number(line, today, faults);
    let name = name(line, faults);
    let class = class(line, number.as_ref(), faults);
    let phone = phone(line, faults);
    let household = household(line, faults);
    let details = Details {
        number: number?.as_str().to_owned(),
        name: name?,
        phone: phone?,
        address: one_line(line.text("address")),
        retirement_class: class?,
        certificate: one_line(line.text("certificate")),
        household: household?,
    };
    for fault in person::faults(&details, today) {
        let field = match fault.field.as_str() {
            "retirement_class" => "class",
            field if field.starts_with("relative_") => "household",
            field => field,
        };
        faults.push(line.fault(field, &fault.code));
    }
    if lost_digits(line.text("certificate"), line.mark("certificate")) {
        faults.push(line.fault("certificate", "number-lost-digits"));
    }
    Some(details)
}

/// The number in its normal form, by which rows of one person are known.
pub(crate) fn key(line: &Line<'_>) -> Option<String> {
    let unmerged = line.mark("number") != Some(Mark::Merged);
    let number = ResidentNumber::from_stored(line.text("number")).ok().filter(|_| unmerged);
    number.map(|number| number.as_str().to_owned())
}

fn number(line: &Line<'_>, today: Date, faults: &mut RowFaults) -> Option<ResidentNumber> {
    let (text, mark) = (line.text("number"), line.mark("number"));
    if mark == Some(Mark::Merged) {
        faults.push(line.fault("number", "merged-identity"));
        return None;
    }
    let code = match ResidentNumber::parse(text, today) {
        Ok(number) if !lost_digits(text, mark) => return Some(number),
        _ if lost_digits(text, mark) => "number-lost-digits",
        Err(_) if looks_lost(text) => "number-lost-digits",
        _ if has_han(text) && !has_many_digits(text) => "number-is-name",
        Ok(_) => return None,
        Err(problem) => problem.code(),
    };
    faults.push(line.fault("number", code));
    None
}

fn has_many_digits(text: &str) -> bool {
    half_width(text).bytes().filter(u8::is_ascii_digit).count() >= 6
}

fn name(line: &Line<'_>, faults: &mut RowFaults) -> Option<String> {
    let text = line.text("name");
    if line.mark("name") == Some(Mark::Merged) {
        faults.push(line.fault("name", "merged-identity"));
        return None;
    }
    let code = if ResidentNumber::from_stored(text).is_ok() || lost_digits(text, line.mark("name")) {
        "name-is-number"
    } else if Phone::parse(text).is_ok() {
        "name-is-phone"
    } else {
        match PersonName::parse(text) {
            Ok(name) => return Some(name.as_str().to_owned()),
            Err(problem) => problem.code(),
        }
    };
    faults.push(line.fault("name", code));
    None
}

/// A man's class follows from the number; a woman's from her post, which must be written.
fn class(
    line: &Line<'_>,
    number: Option<&ResidentNumber>,
    faults: &mut RowFaults,
) -> Option<RetirementClass> {
    let text = line.text("class");
    let sex = number.map(ResidentNumber::sex);
    if let Some(class) = WORDS.class(text).and_then(|code| code.parse::<RetirementClass>().ok()) {
        // Workers and cadres are of both sexes; a man's class is one.
        let by_post = sex == Some(Sex::Male) && !text.starts_with(WOMAN) && !text.starts_with("female");
        return Some(if by_post { RetirementClass::Male } else { class });
    }
    let code = match (text.is_empty() || text == WOMAN, sex) {
        (true, Some(Sex::Male)) if text.is_empty() => return Some(RetirementClass::Male),
        // Without a readable number the fault of the number is enough.
        (true, None) => return None,
        (true, Some(_)) => "class-missing",
        (false, _) => "class-unknown",
    };
    faults.push(line.fault("class", code));
    None
}

/// 女
const WOMAN: &str = "\u{5973}";

fn phone(line: &Line<'_>, faults: &mut RowFaults) -> Option<String> {
    let text = line.text("phone");
    if text.is_empty() {
        return Some(String::new());
    }
    let code = match Phone::parse(text) {
        Ok(phone) => return Some(phone.as_str().to_owned()),
        Err(_) if ResidentNumber::from_stored(text).is_ok() => "phone-is-number",
        Err(_) if lost_digits(text, line.mark("phone")) => "number-lost-digits",
        Err(problem) => problem.code(),
    };
    faults.push(line.fault("phone", code));
    None
}

/// `name relation number`, one person after a semicolon or on a line of its own.
fn household(line: &Line<'_>, faults: &mut RowFaults) -> Option<Vec<Relative>> {
    let text = half_width(line.text("household"));
    let people = text.split([';', '\n']).map(clean).filter(|part| !part.is_empty());
    let relatives: Option<Vec<Relative>> = people.map(relative).collect();
    if relatives.is_none() {
        faults.push(line.fault("household", "household-form"));
    }
    relatives
}

fn relative(text: &str) -> Option<Relative> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | ':' | '\u{3001}'))
        .filter(|p| !p.is_empty())
        .collect();
    let (name, relation, number) = match parts[..] {
        [name, relation] => (name, relation, ""),
        [name, relation, number] => (name, relation, number),
        _ => return None,
    };
    Some(Relative { name: name.to_owned(), relation: relation.to_owned(), number: number.to_uppercase() })
}
