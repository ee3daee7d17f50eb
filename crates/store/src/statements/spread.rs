//! How the tables lie on several machines: spread by county, or copied to each. The exact
//! commands stand in docs/operate/citus.md; a test holds them, the tables and every
//! statement against these lists.

/// Tables spread by their column `county`, in an order in which none comes before one that
/// it refers to. All rows of one county lie on one machine, so that every transaction does.
pub const SPREAD: &[&str] = &[
    "events",
    "heads",
    "witness",
    "person_keys",
    "people",
    "person_tokens",
    "applications",
    "duties",
    "outbox",
    "audit",
    "idempotency",
    "employers",
    "dossiers",
    "terms",
];

/// Tables of which every machine has a copy, in an order in which none comes before one
/// that it refers to.
pub const REFERENCE: &[&str] = &[
    "agencies",
    "users",
    "sessions",
    "api_tokens",
    "calendar_years",
    "calendar_days",
    "settings",
    "packs",
    "schema_migrations",
];

/// Statements that ask every machine: by name, or by the beginning of a name and `*`. With
/// each the reason why that is fine.
pub const EVERYWHERE: &[(&str, &str)] = &[
    ("AFTER", "a page of the walk of `leye verify` and `leye copy`: no person waits for it"),
    ("HEADS_AFTER", "a page of the same walk"),
    ("KEYS_AFTER", "a page of the same walk"),
    ("PAGE_OF_*", "a page of a copy"),
    ("COUNT_OF_*", "asked once before a copy"),
    ("COUNTY_AFTER", "asked once for each county at the start of a service"),
    ("WITNESSES", "as many rows as counties, asked at the start of a service"),
    ("NEXT_COUNTY", "asked once for each county of a rebuild"),
    ("ANY_APPLICATION", "any machine that has a row answers"),
    ("OPEN_CASES_AFTER", "a page of a sweep over open cases in the background"),
    ("DUTIES_BY_THEMSELVES", "what is due in the background; each machine walks its own index"),
    ("WITHOUT_DOCKET", "terms that were missed, in the background; each machine walks its own index"),
    ("RING_*", "warnings that are due, in the background; each machine walks its own index"),
    ("OWED_BY_*", "what one agency or user owes, or how much; each machine gives one page by its index"),
    ("OWED_BELOW", "the same below a bureau"),
    ("TALLY_*", "figures of time limits, added up"),
    ("OUTBOX_WAITING", "what waits to be sent, in the background; each machine walks its own index"),
    ("COUNT_OUTBOX_WAITING", "a figure for the operator"),
    ("DROP_ANSWERS", "a sweep of old answers, on which no decision rests; every machine drops its own"),
    ("BY_IDENTITY", "a number is looked for in all counties on purpose; an index on each machine"),
    ("BY_PHONE", "the same for a telephone number"),
    ("BY_TOKENS", "the same for a name"),
    ("DUE_*", "a worklist of an agency above the counties; each machine gives one page by its index"),
    ("SUSPENDED_*", "the same for what is suspended"),
    ("COUNT_BY_*", "the figures over a worklist, added up"),
    ("COUNT_ANYWHERE", "the same for the whole storage"),
    ("OWED_KINDS", "what one agency owes of each kind, counted by an index"),
    ("FOUND_*", "findings of an agency above the counties, or a figure; each machine walks its own index"),
    ("PEOPLE_AFTER", "a page of a sweep over everybody in the background"),
    ("LIST_*", "a list of an agency above the counties; each machine gives one page by its index"),
    ("LIST", "employers of all counties by name; each machine gives one page by its index"),
    ("ON_NOTICE", "the public board of an agency; each machine gives one page by its index"),
];

/// True if a statement of this name asks every machine on purpose.
pub fn is_everywhere(name: &str) -> bool {
    EVERYWHERE.iter().any(|(listed, _)| match listed.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *listed,
    })
}

/// Which parameter, counted from 1, binds a statement to one county, if one does.
pub fn county_parameter(sql: &str) -> Option<usize> {
    if sql.starts_with("INSERT INTO ") {
        return sql.contains(" (county, ").then_some(1);
    }
    let (_, after) = sql.split_once("county = $")?;
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after[..digits].parse().ok()
}

/// The tables of one of the lists that a statement names.
pub fn tables_of(sql: &str, list: &[&'static str]) -> Vec<&'static str> {
    let words: Vec<&str> = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let after = |pair: &[&str], table: &str| {
        ["FROM", "JOIN", "INTO", "UPDATE", "EXISTS"].contains(&pair[0]) && pair[1] == table
    };
    let named = |table: &&'static str| words.windows(2).any(|pair| after(pair, table));
    list.iter().filter(|table| named(table)).copied().collect()
}
