//! A small storage with something in every table, and parameters for every statement with
//! which it finds or changes something there.

use leye_store::{
    Value,
    statements::{
        case, dossiers, employers, events, findings, lists, people, reference, terms,
        transfer::{self, Kind, TABLES, Table},
        worklist,
    },
};

use crate::fixture::*;

/// A statement and its parameters.
pub type Sample = (&'static str, Vec<Value>);

const AT: &str = "2026-11-05T04:00:00.123456Z";
const LATER: &str = "2026-12-05T04:00:00.123456Z";
const OTHER: &str = "230103";

macro_rules! samples {
    ($($sql:expr => $($param:expr),* ;)*) => { vec![$(($sql, vec![$(Value::from($param)),*])),*] };
}

/// Rows of which some stand elsewhere by the rules of a language than by their bytes.
pub async fn fill(folder: &Folder) {
    let store = three_cases(folder).await;
    let mut other = commit("230103-2026-00000001", 0, None);
    other.stream.county = OTHER.into();
    store.commit(other).await.unwrap();
    store
        .put_agencies(&[agency(BUREAU, "bureau"), agency(OFFICE, "office"), agency(STATION, "station")])
        .await
        .unwrap();
    drop(store);
    let (person, case) = (person_id(1), case_id(1));
    folder.sql(&format!(
        "UPDATE agencies SET parent = '{BUREAU}' WHERE code = '{OFFICE}';
         UPDATE applications SET state = 'notice', notice_until = '{LATER}' WHERE id = '{case}';
         UPDATE applications SET pending_receipts = 1 WHERE id = '{}';
         UPDATE duties SET due_at = '{AT}', auto_at = '{AT}' WHERE subject <> '{}';
         INSERT INTO duties (county, id, kind, subject, agency, station, office, bureau, due_at, step, article, person) VALUES
             ('{COUNTY}', 'r/review', 'review', 'r', '{STATION}', '{STATION}', '{OFFICE}', '{BUREAU}', '{AT}', 'review', 'A2', '{person}');
         INSERT INTO people VALUES ('{COUNTY}', 'stray', NULL, NULL, '{STATION}', '{{}}', 1, 0);
         INSERT INTO users VALUES ('anna', 'Anna', 'clerk', '{STATION}', 'p', NULL, 1, 0, 1, '{AT}'),
             ('Wang', '王芳', 'head', '{STATION}', 'p', 'i', 0, 1, 2, '{AT}'),
             ('émile', 'É', 'auditor', '{BUREAU}', 'p', NULL, 1, 0, 1, '{AT}');
         INSERT INTO sessions VALUES ('s', 'anna', 'c', '{AT}', '{AT}', '{LATER}'),
             ('T', 'Wang', 'c', '{AT}', '{AT}', '{AT}');
         INSERT INTO api_tokens VALUES ('a', 'anna', 'one', '{AT}', NULL), ('B', 'anna', 'two', '{AT}', '{LATER}');
         INSERT INTO calendar_years VALUES (2026, '{AT}', 'gov'), (2027, '{LATER}', 'gov');
         INSERT INTO calendar_days VALUES ('2026-10-01', 2026, 'rest', '国庆节'), ('2027-01-01', 2027, 'rest', '元旦');
         INSERT INTO settings VALUES ('a', '1'), ('B', '2'), ('é', '3');
         INSERT INTO packs VALUES ('h1', 'r1', 'harbin', '{AT}', '{{}}'), ('H2', 'r1', 'harbin', '{AT}', '{{}}');
         INSERT INTO outbox VALUES ('{COUNTY}', 'o', 'notice', '{case}', '{person}', '{AT}', '{{}}', 'waiting', 0, '{AT}'),
             ('{COUNTY}', 'P', 'notice', '{case}', NULL, '{AT}', '{{}}', 'sent', 1, NULL);
         INSERT INTO audit VALUES ('{COUNTY}', 'a', '{AT}', 'li.na', NULL, 'read', '{case}', '{person}', NULL),
             ('{COUNTY}', 'B', '{AT}', 'li.na', '{STATION}', 'erase_person', '{case}', '{person}', 'why');
         INSERT INTO idempotency VALUES ('{COUNTY}', 'li.na', 'k', 'r', 200, '{{}}', '{person}', '{AT}');
         INSERT INTO employers VALUES ('{COUNTY}', 'e', '91230102A', 'acme', '{STATION}', '{{}}', 1),
             ('{COUNTY}', 'F', '91230102B', 'ACME', '{STATION}', '{{}}', 1),
             ('{OTHER}', 'e', '91230102A', '冰城', '{STATION}', '{{}}', 1);
         INSERT INTO terms VALUES
             ('{COUNTY}', 'late', '{AT}', 'review', 'r', 'review', 'A2', 'anna', '{STATION}', '{STATION}', '{OFFICE}', '{BUREAU}', '{person}', NULL, '{AT}', '{LATER}', NULL, NULL),
             ('{COUNTY}', 'Kept', '{AT}', 'review', 'r', 'review', 'A2', NULL, '{STATION}', '{STATION}', '{OFFICE}', '{BUREAU}', '{person}', '{AT}', '{LATER}', '{AT}', '{AT}', NULL);
         UPDATE duties SET ring_at = '{AT}' WHERE id = 'r/review';
         INSERT INTO dossiers VALUES
             ('{COUNTY}', 'd', 'assistance', '{person}', '{STATION}', '{OFFICE}', '{BUREAU}', 'open', 'A', 'anna', -1, '2026-11-05', 1, '{{}}'),
             ('{COUNTY}', 'H', 'assistance', 'H', '{STATION}', '{OFFICE}', '{BUREAU}', 'ended', '', NULL, 0, '2026-11-06', 2, '{{}}'),
             ('{OTHER}', 'd', 'household', 'd', '{STATION}', '{OFFICE}', '{BUREAU}', 'open', '', NULL, 0, '2026-11-05', 1, '{{}}');",
        case_id(2),
        case_id(3),
    ));
}

/// Of every statement.
pub fn all(folder: &Folder) -> Vec<Sample> {
    let mut samples = cases();
    samples.extend(of_employers());
    samples.extend(of_dossiers());
    samples.extend(of_findings());
    samples.extend(of_terms());
    samples.extend(ledger(folder));
    samples.extend(listed());
    samples.extend(of_people(folder));
    samples.extend(of_reference());
    samples.extend(worklists());
    samples.extend(TABLES.iter().flat_map(|table| moved(folder, table)));
    assert_eq!(transfer::ALL.len(), 3 * TABLES.len());
    samples
}

fn cases() -> Vec<Sample> {
    let (person, case, duty) = (person_id(1), case_id(1), format!("{}/received", case_id(1)));
    let (person, case, duty) = (person.as_str(), case.as_str(), duty.as_str());
    let none = || Value::Null;
    samples! {
        case::PUT_APPLICATION => COUNTY, case, person, STATION, OFFICE, BUREAU, "refused", STATION, none(), "", 7, AT,
            "2026-11-05", 1, 0, none(), "{}";
        case::APPLICATION => COUNTY, case;
        case::APPLICATIONS_OF_RANGE => COUNTY, "", "\u{7f}";
        case::DROP_APPLICATIONS_OF_RANGE => COUNTY, "", case_id(2);
        case::OF_PERSON => COUNTY, person;
        case::OPEN_CASES_AFTER => COUNTY, case, 10;
        case::ANY_APPLICATION => ;
        case::BODIES_OF_PERSON => COUNTY, person;
        case::SCRUB_APPLICATION => "{}", COUNTY, case, 1;
        case::OPEN_DUTY => COUNTY, duty, "review", case, none(), STATION, STATION, OFFICE, BUREAU, none(), none(), "s", "C3.1", person, 1, none();
        case::CLOSE_DUTY => COUNTY, duty;
        case::DROP_DUTIES_OF_RANGE => COUNTY, case, case_id(3);
        case::DUTIES_OF_RANGE => COUNTY, "", "\u{7f}";
        case::DUTIES_BY_THEMSELVES => LATER, 10;
        case::POST => COUNTY, "q", "notice", case, none(), AT, "{}", LATER;
        case::OUTBOX_WAITING => LATER, 10;
        case::COUNT_OUTBOX_WAITING => ;
        case::OUTBOX_SENT => COUNTY, "o";
        case::OUTBOX_AGAIN => LATER, COUNTY, "o";
        case::OUTBOX_FAILED => COUNTY, "o";
        case::OUTBOX_OF_PERSON => COUNTY, person;
        case::SCRUB_OUTBOX => "[]", COUNTY, "o";
        case::AUDIT => COUNTY, "c", AT, "li.na", none(), "read", case, none(), none();
        case::AUDIT_OF_SUBJECT => COUNTY, case, 10;
        case::AUDIT_OF_PERSON => COUNTY, person, 10;
    }
}

fn of_terms() -> Vec<Sample> {
    samples! {
        terms::KEEP => COUNTY, "r/review", LATER, "";
        terms::WITHOUT_DOCKET => 10;
        terms::SET_DOCKET => "t", COUNTY, "late", AT;
        terms::ONE => COUNTY, "late", AT;
        terms::TALLY_BY_STATION => STATION, AT, LATER, "", "";
        terms::TALLY_BY_BUREAU => BUREAU, AT, LATER, OFFICE, STATION;
        terms::TALLY_ANYWHERE => "", AT, LATER, "", "";
        terms::LIST_BY_STATION => STATION, AT, LATER, "", "", "", "", "", "", "", 10;
        terms::LIST_BY_BUREAU => BUREAU, AT, LATER, OFFICE, STATION, STATION, "anna", "review", "review", "missed", 10;
        terms::LIST_ANYWHERE => "", AT, LATER, "", "", "", "", "", "", "", 10;
        terms::RING_UNKNOWN => 10;
        terms::RING_DUE => LATER, 10;
        terms::SET_RING => LATER, COUNTY, "r/review", AT, "", 0;
        terms::WARN => COUNTY, "w", "r", AT, "{}";
        terms::OWED_BY_HOLDER => "li.na", LATER, 10;
        terms::OWED_BY_AGENCY_ALL => STATION, LATER, 10;
        terms::OWED_BELOW => BUREAU, OFFICE, LATER, 10;
    }
}

fn of_findings() -> Vec<Sample> {
    let person = person_id(1);
    samples! {
        findings::FOUND_BY_AGENCY => STATION, "review", "", "", LATER, OFFICE, STATION, "", 10;
        findings::FOUND_BY_BUREAU => BUREAU, "review", "", "", LATER, OFFICE, STATION, "", 10;
        findings::FOUND_ANYWHERE => "", "review", "", "", LATER, "", "", "", 10;
        findings::OWED_KINDS => LATER, "li.na", STATION;
        findings::FOUND_COUNT => LATER, STATION, "review";
        findings::PEOPLE_AFTER => "", "", 10;
        findings::CASES_OF_PEOPLE => COUNTY, person.as_str(), person.as_str(), "notice";
        findings::DROP_FINDINGS => COUNTY, person.as_str();
    }
}

fn of_dossiers() -> Vec<Sample> {
    samples! {
        dossiers::PUT => COUNTY, "d", "assistance", person_id(1), STATION, OFFICE, BUREAU, "resting", "B",
            Value::Null, -3, "2026-11-07", 2, "[]";
        dossiers::ONE => COUNTY, "d";
        dossiers::OF_PERSON => COUNTY, person_id(1);
        dossiers::BODIES_OF_PERSON => COUNTY, person_id(1);
        dossiers::OF_RANGE => COUNTY, "", "\u{7f}";
        dossiers::LIST_BY_STATION => STATION, "assistance", -9, "", OFFICE, STATION, ",open,ended,", "", "-", 10;
        dossiers::LIST_BY_BUREAU => BUREAU, "assistance", -9, "", "", "", "", "A", "anna", 10;
        dossiers::LIST_ANYWHERE => "", "household", -9, "", "", "", "", "", "", 10;
        dossiers::COUNT_BY_STATION => STATION, "assistance", OFFICE, STATION;
        dossiers::COUNT_BY_BUREAU => BUREAU, "assistance", "", "";
        dossiers::COUNT_ANYWHERE => "", "household", "", "";
        dossiers::SCRUB => "{}", COUNTY, "H", 2;
        dossiers::DROP_OF_RANGE => COUNTY, "", "\u{7f}";
    }
}

fn of_employers() -> Vec<Sample> {
    samples! {
        employers::PUT => COUNTY, "F", "91230102C", "Acme", STATION, "[]", 2;
        employers::DROP_STRAYS_OF_RANGE => COUNTY, "F", "\u{7f}";
        employers::FREE_CODE => COUNTY, "91230102A", "F";
        employers::ONE => COUNTY, "e";
        employers::BY_CODE => COUNTY, "91230102B";
        employers::OF_RANGE => COUNTY, "", "\u{7f}";
        employers::LIST => ",230102,230103,", "x", "%cm%", "", "", "", 10;
    }
}

fn ledger(folder: &Folder) -> Vec<Sample> {
    let (person, second) = (person_id(1), case_id(2));
    let (person, second) = (person.as_str(), second.as_str());
    let hash = folder.cell(&format!("SELECT hash FROM heads WHERE stream = '{second}'"));
    let mac = folder.cell(&format!("SELECT mac FROM witness WHERE county = '{COUNTY}'"));
    let number = |what: &str| -> i64 {
        let sql = format!("SELECT CAST({what} AS TEXT) FROM heads WHERE county = '{COUNTY}'");
        folder.cell(&sql).parse().unwrap()
    };
    samples! {
        events::ADD => COUNTY, second, 6, AT, "noted", "li.na", 1, "p", Value::Null, "{}", hash.as_str(), "h";
        events::BEGIN_STREAM => COUNTY, second, 1, "h", "m";
        events::MOVE_HEAD => 6, "h", "m", COUNTY, second, 5, hash.as_str();
        events::HEAD => COUNTY, second;
        events::HEADS_AFTER => COUNTY, second, 10;
        events::HEAD_WITH_MAC => COUNTY, second;
        events::OF_STREAM => COUNTY, second;
        events::AFTER => COUNTY, second, 3, 7;
        events::HASH => COUNTY, second, 5;
        events::HEADS_OF => COUNTY, "", 10;
        events::COUNTY_AFTER => COUNTY;
        events::WITNESS => COUNTY, "local";
        events::WITNESSES => ;
        events::SET_WITNESS => COUNTY, "local", 90, 9000, "m", mac;
        events::NEXT_COUNTY => "";
        events::STREAMS_BEFORE => COUNTY, second, 10;
        events::OF_RANGE => COUNTY, "", "\u{7f}";
        events::RANGE_UNMOVED => COUNTY, "", "\u{7f}", number("COUNT(*)"), number("SUM(seq)");
        events::KEEP_ANSWER => COUNTY, "li.na", "k", "r", 200, "{}", Value::Null, AT;
        events::ANSWER => COUNTY, "li.na", "k";
        events::SCRUB_ANSWERS => "[]", COUNTY, person;
        events::DROP_ANSWERS => LATER;
    }
}

fn listed() -> Vec<Sample> {
    let by = |sql, driver: &str| -> Sample {
        let states = ",received,notice,";
        let params = [driver, "9999", "", ",230102,230103,", BUREAU, OFFICE, STATION, states, ""];
        let params = params.into_iter().map(Value::from).chain([10.into()]).collect();
        (sql, params)
    };
    let mut samples = samples! { lists::ON_NOTICE => AT, OFFICE, 10; };
    samples.extend([
        by(lists::LIST_BY_STATION, STATION),
        by(lists::LIST_BY_OFFICE, OFFICE),
        by(lists::LIST_BY_BUREAU, BUREAU),
        by(lists::LIST_ANYWHERE, ""),
        by(lists::LIST_AWAITING_RECEIPTS, ""),
    ]);
    samples
}

fn of_people(folder: &Folder) -> Vec<Sample> {
    let person = person_id(1);
    let person = person.as_str();
    let cell = |what: &str| folder.cell(&format!("SELECT {what} FROM people WHERE id = '{person}'"));
    let (identity, phone) = (cell("id_hash"), cell("phone_hash"));
    let (identity, phone) = (identity.as_str(), phone.as_str());
    let token = folder.cell(&format!("SELECT token FROM person_tokens WHERE person = '{person}'"));
    let token = token.as_str();
    samples! {
        people::ADD_KEY => COUNTY, person, vec![1u8, 2];
        people::KEY => COUNTY, person;
        people::KEY_EXISTS => COUNTY, person;
        people::DROP_KEY => COUNTY, person;
        people::KEYS_AFTER => COUNTY, person, 10;
        people::PUT => COUNTY, person, identity, Value::Null, STATION, "{}", 2, 0;
        people::NOT_ERASED => COUNTY, person;
        people::ERASE => "{}", COUNTY, person, 1;
        people::FREE_IDENTITY => COUNTY, identity, person_id(2);
        people::DROP_STRAYS => COUNTY;
        people::OF_RANGE => COUNTY, "", "\u{7f}";
        people::ONE => COUNTY, person;
        people::BY_HASH => COUNTY, identity;
        people::BY_IDENTITY => identity, ",230102,", BUREAU, OFFICE, STATION, 10;
        people::BY_PHONE => phone, "", BUREAU, OFFICE, STATION, 10;
        people::ADD_TOKEN => COUNTY, token, person;
        people::TOKENS_OF_RANGE => COUNTY, "", "\u{7f}";
        people::DROP_TOKENS_OF_RANGE => COUNTY, person, person_id(3);
        people::DROP_TOKENS => COUNTY, person;
        people::BY_TOKENS => token, token, "", "", "", "", ",230102,", BUREAU, OFFICE, STATION, 10;
        people::ERASURE_ON_RECORD => COUNTY, person;
    }
}

fn of_reference() -> Vec<Sample> {
    samples! {
        reference::PUT_AGENCY => STATION, "station", "a", "b", OFFICE, BUREAU, OFFICE, 0, "17:30", "1", "", 1;
        reference::AGENCY => STATION;
        reference::AGENCIES => ;
        reference::AGENCIES_BELOW => BUREAU;
        reference::ADD_USER => "new", "New", "clerk", STATION, "p", Value::Null, 1, 1, 1, AT;
        reference::CHANGE_USER => "Fang", "head", STATION, "p", Value::Null, 1, 0, "Wang", 2, AT;
        reference::USER => "Wang";
        reference::USERS => ;
        reference::USERS_OF => STATION;
        reference::ADD_SESSION => "u", "anna", "c", AT, AT, LATER;
        reference::SESSION => "s";
        reference::SESSION_WITH_USER => "s";
        reference::TOUCH_SESSION => LATER, "s";
        reference::END_SESSION => "s";
        reference::END_SESSIONS_OF => "Wang";
        reference::DROP_SESSIONS => AT;
        reference::COUNT_SESSIONS => AT;
        reference::ADD_API_TOKEN => "c", "Wang", "three", AT, Value::Null;
        reference::API_TOKEN => "a";
        reference::API_TOKENS_OF => "anna";
        reference::DROP_API_TOKEN => "a";
        reference::DROP_API_TOKENS_OF => "anna";
        reference::PUT_YEAR => 2026, LATER, "gov";
        reference::DROP_DAYS => 2026;
        reference::PUT_DAY => "2026-10-01", 2026, "work", "";
        reference::YEARS => ;
        reference::DAYS => ;
        reference::KEEP_PACK => "h3", "r1", "harbin", LATER, "{}";
        reference::PACK => "h1";
        reference::PACKS_OF_RULES => "r1";
        reference::PACK_HASHES => ;
        reference::PUT_SETTING => "a", "9";
        reference::ADD_SETTING => "a", "9";
        reference::SETTING => "B";
        reference::SETTINGS => ;
        reference::DROP_SETTING => "B";
        reference::NOTE_MIGRATION => 99, "later";
        reference::NEWEST_MIGRATION => ;
        reference::MAKE_MIGRATIONS => ;
    }
}

fn worklists() -> Vec<Sample> {
    use worklist::*;
    let filters = [",230102,", BUREAU, OFFICE, STATION, ",received,notice,", STATION, "li.na", ""];
    let of = |sql, before: &[&str], limit: Option<i64>| -> Sample {
        let texts = before.iter().chain(&filters).map(|text| Value::from(*text));
        (sql, texts.chain(limit.map(Value::from)).collect())
    };
    let of_agency = (OWED_BY_AGENCY, [AT, LATER, STATION].map(Value::from).to_vec());
    let by = |due, suspended, count, driver| {
        [
            of(due, &[driver, LATER, "", ""], Some(10)),
            of(suspended, &[driver, ""], Some(10)),
            of(count, &[AT, LATER, driver], None),
        ]
    };
    [
        by(DUE_BY_AGENCY, SUSPENDED_BY_AGENCY, COUNT_BY_AGENCY, STATION),
        by(DUE_BY_BUREAU, SUSPENDED_BY_BUREAU, COUNT_BY_BUREAU, BUREAU),
        by(DUE_ANYWHERE, SUSPENDED_ANYWHERE, COUNT_ANYWHERE, ""),
    ]
    .into_iter()
    .flatten()
    .chain([of_agency])
    .collect()
}

/// The statements by which a table is moved: all of it, a first row once more under
/// another key, and its count.
fn moved(folder: &Folder, table: &Table) -> [Sample; 3] {
    let first = table.key.iter().map(|kind| match kind {
        Kind::Text => Value::Text(String::new()),
        Kind::Int => Value::Int(i64::MIN),
    });
    let page = first.chain([1000.into()]).collect();
    let columns = table.columns.join(", ");
    let raw = folder.raw();
    let mut row = raw
        .query_row(&format!("SELECT {columns} FROM {} ORDER BY {columns} LIMIT 1", table.name), [], |row| {
            (0..table.columns.len()).map(|column| row.get(column).map(value)).collect::<Result<Vec<_>, _>>()
        })
        .unwrap();
    // A token belongs to a person who must exist.
    let changed = if table.name == "person_tokens" { 1 } else { table.key.len() - 1 };
    match &mut row[changed] {
        Value::Int(number) => *number += 1000,
        Value::Text(text) => text.push('z'),
        _ => unreachable!("a key is text or a number"),
    }
    if ["people", "employers"].contains(&table.name) {
        row[2] = "another number".into();
    }
    [(table.page, page), (table.add, row), (table.count, vec![])]
}

fn value(stored: rusqlite::types::Value) -> Value {
    use rusqlite::types::Value as Stored;
    match stored {
        Stored::Null => Value::Null,
        Stored::Integer(number) => Value::Int(number),
        Stored::Text(text) => Value::Text(text),
        Stored::Blob(bytes) => Value::Blob(bytes),
        Stored::Real(_) => unreachable!("no column holds fractions"),
    }
}
