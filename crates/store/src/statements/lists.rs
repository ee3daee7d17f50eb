//! Lists of applications: by scope, awaiting receipts, on the public board.

macro_rules! summary {
    () => {
        concat!(
            "SELECT a.county, a.id, a.person, a.station, a.office, a.bureau, a.state, a.at_agency, a.holder, a.worked, ",
            "a.version, a.submitted_at, a.opened_day, a.closed, a.pending_receipts, a.notice_until, ",
            "p.id, p.version, p.erased FROM applications a ",
            "JOIN people p ON p.county = a.county AND p.id = a.person "
        )
    };
}

/// Conditions that take the empty text for "any": counties, bureau, office, station,
/// states.
macro_rules! within {
    ($counties:literal, $bureau:literal, $office:literal, $station:literal, $states:literal) => {
        concat!(
            " AND (",
            $counties,
            " = '' OR ",
            $counties,
            " LIKE '%,' || a.county || ',%')",
            " AND (",
            $bureau,
            " = '' OR a.bureau = ",
            $bureau,
            ")",
            " AND (",
            $office,
            " = '' OR a.office = ",
            $office,
            ")",
            " AND (",
            $station,
            " = '' OR a.station = ",
            $station,
            ")",
            " AND (",
            $states,
            " = '' OR ",
            $states,
            " LIKE '%,' || a.state || ',%')"
        )
    };
}

/// Newest first.
macro_rules! listed {
    ($driver:literal) => {
        concat!(
            summary!(),
            "WHERE ",
            $driver,
            " AND (a.submitted_at, a.id) < ($2, $3)",
            within!("$4", "$5", "$6", "$7", "$8"),
            " AND ($9 = '' OR a.state = $9)",
            " ORDER BY a.submitted_at DESC, a.id DESC LIMIT $10"
        )
    };
}

statements! {
    /// By station.
    LIST_BY_STATION = listed!("a.station = $1");
    /// By office.
    LIST_BY_OFFICE = listed!("a.office = $1");
    /// By bureau.
    LIST_BY_BUREAU = listed!("a.bureau = $1");
    /// Everywhere.
    LIST_ANYWHERE = listed!("$1 = ''");
    /// Those that wait for a receipt.
    LIST_AWAITING_RECEIPTS = listed!("$1 = '' AND a.pending_receipts > 0");
    /// Those that hang on the public board, with their bodies.
    ON_NOTICE = "SELECT a.county, a.id, a.person, a.station, a.office, a.bureau, a.state, a.at_agency, a.holder, \
        a.worked, a.version, a.submitted_at, a.opened_day, a.closed, a.pending_receipts, a.notice_until, \
        p.body, k.wrapped, a.body FROM applications a \
        JOIN people p ON p.county = a.county AND p.id = a.person \
        LEFT JOIN person_keys k ON k.county = p.county AND k.person = p.id \
        WHERE a.notice_until IS NOT NULL AND a.notice_until > $1 \
        AND ($2 = '' OR a.station = $2 OR a.office = $2 OR a.bureau = $2) \
        ORDER BY a.notice_until, a.id LIMIT $3";
}
