//! What happens by itself, when and in which order (C3.1, C3.2), and what a head may grant.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::application::{ActRequest, WorkFilter};
use leye_domain::agency::Level;
use leye_domain::case::{Act, ActName, Event, Reason, StateName, WithdrawalCause};
use leye_domain::id::CaseId;
use leye_domain::staff::{Actor, Role};

use crate::acts::PLAIN;
use crate::cast::{BUREAU, OFFICE, STATION, auditor, clerk, head, staff};
use crate::house::{House, instant};

/// A Monday with four plain working days after it.
const MONDAY: Date = date(2026, 3, 2);

fn day(n: i8) -> Date {
    date(2026, 3, n)
}

async fn due_day(house: &House, id: &CaseId) -> Date {
    house.file(id).await.reading.and_then(|r| r.due_day()).expect("it runs")
}

/// When the present clock began.
async fn began(house: &House, id: &CaseId) -> jiff::Timestamp {
    house.case(id).await.open().expect("it is open").clock.started
}

#[tokio::test]
async fn five_working_days_of_silence_accept_and_the_review_begins_then() {
    let house = House::at(MONDAY, 10).await;
    let id = house.submitted(1).await;
    assert_eq!(due_day(&house, &id).await, day(9));
    assert_eq!(house.until(day(9), 16, 59).await, 0);
    assert_eq!(house.case(&id).await.state(), StateName::Received);
    assert_eq!(house.until(day(12), 9, 0).await, 1);
    let file = house.file(&id).await;
    assert_eq!(file.case.state(), StateName::InitialReview);
    let last = file.timeline.last().expect("an event");
    assert!(matches!(last.event, Event::ApplicationAccepted { deemed: true, .. }));
    assert_eq!(last.actor, "service");
    assert_eq!(began(&house, &id).await, instant(day(9), 17, 0), "not when somebody looked");
    assert_eq!(due_day(&house, &id).await, day(11));
    assert_eq!(file.days_left, Some(-1), "it is late already");
    assert_eq!(house.app.work_counts(&clerk()).await.expect("counts").late, 1);
    house.is_sound().await;
}

/// Nobody has to run the service at that minute: opening the case is enough.
#[tokio::test]
async fn what_ran_out_while_the_service_stood_still_has_its_effect_at_the_first_look() {
    let house = House::at(MONDAY, 10).await;
    let id = house.submitted(1).await;
    let ahead = house.app.store().setting("training_ahead").await.expect("a setting").expect("it is set");
    let ten_days_on = ahead.parse::<i64>().expect("microseconds") + 10 * 86_400_000_000;
    house.app.store().put_setting("training_ahead", &ten_days_on.to_string()).await.expect("set");
    let house = house.reopened().await;
    // The list still says what was; the case itself says what is.
    assert_eq!(house.case(&id).await.state(), StateName::InitialReview);
    assert_eq!(began(&house, &id).await, instant(day(9), 17, 0));
    house.is_sound().await;
}

#[tokio::test]
async fn an_unanswered_correction_lapses_with_a_letter() {
    let house = House::at(MONDAY, 10).await;
    let id = house.submitted(1).await;
    house.does(&id, ActName::RequestCorrection).await;
    assert_eq!(due_day(&house, &id).await, date(2026, 4, 1), "30 days");
    house.until(date(2026, 4, 1), 16, 59).await;
    assert_eq!(house.case(&id).await.state(), StateName::Correction);
    assert_eq!(house.until(date(2026, 4, 1), 17, 0).await, 1);
    let file = house.file(&id).await;
    assert_eq!(file.case.state(), StateName::Withdrawn);
    let last = file.timeline.last().expect("an event");
    assert_eq!(last.event, Event::ApplicationWithdrawn { why: WithdrawalCause::Lapsed });
    assert!(house.app.letter(&auditor(), &id, last.seq).await.is_ok());
    assert!(house.app.worklist(&clerk(), &WorkFilter::default()).await.expect("a page").items.is_empty());
    house.is_sound().await;
}

#[tokio::test]
async fn a_notice_closes_by_itself_and_the_entry_begins_at_its_end() {
    let house = House::at(MONDAY, 10).await;
    let id = house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    let posting = [ActName::PassInitialReview, ActName::CompleteForm, ActName::PostNotice];
    house.does_all(&id, &posting).await;
    assert_eq!(due_day(&house, &id).await, day(5));
    assert_eq!(house.app.notices(None).await.expect("the board").len(), 1);
    // The board takes it down at the minute, whether or not anybody has settled it.
    house.until(day(5), 17, 0).await;
    assert!(house.app.notices(None).await.expect("the board").is_empty());
    assert!(matches!(house.app.notice(&id).await, Err(AppError::NotFound)));
    house.until(day(10), 9, 0).await;
    assert_eq!(house.case(&id).await.state(), StateName::Entry);
    assert_eq!(began(&house, &id).await, instant(day(5), 17, 0));
    assert_eq!(due_day(&house, &id).await, day(9), "two working days from Thursday the fifth");
    house.is_sound().await;
}

/// The order in which the service wrote what it did to cases; the dockets of the missed terms aside.
fn written_by_itself(house: &House) -> Vec<String> {
    let raw = house.folder.raw();
    let mut found = raw
        .prepare(
            "SELECT stream FROM events WHERE actor = 'service' AND stream NOT LIKE '%-T-%' ORDER BY rowid",
        )
        .expect("SQL");
    let streams = found.query_map([], |row| row.get(0)).expect("rows");
    streams.collect::<Result<_, _>>().expect("streams")
}

