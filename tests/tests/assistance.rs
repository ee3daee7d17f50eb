//! One-to-one assistance (A7) on storage: it opens with a confirmation, is kept by the station,
//! seen by those above, and made anew from its events.

use jiff::civil::{Date, date};
use leye_app::AppError;
use leye_app::application::{NewApplicant, NewApplication};
use leye_app::assistance::{AssistanceFilter, AssistanceLine, AssistanceOnly, AssistanceRequest};
use leye_app::followup::OwedFilter;
use leye_app::import::Kind;
use leye_app::user::NewUser;
use leye_domain::agency::Level;
use leye_domain::assistance::{
    Answer, Assistance, AssistanceAct, AssistanceReason, Because, ContactHow, OwedKind, Phase,
};
use leye_domain::case::ActName;
use leye_domain::employment::{EmploymentAct, EmploymentRefusal, EndReason, JobFacts, Workplace};
use leye_domain::id::{CaseId, PersonId, UserName};
use leye_domain::staff::{Role, Staff};

use crate::acts::PLAIN;
use crate::cast::{
    BUREAU, OFFICE, OTHER_OFFICE, STATION, auditor, bureau_head, clerk, code, head, number, office, resident,
    staff, with_relative,
};
use crate::followup::facts;
use crate::house::{House, application};

const MONDAY: Date = date(2026, 3, 2);

fn helper() -> Staff {
    staff("mei", Role::Reviewer, STATION)
}

fn chief() -> Staff {
    head(Level::Station)
}

fn user(staff: &Staff) -> UserName {
    staff.user.clone()
}

/// A service whose station has three people with accounts.
async fn house() -> House {
    let house = House::at(MONDAY, 10).await;
    for who in [clerk(), helper(), chief()] {
        let new = NewUser {
            name: who.user.as_str().to_owned(),
            display_name: "张三".to_owned(),
            role: who.role.as_str().to_owned(),
            agency: STATION.to_owned(),
            password: "a long first password".to_owned(),
            must_change: false,
        };
        house.app.add_user_unasked(new).await.expect("an account");
    }
    house
}

/// Up to and with the confirmation.
fn confirming() -> &'static [ActName] {
    &PLAIN[..8]
}

async fn confirmed(house: &House, id: &CaseId) -> PersonId {
    house.does_all(id, confirming()).await;
    house.person(id).await
}

async fn tries(
    house: &House,
    by: &Staff,
    person: &PersonId,
    act: AssistanceAct,
) -> Result<Assistance, AppError> {
    house.app.assist(by, AssistanceRequest { person: person.clone(), seen: None, act }).await
}

#[track_caller]
fn refused(tried: Result<Assistance, AppError>) -> AssistanceReason {
    match tried {
        Err(AppError::Assistance(refusal)) => refusal.reason,
        other => panic!("{other:?}"),
    }
}

async fn does(house: &House, by: &Staff, person: &PersonId, act: AssistanceAct) -> Assistance {
    tries(house, by, person, act).await.expect("it may be done")
}

fn name_helper(who: &Staff) -> AssistanceAct {
    AssistanceAct::NameHelper { helper: user(who), reason: String::new() }
}

fn set_class(class: &str) -> AssistanceAct {
    AssistanceAct::SetClass { class: class.to_owned(), reason: "two children".to_owned() }
}

fn contact(on: Date) -> AssistanceAct {
    let about = "家境极贫: asked how it goes".to_owned();
    AssistanceAct::MakeContact { how: ContactHow::Visit, on, reached: true, about }
}

/// With helper, class and agreement.
async fn settled(house: &House, serial: u16) -> PersonId {
    let id = house.submitted(serial).await;
    settled_of(house, &id, serial).await
}

async fn settled_of(house: &House, id: &CaseId, serial: u16) -> PersonId {
    let person = confirmed(house, id).await;
    let today = house.app.today();
    does(house, &clerk(), &person, name_helper(&helper())).await;
    does(house, &helper(), &person, set_class("A")).await;
    let sign = AssistanceAct::SignAgreement { on: today, by: resident(serial).name };
    does(house, &helper(), &person, sign).await;
    person
}

async fn lines(house: &House, by: &Staff, only: AssistanceOnly) -> Vec<AssistanceLine> {
    let filter = AssistanceFilter { only, ..AssistanceFilter::default() };
    house.app.assistance_list(by, &filter).await.expect("a list").items
}

async fn file(house: &House, person: &PersonId) -> Assistance {
    house.app.assistance_file(&auditor(), person).await.expect("the auditor reads").assistance
}

