//! What a file says of a person, masked or whole.

use jiff::civil::Date;
use leye_app::App;
use leye_domain::applicant::{Applicant, Details, Relative};
use leye_domain::person::{Sex, completed_years, mask};

use crate::pages::application::reason::condition_title;
use crate::parts::Fact;
use crate::ui::{Ui, place};
use crate::words::Words;

/// How a fact is shown.
type Mask = fn(&str) -> String;

fn whole(text: &str) -> String {
    text.to_owned()
}

/// `女 · 47 歲`.
pub(super) fn about(words: Words, details: &Details, today: Date) -> String {
    let sex = details.sex().map(|sex| words.t(if sex == Sex::Male { "sex-m" } else { "sex-f" }));
    let age = details.born().map(|born| words.count("age-years", completed_years(born, today).into()));
    let parts: Vec<String> = [sex, age].into_iter().flatten().collect();
    parts.join(" · ")
}

/// The file with everything hidden that a passer-by should not read.
pub(super) fn masked(ui: &Ui, details: &Details) -> Vec<Fact> {
    facts(ui, details, [mask::number, mask::phone, mask::address, mask::generic])
}

/// The whole file.
pub(super) fn unmasked(ui: &Ui, details: &Details) -> Vec<Fact> {
    let mut facts = facts(ui, details, [whole; 4]);
    let born = details.born().map(|born| ui.words.date(born));
    facts.extend(born.map(|born| Fact { key: ui.t("person-born"), value: born, ..Fact::default() }));
    facts
}

fn facts(ui: &Ui, details: &Details, [number, phone, address, other]: [Mask; 4]) -> Vec<Fact> {
    let fact = |key: &str, value: String| {
        let value = if value.is_empty() { ui.t("person-not-given") } else { value };
        Fact { key: ui.t(key), value, ..Fact::default() }
    };
    let mut facts = vec![
        fact("field-number", number(&details.number)),
        fact("field-phone", phone(&details.phone)),
        fact("field-address", address(&details.address)),
        fact("field-certificate", other(&details.certificate)),
        fact("field-retirement-class", ui.t(&format!("class-{}", details.retirement_class.code()))),
    ];
    facts.extend(details.household.iter().map(|relative| relation(ui, relative, number)));
    facts
}

/// What was determined before, and the job in follow-up, as taken over from a register.
pub(super) fn taken(app: &App, ui: &Ui, person: &Applicant) -> Vec<Fact> {
    let fact = |key: &str, value: String| {
        let value = if value.is_empty() { ui.t("person-not-given") } else { value };
        Fact { key: ui.t(key), value, ..Fact::default() }
    };
    let mut facts = Vec::new();
    if let Some(taken) = &person.determination {
        facts.push(fact("person-determined-on", ui.words.date(taken.on)));
        let category = taken.category.get().map(|code| condition_title(app, ui.words, code));
        facts.extend(category.map(|title| fact("person-determined-as", title)));
        let certificate = taken.certificate.get().map(|number| mask::generic(number));
        facts.extend(certificate.map(|number| fact("field-certificate", number)));
        facts.push(fact("person-taken-from", place(app, ui.words, &taken.from)));
    }
    if let Some(job) = &person.employment {
        facts.push(fact("person-employed-since", ui.words.date(job.since)));
        let kind = format!("employment-{}", job.kind.as_str().replace('_', "-"));
        facts.push(fact("person-employment-kind", ui.t(&kind)));
        let employer = job.employer.get().filter(|name| !name.is_empty()).cloned();
        facts.extend(employer.map(|name| fact("person-employer", name)));
    }
    facts
}

fn relation(ui: &Ui, relative: &Relative, number: Mask) -> Fact {
    let note = (!relative.number.is_empty()).then(|| number(&relative.number));
    let key = ui.words.with("person-relative", &[("relation", relative.relation.clone())]);
    Fact { key, value: relative.name.clone(), note, ..Fact::default() }
}
