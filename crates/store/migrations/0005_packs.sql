-- The files of every pack that was ever in use or drafted, so that a later program can judge
-- by them again. Found by what is in them; a row is added, never changed and never deleted.

CREATE TABLE packs (
    files_hash TEXT NOT NULL PRIMARY KEY,
    pack_hash  TEXT NOT NULL,
    id         TEXT NOT NULL,
    kept_at    TEXT NOT NULL,
    files      TEXT NOT NULL
);

CREATE INDEX packs_by_rules ON packs (pack_hash, kept_at);
