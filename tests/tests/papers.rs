//! Papers of a case on real storage: what is kept stays, nobody else sees it, and an erasure
//! leaves nothing readable.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;
use leye_app::paper::{AwayFilter, AwayOnly, Move, PaperFault, Standing, ToIssue, ToKeep};
use leye_app::{App, AppError};
use leye_domain::case::ActName;
use leye_domain::id::CaseId;
use leye_domain::lang::Lang;
use leye_domain::paper::{PaperRefusal, Source};
use leye_domain::staff::{Role, Staff};
use serde_json::Value;

use crate::cast::{BUREAU, OTHER_STATION, auditor, bureau, clerk, office, own, staff};
use crate::house::House;

/// A picture of one pixel, grey as is asked; base64.
const PICTURES: [&str; 2] = [
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgBwAACQAIICPDjAAAAABJRU5ErkJggg==",
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNIBgAAZQBkEuR45QAAAABJRU5ErkJggg==",
];

fn picture(which: usize) -> Vec<u8> {
    data_encoding::BASE64.decode(PICTURES[which].as_bytes()).expect("base64")
}

fn photo(which: usize) -> ToKeep {
    ToKeep {
        name: format!("IMG_{which}.png"),
        content: picture(which),
        title: "identity card of the applicant".to_owned(),
        proves: BTreeSet::from(["id_card".to_owned(), "made-up".to_owned()]),
        signed: None,
    }
}

async fn house() -> House {
    House::at(date(2026, 3, 2), 10).await
}

/// What fills the application form, without pictures.
fn filled() -> Value {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/determination-application/sample.json");
    let sample: Value =
        serde_json::from_slice(&std::fs::read(sample).expect("the sample")).expect("it is JSON");
    let of = |part: &str| sample[part].as_object().expect("members").clone();
    let mut members = of("*");
    members.extend(of("zh-Hans"));
    members.retain(|name, _| name != "photo" && name != "applicant_signature");
    Value::Object(members)
}

async fn to_issue(house: &House, id: &CaseId) -> ToIssue {
    ToIssue {
        form: "determination-application".to_owned(),
        lang: Lang::ZhHans,
        seen: house.case(id).await.version,
        data: filled(),
        home: "https://leye.example".to_owned(),
    }
}

fn no_such<T: std::fmt::Debug>(result: Result<T, AppError>) {
    assert!(matches!(result, Err(AppError::NotFound)), "{result:?}");
}

#[tokio::test]
async fn a_photo_is_kept_sealed_and_is_there_after_a_start_and_a_rebuild() {
    let house = house().await;
    let id = house.submitted(1).await;
    assert_eq!(house.app.keep_scan(&clerk(), &id, photo(0)).await.expect("kept"), 1);
    let again = house.app.keep_scan(&clerk(), &id, photo(0)).await;
    assert!(matches!(again, Err(AppError::Paper(PaperRefusal::SameFile { scan: 1 }))), "{again:?}");
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
    let house = house.reopened().await;
    let (scan, bytes) = house.app.scan_file(&auditor(), &id, 1).await.expect("it is there");
    assert_eq!(bytes, picture(0), "a picture without metadata stays as it is");
    assert_eq!(scan.facts.source, Source::Counter);
    assert_eq!(scan.facts.proves.get(), Some(&BTreeSet::from(["id_card".to_owned()])), "what the pack knows");
    for (name, stored) in house.folder.files() {
        let held = stored.windows(bytes.len()).any(|window| window == bytes);
        assert!(!held, "{name} holds the photo in the clear");
    }
}

