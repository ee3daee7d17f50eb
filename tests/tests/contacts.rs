//! First inquiry (A2): whoever takes a contact is responsible until another has accepted it, and nothing
//! that was said to the service is lost between two hands.

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::desk::{Absence, ContactFile, ContactFilter, ContactRequest, ContactsOf, NewInquiry, Taken};
use leye_app::user::NewUser;
use leye_domain::desk::{Caller, Channel, Closing, ContactAct, ContactRefusal, Paper, Telling};
use leye_domain::id::{ContactId, PersonId, UserName};
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Role, Staff};

use crate::cast::{
    FAR_STATION, NEXT_STATION, OFFICE, STATION, auditor, bureau, clerk, code, office, resident, staff,
};
use crate::house::House;

/// A Monday with four plain working days after it.
const MONDAY: Date = date(2026, 3, 2);
const WORDS: &str = "SECRET 想问认定要带什么";

fn day(n: i8) -> Date {
    date(2026, 3, n)
}

fn colleague() -> Staff {
    staff("colleague", Role::Clerk, STATION)
}

fn station_head() -> Staff {
    staff("station-head", Role::Head, STATION)
}

fn next_door() -> Staff {
    staff("next-door", Role::Clerk, NEXT_STATION)
}

fn stranger() -> Staff {
    staff("stranger", Role::Clerk, FAR_STATION)
}

/// A service of which the people here have accounts.
async fn house() -> House {
    let house = House::at(MONDAY, 10).await;
    for who in [clerk(), colleague(), station_head(), next_door(), stranger(), office(), bureau()] {
        let new = NewUser {
            name: who.user.as_str().to_owned(),
            display_name: "张三".to_owned(),
            role: who.role.as_str().to_owned(),
            agency: who.agency.as_str().to_owned(),
            password: "a long first password".to_owned(),
            must_change: false,
        };
        house.app.add_user_unasked(new).await.expect("an account");
    }
    house
}

fn inquiry(name: &str) -> NewInquiry {
    NewInquiry {
        channel: Channel::Counter,
        hotline: String::new(),
        person: None,
        caller: Caller { name: format!("SECRET {name}"), phone: "13845101234".to_owned() },
        anonymous: false,
        matter: "determination".to_owned(),
        words: WORDS.to_owned(),
        papers: vec![Paper { name: "SECRET 身份证".to_owned(), count: 1 }],
        promised: None,
        is_another: false,
    }
}

async fn taken(house: &House, by: &Staff, new: NewInquiry) -> ContactId {
    match house.app.take_contact(by, new).await.expect("taken") {
        Taken::Taken(id) => id,
        Taken::Same(id) => panic!("{id} is there already"),
    }
}

async fn file(house: &House, id: &ContactId) -> ContactFile {
    house.app.contact_file(&auditor(), id).await.expect("a contact")
}

async fn act(house: &House, by: &Staff, id: &ContactId, act: ContactAct) -> Result<(), AppError> {
    let seen = file(house, id).await.contact.version;
    house.app.act_on_contact(by, ContactRequest { id: id.clone(), act, seen }).await
}

fn offer(to: &str, user: Option<&str>) -> ContactAct {
    let user = user.map(|user| UserName::parse(user).expect("a name"));
    ContactAct::Offer { to: code(to), user, reason: "SECRET 归他办".to_owned() }
}

fn answer() -> ContactAct {
    ContactAct::Close { closing: Closing::Answered { words: Sealed::Open("SECRET 带户口本".to_owned()) } }
}

async fn responsible(house: &House, id: &ContactId) -> String {
    file(house, id).await.contact.responsible().user.as_str().to_owned()
}

async fn listed(house: &House, by: &Staff, of: ContactsOf) -> Vec<String> {
    let page = house.app.contacts(by, &ContactFilter { of, after: None }).await.expect("a list");
    page.items.into_iter().map(|one| one.id).collect()
}

fn refused(result: Result<(), AppError>, is_so: impl Fn(&ContactRefusal) -> bool) {
    assert!(matches!(&result, Err(AppError::Contact(refusal)) if is_so(refusal)), "{result:?}");
}

