//! Moments and choices that the same seed gives again.

/// SplitMix64: enough for choosing moments, and the same everywhere.
pub struct Chance(u64);

impl Chance {
    /// By the seed of the run, and what the numbers are for.
    pub fn of(purpose: &str) -> Chance {
        let seed = u64::from(super::count("LEYE_SEED", 1));
        let mixed = purpose.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        Chance(mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.next() % (most - least + 1)
    }
}