#[tokio::test]
async fn a_jump_of_months_settles_everything_in_order_of_its_time() {
    let house = House::at(MONDAY, 10).await;
    let corrected = house.submitted(1).await;
    house.does(&corrected, ActName::RequestCorrection).await;
    let silent = house.submitted(2).await;
    let on_notice = house.submitted_by(&clerk(), crate::cast::resident(3), true).await;
    house.does_all(&on_notice, &PLAIN[1..4]).await;
    house.until(MONDAY, 15, 0).await;
    let silent_too = house.submitted(4).await;
    let reviewed = house.submitted_by(&clerk(), crate::cast::resident(5), true).await;

    assert_eq!(house.until(date(2026, 6, 1), 9, 0).await, 4);
    let order = [&on_notice, &silent, &silent_too, &corrected].map(|id| id.as_str().to_owned());
    let mut written = written_by_itself(&house);
    // The two that fall due in the same minute come in the order of their ids.
    written[1..3].sort();
    let mut expected = order.to_vec();
    expected[1..3].sort();
    assert_eq!(written, expected);
    for (id, state) in [
        (&on_notice, StateName::Entry),
        (&silent, StateName::InitialReview),
        (&silent_too, StateName::InitialReview),
        (&corrected, StateName::Withdrawn),
        (&reviewed, StateName::InitialReview),
    ] {
        assert_eq!(house.case(id).await.state(), state);
    }
    assert_eq!(house.app.settle_due().await.expect("nothing is left"), 0);
    assert_eq!(written_by_itself(&house).len(), 4, "nothing happens twice");
    house.is_sound().await;
}

#[tokio::test]
async fn the_clock_only_goes_forward() {
    let house = House::at(MONDAY, 10).await;
    let before = house.app.now();
    for to in [instant(MONDAY, 9, 0), instant(date(2126, 1, 1), 9, 0)] {
        let done = house.app.move_clock(to).await;
        assert!(matches!(&done, Err(AppError::Invalid(faults)) if faults[0].field == "now"), "{done:?}");
    }
    assert!(house.app.now().duration_since(before).as_secs() < 60);
    // A restart leaves it where it was moved to.
    house.until(day(20), 9, 0).await;
    let house = house.reopened().await;
    assert_eq!(house.app.today(), day(20));
}

/// An extension of so many days by this role at the agency of a level.
async fn extend(house: &House, id: &CaseId, level: Level, role: Role, days: u16) -> Result<(), Reason> {
    let agency = match level {
        Level::Station => STATION,
        Level::Office => OFFICE,
        Level::Bureau | Level::City => BUREAU,
    };
    let actor = Actor::Staff(staff("who-extends", role, agency));
    let act = Act::Extend { days, reason: "the register is being rebuilt".to_owned() };
    match house.app.act(&actor, ActRequest { id: id.clone(), act, seen: None, key: None }).await {
        Ok(_) => Ok(()),
        Err(AppError::Refused(refusal)) => Err(refusal.reason),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn the_head_extends_once_before_expiry() {
    let house = House::at(MONDAY, 10).await;
    let id = house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    assert_eq!(due_day(&house, &id).await, day(4));
    for role in [Role::Clerk, Role::Reviewer] {
        assert_eq!(extend(&house, &id, Level::Station, role, 2).await, Err(Reason::HeadOnly));
    }
    let elsewhere = extend(&house, &id, Level::Office, Role::Head, 2).await;
    assert_eq!(elsewhere, Err(Reason::WrongLevel { needs: Level::Station }));
    let most = house.policy().extension.most;
    let too_long = extend(&house, &id, Level::Station, Role::Head, most + 1).await;
    assert_eq!(too_long, Err(Reason::ExtensionTooLong { most }));
    house.until(day(4), 16, 59).await;
    assert_eq!(extend(&house, &id, Level::Station, Role::Head, 2).await, Ok(()));
    assert_eq!(due_day(&house, &id).await, day(6));
    assert_eq!(
        house.app.worklist(&clerk(), &WorkFilter::default()).await.expect("a page").items[0].due_at,
        Some(instant(day(6), 17, 0))
    );
    assert_eq!(extend(&house, &id, Level::Station, Role::Head, 2).await, Err(Reason::ExtensionUsed));
    let told = house.file(&id).await.timeline.pop().expect("an event");
    assert!(house.app.letter(&clerk(), &id, told.seq).await.is_ok(), "the applicant is told");
    house.is_sound().await;
}

#[tokio::test]
async fn an_expired_limit_is_not_extended() {
    let house = House::at(MONDAY, 10).await;
    let id = house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    house.until(day(4), 17, 0).await;
    assert_eq!(extend(&house, &id, Level::Station, Role::Head, 2).await, Err(Reason::TimeLimitOver));
    // At each of the other levels too.
    house.does_all(&id, &PLAIN[1..6]).await;
    for (level, next) in [(Level::Office, ActName::PassSecondReview), (Level::Bureau, ActName::Confirm)] {
        let end = house.file(&id).await.reading.and_then(|r| r.due_at()).expect("it runs");
        house.app.move_clock(end - 1.minute()).await.expect("forward");
        let role = extend(&house, &id, level, Role::Reviewer, 2).await;
        assert_eq!(role, Err(Reason::HeadOnly));
        house.app.move_clock(end).await.expect("forward");
        assert_eq!(extend(&house, &id, level, Role::Head, 2).await, Err(Reason::TimeLimitOver));
        house.does(&id, next).await;
    }
    assert_eq!(
        house.refused(&head(Level::Station), &id, ActName::Extend).await,
        Reason::WrongLevel { needs: Level::Bureau }
    );
}
