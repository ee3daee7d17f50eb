//! The form in which a job is written down, and what it shows of one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leye_app::FieldFault;
use leye_app::employer::EmployerQuery;
use leye_domain::employment::{Contract, Insurance, Job, JobFacts, JobKind, Workplace};

use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Choices, DateField, Fact, Field, Maker};
use crate::ui::Ui;

/// The most that somebody earns in a month, in fen: above it a digit too many was typed.
const MOST_PAY: u64 = 100_000_000;

/// The fields of the form.
pub(super) struct Form {
    pub kind: Choices,
    pub employer: Field,
    pub work: Field,
    pub start: DateField,
    pub contract: Choices,
    pub until: DateField,
    pub insurance: Choices,
    pub pay: Field,
    pub alone: Choices,
}

impl Form {
    pub(super) fn of(ui: &Ui, typed: &Typed, faults: &[FieldFault]) -> Form {
        let maker = Maker { words: ui.words, typed, faults };
        let labelled = |words: &[&str], key: &str| -> Vec<(String, String)> {
            words
                .iter()
                .map(|word| ((*word).to_owned(), ui.t(&format!("{key}-{}", word.replace('_', "-")))))
                .collect()
        };
        let kinds: Vec<&str> = JobKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let insurance: Vec<&str> = Insurance::ALL.iter().map(|one| one.as_str()).collect();
        let pay = maker.text("job-pay", false);
        Form {
            kind: maker.choices("job-kind", true, &labelled(&kinds, "job-kind")),
            employer: maker.text("job-employer", true),
            work: maker.text("job-work", false),
            start: maker.day("job-start"),
            contract: maker.choices(
                "job-contract",
                true,
                &labelled(&["none", "open", "until"], "job-contract"),
            ),
            until: DateField { required: false, ..maker.day("job-until") },
            insurance: maker.choices("job-insurance", false, &labelled(&insurance, "job-insurance")),
            pay: Field { inputmode: "decimal", width: "10", ..pay },
            alone: maker.choices("job-alone", true, &labelled(&["yes", "no"], "work")),
        }
    }
}

/// What a form begins with that corrects a job.
pub(super) fn typed_of(facts: &JobFacts, workplace: &str) -> Typed {
    let mut typed = Typed::default();
    typed.set("job-kind", facts.kind.as_str());
    typed.set("job-employer", workplace);
    typed.set("job-work", facts.work.get().cloned().unwrap_or_default());
    set_day(&mut typed, "job-start", facts.start);
    let contract = match facts.contract.get() {
        Some(Contract::Open) => "open",
        Some(Contract::Until(day)) => {
            set_day(&mut typed, "job-until", *day);
            "until"
        }
        Some(Contract::None) | None => "none",
    };
    typed.set("job-contract", contract);
    for one in facts.insurance.get().into_iter().flatten() {
        typed.add("job-insurance", one.as_str());
    }
    if let Some(Some(fen)) = facts.pay.get() {
        typed.set("job-pay", yuan(*fen));
    }
    typed.set("job-alone", if facts.lives_alone.get() == Some(&true) { "yes" } else { "no" });
    typed
}

pub(super) fn set_day(typed: &mut Typed, name: &str, day: Date) {
    typed.set(&format!("{name}-year"), day.year().to_string());
    typed.set(&format!("{name}-month"), day.month().to_string());
    typed.set(&format!("{name}-day"), day.day().to_string());
}

/// Reads the form; every fault at once.
pub(super) async fn read(me: &SignedIn, typed: &Typed) -> Result<Result<JobFacts, Vec<FieldFault>>, Fault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, code: &str| faults.push(FieldFault::new(field, code));
    let kind = JobKind::parse(typed.text("job-kind"));
    if kind.is_none() {
        fault("job-kind", "not-chosen");
    }
    let employer = typed.text("job-employer");
    if employer.is_empty() && kind.is_some_and(JobKind::has_employer) {
        fault("job-employer", "missing");
    }
    let start = day(typed, "job-start", &mut fault);
    let contract = match typed.text("job-contract") {
        "none" => Some(Contract::None),
        "open" => Some(Contract::Open),
        "until" => day(typed, "job-until", &mut fault).map(Contract::Until),
        _ => {
            fault("job-contract", "not-chosen");
            None
        }
    };
    let pay = match typed.text("job-pay") {
        "" => Some(None),
        text => fen(text).map(Some),
    };
    if pay.is_none() {
        fault("job-pay", "no-amount");
    }
    let alone = match typed.text("job-alone") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            fault("job-alone", "not-chosen");
            None
        }
    };
    let insurance: BTreeSet<_> =
        typed.all("job-insurance").iter().filter_map(|word| Insurance::parse(word)).collect();
    let (Some(kind), Some(start), Some(contract), Some(pay), Some(alone), true) =
        (kind, start, contract, pay, alone, faults.is_empty())
    else {
        return Ok(Err(faults));
    };
    let workplace = if kind.has_employer() { Some(workplace(me, employer).await?) } else { None };
    Ok(Ok(JobFacts {
        kind,
        workplace: workplace.into(),
        work: typed.text("job-work").to_owned().into(),
        start,
        contract: contract.into(),
        insurance: insurance.into(),
        pay: pay.into(),
        lives_alone: alone.into(),
    }))
}

