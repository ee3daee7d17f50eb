//! Complaints (A3, A8): who deals with which, what follows, and never the one complained of.

use jiff::{SignedDuration, Timestamp};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::complaint::{
    Complainant, Complaint, ComplaintAct, ComplaintCategory, ComplaintEvent, ComplaintFinding,
    ComplaintRefusal, ComplaintTerms, ComplaintWay, ComplaintWish, NewComplaint, OwedComplaint,
    dealt_with_by, file,
};
use leye_domain::id::{ComplaintId, UserName};
use leye_domain::staff::{Role, Staff};
use proptest::prelude::*;

const STATION: &str = "230102001001";
const OFFICE: &str = "230102001000";
const BUREAU: &str = "230102000000";
const CITY: &str = "230100000000";

fn code(text: &str) -> AgencyCode {
    text.parse().expect("as it is written here")
}

fn staff(user: &str, role: Role, agency: &str) -> Staff {
    let user = UserName::parse(user).expect("as it is written here");
    Staff { name: user.to_string(), user, role, agency: code(agency), identity: None }
}

fn people() -> Vec<Staff> {
    vec![
        staff("li.na", Role::Clerk, STATION),
        staff("chen", Role::Head, STATION),
        staff("wang.fang", Role::Reviewer, OFFICE),
        staff("zhao", Role::Head, OFFICE),
        staff("sun", Role::Clerk, BUREAU),
        staff("qian", Role::Head, BUREAU),
        staff("zhou", Role::Clerk, CITY),
        staff("wu", Role::Head, CITY),
    ]
}

fn by(user: &str) -> Staff {
    people().into_iter().find(|one| one.user.as_str() == user).expect("one of these")
}

fn at(hours: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
}

fn terms(now: Timestamp) -> ComplaintTerms {
    let days = |days: i64| now + SignedDuration::from_hours(24 * days);
    ComplaintTerms { take: days(2), reply: days(15), answer: days(5), content: days(15), look: days(15) }
}

fn filed(category: ComplaintCategory, about: &str) -> Complaint {
    let new = NewComplaint {
        id: ComplaintId::new("230102", 7),
        category,
        about: code(about),
        way: ComplaintWay::Page,
        words: "等了三次".to_owned(),
        whom: String::new(),
        complainant: Complainant::default(),
        sender: None,
    };
    let event = file(new, terms(at(0))).expect("filed");
    Complaint::begin(&event, at(0)).expect("it begins")
}

/// What became of it after some acts, each an hour after the one before.
fn after(mut complaint: Complaint, acts: &[(&str, ComplaintAct)]) -> Complaint {
    for (user, act) in acts {
        let now = complaint.since + SignedDuration::from_hours(1);
        let event = complaint.decide(act.clone(), &by(user), terms(now)).expect("it may be done");
        complaint = complaint.after(&event, user, now).expect("it follows");
    }
    complaint
}

fn reply() -> ComplaintAct {
    ComplaintAct::Reply {
        finding: ComplaintFinding::Founded,
        words: "属实".to_owned(),
        remedy: "已退还".to_owned(),
    }
}

fn look() -> ComplaintAct {
    ComplaintAct::Look {
        finding: ComplaintFinding::Partly, words: "复查".to_owned(), remedy: String::new()
    }
}

fn contest() -> ComplaintWish {
    ComplaintWish::Contest { words: "不满意".to_owned() }
}

#[test]
fn the_level_above_deals_with_it_and_money_goes_past_station_and_office() {
    use ComplaintCategory as C;
    for (category, about, dealing) in [
        (C::Delay, STATION, OFFICE),
        (C::Delay, OFFICE, BUREAU),
        (C::Delay, BUREAU, CITY),
        (C::Delay, CITY, CITY),
        (C::Charging, STATION, BUREAU),
        (C::Gifts, OFFICE, BUREAU),
        (C::Conduct, BUREAU, CITY),
        (C::Favours, CITY, CITY),
    ] {
        assert_eq!(dealt_with_by(category, &code(about)), code(dealing), "{category:?} {about}");
    }
}

#[test]
fn from_the_first_word_to_the_second_look() {
    let complaint = filed(ComplaintCategory::Delay, STATION);
    assert!(matches!(complaint.owed()[..], [OwedComplaint::Take(..), OwedComplaint::Reply(..)]));
    let ask = ComplaintAct::Ask { question: "为什么".to_owned() };
    let asked = after(complaint, &[("wang.fang", ComplaintAct::Take), ("wang.fang", ask.clone())]);
    assert!(matches!(asked.owed()[..], [OwedComplaint::Reply(..), OwedComplaint::Answer(..)]));
    let again = asked.decide(ask, &by("wang.fang"), terms(at(9)));
    assert_eq!(again, Err(ComplaintRefusal::AskedAlready));
    let answer = ComplaintAct::Answer { words: "人手不足".to_owned() };
    let replied = after(asked, &[("li.na", answer.clone()), ("wang.fang", reply())]);
    assert!(replied.owed().is_empty() && replied.state() == "replied");
    assert_eq!(replied.decide(answer, &by("li.na"), terms(at(9))), Err(ComplaintRefusal::NotAsked));
    assert_eq!(replied.wish(contest(), terms(at(9)), at(9_999)), Err(ComplaintRefusal::Over));
    let event = replied.wish(contest(), terms(at(9)), at(9)).expect("not content");
    let contested = replied.after(&event, "public", at(9)).expect("it follows");
    assert_eq!(contested.dealing, code(BUREAU));
    assert_eq!(contested.wish(contest(), terms(at(9)), at(9)), Err(ComplaintRefusal::LookedAlready));
    assert_eq!(
        contested.decide(look(), &by("wang.fang"), terms(at(9))),
        Err(ComplaintRefusal::NotDealing),
        "who replied does not look again"
    );
    let over = after(contested, &[("sun", look())]);
    assert_eq!((over.state(), over.replies.len()), ("closed", 2));
    assert_eq!(over.wish(contest(), terms(at(12)), at(12)), Err(ComplaintRefusal::LookedAlready));
}

