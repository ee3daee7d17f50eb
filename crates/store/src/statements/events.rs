//! The ledger, its heads, the witness, and what guards a commit.

statements! {
    /// Adds an event. There is no statement that changes or deletes one.
    ADD = "INSERT INTO events (county, stream, seq, at, kind, actor, schema, pack, person, body, prev_hash, hash) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// Begins a stream; changes nothing if it exists.
    BEGIN_STREAM = "INSERT INTO heads (county, stream, seq, hash, mac) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT (county, stream) DO NOTHING";
    /// Moves a stream's head on, if it stands where the commit saw it.
    MOVE_HEAD = "UPDATE heads SET seq = $1, hash = $2, mac = $3 \
                 WHERE county = $4 AND stream = $5 AND seq = $6 AND hash = $7";
    /// Where a stream ends.
    HEAD = "SELECT seq, hash FROM heads WHERE county = $1 AND stream = $2";
    /// Heads in order of stream, a page at a time.
    HEADS_AFTER = "SELECT county, stream, seq, hash, mac FROM heads \
                   WHERE (county, stream) > ($1, $2) ORDER BY county, stream LIMIT $3";
    /// One head with its tag.
    HEAD_WITH_MAC = "SELECT seq, hash, mac FROM heads WHERE county = $1 AND stream = $2";
    /// The events of one stream, with the key that opens them.
    OF_STREAM = "SELECT e.county, e.stream, e.seq, e.at, e.kind, e.actor, e.schema, e.pack, e.person, e.body, \
        e.prev_hash, e.hash, k.wrapped FROM events e \
        LEFT JOIN person_keys k ON k.county = e.county AND k.person = e.person \
        WHERE e.county = $1 AND e.stream = $2 ORDER BY e.seq";
    /// Events in the order of the chains, a page at a time, with keys.
    AFTER = "SELECT e.county, e.stream, e.seq, e.at, e.kind, e.actor, e.schema, e.pack, e.person, e.body, \
        e.prev_hash, e.hash, k.wrapped FROM events e \
        LEFT JOIN person_keys k ON k.county = e.county AND k.person = e.person \
        WHERE (e.county, e.stream, e.seq) > ($1, $2, $3) ORDER BY e.county, e.stream, e.seq LIMIT $4";
    /// The hash of one event.
    HASH = "SELECT hash FROM events WHERE county = $1 AND stream = $2 AND seq = $3";
    /// The ends of one county's streams, a page at a time.
    HEADS_OF = "SELECT stream, seq, hash, mac FROM heads \
                WHERE county = $1 AND stream > $2 ORDER BY stream LIMIT $3";
    /// The next county that has a stream.
    COUNTY_AFTER = "SELECT county FROM heads WHERE county > $1 ORDER BY county LIMIT 1";
    /// How far a county's witness file must reach.
    WITNESS = "SELECT line, bytes, mac FROM witness WHERE county = $1 AND node = $2";
    /// How far every witness file must reach.
    WITNESSES = "SELECT county, node, line, bytes, mac FROM witness ORDER BY county, node";
    /// Notes how far a county's witness file must reach, if it reached where the caller
    /// saw it.
    SET_WITNESS = "INSERT INTO witness (county, node, line, bytes, mac) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (county, node) DO UPDATE SET line = excluded.line, bytes = excluded.bytes, \
        mac = excluded.mac WHERE witness.mac = $6";
    /// The first county after another one that has any row of the ledger or of what is
    /// derived from it.
    NEXT_COUNTY = "SELECT MIN(n.county) FROM (SELECT MIN(county) AS county FROM heads WHERE county > $1 \
        UNION ALL SELECT MIN(county) FROM people WHERE county > $1 \
        UNION ALL SELECT MIN(county) FROM applications WHERE county > $1 \
        UNION ALL SELECT MIN(county) FROM duties WHERE county > $1 \
        UNION ALL SELECT MIN(county) FROM employers WHERE county > $1 \
        UNION ALL SELECT MIN(county) FROM dossiers WHERE county > $1) AS n";
    /// Ids of a county's streams, backwards.
    STREAMS_BEFORE = "SELECT stream FROM heads WHERE county = $1 AND stream < $2 ORDER BY stream DESC LIMIT $3";
    /// The events of a range of streams, with the keys that open them.
    OF_RANGE = "SELECT e.county, e.stream, e.seq, e.at, e.kind, e.actor, e.schema, e.pack, e.person, e.body, \
        e.prev_hash, e.hash, k.wrapped FROM events e \
        LEFT JOIN person_keys k ON k.county = e.county AND k.person = e.person \
        WHERE e.county = $1 AND e.stream >= $2 AND e.stream < $3 ORDER BY e.stream, e.seq";
    /// Found only while no event was added to a range of streams: their number and the sum
    /// of their versions are the same.
    RANGE_UNMOVED = "SELECT COUNT(*) FROM heads WHERE county = $1 AND stream >= $2 AND stream < $3 \
        HAVING COUNT(*) = $4 AND CAST(COALESCE(SUM(seq), 0) AS BIGINT) = $5";
    /// Keeps the first answer to a request; changes nothing if there is one.
    KEEP_ANSWER = "INSERT INTO idempotency (county, user_name, key, request_hash, status, answer, person, at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (county, user_name, key) DO NOTHING";
    /// The first answer to a request, with the key that opens it.
    ANSWER = "SELECT i.request_hash, i.status, i.answer, i.at, i.person, k.wrapped FROM idempotency i \
        LEFT JOIN person_keys k ON k.county = i.county AND k.person = i.person \
        WHERE i.county = $1 AND i.user_name = $2 AND i.key = $3";
    /// Empties the answers about a person.
    SCRUB_ANSWERS = "UPDATE idempotency SET answer = $1 WHERE county = $2 AND person = $3";
    /// Drops answers that no client repeats any more.
    DROP_ANSWERS = "DELETE FROM idempotency WHERE at < $1";
}
