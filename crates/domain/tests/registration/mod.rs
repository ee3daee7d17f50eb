//! Registration as unemployed, its cancellation, and the certificate.

mod any_order;
mod certificate;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::PersonId;
use leye_domain::registration::{
    Asker, Basis, ContactHow, Desk, GroundRule, Registration, RegistrationAct, RegistrationEvent,
    RegistrationRefusal, RegistrationTerms, decide,
};

type Decided = Result<Vec<RegistrationEvent>, RegistrationRefusal>;

const TODAY: Date = date(2026, 11, 23);

fn station() -> AgencyCode {
    "230102001001".parse().expect("a code")
}

fn terms() -> RegistrationTerms {
    let ground = |key: &str, asked: &[Asker], silent, explain| GroundRule {
        key: key.to_owned(),
        asked: asked.iter().copied().collect(),
        silent,
        explain,
    };
    RegistrationTerms {
        article: "A2".to_owned(),
        reasons: ["contract_ended", "other"].map(str::to_owned).into(),
        grounds: vec![
            ground("hired", &Asker::ALL, false, false),
            ground("out_of_contact", &[Asker::Station], true, false),
            ground("other", &Asker::ALL, false, true),
        ],
        silence_months: 6,
        youngest: 16,
    }
}

fn none() -> Registration {
    Registration::new(PersonId::new("230102", 7), station())
}

/// On a day, for somebody of 50.
fn on(registration: &Registration, today: Date, act: RegistrationAct) -> Decided {
    desk(today, |desk| decide(registration, act, desk))
}

