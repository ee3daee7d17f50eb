//! A case in every state, made by the pure core alone.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::date;
use leye_app::{Rules, rules};
use leye_domain::case::{ActName, Case, Context, Event, StateName, Submission, decide, submit};
use leye_domain::id::{CaseId, PersonId};
use leye_domain::policy::Policy;
use leye_domain::staff::{Actor, Staff};

use crate::acts::{PLAIN, act_of, actor_for};
use crate::cast::{STATION, clerk, code};
use crate::house::instant;

/// Stands for the keyed hash of somebody of the applicant's household.
pub const KIN: &str = "hash-of-the-spouse";

static POLICY: LazyLock<std::sync::Arc<Policy>> = LazyLock::new(|| {
    let rules = Rules::new(&rules::built_in()).expect("the pack");
    rules.policy(date(2026, 3, 2))
});

struct Way {
    now: Timestamp,
    case: Case,
}

impl Way {
    fn begin() -> Way {
        let now = instant(date(2026, 3, 2), 10, 0);
        let events = submitted(&clerk(), now).expect("a good application");
        Way { now, case: Case::fold(&events).expect("it folds") }
    }

    fn does(&mut self, name: ActName) {
        if self.case.state() == StateName::Notice && name == ActName::RecordEntry {
            let open = self.case.open().expect("it is open");
            let reading = open.clock.read(&POLICY.calendar, &POLICY.zone).expect("it can be counted");
            self.now = reading.due_at().expect("it runs");
            self.does(ActName::CloseNotice);
        }
        let actor = actor_for(name, self.case.state());
        let act = act_of(name, &POLICY, POLICY.zone.to_datetime(self.now).date()).expect("an act on a case");
        let events = decide(&self.case, &act, at(&actor, self.now)).expect("possible");
        for event in &events {
            self.case.apply(event).expect("what was decided fits");
        }
    }
}

fn at(actor: &Actor, now: Timestamp) -> Context<'_> {
    let close = jiff::civil::time(17, 0, 0, 0);
    Context { actor, policy: &POLICY, now, close, ruled: None }
}

/// An application at [`STATION`] by a member of staff, as the rules decide it.
fn submitted(by: &Staff, now: Timestamp) -> Result<Vec<Event>, leye_domain::case::Refusal> {
    let submission = Submission {
        id: CaseId::new("230102", 2026, 48_213_907),
        person: PersonId::new("230102", 4_821_390_755),
        station: code(STATION),
        born: date(1974, 3, 2),
        claimed: vec!["C1.1".to_owned()],
        household: household(),
        has_open: false,
        representative: None,
        determined: false,
        known: leye_domain::fact::KnownFacts::default(),
    };
    submit(submission, at(&Actor::Staff(by.clone()), now))
}

/// Whether the rules let this member of staff file an application at [`STATION`].
pub fn may_submit(by: &Staff) -> bool {
    submitted(by, instant(date(2026, 3, 2), 10, 0)).is_ok()
}

pub fn household() -> BTreeSet<String> {
    BTreeSet::from([KIN.to_owned(), "hash-of-the-applicant".to_owned()])
}

/// One case in each state, in the order of the states.
pub fn in_every_state() -> Vec<Case> {
    StateName::ALL.iter().map(|state| in_state(*state)).collect()
}

pub fn in_state(state: StateName) -> Case {
    let (before, last) = match state {
        StateName::Correction => (StateName::Received, Some(ActName::RequestCorrection)),
        StateName::Objection => (StateName::Notice, Some(ActName::RaiseObjection)),
        StateName::Returned => (StateName::SecondReview, Some(ActName::ReturnToStation)),
        StateName::Refused => (StateName::InitialReview, Some(ActName::FailInitialReview)),
        StateName::Withdrawn => (StateName::Received, Some(ActName::Withdraw)),
        _ => (state, None),
    };
    let mut way = Way::begin();
    let mut plain = PLAIN.iter();
    while way.case.state() != before {
        // The notice ends by itself; the entry is recorded only after the state was seen.
        if before == StateName::Entry && way.case.state() == StateName::Notice {
            way.does(ActName::RecordEntry);
            continue;
        }
        way.does(*plain.next().expect("the plain way passes every state"));
    }
    last.into_iter().for_each(|name| way.does(name));
    assert_eq!(way.case.state(), state);
    way.case
}
