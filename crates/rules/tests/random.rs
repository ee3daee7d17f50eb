//! A million random people: the engine and the plain reading agree on each.

use std::ops::Range;

use jiff::Span;
use jiff::civil::{Date, date};
use leye_rules::{Engine, Facts, screen};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::oracle::Oracle;
use crate::packs::harbin;
use crate::people::{Folder, Resident, Row, read_result, write};

/// Ages at which something changes: 16, 18, 40, 50, and every age of retirement.
const EDGES: [i32; 14] = [16, 18, 40, 50, 51, 52, 53, 54, 55, 56, 58, 60, 61, 63];

pub struct Chance(pub ChaCha8Rng);

impl Chance {
    pub fn draw(&mut self, range: Range<i32>) -> i32 {
        self.0.random_range(range)
    }

    /// True so many times of a hundred.
    pub fn often(&mut self, percent: i32) -> bool {
        self.draw(0..100) < percent
    }

    /// Known 19 times of 20.
    fn known<T>(&mut self, value: T) -> Option<T> {
        (!self.often(5)).then_some(value)
    }

    fn flag(&mut self, percent: i32) -> Option<bool> {
        let flag = self.often(percent);
        self.known(flag)
    }

    fn one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let word = words[usize::try_from(self.draw(0..i32::try_from(words.len()).unwrap())).unwrap()];
        self.known(word)
    }

    /// A birth: anywhere in a century, or right beside an edge.
    fn born(&mut self, day: Date) -> Date {
        if self.often(40) {
            return day.saturating_sub(Span::new().days(self.draw(-400..36_500)));
        }
        let years = EDGES[usize::try_from(self.draw(0..14)).unwrap()];
        let months = if self.often(50) { self.draw(0..12) } else { 0 };
        let edge = day.saturating_sub(Span::new().years(years).months(months));
        edge.saturating_add(Span::new().days(self.draw(-3..4)))
    }

    fn since(&mut self, day: Date) -> Date {
        let days = if self.often(50) { self.draw(362..369) } else { self.draw(-5..2_000) };
        day.saturating_sub(Span::new().days(days))
    }

    pub fn resident(&mut self, day: Date, jobs: i32) -> Resident {
        let (born, child, since) = (self.born(day), self.born(day), self.since(day));
        let grade = if self.often(70) { 0 } else { i8::try_from(self.draw(0..5)).unwrap() };
        Resident {
            id: 0,
            household: 0,
            sex: self.one_of(&["M", "F"]),
            born: self.known(born),
            retirement_class: self.one_of(&["male", "female-55", "female-50"]),
            local_urban_registration: self.flag(85),
            able_to_work: self.flag(90),
            willing_to_work: self.flag(90),
            applied: self.flag(70),
            employed: self.flag(jobs),
            registered_unemployed_since: self.known(since),
            registered_unemployed: self.flag(60),
            worked_before: self.flag(60),
            disability_grade: self.known(grade),
            minimum_living_allowance: self.flag(15),
            land_lost: self.flag(10),
            other_hardship: self.flag(10),
            single_parent: self.flag(40),
            youngest_child_born: self.known(child),
            model_worker: if self.often(80) {
                self.known("none")
            } else {
                self.one_of(&["none", "county", "city", "province", "national"])
            },
            martyr_family: self.flag(10),
            soldier_spouse: self.flag(10),
        }
    }

    /// Households of one to six, some of thirty, and one of ten thousand.
    fn city(&mut self, day: Date, size: usize) -> Vec<Resident> {
        let mut people = Vec::with_capacity(size);
        let mut household = 0;
        while people.len() < size {
            let members = match self.draw(0..1_000) {
                _ if household == 400 => 10_000,
                0 => 30,
                draw => draw % 6 + 1,
            };
            let jobs = if self.often(50) { 0 } else { 40 };
            for _ in 0..members {
                let id = people.len() as u64;
                people.push(Resident { id, household, ..self.resident(day, jobs) });
            }
            household += 1;
        }
        people.truncate(size);
        people
    }
}