#[tokio::test]
async fn from_hand_to_hand_somebody_is_always_responsible_and_nothing_is_lost() {
    let house = house().await;
    let id = taken(&house, &clerk(), inquiry("李四")).await;
    assert_eq!(listed(&house, &clerk(), ContactsOf::Mine).await, [id.as_str()]);
    act(&house, &clerk(), &id, offer(STATION, Some("colleague"))).await.expect("offered");
    assert_eq!(responsible(&house, &id).await, "clerk", "an offer changes nothing");
    assert_eq!(listed(&house, &colleague(), ContactsOf::Offered).await, [id.as_str()]);
    refused(act(&house, &colleague(), &id, answer()).await, |why| {
        matches!(why, ContactRefusal::NotResponsible { .. })
    });
    act(&house, &colleague(), &id, ContactAct::Accept).await.expect("accepted");
    assert_eq!(responsible(&house, &id).await, "colleague");
    assert_eq!(listed(&house, &clerk(), ContactsOf::Mine).await, [""; 0]);

    let unseen = house.app.contact_file(&next_door(), &id).await;
    assert!(matches!(unseen, Err(AppError::NotFound)), "{unseen:?}");
    act(&house, &colleague(), &id, offer(NEXT_STATION, None)).await.expect("offered");
    assert_eq!(listed(&house, &next_door(), ContactsOf::Offered).await, [id.as_str()]);
    act(&house, &next_door(), &id, ContactAct::Decline { reason: "SECRET 不归我".to_owned() })
        .await
        .expect("declined");
    assert_eq!(responsible(&house, &id).await, "colleague", "who offered it still has it");
    let unseen = house.app.contact_file(&next_door(), &id).await;
    assert!(matches!(unseen, Err(AppError::NotFound)), "{unseen:?}");
    act(&house, &colleague(), &id, offer(OFFICE, None)).await.expect("offered");
    act(&house, &office(), &id, ContactAct::Accept).await.expect("accepted");
    let found = house.app.contact_file(&clerk(), &id).await.expect("who had it may see what becomes of it");
    let hands: Vec<_> = found.contact.custody.iter().map(|hand| hand.user.as_str()).collect();
    assert_eq!(hands, ["clerk", "colleague", office().user.as_str()]);
    for pair in found.contact.custody.windows(2) {
        assert_eq!(pair[0].until, Some(pair[1].from), "from one hand to the next at one instant");
    }
    let tell = ContactAct::Tell { how: Telling::Telephone, words: "SECRET 明天答复".to_owned() };
    act(&house, &office(), &id, tell).await.expect("told");
    act(&house, &office(), &id, answer()).await.expect("answered");
    assert_eq!(listed(&house, &office(), ContactsOf::Closed).await, [id.as_str()]);
    assert_eq!(file(&house, &id).await.steps.len(), 9);
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.is_sound().await;
    for (name, bytes) in house.folder.files() {
        let found = bytes.windows("SECRET".len()).any(|window| window == b"SECRET");
        assert!(!found, "{name} holds what was said in the clear");
    }
}

#[tokio::test]
async fn two_who_accept_at_once_make_one_responsible() {
    let house = house().await;
    let id = taken(&house, &clerk(), inquiry("李四")).await;
    act(&house, &clerk(), &id, offer(OFFICE, None)).await.expect("offered");
    let seen = file(&house, &id).await.contact.version;
    let (one, other) = (office(), staff("office-b", Role::Clerk, OFFICE));
    let accept = || ContactRequest { id: id.clone(), act: ContactAct::Accept, seen };
    let (first, second) =
        tokio::join!(house.app.act_on_contact(&one, accept()), house.app.act_on_contact(&other, accept()));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(file(&house, &id).await.contact.custody.len(), 2);
}

#[tokio::test]
async fn the_same_contact_is_not_taken_twice() {
    let house = house().await;
    let id = taken(&house, &clerk(), inquiry("李四")).await;
    let again = house.app.take_contact(&colleague(), inquiry("李四")).await.expect("told");
    assert_eq!(again, Taken::Same(id));
    let another = NewInquiry { is_another: true, ..inquiry("李四") };
    taken(&house, &colleague(), another).await;
    taken(&house, &colleague(), inquiry("王五")).await;
    let hotline = |name: &str| NewInquiry {
        channel: Channel::Hotline12345,
        hotline: "HRB-2026-0001".to_owned(),
        ..inquiry(name)
    };
    let first = taken(&house, &clerk(), hotline("赵六")).await;
    house.until(day(3), 9, 0).await;
    let again = house.app.take_contact(&colleague(), hotline("")).await.expect("told");
    assert_eq!(again, Taken::Same(first.clone()), "a number of a hotline is one matter, whenever");
    assert_eq!(
        file(&house, &first).await.contact.promised,
        house.app.promise_on(&code(STATION), day(9)).expect("a day")
    );
    house.is_sound().await;
}

