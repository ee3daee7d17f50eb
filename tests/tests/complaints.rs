//! Complaints (A3, A8): dealt with above the agency complained of, which sees nothing of them; money, gifts,
//! favours and conduct go past station and office to the bureau.

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::complaint::{Filed, Filing};
use leye_domain::complaint::{
    Complainant, ComplaintAct, ComplaintCategory, ComplaintFinding, ComplaintRefusal, ComplaintWay,
    ComplaintWish,
};
use leye_domain::id::ComplaintId;
use leye_domain::staff::{Role, Staff};

use crate::cast::{
    BUREAU, CITY, FAR_STATION, OFFICE, STATION, administrator, auditor, bureau, bureau_head, clerk, code,
    inspector, office, staff,
};
use crate::house::House;
use crate::supervision::owes;

/// A Monday with four plain working days after it.
const MONDAY: Date = date(2026, 3, 2);

fn city() -> Staff {
    staff("city", Role::Reviewer, CITY)
}

fn filing(category: ComplaintCategory, about: &str) -> Filing {
    Filing {
        category,
        about: code(about),
        way: ComplaintWay::Page,
        words: "SECRET 办理时收了钱".to_owned(),
        whom: "SECRET 二号窗口".to_owned(),
        complainant: Complainant { name: "SECRET 王五".to_owned(), phone: "13845101234".to_owned() },
        sender: Some("10.0.0.7".to_owned()),
        key: String::new(),
    }
}

async fn act(house: &House, by: &Staff, id: &ComplaintId, act: ComplaintAct) -> Result<(), AppError> {
    let seen = house.app.complaint_file(&auditor(), id, None).await?.complaint.version;
    house.app.act_on_complaint(by, id, act, seen).await
}

fn reply() -> ComplaintAct {
    ComplaintAct::Reply {
        finding: ComplaintFinding::Founded,
        words: "SECRET 属实".to_owned(),
        remedy: "SECRET 已退还".to_owned(),
    }
}

fn look() -> ComplaintAct {
    ComplaintAct::Look {
        finding: ComplaintFinding::Partly,
        words: "SECRET 复查".to_owned(),
        remedy: String::new(),
    }
}

fn contest() -> ComplaintWish {
    ComplaintWish::Contest { words: "SECRET 不满意".to_owned() }
}

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>, why: &ComplaintRefusal) {
    assert!(matches!(&result, Err(AppError::Complaint(refusal)) if refusal == why), "{result:?}");
}

/// What anybody of an agency gets to see of complaints: lists, their counts, the work that is owed, the
/// file, the question.
async fn sees_nothing(house: &House, who: &Staff, id: &ComplaintId) {
    for state in ["filed", "open", "look", "replied", "closed"] {
        let found = house.app.complaints(who, state, &None).await.expect("a list").page;
        assert!(found.items.is_empty() && found.counts.is_empty(), "{} {state}", who.user);
    }
    assert!(house.app.complaint_questions(who).await.expect("a list").is_empty());
    let owed = house.app.other_work(who).await.expect("what is owed");
    assert!(owed.iter().all(|one| !one.kind.starts_with("complaint")), "{}", who.user);
    for reveal in [None, Some("查")] {
        let file = house.app.complaint_file(who, id, reveal).await;
        assert!(matches!(file, Err(AppError::NotFound)), "{}: {file:?}", who.user);
    }
    let question = house.app.complaint_question(who, id).await;
    assert!(matches!(question, Err(AppError::NotFound)), "{}: {question:?}", who.user);
    for tried in [ComplaintAct::Take, reply(), look(), ComplaintAct::Reject { reason: "查".to_owned() }] {
        let done = act(house, who, id, tried).await;
        assert!(matches!(done, Err(AppError::NotFound)), "{}: {done:?}", who.user);
    }
}

async fn follow(house: &House, filed: &Filed) -> leye_app::complaint::FollowedComplaint {
    house.app.follow_complaint(filed.id.as_str(), &filed.code).await.expect("a complaint")
}