#[tokio::test]
async fn assistance_opens_with_the_confirmation_and_in_one_commit() {
    let house = house().await;
    let id = house.submitted(1).await;
    house.does_all(&id, &confirming()[..7]).await;
    let person = house.person(&id).await;
    assert!(!house.app.has_assistance(&clerk(), &person).await.expect("an answer"));
    house.does(&id, ActName::Confirm).await;
    let opened = file(&house, &person).await;
    assert_eq!(
        opened.grounds.get().map(|codes| codes.iter().cloned().collect()),
        Some(vec!["C1.1".to_owned()])
    );
    assert_eq!(opened.station, code(STATION));
    let listed = lines(&house, &clerk(), AssistanceOnly::NoHelper).await;
    let [line] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!((&line.person, &line.name), (&person, &resident(1).name));
    assert!(!line.masked.contains(&number(1)[6..14]));
    assert!(matches!(line.next, Some((OwedKind::NameHelper, _, 2))));
    house.is_sound().await;
}

#[tokio::test]
async fn the_station_assists_and_those_above_look_on() {
    let house = house().await;
    let person = settled(&house, 1).await;
    for by in [office(), bureau_head(), staff("visitor", Role::Inspector, BUREAU), auditor()] {
        let open = house.app.assistance_file(&by, &person).await.expect("they read");
        assert!(!open.rights.keep && !open.rights.settle);
        let tried = tries(&house, &by, &person, contact(house.app.today())).await;
        assert!(matches!(tried, Err(AppError::Forbidden { .. })));
    }
    for by in [staff("far", Role::Head, OTHER_OFFICE), staff("admin", Role::Administrator, STATION)] {
        let tried = house.app.assistance_file(&by, &person).await;
        assert!(matches!(tried, Err(AppError::NotFound)));
        assert!(lines(&house, &by, AssistanceOnly::All).await.is_empty());
    }
    assert_eq!(lines(&house, &office(), AssistanceOnly::All).await.len(), 1);
}

#[tokio::test]
async fn nobody_assists_their_own_household() {
    let house = house().await;
    let id = house.submitted_by(&clerk(), with_relative(1, 2), false).await;
    let person = confirmed(&house, &id).await;
    let account = helper();
    house.app.link_identity(&account, &number(2)).await.expect("linked");
    let kin = house.app.staff(account.user.as_str()).await.expect("an answer").expect("an account");
    let open = house.app.assistance_file(&kin, &person).await.expect("they read");
    assert!(!open.rights.keep);
    assert!(matches!(tries(&house, &kin, &person, set_class("A")).await, Err(AppError::Forbidden { .. })));
}

#[tokio::test]
async fn what_is_neglected_is_seen_by_helper_office_and_bureau() {
    let house = house().await;
    let person = settled(&house, 1).await;
    let day = house.app.today();
    assert!(lines(&house, &helper(), AssistanceOnly::Neglected).await.is_empty());
    // Weekly: the seventh day is in time, the eighth is not.
    let last = day.saturating_add(jiff::Span::new().days(7));
    house.until(last, 23, 0).await;
    assert!(lines(&house, &office(), AssistanceOnly::Neglected).await.is_empty());
    house.until(last.tomorrow().unwrap(), 1, 0).await;
    for by in [helper(), office(), bureau_head()] {
        let found = lines(&house, &by, AssistanceOnly::Neglected).await;
        assert!(found.len() == 1 && found[0].neglected, "{found:?}");
    }
    let load = house.app.caseload(&clerk()).await.expect("a caseload");
    assert_eq!((load.open, load.neglected, load.without_helper), (1, 1, 0));
    does(&house, &helper(), &person, contact(house.app.today())).await;
    assert!(lines(&house, &office(), AssistanceOnly::Neglected).await.is_empty());
    house.is_sound().await;
}

#[tokio::test]
async fn a_hand_over_moves_the_caseload_when_it_is_taken() {
    let house = house().await;
    let person = settled(&house, 1).await;
    let open = |load: leye_app::assistance::Caseload, who: &Staff| {
        load.helpers.into_iter().find(|one| one.user == who.user.as_str()).map(|one| one.open)
    };
    let load = house.app.caseload(&clerk()).await.expect("a caseload");
    assert_eq!(load.fewest.as_deref(), Some("clerk"));
    assert_eq!((open(load.clone(), &helper()), open(load, &clerk())), (Some(1), Some(0)));
    let hand = AssistanceAct::HandHelper { to: user(&clerk()), reason: "on leave".to_owned() };
    does(&house, &helper(), &person, hand).await;
    assert_eq!(lines(&house, &helper(), AssistanceOnly::Mine).await.len(), 1);
    house.is_sound().await;
    does(&house, &clerk(), &person, AssistanceAct::TakeHelper).await;
    assert_eq!(lines(&house, &helper(), AssistanceOnly::Mine).await.len(), 0);
    assert_eq!(lines(&house, &clerk(), AssistanceOnly::Mine).await.len(), 1);
    house.is_sound().await;
}

