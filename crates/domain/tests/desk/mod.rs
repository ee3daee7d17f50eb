//! The front desk: a contact and who is responsible for it, from the first word to the last (A2).

mod responsible;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use leye_domain::agency::AgencyCode;
use leye_domain::desk::{
    Became, Caller, Channel, Closing, Contact, ContactAct, ContactRefusal, ContactTerms, NewContact,
    OwedContact, Receiver, Telling, take,
};
use leye_domain::id::{ContactId, UserName};
use leye_domain::staff::{Role, Staff};

const STATION: &str = "230102001001";
const NEXT: &str = "230102001002";
const OFFICE: &str = "230102001000";

fn code(text: &str) -> AgencyCode {
    text.parse().expect("as it is written here")
}

fn staff(user: &str, role: Role, agency: &str) -> Staff {
    let user = UserName::parse(user).expect("as it is written here");
    Staff { name: user.to_string(), user, role, agency: code(agency), identity: None }
}

fn clerk() -> Staff {
    staff("li.na", Role::Clerk, STATION)
}

fn colleague() -> Staff {
    staff("zhou", Role::Clerk, STATION)
}

fn office() -> Staff {
    staff("wang.fang", Role::Reviewer, OFFICE)
}

fn head() -> Staff {
    staff("chen", Role::Head, STATION)
}

fn when(day: i8, hour: i8) -> Timestamp {
    let zone = TimeZone::get("Asia/Shanghai").expect("as it is written here");
    zone.to_timestamp(date(2026, 3, day).at(hour, 0, 0, 0)).expect("as it is written here")
}

fn terms(day: i8) -> ContactTerms {
    ContactTerms {
        answer: when(day + 3, 17),
        ceiling: when(day + 10, 17),
        tell: when(day + 2, 17),
        accept: when(day + 1, 17),
    }
}

fn new() -> NewContact {
    NewContact {
        id: ContactId::new("230102", 7),
        channel: Channel::Counter,
        hotline: String::new(),
        person: None,
        caller: Caller { name: "王秀英".into(), phone: "13900000000".into() },
        anonymous: false,
        matter: "consultation".into(),
        words: "问社保补贴怎么办".into(),
        papers: Vec::new(),
        promised: None,
    }
}

fn taken() -> Contact {
    let event = take(new(), &clerk(), terms(2), when(2, 9)).expect("as it is written here");
    Contact::begin(&event, "li.na", when(2, 9)).expect("it begins")
}

fn does(contact: &Contact, who: &Staff, act: ContactAct, day: i8) -> Result<Contact, ContactRefusal> {
    let event = contact.decide(act, who, Receiver::There, terms(day), when(day, 10))?;
    Ok(contact.clone().after(&event, who.user.as_str(), when(day, 10)).expect("it follows"))
}

fn offer(to: &Staff) -> ContactAct {
    ContactAct::Offer { to: to.agency.clone(), user: Some(to.user.clone()), reason: "归他管".into() }
}

fn answered() -> ContactAct {
    ContactAct::Close { closing: Closing::Answered { words: "已当面答复".to_owned().into() } }
}

#[test]
fn who_took_it_is_responsible_until_another_has_accepted() {
    let contact = taken();
    let owed = [OwedContact::Answer(terms(2).answer), OwedContact::Tell(terms(2).tell)];
    assert_eq!((contact.state(), contact.owed()), ("open", owed.to_vec()));
    let contact = does(&contact, &clerk(), offer(&office()), 3).expect("offered");
    assert_eq!((contact.state(), &contact.responsible().user), ("open", &clerk().user));
    assert!(contact.owed().contains(&OwedContact::Accept(terms(3).accept)));
    let declined = does(&contact, &office(), ContactAct::Decline { reason: "不归我管".into() }, 3);
    assert_eq!(declined.expect("declined").responsible().user, clerk().user);
    let contact = does(&contact, &office(), ContactAct::Accept, 4).expect("accepted");
    assert_eq!((&contact.responsible().user, &contact.responsible().agency), (&office().user, &code(OFFICE)));
    let again = does(&contact, &office(), offer(&colleague()), 4).expect("handed on");
    let again = does(&again, &colleague(), ContactAct::Accept, 5).expect("accepted");
    assert_eq!(
        does(&again, &clerk(), answered(), 5).unwrap_err(),
        ContactRefusal::NotResponsible { user: colleague().user }
    );
    let closed = does(&again, &colleague(), answered(), 5).expect("answered");
    assert_eq!((closed.state(), closed.owed(), closed.custody.len()), ("closed", vec![], 3));
}

