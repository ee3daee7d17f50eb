//! Several clients at once, and somebody who moves the clock meanwhile.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::check;
use super::client::{Client, Met};
use super::http::{Answer, Request, Wire};
use super::storage::Storage;

/// What the service may open by itself for one life: its assistance, and the steps that came late.
const A_FEW: u64 = 8;

const CLIENTS: u32 = 8;
/// Longer than any notice hangs, holidays included.
const NOTICE_DAYS: i64 = 16;
/// How long is waited for what must come: steps of [`STEP`].
const STEPS: u32 = 6_000;
const STEP: Duration = Duration::from_millis(5);

/// Where the clock stands, as the clients know it.
#[derive(Default)]
pub struct Time {
    moves: AtomicU32,
    newest: Mutex<String>,
}

impl Time {
    /// How often it was moved, by answers.
    pub fn moves(&self) -> u32 {
        self.moves.load(Ordering::SeqCst)
    }

    /// Somebody saw this day.
    pub fn saw(&self, day: &str) {
        let mut newest = self.newest.lock().expect("nobody panicked");
        if day > newest.as_str() {
            *newest = day.to_owned();
        }
    }

    fn newest(&self) -> Option<Date> {
        self.newest.lock().expect("nobody panicked").parse().ok()
    }
}

/// What the clients met so far.
#[derive(Default)]
pub struct Progress {
    stop: AtomicBool,
    done: Vec<AtomicU32>,
    gone: AtomicU32,
    troubles: Mutex<Vec<Answer>>,
}

impl Progress {
    /// Waits until every client got that many answers from now on.
    pub fn each_gets(&self, answers: u32) {
        let count = |done: &AtomicU32| done.load(Ordering::SeqCst);
        let before: Vec<u32> = self.done.iter().map(count).collect();
        self.wait("answers", || {
            self.done.iter().zip(&before).all(|(now, before)| count(now) >= before + answers)
        });
    }

    /// Waits until that many requests could not be done; gives the answers.
    pub fn troubled(&self, answers: usize) -> Vec<Answer> {
        self.troubles.lock().expect("nobody panicked").clear();
        let all = || self.troubles.lock().expect("nobody panicked").clone();
        self.wait("trouble", || all().len() >= answers);
        all()
    }

    /// Nothing failed so far.
    pub fn calm(&self) {
        let troubles = self.troubles.lock().expect("nobody panicked");
        assert!(troubles.is_empty(), "{:?}", troubles.first());
    }

    /// How many clients lost the service.
    pub fn gone(&self) -> u32 {
        self.gone.load(Ordering::SeqCst)
    }

    fn wait(&self, what: &str, until: impl Fn() -> bool) {
        for _ in 0..STEPS {
            if until() {
                return;
            }
            thread::sleep(STEP);
        }
        self.stop.store(true, Ordering::SeqCst);
        let troubles = self.troubles.lock().expect("nobody panicked");
        panic!("waited in vain for {what}; gone: {}; last trouble: {:?}", self.gone(), troubles.last());
    }

    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::SeqCst)
    }
}

/// What is known of requests that had no answer when the service was killed, and more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// Writes with an answer.
    pub acknowledged: u32,
    /// Requests without one; of these, acts that are known to have been done.
    pub in_flight: u32,
    pub in_flight_done: u32,
    /// First answers that were given again, byte for byte.
    pub repeated: u32,
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Sums) {
        self.acknowledged += other.acknowledged;
        self.in_flight += other.in_flight;
        self.in_flight_done += other.in_flight_done;
        self.repeated += other.repeated;
    }
}

pub struct Crowd {
    pub clients: Vec<Client>,
    time: Time,
    moves: u32,
    streams: u64,
}

impl Crowd {
    pub fn new(storage: &Storage) -> Crowd {
        let teams = storage.teams.iter().cycle().cloned();
        let clients = (0..CLIENTS).zip(teams).map(|(number, team)| Client::new(number, team)).collect();
        Crowd { clients, time: Time::default(), moves: 0, streams: storage.streams }
    }

    /// Everybody writes while something else happens; then everybody stops.
    pub fn streams<T>(&mut self, address: &str, meanwhile: impl FnOnce(&Progress) -> T) -> T {
        let done = self.clients.iter().map(|_| AtomicU32::new(0)).collect();
        let progress = Progress { done, ..Progress::default() };
        self.moves += 1;
        let move_key = format!("move-{}", self.moves);
        let token = self.clients[0].read("").token;
        let (time, progress) = (&self.time, &progress);
        thread::scope(|scope| {
            for (client, done) in self.clients.iter_mut().zip(&progress.done) {
                scope.spawn(move || write(client, address, time, progress, done));
            }
            scope.spawn(move || move_clock(address, token, move_key, time, progress));
            let outcome = meanwhile(progress);
            progress.stop.store(true, Ordering::SeqCst);
            outcome
        })
    }

    /// Holds everything written since the last check against what the service has now,
    /// and settles what had no answer.
    pub fn check(&mut self, address: &str) -> Sums {
        let time = &self.time;
        let checks: Vec<_> = thread::scope(|scope| {
            let mut running = Vec::new();
            for client in &mut self.clients {
                running.push(scope.spawn(move || check::client(client, address, time)));
            }
            running.into_iter().map(thread::ScopedJoinHandle::join).collect()
        });
        let mut sums = Sums::default();
        for one in checks {
            sums += one.expect("a check failed, as told above");
        }
        sums
    }

    /// `leye verify` finds nothing wrong, and the people and cases that were filed. Beside them the
    /// service itself follows those who were determined, and opens a docket for every term that was
    /// missed while the crowd or the server was late: a few of each life.
    pub fn verify(&self, storage: &Storage) {
        let lives: usize = self.clients.iter().map(|client| client.lives.len()).sum();
        let lives = u64::try_from(lives).expect("a small number");
        let (expected, found) = (self.streams + 2 * lives, storage.verified());
        let followed = found.checked_sub(expected).expect("a stream for every person and every case");
        assert!(followed <= A_FEW * lives, "{followed} streams that nobody filed, of {lives} lives");
    }
}

fn write(client: &mut Client, address: &str, time: &Time, progress: &Progress, done: &AtomicU32) {
    let mut wire = Wire::to(address);
    while progress.goes_on() {
        match client.turn(&mut wire, time) {
            Met::Done => {
                done.fetch_add(1, Ordering::SeqCst);
            }
            Met::Trouble(answer) => {
                progress.troubles.lock().expect("nobody panicked").push(answer);
                thread::sleep(STEP);
            }
            Met::Gone => {
                progress.gone.fetch_add(1, Ordering::SeqCst);
                return;
            }
        }
    }
}

/// Once in every stream, so that the notices that hang come to their end.
fn move_clock(address: &str, token: String, key: String, time: &Time, progress: &Progress) {
    let mut wire = Wire::to(address);
    while progress.goes_on() {
        if let Some(day) = time.newest() {
            let to = day.checked_add(NOTICE_DAYS.days()).expect("a day");
            let body = json!({ "now": format!("{to}T09:00:00+08:00") }).to_string();
            let (path, token, key) = ("/training/clock".to_owned(), token.clone(), Some(key.clone()));
            match wire.send(&Request { method: "POST", path, token, key, seen: None, body }) {
                // It stands there already when the answer to an earlier move was lost.
                Ok(answer) if answer.is_done() || answer.body.contains("clock-only-forward") => {
                    time.moves.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                Ok(answer) => assert!(answer.status >= 500, "{answer:?}"),
                Err(_) => return,
            }
        }
        thread::sleep(STEP);
    }
}
