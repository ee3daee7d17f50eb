//! The one lawful place that draws random numbers: ids, tokens, salts.
//!
//! A seed makes the draws repeatable, for the demo; without one they come from the
//! operating system.

use std::sync::Mutex;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

tokio::task_local! {
    /// What a move of the demo draws from, so that moves made at once draw the same.
    static DRAWS: Chance;
}

/// A source of random numbers.
pub struct Chance(Mutex<ChaCha20Rng>);

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance(…)")
    }
}

impl Chance {
    /// Seeded by the operating system.
    pub fn from_system() -> Chance {
        #[allow(clippy::disallowed_methods)] // the one lawful place
        let rng = ChaCha20Rng::from_rng(&mut rand::rng());
        Chance(Mutex::new(rng))
    }

    /// Repeatable draws, for the demo and for tests; never for keys or tokens of a real service.
    pub fn from_seed(seed: u64) -> Chance {
        Chance(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&self, limit: u64) -> u64 {
        // The bias of the remainder is below 2^-30 for the limits used here.
        self.draw(|rng| rng.next_u64()) % limit.max(1)
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.draw(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    /// Does something that draws the same numbers from the same seed, whatever else is done
    /// meanwhile. Only the demo does.
    pub(crate) async fn during<F: Future>(seed: u64, deed: F) -> F::Output {
        DRAWS.scope(Chance::from_seed(seed), deed).await
    }

    fn draw<T>(&self, draw: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        if DRAWS.try_with(|_| ()).is_ok() {
            return DRAWS.with(|scene| scene.draw_own(draw));
        }
        self.draw_own(draw)
    }

    fn draw_own<T>(&self, draw: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        let mut rng = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        draw(&mut rng)
    }
}
