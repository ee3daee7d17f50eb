//! Whoever serves people is named, and anybody can check that (A9).

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::desk::Absence;
use leye_app::user::NewUser;
use leye_domain::id::UserName;
use leye_domain::staff::{Role, Staff};

use crate::cast::{STATION, auditor, clerk, code, office, staff};
use crate::house::House;

const MONDAY: Date = date(2026, 3, 2);

fn head() -> Staff {
    staff("station-head", Role::Head, STATION)
}

async fn house() -> House {
    let house = House::at(MONDAY, 10).await;
    for who in [clerk(), head(), office()] {
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

fn on(user: &Staff, days: &[i8]) -> BTreeSet<(UserName, Date)> {
    days.iter().map(|day| (user.user.clone(), date(2026, 3, *day))).collect()
}

async fn badge(house: &House) -> String {
    house.app.badge_of("clerk").await.expect("a look").expect("a badge").0
}

#[tokio::test]
async fn a_badge_is_checked_by_anybody_and_an_old_one_is_told_from_a_false_one() {
    let house = house().await;
    for who in [clerk(), office(), auditor()] {
        let refused = house.app.issue_badge(&who, "clerk", "窗口经办").await;
        assert!(matches!(refused, Err(AppError::Forbidden { .. })), "{refused:?}");
    }
    let elsewhere = house.app.issue_badge(&head(), office().user.as_str(), "窗口经办").await;
    assert!(matches!(elsewhere, Err(AppError::NotFound)), "{elsewhere:?}");
    for bad in [" ".to_owned(), "岗".repeat(41)] {
        let refused = house.app.issue_badge(&head(), "clerk", &bad).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    }
    house.app.issue_badge(&head(), "clerk", "窗口经办").await.expect("issued");
    let first = badge(&house).await;
    let typed = leye_app::paper::grouped(&first).to_ascii_lowercase();
    let found = house.app.check_badge(&typed).await.expect("as people type it");
    assert_eq!((found.post.as_str(), found.agency, found.holds), ("窗口经办", code(STATION), true));
    assert!(!found.on_duty, "nobody said so");
    for forged in ["", "0000-0000-0000", &first[1..], "clerk", "../badge-of/clerk"] {
        let found = house.app.check_badge(forged).await;
        assert!(matches!(found, Err(AppError::NotFound)), "{forged}: {found:?}");
    }
    house.app.issue_badge(&head(), "clerk", "政策咨询").await.expect("another");
    assert!(!house.app.check_badge(&first).await.expect("known").holds);
    let second = badge(&house).await;
    assert!(house.app.check_badge(&second).await.expect("known").holds);
    house.app.withdraw_badge(&head(), "clerk").await.expect("withdrawn");
    assert!(!house.app.check_badge(&second).await.expect("known").holds);
    assert!(house.app.badge_of("clerk").await.expect("a look").is_none());
}

#[tokio::test]
async fn the_roster_says_who_is_on_duty_and_the_past_stays() {
    let house = house().await;
    house.app.issue_badge(&head(), "clerk", "窗口经办").await.expect("issued");
    let badge = badge(&house).await;
    let refused = house.app.keep_roster(&clerk(), MONDAY, &on(&clerk(), &[2])).await;
    assert!(matches!(refused, Err(AppError::Forbidden { .. })), "{refused:?}");
    house.app.keep_roster(&head(), MONDAY, &on(&clerk(), &[2, 3, 5])).await.expect("kept");
    assert!(house.app.check_badge(&badge).await.expect("a badge").on_duty);
    let far = house.app.keep_roster(&head(), MONDAY, &on(&clerk(), &[9])).await;
    assert!(matches!(far, Err(AppError::NotFound)), "another week: {far:?}");
    let elsewhere = house.app.keep_roster(&head(), MONDAY, &on(&office(), &[3])).await;
    assert!(matches!(elsewhere, Err(AppError::NotFound)), "{elsewhere:?}");
    house.until(date(2026, 3, 4), 9, 0).await;
    assert!(!house.app.check_badge(&badge).await.expect("a badge").on_duty);
    let away = Absence { from: date(2026, 3, 5), until: date(2026, 3, 5) };
    house.app.note_absence(&clerk(), "clerk", Some(away)).await.expect("noted");
    house.app.keep_roster(&head(), MONDAY, &on(&clerk(), &[4, 5, 6])).await.expect("kept");
    let week = house.app.roster(&clerk(), MONDAY).await.expect("a week");
    let row = week.rows.iter().find(|row| row.user == clerk().user).expect("the clerk");
    assert_eq!(row.on, [true, true, true, false, true, false, false], "Monday and Tuesday are over");
    assert!(row.away[3]);
    let long_ago = house.app.roster(&clerk(), date(1999, 1, 1)).await.expect("a week");
    assert_eq!(long_ago.days[0], MONDAY, "too far off: this week");
}