#[tokio::test]
async fn money_goes_past_station_and_office_and_they_see_nothing_of_it() {
    let house = House::at(MONDAY, 10).await;
    let filed = house.app.file_complaint(filing(ComplaintCategory::Charging, STATION)).await.expect("filed");
    let id = &filed.id;
    assert_eq!(filed.dealing, code(BUREAU));
    for (agency, owed) in [(BUREAU, 1), (OFFICE, 0), (STATION, 0)] {
        for kind in ["complaint_take", "complaint"] {
            assert_eq!(owes(&house, agency, kind).await, owed, "{agency} {kind}");
        }
    }
    let below = [
        clerk(),
        staff("station-head", Role::Head, STATION),
        office(),
        staff("office-head", Role::Head, OFFICE),
        staff("looker", Role::Inspector, OFFICE),
        staff("far", Role::Head, FAR_STATION),
    ];
    for who in &below {
        sees_nothing(&house, who, id).await;
    }
    let hidden = house.app.complaint_file(&administrator(), id, None).await;
    assert!(matches!(hidden, Err(AppError::NotFound)), "{hidden:?}");

    act(&house, &bureau(), id, ComplaintAct::Take).await.expect("taken");
    let asked = ComplaintAct::Ask { question: "SECRET 为什么".to_owned() };
    refused(act(&house, &bureau(), id, asked).await, &ComplaintRefusal::GoesPast);
    act(&house, &bureau(), id, ComplaintAct::Note { words: "SECRET 已到站点核实".to_owned() })
        .await
        .expect("noted");
    let other = act(&house, &bureau_head(), id, reply()).await;
    assert!(matches!(other, Err(AppError::Complaint(ComplaintRefusal::NotHolder { .. }))), "{other:?}");
    act(&house, &bureau(), id, reply()).await.expect("replied");
    let told = follow(&house, &filed).await;
    assert_eq!((told.state, told.replies.len()), ("replied", 1));
    assert!(told.may_contest.is_some() && !told.may_withdraw);
    house.app.wish_of_complainant(id.as_str(), &filed.code, contest()).await.expect("not content");
    let twice = house.app.wish_of_complainant(id.as_str(), &filed.code, contest()).await;
    refused(twice, &ComplaintRefusal::LookedAlready);
    let by_bureau = act(&house, &bureau(), id, look()).await;
    assert!(matches!(by_bureau, Err(AppError::Forbidden { .. })), "{by_bureau:?}");
    act(&house, &city(), id, look()).await.expect("looked");
    let told = follow(&house, &filed).await;
    assert_eq!((told.state, told.replies.len(), told.may_contest), ("looked", 2, None));
    for who in &below {
        sees_nothing(&house, who, id).await;
    }
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.is_sound().await;
    for (name, bytes) in house.folder.files() {
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{name} holds what was said in the clear");
        assert!(!bytes.windows(8).any(|part| part == b"10.0.0.7"), "{name} holds an address");
    }
}

#[tokio::test]
async fn who_complained_is_told_for_a_reason_that_is_recorded() {
    let house = House::at(MONDAY, 10).await;
    let filed = house.app.file_complaint(filing(ComplaintCategory::Gifts, STATION)).await.expect("filed");
    let id = &filed.id;
    for who in [bureau(), auditor(), inspector()] {
        let file = house.app.complaint_file(&who, id, None).await;
        let Ok(file) = file else { continue };
        assert!(file.complaint.complainant.get().is_none() && file.complainant.is_none());
        assert!(file.is_named);
    }
    let empty = house.app.complaint_file(&bureau(), id, Some("  ")).await;
    assert!(matches!(empty, Err(AppError::Invalid(_))), "{empty:?}");
    let unasked = house.app.complaint_file(&auditor(), id, Some("查")).await;
    assert!(matches!(unasked, Err(AppError::NotFound)), "{unasked:?}");
    let above = house.app.complaint_file(&city(), id, Some("查")).await;
    assert!(matches!(above, Err(AppError::NotFound)), "only who deals with it: {above:?}");
    let file = house.app.complaint_file(&bureau(), id, Some("要回访")).await.expect("a file");
    let who = file.complainant.expect("asked for");
    assert_eq!(who.get().map(|who| who.name.as_str()), Some("SECRET 王五"));
    let audit = house.app.store().audit_of_subject("230102", id.as_str()).await.expect("the audit");
    let told: Vec<_> = audit.iter().filter(|row| row.entry.action == "reveal_complainant").collect();
    assert!(told.len() == 1 && told[0].entry.reason.as_deref() == Some("要回访"));
}