#[tokio::test]
async fn nothing_is_handed_to_who_is_away_or_gone_and_the_head_takes_over_from_them() {
    let house = house().await;
    let id = taken(&house, &clerk(), inquiry("李四")).await;
    let away = Some(Absence { from: day(2), until: day(6) });
    house.app.note_absence(&colleague(), "colleague", away).await.expect("noted");
    let to_colleague = || offer(STATION, Some("colleague"));
    refused(
        act(&house, &clerk(), &id, to_colleague()).await,
        |why| matches!(why, ContactRefusal::Away { until, .. } if *until == day(6)),
    );
    refused(act(&house, &clerk(), &id, offer(STATION, Some("nobody"))).await, |why| {
        matches!(why, ContactRefusal::NotThere { .. })
    });
    let over = || ContactAct::TakeOver { reason: "SECRET 休假".to_owned() };
    refused(act(&house, &station_head(), &id, over()).await, |why| {
        matches!(why, ContactRefusal::StillThere { .. })
    });
    let mine = Some(Absence { from: day(2), until: day(4) });
    let by_other = house.app.note_absence(&colleague(), "clerk", mine).await;
    assert!(matches!(by_other, Err(AppError::NotFound)), "{by_other:?}");
    house.app.note_absence(&station_head(), "clerk", mine).await.expect("the head may");
    refused(act(&house, &colleague(), &id, over()).await, |why| matches!(why, ContactRefusal::NotHead));
    act(&house, &station_head(), &id, over()).await.expect("taken over");
    assert_eq!(responsible(&house, &id).await, "station-head");
    house.until(day(9), 9, 0).await;
    act(&house, &station_head(), &id, to_colleague()).await.expect("they are back");
    house.is_sound().await;
}

#[tokio::test]
async fn a_promise_lies_ahead_and_within_the_longest_term() {
    let house = house().await;
    let promised = |day| house.app.promise_on(&code(STATION), day).ok();
    for wrong in [date(2026, 2, 27), date(2026, 4, 1)] {
        let new = NewInquiry { promised: promised(wrong), ..inquiry("李四") };
        let result = house.app.take_contact(&clerk(), new).await.map(|_| ());
        refused(result, |why| matches!(why, ContactRefusal::Promise { .. }));
    }
    let nobody = NewInquiry { caller: Caller::default(), ..inquiry("") };
    let result = house.app.take_contact(&clerk(), nobody.clone()).await.map(|_| ());
    refused(result, |why| matches!(why, ContactRefusal::Nobody));
    taken(&house, &clerk(), NewInquiry { anonymous: true, ..nobody }).await;
    let id = taken(&house, &clerk(), NewInquiry { promised: promised(day(4)), ..inquiry("李四") }).await;
    assert_eq!(Some(file(&house, &id).await.contact.promised), promised(day(4)));
    let unknown = NewInquiry { matter: "nonsense".to_owned(), ..inquiry("李四") };
    let result = house.app.take_contact(&clerk(), unknown).await;
    assert!(matches!(result, Err(AppError::Invalid(_))), "{result:?}");
    for who in [auditor(), staff("inspector", Role::Inspector, STATION)] {
        let result = house.app.take_contact(&who, inquiry("李四")).await;
        assert!(matches!(result, Err(AppError::Forbidden { .. })), "{result:?}");
    }
}

#[tokio::test]
async fn what_nobody_answers_is_a_docket_against_who_was_responsible_then() {
    let house = house().await;
    let id = taken(&house, &clerk(), inquiry("李四")).await;
    act(&house, &clerk(), &id, offer(STATION, Some("colleague"))).await.expect("offered");
    act(&house, &colleague(), &id, ContactAct::Accept).await.expect("accepted");
    house.until(day(10), 9, 0).await;
    let page = house.app.dockets(&station_head(), "opened", &None).await.expect("a list");
    let mut held: Vec<_> =
        page.items.iter().map(|one| (one.listed.kind.as_str(), one.listed.holder.as_deref())).collect();
    held.sort_unstable();
    assert_eq!(held, [("inquiry", Some("colleague")), ("inquiry_tell", Some("colleague"))]);
    house.is_sound().await;
}

#[tokio::test]
async fn what_somebody_said_goes_with_their_key() {
    let house = house().await;
    let case = house.submitted_by(&clerk(), resident(1), false).await;
    let person: PersonId = house.person(&case).await;
    let about = NewInquiry { person: Some(person.clone()), caller: Caller::default(), ..inquiry("") };
    let unseen = house.app.take_contact(&stranger(), about.clone()).await;
    assert!(matches!(unseen, Err(AppError::NotFound)), "{unseen:?}");
    let id = taken(&house, &clerk(), about).await;
    assert_eq!(file(&house, &id).await.name, resident(1).name);
    act(&house, &clerk(), &id, answer()).await.expect("answered");
    house.is_sound().await;
    act(&house, &clerk(), &id, ContactAct::Reopen { reason: "SECRET 又来问".to_owned() })
        .await
        .expect("opened again");
    assert_eq!(responsible(&house, &id).await, "clerk");
}
