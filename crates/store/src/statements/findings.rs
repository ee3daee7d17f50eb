//! What screenings found: reviews, ends to come and outreach, by due time; and what a
//! screening of the register reads.

/// By a driver; parameters for kind, place, end of time, scope, holder, and how many.
macro_rules! found {
    ($driver:literal) => {
        concat!(
            "SELECT d.county, d.id, d.subject, d.station, d.due_at, d.person, d.version, ",
            "COALESCE(p.version, 0), COALESCE(p.erased, 0), d.holder FROM duties d ",
            "LEFT JOIN people p ON p.county = d.county AND p.id = d.person AND p.station = d.station WHERE ",
            $driver,
            " AND d.kind = $2 AND (d.due_at, d.id) > ($3, $4) AND d.due_at < $5",
            " AND ($6 = '' OR d.office = $6) AND ($7 = '' OR d.station = $7)",
            " AND ($8 = '' OR d.holder = $8) ORDER BY d.due_at, d.id LIMIT $9"
        )
    };
}

statements! {
    /// By the agency that owes.
    FOUND_BY_AGENCY = found!("d.agency = $1");
    /// By the bureau.
    FOUND_BY_BUREAU = found!("d.bureau = $1");
    /// Everywhere.
    FOUND_ANYWHERE = found!("$1 = ''");
    /// How much an agency owes of a kind, counted from an index alone: in all, and late.
    FOUND_COUNT = "SELECT COUNT(*), COUNT(CASE WHEN due_at < $1 THEN 1 END) FROM duties \
        WHERE agency = $2 AND kind = $3";
    /// How much an agency owes of each kind beside cases, counted from an index alone: in all,
    /// late, and by one user.
    OWED_KINDS = "SELECT kind, COUNT(*), COUNT(CASE WHEN due_at < $1 THEN 1 END), \
        COUNT(CASE WHEN holder = $2 THEN 1 END) FROM duties \
        WHERE agency = $3 AND kind <> 'determination' AND due_at IS NOT NULL GROUP BY kind ORDER BY kind";
    /// A page of the people of the whole storage.
    PEOPLE_AFTER = "SELECT p.county, p.id, p.id_hash, p.phone_hash, p.station, p.body, p.version, p.erased, \
        k.wrapped FROM people p LEFT JOIN person_keys k ON k.county = p.county AND k.person = p.id \
        WHERE (p.county, p.id) > ($1, $2) AND p.erased = 0 ORDER BY p.county, p.id LIMIT $3";
    /// The applications in one state of a range of people, with the keys that open them.
    CASES_OF_PEOPLE = "SELECT a.county, a.id, a.person, a.station, a.office, a.bureau, a.state, a.at_agency, \
        a.holder, a.worked, a.version, a.submitted_at, a.opened_day, a.closed, a.pending_receipts, \
        a.notice_until, a.body, k.wrapped FROM applications a \
        LEFT JOIN person_keys k ON k.county = a.county AND k.person = a.person \
        WHERE a.county = $1 AND a.person >= $2 AND a.person <= $3 AND a.state = $4 ORDER BY a.person, a.id";
    /// Drops what screenings found about somebody.
    DROP_FINDINGS = "DELETE FROM duties WHERE county = $1 AND person = $2 AND kind NOT IN \
        ('determination', 'outreach', 'original', 'lost_original')";
}
