//! Applications, duties, outbox and audit: what a commit writes.

statements! {
    /// Writes an application's current state.
    PUT_APPLICATION = "INSERT INTO applications (county, id, person, station, office, bureau, state, at_agency, \
        holder, worked, version, submitted_at, opened_day, closed, pending_receipts, notice_until, body) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
        ON CONFLICT (county, id) DO UPDATE SET person = excluded.person, station = excluded.station, \
        office = excluded.office, bureau = excluded.bureau, state = excluded.state, \
        at_agency = excluded.at_agency, holder = excluded.holder, worked = excluded.worked, \
        version = excluded.version, submitted_at = excluded.submitted_at, opened_day = excluded.opened_day, \
        closed = excluded.closed, pending_receipts = excluded.pending_receipts, \
        notice_until = excluded.notice_until, body = excluded.body";
    /// One application with its head and the key that opens it.
    APPLICATION = "SELECT a.county, a.id, a.person, a.station, a.office, a.bureau, a.state, a.at_agency, a.holder, \
        a.worked, a.version, a.submitted_at, a.opened_day, a.closed, a.pending_receipts, a.notice_until, \
        a.body, k.wrapped, h.seq, h.hash FROM applications a \
        JOIN heads h ON h.county = a.county AND h.stream = a.id \
        LEFT JOIN person_keys k ON k.county = a.county AND k.person = a.person \
        WHERE a.county = $1 AND a.id = $2";
    /// The applications of a range of ids, with the keys that open them.
    APPLICATIONS_OF_RANGE = "SELECT a.county, a.id, a.person, a.station, a.office, a.bureau, a.state, a.at_agency, \
        a.holder, a.worked, a.version, a.submitted_at, a.opened_day, a.closed, a.pending_receipts, \
        a.notice_until, a.body, k.wrapped FROM applications a \
        LEFT JOIN person_keys k ON k.county = a.county AND k.person = a.person \
        WHERE a.county = $1 AND a.id >= $2 AND a.id < $3 ORDER BY a.id";
    /// Drops the current state of a range of applications.
    DROP_APPLICATIONS_OF_RANGE = "DELETE FROM applications WHERE county = $1 AND id >= $2 AND id < $3";
    /// A person's applications, newest first.
    OF_PERSON = "SELECT county, id, person, station, office, bureau, state, at_agency, holder, worked, version, \
        submitted_at, opened_day, closed, pending_receipts, notice_until FROM applications \
        WHERE county = $1 AND person = $2 ORDER BY submitted_at DESC, id DESC";
    /// Ids of the cases that are open, in pages.
    OPEN_CASES_AFTER = "SELECT county, id FROM applications WHERE (county, id) > ($1, $2) AND closed = 0 \
        ORDER BY county, id LIMIT $3";
    /// Found if there is any application.
    ANY_APPLICATION = "SELECT 1 FROM applications LIMIT 1";
    /// The bodies of a person's applications.
    BODIES_OF_PERSON = "SELECT id, version, body FROM applications WHERE county = $1 AND person = $2";
    /// Replaces a body, if the row is still the one that was read.
    SCRUB_APPLICATION = "UPDATE applications SET body = $1 WHERE county = $2 AND id = $3 AND version = $4";
    /// Opens a duty, or changes the open one of the same subject and kind.
    OPEN_DUTY = "INSERT INTO duties (county, id, kind, subject, holder, agency, station, office, bureau, due_at, \
        auto_at, step, article, person, version, begun_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
        ON CONFLICT (county, id) DO UPDATE SET kind = excluded.kind, subject = excluded.subject, \
        holder = excluded.holder, agency = excluded.agency, station = excluded.station, \
        office = excluded.office, bureau = excluded.bureau, due_at = excluded.due_at, \
        auto_at = excluded.auto_at, step = excluded.step, article = excluded.article, \
        person = excluded.person, version = excluded.version, begun_at = excluded.begun_at, ring_at = NULL";
    /// Closes a duty: its history is in the events.
    CLOSE_DUTY = "DELETE FROM duties WHERE county = $1 AND id = $2";
    /// Drops the duties about a range of subjects, with which their ids begin.
    DROP_DUTIES_OF_RANGE = "DELETE FROM duties WHERE county = $1 AND id >= $2 AND id < $3";
    /// The open duties about a range of subjects, with which their ids begin.
    DUTIES_OF_RANGE = "SELECT county, id, kind, subject, holder, agency, station, office, bureau, due_at, auto_at, \
        step, article, person, version, begun_at FROM duties WHERE county = $1 AND id >= $2 AND id < $3 ORDER BY id";
    /// Duties on which the service acts by itself.
    DUTIES_BY_THEMSELVES = "SELECT county, id, kind, subject, holder, agency, station, office, bureau, due_at, \
        auto_at, step, article, person, version, begun_at FROM duties WHERE auto_at IS NOT NULL AND auto_at <= $1 \
        ORDER BY auto_at, id LIMIT $2";
    /// Puts something into the outbox.
    POST = "INSERT INTO outbox (county, id, kind, subject, person, at, body, state, attempts, next_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, $8)";
    /// What waits to be sent.
    OUTBOX_WAITING = "SELECT o.county, o.id, o.kind, o.subject, o.at, o.next_at, o.person, o.attempts, o.body, \
        k.wrapped FROM outbox o LEFT JOIN person_keys k ON k.county = o.county AND k.person = o.person \
        WHERE o.state = 'waiting' AND o.next_at <= $1 ORDER BY o.next_at, o.id LIMIT $2";
    /// How much waits to be sent.
    COUNT_OUTBOX_WAITING = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'";
    /// Notes that an entry was sent.
    OUTBOX_SENT = "UPDATE outbox SET state = 'sent', attempts = attempts + 1, next_at = NULL \
        WHERE county = $1 AND id = $2";
    /// Puts an entry off.
    OUTBOX_AGAIN = "UPDATE outbox SET attempts = attempts + 1, next_at = $1 WHERE county = $2 AND id = $3";
    /// Gives an entry up.
    OUTBOX_FAILED = "UPDATE outbox SET state = 'failed', attempts = attempts + 1, next_at = NULL \
        WHERE county = $1 AND id = $2";
    /// The outbox of one person.
    OUTBOX_OF_PERSON = "SELECT id, body FROM outbox WHERE county = $1 AND person = $2";
    /// Replaces the body of an entry.
    SCRUB_OUTBOX = "UPDATE outbox SET body = $1 WHERE county = $2 AND id = $3";
    /// Records who read or did what.
    AUDIT = "INSERT INTO audit (county, id, at, actor, agency, action, subject, person, reason) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// The record about a subject, newest first.
    AUDIT_OF_SUBJECT = "SELECT county, id, at, actor, agency, action, subject, person, reason FROM audit \
        WHERE county = $1 AND subject = $2 ORDER BY id DESC LIMIT $3";
    /// The record about a person's file, newest first.
    AUDIT_OF_PERSON = "SELECT county, id, at, actor, agency, action, subject, person, reason FROM audit \
        WHERE county = $1 AND person = $2 ORDER BY id DESC LIMIT $3";
}
