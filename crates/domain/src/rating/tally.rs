//! How many think how.

use super::grade::{Aspect, Grade};

/// The grades of the three aspects, in the order of [`Aspect::ALL`], with how many gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(Vec<([Grade; 3], u64)>);

/// How many of how many are content with an aspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Content: neither dissatisfied nor very dissatisfied.
    pub content: u64,
    /// Of so many.
    pub all: u64,
}

impl Share {
    /// Of a hundred, rounded down: nobody looks better than they are.
    pub fn percent(self) -> u64 {
        (self.content * 100).checked_div(self.all).unwrap_or(0)
    }
}

impl Tally {
    /// Counts some more.
    pub fn add(&mut self, grades: [Grade; 3], count: u64) {
        self.0.push((grades, count));
    }

    /// How many ratings.
    pub fn all(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// How many are content with an aspect; `bad_from` is the grade from which one is not.
    pub fn share(&self, aspect: Aspect, bad_from: u16) -> Share {
        let place = Aspect::ALL.iter().position(|one| *one == aspect).unwrap_or_default();
        let content = self.0.iter().filter(|(grades, _)| grades[place].place() < bad_from);
        Share { content: content.map(|(_, count)| count).sum(), all: self.all() }
    }
}
