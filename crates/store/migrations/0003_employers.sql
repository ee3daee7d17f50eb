-- Employers. The key of an employer's entry lies in person_keys under the entry's id: it
-- seals whom one asks for there.
CREATE TABLE employers (
    county      TEXT NOT NULL,
    id          TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    name        TEXT NOT NULL,
    agency      TEXT NOT NULL,
    body        TEXT NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX employers_by_credit_code ON employers (county, credit_code);
CREATE INDEX employers_by_name ON employers (name, county, id);
