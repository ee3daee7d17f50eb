//! Time limits: what became of every term, the warnings that are due, and what is owed by whom.

macro_rules! duty {
    ($rest:literal) => {
        concat!(
            "SELECT county, id, kind, subject, holder, agency, station, office, bureau, due_at, auto_at, step, ",
            "article, person, version, begun_at FROM duties ",
            $rest
        )
    };
}

macro_rules! term {
    ($rest:literal) => {
        concat!(
            "SELECT county, duty, term, kind, subject, step, article, holder, agency, station, office, bureau, ",
            "person, begun_at, due_at, seen_at, done_at, docket FROM terms t ",
            $rest
        )
    };
}

/// By a driver; from, until, office, station.
macro_rules! tally {
    ($driver:literal) => {
        concat!(
            "SELECT agency, COALESCE(holder, ''), kind, step, COUNT(*), ",
            "COUNT(CASE WHEN due_at < seen_at THEN 1 END) FROM terms WHERE ",
            $driver,
            " AND due_at >= $2 AND due_at < $3 AND ($4 = '' OR office = $4) AND ($5 = '' OR station = $5)",
            " GROUP BY agency, COALESCE(holder, ''), kind, step ORDER BY 1, 2, 3, 4"
        )
    };
}

/// By a driver; from, until, office, station, agency, holder, kind, step, only those that were missed,
/// how many; the newest first.
macro_rules! listed {
    ($driver:literal) => {
        concat!(
            term!("WHERE "),
            $driver,
            " AND due_at >= $2 AND due_at < $3 AND ($4 = '' OR office = $4) AND ($5 = '' OR station = $5)",
            " AND ($6 = '' OR agency = $6) AND ($7 = '' OR holder = $7) AND ($8 = '' OR kind = $8)",
            " AND ($9 = '' OR step = $9)",
            " AND ($10 = '' OR due_at < seen_at) ORDER BY due_at DESC, duty DESC LIMIT $11"
        )
    };
}

statements! {
    /// Notes what became of a duty's term before the duty is closed or changed: `$3` is now, `$4` the
    /// term that goes on, or nothing. A term that was missed stays as it was at its due
    /// time; one that stood still and goes on is not done.
    KEEP = "INSERT INTO terms (county, duty, term, kind, subject, step, article, holder, agency, station, office, \
        bureau, person, begun_at, due_at, seen_at, done_at) \
        SELECT $1, $2, COALESCE(d.begun_at, d.due_at), d.kind, d.subject, d.step, d.article, d.holder, \
        d.agency, d.station, d.office, d.bureau, d.person, d.begun_at, d.due_at, $3, \
        CASE WHEN COALESCE(d.begun_at, d.due_at) = $4 THEN NULL ELSE $3 END FROM duties d \
        WHERE d.county = $1 AND d.id = $2 AND d.due_at IS NOT NULL \
        AND (d.due_at < $3 OR COALESCE(d.begun_at, d.due_at) <> $4) \
        ON CONFLICT (county, duty, term) DO UPDATE SET \
        holder = CASE WHEN terms.due_at < terms.seen_at THEN terms.holder ELSE excluded.holder END, \
        agency = CASE WHEN terms.due_at < terms.seen_at THEN terms.agency ELSE excluded.agency END, \
        station = CASE WHEN terms.due_at < terms.seen_at THEN terms.station ELSE excluded.station END, \
        office = CASE WHEN terms.due_at < terms.seen_at THEN terms.office ELSE excluded.office END, \
        bureau = CASE WHEN terms.due_at < terms.seen_at THEN terms.bureau ELSE excluded.bureau END, \
        due_at = CASE WHEN terms.due_at < terms.seen_at THEN terms.due_at ELSE excluded.due_at END, \
        seen_at = CASE WHEN terms.due_at < terms.seen_at THEN terms.seen_at ELSE excluded.seen_at END, \
        done_at = CASE WHEN terms.due_at < terms.seen_at THEN COALESCE(excluded.done_at, terms.done_at) \
        ELSE excluded.done_at END";
    /// Terms that were missed and have no docket yet.
    WITHOUT_DOCKET = term!("WHERE docket IS NULL AND due_at < seen_at ORDER BY seen_at, duty LIMIT $1");
    /// Notes the docket of a term.
    SET_DOCKET = "UPDATE terms SET docket = $1 WHERE county = $2 AND duty = $3 AND term = $4";
    /// One term.
    ONE = term!("WHERE county = $1 AND duty = $2 AND term = $3");
    /// Counts by agency, holder, kind and step, by the station.
    TALLY_BY_STATION = tally!("station = $1");
    /// The same by the bureau.
    TALLY_BY_BUREAU = tally!("bureau = $1");
    /// The same of everything.
    TALLY_ANYWHERE = tally!("$1 = ''");
    /// The terms behind a count, by the station.
    LIST_BY_STATION = listed!("station = $1");
    /// The same by the bureau.
    LIST_BY_BUREAU = listed!("bureau = $1");
    /// The same of everything.
    LIST_ANYWHERE = listed!("$1 = ''");
    /// Duties whose warnings were not counted yet.
    RING_UNKNOWN = duty!("WHERE ring_at IS NULL ORDER BY id LIMIT $1");
    /// Duties of which a warning is due.
    RING_DUE = duty!("WHERE ring_at <= $1 ORDER BY ring_at, id LIMIT $2");
    /// When the next warning of a duty is due, if the duty is still the one that was read.
    SET_RING = "UPDATE duties SET ring_at = $1 WHERE county = $2 AND id = $3 AND COALESCE(due_at, '') = $4 \
        AND COALESCE(holder, '') = $5 AND version = $6";
    /// Puts a warning into the outbox, once for ever.
    WARN = "INSERT INTO outbox (county, id, kind, subject, person, at, body, state, attempts, next_at) \
        VALUES ($1, $2, 'warning', $3, NULL, $4, $5, 'waiting', 0, $4) ON CONFLICT (county, id) DO NOTHING";
    /// What somebody owes, by due time.
    OWED_BY_HOLDER = duty!("WHERE holder = $1 AND due_at IS NOT NULL AND due_at < $2 ORDER BY due_at, id LIMIT $3");
    /// What an agency owes, by due time.
    OWED_BY_AGENCY_ALL =
        duty!("WHERE agency = $1 AND due_at IS NOT NULL AND due_at < $2 ORDER BY due_at, id LIMIT $3");
    /// What is owed below a bureau and was due before a time, by due time.
    OWED_BELOW = duty!("WHERE bureau = $1 AND ($2 = '' OR office = $2) AND due_at IS NOT NULL AND due_at < $3 \
        ORDER BY due_at, id LIMIT $4");
}