fn desk<T>(today: Date, then: impl FnOnce(&Desk<'_>) -> T) -> T {
    let (agency, terms) = (station(), terms());
    then(&Desk {
        agency: &agency,
        terms: &terms,
        today,
        born: Some(date(1976, 5, 1)),
        retires: Some(date(2038, 5, 1)),
        last_contact: None,
        issue_by: Timestamp::from_second(1000).expect("an instant"),
        hand_over_by: Timestamp::from_second(2000).expect("an instant"),
    })
}

fn after(registration: Registration, today: Date, act: RegistrationAct) -> Registration {
    let events = on(&registration, today, act).expect("it may be done");
    registration.with(&events).expect("they follow")
}

fn register(on: Date) -> RegistrationAct {
    RegistrationAct::Register {
        on,
        reason: "contract_ended".to_owned(),
        worked_until: Some(date(2026, 10, 31)),
        basis: Basis::Commitment,
    }
}

fn by_proof(on: Date) -> RegistrationAct {
    let basis = Basis::Proof("登記證第6頁".to_owned().into());
    RegistrationAct::Register { on, reason: "other".to_owned(), worked_until: None, basis }
}

fn deregister(on: Date, ground: &str, asked: Asker, note: &str) -> RegistrationAct {
    RegistrationAct::Deregister { on, ground: ground.to_owned(), asked, note: note.to_owned() }
}

fn contact() -> RegistrationAct {
    RegistrationAct::NoteContact { how: ContactHow::Telephone, note: String::new() }
}

fn registered() -> Registration {
    after(none(), TODAY, register(TODAY))
}

fn refused(registration: &Registration, act: RegistrationAct, why: RegistrationRefusal) {
    assert_eq!(on(registration, TODAY, act), Err(why));
}

#[test]
fn a_commitment_registers_from_the_day_on_which_it_is_made() {
    let now = registered();
    assert_eq!(now.version, 2, "the register begins with it");
    let spell = now.unemployed().expect("registered");
    assert_eq!((spell.since, spell.contact_by), (TODAY, date(2027, 5, 23)));
    refused(&none(), register(date(2026, 11, 22)), RegistrationRefusal::CommitmentIsOfToday);
    refused(&none(), register(date(2026, 11, 24)), RegistrationRefusal::InFuture { field: "on" });
}

#[test]
fn an_earlier_day_needs_a_proof_that_is_named() {
    let now = after(none(), TODAY, by_proof(date(2025, 3, 1)));
    let spell = now.unemployed().expect("registered");
    assert_eq!((spell.since, spell.contact), (date(2025, 3, 1), TODAY));
    let basis = Basis::Proof(" ".to_owned().into());
    let blank = RegistrationAct::Register { on: TODAY, reason: "other".into(), worked_until: None, basis };
    refused(&none(), blank, RegistrationRefusal::Missing { field: "paper" });
}

#[test]
fn nobody_is_registered_twice_or_while_at_work_or_out_of_age() {
    refused(&registered(), register(TODAY), RegistrationRefusal::AlreadyRegistered { since: TODAY });
    let worked = RegistrationAct::Register {
        on: TODAY,
        reason: "other".into(),
        worked_until: Some(date(2026, 11, 24)),
        basis: Basis::Commitment,
    };
    refused(&none(), worked, RegistrationRefusal::WorkedLater);
    let aged = |born, retires| {
        desk(TODAY, |desk| {
            decide(&none(), register(TODAY), &Desk { born: Some(born), retires, ..desk.clone() })
        })
    };
    assert_eq!(aged(date(2010, 11, 24), None), Err(RegistrationRefusal::TooYoung { least: 16 }));
    assert!(aged(date(2010, 11, 23), None).is_ok(), "on the birthday");
    assert_eq!(
        aged(date(1966, 1, 1), Some(TODAY)),
        Err(RegistrationRefusal::Retired { since: TODAY }),
        "working age ends the day before"
    );
    let unknown = RegistrationAct::Register {
        on: TODAY,
        reason: "weather".into(),
        worked_until: None,
        basis: Basis::Commitment,
    };
    refused(&none(), unknown, RegistrationRefusal::UnknownReason);
}

#[test]
fn only_the_station_that_keeps_the_file_registers() {
    let office = station().at(Level::Office);
    let decided =
        desk(TODAY, |desk| decide(&none(), register(TODAY), &Desk { agency: &office, ..desk.clone() }));
    assert_eq!(decided, Err(RegistrationRefusal::NotTheStation));
}

#[test]
fn a_cancellation_has_its_ground_and_somebody_who_may_ask_for_it() {
    let later = date(2026, 12, 20);
    let now = after(registered(), later, deregister(date(2026, 12, 1), "hired", Asker::Person, ""));
    assert_eq!(now.unemployed(), None);
    let try_to = |act| on(&registered(), later, act);
    let gone = deregister(later, "hired", Asker::Data, " ");
    assert_eq!(try_to(gone), Err(RegistrationRefusal::Missing { field: "note" }), "against the person");
    let other = deregister(later, "other", Asker::Person, "");
    assert_eq!(try_to(other), Err(RegistrationRefusal::Missing { field: "note" }), "what it was");
    let unknown = deregister(later, "weather", Asker::Person, "x");
    assert_eq!(try_to(unknown), Err(RegistrationRefusal::UnknownGround));
    let wrong = deregister(later, "out_of_contact", Asker::Person, "x");
    assert_eq!(try_to(wrong), Err(RegistrationRefusal::NotTheirs));
    let before = deregister(date(2026, 11, 22), "hired", Asker::Person, "");
    assert_eq!(try_to(before), Err(RegistrationRefusal::TooEarly { field: "on", day: TODAY }));
    refused(&none(), deregister(TODAY, "hired", Asker::Person, ""), RegistrationRefusal::NotRegistered);
}

#[test]
fn silence_counts_from_the_last_contact_by_any_register() {
    let silent = |day| deregister(day, "out_of_contact", Asker::Station, "三次去電未接");
    let last = date(2027, 5, 23);
    let refusal = RegistrationRefusal::InContact { last: TODAY, until: last };
    assert_eq!(on(&registered(), last, silent(last)), Err(refusal), "on the last day of the term");
    let next = date(2027, 5, 24);
    assert!(on(&registered(), next, silent(next)).is_ok());
    let called = after(registered(), date(2027, 2, 1), contact());
    let refusal = RegistrationRefusal::InContact { last: date(2027, 2, 1), until: date(2027, 8, 1) };
    assert_eq!(on(&called, next, silent(next)), Err(refusal));
    let elsewhere = desk(next, |desk| {
        let last_contact = Some(date(2027, 4, 30));
        decide(&registered(), silent(next), &Desk { last_contact, ..desk.clone() })
    });
    let refusal = RegistrationRefusal::InContact { last: date(2027, 4, 30), until: date(2027, 10, 30) };
    assert_eq!(elsewhere, Err(refusal));
}

#[test]
fn the_register_knows_each_day_and_says_nothing_of_the_time_before() {
    let now = after(none(), date(2026, 3, 1), by_proof(date(2026, 1, 10)));
    let now = after(now, date(2026, 6, 1), deregister(date(2026, 5, 20), "hired", Asker::Person, ""));
    let now = after(now, date(2026, 9, 1), register_on(date(2026, 9, 1)));
    assert_eq!(now.on(date(2026, 1, 9)), None, "not known, and not no");
    assert_eq!(now.on(date(2026, 5, 19)), Some(Some(date(2026, 1, 10))));
    assert_eq!(now.on(date(2026, 5, 20)), Some(None));
    assert_eq!(now.on(date(2026, 10, 1)), Some(Some(date(2026, 9, 1))), "the break begins it anew");
    assert_eq!(now.worked_until(TODAY), Some(date(2026, 8, 31)));
}

fn register_on(on: Date) -> RegistrationAct {
    RegistrationAct::Register {
        on,
        reason: "contract_ended".to_owned(),
        worked_until: Some(date(2026, 8, 31)),
        basis: Basis::Commitment,
    }
}

#[test]
fn a_new_registration_does_not_reach_into_the_one_before() {
    let now = after(none(), date(2026, 3, 1), by_proof(date(2026, 1, 10)));
    let now = after(now, date(2026, 6, 1), deregister(date(2026, 5, 20), "hired", Asker::Person, ""));
    let refusal = RegistrationRefusal::TooEarly { field: "on", day: date(2026, 5, 20) };
    assert_eq!(on(&now, TODAY, by_proof(date(2026, 5, 19))), Err(refusal));
    assert!(on(&now, TODAY, by_proof(date(2026, 5, 20))).is_ok());
}
