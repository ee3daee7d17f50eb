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
    /// Drops the current state of every employer.
    DROP_ALL = "DELETE FROM employers";
    /// One employer.
    ONE = employer!("WHERE e.county = $1 AND e.id = $2");
    /// The employer with this credit code in a county.
    BY_CODE = employer!("WHERE e.county = $1 AND e.credit_code = $2");
    /// Every employer, in pages.
    AFTER = employer!("WHERE (e.county, e.id) > ($1, $2) ORDER BY e.county, e.id LIMIT $3");
    /// A page by name: counties, credit code, a part of the name, the last name, county and
    /// id of the page before.
    LIST = employer!(
        "WHERE ($1 = '' OR $1 LIKE '%,' || e.county || ',%') \
        AND ($2 = '' OR e.credit_code = $2 OR e.name LIKE $3 ESCAPE '!') \
        AND (e.name, e.county, e.id) > ($4, $5, $6) ORDER BY e.name, e.county, e.id LIMIT $7"
    );
}
