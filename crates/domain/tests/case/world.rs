//! The world of the tests: the rules as the contracts have them, the people who act,
//! and well-formed acts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, Time, date, time};
use jiff::tz::TimeZone;
use leye_domain::case::{Finding, OnBehalf, Paper, Representative, Ruled, Submission};
use leye_domain::clock::{Budget, Unit};
use leye_domain::fact::{FactValue, KnownFacts};
use leye_domain::id::{CaseId, PersonId, UserName};
use leye_domain::policy::{Condition, ExtensionRule, Limit, Policy, Proof};
use leye_domain::staff::{Actor, Role, Staff};

use crate::calendar::statutory;

/// The limits of the table in the contracts.
const LIMITS: &str = "
received        5 working       C3.1
correction     30 natural-roll  C3.1
initial_review  2 working       C3.1
form            1 working       C3.1
posting         1 working       C3.2
notice          3 natural-roll  C3.2
objection       3 working       C3.2
entry           2 working       C3.2
second_review   2 working       C3.3
returned        2 working       C3.3
confirmation    4 working       C3.4
annotation      2 working       C3.4
papers_back     3 working       C3.4
";

/// What proves each condition; `a|b` stand for one another, `(a)` is not required.
const CONDITIONS: &str = "
working-age              id_card
able_to_work             declaration
willing_to_work          declaration
local_urban_registration household_register
applied                  application_form
C1.1                     id_card registration_certificate
C1.2                     household_register household_statement
C1.3                     disability_certificate
C1.4                     allowance_certificate
C1.5                     registration_certificate dismissal_notice|contract_end|closure_notice
C1.6                     land_notice|station_finding (photo)
C1.7                     divorce_certificate|death_certificate birth_certificate
C1.8                     model_worker_certificate
C1.9                     martyr_certificate
C1.10                    marriage_certificate service_certificate
";

/// Close of business everywhere.
pub const CLOSE: Time = time(17, 0, 0, 0);

/// Everything personal that the acts below write holds this character.
pub const PERSONAL: char = '密';

pub static POLICY: LazyLock<Policy> = LazyLock::new(policy);

fn policy() -> Policy {
    let (categories, general) = conditions().partition(|c| c.code.starts_with("C1."));
    Policy {
        id: "harbin".to_owned(),
        hash: "0".repeat(64),
        limits: LIMITS.trim().lines().map(limit).collect(),
        extension: ExtensionRule { most: 10, times: 1 },
        general,
        categories,
        remedies: ["review", "reconsideration", "lawsuit"].map(str::to_owned).into(),
        youngest: 16,
        calendar: statutory().or_provisional(),
        zone: TimeZone::get("Asia/Shanghai").expect("the zones are compiled in"),
    }
}

fn limit(line: &str) -> (String, Limit) {
    let [name, amount, unit, article] = line.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("not a limit: {line}");
    };
    let unit_of = BTreeMap::from([("working", Unit::WorkingDays), ("natural-roll", Unit::NaturalDays)]);
    let amount = amount.parse().expect("a number of days");
    let budget = Budget { amount, unit: unit_of[unit], roll: unit == "natural-roll" };
    (name.to_owned(), Limit { budget, article: article.to_owned() })
}

fn conditions() -> impl Iterator<Item = Condition> {
    CONDITIONS.trim().lines().map(|line| {
        let (code, proofs) = line.split_once(' ').expect("a code and its proofs");
        let article = if code.starts_with("C1.") { code } else { "C1" };
        Condition {
            code: code.to_owned(),
            article: article.to_owned(),
            proofs: proofs.split_whitespace().flat_map(|word| proofs_of(code, word)).collect(),
        }
    })
}

fn proofs_of(code: &str, word: &str) -> Vec<Proof> {
    let inner = word.trim_matches(['(', ')']);
    let keys: Vec<&str> = inner.split('|').collect();
    let any_of = (keys.len() > 1).then(|| format!("{code}/{word}"));
    let proof =
        |key: &&str| Proof { key: (*key).to_owned(), required: inner == word, any_of: any_of.clone() };
    keys.iter().map(proof).collect()
}

/// The instant at this hour of the day, at the agencies.
pub fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    let local = day.at(hour, minute, 0, 0);
    POLICY.zone.to_timestamp(local).expect("an instant")
}

/// A Monday with four plain working days after it.
pub const MONDAY: Date = date(2026, 3, 2);

