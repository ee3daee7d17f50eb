//! Every statement keeps to the subset of SQL that both databases share.

use leye_store::statements::all;

use crate::fixture::*;

#[test]
fn every_statement_prepares_with_its_parameters_in_order() {
    let folder = Folder::new("statements");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    drop(runtime.block_on(open(&folder)));
    let raw = folder.raw();
    let mut names = std::collections::BTreeSet::new();
    for (name, sql) in all() {
        assert!(names.insert((name, sql)), "{name} twice");
        let statement = raw.prepare(sql).unwrap_or_else(|error| panic!("{name}: {error}"));
        for index in 1..=statement.parameter_count() {
            assert_eq!(statement.parameter_name(index), Some(format!("${index}").as_str()), "{name}");
        }
    }
    assert!(names.len() > 90);
}

#[test]
fn no_statement_changes_the_ledger() {
    for (name, sql) in all() {
        let words = sql.to_uppercase();
        for forbidden in ["UPDATE EVENTS", "DELETE FROM EVENTS", "UPDATE AUDIT", "DELETE FROM AUDIT"] {
            assert!(!words.contains(forbidden), "{name}");
        }
    }
}

#[test]
fn no_statement_uses_what_only_one_database_knows() {
    for (name, sql) in all() {
        let upper = sql.to_uppercase();
        for word in [
            "?",
            "PRAGMA",
            "ROWID",
            "REPLACE INTO",
            "INSERT OR",
            "IFNULL",
            "DATETIME(",
            "STRFTIME(",
            "GLOB",
            "ILIKE",
            "::",
            "RETURNING",
            "JSON",
            "INSTR(",
            "SUBSTR(",
            "TOTAL(",
            "GROUP_CONCAT",
            "AUTOINCREMENT",
            "NOW()",
        ] {
            assert!(!upper.contains(word), "{name} uses {word}");
        }
    }
}

#[test]
fn worklists_walk_an_index_in_the_order_of_the_answer() {
    let folder = Folder::new("plans");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    drop(runtime.block_on(open(&folder)));
    let raw = folder.raw();
    for (name, sql) in all().filter(|(name, _)| name.starts_with("DUE_BY") || name.starts_with("LIST_BY")) {
        let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        // Unbound parameters are NULL: a plan does not depend on them.
        let mut rows = statement.raw_query();
        let mut plan: Vec<String> = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            plan.push(row.get(3).unwrap());
        }
        let plan = plan.join("; ");
        assert!(!plan.contains("TEMP B-TREE"), "{name}: {plan}");
        assert!(
            ["a", "d", "t"].iter().any(|alias| plan.starts_with(&format!("SEARCH {alias} USING INDEX"))),
            "{name}: {plan}"
        );
    }
}
