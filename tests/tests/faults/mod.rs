//! The whole service under faults: the real program is killed in a stream of writes, its
//! disk fills up. Whoever got an answer can rely on it, and whoever got none may repeat
//! the request under the same key.
//!
//! `LEYE_KILLS` and `LEYE_FULL_DISKS` say how often, `LEYE_SEED` which moments; `LEYE_BIN`
//! names the program, which is built when it is not given. A long run:
//!
//!     LEYE_KILLS=200 LEYE_FULL_DISKS=20 cargo test -p leye-tests faults -- --nocapture

mod chance;
mod check;
mod client;
mod crowd;
mod full_disk;
mod http;
mod kill;
mod life;
mod server;
mod server_gone;
mod storage;

/// A count from the environment, for runs that are longer than the usual one.
fn count(variable: &str, usual: u32) -> u32 {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable}: {text} is no number")),
        Err(_) => usual,
    }
}
