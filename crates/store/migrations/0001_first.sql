-- The first form of the storage. One text for SQLite and PostgreSQL.
-- Tables whose key begins with `county` are spread by it; the others are reference
-- tables, copied to every node. Instants are TEXT in RFC 3339, UTC, with six digits of
-- a second, so that their order as text is their order in time.

-- The ledger. Rows are added, never changed and never deleted.
CREATE TABLE events (
    county    TEXT NOT NULL,
    stream    TEXT NOT NULL,
    seq       BIGINT NOT NULL CHECK (seq >= 1),
    at        TEXT NOT NULL,
    kind      TEXT NOT NULL,
    actor     TEXT NOT NULL,
    schema    BIGINT NOT NULL,
    pack      TEXT NOT NULL,
    person    TEXT,
    body      TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL,
    PRIMARY KEY (county, stream, seq)
);

-- The last link of every chain; `mac` is keyed, so that nobody adds a link without the key.
CREATE TABLE heads (
    county TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq    BIGINT NOT NULL CHECK (seq >= 1),
    hash   TEXT NOT NULL,
    mac    TEXT NOT NULL,
    PRIMARY KEY (county, stream)
);

-- How far heads.log must reach: one row.
CREATE TABLE witness (
    id    BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    line  BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    mac   TEXT NOT NULL
);

-- One data key a person, wrapped by the master key. Deleting a row erases the person.
CREATE TABLE person_keys (
    county  TEXT NOT NULL,
    person  TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (county, person)
);

CREATE TABLE people (
    county     TEXT NOT NULL,
    id         TEXT NOT NULL,
    id_hash    TEXT,
    phone_hash TEXT,
    station    TEXT NOT NULL,
    body       TEXT NOT NULL,
    version    BIGINT NOT NULL,
    erased     BIGINT NOT NULL CHECK (erased IN (0, 1)),
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX people_by_identity ON people (county, id_hash);
CREATE INDEX people_by_identity_anywhere ON people (id_hash);
CREATE INDEX people_by_phone ON people (phone_hash);

CREATE TABLE person_tokens (
    county TEXT NOT NULL,
    token  TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (county, token, person),
    FOREIGN KEY (county, person) REFERENCES people (county, id)
);
CREATE INDEX person_tokens_by_token ON person_tokens (token);
CREATE INDEX person_tokens_by_person ON person_tokens (county, person);

CREATE TABLE applications (
    county           TEXT NOT NULL,
    id               TEXT NOT NULL,
    person           TEXT NOT NULL,
    station          TEXT NOT NULL,
    office           TEXT NOT NULL,
    bureau           TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN (
        'received', 'correction', 'initial_review', 'form', 'posting', 'notice',
        'objection', 'entry', 'second_review', 'returned', 'confirmation', 'annotation',
        'papers_back', 'completed', 'refused', 'withdrawn')),
    at_agency        TEXT NOT NULL,
    holder           TEXT,
    worked           TEXT NOT NULL,
    version          BIGINT NOT NULL,
    submitted_at     TEXT NOT NULL,
    opened_day       TEXT NOT NULL,
    closed           BIGINT NOT NULL CHECK (closed IN (0, 1)),
    pending_receipts BIGINT NOT NULL CHECK (pending_receipts >= 0),
    notice_until     TEXT,
    body             TEXT NOT NULL,
    PRIMARY KEY (county, id),
    FOREIGN KEY (county, person) REFERENCES people (county, id)
);
CREATE INDEX applications_by_person ON applications (person, submitted_at, id);
CREATE INDEX applications_by_station ON applications (station, submitted_at, id);
CREATE INDEX applications_by_office ON applications (office, submitted_at, id);
CREATE INDEX applications_by_bureau ON applications (bureau, submitted_at, id);
CREATE INDEX applications_by_day ON applications (submitted_at, id);
CREATE INDEX applications_on_notice ON applications (notice_until) WHERE notice_until IS NOT NULL;
CREATE INDEX applications_awaiting_receipts ON applications (submitted_at, id) WHERE pending_receipts > 0;

