//! The tables can be spread over several machines by county: every key, every statement and
//! the commands that an operator is given.

use std::collections::{BTreeMap, BTreeSet};

use leye_store::statements::{
    REFERENCE, SPREAD, all,
    spread::{EVERYWHERE, county_parameter, is_everywhere, tables_of},
};

use crate::fixture::*;

const DOCUMENT: &str = include_str!("../../../docs/operate/citus.md");

#[tokio::test(flavor = "multi_thread")]
async fn every_table_and_every_key_can_be_spread() {
    let folder = Folder::on(Kind::Postgres, "citus");
    drop(open(&folder).await);
    let lines = |sql: &str| -> Vec<String> { folder.cell(sql).lines().map(str::to_owned).collect() };
    let tables: BTreeSet<_> =
        lines("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").into_iter().collect();
    let listed: BTreeSet<_> = SPREAD.iter().chain(REFERENCE).map(|table| (*table).to_owned()).collect();
    assert_eq!(tables, listed);
    assert_eq!(listed.len(), SPREAD.len() + REFERENCE.len(), "a table twice");
    let keys = lines(
        "SELECT c.relname || ' ' || k.relname || ' ' || \
         (SELECT string_agg(a.attname, ',') FROM pg_attribute a WHERE a.attrelid = k.oid) \
         FROM pg_index i JOIN pg_class k ON k.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid \
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE i.indisunique AND n.nspname = current_schema()",
    );
    let mut primary = 0;
    for key in &keys {
        let [table, name, columns] = key.split(' ').collect::<Vec<_>>()[..] else { panic!("{key}") };
        if SPREAD.contains(&table) {
            assert!(columns.starts_with("county,"), "{key}: the machine would have to ask the others");
            primary += usize::from(name.ends_with("_pkey"));
        }
    }
    assert_eq!(primary, SPREAD.len(), "{keys:?}");
    let foreign = lines(
        "SELECT c.conrelid::regclass || ' ' || c.confrelid::regclass || ' ' || pg_get_constraintdef(c.oid) \
         FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace \
         WHERE c.contype = 'f' AND n.nspname = current_schema()",
    );
    assert!(foreign.len() >= 5, "{foreign:?}");
    let place = |list: &[&str], table: &str| list.iter().position(|listed| *listed == table);
    for key in &foreign {
        let (from, rest) = key.split_once(' ').unwrap();
        let (to, text) = rest.split_once(' ').unwrap();
        // Whoever is referred to is spread or copied first.
        if let Some(from) = place(REFERENCE, from) {
            assert!(place(REFERENCE, to).is_some_and(|to| to < from), "{key}");
        } else if let Some(to) = place(SPREAD, to) {
            assert!(place(SPREAD, from).is_some_and(|from| to < from), "{key}");
            assert_eq!(text.matches("(county, ").count(), 2, "{key}");
        }
    }
}

#[test]
fn every_statement_stays_in_a_county_or_is_listed() {
    let mut used = BTreeMap::new();
    for (name, sql) in all() {
        let tables = tables_of(sql, SPREAD);
        if tables.is_empty() {
            assert_eq!(county_parameter(sql), None, "{name}");
            continue;
        }
        if county_parameter(sql).is_none() {
            assert!(
                is_everywhere(name),
                "{name} asks every machine: bind its county, or list it with a reason"
            );
            for (pattern, _) in EVERYWHERE.iter().filter(|(pattern, _)| names(pattern, name)) {
                *used.entry(*pattern).or_insert(0) += 1;
            }
            let sweep = name == "DROP_ANSWERS";
            assert!(sql.starts_with("SELECT") || sweep, "{name} changes rows of every county");
        }
        // Rows that are brought together lie on one machine.
        for join in
            sql.split("JOIN ").skip(1).filter(|join| tables_of(&format!("JOIN {join}"), REFERENCE).is_empty())
        {
            let on = join.split(" ON ").nth(1).unwrap_or_default();
            assert!(on.split(" AND ").next().unwrap().matches(".county").count() == 2, "{name}: {join}");
        }
        for inner in sql.split("EXISTS (").skip(1) {
            assert!(inner.contains(".county = "), "{name}: {inner}");
        }
        // A row never moves to another county.
        if let Some((_, set)) = sql.split_once(" SET ") {
            assert!(!set.split(" WHERE ").next().unwrap().contains("county ="), "{name}");
        }
    }
    for (pattern, _) in EVERYWHERE {
        assert!(used.contains_key(pattern), "{pattern} is listed and names no statement that needs it");
    }
}

fn names(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

#[test]
fn the_document_gives_the_commands_for_exactly_these_tables() {
    let mut commands = vec![];
    for table in REFERENCE {
        commands.push(format!("SELECT create_reference_table('{table}');"));
    }
    for (at, table) in SPREAD.iter().enumerate() {
        let beside = if at == 0 { "none" } else { SPREAD[0] };
        commands.push(format!(
            "SELECT create_distributed_table('{table}', 'county', colocate_with => '{beside}');"
        ));
    }
    let given: Vec<_> = DOCUMENT.lines().filter(|line| line.starts_with("SELECT create_")).collect();
    assert_eq!(given, commands);
    for (name, why) in EVERYWHERE {
        assert!(DOCUMENT.contains(&format!("| `{name}` | {why} |")), "| `{name}` | {why} |");
    }
    assert_eq!(DOCUMENT.lines().filter(|line| line.starts_with("| `")).count(), EVERYWHERE.len());
}
