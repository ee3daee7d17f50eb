//! Choices of the demo: the same seed makes the same ones.

use crate::chance::Chance;

/// Draws of a seed.
#[derive(Debug)]
pub(super) struct Draw(Chance);

/// The seed of one move of one case: what is drawn in it does not depend on what else is
/// done meanwhile.
pub(super) fn seed_of_move(seed: u64, case: usize, step: usize) -> u64 {
    let number = |of: usize| u64::try_from(of).unwrap_or(u64::MAX);
    let place = number(case).wrapping_mul(1_000).wrapping_add(number(step) + 1);
    // Odd, so that no two places of one seed meet.
    seed ^ place.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Draw {
    pub(super) fn new(seed: u64) -> Draw {
        Draw(Chance::from_seed(seed))
    }

    /// A number below `limit`; 0 when there is none.
    pub(super) fn below(&self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(self.0.below(limit)).unwrap_or_default()
    }

    /// A number of both ends included.
    pub(super) fn between(&self, least: usize, most: usize) -> usize {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// True `percent` times of a hundred.
    pub(super) fn in_hundred(&self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several; the list must not be empty.
    pub(super) fn one<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One character; those in front come more often.
    pub(super) fn front_char(&self, of: &str) -> Option<char> {
        let count = of.chars().count();
        of.chars().nth(self.below(count).min(self.below(count)))
    }

    /// One character, each as often.
    pub(super) fn any_char(&self, of: &str) -> Option<char> {
        of.chars().nth(self.below(of.chars().count()))
    }
}
