//! Employers.

macro_rules! employer {
    ($rest:literal) => {
        concat!(
            "SELECT e.county, e.id, e.credit_code, e.name, e.agency, e.body, e.version, k.wrapped ",
            "FROM employers e LEFT JOIN person_keys k ON k.county = e.county AND k.person = e.id ",
            $rest
        )
    };
}

statements! {
    /// Writes the current state of an employer.
    PUT = "INSERT INTO employers (county, id, credit_code, name, agency, body, version) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (county, id) DO UPDATE SET \
        credit_code = excluded.credit_code, name = excluded.name, agency = excluded.agency, \
        body = excluded.body, version = excluded.version";
    /// Drops employers of a range of ids of whom no event speaks.
    DROP_STRAYS_OF_RANGE = "DELETE FROM employers WHERE county = $1 AND id >= $2 AND id < $3 AND NOT EXISTS \
        (SELECT 1 FROM heads h WHERE h.county = employers.county AND h.stream = employers.id)";
    /// Takes a credit code from whoever else bears it: only one employer can.
    FREE_CODE = "UPDATE employers SET credit_code = id WHERE county = $1 AND credit_code = $2 AND id <> $3";
    /// One employer.
    ONE = employer!("WHERE e.county = $1 AND e.id = $2");
    /// The employer with this credit code in a county.
    BY_CODE = employer!("WHERE e.county = $1 AND e.credit_code = $2");
    /// The employers of a range of ids.
    OF_RANGE = employer!("WHERE e.county = $1 AND e.id >= $2 AND e.id < $3 ORDER BY e.id");
    /// A page by name: counties, credit code, a part of the name in small letters, the last
    /// name, county and id of the page before. `LOWER`: by itself `LIKE` tells large from
    /// small letters on PostgreSQL and not on SQLite.
    LIST = employer!(
        "WHERE ($1 = '' OR $1 LIKE '%,' || e.county || ',%') \
        AND ($2 = '' OR e.credit_code = $2 OR LOWER(e.name) LIKE $3 ESCAPE '!') \
        AND (e.name, e.county, e.id) > ($4, $5, $6) ORDER BY e.name, e.county, e.id LIMIT $7"
    );
}
