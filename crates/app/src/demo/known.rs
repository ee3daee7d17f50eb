//! What the counter knows of a resident of the demo: what carries the categories they claim,
//! and now and then something that nobody has asked yet.

use jiff::Span;
use jiff::civil::Date;
use leye_domain::applicant::Details;
use leye_domain::fact::{FactValue, Facts, KnownFacts};
use leye_domain::person::ResidentNumber;

use super::draw::Draw;

/// Of a hundred applications, so many in which a fact that a category needs is not known yet:
/// the ruling is unknown, and who passes it says why.
const IN_HUNDRED_OPEN: usize = 5;
/// The same for a fact that nothing needs.
const IN_HUNDRED_UNASKED: usize = 12;
/// Years of age of a child whose number was not brought.
const CHILD: i32 = 9;

/// The facts of somebody who claims these categories on a day; children are those under `of_age`
/// years, as the pack has it.
pub(super) fn known(
    draw: &Draw,
    details: &Details,
    claimed: &[String],
    (on, of_age): (Date, usize),
) -> KnownFacts {
    let claims = |code: &str| claimed.iter().any(|claimed| claimed == code);
    let mut facts = Facts::new();
    let mut say = |name: &str, value: FactValue| drop(facts.insert(name.to_owned(), value));
    for name in ["local_urban_registration", "able_to_work", "willing_to_work", "registered_unemployed"] {
        say(name, FactValue::Flag(true));
    }
    say("employed", FactValue::Flag(false));
    let days = if claims("C1.5") { draw.between(370, 900) } else { draw.between(30, 350) };
    let days = i64::try_from(days).unwrap_or_default();
    say("registered_unemployed_since", FactValue::Day(on.saturating_sub(Span::new().days(days))));
    say("worked_before", FactValue::Flag(claims("C1.5") || draw.in_hundred(70)));
    let grade = if claims("C1.3") { draw.between(1, 4) } else { 0 };
    say("disability_grade", FactValue::Whole(i64::try_from(grade).unwrap_or_default()));
    say("minimum_living_allowance", FactValue::Flag(claims("C1.4")));
    say("land_lost", FactValue::Flag(claims("C1.6")));
    say("other_hardship", FactValue::Flag(false));
    say("single_parent", FactValue::Flag(claims("C1.7")));
    if let Some(born) = youngest(details, on, of_age).or_else(|| claims("C1.7").then(|| aged(CHILD, on))) {
        say("youngest_child_born", FactValue::Day(born));
    }
    let honour = if claims("C1.8") { "city" } else { "none" };
    say("model_worker", FactValue::Word(honour.to_owned()));
    say("martyr_family", FactValue::Flag(claims("C1.9")));
    say("soldier_spouse", FactValue::Flag(claims("C1.10")));
    leave_out(draw, &mut facts, claimed);
    let member = |_: &_| member(!claims("C1.2") && draw.in_hundred(55));
    KnownFacts { facts, household: details.household.iter().map(member).collect() }
}

fn member(is_employed: bool) -> Facts {
    let flags = [("able_to_work", true), ("willing_to_work", true), ("employed", is_employed)];
    flags.map(|(name, flag)| (name.to_owned(), FactValue::Flag(flag))).into()
}

fn leave_out(draw: &Draw, facts: &mut Facts, claimed: &[String]) {
    let needed = match claimed.first().map(String::as_str) {
        Some("C1.5") => "registered_unemployed_since",
        Some("C1.4") => "minimum_living_allowance",
        Some("C1.3") => "disability_grade",
        _ => "registered_unemployed",
    };
    if draw.in_hundred(IN_HUNDRED_OPEN) {
        facts.remove(needed);
    } else if draw.in_hundred(IN_HUNDRED_UNASKED) {
        facts.remove("martyr_family");
        facts.remove("model_worker");
    }
}

fn aged(years: i32, on: Date) -> Date {
    on.saturating_sub(Span::new().years(years))
}

/// The birth of the youngest of the household who is not of age.
fn youngest(details: &Details, on: Date, of_age: usize) -> Option<Date> {
    let since = aged(i32::try_from(of_age).unwrap_or_default(), on);
    let numbers = details.household.iter().filter_map(|r| ResidentNumber::from_stored(&r.number).ok());
    numbers.map(|number| number.born()).filter(|born| *born > since).max()
}