pub const STATION: &str = "230102002004";
pub const OTHER_STATION: &str = "230102002005";
pub const OFFICE: &str = "230102002000";
pub const OTHER_OFFICE: &str = "230102003000";
pub const BUREAU: &str = "230102000000";
pub const CITY: &str = "230100000000";

/// The keyed hash of somebody of the applicant's household.
const KIN: &str = "hash-of-the-spouse";

fn member(user: &str, role: Role, agency: &str) -> Staff {
    Staff {
        user: UserName::parse(user).expect("a sign-in name"),
        name: user.to_uppercase(),
        role,
        agency: agency.parse().expect("an agency code"),
        identity: Some(format!("hash-of-{user}")),
    }
}

pub fn staff(user: &str, role: Role, agency: &str) -> Actor {
    Actor::Staff(member(user, role, agency))
}

/// Somebody of the station who is of the applicant's household.
pub fn relative(agency: &str) -> Actor {
    Actor::Staff(Staff { identity: Some(KIN.to_owned()), ..member("spouse", Role::Head, agency) })
}

pub fn clerk() -> Actor {
    staff("station.clerk", Role::Clerk, STATION)
}

pub fn station_head() -> Actor {
    staff("station.head", Role::Head, STATION)
}

pub fn office_reviewer() -> Actor {
    staff("office.reviewer", Role::Reviewer, OFFICE)
}

pub fn bureau_reviewer() -> Actor {
    staff("bureau.reviewer", Role::Reviewer, BUREAU)
}

pub fn submission() -> Submission {
    Submission {
        id: CaseId::new("230102", 2026, 48_213_907),
        person: PersonId::new("230102", 4_821_390_755),
        station: STATION.parse().expect("an agency code"),
        born: date(1974, 3, 2),
        claimed: vec!["C1.1".to_owned()],
        household: BTreeSet::from([KIN.to_owned(), "hash-of-the-applicant".to_owned()]),
        has_open: false,
        known: known(),
        representative: None,
        determined: false,
    }
}

/// What is known of the applicant, in words that nobody else uses.
pub fn known() -> KnownFacts {
    let facts = [
        ("born".to_owned(), FactValue::Day(date(1974, 3, 2))),
        ("note".to_owned(), FactValue::Word(PERSONAL.to_string())),
    ];
    KnownFacts {
        facts: facts.into(),
        household: vec![[("employed".to_owned(), FactValue::Flag(false))].into()],
    }
}

/// What the rules compute for the applicant: every general condition and two categories.
pub static RULED: LazyLock<Ruled> = LazyLock::new(|| {
    let general = POLICY.general.iter().map(|c| (c.code.clone(), Some(true)));
    let categories = POLICY.categories.iter();
    let categories =
        categories.map(|c| (c.code.clone(), ["C1.1", "C1.5"].contains(&c.code.as_str()).then_some(true)));
    Ruled {
        on: MONDAY,
        pack: POLICY.id.clone(),
        pack_hash: POLICY.hash.clone(),
        engine: "by hand".to_owned(),
        facts: known(),
        facts_hash: "1".repeat(64),
        verdict: "eligible".to_owned(),
        holds: general.chain(categories).collect(),
        trace: String::new(),
    }
});

/// The keyed hash of the daughter who comes for the applicant.
pub const DAUGHTER: &str = "hash-of-the-daughter";

/// The daughter with a written authorisation.
pub fn daughter() -> OnBehalf {
    let text = |text: &str| format!("{text} {PERSONAL}");
    let who = Representative {
        name: text("the daughter"),
        number: text("230102"),
        phone: String::new(),
        relation: text("daughter"),
        paper: Paper { kind: "authorisation".to_owned(), reference: text("of 1 March") },
    };
    OnBehalf { identity: DAUGHTER.to_owned(), who: who.into() }
}

/// The daughter herself, should she work at the station.
pub fn daughter_at_the_desk() -> Actor {
    Actor::Staff(Staff { identity: Some(DAUGHTER.to_owned()), ..member("daughter", Role::Clerk, STATION) })
}

/// Ticks that carry a pass for one category, with every proof that is required.
pub fn findings(category: &str) -> Vec<Finding> {
    let of_category = POLICY.categories.iter().filter(|c| c.code == category);
    let finding = |condition: &Condition| Finding {
        condition: condition.code.clone(),
        met: Some(true),
        proofs: condition.proofs.iter().filter(|p| p.required).map(|p| p.key.clone()).collect(),
    };
    POLICY.general.iter().chain(of_category).map(finding).collect()
}
