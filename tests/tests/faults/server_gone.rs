//! The database server dies in a stream of writes, as if the power were lost, and comes
//! back: the service outlives it.

use std::thread;
use std::time::Duration;

use leye_postgres::{Server as Database, Stop};

use super::chance::Chance;
use super::count;
use super::crowd::{Crowd, Sums};
use super::http::Answer;
use super::kill::tell;
use super::server::Server;
use super::storage::{Place, Storage};

/// The latest moment, in milliseconds after everybody had an answer.
const LATEST: u64 = 300;
/// How many requests must fail before the server comes back.
const FAILURES: usize = 8;

fn says_so(answer: &Answer) {
    assert_eq!((answer.status, answer.kind.as_str()), (503, "application/problem+json"), "{answer:?}");
    assert_eq!(answer.json()["type"], "urn:leye:problem:storage-away");
}

fn lost(database: &Database, times: u32) -> Sums {
    let storage = Storage::new(&Place::Postgres(database));
    let mut chance = Chance::of("database server");
    let mut crowd = Crowd::new(&storage);
    let mut sums = Sums::default();
    let mut server = Server::start(&storage);
    for _ in 0..times {
        let address = server.address.clone();
        let moment = Duration::from_millis(chance.between(0, LATEST));
        crowd.streams(&address, |progress| {
            progress.each_gets(1);
            thread::sleep(moment);
            database.stop(Stop::Immediate);
            progress.troubled(FAILURES).iter().for_each(says_so);
            database.start();
            progress.each_gets(2);
            assert_eq!(progress.gone(), 0, "the service went on");
        });
        sums += crowd.check(&address);
        crowd.verify(&storage);
        // Both at once: whatever the witness knows must be in the database.
        if chance.between(1, 3) == 1 {
            crowd.streams(&address, |progress| {
                progress.each_gets(1);
                thread::sleep(moment);
                database.stop(Stop::Immediate);
                server.kill();
            });
            database.start();
            server = Server::start(&storage);
            sums += crowd.check(&server.address);
            crowd.verify(&storage);
        }
    }
    sums
}

#[test]
fn a_database_server_that_dies_takes_no_answer_with_it() {
    let times = count("LEYE_SERVER_DEATHS", 2);
    let sums = lost(&Database::own(), times);
    tell("a dead database server", times, &sums);
    assert!(sums.acknowledged >= times * 24 && sums.repeated >= times * 8, "{sums:?}");
}
