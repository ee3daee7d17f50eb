//! kill -9 of the service in a stream of writes.

use std::io::Write;
use std::thread;
use std::time::Duration;

use super::chance::Chance;
use super::count;
use super::crowd::{Crowd, Sums};
use super::server::Server;
use super::storage::{Place, Storage};

/// Rounds on one storage. It is read as a whole in each, so it must not grow for ever.
const ROUNDS: u32 = 25;
/// The latest moment of a kill, in milliseconds after everybody had an answer.
const LATEST: u64 = 300;
/// One start in so many is killed too, before it has begun to answer.
const STARTS: u64 = 6;

/// Kills the service that often, and checks after each time.
pub fn killed(place: &Place<'_>, kills: u32) -> Sums {
    let mut chance = Chance::of("kill");
    let mut sums = Sums::default();
    let mut left = kills;
    while left > 0 {
        let rounds = left.min(ROUNDS);
        sums += on_one_storage(place, rounds, &mut chance);
        left -= rounds;
    }
    sums
}

fn on_one_storage(place: &Place<'_>, rounds: u32, chance: &mut Chance) -> Sums {
    let storage = Storage::new(place);
    let mut crowd = Crowd::new(&storage);
    let mut sums = Sums::default();
    let mut server = Server::start(&storage);
    for _ in 0..rounds {
        let address = server.address.clone();
        let moment = Duration::from_millis(chance.between(0, LATEST));
        crowd.streams(&address, |progress| {
            progress.each_gets(1);
            thread::sleep(moment);
            progress.calm();
            server.kill();
        });
        // Mostly the service itself finds what the kill left, sometimes `leye verify`.
        if chance.between(1, 3) == 1 {
            storage.verified();
        }
        if chance.between(1, STARTS) == 1 {
            Server::killed_while_starting(&storage, Duration::from_millis(chance.between(5, 250)));
        }
        server = Server::start(&storage);
        sums += crowd.check(&server.address);
        crowd.verify(&storage);
    }
    sums
}

/// One line for whoever asked for a long run.
pub fn tell(what: &str, times: u32, sums: &Sums) {
    // Nobody to tell is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{what}, {times} times: {sums:?}");
}

#[test]
fn killed_in_a_stream_of_writes_the_service_keeps_every_answer() {
    let kills = count("LEYE_KILLS", 8);
    let sums = killed(&Place::Sqlite, kills);
    tell("kill -9 on SQLite", kills, &sums);
    assert!(sums.acknowledged >= kills * 8 && sums.repeated >= kills * 8, "{sums:?}");
}

#[test]
fn killed_on_postgresql_too_it_keeps_every_answer() {
    let kills = count("LEYE_KILLS", 4);
    let sums = killed(&Place::Postgres(leye_postgres::shared()), kills);
    tell("kill -9 on PostgreSQL", kills, &sums);
    assert!(sums.acknowledged >= kills * 8 && sums.repeated >= kills * 8, "{sums:?}");
}
