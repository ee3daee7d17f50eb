//! Worklists: what is owed on open cases, by due time. One text a driver, so that each
//! walks an index in the order of the answer.

/// Duties that have a due time.
macro_rules! due {
    ($driver:literal) => {
        concat!(
            columns!(),
            "WHERE ",
            $driver,
            " AND d.kind = 'determination' AND d.due_at < $2 AND (d.due_at, d.id) > ($3, $4)",
            filters!("$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12"),
            " ORDER BY d.due_at, d.id LIMIT $13"
        )
    };
}

/// Duties whose clock is suspended: they come after the others.
macro_rules! suspended {
    ($driver:literal) => {
        concat!(
            columns!(),
            "WHERE ",
            $driver,
            " AND d.kind = 'determination' AND d.due_at IS NULL AND d.id > $2",
            filters!("$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10"),
            " ORDER BY d.id LIMIT $11"
        )
    };
}

macro_rules! counts {
    ($driver:literal) => {
        concat!(
            "SELECT d.step, COUNT(*), SUM(CASE WHEN d.due_at < $1 THEN 1 ELSE 0 END), ",
            "SUM(CASE WHEN d.due_at >= $1 AND d.due_at < $2 THEN 1 ELSE 0 END) ",
            "FROM duties d WHERE ",
            $driver,
            " AND d.kind = 'determination'",
            filters!("$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11"),
            " GROUP BY d.step ORDER BY d.step"
        )
    };
}

macro_rules! columns {
    () => {
        concat!(
            "SELECT d.county, d.id, d.subject, d.holder, d.agency, d.station, d.due_at, d.step, d.article, ",
            "d.version, d.person, p.version, p.erased FROM duties d ",
            "JOIN people p ON p.county = d.county AND p.id = d.person "
        )
    };
}

/// Conditions that take the empty text for "any": counties, bureau, office, station,
/// steps, agency, holder, one step. All of it stands in the duty itself, so that nothing is
/// looked up for rows that are not shown.
macro_rules! filters {
    ($counties:literal, $bureau:literal, $office:literal, $station:literal, $states:literal,
     $agency:literal, $holder:literal, $state:literal) => {
        concat!(
            " AND (",
            $counties,
            " = '' OR ",
            $counties,
            " LIKE '%,' || d.county || ',%')",
            " AND (",
            $bureau,
            " = '' OR d.bureau = ",
            $bureau,
            ")",
            " AND (",
            $office,
            " = '' OR d.office = ",
            $office,
            ")",
            " AND (",
            $station,
            " = '' OR d.station = ",
            $station,
            ")",
            " AND (",
            $states,
            " = '' OR ",
            $states,
            " LIKE '%,' || d.step || ',%')",
            " AND (",
            $agency,
            " = '' OR d.agency = ",
            $agency,
            ")",
            " AND (",
            $holder,
            " = '' OR d.holder = ",
            $holder,
            ")",
            " AND (",
            $state,
            " = '' OR d.step = ",
            $state,
            ")"
        )
    };
}

statements! {
    /// By the agency that owes.
    DUE_BY_AGENCY = due!("d.agency = $1");
    /// By the bureau of the case.
    DUE_BY_BUREAU = due!("d.bureau = $1");
    /// Everywhere.
    DUE_ANYWHERE = due!("$1 = ''");
    /// Suspended, by the agency that owes.
    SUSPENDED_BY_AGENCY = suspended!("d.agency = $1");
    /// Suspended, by the bureau of the case.
    SUSPENDED_BY_BUREAU = suspended!("d.bureau = $1");
    /// Suspended, everywhere.
    SUSPENDED_ANYWHERE = suspended!("$1 = ''");
    /// Counts by state, by the agency that owes.
    COUNT_BY_AGENCY = counts!("d.agency = $3");
    /// Counts by state, by the bureau of the case.
    COUNT_BY_BUREAU = counts!("d.bureau = $3");
    /// Counts by state, everywhere.
    COUNT_ANYWHERE = counts!("$3 = ''");
    /// What one agency owes, counted from an index alone: in all, late, and due soon.
    OWED_BY_AGENCY = "SELECT COUNT(*), COUNT(CASE WHEN due_at < $1 THEN 1 END), \
        COUNT(CASE WHEN due_at >= $1 AND due_at < $2 THEN 1 END) FROM duties \
        WHERE agency = $3 AND kind = 'determination'";
}
