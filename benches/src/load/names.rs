//! Names and numbers of people who do not exist.

use std::collections::HashSet;

use anyhow::Result;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

/// The names of the demo, so that both speak of the same kind of people.
const LISTS: &str = include_str!("../../../crates/app/src/demo/names.toml");

#[derive(Deserialize)]
struct Lists {
    surnames: String,
    rare_surnames: String,
    male_old: String,
    female_old: String,
    male_young: String,
    female_young: String,
}

/// Characters to draw names from.
pub struct Names {
    surnames: Vec<char>,
    rare: Vec<char>,
    given: [Vec<char>; 2],
}

impl Names {
    /// Reads the lists.
    ///
    /// # Errors
    /// Lists that are no TOML.
    pub fn read() -> Result<Names> {
        let lists: Lists = toml::from_str(LISTS)?;
        let both = |old: &str, young: &str| old.chars().chain(young.chars()).collect();
        Ok(Names {
            surnames: lists.surnames.chars().collect(),
            rare: lists.rare_surnames.chars().collect(),
            given: [both(&lists.male_old, &lists.male_young), both(&lists.female_old, &lists.female_young)],
        })
    }

    /// A name: characters in front of a list are drawn more often.
    pub fn name(&self, rng: &mut ChaCha8Rng) -> String {
        let surname = if below(rng, 200) == 0 { one(rng, &self.rare) } else { common(rng, &self.surnames) };
        let given = &self.given[below(rng, 2)];
        let mut name = String::from(surname);
        name.push(common(rng, given));
        if below(rng, 100) < 70 {
            name.push(common(rng, given));
        }
        name
    }
}

/// A source that repeats itself.
pub fn seeded(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// A number below `limit`.
pub fn below(rng: &mut ChaCha8Rng, limit: usize) -> usize {
    let drawn = usize::try_from(rng.next_u64() >> 1).unwrap_or_default();
    drawn % limit.max(1)
}

/// One of them, each as likely.
pub fn one<T: Copy>(rng: &mut ChaCha8Rng, of: &[T]) -> T {
    of[below(rng, of.len())]
}

/// One of them, the first ones more often.
fn common(rng: &mut ChaCha8Rng, of: &[char]) -> char {
    of[below(rng, of.len()).min(below(rng, of.len()))]
}

/// A mobile telephone number.
pub fn phone(rng: &mut ChaCha8Rng) -> String {
    format!("1{}{:08}", one(rng, &["38", "39", "50", "59", "87"]), below(rng, 100_000_000))
}

/// Identity numbers of one county, each given once.
#[derive(Default)]
pub struct Numbers(HashSet<u64>);

impl Numbers {
    /// A number of the county with the year of birth and the sex of another, so that every
    /// condition on age still holds but for months.
    pub fn like(&mut self, other: &str, county: &str, rng: &mut ChaCha8Rng) -> String {
        let year = other.get(6..10).unwrap_or("1975");
        let is_male = other.as_bytes().get(16).is_some_and(|digit| digit % 2 == 1);
        loop {
            let (month, day) = (1 + below(rng, 12), 1 + below(rng, 28));
            let serial = 2 * below(rng, 500) + usize::from(is_male);
            let body = format!("{county}{year}{month:02}{day:02}{serial:03}");
            if self.0.insert(body.parse().unwrap_or_default()) {
                let check = check(&body);
                return body + check;
            }
        }
    }
}

/// The check character of GB 11643: ISO 7064 MOD 11-2.
fn check(body: &str) -> &'static str {
    const SIGNS: [&str; 11] = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"];
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize =
        body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    SIGNS[sum % 11]
}

#[cfg(test)]
mod tests {
    use super::check;

    /// The example of the standard.
    #[test]
    fn the_check_character_is_the_standard_s() {
        assert_eq!(check("11010519491231002"), "X");
        assert_eq!(check("44052418800101001"), "4");
    }
}
