//! The ten categories as plain Rust, read from the rules' table and not from the pack.
//!
//! Nothing here knows the engine: dates, ages, retirement and the logic are its own.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;

use crate::people::{Resident, Row};

type Maybe = Option<bool>;

const CLASSES: [&str; 3] = ["male", "female-55", "female-50"];

/// A condition with the facts that it looks at and that are not known.
struct Part {
    holds: Maybe,
    missing: Vec<&'static str>,
}

/// What the rules say of somebody.
#[derive(Debug)]
pub struct Outcome {
    pub ruling: &'static str,
    /// C1.1 first.
    pub categories: [Maybe; 10],
    pub general: [Maybe; 5],
    /// Facts that are not known in what is undecided.
    pub missing: BTreeSet<&'static str>,
}

/// The rules on one day.
pub struct Oracle {
    day: Date,
    /// The age of retirement in months, by class: first month of birth, then month by month.
    table: [(i32, Vec<i32>); 3],
}

/// What a household has in common.
pub struct Home {
    able_member: Part,
    nobody_employed: Part,
}

fn and(values: &[Maybe]) -> Maybe {
    if values.contains(&Some(false)) {
        Some(false)
    } else if values.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn or(values: &[Maybe]) -> Maybe {
    not(and(&values.iter().map(|value| not(*value)).collect::<Vec<_>>()))
}

fn not(value: Maybe) -> Maybe {
    value.map(|value| !value)
}

fn absent(facts: &[(&'static str, bool)]) -> Vec<&'static str> {
    facts.iter().filter(|(_, is_known)| !is_known).map(|(name, _)| *name).collect()
}

fn part(holds: Maybe, facts: &[(&'static str, bool)]) -> Part {
    Part { holds, missing: absent(facts) }
}

impl Oracle {
    pub fn on(day: Date) -> Oracle {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/data/retirement_table.csv");
        let text = std::fs::read_to_string(path).unwrap();
        let table = CLASSES.map(|class| {
            let rows: Vec<(i32, i32)> = text
                .lines()
                .map(|line| line.split(',').collect::<Vec<&str>>())
                .filter(|fields| fields[0] == class)
                .map(|fields| {
                    let (year, month) = fields[1].split_once('-').unwrap();
                    let born = year.parse::<i32>().unwrap() * 12 + month.parse::<i32>().unwrap() - 1;
                    (born, fields[3].parse::<i32>().unwrap() * 12 + fields[4].parse::<i32>().unwrap())
                })
                .collect();
            assert!(rows.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0));
            (rows[0].0, rows.into_iter().map(|(_, age)| age).collect())
        });
        Oracle { day, table }
    }

    /// Completed years on the day: the birthday of 29 February is 1 March in other years.
    fn age(&self, born: Date) -> i32 {
        let years = i32::from(self.day.year()) - i32::from(born.year());
        let had = (self.day.month(), self.day.day()) >= (born.month(), born.day());
        if had { years } else { years - 1 }
    }

    /// The day of birth in the month that the table gives, clamped to the month's end.
    pub fn retires(&self, born: Date, class: &str) -> Date {
        let at = CLASSES.iter().position(|known| *known == class).unwrap();
        let (first, ages) = &self.table[at];
        let birth = i32::from(born.year()) * 12 + i32::from(born.month()) - 1;
        let months = match usize::try_from(birth - first) {
            // Before the table everybody retires at the old age.
            Err(_) => [60, 55, 50][at] * 12,
            // After it everybody has the longest delay.
            Ok(place) => ages.get(place).copied().unwrap_or(*ages.last().unwrap()),
        };
        let month = birth + months;
        let (year, month) = (i16::try_from(month / 12).unwrap(), i8::try_from(month % 12 + 1).unwrap());
        let last = Date::new(year, month, 1).unwrap().last_of_month();
        if born.day() > last.day() { last } else { Date::new(year, month, born.day()).unwrap() }
    }

    fn working_age(&self, one: &Resident) -> Maybe {
        let old_enough = one.born.map(|born| self.age(born) >= 16);
        let not_retired =
            one.born.zip(one.retirement_class).map(|(born, class)| self.day < self.retires(born, class));
        and(&[old_enough, not_retired])
    }

    /// What the members have in common; undecided facts are those of undecided members.
    pub fn home(&self, members: &[Resident]) -> Home {
        let able = |one: &Resident| {
            and(&[self.working_age(one), one.able_to_work, one.willing_to_work, not(one.employed)])
        };
        let facts = |one: &Resident| {
            absent(&[
                ("born", one.born.is_some()),
                ("retirement_class", one.retirement_class.is_some()),
                ("able_to_work", one.able_to_work.is_some()),
                ("willing_to_work", one.willing_to_work.is_some()),
                ("employed", one.employed.is_some()),
            ])
        };
        let some_able = or(&members.iter().map(able).collect::<Vec<_>>());
        let unsettled = members.iter().filter(|one| able(one).is_none()).flat_map(facts).collect();
        let some_employed = or(&members.iter().map(|one| one.employed).collect::<Vec<_>>());
        let unsaid = members.iter().filter(|one| one.employed.is_none()).map(|_| "employed").collect();
        Home {
            able_member: Part { holds: some_able, missing: unsettled },
            nobody_employed: Part { holds: not(some_employed), missing: unsaid },
        }
    }

    fn general(&self, one: &Resident) -> [Part; 5] {
        let flag = |name, value: Maybe| part(value, &[(name, value.is_some())]);
        [
            part(
                self.working_age(one),
                &[("born", one.born.is_some()), ("retirement_class", one.retirement_class.is_some())],
            ),
            flag("able_to_work", one.able_to_work),
            flag("willing_to_work", one.willing_to_work),
            flag("local_urban_registration", one.local_urban_registration),
            flag("applied", one.applied),
        ]
    }

    fn categories(&self, one: &Resident, home: &Home) -> [Vec<Part>; 10] {
        let flag = |name, value: Maybe| part(value, &[(name, value.is_some())]);
        let same = |part: &Part| Part { holds: part.holds, missing: part.missing.clone() };
        let out_of_work = || {
            part(
                and(&[one.registered_unemployed, not(one.employed)]),
                &[
                    ("registered_unemployed", one.registered_unemployed.is_some()),
                    ("employed", one.employed.is_some()),
                ],
            )
        };
        let age = one.born.map(|born| self.age(born));
        let is = |sex: &str| one.sex.map(|found| found == sex);
        let gate =
            or(&[and(&[is("F"), age.map(|age| age >= 40)]), and(&[is("M"), age.map(|age| age >= 50)])]);
        let year_ago = self.day.saturating_sub(jiff::Span::new().years(1));
        let since = one.registered_unemployed_since;
        let child = one.youngest_child_born;
        let hardship = part(
            or(&[one.land_lost, one.other_hardship]),
            &[("land_lost", one.land_lost.is_some()), ("other_hardship", one.other_hardship.is_some())],
        );
        [
            vec![out_of_work(), part(gate, &[("sex", one.sex.is_some()), ("born", one.born.is_some())])],
            vec![out_of_work(), same(&home.able_member), same(&home.nobody_employed)],
            vec![
                out_of_work(),
                part(
                    one.disability_grade.map(|grade| (1..=4).contains(&grade)),
                    &[("disability_grade", one.disability_grade.is_some())],
                ),
            ],
            vec![out_of_work(), flag("minimum_living_allowance", one.minimum_living_allowance)],
            vec![
                out_of_work(),
                flag("worked_before", one.worked_before),
                part(
                    since.map(|since| since <= year_ago),
                    &[("registered_unemployed_since", since.is_some())],
                ),
            ],
            vec![part(not(one.employed), &[("employed", one.employed.is_some())]), hardship],
            vec![
                out_of_work(),
                flag("single_parent", one.single_parent),
                part(child.map(|born| self.age(born) < 18), &[("youngest_child_born", child.is_some())]),
            ],
            vec![
                out_of_work(),
                part(
                    one.model_worker.map(|level| level != "none"),
                    &[("model_worker", one.model_worker.is_some())],
                ),
            ],
            vec![out_of_work(), flag("martyr_family", one.martyr_family)],
            vec![out_of_work(), flag("soldier_spouse", one.soldier_spouse)],
        ]
    }

    pub fn judge(&self, one: &Resident, home: &Home) -> Outcome {
        let (general, categories) = (self.general(one), self.categories(one, home));
        let mut missing = BTreeSet::new();
        let holds = |parts: &[Part]| and(&parts.iter().map(|part| part.holds).collect::<Vec<_>>());
        let undecided = |parts: &[Part]| -> Vec<&'static str> {
            parts.iter().filter(|part| part.holds.is_none()).flat_map(|part| part.missing.clone()).collect()
        };
        missing.extend(undecided(&general));
        for parts in categories.iter().filter(|parts| holds(parts).is_none()) {
            missing.extend(undecided(parts));
        }
        let all = holds(&general);
        let each = categories.map(|parts| holds(&parts));
        let ruling = match and(&[all, or(&each)]) {
            Some(true) => "eligible",
            Some(false) => "ineligible",
            None => "unknown",
        };
        Outcome { ruling, categories: each, general: general.map(|part| part.holds), missing }
    }

    /// The row of the result file, if there is one.
    pub fn row(&self, one: &Resident, home: &Home) -> Option<Row> {
        let codes = |outcome: &Outcome, holds: Maybe| -> Vec<String> {
            let at = (1..=10).zip(outcome.categories).filter(|(_, found)| *found == holds);
            at.map(|(number, _)| format!("C1.{number}")).collect()
        };
        let outcome = self.judge(one, home);
        let row = |ruling: &str, categories, unknown, missing| {
            Some(Row { id: one.id, ruling: ruling.to_owned(), categories, unknown, missing })
        };
        if outcome.ruling != "ineligible" {
            let missing = outcome.missing.iter().map(|name| (*name).to_owned()).collect();
            return row(outcome.ruling, codes(&outcome, Some(true)), codes(&outcome, None), missing);
        }
        let mut reached = one.clone();
        (reached.applied, reached.registered_unemployed) = (Some(true), Some(true));
        let outcome = self.judge(&reached, home);
        if outcome.ruling != "eligible" {
            return None;
        }
        row("potential", codes(&outcome, Some(true)), Vec::new(), Vec::new())
    }
}
