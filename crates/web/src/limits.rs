//! How often somebody may try: sign-ins by name and by address; objections, self-checks, photos
//! and checks of papers by address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::Timestamp;

/// The limits of the service.
pub(crate) struct Limits {
    by_name: DefaultKeyedRateLimiter<String>,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
    objections: DefaultKeyedRateLimiter<IpAddr>,
    checks: DefaultKeyedRateLimiter<IpAddr>,
    handed_in: DefaultKeyedRateLimiter<IpAddr>,
    verified: DefaultKeyedRateLimiter<IpAddr>,
    /// When ratings came lately, by address.
    rated: Mutex<HashMap<IpAddr, Vec<Timestamp>>>,
}

fn per_minute(count: u32, burst: u32) -> Quota {
    let number = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    Quota::per_minute(number(count)).allow_burst(number(burst))
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            // A forgotten password takes a few tries; a guesser needs thousands.
            by_name: RateLimiter::keyed(per_minute(5, 10)),
            // A whole station may sit behind one address.
            by_address: RateLimiter::keyed(per_minute(60, 120)),
            objections: RateLimiter::keyed(per_minute(6, 12)),
            // A check takes some twenty pages, and a whole station may sit behind one address.
            checks: RateLimiter::keyed(per_minute(300, 600)),
            // Somebody photographs page after page.
            handed_in: RateLimiter::keyed(per_minute(30, 60)),
            // A counter checks paper after paper; a guesser of codes needs more tries than a life has.
            verified: RateLimiter::keyed(per_minute(60, 120)),
            rated: Mutex::default(),
        }
    }
}

impl Limits {
    /// Whether one more sign-in may be tried.
    pub(crate) fn may_sign_in(&self, name: &str, from: IpAddr) -> bool {
        // Names that nobody has must not fill the memory.
        self.by_name.retain_recent();
        self.by_address.retain_recent();
        self.by_address.check_key(&from).is_ok() && self.by_name.check_key(&name.to_lowercase()).is_ok()
    }

    /// Whether one more objection may be sent.
    pub(crate) fn may_object(&self, from: IpAddr) -> bool {
        self.objections.retain_recent();
        self.objections.check_key(&from).is_ok()
    }

    /// Whether photos may be sent once more by a link.
    pub(crate) fn may_hand_in(&self, from: IpAddr) -> bool {
        self.handed_in.retain_recent();
        self.handed_in.check_key(&from).is_ok()
    }

    /// Whether one more paper may be checked.
    pub(crate) fn may_verify(&self, from: IpAddr) -> bool {
        self.verified.retain_recent();
        self.verified.check_key(&from).is_ok()
    }

    /// How many ratings came from an address within an hour, with one that comes now.
    pub(crate) fn ratings_from(&self, from: IpAddr, now: Timestamp) -> usize {
        let mut all = self.rated.lock().unwrap_or_else(PoisonError::into_inner);
        let is_late = |at: &Timestamp| now.duration_since(*at).as_hours() < 1;
        // Addresses from which nothing came lately must not fill the memory.
        all.retain(|_, times| times.iter().any(is_late));
        let times = all.entry(from).or_default();
        times.retain(is_late);
        times.push(now);
        times.len()
    }

    /// Whether one more page of the self-check may be asked for.
    pub(crate) fn may_check(&self, from: IpAddr) -> bool {
        self.checks.retain_recent();
        self.checks.check_key(&from).is_ok()
    }
}