#[tokio::test]
async fn who_may_not_see_the_case_sees_no_paper_of_it_and_who_reads_it_keeps_none() {
    let house = house().await;
    let id = house.submitted(1).await;
    house.app.keep_scan(&clerk(), &id, photo(0)).await.expect("kept");
    let stranger = staff("stranger", Role::Clerk, OTHER_STATION);
    no_such(house.app.papers(&stranger, &id).await);
    no_such(house.app.scan_file(&stranger, &id, 1).await);
    no_such(house.app.keep_scan(&stranger, &id, photo(1)).await);
    no_such(house.app.hand_in_link(&stranger, &id).await);
    no_such(house.app.move_original(&stranger, &id, Move::Take("booklet".into())).await);
    no_such(house.app.issue_paper(&stranger, &id, &to_issue(&house, &id).await).await);
    let kept = house.app.keep_scan(&auditor(), &id, photo(1)).await;
    assert!(matches!(kept, Err(AppError::Forbidden { .. })), "{kept:?}");
    let taken = house.app.move_original(&auditor(), &id, Move::Take("booklet".into())).await;
    assert!(matches!(taken, Err(AppError::Forbidden { .. })), "{taken:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_keep_photos_at_once_none_loses_one_and_none_is_kept_twice() {
    let house = house().await;
    let id = house.submitted(1).await;
    let mut set = tokio::task::JoinSet::new();
    for number in 0..8 {
        let (app, id): (Arc<App>, _) = (house.app.clone(), id.clone());
        set.spawn(async move { app.keep_scan(&clerk(), &id, photo(number % 2)).await });
    }
    let results = set.join_all().await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 2, "{results:?}");
    for result in results.into_iter().filter_map(Result::err) {
        assert!(matches!(result, AppError::Paper(PaperRefusal::SameFile { .. })), "{result:?}");
    }
    assert_eq!(house.app.papers(&clerk(), &id).await.expect("papers").scans.len(), 2);
    house.is_sound().await;
}

#[tokio::test]
async fn a_link_takes_photos_until_its_last_day_or_the_end_of_the_case() {
    let house = house().await;
    let id = house.submitted(1).await;
    let (link, handing) = house.app.hand_in_link(&clerk(), &id).await.expect("a link");
    assert!(handing.checklist.missing().count() > 0);
    assert_eq!(handing.until, date(2026, 3, 9));
    let kept = house.app.keep_handed_in(&link.to_lowercase(), photo(0)).await.expect("kept");
    let papers = house.app.papers(&clerk(), &id).await.expect("papers");
    assert_eq!(papers.scans[&kept].facts.source, Source::Resident);
    assert_eq!(papers.scans[&kept].by, "public");
    for at in 0..link.len() {
        let mut other = link.clone().into_bytes();
        other[at] = if other[at] == b'0' { b'1' } else { b'0' };
        no_such(house.app.hand_in(&String::from_utf8(other).expect("ASCII")).await);
    }
    house.until(date(2026, 3, 9), 23, 0).await;
    house.app.hand_in(&link).await.expect("the last day");
    house.until(date(2026, 3, 10), 1, 0).await;
    no_such(house.app.keep_handed_in(&link, photo(1)).await);

    let (link, _) = house.app.hand_in_link(&clerk(), &id).await.expect("another");
    house.does(&id, ActName::Withdraw).await;
    no_such(house.app.hand_in(&link).await);
}

