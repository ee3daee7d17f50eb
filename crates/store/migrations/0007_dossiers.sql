-- What is kept of a person beside their applications: assistance, work and follow-up,
-- registration; and of households. One row a stream, as it stands; `kind` says which.
-- `place` orders a list: what is most urgent has the lowest.
CREATE TABLE dossiers (
    county  TEXT NOT NULL,
    id      TEXT NOT NULL,
    kind    TEXT NOT NULL,
    person  TEXT NOT NULL,
    station TEXT NOT NULL,
    office  TEXT NOT NULL,
    bureau  TEXT NOT NULL,
    state   TEXT NOT NULL,
    class   TEXT NOT NULL,
    holder  TEXT,
    place   BIGINT NOT NULL,
    since   TEXT NOT NULL,
    version BIGINT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX dossiers_by_station ON dossiers (station, kind, place, id, state, class, holder);
CREATE INDEX dossiers_by_bureau ON dossiers (bureau, kind, place, id, state, class, holder, office, station);
CREATE INDEX dossiers_by_kind ON dossiers (kind, place, id);
CREATE INDEX dossiers_by_person ON dossiers (county, person);
