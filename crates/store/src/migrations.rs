//! The forms that the storage has had, oldest first. A form that was released is never
//! changed; what comes next is a new file with the next number.

/// Number, name and text. One text for both databases.
pub(crate) const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "first", include_str!("../migrations/0001_first.sql")),
    (2, "witness_by_county", include_str!("../migrations/0002_witness_by_county.sql")),
    (3, "employers", include_str!("../migrations/0003_employers.sql")),
    (4, "lists", include_str!("../migrations/0004_lists.sql")),
    (5, "packs", include_str!("../migrations/0005_packs.sql")),
    (6, "findings", include_str!("../migrations/0006_findings.sql")),
    (7, "dossiers", include_str!("../migrations/0007_dossiers.sql")),
    (8, "terms", include_str!("../migrations/0008_terms.sql")),
];

/// The newest form that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |newest| newest.0)
}

/// The number of the form that brought a table.
pub(crate) fn form_of(table: &str) -> i64 {
    let made = format!("CREATE TABLE {table} (");
    let brought = MIGRATIONS.iter().find(|(_, _, text)| text.contains(&made));
    brought.map_or_else(newest, |migration| migration.0)
}
