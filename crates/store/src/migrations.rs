//! The forms that the storage has had, oldest first. A form that was released is never
//! changed; what comes next is a new file with the next number.

/// Number, name and text.
pub(crate) const MIGRATIONS: &[(i64, &str, &str)] =
    &[
        (1, "first", include_str!("../migrations/0001_first.sql")),
        (3, "employers", include_str!("../migrations/0003_employers.sql")),
    ];
