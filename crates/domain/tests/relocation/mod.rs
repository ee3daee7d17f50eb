//! A person moves: who may do what, what follows, and that one station answers at every instant.

mod responsible;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use leye_domain::agency::AgencyCode;
use leye_domain::id::{PersonId, RelocationId, UserName};
use leye_domain::relocation::{
    Desk, HouseholdPart, NewRelocation, Relocation, RelocationAct, RelocationEvent, RelocationRefusal,
    RelocationWish, Side, register,
};
use leye_domain::sealed::Sealed;

const OLD: &str = "230102001001";
const NEW: &str = "230102008002";
const FAR: &str = "230103001001";
const TODAY: Date = date(2026, 3, 2);

fn code(text: &str) -> AgencyCode {
    text.parse().expect("as it is written here")
}

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_772_000_000 + 3600 * hour).expect("as it is written here")
}

fn user(name: &str) -> UserName {
    UserName::parse(name).expect("as it is written here")
}

fn person() -> PersonId {
    PersonId::new("230102", 7)
}

fn new(by: Side) -> NewRelocation {
    NewRelocation {
        id: RelocationId::new("230102", 1),
        person: person(),
        from: code(OLD),
        to: code(NEW),
        by,
        under_way: None,
        file_there: None,
        wish: RelocationWish {
            on: TODAY,
            address: "試驗街九號".into(),
            reason: "租期屆滿".into(),
            household: HouseholdPart::Leaves,
        },
    }
}

fn begun(by: Side) -> Relocation {
    let event = register(new(by), TODAY, at(24)).expect("as it is written here");
    Relocation::fold([(&event, "li.na", at(0))]).expect("as it is written here")
}

fn tried(
    relocation: &Relocation,
    act: RelocationAct,
    agency: &str,
    assisted: bool,
) -> Result<RelocationEvent, RelocationRefusal> {
    let (agency, helpers) = (code(agency), BTreeSet::from([user("wang.fang")]));
    let (accept_by, helpers, file_there) = (at(48), &helpers, None);
    relocation.decide(act, Desk { agency: &agency, accept_by, assisted, helpers, file_there })
}

fn done(relocation: Relocation, act: RelocationAct, agency: &str) -> Relocation {
    let event = tried(&relocation, act, agency, true).expect("it may be done");
    relocation.after(&event, "li.na", at(1)).expect("it follows")
}

fn accept() -> RelocationAct {
    RelocationAct::Accept { helper: Some(user("wang.fang")) }
}

#[test]
fn what_the_old_station_registers_the_new_one_accepts() {
    let open = begun(Side::From);
    assert_eq!((open.state(), open.owed()), ("offered", Some((&code(NEW), at(24)))));
    assert_eq!(*open.responsible(), code(OLD));
    let closed = done(open, accept(), NEW);
    assert_eq!((closed.state(), closed.owed(), closed.responsible()), ("accepted", None, &code(NEW)));
}

#[test]
fn what_the_new_station_asks_for_the_old_one_lets_go_first() {
    let asked = begun(Side::To);
    assert_eq!(asked.owed(), Some((&code(OLD), at(24))));
    let not_now = RelocationRefusal::NotNow { state: "asked" };
    assert_eq!(tried(&asked, accept(), NEW, true), Err(not_now));
    let released = done(asked, RelocationAct::Release, OLD);
    assert_eq!((released.owed(), released.responsible()), (Some((&code(NEW), at(48))), &code(OLD)));
    assert_eq!(*done(released, accept(), NEW).responsible(), code(NEW));
}

#[test]
fn each_station_does_its_own() {
    let open = begun(Side::From);
    let theirs = |agency: &str| Err(RelocationRefusal::NotTheirs { agency: code(agency) });
    assert_eq!(tried(&open, accept(), OLD, true), theirs(NEW));
    assert_eq!(tried(&open, RelocationAct::Refuse { reason: "無此人".into() }, OLD, true), theirs(NEW));
    assert_eq!(tried(&open, RelocationAct::Withdraw { reason: "不遷".into() }, NEW, true), theirs(OLD));
    assert_eq!(tried(&open, accept(), FAR, true), theirs(NEW));
}

