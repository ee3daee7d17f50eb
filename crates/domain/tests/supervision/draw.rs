//! The draw of a spot check: the same for ever, nobody twice, what weighs more more often.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use leye_domain::followup::{Manner, VisitReport};
use leye_domain::id::PersonId;
use leye_domain::supervision::{About, Candidate, DrawRules, Reason, canonical, draw, reported_in};
use proptest::prelude::*;

use super::{SLOT, STATION, at, at_risk, flag_rules, followed, report, visited, zone};

const DUE: Date = date(2026, 4, 1);

fn population(weights: &[u32]) -> Vec<Candidate> {
    let one = |(number, weight): (u64, &u32)| {
        let about = About { person: PersonId::new("230102", number), employment: 1, slot: SLOT };
        Candidate { about, weight: *weight }
    };
    (1..).zip(weights).map(one).collect()
}

fn rules() -> DrawRules {
    let adds = [(Reason::Flagged, 40), (Reason::AtRisk, 20), (Reason::Late, 10), (Reason::Remote, 5)];
    DrawRules { share: 10, least: 3, most: 30, base: 10, adds: BTreeMap::from(adds) }
}

proptest! {
    #[test]
    fn the_same_seed_and_population_give_the_same_draw(
        seed in any::<u64>(),
        weights in prop::collection::vec(0_u32..200, 0..120),
        size in 0_usize..140,
    ) {
        let all = population(&weights);
        let drawn = draw(seed, &all, size);
        prop_assert_eq!(&drawn, &draw(seed, &all, size));
        let different: BTreeSet<_> = drawn.iter().collect();
        prop_assert_eq!(different.len(), drawn.len(), "nobody twice");
        prop_assert_eq!(drawn.len(), size.min(all.len()), "as many as asked for");
        prop_assert!(drawn.iter().all(|at| *at < all.len()));
    }

    #[test]
    fn a_draw_is_never_empty_where_there_is_a_visit(
        share in 1_u16..=100, least in 1_u16..40, most in 1_u16..40, population in 0_usize..5000,
    ) {
        let size = DrawRules { share, least, most, ..rules() }.size(population);
        prop_assert_eq!(size == 0, population == 0);
        prop_assert!(size <= population.min(usize::from(most)));
    }

    #[test]
    fn a_draw_that_is_shorter_begins_as_the_longer(seed in any::<u64>(), size in 1_usize..20) {
        let all = population(&[10; 40]);
        prop_assert_eq!(&draw(seed, &all, 20)[..size], &draw(seed, &all, size)[..]);
    }
}

/// How often each visit is drawn first over many seeds.
fn firsts(weights: &[u32]) -> Vec<u32> {
    let (all, mut counts) = (population(weights), vec![0; weights.len()]);
    for seed in 0..8000 {
        counts[draw(seed, &all, 1)[0]] += 1;
    }
    counts
}

#[test]
fn what_weighs_more_is_drawn_more_often() {
    let counts = firsts(&[10, 30, 10, 30]);
    for (weight, count) in [1_u32, 3, 1, 3].into_iter().zip(counts) {
        let expected = weight * 1000;
        assert!(count.abs_diff(expected) < 120, "{count} of 8000, expected about {expected}");
    }
}

#[test]
fn a_draw_of_today_comes_out_in_years_to_come() {
    let all = population(&[10, 50, 10, 20, 10, 10, 90, 10]);
    assert_eq!(draw(20_261_123, &all, 4), FROZEN);
    assert_eq!(
        canonical(&all[..2]),
        "230102-P-0000000001 1 1-person 10\n230102-P-0000000002 1 1-person 50\n"
    );
}

/// What an auditor drew with the published lines, see `docs/guide/administrator.md`.
const FROZEN: [usize; 4] = [6, 4, 1, 2];

#[test]
fn what_looks_wrong_weighs_more_and_every_reason_is_told() {
    let noon = at(DUE, 12, 0);
    let plain = visited(followed(1, STATION, DUE), report("li.na", noon));
    let risky = visited(at_risk(followed(2, STATION, DUE), DUE), report("wang.fang", noon));
    let late = at(date(2026, 4, 20), 22, 0);
    let remote = VisitReport { manner: Manner::Telephone, ..report("zhao.min", late) };
    let night = visited(followed(3, STATION, DUE), remote);
    let outside = visited(followed(4, STATION, DUE), report("sun.li", at(date(2026, 6, 1), 12, 0)));
    let all = [night, risky, plain, outside];
    let found = reported_in(&all, (DUE, date(2026, 4, 30)), &rules(), &flag_rules(), &zone());
    let told: Vec<_> = found.iter().map(|one| (one.candidate.weight, one.reasons.len())).collect();
    assert_eq!(told, [(10, 0), (30, 1), (65, 3)], "in the order of the people, without the later one");
    assert!(
        found[2].by.contains("zhao.min") && found[2].by.contains("li.na"),
        "who made and who delivered it"
    );
}