#[tokio::test]
async fn the_agency_complained_of_sees_a_question_and_nothing_else() {
    let house = House::at(MONDAY, 10).await;
    let filed = house.app.file_complaint(filing(ComplaintCategory::Delay, STATION)).await.expect("filed");
    let id = &filed.id;
    assert_eq!(filed.dealing, code(OFFICE));
    sees_nothing(&house, &clerk(), id).await;
    act(&house, &office(), id, ComplaintAct::Take).await.expect("taken");
    let asked = ComplaintAct::Ask { question: "三月一日为何没有办结".to_owned() };
    act(&house, &office(), id, asked).await.expect("asked");
    assert_eq!(owes(&house, STATION, "complaint_answer").await, 1);
    let rows = house.app.complaint_questions(&clerk()).await.expect("a list");
    assert!(rows.len() == 1 && rows[0].id == *id);
    let question = house.app.complaint_question(&clerk(), id).await.expect("a question");
    assert_eq!(question.words.get().map(String::as_str), Some("三月一日为何没有办结"));
    let file = house.app.complaint_file(&clerk(), id, None).await;
    assert!(matches!(file, Err(AppError::NotFound)), "{file:?}");
    let far = house.app.complaint_question(&staff("far", Role::Head, FAR_STATION), id).await;
    assert!(matches!(far, Err(AppError::NotFound)), "{far:?}");
    let stale = house.app.answer_complaint_question(&clerk(), id, "人手不足".into(), 1).await;
    assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
    let seen = question.version;
    house.app.answer_complaint_question(&clerk(), id, "人手不足".into(), seen).await.expect("answered");
    sees_nothing(&house, &clerk(), id).await;
    act(&house, &office(), id, ComplaintAct::Redirect { about: code(OFFICE), reason: "本所的事".into() })
        .await
        .expect("it is about the office itself");
    sees_nothing(&house, &office(), id).await;
    let there = house.app.complaints(&bureau(), "filed", &None).await.expect("a list").page;
    assert_eq!(there.items.len(), 1);
    let far = ComplaintAct::Redirect { about: code(FAR_STATION), reason: "不对".into() };
    act(&house, &bureau(), id, ComplaintAct::Take).await.expect("taken");
    let far = act(&house, &bureau(), id, far).await;
    assert!(matches!(far, Err(AppError::NotFound)), "another county: {far:?}");
    house.is_sound().await;
}