-- Whatever somebody owes by a time, while it is owed. `due_at` NULL: suspended.
CREATE TABLE duties (
    county  TEXT NOT NULL,
    id      TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    holder  TEXT,
    agency  TEXT NOT NULL,
    station TEXT NOT NULL,
    office  TEXT NOT NULL,
    bureau  TEXT NOT NULL,
    due_at  TEXT,
    auto_at TEXT,
    step    TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX duties_by_subject ON duties (county, subject);
CREATE INDEX duties_by_agency ON duties (agency, due_at, id);
CREATE INDEX duties_by_holder ON duties (holder, due_at, id) WHERE holder IS NOT NULL;
CREATE INDEX duties_by_station ON duties (station, due_at, id);
CREATE INDEX duties_by_office ON duties (office, due_at, id);
CREATE INDEX duties_by_bureau ON duties (bureau, due_at, id);
CREATE INDEX duties_by_due ON duties (due_at, id);
CREATE INDEX duties_by_themselves ON duties (auto_at, id) WHERE auto_at IS NOT NULL;

CREATE TABLE outbox (
    county   TEXT NOT NULL,
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    person   TEXT,
    at       TEXT NOT NULL,
    body     TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts BIGINT NOT NULL,
    next_at  TEXT,
    PRIMARY KEY (county, id)
);
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE state = 'waiting';
CREATE INDEX outbox_by_person ON outbox (county, person);

-- Who read or did what. Rows are added only.
CREATE TABLE audit (
    county  TEXT NOT NULL,
    id      TEXT NOT NULL,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    agency  TEXT,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    person  TEXT,
    reason  TEXT,
    PRIMARY KEY (county, id)
);
CREATE INDEX audit_by_subject ON audit (county, subject);
CREATE INDEX audit_by_person ON audit (county, person);

-- The first answer to every request that bore a key.
CREATE TABLE idempotency (
    county       TEXT NOT NULL,
    user_name    TEXT NOT NULL,
    key          TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status       BIGINT NOT NULL,
    answer       TEXT NOT NULL,
    person       TEXT,
    at           TEXT NOT NULL,
    PRIMARY KEY (county, user_name, key)
);
CREATE INDEX idempotency_by_person ON idempotency (county, person) WHERE person IS NOT NULL;
CREATE INDEX idempotency_by_age ON idempotency (at);

-- Reference tables.
CREATE TABLE agencies (
    code              TEXT NOT NULL PRIMARY KEY,
    level             TEXT NOT NULL CHECK (level IN ('station', 'office', 'bureau', 'city')),
    name_hans         TEXT NOT NULL,
    name_hant         TEXT NOT NULL,
    parent            TEXT,
    bureau            TEXT,
    office            TEXT,
    is_virtual        BIGINT NOT NULL CHECK (is_virtual IN (0, 1)),
    close_of_business TEXT NOT NULL DEFAULT '17:00',
    phone             TEXT NOT NULL,
    address           TEXT NOT NULL,
    active            BIGINT NOT NULL CHECK (active IN (0, 1))
);
CREATE INDEX agencies_by_parent ON agencies (parent);

CREATE TABLE users (
    name          TEXT NOT NULL PRIMARY KEY,
    display_name  TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN (
        'clerk', 'reviewer', 'head', 'inspector', 'auditor', 'administrator')),
    agency        TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    identity_hash TEXT,
    active        BIGINT NOT NULL CHECK (active IN (0, 1)),
    must_change   BIGINT NOT NULL CHECK (must_change IN (0, 1)),
    version       BIGINT NOT NULL,
    created_at    TEXT NOT NULL
);
CREATE INDEX users_by_agency ON users (agency);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_name  TEXT NOT NULL REFERENCES users (name),
    csrf       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_name);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE api_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_name  TEXT NOT NULL REFERENCES users (name),
    label      TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT
);
CREATE INDEX api_tokens_by_user ON api_tokens (user_name);

CREATE TABLE calendar_years (
    year        BIGINT NOT NULL PRIMARY KEY,
    imported_at TEXT NOT NULL,
    source      TEXT NOT NULL
);

CREATE TABLE calendar_days (
    date TEXT NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES calendar_years (year),
    kind TEXT NOT NULL,
    name TEXT NOT NULL
);
CREATE INDEX calendar_days_by_year ON calendar_days (year);

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
