//! A client that leads one case after the other through its life, and remembers every
//! answer that it got, outside of what is going to be killed.

use std::collections::{BTreeSet, VecDeque};
use std::io;

use serde_json::Value;

use super::crowd::Time;
use super::http::{Answer, Request, Wire};
use super::life::{ACTS, Act, BEFORE_NOTICE, SUBMITTED, application, body};
use super::storage::Team;

/// A request that was answered: it is done, for ever.
pub struct Done {
    pub request: Request,
    pub answer: Answer,
    /// The version of the case before it.
    pub seen: i64,
    /// The version after it.
    pub version: i64,
    /// The events that it leaves.
    pub kinds: Vec<&'static str>,
}

/// A case as its answers told it.
pub struct Life {
    pub id: String,
    pub submitted_on: String,
    pub version: i64,
    pub done: Vec<Done>,
}

impl Life {
    /// The act that comes next.
    fn next(&self) -> Option<Act> {
        ACTS.get(self.done.len() - 1).copied()
    }
}

/// A request without an answer: nobody knows whether it was done.
pub struct Pending {
    /// Which life; none for an application.
    pub life: Option<usize>,
    pub request: Request,
    pub kinds: Vec<&'static str>,
}

/// How a request ended.
pub enum Met {
    Done,
    /// An answer that says that it could not be done.
    Trouble(Answer),
    /// No answer: the service has gone.
    Gone,
}

pub struct Client {
    number: u32,
    team: Team,
    pub lives: Vec<Life>,
    current: Option<usize>,
    /// Lives whose notice hangs, with the moves of the clock at which that was seen.
    parked: VecDeque<(usize, u32)>,
    pub pending: Option<Pending>,
    /// Lives that were written to since the last check.
    pub touched: BTreeSet<usize>,
    /// The newest answers: life and place in it.
    pub newest: VecDeque<(usize, usize)>,
    /// Writes that were answered since the last check.
    pub answered: u32,
    sent: u32,
    filed: u32,
}

/// How many answers are asked for again after a fault.
const REPEATED: usize = 4;

impl Client {
    pub fn new(number: u32, team: Team) -> Client {
        Client {
            number,
            team,
            lives: Vec::new(),
            current: None,
            parked: VecDeque::new(),
            pending: None,
            touched: BTreeSet::new(),
            newest: VecDeque::new(),
            answered: 0,
            sent: 0,
            filed: 0,
        }
    }

    /// One write. One that is still without an answer is sent again under its key.
    pub fn turn(&mut self, wire: &mut Wire, time: &Time) -> Met {
        if self.pending.is_none() {
            match self.choose(wire, time) {
                Ok(Ok(pending)) => self.pending = Some(pending),
                Ok(Err(answer)) => return Met::Trouble(answer),
                Err(_) => return Met::Gone,
            }
        }
        let request = self.pending.as_ref().map(|pending| pending.request.clone()).expect("just chosen");
        match wire.send(&request) {
            Err(_) => Met::Gone,
            Ok(answer) if answer.is_done() => {
                self.note(answer, time);
                Met::Done
            }
            Ok(answer) if answer.status >= 500 => Met::Trouble(answer),
            Ok(answer) => panic!("{request:?}\nwas refused: {answer:?}"),
        }
    }

    /// The next act on a case that can go on, else another application.
    fn choose(&mut self, wire: &mut Wire, time: &Time) -> io::Result<Result<Pending, Answer>> {
        while self.current.is_none() {
            let Some((life, _)) = self.parked.pop_front_if(|(_, moves)| *moves < time.moves()) else { break };
            let request = self.read(&format!("/applications/{}", self.lives[life].id));
            let answer = wire.send(&request);
            match answer {
                Ok(answer) if answer.is_done() => self.look_again(life, &answer.json(), time),
                other => {
                    self.parked.push_front((life, 0));
                    return other.map(Err);
                }
            }
        }
        let (life, request, kinds) = match self.current {
            Some(life) => self.act(life),
            None => self.application(),
        };
        Ok(Ok(Pending { life, request, kinds }))
    }

    fn look_again(&mut self, life: usize, case: &Value, time: &Time) {
        if case["state"] == "entry" {
            self.lives[life].version = case["version"].as_i64().expect("a version");
            self.current = Some(life);
        } else {
            assert_eq!(case["state"], "notice", "{case}");
            self.parked.push_back((life, time.moves()));
        }
    }

    fn act(&mut self, life: usize) -> (Option<usize>, Request, Vec<&'static str>) {
        let of = &self.lives[life];
        let (desk, act, kind) = of.next().expect("a current life goes on");
        let body = body(act, &of.submitted_on).to_string();
        let (path, seen) = (format!("/applications/{}/acts", of.id), Some(of.version));
        let token = self.team.0[desk as usize].clone();
        let request = Request { method: "POST", path, token, key: Some(self.key()), seen, body };
        (Some(life), request, vec![kind])
    }

    fn application(&mut self) -> (Option<usize>, Request, Vec<&'static str>) {
        self.filed += 1;
        let body = application(self.number, self.filed).to_string();
        let token = self.team.0[0].clone();
        let path = "/applications".to_owned();
        let request = Request { method: "POST", path, token, key: Some(self.key()), seen: None, body };
        (None, request, SUBMITTED.to_vec())
    }

    fn key(&mut self) -> String {
        self.sent += 1;
        format!("client-{}-request-{}", self.number, self.sent)
    }

    /// A request that reads, in the name of the station.
    pub fn read(&self, path: &str) -> Request {
        let (path, token) = (path.to_owned(), self.team.0[0].clone());
        Request { method: "GET", path, token, key: None, seen: None, body: String::new() }
    }

    /// Takes down the answer to the pending request.
    pub fn note(&mut self, answer: Answer, time: &Time) {
        let Pending { life, request, kinds } = self.pending.take().expect("a request was sent");
        let case = answer.json();
        let version = case["version"].as_i64().expect("a version");
        assert_eq!(answer.etag, format!("\"{version}\""));
        let text = |name: &str| case[name].as_str().unwrap_or_default().to_owned();
        let life = life.unwrap_or_else(|| {
            let (id, submitted_on) = (text("id"), text("submitted_on"));
            assert_eq!((answer.status, &answer.location), (201, &format!("/api/v1/applications/{id}")));
            time.saw(&submitted_on);
            self.lives.push(Life { id, submitted_on, version: 0, done: Vec::new() });
            self.lives.len() - 1
        });
        let of = &mut self.lives[life];
        of.done.push(Done { request, answer, seen: of.version, version, kinds });
        of.version = version;
        self.answered += 1;
        self.touched.insert(life);
        self.newest.push_back((life, of.done.len() - 1));
        if self.newest.len() > REPEATED {
            self.newest.pop_front();
        }
        self.current = Some(life);
        let acts = of.done.len() - 1;
        if acts == BEFORE_NOTICE {
            self.parked.push_back((life, time.moves()));
        }
        if acts == BEFORE_NOTICE || acts == ACTS.len() {
            self.current = None;
        }
    }
}