#[tokio::test]
async fn who_has_no_account_at_the_station_does_not_help() {
    let house = house().await;
    let id = house.submitted(1).await;
    let person = confirmed(&house, &id).await;
    let stranger = name_helper(&staff("office", Role::Reviewer, OFFICE));
    let tried = tries(&house, &clerk(), &person, stranger).await;
    assert_eq!(refused(tried), AssistanceReason::NotOfTheStation);
}

#[tokio::test]
async fn what_changed_since_it_was_seen_is_not_overwritten() {
    let house = house().await;
    let person = settled(&house, 1).await;
    let seen = file(&house, &person).await.version;
    does(&house, &helper(), &person, contact(house.app.today())).await;
    let request = AssistanceRequest { person: person.clone(), seen: Some(seen), act: set_class("B") };
    let tried = house.app.assist(&helper(), request).await;
    assert!(matches!(tried, Err(AppError::Stale { current, .. }) if current == seen + 1));
}

#[tokio::test]
async fn three_refusals_let_an_exit_be_proposed_and_end_nothing() {
    let house = house().await;
    let person = settled(&house, 1).await;
    let today = house.app.today();
    for offer in 1..=3 {
        let made =
            AssistanceAct::MakeOffer { post: "保洁员".into(), employer: "某公司".into(), on: today };
        does(&house, &helper(), &person, made).await;
        let answer = Answer::Refused { reason: "too far".into(), signed_by: resident(1).name };
        does(&house, &helper(), &person, AssistanceAct::AnswerOffer { offer, on: today, answer }).await;
    }
    let open = file(&house, &person).await;
    assert!(!open.is_ended() && open.exit.is_none());
    let propose = AssistanceAct::ProposeExit { article: "E8".into(), evidence: "three answers".into() };
    does(&house, &helper(), &person, propose).await;
    let tried = tries(&house, &helper(), &person, AssistanceAct::EffectExit { finding: "so".into() }).await;
    assert_eq!(refused(tried), AssistanceReason::HeadOnly);
    let object = AssistanceAct::ObjectToExit { on: today, objection: "nobody told me".into() };
    does(&house, &helper(), &person, object).await;
    house.is_sound().await;
    let dropped = AssistanceAct::DropExit { reason: "two were the same post".into() };
    assert_eq!(does(&house, &chief(), &person, dropped).await.exit, None);
    house.is_sound().await;
}

#[tokio::test]
async fn an_end_leaves_the_lists_and_a_right_objection_brings_it_back() {
    let house = house().await;
    let person = settled(&house, 1).await;
    let propose = AssistanceAct::ProposeExit { article: "R1".into(), evidence: "a false paper".into() };
    does(&house, &helper(), &person, propose).await;
    let today = house.app.today();
    house.until(today.saturating_add(jiff::Span::new().days(30)), 9, 0).await;
    let effect = AssistanceAct::EffectExit { finding: "it is false".into() };
    assert_eq!(refused(tries(&house, &chief(), &person, effect.clone()).await), AssistanceReason::NotHeard);
    let hear = AssistanceAct::HearPerson { on: house.app.today(), answer: "a friend gave it to me".into() };
    does(&house, &helper(), &person, hear).await;
    let ended = does(&house, &chief(), &person, effect).await;
    assert!(matches!(ended.phase, Phase::Ended { .. }));
    assert!(lines(&house, &clerk(), AssistanceOnly::All).await.is_empty());
    assert_eq!(lines(&house, &clerk(), AssistanceOnly::Ended).await.len(), 1);
    house.is_sound().await;
    let back = AssistanceAct::Reopen { finding: "the paper is genuine".into() };
    does(&house, &chief(), &person, back).await;
    assert_eq!(lines(&house, &clerk(), AssistanceOnly::All).await.len(), 1);
    house.is_sound().await;
}