#[test]
fn nobody_deals_with_their_own_and_only_who_took_it_goes_on() {
    let own = filed(ComplaintCategory::Delay, CITY);
    let taken = own.decide(ComplaintAct::Take, &by("zhou"), terms(at(1)));
    assert_eq!(taken, Err(ComplaintRefusal::OwnAgency));
    let taken = after(own, &[("wu", ComplaintAct::Take), ("wu", reply())]);
    let event = taken.wish(contest(), terms(at(5)), at(5)).expect("not content");
    let contested = taken.after(&event, "public", at(5)).expect("it follows");
    assert_eq!(contested.decide(look(), &by("wu"), terms(at(6))), Err(ComplaintRefusal::OwnReply));

    let past = filed(ComplaintCategory::Charging, STATION);
    let past = after(past, &[("sun", ComplaintAct::Take)]);
    let other = past.decide(reply(), &by("qian"), terms(at(5)));
    assert!(matches!(other, Err(ComplaintRefusal::NotHolder { .. })), "{other:?}");
    let asked = past.decide(ComplaintAct::Ask { question: "为什么".to_owned() }, &by("sun"), terms(at(5)));
    assert_eq!(asked, Err(ComplaintRefusal::GoesPast));
    let over = after(past, &[("qian", ComplaintAct::Take), ("qian", reply())]);
    assert_eq!(over.replies.len(), 1, "the head takes over");
}

fn anything() -> impl Strategy<Value = Result<ComplaintAct, ComplaintWish>> {
    let words = || "原因".to_owned();
    let places = prop::sample::select(vec![STATION, OFFICE, BUREAU, CITY]);
    prop_oneof![
        4 => Just(Ok(ComplaintAct::Take)),
        2 => places.prop_map(move |about| Ok(ComplaintAct::Redirect { about: code(about), reason: words() })),
        2 => Just(Ok(ComplaintAct::Ask { question: words() })),
        2 => Just(Ok(ComplaintAct::Answer { words: words() })),
        1 => Just(Ok(ComplaintAct::Note { words: words() })),
        2 => Just(Ok(reply())),
        1 => Just(Ok(ComplaintAct::Reject { reason: words() })),
        3 => Just(Ok(look())),
        1 => Just(Err(ComplaintWish::Withdraw)),
        2 => Just(Err(contest())),
    ]
}

proptest! {
    /// Whatever anybody tries: one agency deals with it while it is open, never the one complained of
    /// unless nobody is above, and what goes past never lies at a station or an office (A8).
    #[test]
    fn one_agency_deals_with_it_and_never_the_one_complained_of(
        category in prop::sample::select(ComplaintCategory::ALL.to_vec()),
        about in prop::sample::select(vec![STATION, OFFICE, BUREAU, CITY]),
        tries in prop::collection::vec((0usize..8, anything(), 1i64..200), 1..60),
    ) {
        let mut complaint = filed(category, about);
        let mut now = at(0);
        for (who, act, hours) in tries {
            now += SignedDuration::from_hours(hours);
            let who = &people()[who];
            let (event, user) = match act {
                Ok(act) => (complaint.decide(act, who, terms(now)), who.user.as_str()),
                Err(wish) => (complaint.wish(wish, terms(now), now), "public"),
            };
            let Ok(event) = event else { continue };
            if !matches!(event, ComplaintEvent::ComplaintAnswered { .. }) && user != "public" {
                prop_assert!(who.agency == complaint.dealing);
            }
            complaint = complaint.after(&event, user, now).expect("it follows");
            let on_top = complaint.about.level() == Level::City;
            prop_assert!(on_top || complaint.dealing != complaint.about);
            prop_assert!(complaint.dealing.covers(&complaint.about));
            prop_assert!(!complaint.dealt.contains(&complaint.about) || on_top);
            if category.goes_past() {
                let places = complaint.dealt.iter().chain([&complaint.dealing]);
                prop_assert!(places.map(AgencyCode::level).all(|level| level >= Level::Bureau));
                prop_assert!(complaint.question.is_none());
            }
            // Each duty once, and one that ends it while it is open.
            let ends = complaint.owed().into_iter().filter(|owed| {
                matches!(owed, OwedComplaint::Reply(..) | OwedComplaint::Look(..))
            });
            prop_assert_eq!(ends.count(), usize::from(complaint.is_open()));
        }
    }
}