#[tokio::test]
async fn what_is_no_photo_leaves_nothing_behind() {
    let house = house().await;
    let id = house.submitted(1).await;
    let cases: [(&str, &[u8], &str); 3] =
        [("a.jpg", b"", "empty"), ("a.pdf", b"PK\x03\x04", "archive"), ("a.jpg", b"<html>", "unknown-kind")];
    for (name, content, code) in cases {
        let scan = ToKeep { name: name.into(), content: content.into(), ..ToKeep::default() };
        match house.app.keep_scan(&clerk(), &id, scan).await {
            Err(AppError::Intake(fault)) => assert_eq!(fault.code(), code),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(house.app.papers(&clerk(), &id).await.expect("papers").version, 0);
}

#[tokio::test]
async fn originals_that_are_out_are_listed_late_and_lost_and_survive_an_erasure() {
    let house = house().await;
    let id = house.submitted(1).await;
    let away = async |who: &Staff, only| {
        let filter = AwayFilter { only, after: None };
        house.app.originals_away(who, &filter).await.expect("a page").items
    };
    let moves = async |who: &Staff, step| house.app.move_original(who, &id, step).await.expect("moved");
    moves(&clerk(), Move::Take("就業失業登記證 23010212".into())).await;
    moves(&clerk(), Move::Take("結婚證".into())).await;
    moves(&clerk(), Move::Send(1, own(leye_domain::agency::Level::Bureau))).await;
    assert_eq!(away(&clerk(), AwayOnly::All).await.len(), 2);
    assert_eq!(away(&bureau(), AwayOnly::Here).await.len(), 1, "it is to be taken there");
    assert_eq!(away(&office(), AwayOnly::Here).await.len(), 0);
    assert_eq!(away(&staff("stranger", Role::Clerk, OTHER_STATION), AwayOnly::All).await.len(), 0);
    assert_eq!(away(&bureau(), AwayOnly::Late).await.len(), 0);
    // Two working days, counted from a Monday.
    house.until(date(2026, 3, 4), 18, 0).await;
    let late = away(&bureau(), AwayOnly::Late).await;
    assert_eq!(late.len(), 1);
    assert_eq!(late[0].original.title.get().map(String::as_str), Some("就業失業登記證 23010212"));
    moves(&staff("bureau-clerk", Role::Clerk, BUREAU), Move::Lost(1, "not in the bag".into())).await;
    assert_eq!(away(&clerk(), AwayOnly::Lost).await.len(), 1);
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;

    house.does(&id, ActName::Withdraw).await;
    let person = house.person(&id).await;
    house.app.erase_by("operator", &person, "the retention period is over").await.expect("erased");
    house.is_sound().await;
    let kept = away(&clerk(), AwayOnly::All).await;
    assert_eq!(kept.len(), 1, "the booklet still lies at the station");
    assert!(kept[0].original.title.get().is_none() && kept[0].name.is_empty());
}

#[tokio::test]
async fn an_erased_person_leaves_no_photo_and_no_paper_that_can_be_read() {
    let house = house().await;
    let id = house.submitted(1).await;
    house.app.keep_scan(&clerk(), &id, photo(0)).await.expect("kept");
    let issued = house.app.issue_paper(&clerk(), &id, &to_issue(&house, &id).await).await.expect("issued");
    house.does(&id, ActName::Withdraw).await;
    let person = house.person(&id).await;
    house.app.erase_by("operator", &person, "the retention period is over").await.expect("erased");
    let scan = house.app.scan_file(&clerk(), &id, 1).await;
    assert!(matches!(scan, Err(AppError::Erased)), "{scan:?}");
    let paper = house.app.paper_file(&clerk(), &id, &issued.code).await;
    assert!(matches!(paper, Err(AppError::Erased)), "{paper:?}");
    // Who holds the paper still learns that it is genuine.
    let found = house.app.check_paper(&issued.pdf).await.expect("asked").expect("genuine");
    assert_eq!(found.standing, Standing::InForce);
    house.is_sound().await;
}

#[tokio::test]
async fn a_paper_is_issued_once_signed_on_the_screen_and_every_change_of_it_is_found() {
    let house = house().await;
    let id = house.submitted(1).await;
    let paper = to_issue(&house, &id).await;
    let issued = house.app.issue_paper(&clerk(), &id, &paper).await.expect("issued");
    let again = house.app.issue_paper(&clerk(), &id, &paper).await.expect("issued");
    assert_eq!((&issued.code, &issued.pdf), (&again.code, &again.pdf), "the same paper is issued once");

    let sign = async |paper: &ToIssue, code: &str| {
        house.app.sign_paper(&clerk(), &id, code, paper, picture(0), "replaced").await
    };
    let mut other = paper.clone();
    other.data["name"] = "別人".into();
    let otherwise = sign(&other, &issued.code).await;
    assert!(matches!(otherwise, Err(AppError::Stale { .. })), "what is signed is what was read");
    let signed = sign(&paper, &issued.code).await.expect("signed");
    let papers = house.app.papers(&clerk(), &id).await.expect("papers");
    assert!(papers.issued[&issued.code].withdrawn.is_some());
    let bound = papers.issued[&signed.code].facts.signature.clone().expect("a signature");
    assert_eq!((&bound.of, &bound.digest), (&issued.code, &papers.issued[&issued.code].facts.digest));
    let twice = sign(&paper, &signed.code).await;
    assert!(matches!(twice, Err(AppError::Paper(PaperRefusal::DoneBefore))), "{twice:?}");

    let check = async |file: &[u8]| house.app.check_paper(file).await.expect("asked");
    let found = check(&signed.pdf).await.expect("genuine");
    assert_eq!((found.code.as_str(), found.standing), (signed.code.as_str(), Standing::InForce));
    let ended = check(&issued.pdf).await.expect("genuine");
    assert!(matches!(ended.standing, Standing::Withdrawn { .. }));
    for at in [0, signed.pdf.len() / 2, signed.pdf.len() - 950] {
        let mut changed = signed.pdf.clone();
        changed[at] ^= 1;
        assert_eq!(check(&changed).await, Err(PaperFault::Changed), "byte {at}");
    }
    assert_eq!(check(&signed.pdf[..signed.pdf.len() / 2]).await, Err(PaperFault::NoProof));
    // A code in small letters, without hyphens, with the letters that are mistaken for digits.
    let typed = signed.code.to_lowercase().replace('0', "o").replace('1', "l");
    assert_eq!(house.app.find_paper(&typed).await.expect("asked").expect("found").code, signed.code);
    house.is_sound().await;
}
