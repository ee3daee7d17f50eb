//! Reference tables: what goes in comes out.

use jiff::civil::date;
use leye_store::{
    ApiTokenRow, CalendarDayRow, CalendarYearRow, PackRow, SessionRow, Store, StoreError, UserRow,
};

use crate::fixture::*;

fn user(name: &str) -> UserRow {
    UserRow {
        name: name.into(),
        display_name: "李娜".into(),
        role: "clerk".into(),
        agency: STATION.into(),
        password_hash: "$argon2id$…".into(),
        identity_hash: None,
        active: true,
        must_change: true,
        version: 1,
        created_at: noon(),
    }
}

fn pack(files: &str, rules: &str) -> PackRow {
    PackRow {
        files_hash: Store::files_hash(files),
        pack_hash: rules.into(),
        id: "harbin".into(),
        kept_at: noon(),
        files: files.into(),
    }
}

async fn packs_are_kept_by_what_is_in_them(on: Kind) {
    let folder = Folder::on(on, "packs");
    let store = open(&folder).await;
    let (one, two) = (pack("{\"a\":\"1\"}", "rules"), pack("{\"a\":\"2\"}", "others"));
    store.keep_pack(&one).await.unwrap();
    store.keep_pack(&PackRow { id: "again".into(), ..one.clone() }).await.unwrap();
    store.keep_pack(&two).await.unwrap();
    assert_eq!(store.pack(&one.files_hash).await.unwrap(), Some(one.clone()));
    assert_eq!(store.pack_of_rules("others").await.unwrap(), Some(two.clone()));
    assert_eq!(store.pack_of_rules("no such").await.unwrap(), None);
    assert_eq!(store.pack_names().await.unwrap().len(), 2);
    let wrong = PackRow { files: "{}".into(), ..one };
    assert!(matches!(store.keep_pack(&wrong).await, Err(StoreError::Invalid(_))));
}

async fn agencies_and_settings(on: Kind) {
    let folder = Folder::on(on, "agencies");
    let store = open(&folder).await;
    let (bureau, mut station) = (agency(BUREAU, "bureau"), agency(STATION, "station"));
    station.parent = Some(BUREAU.into());
    store.put_agencies(&[bureau.clone(), station.clone()]).await.unwrap();
    station.phone = "0451-2".into();
    store.put_agency(station.clone()).await.unwrap();
    assert_eq!(store.agencies().await.unwrap(), vec![bureau.clone(), station.clone()]);
    assert_eq!(store.agency(STATION).await.unwrap(), Some(station.clone()));
    assert_eq!(store.agencies_below(BUREAU).await.unwrap(), vec![station]);
    assert!(store.put_agency(agency("1", "village")).await.is_err(), "no such level");

    assert_eq!(store.setting("kind").await.unwrap(), None);
    store.put_setting("kind", "training").await.unwrap();
    store.put_setting("kind", "real").await.unwrap();
    assert_eq!(store.setting("kind").await.unwrap().as_deref(), Some("real"));
    store.delete_setting("kind").await.unwrap();
    assert_eq!(store.setting("kind").await.unwrap(), None);
}

async fn users_are_changed_by_one_at_a_time(on: Kind) {
    let folder = Folder::on(on, "users");
    let store = open(&folder).await;
    store.put_user(user("li.na")).await.unwrap();
    let mut mine = store.user("li.na").await.unwrap().unwrap();
    let mut theirs = mine.clone();
    assert_eq!(mine, user("li.na"));
    mine.role = "head".into();
    store.put_user(mine).await.unwrap();
    theirs.role = "reviewer".into();
    assert!(matches!(store.put_user(theirs).await, Err(StoreError::Changed(_))));
    let stored = store.user("li.na").await.unwrap().unwrap();
    assert_eq!((stored.role.as_str(), stored.version), ("head", 2));
    let namesake = UserRow { created_at: at("2026-12-01T00:00:00Z"), ..user("li.na") };
    assert!(store.put_user(namesake).await.is_err(), "a new user does not take an old one's place");
    assert_eq!(store.users().await.unwrap().len(), 1);
}

async fn sessions_and_tokens_end(on: Kind) {
    let folder = Folder::on(on, "sessions");
    let store = open(&folder).await;
    let session = |hash: &str| SessionRow {
        token_hash: hash.into(),
        user: "li.na".into(),
        csrf: "c".into(),
        created_at: noon(),
        seen_at: noon(),
        expires_at: at("2026-11-06T00:00:00Z"),
    };
    assert!(store.put_session(session("a")).await.is_err(), "no such user");
    store.put_user(user("li.na")).await.unwrap();
    for hash in ["a", "b", "c"] {
        store.put_session(session(hash)).await.unwrap();
    }
    store.touch_session("a", at("2026-11-05T05:00:00Z")).await.unwrap();
    assert_eq!(store.session("a").await.unwrap().unwrap().seen_at, at("2026-11-05T05:00:00Z"));
    store.delete_session("a").await.unwrap();
    assert!(store.session("a").await.unwrap().is_none());
    store.drop_sessions_before(noon()).await.unwrap();
    assert_eq!(store.session("b").await.unwrap(), Some(session("b")));
    store.delete_sessions_of("li.na").await.unwrap();
    assert!(store.session("b").await.unwrap().is_none());

    let token = ApiTokenRow {
        token_hash: "t".into(),
        user: "li.na".into(),
        label: "import".into(),
        created_at: noon(),
        expires_at: None,
    };
    store.put_api_token(token.clone()).await.unwrap();
    assert_eq!(store.api_token("t").await.unwrap(), Some(token.clone()));
    assert_eq!(store.api_tokens_of("li.na").await.unwrap(), vec![token]);
    store.delete_api_token("t").await.unwrap();
    assert!(store.api_token("t").await.unwrap().is_none());
}

async fn a_calendar_takes_the_place_of_the_one_before(on: Kind) {
    let folder = Folder::on(on, "calendar");
    let store = open(&folder).await;
    let year = CalendarYearRow { year: 2026, imported_at: noon(), source: "國務院辦公廳".into() };
    let day = |d| CalendarDayRow {
        date: date(2026, 10, d),
        year: 2026,
        kind: "holiday".into(),
        name: "國慶節".into(),
    };
    store.put_calendar(year.clone(), vec![day(1), day(2)]).await.unwrap();
    store.put_calendar(year.clone(), vec![day(3)]).await.unwrap();
    assert_eq!(store.calendars().await.unwrap(), vec![(2026, vec![day(3)])]);
    assert_eq!(store.calendar_years().await.unwrap(), vec![year]);
}

on_both!(
    agencies_and_settings,
    packs_are_kept_by_what_is_in_them,
    users_are_changed_by_one_at_a_time,
    sessions_and_tokens_end,
    a_calendar_takes_the_place_of_the_one_before,
);