fn homes(people: &[Resident]) -> impl Iterator<Item = &[Resident]> {
    people.chunk_by(|a, b| a.household == b.household)
}

/// Screens a random city and holds every row against the plain reading; rules on some of the
/// people one by one as well.
fn check(name: &str, seed: u64, day: Date, size: usize) {
    let people = Chance(ChaCha8Rng::seed_from_u64(seed)).city(day, size);
    let folder = Folder::new(name);
    let (file, out) = (folder.path("people.parquet"), folder.path("found.parquet"));
    write(&people, 60_000, &file);
    let engine = Engine::new(&harbin(), day).unwrap();
    let screened = screen(&file, &engine, &out, &mut |_, _| {}).unwrap();

    let oracle = Oracle::on(day);
    let mut expected: Vec<Row> = Vec::new();
    for members in homes(&people) {
        let home = oracle.home(members);
        expected.extend(members.iter().filter_map(|one| oracle.row(one, &home)));
    }
    let found = read_result(&out);
    for (found, expected) in found.iter().zip(&expected) {
        let id = usize::try_from(expected.id).unwrap();
        assert_eq!(found, expected, "{:#?}", people[id]);
    }
    assert_eq!(found.len(), expected.len());
    let count = |ruling: &str| found.iter().filter(|row| row.ruling == ruling).count() as u64;
    assert_eq!(screened.people, size as u64);
    assert_eq!(screened.eligible, count("eligible"));
    assert_eq!(screened.unknown, count("unknown"));
    assert_eq!(screened.potential, count("potential"));
    assert!(["eligible", "unknown", "potential"].iter().all(|ruling| count(ruling) > 1_000), "{screened:?}");

    for members in homes(&people).step_by(97).filter(|members| members.len() <= 30) {
        one_by_one(&engine, &oracle, members);
    }
}

fn one_by_one(engine: &Engine, oracle: &Oracle, members: &[Resident]) {
    let home = oracle.home(members);
    for (at, one) in members.iter().enumerate() {
        let others = members.iter().enumerate().filter(|(other, _)| *other != at);
        let household: Vec<Facts> = others.map(|(_, member)| member.facts()).collect();
        let ruling = engine.evaluate(&one.facts(), &household).unwrap();
        let outcome = oracle.judge(one, &home);
        assert_eq!(ruling.ruling.as_str(), outcome.ruling, "{one:#?}");
        let general: Vec<Option<bool>> = ruling.general.iter().map(|judged| judged.holds).collect();
        assert_eq!(general, outcome.general, "{one:#?}");
        let categories: Vec<Option<bool>> = ruling.categories.iter().map(|judged| judged.holds).collect();
        assert_eq!(categories, outcome.categories, "{one:#?}");
        assert!(ruling.missing().iter().eq(&outcome.missing), "{one:#?} {:?}", ruling.missing());
    }
}

#[test]
fn seven_hundred_thousand_people_are_what_the_table_says() {
    check("random", 1, date(2026, 11, 1), 700_000);
}

#[test]
fn a_hundred_thousand_are_on_29_february() {
    check("random-leap", 2, date(2028, 2, 29), 100_000);
}

#[test]
fn a_hundred_thousand_are_on_28_february() {
    check("random-february", 3, date(2027, 2, 28), 100_000);
}

#[test]
fn a_hundred_thousand_were_before_the_reform_of_retirement() {
    check("random-before", 4, date(2012, 3, 1), 100_000);
}

#[test]
fn retirement_is_that_of_the_core() {
    let rules = harbin().retirement.rules;
    let oracle = Oracle::on(date(2026, 11, 1));
    for born in date(1950, 1, 1).series(Span::new().days(1)).take(25_000) {
        for class in ["male", "female-55", "female-50"] {
            let core = leye_domain::person::statutory_retirement(born, class.parse().unwrap(), &rules);
            assert_eq!(oracle.retires(born, class), core.date, "{born} {class}");
        }
    }
}
