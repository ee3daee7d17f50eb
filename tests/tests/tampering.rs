//! What somebody does to the storage past the service is found and named.

use jiff::civil::date;
use leye_app::import::Kind;
use leye_domain::case::ActName;
use leye_domain::id::CaseId;
use rusqlite::Connection;

use crate::cast::{BUREAU, NEXT_STATION, clerk, resident};
use crate::house::House;

/// Storage with a few cases, and the database opened beside it with everything kept, so
/// that each attempt can be undone.
struct Scene {
    house: House,
    raw: Connection,
    /// A case with several events, at its last one.
    id: CaseId,
    version: i64,
}

const TABLES: [&str; 7] =
    ["events", "heads", "people", "person_tokens", "applications", "duties", "employers"];

/// A register of employers: two good ones, kept by the bureau.
const EMPLOYERS: &str = "统一社会信用代码,单位名称,联系人,联系电话\n\
    91230102MA0000001M,冰城食品厂,何秀兰,0451-84500361\n\
    91230102MA0000002Q,松江机械厂,,\n";

impl Scene {
    async fn set() -> Scene {
        let house = House::at(date(2026, 3, 2), 10).await;
        house.submitted(1).await;
        let id = house.submitted_by(&clerk(), resident(2), true).await;
        house.does_all(&id, &[ActName::PassInitialReview, ActName::CompleteForm]).await;
        house.submitted(3).await;
        house.imports(Kind::Employers, BUREAU, EMPLOYERS).await;
        let raw = house.folder.raw();
        raw.execute_batch("PRAGMA foreign_keys = OFF").expect("a setting");
        for table in TABLES {
            raw.execute_batch(&format!("CREATE TEMP TABLE kept_{table} AS SELECT * FROM main.{table}"))
                .expect("kept");
        }
        house.is_sound().await;
        let version = house.case(&id).await.version;
        Scene { house, raw, id, version }
    }

    /// Does something to the database; gives what verify names then; undoes it.
    async fn named(&self, sql: &str) -> String {
        let sql = sql.replace("$CASE", self.id.as_str()).replace("$LAST", &self.version.to_string());
        self.raw.execute_batch(&sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
        assert!(self.differs(), "nothing was done by {sql}");
        let fault = self.house.fault().await;
        self.undo();
        fault
    }

    fn differs(&self) -> bool {
        TABLES.iter().any(|table| {
            let sql = format!(
                "SELECT EXISTS (SELECT * FROM main.{table} EXCEPT SELECT * FROM kept_{table})
                 OR EXISTS (SELECT * FROM kept_{table} EXCEPT SELECT * FROM main.{table})"
            );
            self.raw.query_row(&sql, [], |row| row.get(0)).expect("an answer")
        })
    }

    fn undo(&self) {
        for table in TABLES {
            let sql =
                format!("DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM kept_{table}");
            self.raw.execute_batch(&sql).expect("undone");
        }
    }

    fn place(&self, seq: i64) -> String {
        format!("230102/{}/{seq}:", self.id)
    }
}

#[tokio::test]
async fn a_changed_read_model_is_named_and_made_anew() {
    let scene = Scene::set().await;
    let other_station = format!("UPDATE people SET station = '{NEXT_STATION}'");
    let (case, person) = (scene.id.clone(), scene.house.person(&scene.id).await);
    let case = format!("applications 230102/{case}: differs");
    let duty = format!("duties 230102/{}/posting: ", scene.id);
    let token = format!("person_tokens 230102/{person}/");
    let employer = "employers 230102/230102-E-";
    let of_case = "WHERE id = '$CASE'";
    let of_duty = "WHERE subject = '$CASE'";
    let of_person = "WHERE person = (SELECT person FROM applications WHERE id = '$CASE')";
    let attempts = [
        ("UPDATE employers SET name = name || '!'".to_owned(), employer),
        ("UPDATE employers SET agency = '230103000000'".to_owned(), employer),
        ("UPDATE employers SET version = 9".to_owned(), employer),
        ("DELETE FROM employers".to_owned(), employer),
        (format!("UPDATE applications SET state = 'annotation' {of_case}"), case.as_str()),
        (format!("UPDATE applications SET holder = 'friend' {of_case}"), case.as_str()),
        (format!("UPDATE applications SET closed = 1 {of_case}"), case.as_str()),
        (format!("UPDATE duties SET due_at = '2027-01-01T09:00:00.000000Z' {of_duty}"), duty.as_str()),
        (format!("DELETE FROM duties {of_duty}"), duty.as_str()),
        (format!("DELETE FROM person_tokens {of_person}"), token.as_str()),
        (other_station, "people 230102/230102-P-"),
        ("UPDATE people SET id_hash = NULL".to_owned(), "people 230102/230102-P-"),
        (format!("DELETE FROM applications {of_case}"), "applications 230102/"),
    ];
    for (sql, expected) in &attempts {
        let fault = scene.named(sql).await;
        assert!(fault.starts_with(expected) && fault.contains("leye rebuild"), "{sql}: {fault}");
    }
    // Without undoing: making it anew mends all but the ledger.
    for (sql, _) in attempts.iter().take(11) {
        let sql = sql.replace("$CASE", scene.id.as_str());
        scene.raw.execute_batch(&sql).expect("changed");
    }
    scene.house.fault().await;
    scene.house.app.rebuild(&|_| {}).await.expect("rebuilt");
    scene.house.is_sound().await;
    scene.house.does(&scene.id, ActName::PostNotice).await;
    scene.house.is_sound().await;
}

#[tokio::test]
async fn a_changed_event_is_named() {
    let scene = Scene::set().await;
    let of_case = |seq: i64| format!("WHERE stream = '$CASE' AND seq = {seq}");
    let other = format!("replace(body, 'clerk', 'clark') {}", of_case(1));
    for (sql, seq) in [
        (format!("UPDATE events SET body = {other}"), 1),
        (format!("UPDATE events SET body = replace(body, '17:00', '18:00') {}", of_case(2)), 2),
        (format!("UPDATE events SET at = '2026-03-01T01:00:00.000000Z' {}", of_case(3)), 3),
        (format!("UPDATE events SET actor = 'office' {}", of_case(3)), 3),
        (format!("UPDATE events SET kind = 'initial_review_failed' {}", of_case(3)), 3),
        (format!("UPDATE events SET hash = prev_hash {}", of_case(2)), 2),
        (format!("UPDATE events SET seq = 9 {}", of_case(2)), 2),
        (format!("DELETE FROM events {}", of_case(2)), 2),
    ] {
        let fault = scene.named(&sql).await;
        assert!(fault.starts_with(&scene.place(seq)), "{sql}: {fault}");
    }
    scene.house.is_sound().await;
}

/// The order counts, not only the content.
#[tokio::test]
async fn two_rows_that_changed_places_are_named() {
    let scene = Scene::set().await;
    let moved =
        |from: i64, to: i64| format!("UPDATE events SET seq = {to} WHERE stream = '$CASE' AND seq = {from};");
    let swap = [moved(2, 1_000), moved(3, 2), moved(1_000, 3)].concat();
    let fault = scene.named(&swap).await;
    assert!(fault.starts_with(&scene.place(2)), "{fault}");
    // The contents change places while numbers and hashes stay.
    let bodies = "UPDATE events SET body = (SELECT body FROM kept_events k
                      WHERE k.stream = events.stream AND k.seq = 5 - events.seq)
                  WHERE stream = '$CASE' AND seq IN (2, 3)";
    let fault = scene.named(bodies).await;
    assert!(fault.starts_with(&scene.place(2)), "{fault}");
}

