//! Time limits everywhere (A2): warnings once for ever, and for every missed term one docket against who
//! held it, through suspensions, hand-overs, outages and a service that stood still.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use leye_app::AppError;
use leye_app::accountability::Whose;
use leye_app::user::NewUser;
use leye_domain::accountability::{Docket, DocketAct, DocketRefusal, Finding};
use leye_domain::case::ActName;
use leye_domain::id::{CaseId, DocketId};
use leye_domain::staff::{Actor, Role, Staff};

use crate::cast::{
    BUREAU, NEXT_STATION, OFFICE, STATION, administrator, auditor, bureau, clerk, office, staff,
};
use crate::house::{House, instant};

/// A Monday with four plain working days after it.
const MONDAY: Date = date(2026, 3, 2);

fn day(n: i8) -> Date {
    date(2026, 3, n)
}

fn colleague() -> Staff {
    staff("colleague", Role::Clerk, STATION)
}

fn station_head() -> Staff {
    staff("station-head", Role::Head, STATION)
}

/// A service of which the people here have accounts.
async fn house() -> House {
    let house = House::at(MONDAY, 10).await;
    for who in [clerk(), colleague(), station_head(), office(), bureau()] {
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

/// Every docket, as the auditor finds them in the lists.
async fn dockets(house: &House) -> Vec<Docket> {
    let mut all = Vec::new();
    for state in house.app.docket_states() {
        let mut after = None;
        loop {
            let page = house.app.dockets(&auditor(), state, &after).await.expect("a list");
            for one in &page.items {
                let id = DocketId::parse(&one.id).expect("the id of a docket");
                all.push(house.app.docket_file(&auditor(), &id).await.expect("a docket").docket);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    all
}

/// Ids of the warnings that were given.
fn warnings(house: &House) -> Vec<String> {
    let raw = house.folder.raw();
    let mut asked = raw.prepare("SELECT id FROM outbox WHERE kind = 'warning' ORDER BY id").expect("a query");
    let rows = asked.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

fn rungs(house: &House, step: &str) -> Vec<String> {
    let all = warnings(house);
    let of_step = all.iter().filter(|id| id.split('/').nth(1) == Some(step));
    of_step.filter_map(|id| id.rsplit('/').next().map(str::to_owned)).collect()
}

async fn act(house: &House, by: &Staff, docket: &Docket, act: DocketAct) -> Result<(), AppError> {
    let seen = house.app.docket_file(&auditor(), &docket.id).await.expect("a docket").docket.version;
    house.app.act_on_docket(by, &docket.id, act, seen).await
}

fn explain() -> DocketAct {
    DocketAct::Explain { words: "SECRET 材料晚到".to_owned() }
}

fn find(finding: Finding) -> DocketAct {
    DocketAct::Find {
        finding, reason: "SECRET 已核对".to_owned(), remedy: Some("SECRET 致歉".to_owned())
    }
}

async fn named(house: &House, id: &CaseId, by: &Staff, name: ActName) {
    house.tries(&Actor::Staff(by.clone()), id, name).await.expect("it may be done");
}

#[tokio::test]
async fn after_a_suspension_and_a_hand_over_the_docket_names_who_held_it_when_it_was_due() {
    let house = house().await;
    let id = house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    house.until(day(3), 9, 0).await;
    named(&house, &id, &clerk(), ActName::RequestCorrection).await;
    house.until(day(9), 9, 0).await;
    named(&house, &id, &clerk(), ActName::SupplyCorrection).await;
    assert_eq!(dockets(&house).await, [], "what stands still is not missed");
    named(&house, &id, &colleague(), ActName::Take).await;
    house.until(day(12), 9, 0).await;
    let all = dockets(&house).await;
    let [docket] = &all[..] else { panic!("one docket: {all:?}") };
    let breach = &docket.breach;
    assert_eq!(breach.holder.as_ref(), Some(&colleague().user));
    assert_eq!((breach.agency.as_str(), breach.step.as_str()), (STATION, "initial_review"));
    assert_eq!(breach.suspended.len(), 1);
    assert!(
        breach.suspended[0].from < instant(day(3), 10, 0) && breach.suspended[0].to >= instant(day(9), 9, 0)
    );
    // Who takes it now takes a case that was late before.
    named(&house, &id, &clerk(), ActName::Take).await;
    named(&house, &id, &clerk(), ActName::PassInitialReview).await;
    house.until(day(13), 9, 0).await;
    let all = dockets(&house).await;
    let of_review: Vec<_> = all.iter().filter(|one| one.breach.step == "initial_review").collect();
    assert_eq!(of_review.len(), 1, "{all:?}");
    house.is_sound().await;
}

#[tokio::test]
async fn what_was_finished_too_late_before_anybody_looked_has_its_docket_too() {
    let house = house().await;
    let id = house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    // The clock goes on while nobody watches.
    let ahead = house.app.store().setting("training_ahead").await.expect("a setting").expect("set");
    let on = ahead.parse::<i64>().expect("microseconds") + 5 * 86_400_000_000;
    house.app.store().put_setting("training_ahead", &on.to_string()).await.expect("set");
    let house = house.reopened().await;
    named(&house, &id, &clerk(), ActName::PassInitialReview).await;
    house.app.watch_time_limits().await.expect("watched");
    let all = dockets(&house).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].breach.holder.as_ref(), Some(&clerk().user));
    assert!(all[0].breach.due < house.app.now());
}

#[tokio::test]
async fn each_warning_comes_once_also_when_nobody_watched_over_the_due_time() {
    let house = house().await;
    house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    house.until(day(4), 9, 0).await;
    assert_eq!(rungs(&house, "initial_review"), ["due", "one_day_left"], "two days have no half");
    house.app.watch_time_limits().await.expect("watched");
    house.until(day(4), 9, 30).await;
    assert_eq!(rungs(&house, "initial_review").len(), 2, "nothing new, nothing twice");
    house.until(day(30), 9, 0).await;
    let all = ["due", "one_day_left", "overdue", "to_bureau", "to_office"];
    assert_eq!(rungs(&house, "initial_review"), all);
    let before = warnings(&house);
    // Everything is made anew; what was given is not given again.
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.app.watch_time_limits().await.expect("watched");
    assert_eq!(warnings(&house), before);
    let other = crate::house::open(&house.folder).await;
    other.watch_time_limits().await.expect("another service watches");
    assert_eq!(warnings(&house), before);
    assert_eq!(dockets(&house).await.iter().filter(|one| one.breach.step == "initial_review").count(), 1);
}

#[tokio::test]
async fn an_outage_in_working_hours_gives_its_time_back() {
    let house = house().await;
    let first = house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    // Due on Wednesday at 17:00; the service is away from 15:00 to Thursday 9:00.
    house.until(day(4), 15, 0).await;
    let away = instant(day(5), 9, 0).duration_since(house.app.now());
    let ahead = house.app.store().setting("training_ahead").await.expect("a setting").expect("set");
    let on = ahead.parse::<i64>().expect("microseconds") + i64::try_from(away.as_micros()).expect("small");
    house.app.store().put_setting("training_ahead", &on.to_string()).await.expect("set");
    let house = house.reopened().await;
    let outage = house.app.note_start().await.expect("noted").expect("it was away");
    assert!(outage.to.duration_since(outage.from) > SignedDuration::from_hours(17));
    house.app.watch_time_limits().await.expect("watched");
    assert_eq!(dockets(&house).await, [], "two hours are left");
    house.until(day(5), 10, 0).await;
    named(&house, &first, &clerk(), ActName::PassInitialReview).await;
    house.until(day(5), 16, 0).await;
    let all = dockets(&house).await;
    assert!(all.iter().all(|one| one.breach.step != "initial_review"), "{all:?}");
    house.until(day(20), 9, 0).await;
    assert!(house.app.note_start().await.expect("noted").is_none(), "a moved clock is no outage");
}

#[tokio::test]
async fn a_docket_goes_its_way_and_who_has_no_part_in_it_does_not_find_it() {
    let house = house().await;
    house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    house.until(day(5), 9, 0).await;
    let [docket] = &dockets(&house).await[..] else { panic!("one docket") };
    let elsewhere = staff("elsewhere", Role::Head, NEXT_STATION);
    for stranger in [colleague(), elsewhere, administrator()] {
        let tried = house.app.docket_file(&stranger, &docket.id).await;
        assert!(matches!(tried, Err(AppError::NotFound)), "{}", stranger.user);
        assert!(matches!(act(&house, &stranger, docket, explain()).await, Err(AppError::NotFound)));
        let page = house.app.dockets(&stranger, "opened", &None).await.expect("a list");
        assert!(page.items.is_empty() && page.counts.is_empty(), "{}", stranger.user);
    }
    for reader in [clerk(), station_head(), office(), bureau(), auditor()] {
        assert!(house.app.docket_file(&reader, &docket.id).await.is_ok(), "{}", reader.user);
        let page = house.app.dockets(&reader, "opened", &None).await.expect("a list");
        assert_eq!(page.items.len(), 1, "{}", reader.user);
    }
    let early = act(&house, &office(), docket, find(Finding::Reminded)).await;
    assert!(matches!(early, Err(AppError::Docket(DocketRefusal::NotHeard { .. }))));
    assert!(matches!(act(&house, &auditor(), docket, explain()).await, Err(AppError::Forbidden { .. })));
    act(&house, &clerk(), docket, explain()).await.expect("explained");
    let stale = house.app.act_on_docket(&office(), &docket.id, find(Finding::Reminded), 1).await;
    assert!(matches!(stale, Err(AppError::Stale { .. })));
    act(&house, &office(), docket, find(Finding::Reminded)).await.expect("found");
    house.until(day(20), 9, 0).await;
    let file = house.app.docket_file(&auditor(), &docket.id).await.expect("a docket");
    assert_eq!(file.docket.state(), "remedy", "nobody objected: it stands");
    let made = DocketAct::Remedied { words: "SECRET 已致歉".to_owned() };
    act(&house, &station_head(), docket, made).await.expect("made good");
    let file = house.app.docket_file(&auditor(), &docket.id).await.expect("a docket");
    assert_eq!(file.docket.state(), "closed");
    house.is_sound().await;
    for (name, bytes) in house.folder.files() {
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{name}");
    }
}

#[tokio::test]
async fn of_who_left_the_head_explains() {
    let house = house().await;
    house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    house.until(day(5), 9, 0).await;
    let [docket] = &dockets(&house).await[..] else { panic!("one docket") };
    let refused = act(&house, &station_head(), docket, explain()).await;
    assert!(matches!(refused, Err(AppError::Docket(DocketRefusal::NotHolder))));
    house.app.disable_user(clerk().user.as_str()).await.expect("gone");
    assert!(house.app.docket_file(&auditor(), &docket.id).await.expect("a docket").absent);
    act(&house, &station_head(), docket, explain()).await.expect("explained");
}

#[tokio::test]
async fn a_list_says_what_is_owed_and_the_figures_open_to_their_terms() {
    let house = house().await;
    let id = house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    house.until(day(5), 9, 0).await;
    let mine = house.app.limits(&clerk(), Whose::Mine).await.expect("a list");
    let kinds: Vec<_> = mine.rows.iter().map(|row| row.duty.kind.as_str()).collect();
    assert_eq!(kinds, ["determination", "docket_explain"]);
    assert!(house.app.limits(&colleague(), Whose::Mine).await.expect("a list").rows.is_empty());
    let missed = house.app.limits(&office(), Whose::Missed).await.expect("a list");
    assert_eq!(missed.rows.len(), 1);
    named(&house, &id, &clerk(), ActName::PassInitialReview).await;
    let period = (day(1), day(31));
    let kept = house.app.on_time(&office(), period).await.expect("figures");
    let row = kept.rows.iter().find(|row| row.step == "initial_review").expect("the review");
    assert_eq!((row.holder.as_deref(), row.all, row.missed), (Some("clerk"), 1, 1));
    let terms = house.app.terms_behind(&office(), period, row).await.expect("terms");
    assert_eq!((terms.len(), terms[0].subject.as_str()), (1, id.as_str()));
    assert!(terms[0].docket.is_some() && terms[0].done_at.is_some());
    assert!(house.app.on_time(&colleague(), period).await.expect("figures").rows.is_empty());
    assert!(house.app.terms_behind(&colleague(), period, row).await.expect("terms").is_empty());
}

/// What somebody who only looks at the open duties knows of missed terms.
#[derive(Default)]
struct Watcher {
    missed: BTreeMap<(String, String), String>,
}

impl Watcher {
    /// Looks before anything happens at an instant.
    fn look(&mut self, house: &House, now: Timestamp) {
        let raw = house.folder.raw();
        let text =
            "SELECT id, begun_at, due_at, holder, agency, step FROM duties WHERE kind = 'determination'";
        let mut asked = raw.prepare(text).expect("a query");
        let mut rows = asked.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let get = |at: usize| row.get::<_, Option<String>>(at).expect("a text");
            let (id, begun, due, holder, agency, step) = (get(0), get(1), get(2), get(3), get(4), get(5));
            let (Some(due), Some(step)) = (due, step) else { continue };
            let is_staffs = !["correction", "notice"].contains(&step.as_str());
            if !is_staffs || due.parse::<Timestamp>().expect("an instant") >= now {
                continue;
            }
            // Who sent it on answers for it, and not for that nobody took it.
            let (holder, agency) = (holder.unwrap_or_default(), agency.expect("an agency"));
            let theirs =
                people().into_iter().any(|one| one.user.as_str() == holder && one.agency.as_str() == agency);
            let holder = if theirs { holder } else { String::new() };
            self.missed.entry((id.expect("an id"), begun.expect("begun"))).or_insert(holder);
        }
    }
}

fn people() -> Vec<Staff> {
    vec![clerk(), colleague(), station_head(), office(), bureau()]
}

/// A random year: cases, hand-overs, suspensions, long nights, a service that stands still.
#[tokio::test]
async fn in_a_random_year_every_breach_has_one_docket_and_every_rung_rings_once() {
    let mut house = house().await;
    let mut seed = 20_261_124_u64;
    let mut draw = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut watcher = Watcher::default();
    let mut cases = Vec::new();
    let mut now = instant(MONDAY, 10, 0);
    for round in 0..240_u16 {
        if round % 6 == 0 {
            let who = crate::cast::resident(round / 6 + 1);
            cases.push(house.submitted_by(&clerk(), who, draw(2) == 0).await);
        }
        let minutes = [5, 90, 60 * 20, 60 * 49, 60 * 24 * 8][usize::try_from(draw(5)).expect("small")];
        now = house.app.now() + SignedDuration::from_mins(minutes);
        let stands_still = draw(12) == 0;
        watcher.look(&house, now);
        if stands_still {
            let on = house.app.store().setting("training_ahead").await.expect("a setting").expect("set");
            let on = on.parse::<i64>().expect("microseconds") + minutes * 60_000_000;
            house.app.store().put_setting("training_ahead", &on.to_string()).await.expect("set");
            house = house.reopened().await;
        } else {
            house.app.move_clock(now).await.expect("time goes forward");
        }
        let id = &cases[usize::try_from(draw(cases.len() as u64)).expect("small")];
        let someone = &people()[usize::try_from(draw(5)).expect("small")];
        // Opening a case lets what ran out have its effect.
        let file = house.file(id).await;
        responsible(&file.case);
        watcher.look(&house, house.app.now());
        let name = match draw(4) {
            0 => ActName::Take,
            1 => ActName::RequestCorrection,
            _ => ActName::ALL[usize::try_from(draw(ActName::ALL.len() as u64)).expect("small")],
        };
        if name != ActName::Submit && name != ActName::Withdraw {
            let _ = house.tries(&Actor::Staff(someone.clone()), id, name).await;
        }
        responsible(&house.case(id).await);
    }
    let _ = now;
    let end = house.app.now() + SignedDuration::from_hours(24 * 20);
    watcher.look(&house, end);
    house.app.move_clock(end).await.expect("time goes forward");
    watcher.look(&house, house.app.now());
    house.app.watch_time_limits().await.expect("watched");
    agree(&house, &watcher).await;
    house.is_sound().await;
}

/// One docket for everything that was missed and for nothing else, against the same holder; no warning
/// twice.
async fn agree(house: &House, watcher: &Watcher) {
    let mut found = BTreeMap::new();
    for docket in dockets(house).await {
        let breach = docket.breach;
        if breach.kind != "determination" {
            continue;
        }
        let holder = breach.holder.map(|user| user.to_string()).unwrap_or_default();
        let twice = found.insert((breach.duty.clone(), breach.term), holder);
        assert_eq!(twice, None, "two dockets of {}", breach.duty);
    }
    assert!(found.len() > 20, "{} breaches are too few to show anything", found.len());
    assert_eq!(found, watcher.missed);
    let given = warnings(house);
    assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len());
    for (duty, term) in found.keys() {
        let micros = term.parse::<Timestamp>().expect("an instant").as_microsecond();
        let still =
            house
                .folder
                .raw()
                .query_row("SELECT COUNT(*) FROM duties WHERE id = ?1", [duty], |row| row.get::<_, i64>(0));
        // What was finished late before anybody watched needs no warning any more.
        if still.expect("a count") == 1 {
            assert!(given.contains(&format!("{duty}/{micros}/overdue")), "{duty}");
        }
    }
}

/// An open case has exactly one responsible person, of an agency of its chain.
fn responsible(case: &leye_domain::case::Case) {
    let Some(open) = case.open() else { return };
    assert!(people().iter().any(|one| one.user == open.holder), "{} is nobody", open.holder);
    assert!([STATION, OFFICE, BUREAU].contains(&case.agency().as_str()));
}

#[tokio::test]
async fn two_services_that_watch_at_once_open_one_docket() {
    let house = house().await;
    house.submitted_by(&clerk(), crate::cast::resident(1), true).await;
    let ahead = house.app.store().setting("training_ahead").await.expect("a setting").expect("set");
    let on = ahead.parse::<i64>().expect("microseconds") + 5 * 86_400_000_000;
    house.app.store().put_setting("training_ahead", &on.to_string()).await.expect("set");
    let house = house.reopened().await;
    let other = crate::house::open(&house.folder).await;
    let (one, two) = tokio::join!(house.app.watch_time_limits(), other.watch_time_limits());
    let (one, two) = (one.expect("watched"), two.expect("watched"));
    assert_eq!(one.1 + two.1, 1, "{one:?} {two:?}");
    assert_eq!(dockets(&house).await.len(), 1);
}
