//! What was acknowledged is there, once; what was not can be repeated, and is then there
//! once too.

use super::client::{Client, Done, Life, Pending};
use super::crowd::{Sums, Time};
use super::http::{Answer, Request, Wire};
use super::life::{NOTICE_CLOSED, SUBMITTED, TAKEN};

/// Checks what a client wrote since the last check.
pub fn client(client: &mut Client, address: &str, time: &Time) -> Sums {
    let mut wire = Wire::to(address);
    let mut sums = Sums { acknowledged: std::mem::take(&mut client.answered), ..Sums::default() };
    for &life in &client.touched {
        look(client, life, &mut wire);
    }
    if client.pending.is_some() {
        sums.in_flight += 1;
        sums.in_flight_done += u32::from(settle(client, &mut wire, time));
    }
    for &(life, place) in &client.newest {
        let Done { request, answer, .. } = &client.lives[life].done[place];
        assert_eq!(send(&mut wire, request), *answer, "the first answer to {request:?}");
        sums.repeated += 1;
    }
    for &life in &client.touched {
        look(client, life, &mut wire);
    }
    client.touched.clear();
    sums
}

/// Repeats the request that had no answer. True if it is known to have been done: of an
/// application only its first answer could tell.
fn settle(client: &mut Client, wire: &mut Wire, time: &Time) -> bool {
    let Pending { life, request, .. } = client.pending.as_ref().expect("a request without an answer");
    let (request, before) = (request.clone(), life.map(|life| events(client, life, wire).len()));
    let first = send(wire, &request);
    assert!(first.is_done(), "{request:?}\nrepeated after the fault: {first:?}");
    client.note(first.clone(), time);
    assert_eq!(send(wire, &request), first, "the first answer to {request:?}");
    client.answered = 0;
    let life = client.newest.back().map(|(life, _)| *life).expect("just noted");
    let version = client.lives[life].version;
    before.is_some_and(|before| i64::try_from(before) == Ok(version))
}

fn send(wire: &mut Wire, request: &Request) -> Answer {
    wire.send(request).unwrap_or_else(|error| panic!("{request:?}: {error}"))
}

fn events(client: &Client, life: usize, wire: &mut Wire) -> Vec<String> {
    let id = &client.lives[life].id;
    let answer = send(wire, &client.read(&format!("/applications/{id}/events")));
    assert_eq!(answer.status, 200, "{answer:?}");
    let json = answer.json();
    let listed = json["events"].as_array().expect("events").iter();
    let kinds = listed.zip(1..).map(|(event, seq)| {
        assert_eq!(event["seq"], seq, "{id}: {answer:?}");
        event["kind"].as_str().expect("a kind").to_owned()
    });
    kinds.collect()
}

fn look(client: &Client, life: usize, wire: &mut Wire) {
    let found = events(client, life, wire);
    let of = &client.lives[life];
    let pending = client.pending.as_ref().filter(|pending| pending.life == Some(life));
    if let Err(what) = compare(of, &found, pending.map(|pending| pending.kinds.as_slice())) {
        panic!("{}: {what}; events: {found:?}", of.id);
    }
}

/// Every answered act has left its events where its answer says; nothing else is there but
/// what happens by itself and, perhaps, the act without an answer.
fn compare(life: &Life, found: &[String], pending: Option<&[&str]>) -> Result<(), String> {
    let mut covered = 0;
    for done in &life.done {
        let (from, to) = (place(done.seen), place(done.version));
        let own = found.get(from..to).ok_or_else(|| format!("{:?} is lost", done.kinds))?;
        let own: Vec<&str> = own.iter().map(String::as_str).filter(|kind| *kind != TAKEN).collect();
        if own != done.kinds {
            return Err(format!("{:?} left {own:?}", done.kinds));
        }
        if let Some(between) = found[covered..from].iter().find(|kind| *kind != NOTICE_CLOSED) {
            return Err(format!("{between} comes from nobody"));
        }
        covered = to;
    }
    let rest: Vec<&str> = found[covered..].iter().map(String::as_str).collect();
    let known =
        |kind: &&str| *kind == NOTICE_CLOSED || pending.is_some_and(|p| *kind == TAKEN || p.contains(kind));
    if let Some(stranger) = rest.iter().find(|kind| !known(kind)) {
        return Err(format!("{stranger} comes from nobody"));
    }
    let mut once: Vec<&String> = found.iter().filter(|kind| *kind != TAKEN).collect();
    let all = once.len();
    once.sort_unstable();
    once.dedup();
    if once.len() == all { Ok(()) } else { Err("something happened twice".to_owned()) }
}

fn place(version: i64) -> usize {
    usize::try_from(version).expect("versions count from 0")
}

/// A life with its application and one act, as the answers told it.
fn example() -> Life {
    let blank = Request {
        method: "POST",
        path: String::new(),
        token: String::new(),
        key: None,
        seen: None,
        body: String::new(),
    };
    let text = String::new;
    let done = |seen, version, kinds: &[&'static str]| Done {
        request: blank.clone(),
        answer: Answer { status: 200, kind: text(), etag: text(), location: text(), body: text() },
        seen,
        version,
        kinds: kinds.to_vec(),
    };
    let acts = vec![done(0, 2, &SUBMITTED), done(2, 4, &["confirmed"])];
    Life { id: text(), submitted_on: text(), version: 4, done: acts }
}

fn told(found: &str, pending: Option<&[&str]>) -> Result<(), String> {
    let found: Vec<String> =
        SUBMITTED.into_iter().chain(found.split_whitespace()).map(str::to_owned).collect();
    compare(&example(), &found, pending)
}

#[test]
fn what_was_lost_or_came_from_nobody_is_noticed() {
    let pending: Option<&[&str]> = Some(&["papers_received"]);
    assert_eq!(told("taken confirmed", None), Ok(()));
    assert_eq!(told("taken confirmed notice_closed taken papers_received", pending), Ok(()));
    assert!(told("taken", None).is_err_and(|what| what.contains("is lost")));
    assert!(told("taken taken", None).is_err_and(|what| what.contains("left")));
    assert!(told("confirmed taken", None).is_ok(), "the order within one act is the program's");
    assert!(told("taken confirmed confirmed", None).is_err_and(|what| what.contains("from nobody")));
    assert!(told("taken confirmed papers_received", None).is_err_and(|what| what.contains("from nobody")));
    let twice = "taken confirmed papers_received papers_received";
    assert!(told(twice, pending).is_err_and(|what| what.contains("twice")));
}