#[test]
fn an_offer_goes_to_who_is_there_and_to_one_at_a_time() {
    let contact = taken();
    let refused = |act, other| contact.decide(act, &clerk(), other, terms(3), when(3, 9)).unwrap_err();
    let to = offer(&colleague());
    let away = Receiver::Away(date(2026, 3, 20));
    let until = date(2026, 3, 20);
    assert_eq!(refused(to.clone(), away), ContactRefusal::Away { user: colleague().user, until });
    assert_eq!(
        refused(to, Receiver::Gone),
        ContactRefusal::NotThere { user: colleague().user, agency: code(STATION) }
    );
    assert_eq!(refused(offer(&clerk()), Receiver::There), ContactRefusal::ToOneself);
    let here = ContactAct::Offer { to: code(STATION), user: None, reason: "谁有空".into() };
    assert_eq!(refused(here, Receiver::There), ContactRefusal::ToOneself);
    let anybody = ContactAct::Offer { to: code(OFFICE), user: None, reason: "归街道".into() };
    let offered = does(&contact, &clerk(), anybody, 3).expect("offered");
    assert_eq!(does(&offered, &clerk(), offer(&colleague()), 3).unwrap_err(), ContactRefusal::OfferedAlready);
    let elsewhere = staff("sun", Role::Clerk, NEXT);
    assert_eq!(does(&offered, &elsewhere, ContactAct::Accept, 3).unwrap_err(), ContactRefusal::NotOffered);
    assert!(does(&offered, &office(), ContactAct::Accept, 3).is_ok());
    assert_eq!(does(&offered, &clerk(), ContactAct::TakeBack, 3).expect("taken back").state(), "open");
}

#[test]
fn of_who_is_away_or_left_the_head_takes_it_over() {
    let contact = taken();
    let act = || ContactAct::TakeOver { reason: "病假".into() };
    let there = contact.decide(act(), &head(), Receiver::There, terms(3), when(3, 9)).unwrap_err();
    assert_eq!(there, ContactRefusal::StillThere { user: clerk().user });
    let not_head = contact.decide(act(), &colleague(), Receiver::Gone, terms(3), when(3, 9)).unwrap_err();
    assert_eq!(not_head, ContactRefusal::NotHead);
    let event = contact.decide(act(), &head(), Receiver::Gone, terms(3), when(3, 9)).expect("taken over");
    let contact = contact.after(&event, "chen", when(3, 9)).expect("it follows");
    assert_eq!(contact.responsible().user, head().user);
}

#[test]
fn a_promise_is_kept_within_its_bounds_and_given_more_time_before_it_ends() {
    let promise =
        |promised| take(NewContact { promised: Some(promised), ..new() }, &clerk(), terms(2), when(2, 9));
    for wrong in [when(2, 9), when(1, 9), when(12, 18)] {
        assert_eq!(promise(wrong).unwrap_err(), ContactRefusal::Promise { ceiling: terms(2).ceiling });
    }
    assert!(promise(when(2, 10)).is_ok());
    let contact = taken();
    let more = |day| ContactAct::Extend { promised: when(day, 17), reason: "等上级答复".into() };
    assert_eq!(does(&contact, &clerk(), more(8), 3).unwrap_err(), ContactRefusal::NotHead);
    assert!(matches!(does(&contact, &head(), more(4), 3).unwrap_err(), ContactRefusal::Promise { .. }));
    assert_eq!(does(&contact, &head(), more(8), 3).expect("more time").promised, when(8, 17));
    assert!(matches!(does(&contact, &head(), more(9), 6).unwrap_err(), ContactRefusal::TooLate { .. }));
}

#[test]
fn there_is_somebody_to_answer_to_or_they_want_to_stay_unknown() {
    let nobody = NewContact { caller: Caller { name: " ".into(), phone: String::new() }, ..new() };
    let tried = take(nobody.clone(), &clerk(), terms(2), when(2, 9));
    assert_eq!(tried.unwrap_err(), ContactRefusal::Nobody);
    assert!(take(NewContact { anonymous: true, ..nobody }, &clerk(), terms(2), when(2, 9)).is_ok());
    let hotline = NewContact { channel: Channel::Hotline12345, ..new() };
    let tried = take(hotline.clone(), &clerk(), terms(2), when(2, 9));
    assert_eq!(tried.unwrap_err(), ContactRefusal::HotlineNumber);
    let numbered = NewContact { hotline: "HRB2026-1".into(), ..hotline };
    assert!(take(numbered, &clerk(), terms(2), when(2, 9)).is_ok());
    let words = NewContact { words: "字".repeat(2001), ..new() };
    let tried = take(words, &clerk(), terms(2), when(2, 9));
    assert_eq!(tried.unwrap_err(), ContactRefusal::Text { field: "words" });
}

#[test]
fn who_hears_something_hears_again_later_and_what_is_closed_can_be_opened() {
    let told = ContactAct::Tell { how: Telling::Telephone, words: "还在问街道".into() };
    let contact = does(&taken(), &clerk(), told, 4).expect("told");
    assert_eq!(contact.told.1, terms(4).tell);
    assert_eq!(contact.owed(), [OwedContact::Answer(terms(2).answer)], "the answer comes first");
    let (what, number) = (Became::Application, "230102-2026-00000001".to_owned().into());
    let became = Closing::Became { what, number, words: "已受理申请".to_owned().into() };
    let closed = does(&contact, &clerk(), ContactAct::Close { closing: became }, 5).expect("closed");
    let reopen = || ContactAct::Reopen { reason: "当事人说没有办成".into() };
    assert!(does(&closed, &office(), reopen(), 6).is_err());
    let open = does(&closed, &colleague(), reopen(), 6).expect("opened again");
    assert_eq!((open.state(), &open.responsible().user), ("open", &colleague().user));
    assert!(does(&open, &colleague(), reopen(), 6).is_err());
}
