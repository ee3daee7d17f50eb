-- Time limits everywhere (A2): when a term began, when its next warning is due, and what became
-- of every term: whether it was kept is told from the times, never stored.

ALTER TABLE duties ADD COLUMN begun_at TEXT;
-- When the next warning of the ladder is due. NULL: not counted yet, because the duty is new or was
-- changed.
ALTER TABLE duties ADD COLUMN ring_at TEXT;

CREATE INDEX duties_by_ring ON duties (ring_at, id);
CREATE INDEX duties_by_holder ON duties (holder, due_at, id) WHERE holder IS NOT NULL;

-- Terms that are over, and terms that were missed. `term` tells the terms of one duty apart: when
-- it began, or where that is not known when it was due. Who held it at its due time is who is
-- written here; a hand-over of what is late changes nothing. `seen_at` is when the row was written
-- first; a due time before it is a term that was missed. `docket` is the docket that was opened,
-- or `none` where none was needed.
CREATE TABLE terms (
    county   TEXT NOT NULL,
    duty     TEXT NOT NULL,
    term     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    step     TEXT NOT NULL,
    article  TEXT NOT NULL,
    holder   TEXT,
    agency   TEXT NOT NULL,
    station  TEXT NOT NULL,
    office   TEXT NOT NULL,
    bureau   TEXT NOT NULL,
    person   TEXT NOT NULL,
    begun_at TEXT,
    due_at   TEXT NOT NULL,
    seen_at  TEXT NOT NULL,
    done_at  TEXT,
    docket   TEXT,
    PRIMARY KEY (county, duty, term)
);
CREATE INDEX terms_without_docket ON terms (seen_at, duty) WHERE docket IS NULL AND due_at < seen_at;
CREATE INDEX terms_by_station ON terms (station, due_at, duty);
CREATE INDEX terms_by_bureau ON terms (bureau, due_at, duty);
