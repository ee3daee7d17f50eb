//! People, their keys and the tokens by which their names are found.

macro_rules! person {
    ($rest:literal) => {
        concat!(
            "SELECT p.county, p.id, p.id_hash, p.phone_hash, p.station, p.body, p.version, p.erased, k.wrapped ",
            "FROM people p LEFT JOIN person_keys k ON k.county = p.county AND k.person = p.id ",
            $rest
        )
    };
}

/// People within a scope: parameters for counties, bureau, office, station, with the empty
/// text for "any". Bureau and office are those of the station that keeps the file.
macro_rules! found {
    ($driver:literal, $counties:literal, $bureau:literal, $office:literal, $station:literal, $limit:literal) => {
        concat!(
            "SELECT p.county, p.id, p.id_hash, p.phone_hash, p.station, p.body, p.version, p.erased, k.wrapped ",
            "FROM people p LEFT JOIN person_keys k ON k.county = p.county AND k.person = p.id ",
            "LEFT JOIN agencies g ON g.code = p.station WHERE ", $driver,
            " AND (", $counties, " = '' OR ", $counties, " LIKE '%,' || p.county || ',%')",
            " AND (", $bureau, " = '' OR g.bureau = ", $bureau, ")",
            " AND (", $office, " = '' OR g.office = ", $office, ")",
            " AND (", $station, " = '' OR p.station = ", $station, ")",
            " ORDER BY p.county, p.id LIMIT ", $limit
        )
    };
}

macro_rules! also_token {
    ($n:literal) => {
        concat!(
            " AND (",
            $n,
            " = '' OR EXISTS (SELECT 1 FROM person_tokens x WHERE x.county = p.county AND x.token = ",
            $n,
            " AND x.person = p.id))"
        )
    };
}

statements! {
    /// Stores the wrapped key of a new person; changes nothing if there is one.
    ADD_KEY = "INSERT INTO person_keys (county, person, wrapped) VALUES ($1, $2, $3) \
        ON CONFLICT (county, person) DO NOTHING";
    /// A person's wrapped key.
    KEY = "SELECT wrapped FROM person_keys WHERE county = $1 AND person = $2";
    /// Found while the person has a key.
    KEY_EXISTS = "SELECT 1 FROM person_keys WHERE county = $1 AND person = $2";
    /// Destroys a person's key.
    DROP_KEY = "DELETE FROM person_keys WHERE county = $1 AND person = $2";
    /// Keys in order, a page at a time.
    KEYS_AFTER = "SELECT county, person, wrapped FROM person_keys \
        WHERE (county, person) > ($1, $2) ORDER BY county, person LIMIT $3";
    /// Writes a person's current state; never brings an erased one back.
    PUT = "INSERT INTO people (county, id, id_hash, phone_hash, station, body, version, erased) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (county, id) DO UPDATE SET \
        id_hash = excluded.id_hash, phone_hash = excluded.phone_hash, station = excluded.station, \
        body = excluded.body, version = excluded.version, erased = excluded.erased \
        WHERE people.erased = 0 OR excluded.erased = 1";
    /// Found while the person is not erased.
    NOT_ERASED = "SELECT 1 FROM people WHERE county = $1 AND id = $2 AND erased = 0";
    /// Takes from an erased person all by which they could be found.
    ERASE = "UPDATE people SET id_hash = NULL, phone_hash = NULL, body = $1, erased = 1 \
        WHERE county = $2 AND id = $3 AND version = $4";
    /// Takes an identity number from whoever else bears it: only one person can.
    FREE_IDENTITY = "UPDATE people SET id_hash = NULL WHERE county = $1 AND id_hash = $2 AND id <> $3";
    /// Drops people of whom no event speaks.
    DROP_STRAYS = "DELETE FROM people WHERE county = $1 AND NOT EXISTS \
        (SELECT 1 FROM heads h WHERE h.county = people.county AND h.stream = people.id)";
    /// The people of a range of ids.
    OF_RANGE = person!("WHERE p.county = $1 AND p.id >= $2 AND p.id < $3 ORDER BY p.id");
    /// One person.
    ONE = person!("WHERE p.county = $1 AND p.id = $2");
    /// The person with this identity number in a county.
    BY_HASH = person!("WHERE p.county = $1 AND p.id_hash = $2");
    /// The files, one a county at most, of the person with this identity number.
    BY_IDENTITY = found!("p.id_hash = $1", "$2", "$3", "$4", "$5", "$6");
    /// People with this telephone number.
    BY_PHONE = found!("p.phone_hash = $1", "$2", "$3", "$4", "$5", "$6");
    /// Adds a token.
    ADD_TOKEN = "INSERT INTO person_tokens (county, token, person) VALUES ($1, $2, $3) \
        ON CONFLICT (county, token, person) DO NOTHING";
    /// The tokens of a range of people.
    TOKENS_OF_RANGE = "SELECT county, token, person FROM person_tokens \
        WHERE county = $1 AND person >= $2 AND person < $3 ORDER BY person, token";
    /// Drops the tokens of a range of people.
    DROP_TOKENS_OF_RANGE = "DELETE FROM person_tokens WHERE county = $1 AND person >= $2 AND person < $3";
    /// Drops a person's tokens.
    DROP_TOKENS = "DELETE FROM person_tokens WHERE county = $1 AND person = $2";
    /// People whose names bear all of up to six tokens.
    BY_TOKENS = concat!(
        "SELECT p.county, p.id, p.id_hash, p.phone_hash, p.station, p.body, p.version, p.erased, k.wrapped ",
        "FROM person_tokens t JOIN people p ON p.county = t.county AND p.id = t.person ",
        "LEFT JOIN person_keys k ON k.county = p.county AND k.person = p.id ",
        "LEFT JOIN agencies g ON g.code = p.station ",
        "WHERE t.token = $1",
        also_token!("$2"), also_token!("$3"), also_token!("$4"), also_token!("$5"), also_token!("$6"),
        " AND ($7 = '' OR $7 LIKE '%,' || p.county || ',%') AND ($8 = '' OR g.bureau = $8) ",
        "AND ($9 = '' OR g.office = $9) AND ($10 = '' OR p.station = $10) ",
        "ORDER BY t.county, t.person LIMIT $11");
    /// Whether an erasure of the person is on record.
    ERASURE_ON_RECORD = "SELECT 1 FROM audit WHERE county = $1 AND person = $2 AND action = 'erase_person' LIMIT 1";
}
