//! Who comes in, for how long, and what a change of staff does at once.

use jiff::{SignedDuration, Timestamp};
use leye_app::user::NewUser;
use leye_app::{AppError, TimeSource};
use leye_domain::staff::{Role, Staff};
use leye_store::UserRow;

use crate::cast::{BUREAU, CITY, OTHER_BUREAU, STATION, administrator, auditor, clerk, head, staff};
use crate::house::House;

const PASSWORD: &str = "a long enough password";

fn new(name: &str) -> NewUser {
    NewUser {
        name: name.to_owned(),
        display_name: "王 丽".to_owned(),
        role: "clerk".to_owned(),
        agency: STATION.to_owned(),
        password: PASSWORD.to_owned(),
        must_change: false,
    }
}

async fn house() -> House {
    House::at(jiff::civil::date(2026, 3, 2), 10).await
}

async fn house_with(name: &str) -> House {
    let house = house().await;
    house.app.add_user_unasked(new(name)).await.expect("a good user");
    house
}

async fn row(house: &House, name: &str) -> UserRow {
    house.app.store().user(name).await.expect("it can be read").expect("somebody")
}

fn fields(result: Result<(), AppError>) -> Vec<(String, String)> {
    match result {
        Err(AppError::Invalid(faults)) => faults.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other:?}"),
    }
}

fn fault(result: Result<(), AppError>) -> (String, String) {
    fields(result).into_iter().next().expect("a fault")
}

#[tokio::test]
async fn a_sign_in_lasts_until_the_sign_out() {
    let house = house_with("li.na").await;
    let app = &house.app;
    let first = app.sign_in(" Li.Na ", PASSWORD).await.expect("letters are lowered");
    let second = app.sign_in("li.na", PASSWORD).await.expect("twice at once");
    assert!(first.token != second.token && !first.must_change);
    let session = app.session(&first.token).await.expect("it can be read").expect("signed in");
    assert_eq!((session.staff.user.as_str(), session.staff.agency.as_str()), ("li.na", STATION));
    assert!(session.csrf.len() >= 32 && session.csrf != first.token);
    app.sign_out(&first.token).await.expect("signed out");
    assert!(app.session(&first.token).await.expect("it can be read").is_none());
    assert!(app.session(&second.token).await.expect("it can be read").is_some());
    assert!(app.session("no such token").await.expect("it can be read").is_none());
    // Neither token nor password lies in the storage.
    for (name, bytes) in house.folder.files() {
        for secret in [first.token.as_bytes(), second.token.as_bytes(), PASSWORD.as_bytes()] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{name}");
        }
    }
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_alike() {
    let house = house_with("li.na").await;
    let long = "x".repeat(10_000);
    for (name, password) in [
        ("li.na", "another password"),
        ("li.na", ""),
        ("li.na", long.as_str()),
        ("nobody", PASSWORD),
        ("public", PASSWORD),
        ("no name at all!", PASSWORD),
        ("", ""),
    ] {
        let error = house.app.sign_in(name, password).await.err();
        assert!(matches!(error, Some(AppError::SignInFailed)), "{name}");
    }
}

/// A line of the sessions, as it would be after the system's clock went on.
fn age(house: &House, column: &str, by: SignedDuration) {
    let raw = house.folder.raw();
    let text: String =
        raw.query_row(&format!("SELECT {column} FROM sessions"), [], |row| row.get(0)).expect("one");
    let aged = text.parse::<Timestamp>().expect("an instant") - by;
    let sql = format!("UPDATE sessions SET {column} = $1");
    raw.execute(&sql, [aged.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()]).expect("changed");
}

fn sessions(house: &House) -> i64 {
    house.folder.raw().query_row("SELECT COUNT(*) FROM sessions", [], |row| row.get(0)).expect("a number")
}

#[tokio::test]
async fn a_sign_in_ends_without_use_and_after_a_day() {
    let house = house_with("li.na").await;
    for (column, still, over) in [("seen_at", 59, 2), ("expires_at", 11 * 60 + 58, 3)] {
        let token = house.app.sign_in("li.na", PASSWORD).await.expect("the right password").token;
        age(&house, column, SignedDuration::from_mins(still));
        assert!(house.app.session(&token).await.expect("it can be read").is_some(), "{column}");
        // Use has moved the last use; the end of the day stays.
        let again = if column == "seen_at" { 59 + over } else { over };
        age(&house, column, SignedDuration::from_mins(again));
        assert!(house.app.session(&token).await.expect("it can be read").is_none(), "{column}");
        assert_eq!(sessions(&house), 0, "it is gone, not only refused");
    }
}

#[tokio::test]
async fn the_training_clock_ends_no_sign_in() {
    let house = house_with("li.na").await;
    let token = house.app.sign_in("li.na", PASSWORD).await.expect("the right password").token;
    house.until(jiff::civil::date(2027, 3, 2), 10, 0).await;
    assert!(house.app.session(&token).await.expect("it can be read").is_some());
    assert!(house.app.now() != TimeSource::system());
}