pub(super) fn day(typed: &Typed, name: &str, fault: &mut impl FnMut(&str, &str)) -> Option<Date> {
    match typed.day(name) {
        Ok(Some(day)) => return Some(day),
        Ok(None) => fault(name, "missing"),
        Err(()) => fault(name, "no-such-day"),
    }
    None
}

/// An employer of the county whose credit code or whole name was typed, else the name as it is.
async fn workplace(me: &SignedIn, text: &str) -> Result<Workplace, Fault> {
    let query = EmployerQuery { text: text.to_owned(), after: None };
    let (found, _) = me.web.app.employers(me.staff(), &query).await.map_err(|error| me.fault(error))?;
    let same = |code: &str, name: &str| code == text.to_ascii_uppercase() || name == text;
    let mut known = found.into_iter().filter(|one| same(&one.facts.credit_code, &one.facts.name));
    match (known.next(), known.next()) {
        (Some(employer), None) => Ok(Workplace::Known(employer.id)),
        _ => Ok(Workplace::Named(text.to_owned())),
    }
}

/// `2500` or `2500.50` yuan as fen.
fn fen(text: &str) -> Option<u64> {
    let text = text.replace([',', '，', ' '], "");
    let (yuan, rest) = text.split_once('.').unwrap_or((&text, ""));
    let cents = match rest.len() {
        0 => 0,
        1 => rest.parse::<u64>().ok()? * 10,
        2 => rest.parse::<u64>().ok()?,
        _ => return None,
    };
    let is_digits = yuan.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit());
    let fen = yuan.parse::<u64>().ok().filter(|_| is_digits)?.checked_mul(100)?.checked_add(cents)?;
    (fen <= MOST_PAY).then_some(fen)
}

fn yuan(fen: u64) -> String {
    if fen.is_multiple_of(100) { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

/// What is known of a job, as facts.
pub(crate) fn shown(ui: &Ui, job: &Job, workplace: &str) -> Vec<Fact> {
    let words = ui.words;
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let erased = || ui.t("erased");
    let facts = &job.facts;
    let mut rows =
        vec![fact("field-job-kind", ui.t(&format!("job-kind-{}", facts.kind.as_str().replace('_', "-"))))];
    if facts.kind.has_employer() {
        rows.push(fact(
            "field-job-employer",
            if workplace.is_empty() { erased() } else { workplace.to_owned() },
        ));
    }
    if let Some(work) = facts.work.get().filter(|work| !work.is_empty()) {
        rows.push(fact("field-job-work", work.clone()));
    }
    rows.push(fact("field-job-start", words.date(facts.start)));
    let contract = facts.contract.get().map(|contract| match contract {
        Contract::None => ui.t("job-contract-none"),
        Contract::Open => ui.t("job-contract-open"),
        Contract::Until(day) => words.with("job-contract-until-day", &[("day", words.date(*day))]),
    });
    rows.push(fact("field-job-contract", contract.unwrap_or_else(erased)));
    let insurance = facts.insurance.get().map(|paid| {
        let names: Vec<String> =
            paid.iter().map(|one| ui.t(&format!("job-insurance-{}", one.as_str()))).collect();
        if names.is_empty() { ui.t("job-insurance-none") } else { names.join(&ui.t("list-comma")) }
    });
    rows.push(fact("field-job-insurance", insurance.unwrap_or_else(erased)));
    if let Some(Some(fen)) = facts.pay.get() {
        rows.push(fact("field-job-pay", words.with("job-pay-yuan", &[("yuan", yuan(*fen))])));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_is_read_to_the_fen() {
        let check = |text: &str, fen_: Option<u64>| assert_eq!(fen(text), fen_, "{text}");
        check("2500", Some(250_000));
        check("2,500.5", Some(250_050));
        check("0.05", Some(5));
        check("2500.555", None);
        check("-1", None);
        check("1e3", None);
        check("", None);
        check("1000000.01", None);
    }
}
