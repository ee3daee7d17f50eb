//! A case on its way: a moving clock, the events so far, and the case that they make.

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::case::{self, Act, ActName, Case, Context, Event, Refusal, StateName, Step};
use leye_domain::clock::Reading;
use leye_domain::policy::Policy;
use leye_domain::staff::Actor;

use super::acts::{act_of, actor_for};
use super::world::{CLOSE, MONDAY, POLICY, RULED, at, clerk, submission};

/// One event with who caused it, at what time and by which act.
#[derive(Clone, Debug)]
pub struct Entry {
    pub at: Timestamp,
    pub actor: Actor,
    pub act: ActName,
    pub event: Event,
}

#[derive(Clone, Debug)]
pub struct Journey {
    pub policy: &'static Policy,
    pub now: Timestamp,
    pub case: Case,
    pub log: Vec<Entry>,
}

impl Journey {
    /// Submitted by the clerk of the station.
    pub fn begin(now: Timestamp) -> Journey {
        let policy = &*POLICY;
        let actor = clerk();
        let context = Context { actor: &actor, policy, now, close: CLOSE, ruled: None };
        let events = case::submit(submission(), context).expect("a good application");
        let [event] = events.try_into().expect("one event");
        let case = Case::begin(&event).expect("an application");
        let log = vec![Entry { at: now, actor, act: ActName::Submit, event }];
        Journey { policy, now, case, log }
    }

    /// Submitted on a Monday at 10:00, and moved on by main acts until it is in `state`.
    pub fn to(state: StateName) -> Journey {
        let mut journey = Journey::begin(at(MONDAY, 10, 0));
        while journey.case.state() != state {
            journey.advance();
        }
        journey
    }

    pub fn context<'a>(&self, actor: &'a Actor) -> Context<'a> {
        Context { actor, policy: self.policy, now: self.now, close: CLOSE, ruled: Some(&RULED) }
    }

    pub fn decide(&self, actor: &Actor, act: &Act) -> Result<Vec<Event>, Refusal> {
        case::decide(&self.case, act, self.context(actor))
    }

    /// Does the act, or leaves the case as it was.
    pub fn attempt(&mut self, actor: &Actor, act: &Act) -> Result<Vec<Event>, Refusal> {
        let events = self.decide(actor, act)?;
        for event in &events {
            self.case.apply(event).expect("what was decided fits");
            let (at, actor, act, event) = (self.now, actor.clone(), act.name(), event.clone());
            self.log.push(Entry { at, actor, act, event });
        }
        Ok(events)
    }

    /// Does the act, which must be possible.
    pub fn act(&mut self, actor: &Actor, act: &Act) -> &mut Journey {
        self.attempt(actor, act).expect("possible");
        self
    }

    /// Does a well-formed act of this name by who does it in this state.
    pub fn does(&mut self, name: ActName) -> &mut Journey {
        let act = act_of(name, self.today()).expect("an act on a case");
        self.act(&actor_for(name, self.case.state()), &act)
    }

    /// Moves the clock, then lets happen what happens by itself.
    pub fn until(&mut self, now: Timestamp) -> &mut Journey {
        assert!(self.now <= now, "time goes forward");
        self.now = now;
        while let Some(act) = case::elapsed(&self.case, self.policy, now) {
            self.act(&Actor::Service, &act);
        }
        self
    }

    /// As [`Journey::until`], at this hour of a day.
    pub fn at(&mut self, day: Date, hour: i8) -> &mut Journey {
        self.until(at(day, hour, 0))
    }

    /// Waits until the present clock has run out.
    pub fn run_out(&mut self) -> &mut Journey {
        let due = self.reading().due_at().expect("it runs");
        self.until(due.max(self.now))
    }

    /// Does the act that brings the case nearer to its end.
    pub fn advance(&mut self) -> &mut Journey {
        match main_act(&self.case) {
            Some(name) => self.does(name),
            None => self.run_out(),
        }
    }

    pub fn today(&self) -> Date {
        self.policy.zone.to_datetime(self.now).date()
    }

    /// The clock of the present step.
    pub fn reading(&self) -> Reading {
        let open = self.case.open().expect("an open case");
        open.clock.read(&self.policy.calendar, &self.policy.zone).expect("it can be counted")
    }

    pub fn due_day(&self) -> Date {
        self.reading().due_day().expect("it runs")
    }

    pub fn holder(&self) -> &str {
        self.case.open().expect("an open case").holder.as_str()
    }

    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.log.iter().map(|entry| &entry.event)
    }

    pub fn last(&self) -> &Event {
        &self.log.last().expect("an application at least").event
    }

    pub fn worked(&self, level: Level) -> Vec<&str> {
        self.case.worked.get(&level).into_iter().flatten().map(|user| user.as_str()).collect()
    }
}

/// The act that leads on; none where only time does.
pub fn main_act(case: &Case) -> Option<ActName> {
    use leye_domain::case::Papers;
    Some(match &case.open()?.step {
        Step::Received => ActName::Accept,
        Step::Correction { .. } => ActName::SupplyCorrection,
        Step::InitialReview => ActName::PassInitialReview,
        Step::Form => ActName::CompleteForm,
        Step::Posting => ActName::PostNotice,
        Step::Notice { .. } => return None,
        Step::Objection { .. } => ActName::SettleObjection,
        Step::Entry { recorded: false } => ActName::RecordEntry,
        Step::Entry { recorded: true } | Step::Returned { .. } => ActName::Forward,
        Step::SecondReview => ActName::PassSecondReview,
        Step::Confirmation => ActName::Confirm,
        Step::Annotation { .. } => ActName::AnnotateCertificate,
        Step::PapersBack { papers: Papers::OnTheWay } => ActName::ReceiveBack,
        Step::PapersBack { papers: Papers::AtStation } => ActName::HandBack,
    })
}
