-- One witness file a county in place of one for all, so that no transaction leaves its
-- county. `node` is the folder that keeps the file. The row without a county says how far
-- the one file of form 1 reached.
CREATE TABLE witness_by_county (
    county TEXT NOT NULL,
    node   TEXT NOT NULL,
    line   BIGINT NOT NULL,
    bytes  BIGINT NOT NULL,
    mac    TEXT NOT NULL,
    PRIMARY KEY (county, node)
);
INSERT INTO witness_by_county (county, node, line, bytes, mac)
    SELECT '', 'before-0002', line, bytes, mac FROM witness;
DROP TABLE witness;
ALTER TABLE witness_by_county RENAME TO witness;
