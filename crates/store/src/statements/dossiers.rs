//! Dossiers: what is kept of people and households beside applications.

macro_rules! columns {
    () => {
        "SELECT d.county, d.id, d.kind, d.person, d.station, d.office, d.bureau, d.state, d.class, d.holder, \
         d.place, d.since, d.version, d.body, k.wrapped"
    };
}

macro_rules! dossier {
    ($rest:literal) => {
        concat!(
            columns!(),
            " FROM dossiers d LEFT JOIN person_keys k ON k.county = d.county AND k.person = d.person ",
            $rest
        )
    };
}

/// By a driver; kind, place of the page before, scope, states, class, holder, how many. The holder
/// `-` stands for nobody.
macro_rules! listed {
    ($driver:literal) => {
        concat!(
            columns!(),
            ", COALESCE(p.version, 0), COALESCE(p.erased, 0) FROM dossiers d ",
            "LEFT JOIN people p ON p.county = d.county AND p.id = d.person ",
            "LEFT JOIN person_keys k ON k.county = d.county AND k.person = d.person WHERE ",
            $driver,
            " AND d.kind = $2 AND (d.place, d.id) > ($3, $4)",
            " AND ($5 = '' OR d.office = $5) AND ($6 = '' OR d.station = $6)",
            " AND ($7 = '' OR $7 LIKE '%,' || d.state || ',%') AND ($8 = '' OR d.class = $8)",
            " AND ($9 = '' OR COALESCE(d.holder, '-') = $9)",
            " ORDER BY d.place, d.id LIMIT $10"
        )
    };
}

macro_rules! tally {
    ($driver:literal) => {
        concat!(
            "SELECT d.state, d.class, COALESCE(d.holder, ''), COUNT(*) FROM dossiers d WHERE ",
            $driver,
            " AND d.kind = $2 AND ($3 = '' OR d.office = $3) AND ($4 = '' OR d.station = $4)",
            " GROUP BY d.state, d.class, COALESCE(d.holder, '') ORDER BY 1, 2, 3"
        )
    };
}

statements! {
    /// Writes the current state of a dossier.
    PUT = "INSERT INTO dossiers (county, id, kind, person, station, office, bureau, state, class, holder, place, \
        since, version, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
        ON CONFLICT (county, id) DO UPDATE SET kind = excluded.kind, person = excluded.person, \
        station = excluded.station, office = excluded.office, bureau = excluded.bureau, state = excluded.state, \
        class = excluded.class, holder = excluded.holder, place = excluded.place, since = excluded.since, \
        version = excluded.version, body = excluded.body";
    /// One dossier.
    ONE = dossier!("WHERE d.county = $1 AND d.id = $2");
    /// The dossiers of a person.
    OF_PERSON = dossier!("WHERE d.county = $1 AND d.person = $2 ORDER BY d.id");
    /// The bodies of a person's dossiers.
    BODIES_OF_PERSON = "SELECT id, version, body FROM dossiers WHERE county = $1 AND person = $2";
    /// The dossiers of a range of ids.
    OF_RANGE = dossier!("WHERE d.county = $1 AND d.id >= $2 AND d.id < $3 ORDER BY d.id");
    /// Drops the dossiers of a range of ids.
    DROP_OF_RANGE = "DELETE FROM dossiers WHERE county = $1 AND id >= $2 AND id < $3";
    /// Replaces a body, if the row is still the one that was read.
    SCRUB = "UPDATE dossiers SET body = $1 WHERE county = $2 AND id = $3 AND version = $4";
    /// A page by the station.
    LIST_BY_STATION = listed!("d.station = $1");
    /// A page by the bureau.
    LIST_BY_BUREAU = listed!("d.bureau = $1");
    /// A page of everything.
    LIST_ANYWHERE = listed!("$1 = ''");
    /// How many there are, by state, class and holder, by the station.
    COUNT_BY_STATION = tally!("d.station = $1");
    /// The same by the bureau.
    COUNT_BY_BUREAU = tally!("d.bureau = $1");
    /// The same of everything.
    COUNT_ANYWHERE = tally!("$1 = ''");
}