#[tokio::test]
async fn a_first_password_is_changed_and_then_void() {
    let house = house().await;
    let first = NewUser { must_change: true, ..new("li.na") };
    house.app.add_user_unasked(first).await.expect("a good user");
    let app = &house.app;
    let before = app.sign_in("li.na", PASSWORD).await.expect("the right password");
    assert!(before.must_change);
    assert!(app.session(&before.token).await.expect("it can be read").is_some_and(|s| s.must_change));
    let change = async |old: &str, text: &str| app.change_password(&before.staff, old, text.to_owned()).await;
    assert_eq!(fault(change("not it at all", "another good one").await).0, "old");
    assert_eq!(fault(change(PASSWORD, PASSWORD).await).1, "same-password");
    assert_eq!(fault(change(PASSWORD, "short").await).1, "too-short");
    assert_eq!(fault(change(PASSWORD, &"x".repeat(201)).await).1, "too-long");
    assert!(app.sign_in("li.na", PASSWORD).await.expect("nothing has changed yet").must_change);
    change(PASSWORD, "another good one").await.expect("changed");
    assert!(matches!(app.sign_in("li.na", PASSWORD).await.err(), Some(AppError::SignInFailed)));
    assert!(!app.sign_in("li.na", "another good one").await.expect("the right password").must_change);
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_by_every_door() {
    let house = house_with("li.na").await;
    let app = &house.app;
    for closed_by in ["the command line", "the administrator"] {
        let token = app.sign_in("li.na", PASSWORD).await.expect("the right password").token;
        let api = app.make_api_token("li.na", "a script").await.expect("a token");
        assert_eq!(app.api_caller(&api).await.expect("it can be read").map(|s| s.role), Some(Role::Clerk));
        if closed_by == "the command line" {
            app.disable_user("li.na").await.expect("closed");
        } else {
            let changed = UserRow { active: false, ..row(&house, "li.na").await };
            app.change_user(&administrator(), changed).await.expect("closed");
        }
        assert!(app.session(&token).await.expect("it can be read").is_none(), "{closed_by}");
        assert!(app.api_caller(&api).await.expect("it can be read").is_none(), "{closed_by}");
        assert!(matches!(app.sign_in("li.na", PASSWORD).await.err(), Some(AppError::SignInFailed)));
        assert!(matches!(app.make_api_token("li.na", "again").await, Err(AppError::NotFound)));
        let opened = UserRow { active: true, ..row(&house, "li.na").await };
        app.change_user(&administrator(), opened).await.expect("opened again");
        assert!(app.session(&token).await.expect("it can be read").is_none(), "the old sign-in stays ended");
    }
    assert!(app.api_caller("leye_nothing").await.expect("it can be read").is_none());
    assert!(matches!(app.make_api_token("nobody", "x").await, Err(AppError::NotFound)));
    assert!(matches!(app.disable_user("nobody").await, Err(AppError::NotFound)));
}

/// Who moves has the new rights, and no longer the old, from the next request on.
#[tokio::test]
async fn a_change_of_agency_counts_in_sessions_that_run() {
    let house = house_with("li.na").await;
    let app = &house.app;
    let token = app.sign_in("li.na", PASSWORD).await.expect("the right password").token;
    let seen = row(&house, "li.na").await;
    let changed = UserRow { role: "reviewer".to_owned(), agency: BUREAU.to_owned(), ..seen.clone() };
    app.change_user(&administrator(), changed).await.expect("changed");
    let now = app.session(&token).await.expect("it can be read").expect("still signed in").staff;
    assert_eq!((now.role, now.agency.as_str()), (Role::Reviewer, BUREAU));
    // Who saw the row as it was before does not overwrite the change.
    let late = UserRow { role: "head".to_owned(), ..seen };
    assert!(app.change_user(&administrator(), late).await.is_err());
    assert_eq!(row(&house, "li.na").await.role, "reviewer");
}

#[tokio::test]
async fn every_fault_of_a_new_user_is_told_at_once() {
    let house = house_with("li.na").await;
    let wrong = NewUser {
        name: "public".to_owned(),
        display_name: "  ".to_owned(),
        role: "emperor".to_owned(),
        agency: "230102999999".to_owned(),
        ..new("x")
    };
    let faults = fields(house.app.add_user_unasked(wrong).await);
    let named: Vec<&str> = faults.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(named, ["name", "display_name", "role", "agency"]);
    assert_eq!(fault(house.app.add_user_unasked(new("LI.NA")).await).1, "name-taken");
    let short = NewUser { password: "short".to_owned(), ..new("second") };
    assert_eq!(
        fault(house.app.add_user_unasked(short).await),
        ("password".to_owned(), "too-short".to_owned())
    );
}

/// Only the administrator of an agency or of one above it keeps its staff.
#[tokio::test]
async fn the_administrator_keeps_the_staff_below() {
    let house = house_with("li.na").await;
    let app = &house.app;
    let of = |agency: &str| staff("admin", Role::Administrator, agency);
    let forbidden = [clerk(), head(leye_domain::agency::Level::Bureau), auditor(), of(OTHER_BUREAU)];
    for by in &forbidden {
        assert!(matches!(app.add_user(by, new("second")).await, Err(AppError::Forbidden { .. })));
        let raised = UserRow { role: "head".to_owned(), ..row(&house, "li.na").await };
        assert!(matches!(app.change_user(by, raised).await, Err(AppError::Forbidden { .. })));
    }
    assert!(matches!(app.users(&clerk()).await, Err(AppError::Forbidden { .. })));
    assert!(app.users(&of(OTHER_BUREAU)).await.expect("their own").is_empty());
    // Nor into an agency that they do not keep.
    let away = UserRow { agency: OTHER_BUREAU.to_owned(), ..row(&house, "li.na").await };
    assert!(matches!(app.change_user(&of(BUREAU), away).await, Err(AppError::Forbidden { .. })));
    for (number, by) in [of(STATION), of(BUREAU), of(CITY)].iter().enumerate() {
        app.add_user(by, new(&format!("new-{number}"))).await.expect("they keep the station");
        assert_eq!(app.users(by).await.expect("the staff").len(), number + 2);
    }
    let names: Vec<Staff> = vec![app.sign_in("new-1", PASSWORD).await.expect("a good user").staff];
    assert_eq!(app.staff_name(names[0].user.as_str()), "王 丽");
}