/// The last event of a case cannot be cut off, however well the rest is made to fit.
#[tokio::test]
async fn a_cut_tail_is_named() {
    let scene = Scene::set().await;
    let cut = "DELETE FROM events WHERE stream = '$CASE' AND seq = $LAST;";
    let fault = scene.named(cut).await;
    assert!(fault.starts_with(&scene.place(scene.version)), "{fault}");
    // With the head of the chain put back by hand: its tag is wrong.
    let head = "UPDATE heads SET seq = $LAST - 1, hash = (SELECT hash FROM events
                    WHERE events.stream = heads.stream AND events.seq = $LAST - 1)
                WHERE stream = '$CASE';";
    let fault = scene.named(&format!("{cut}{head}")).await;
    assert!(fault.starts_with(&scene.place(scene.version - 1)), "{fault}");
    // The whole case gone, as if it had never been.
    let all = "DELETE FROM events WHERE stream = '$CASE'; DELETE FROM heads WHERE stream = '$CASE';";
    let fault = scene.named(all).await;
    assert!(fault.starts_with(&format!("230102/{}/", scene.id)), "{fault}");
    // An event that nobody decided.
    let more =
        "INSERT INTO events SELECT county, stream, seq + 1, at, kind, actor, schema, pack, person, body,
                    hash, hash FROM events WHERE stream = '$CASE' AND seq = $LAST";
    let fault = scene.named(more).await;
    assert!(fault.starts_with(&scene.place(scene.version + 1)), "{fault}");
}

/// A genuine older head fits the cut chain; what stands outside the database does not.
#[tokio::test]
async fn a_tail_cut_with_its_genuine_older_head_is_named() {
    let scene = Scene::set().await;
    scene.house.does(&scene.id, ActName::PostNotice).await;
    let last = scene.version + 1;
    scene.undo();
    let fault = scene.house.fault().await;
    assert!(fault.starts_with(&scene.place(last)), "{fault}");
    assert!(fault.contains("heads/230102.log"), "{fault}");
}
