//! A finished service is rated by a link: once, by nobody's name, and what is bad is followed up by
//! the level above.

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::rating::{GivenRating, RatingStanding};
use leye_domain::case::ActName;
use leye_domain::id::{CaseId, ComplaintId, RatingId};
use leye_domain::rating::{Answers, Charged, Grade, RatingAct, RatingRefusal};
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Role, Staff};

use crate::cast::{
    BUREAU, FAR_STATION, NEXT_STATION, OFFICE, STATION, administrator, auditor, bureau, clerk,
};
use crate::cast::{code, office, staff};
use crate::house::House;
use crate::supervision::owes;

const MONDAY: Date = date(2026, 3, 2);
const WORDS: &str = "SECRET 等了三次";

fn answers(grade: Grade, charged: Charged) -> Answers {
    let words = Sealed::Open(WORDS.to_owned());
    Answers { clarity: Grade::Satisfied, manner: grade, result: grade, charged, words }
}

fn given(grade: Grade) -> GivenRating {
    GivenRating { answers: answers(grade, Charged::No), by_staff_browser: false, from_address: 1 }
}

/// A case that was withdrawn, with the link for its rating.
async fn finished(house: &House, serial: u16) -> (CaseId, String) {
    let id = house.submitted(serial).await;
    house.does(&id, ActName::Withdraw).await;
    house.app.ask_rating(&clerk(), &id).await.expect("asked");
    let slip = house.app.rating_slip(&clerk(), &id).await.expect("a slip");
    (id, slip.asked.expect("a link").0)
}

/// The newest rating in a state.
async fn rating_in(house: &House, state: &str) -> RatingId {
    let page = house.app.ratings(&office(), state, &None).await.expect("a list");
    RatingId::parse(&page.items.first().expect("one").id).expect("an id")
}

async fn act(house: &House, by: &Staff, id: &RatingId, act: RatingAct) -> Result<(), AppError> {
    let seen = house.app.rating_file(&office(), id, false).await?.rating.version;
    house.app.act_on_rating(by, id, act, seen).await
}

fn call() -> RatingAct {
    RatingAct::CallBack { reached: true, wants_remedy: true, note: "SECRET 已致電".into() }
}

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>, why: &RatingRefusal) {
    assert!(matches!(&result, Err(AppError::Rating(refusal)) if refusal == why), "{result:?}");
}