#[tokio::test]
async fn a_job_lets_it_rest_and_its_loss_lets_it_go_on() {
    let house = house().await;
    let person = settled(&house, 1).await;
    let day = house.app.today();
    let register = || EmploymentAct::Register { facts: crate::followup::facts(day), determined: true };
    crate::followup::does(&house, &clerk(), &person, register()).await.expect("registered");
    assert_eq!(lines(&house, &clerk(), AssistanceOnly::Resting).await.len(), 1);
    house.until(day.saturating_add(jiff::Span::new().days(60)), 9, 0).await;
    assert!(lines(&house, &clerk(), AssistanceOnly::Neglected).await.is_empty());
    house.is_sound().await;
    let end = EmploymentAct::End {
        employment: 1,
        on: house.app.today(),
        reason: EndReason::Dismissed,
        note: String::new(),
    };
    crate::followup::does(&house, &clerk(), &person, end).await.expect("ended");
    assert!(lines(&house, &clerk(), AssistanceOnly::Resting).await.is_empty());
    let open = file(&house, &person).await;
    assert_eq!(open.class.as_ref().map(|class| class.code.as_str()), Some("A"));
    assert_eq!(open.helper.as_ref().map(|one| one.user.clone()), Some(user(&helper())));
    assert_eq!(open.contact_due(), Some(house.app.today().saturating_add(jiff::Span::new().days(7))));
    house.is_sound().await;
}

#[tokio::test]
async fn it_is_made_anew_from_its_events_also_of_somebody_erased() {
    let house = house().await;
    let id = house.submitted(1).await;
    let person = settled_of(&house, &id, 1).await;
    does(&house, &helper(), &person, contact(house.app.today())).await;
    let propose =
        AssistanceAct::ProposeExit { article: "E2".into(), evidence: "the letter of 12 May".into() };
    does(&house, &helper(), &person, propose).await;
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
    assert_eq!(lines(&house, &clerk(), AssistanceOnly::All).await.len(), 1);
    for (name, bytes) in house.folder.files() {
        for secret in ["家境极贫", "the letter of 12 May", ":\"E2\"", "[\"C1."] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{name} holds `{secret}` in the clear");
        }
    }
    house.does_all(&id, &PLAIN[8..]).await;
    house.app.erase_person(&bureau_head(), &person, "the retention period is over").await.expect("erased");
    house.is_sound().await;
    assert!(lines(&house, &clerk(), AssistanceOnly::Neglected).await.is_empty());
    house.app.rebuild(&|_| {}).await.expect("rebuilt");
    house.is_sound().await;
}

/// What an exit ended is over: the register follows it no more, and the person may apply again.
#[tokio::test]
async fn who_left_is_followed_no_more_and_may_be_determined_anew() {
    let house = house().await;
    let id = house.submitted(1).await;
    house.does_all(&id, &PLAIN).await;
    let person = house.person(&id).await;
    let again = || async {
        let known = NewApplicant::Known(person.clone());
        let new = NewApplication { applicant: known, ..application(STATION, resident(1)) };
        house.app.submit(&clerk(), new).await
    };
    assert!(matches!(again().await, Err(AppError::Refused(_))));
    let screened = house.app.screen_register(house.app.today(), &|_| {}).await.expect("a register");
    assert_eq!(screened.people, 1);
    let propose = AssistanceAct::ProposeExit { article: "E10".into(), evidence: "a letter".into() };
    does(&house, &clerk(), &person, propose).await;
    house.until(house.app.today().saturating_add(jiff::Span::new().days(30)), 9, 0).await;
    does(&house, &chief(), &person, AssistanceAct::EffectExit { finding: "so it is".into() }).await;
    let screened = house.app.screen_register(house.app.today(), &|_| {}).await.expect("a register");
    assert_eq!((screened.people, screened.foreseen), (0, 1), "the end that was known goes");
    let second = again().await.expect("they apply again").case.id;
    house.does_all(&second, confirming()).await;
    let back = file(&house, &person).await;
    assert!(!back.is_ended());
    assert_eq!(back.grounds.get().map(std::collections::BTreeSet::len), Some(1));
    house.is_sound().await;
}

