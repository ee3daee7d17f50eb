//! Who writes what at one time, across all programs on one database. A county's writers
//! go one after the other, so that what a batch expects still holds when it is done.

use crate::engine::Reach;

/// The first half of every key: the letters `leye`. Taken shared by who writes one county,
/// alone by who writes anything or changes the form of the storage.
const ALL: i32 = 0x6c65_7965;
/// The first half of the keys of counties.
const COUNTY: i32 = ALL + 1;
/// The key of the reference tables, among those of counties.
const REFERENCE: &str = "";

/// Begins a transaction that may write what the reach says.
pub(super) fn begin(reach: &Reach) -> String {
    match reach {
        Reach::County(county) => one(county),
        Reach::Reference => one(REFERENCE),
        Reach::Everything => {
            format!(
                "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({ALL}, 0)"
            )
        }
    }
}

/// The same, for who makes or changes tables: another program may be at it for long.
pub(super) fn begin_migration() -> String {
    format!(
        "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '120s'; \
         SELECT pg_advisory_xact_lock({ALL}, 0)"
    )
}

fn one(county: &str) -> String {
    format!(
        "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock_shared({ALL}, 0), pg_advisory_xact_lock({COUNTY}, {})",
        key(county)
    )
}

/// FNV-1a: the same on every machine and in every version. Two counties that share a key
/// only wait for each other.
pub(super) fn key(county: &str) -> i32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in county.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash.cast_signed()
}
