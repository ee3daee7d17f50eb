-- A list of what is owed shows whom it is about and which version somebody looks at. With
-- both in the duty, a page of it needs neither the case nor the applicant's snapshot.

ALTER TABLE duties ADD COLUMN person TEXT NOT NULL DEFAULT '';

ALTER TABLE duties ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

UPDATE duties SET
    person = COALESCE((SELECT a.person FROM applications a WHERE a.county = duties.county AND a.id = duties.subject), ''),
    version = COALESCE((SELECT a.version FROM applications a WHERE a.county = duties.county AND a.id = duties.subject), 0);

-- In the order of the answer, so that a search for a frequent name ends with its first page.

DROP INDEX person_tokens_by_token;

CREATE INDEX person_tokens_by_token ON person_tokens (token, county, person);

-- One index finds an identity number in a county and anywhere.

DROP INDEX people_by_identity;

DROP INDEX people_by_identity_anywhere;

CREATE UNIQUE INDEX people_by_identity ON people (id_hash, county);

-- With the step beside it, duties in other steps are passed over without being looked up.
-- Every act closes a duty and opens the next one: each index here is paid for at each act, so
-- that one serves whatever is asked below a bureau, and the id, which begins with the subject,
-- finds what belongs to one.

DROP INDEX duties_by_agency;

DROP INDEX duties_by_subject;

DROP INDEX duties_by_holder;

DROP INDEX duties_by_station;

DROP INDEX duties_by_office;

DROP INDEX duties_by_bureau;

CREATE INDEX duties_by_agency ON duties (agency, due_at, id, step, holder);

CREATE INDEX duties_by_bureau ON duties (bureau, due_at, id, step, office, station, holder);