#[tokio::test]
async fn who_helps_makes_the_visits_and_who_takes_over_takes_them_too() {
    let house = house().await;
    let text = format!("姓名,身份证号,退休类别,认定类别,认定日期\n试验人,{},男,C1.1,2025-05-20\n", number(1));
    house.imports(Kind::People, STATION, &text).await;
    let found = house.app.find_people(&clerk(), &number(1)).await.expect("a list");
    let person = found.first().expect("the person").id.clone();
    let opened = file(&house, &person).await;
    assert_eq!(opened.because, Because::TakenOver, "who was determined before is assisted too");
    let act = EmploymentAct::Register { facts: facts(MONDAY), determined: true };
    crate::followup::does(&house, &clerk(), &person, act).await.expect("registered");
    let mine = async |by: &Staff| {
        let filter = OwedFilter { mine: true, ..OwedFilter::default() };
        house.app.follow_ups_owed(by, &filter).await.expect("a list").items.len()
    };
    assert_eq!((mine(&clerk()).await, mine(&helper()).await), (0, 0), "the station owes them");
    does(&house, &clerk(), &person, name_helper(&helper())).await;
    assert_eq!(mine(&helper()).await, 9, "with the helper the visits have their holder");
    let hand = AssistanceAct::HandHelper { to: user(&clerk()), reason: "on leave".to_owned() };
    does(&house, &helper(), &person, hand).await;
    assert_eq!((mine(&clerk()).await, mine(&helper()).await), (0, 9), "until the other takes it");
    does(&house, &clerk(), &person, AssistanceAct::TakeHelper).await;
    assert_eq!((mine(&clerk()).await, mine(&helper()).await), (9, 0));
    let stranger = EmploymentAct::NameVisitor { visitor: user(&office()), reason: "x".into() };
    let refused = crate::followup::does(&house, &clerk(), &person, stranger).await;
    assert!(matches!(refused, Err(AppError::Work(EmploymentRefusal::NotAColleague))), "{refused:?}");
    let name = EmploymentAct::NameVisitor { visitor: user(&helper()), reason: "lives next door".into() };
    crate::followup::does(&house, &clerk(), &person, name).await.expect("named");
    let other = house.app.other_work(&helper()).await.expect("counts");
    let owed = other.iter().find(|one| one.kind == "visit").expect("visits are owed");
    assert_eq!((owed.all, owed.late, owed.mine), (9, 0, 9));
    house.is_sound().await;
    // The job is lost in its first month: assistance goes on with the same helper (B3.5).
    house.until(MONDAY.saturating_add(jiff::ToSpan::days(20)), 10, 0).await;
    let lost = EmploymentAct::End {
        employment: 1,
        on: house.app.today(),
        reason: EndReason::Dismissed,
        note: String::new(),
    };
    crate::followup::does(&house, &clerk(), &person, lost).await.expect("ended");
    let resumed = file(&house, &person).await;
    assert!(matches!(resumed.phase, Phase::Running { .. }), "{:?}", resumed.phase);
    assert_eq!(resumed.helper.map(|helper| helper.user), Some(user(&clerk())));
    house.app.rebuild(&|_| {}).await.expect("made anew");
    house.is_sound().await;
}

#[tokio::test]
async fn who_lost_both_jobs_is_assisted_whichever_loss_is_told_first() {
    let house = house().await;
    let text = format!("姓名,身份证号,退休类别,认定类别,认定日期\n试验人,{},男,C1.1,2025-05-20\n", number(1));
    house.imports(Kind::People, STATION, &text).await;
    let found = house.app.find_people(&clerk(), &number(1)).await.expect("a list");
    let person = found.first().expect("the person").id.clone();
    for employer in ["松江紙品廠", "道里社區食堂"] {
        let workplace = Some(Workplace::Named(employer.to_owned())).into();
        let facts = JobFacts { workplace, ..facts(MONDAY) };
        let act = EmploymentAct::Register { facts, determined: true };
        crate::followup::does(&house, &clerk(), &person, act).await.expect("registered");
    }
    house.until(MONDAY.saturating_add(jiff::ToSpan::days(20)), 10, 0).await;
    let lost = |employment, days_ago: i64| EmploymentAct::End {
        employment,
        on: house.app.today().saturating_sub(jiff::ToSpan::days(days_ago)),
        reason: EndReason::Dismissed,
        note: String::new(),
    };
    crate::followup::does(&house, &clerk(), &person, lost(1, 0)).await.expect("ended");
    assert!(matches!(file(&house, &person).await.phase, Phase::Resting { employment: 2, .. }));
    // The other one had ended three days before, and is told only now.
    crate::followup::does(&house, &clerk(), &person, lost(2, 3)).await.expect("ended");
    let resumed = file(&house, &person).await;
    let since = house.app.today().saturating_sub(jiff::ToSpan::days(3));
    assert_eq!(resumed.phase, Phase::Running { since });
    house.is_sound().await;
}