#[tokio::test]
async fn number_and_code_lead_to_it_and_nothing_else_does() {
    let house = House::at(MONDAY, 10).await;
    let one = house.app.file_complaint(filing(ComplaintCategory::Delay, STATION)).await.expect("filed");
    let other = house.app.file_complaint(filing(ComplaintCategory::Delay, STATION)).await.expect("filed");
    let number = one.id.as_str();
    let typed = [
        (number.to_ascii_lowercase().replace('-', " "), leye_app::paper::grouped(&one.code)),
        (number.replace('-', ""), one.code.to_ascii_lowercase()),
    ];
    for (number, code) in &typed {
        house.app.follow_complaint(number, code).await.expect("as people type it");
    }
    let code = &one.code;
    for (number, code) in
        [(number, other.code.as_str()), (number, ""), (number, &code[1..]), ("", code), ("230102-L-1", code)]
    {
        let found = house.app.follow_complaint(number, code).await;
        assert!(matches!(found, Err(AppError::NotFound)), "{found:?}");
        let done = house.app.wish_of_complainant(number, code, ComplaintWish::Withdraw).await;
        assert!(matches!(done, Err(AppError::NotFound)), "{done:?}");
    }
    house.app.wish_of_complainant(number, code, ComplaintWish::Withdraw).await.expect("taken back");
    assert_eq!(follow(&house, &one).await.state, "withdrawn");
    let again = house.app.wish_of_complainant(number, code, ComplaintWish::Withdraw).await;
    refused(again, &ComplaintRefusal::NotNow { state: "closed" });
    let empty = Filing { words: "  ".to_owned(), ..filing(ComplaintCategory::Delay, STATION) };
    refused(house.app.file_complaint(empty).await, &ComplaintRefusal::Text { field: "words" });
    let nowhere = filing(ComplaintCategory::Delay, "239999999999");
    assert!(matches!(house.app.file_complaint(nowhere).await, Err(AppError::NotFound)));
    // A button pressed twice, also at once.
    let form = Filing { key: "drawn with the form".to_owned(), ..filing(ComplaintCategory::Delay, STATION) };
    let (first, second) =
        tokio::join!(house.app.file_complaint(form.clone()), house.app.file_complaint(form.clone()));
    let (first, second) = (first.expect("filed"), second.expect("filed"));
    assert_eq!((first.id, first.code), (second.id, second.code));
    house.is_sound().await;
}

#[tokio::test]
async fn a_flood_from_one_place_is_taken_marked_and_settled_at_once() {
    let house = House::at(MONDAY, 10).await;
    let flood = |place: &str| Filing {
        sender: Some(place.to_owned()),
        ..filing(ComplaintCategory::Conduct, STATION)
    };
    for _ in 0..4 {
        house.app.file_complaint(flood("10.0.0.7")).await.expect("filed");
    }
    let single = house.app.file_complaint(flood("10.0.0.8")).await.expect("filed");
    house.until(date(2026, 3, 3), 10, 0).await;
    house.app.file_complaint(flood("10.0.0.7")).await.expect("filed on another day");
    let found = house.app.complaints(&bureau(), "filed", &None).await.expect("a list");
    assert_eq!((found.page.items.len(), found.more.len()), (6, 4));
    assert!(found.more.values().all(|more| *more == 3));
    let id = ComplaintId::parse(found.more.keys().next().expect("one of them")).expect("an id");
    assert_eq!(house.app.complaint_file(&bureau(), &id, None).await.expect("a file").alike, 3);
    let count = house.app.reject_complaints_alike(&bureau(), &id, "刷投诉".to_owned(), 1).await;
    assert_eq!(count.expect("settled"), 4);
    let left = house.app.complaints(&bureau(), "filed", &None).await.expect("a list").page;
    assert_eq!(left.items.len(), 2);
    assert!(left.items.iter().any(|one| one.id == single.id.as_str()));
    house.is_sound().await;
}

#[tokio::test]
async fn what_a_station_writes_down_about_itself_leaves_its_sight() {
    let house = House::at(MONDAY, 10).await;
    let way = ComplaintWay::Telephone;
    let typed = Filing { way, sender: None, ..filing(ComplaintCategory::Charging, STATION) };
    let filed = house.app.record_complaint(&clerk(), typed.clone()).await.expect("filed");
    sees_nothing(&house, &clerk(), &filed.id).await;
    assert_eq!(follow(&house, &filed).await.state, "filed");
    for who in [auditor(), administrator()] {
        let refused = house.app.record_complaint(&who, typed.clone()).await;
        assert!(matches!(refused, Err(AppError::Forbidden { .. })), "{refused:?}");
    }
    // Nobody took it: the agency that deals with it is held to account, out of sight of those below.
    house.until(date(2026, 3, 5), 10, 0).await;
    let missed = house.app.dockets(&city(), "opened", &None).await.expect("a list");
    assert!(missed.items.iter().any(|one| one.agency == code(BUREAU)), "{missed:?}");
    house.is_sound().await;
}