#[test]
fn who_is_assisted_gets_a_helper_of_the_new_station() {
    let open = begun(Side::From);
    let nobody = || RelocationAct::Accept { helper: None };
    assert_eq!(tried(&open, nobody(), NEW, true), Err(RelocationRefusal::NoHelper));
    let stranger = RelocationAct::Accept { helper: Some(user("stranger")) };
    let unknown = RelocationRefusal::UnknownHelper { agency: code(NEW) };
    assert_eq!(tried(&open, stranger, NEW, true), Err(unknown));
    assert_eq!(tried(&open, nobody(), NEW, false), Ok(RelocationEvent::RelocationAccepted { helper: None }));
}

#[test]
fn a_refusal_and_a_taking_back_give_their_reason() {
    let open = begun(Side::From);
    let empty = RelocationAct::Refuse { reason: "  ".into() };
    assert_eq!(tried(&open, empty, NEW, true), Err(RelocationRefusal::Text { field: "refusal" }));
    let refused = done(open.clone(), RelocationAct::Refuse { reason: "地址不屬本社區".into() }, NEW);
    assert_eq!((refused.state(), refused.owed(), refused.responsible()), ("refused", None, &code(OLD)));
    let back = done(open, RelocationAct::Withdraw { reason: "不遷了".into() }, OLD);
    assert_eq!((back.state(), back.responsible()), ("withdrawn", &code(OLD)));
    let not_now = RelocationRefusal::NotNow { state: "withdrawn" };
    assert_eq!(tried(&back, accept(), NEW, true), Err(not_now));
}

#[test]
fn a_move_leads_to_another_station_of_whatever_county() {
    let tried = |to: &str| register(NewRelocation { to: code(to), ..new(Side::From) }, TODAY, at(24));
    assert!(tried(FAR).is_ok());
    assert_eq!(tried(OLD), Err(RelocationRefusal::SameStation { to: code(OLD) }));
    let office = "230102008000";
    assert_eq!(tried(office), Err(RelocationRefusal::NoStation { to: code(office) }));
}

#[test]
fn nobody_moves_to_where_another_file_of_theirs_is_kept() {
    let file = PersonId::new("230103", 9);
    let refused = RelocationRefusal::FileThere { file: file.clone() };
    let there = NewRelocation { to: code(FAR), file_there: Some(file.clone()), ..new(Side::From) };
    assert_eq!(register(there, TODAY, at(24)), Err(refused.clone()));
    // It may have been begun since the move was registered.
    let (agency, helpers) = (code(NEW), BTreeSet::from([user("wang.fang")]));
    let (accept_by, helpers, file_there) = (at(48), &helpers, Some(&file));
    let desk = Desk { agency: &agency, accept_by, assisted: true, helpers, file_there };
    assert_eq!(begun(Side::From).decide(accept(), desk), Err(refused));
    let refuse = RelocationAct::Refuse { reason: "另有檔案".into() };
    assert!(begun(Side::From).decide(refuse, desk).is_ok());
}

#[test]
fn one_move_at_a_time_not_for_a_day_to_come_and_said_why() {
    let other = RelocationId::new("230102", 2);
    let second = NewRelocation { under_way: Some(other.clone()), ..new(Side::To) };
    assert_eq!(register(second, TODAY, at(24)), Err(RelocationRefusal::UnderWay { relocation: other }));
    let yesterday = TODAY.yesterday().expect("a day before");
    assert_eq!(register(new(Side::From), yesterday, at(24)), Err(RelocationRefusal::InFuture));
    let mut silent = new(Side::From);
    silent.wish.reason.clear();
    assert_eq!(register(silent, TODAY, at(24)), Err(RelocationRefusal::Text { field: "reason" }));
}

#[test]
fn nothing_is_owed_about_somebody_who_was_erased() {
    let erased = Relocation { reason: Sealed::Erased, ..begun(Side::From) };
    assert_eq!(erased.owed(), None);
}