#[tokio::test]
async fn a_link_rates_once_and_until_its_last_day() {
    let house = House::at(MONDAY, 10).await;
    let open = house.submitted(1).await;
    let early = house.app.ask_rating(&clerk(), &open).await;
    refused(early, &RatingRefusal::NotFinished);
    let (id, link) = finished(&house, 2).await;
    refused(house.app.ask_rating(&clerk(), &id).await, &RatingRefusal::AskedAlready);
    let form = house.app.rating_form(&link).await.expect("a form");
    assert_eq!((form.agency, form.standing), (code(STATION), RatingStanding::Open));
    for forged in ["", "0000-0000", &link[1..], &link.replace(&link[20..], "7777")] {
        let found = house.app.rating_form(forged).await;
        assert!(matches!(found, Err(AppError::NotFound)), "{forged}: {found:?}");
        let sent = house.app.give_rating(forged, given(Grade::Fair)).await;
        assert!(matches!(sent, Err(AppError::NotFound)), "{forged}: {sent:?}");
    }
    house.app.give_rating(&link, given(Grade::Fair)).await.expect("taken");
    refused(house.app.give_rating(&link, given(Grade::VerySatisfied)).await, &RatingRefusal::RatedAlready);
    let (_, late) = finished(&house, 3).await;
    house.until(date(2026, 4, 2), 10, 0).await;
    refused(house.app.give_rating(&late, given(Grade::Fair)).await, &RatingRefusal::Over);
    assert_eq!(house.app.rating_form(&late).await.expect("a form").standing, RatingStanding::Over);
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn two_at_once_make_one_rating() {
    let house = House::at(MONDAY, 10).await;
    let (_, link) = finished(&house, 1).await;
    let (one, other) = tokio::join!(
        house.app.give_rating(&link, given(Grade::Fair)),
        house.app.give_rating(&link, given(Grade::VerySatisfied))
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    house.is_sound().await;
}

#[tokio::test]
async fn who_is_rated_learns_neither_words_nor_rater_and_does_nothing() {
    let house = House::at(MONDAY, 10).await;
    let (_, link) = finished(&house, 1).await;
    house.app.give_rating(&link, given(Grade::VeryDissatisfied)).await.expect("taken");
    for (name, bytes) in house.folder.files() {
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{name}");
    }
    assert_eq!(owes(&house, OFFICE, "rating_call_back").await, 1);
    assert_eq!(owes(&house, STATION, "rating_call_back").await, 0);
    let id = rating_in(&house, "call_back").await;
    // Alone it would tell who gave it.
    assert!(matches!(house.app.rating_file(&clerk(), &id, false).await, Err(AppError::NotFound)));
    assert!(house.app.ratings(&clerk(), "call_back", &None).await.expect("a list").items.is_empty());
    for serial in 2..=5 {
        let (_, link) = finished(&house, serial).await;
        house.app.give_rating(&link, given(Grade::Satisfied)).await.expect("taken");
    }
    let page = house.app.ratings(&clerk(), "call_back", &None).await.expect("a list");
    assert!(page.items.len() == 1 && page.items[0].name.is_empty());
    let file = house.app.rating_file(&clerk(), &id, false).await.expect("grades");
    let (shown, ..) = file.rating.answers.clone().expect("grades");
    assert_eq!(shown.words.get().map(String::as_str), Some(""));
    assert!(!file.may_reveal && !file.may_call_back && file.rater.is_none() && file.may_appeal);
    assert!(matches!(house.app.rating_file(&clerk(), &id, true).await, Err(AppError::NotFound)));
    assert!(matches!(act(&house, &clerk(), &id, call()).await, Err(AppError::Forbidden { .. })));
    let promoted = Staff { role: Role::Head, ..clerk() };
    refused(act(&house, &promoted, &id, call()).await, &RatingRefusal::OwnRating);
    for outsider in
        [staff("next", Role::Head, NEXT_STATION), staff("far", Role::Head, FAR_STATION), administrator()]
    {
        let found = house.app.rating_file(&outsider, &id, false).await;
        assert!(matches!(found, Err(AppError::NotFound)), "{outsider:?}");
    }
    let read = house.app.rating_file(&auditor(), &id, false).await.expect("grades");
    assert!(!read.may_reveal && read.steps.iter().all(|step| step.note.is_none()));

    let file = house.app.rating_file(&office(), &id, true).await.expect("all of it");
    assert_eq!(file.rating.answers.expect("answers").0.words.get().map(String::as_str), Some(WORDS));
    assert!(file.rater.is_some_and(|(name, ..)| !name.is_empty()));
    act(&house, &office(), &id, call()).await.expect("rung");
    act(&house, &office(), &id, RatingAct::Remedy { done: "已道歉".into() }).await.expect("done");
    let look = RatingAct::Look { settled: true, note: "屬實".into() };
    refused(act(&house, &office(), &id, look.clone()).await, &RatingRefusal::OwnRemedy);
    act(&house, &bureau(), &id, look).await.expect("looked");
    let stale = house.app.act_on_rating(&office(), &id, call(), 1).await;
    assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
    let figures = house.app.rating_figures(&clerk()).await.expect("figures");
    assert!(figures.rows.len() == 1 && figures.rows[0].enough && figures.rows[0].tally.all() == 5);
    house.is_sound().await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

#[tokio::test]
async fn what_looks_made_up_counts_once_it_was_looked_at() {
    let house = House::at(MONDAY, 10).await;
    let (_, first) = finished(&house, 1).await;
    let by_staff = GivenRating { by_staff_browser: true, ..given(Grade::VerySatisfied) };
    house.app.give_rating(&first, by_staff).await.expect("taken");
    let (_, second) = finished(&house, 2).await;
    let many = GivenRating { from_address: 6, ..given(Grade::VerySatisfied) };
    house.app.give_rating(&second, many).await.expect("taken");
    assert_eq!(owes(&house, OFFICE, "rating_look").await, 2);
    let counted =
        || async { house.app.rating_figures(&office()).await.expect("figures").rows[0].tally.all() };
    assert_eq!(counted().await, 0);
    let examine = |counts| RatingAct::Examine { counts, reason: "已核".into() };
    let id = rating_in(&house, "examine").await;
    act(&house, &office(), &id, examine(true)).await.expect("looked");
    let id = rating_in(&house, "examine").await;
    act(&house, &office(), &id, examine(false)).await.expect("looked");
    assert_eq!(counted().await, 1);
    house.is_sound().await;
}

#[tokio::test]
async fn money_that_was_asked_for_goes_to_the_bureau_alone() {
    let house = House::at(MONDAY, 10).await;
    let (_, link) = finished(&house, 1).await;
    let asked = GivenRating { answers: answers(Grade::Fair, Charged::Yes), ..given(Grade::Fair) };
    let filed = house.app.give_rating(&link, asked).await.expect("taken").expect("a complaint");
    assert_eq!(filed.dealing, code(BUREAU));
    for (agency, owed) in [(BUREAU, 1), (OFFICE, 0), (STATION, 0)] {
        assert_eq!(owes(&house, agency, "complaint_take").await, owed, "{agency}");
    }
    for below in [clerk(), staff("station-head", Role::Head, STATION), office()] {
        let seen = house.app.complaints(&below, "filed", &None).await.expect("a list").page;
        assert!(seen.items.is_empty(), "{}", below.user);
    }
    let page = house.app.complaints(&bureau(), "filed", &None).await.expect("a list").page;
    let complaint = ComplaintId::parse(&page.items.first().expect("one").id).expect("an id");
    let found = house.app.complaint_file(&bureau(), &complaint, None).await.expect("a complaint");
    assert_eq!(found.complaint.words.get().map(String::as_str), Some(WORDS));
    assert!(!found.is_named, "it does not say who rated");
    // Nor does the rating tell those below what was said of money.
    let id = rating_in(&house, "well").await;
    for (above, told) in [(office(), Charged::Unsaid), (bureau(), Charged::Yes)] {
        let (answers, ..) =
            house.app.rating_file(&above, &id, true).await.expect("a file").rating.answers.expect("grades");
        assert_eq!(answers.charged, told, "{}", above.user);
        assert_eq!(answers.words.get().is_some_and(String::is_empty), told == Charged::Unsaid);
    }
    house.is_sound().await;
}
