//! Two at once: one wins, the others are told, and nothing is written twice.

use std::sync::Arc;

use jiff::civil::date;
use leye_app::application::{ActRequest, Done, Filed, Key, NewApplicant, NewApplication};
use leye_app::{App, AppError};
use leye_domain::case::{ActName, Reason, StateName};
use leye_domain::id::CaseId;
use leye_domain::staff::{Actor, Role};
use tokio::task::JoinSet;

use crate::cast::{FAR_STATION, OTHER_STATION, STATION, clerk, office, resident, staff};
use crate::house::{House, application};

const CROWD: usize = 20;

/// Runs the same thing many times at once.
async fn crowd<F, T>(count: usize, work: impl Fn(usize) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let mut set = JoinSet::new();
    for number in 0..count {
        set.spawn(work(number));
    }
    set.join_all().await
}

async fn house() -> House {
    House::at(date(2026, 3, 2), 10).await
}

async fn does(
    app: Arc<App>,
    by: Actor,
    id: CaseId,
    act: leye_domain::case::Act,
    seen: Option<i64>,
    key: Option<Key>,
) -> Result<Done, AppError> {
    app.act(&by, ActRequest { id, act, seen, key }).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_do_the_same_one_wins_and_the_others_learn_what_changed() {
    let house = house().await;
    let id = house.submitted(1).await;
    let act = house.act_of(ActName::Accept);
    let by = |number: usize| Actor::Staff(staff(&format!("clerk-{number}"), Role::Clerk, STATION));
    let done = crowd(CROWD, |n| does(house.app.clone(), by(n), id.clone(), act.clone(), Some(1), None)).await;
    let (won, lost): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for error in lost {
        let Err(AppError::Stale { current, since }) = error else { panic!("{error:?}") };
        assert_eq!((current, since), (3, vec!["taken".to_owned(), "application_accepted".to_owned()]));
    }
    assert_eq!(house.case(&id).await.version, 3);
    house.is_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_name_no_version_one_wins_and_the_rules_refuse_the_others() {
    let house = house().await;
    let id = house.submitted(1).await;
    let act = house.act_of(ActName::Accept);
    let by = Actor::Staff(clerk());
    let done =
        crowd(CROWD, |_| does(house.app.clone(), by.clone(), id.clone(), act.clone(), None, None)).await;
    let (won, lost): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for error in lost {
        match error {
            Err(AppError::Refused(refusal)) => assert_eq!(refusal.reason, Reason::NotInThisState),
            Err(AppError::Stale { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(house.case(&id).await.version, 2);
    house.is_sound().await;
}

/// A decision and its opposite: only one of them stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_pass_and_a_failure_at_once_only_one_stands() {
    let house = house().await;
    for serial in 0..6 {
        let id = house.submitted_by(&clerk(), resident(serial), true).await;
        let acts = [ActName::PassInitialReview, ActName::FailInitialReview].map(|name| house.act_of(name));
        let by = Actor::Staff(clerk());
        let done =
            crowd(8, |n| does(house.app.clone(), by.clone(), id.clone(), acts[n % 2].clone(), None, None))
                .await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        let case = house.case(&id).await;
        assert_eq!(case.version, 3);
        assert!(matches!(case.state(), StateName::Form | StateName::Refused));
    }
    house.is_sound().await;
}

async fn files(app: Arc<App>, new: NewApplication) -> Result<Filed, AppError> {
    let by = staff("clerk", Role::Clerk, new.station.as_str());
    app.submit(&by, new).await
}

/// Cases and files in the storage, read past every access decision.
async fn stored(house: &House) -> (usize, usize) {
    let model = house.app.store().read_model().await.expect("it can be read");
    (model.applications.len(), model.people.len())
}

fn one_was_filed(done: &[Result<Filed, AppError>]) {
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
    for error in done.iter().filter_map(|done| done.as_ref().err()) {
        let AppError::Refused(refusal) = error else { panic!("{error:?}") };
        assert_eq!(refusal.reason, Reason::OpenApplication);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_applications_of_one_new_person_one_is_opened() {
    let house = house().await;
    // At two counters of the same county at once.
    let stations = [STATION, OTHER_STATION];
    let done = crowd(10, |n| files(house.app.clone(), application(stations[n % 2], resident(1)))).await;
    one_was_filed(&done);
    assert_eq!(stored(&house).await, (1, 1));
    house.is_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_applications_of_a_known_person_one_is_opened() {
    let house = house().await;
    let first = house.submitted(1).await;
    house.does(&first, ActName::Withdraw).await;
    let applicant = NewApplicant::Known(house.person(&first).await);
    let new = || NewApplication { applicant: applicant.clone(), ..application(STATION, resident(1)) };
    let done = crowd(10, |_| files(house.app.clone(), new())).await;
    one_was_filed(&done);
    assert_eq!(stored(&house).await, (2, 1));
    house.is_sound().await;
}

fn key(request_hash: &str) -> Option<Key> {
    Some(Key { user: "clerk".to_owned(), key: "key-1".to_owned(), request_hash: request_hash.to_owned() })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_files_one_case_and_everybody_gets_the_first_answer() {
    let house = house().await;
    let new = NewApplication { key: key("a"), ..application(STATION, resident(1)) };
    let done = crowd(10, |_| files(house.app.clone(), new.clone())).await;
    let filed: Vec<&Filed> = done.iter().flatten().collect();
    assert_eq!(filed.len(), 1);
    for error in done.iter().filter_map(|done| done.as_ref().err()) {
        let AppError::Replayed(answer) = error else { panic!("{error:?}") };
        assert_eq!(answer.status, 201);
        assert!(answer.answer.contains(filed[0].case.id.as_str()), "{}", answer.answer);
    }
    assert_eq!(stored(&house).await, (1, 1));
    // Later as well; and for another request the key is taken.
    assert!(matches!(files(house.app.clone(), new.clone()).await, Err(AppError::Replayed(_))));
    let other = NewApplication { key: key("b"), ..application(STATION, resident(2)) };
    assert!(matches!(files(house.app.clone(), other).await, Err(AppError::KeyReused)));
    assert_eq!(stored(&house).await, (1, 1));
    house.is_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_does_one_act() {
    let house = house().await;
    let id = house.submitted(1).await;
    let (act, by) = (house.act_of(ActName::Accept), Actor::Staff(clerk()));
    let done = crowd(CROWD, |n| {
        let seen = (n % 2 == 0).then_some(1);
        does(house.app.clone(), by.clone(), id.clone(), act.clone(), seen, key("a"))
    });
    let done = done.await;
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
    for error in done.into_iter().filter_map(Result::err) {
        assert!(matches!(error, AppError::Replayed(_)), "{error:?}");
    }
    assert_eq!(house.case(&id).await.version, 2);
    house.is_sound().await;
}

/// Commits that come together share one; each still stands for itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_different_cases_go_on_at_once_while_the_storage_is_verified() {
    let house = house().await;
    let work = |n: usize| {
        let app = house.app.clone();
        let acts =
            [ActName::PassInitialReview, ActName::CompleteForm, ActName::PostNotice].map(|a| house.act_of(a));
        async move {
            let serial = u16::try_from(n).expect("a small number");
            let station = [STATION, OTHER_STATION, FAR_STATION][n % 3];
            let new = NewApplication { accept: true, ..application(station, resident(serial)) };
            let filed = files(app.clone(), new).await.expect("a good application");
            let by = Actor::Staff(staff("clerk", Role::Clerk, station));
            for act in acts {
                does(app.clone(), by.clone(), filed.case.id.clone(), act, None, None)
                    .await
                    .expect("possible");
            }
        }
    };
    let (_, verdicts) = tokio::join!(crowd(30, work), async {
        let mut verdicts = Vec::new();
        for _ in 0..5 {
            verdicts.push(house.app.verify().await.expect("it can be read").fault);
        }
        verdicts
    });
    assert!(verdicts.iter().all(Option::is_none), "{verdicts:?}");
    assert_eq!(stored(&house).await, (30, 30));
    house.is_sound().await;
}

/// Erasing somebody while others write about them: either comes first, never halfway.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_erasure_amid_the_work_leaves_nothing_behind() {
    let house = house().await;
    let id = house.submitted(1).await;
    let person = house.person(&id).await;
    let (act, by) = (house.act_of(ActName::RequestCorrection), Actor::Staff(clerk()));
    let app = house.app.clone();
    let (done, erased) = tokio::join!(
        crowd(4, |_| does(house.app.clone(), by.clone(), id.clone(), act.clone(), None, None)),
        app.erase_by("operator", &person, "the retention period is over")
    );
    erased.expect("erased");
    assert!(done.iter().filter(|done| done.is_ok()).count() <= 1);
    assert_eq!(house.file(&id).await.person, None);
    for (name, bytes) in house.folder.files() {
        let personal = crate::acts::PERSONAL.as_bytes();
        assert!(!bytes.windows(personal.len()).any(|window| window == personal), "{name}");
    }
    house.is_sound().await;
}

/// Two offices of different agencies on one case: only that of the case can win.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stranger_never_wins_a_race() {
    let house = house().await;
    let id = house.submitted_by(&clerk(), resident(1), true).await;
    house.does_all(&id, &crate::acts::PLAIN[1..6]).await;
    let act = house.act_of(ActName::PassSecondReview);
    let by = |n: usize| match n % 2 {
        0 => Actor::Staff(office()),
        _ => Actor::Staff(staff("stranger", Role::Head, crate::cast::OTHER_OFFICE)),
    };
    let done = crowd(CROWD, |n| does(house.app.clone(), by(n), id.clone(), act.clone(), None, None)).await;
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
    let strangers = done.iter().filter(|done| matches!(done, Err(AppError::NotFound))).count();
    assert_eq!(strangers, CROWD / 2);
    assert_eq!(house.file(&id).await.timeline.last().map(|e| e.actor.clone()), Some("office".to_owned()));
}
