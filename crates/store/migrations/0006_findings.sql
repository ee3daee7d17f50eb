-- What a screening finds is owed like everything else: reviews of determined people, ends that
-- are known to come, people to reach out to. With the kind beside the agency, each list walks
-- its own part of an index, and a worklist of cases never passes over a city's outreach.

DROP INDEX duties_by_agency;

DROP INDEX duties_by_bureau;

DROP INDEX duties_by_due;

CREATE INDEX duties_by_agency ON duties (agency, kind, due_at, id, step, holder);

CREATE INDEX duties_by_bureau ON duties (bureau, kind, due_at, id, step, office, station, holder);

CREATE INDEX duties_by_due ON duties (kind, due_at, id);
