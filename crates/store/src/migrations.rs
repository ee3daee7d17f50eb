//! The forms that the storage has had, oldest first. A form that was released is never
//! changed; what comes next is a new file with the next number.

/// Number, name and text. One text for both databases.
pub(crate) const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "first", include_str!("../migrations/0001_first.sql")),
    (2, "witness_by_county", include_str!("../migrations/0002_witness_by_county.sql")),
];

/// The newest form that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |newest| newest.0)
}
