//! Training storage.

pub(crate) mod move_clock;
