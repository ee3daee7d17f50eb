//! How a ruling changed: since the application by what is known, and until today by the day
//! and the rules.

use leye_domain::applicant::Details;
use leye_domain::case::Case;
use leye_domain::fact::{FactValue, Facts, KnownFacts};
use leye_domain::registration::Registration;
use leye_domain::sealed::Sealed;
use leye_rules::{Ruling, Verdict};

use super::known::{from_card, from_register, register_says};
use crate::App;
use crate::error::AppError;

/// A fact that is otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// Which other member of the household, from 0; none for the person.
    pub member: Option<usize>,
    /// Its name.
    pub fact: String,
    /// Before; none where it was not known.
    pub before: Option<FactValue>,
    /// Now; none where it is not known any more.
    pub now: Option<FactValue>,
}

/// A general condition or category that is otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthChange {
    /// Its code.
    pub code: String,
    /// Before; none where it was not known.
    pub before: Option<bool>,
    /// Now; none where it is not known.
    pub now: Option<bool>,
}

/// The ruling of a case and what changed about it.
#[derive(Clone, Debug)]
pub struct RulingFile {
    /// By what is known now, as of the day of the application.
    pub now: Ruling,
    /// What was known when the application was filed and is otherwise now.
    pub since_filing: Vec<FactChange>,
    /// What that changes in the ruling.
    pub since_filing_changes: Vec<TruthChange>,
    /// What would be otherwise if the application were filed today, by today's rules.
    pub if_filed_today: Vec<TruthChange>,
    /// The ruling if it were filed today; none on a day without rules.
    pub verdict_today: Option<Verdict>,
    /// The facts that stand in the case as the register of the unemployed has them.
    pub from_register: Vec<String>,
    /// What the person's file or the register says otherwise than the case.
    pub file_differs: Vec<FactChange>,
}

impl App {
    /// The ruling of a case with its differences, for who opens it.
    ///
    /// # Errors
    /// As [`App::ruling`].
    pub(crate) fn ruling_file(
        &self,
        case: &Case,
        person: Option<&Details>,
        register: Option<&Registration>,
    ) -> Result<RulingFile, AppError> {
        let known = case.known();
        let now = self.ruling_of(case)?;
        let filed = case.filed_with.as_ref().and_then(Sealed::get);
        let (since_filing, since_filing_changes) = match filed {
            Some(filed) if *filed != known => {
                let before = self.ruling(filed, case.submitted_on)?;
                (fact_changes(filed, &known), truth_changes(&before, &now))
            }
            _ => (Vec::new(), Vec::new()),
        };
        let today = Some(self.today()).filter(|_| case.open().is_some());
        let today = today.and_then(|day| self.ruling(&known, day).ok());
        let day = case.submitted_on;
        let said = |person| from_register(from_card(known.clone(), person), register, day);
        let file_differs = person.map(|person| fact_changes(&known, &said(person))).unwrap_or_default();
        let as_registered = |(name, value): &(&str, Option<FactValue>)| {
            value.is_some() && known.facts.get(*name) == value.as_ref()
        };
        let from_register = register_says(register, day).into_iter().filter(as_registered);
        Ok(RulingFile {
            since_filing,
            since_filing_changes,
            if_filed_today: today.as_ref().map(|today| truth_changes(&now, today)).unwrap_or_default(),
            verdict_today: today.map(|today| today.ruling),
            from_register: from_register.map(|(name, _)| name.to_owned()).collect(),
            file_differs,
            now,
        })
    }
}

fn truth_changes(before: &Ruling, now: &Ruling) -> Vec<TruthChange> {
    let truths = |ruling: &Ruling| -> Vec<(String, Option<bool>)> {
        let general = ruling.general.iter().map(|judged| (judged.condition.to_string(), judged.holds));
        let categories = ruling.categories.iter().map(|one| (one.code.to_string(), one.holds));
        general.chain(categories).collect()
    };
    let before = truths(before);
    let was = |code: &str| before.iter().find(|(known, _)| known == code).and_then(|(_, holds)| *holds);
    truths(now)
        .into_iter()
        .map(|(code, now)| TruthChange { before: was(&code), code, now })
        .filter(|change| change.before != change.now)
        .collect()
}

fn fact_changes(before: &KnownFacts, now: &KnownFacts) -> Vec<FactChange> {
    let none = Facts::new();
    let members = before.household.len().max(now.household.len());
    let of_members = (0..members).flat_map(|at| {
        let of = |known: &KnownFacts| known.household.get(at).unwrap_or(&none).clone();
        changes(Some(at), &of(before), &of(now))
    });
    changes(None, &before.facts, &now.facts).into_iter().chain(of_members).collect()
}

fn changes(member: Option<usize>, before: &Facts, now: &Facts) -> Vec<FactChange> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let change = |name: &String| FactChange {
        member,
        fact: name.clone(),
        before: before.get(name).cloned(),
        now: now.get(name).cloned(),
    };
    names.into_iter().map(change).filter(|change| change.before != change.now).collect()
}
