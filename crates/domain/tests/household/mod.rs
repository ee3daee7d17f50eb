//! Households: found by the rules, applied, reviewed at three levels, counted, ended, come back.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::household::{
    Ages, Desk, Exclusion, Household, HouseholdAct, HouseholdEvent, HouseholdRefusal, MemberFacts, Standing,
    decide,
};
use leye_domain::id::{HouseholdId, UserName};
use leye_domain::person::{RetirementClass, RetirementRules};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

fn station() -> AgencyCode {
    "230102001001".parse().expect("a code")
}

fn rules() -> RetirementRules {
    let class =
        |age| format!(r#"{{"base_month":"1965-01","old_age_years":{age},"step_months":4,"cap_months":36}}"#);
    let (male, f55, f50) = (class(60), class(55), class(50));
    let text = format!(r#"{{"male":{male},"female-55":{f55},"female-50":{f50}}}"#);
    serde_json::from_str(&text).expect("rules")
}

/// Somebody of 46 who is able, willing and without work.
fn jobless(name: &str) -> MemberFacts {
    MemberFacts {
        person: None,
        name: name.to_owned(),
        identity: format!("hash of {name}"),
        born: Some(date(1980, 4, 1)),
        class: Some(RetirementClass::Male),
        relation: "戶主".to_owned(),
        employed: Some(false),
        able: Some(true),
        willing: Some(true),
        exclusion: None,
    }
}

fn employed(name: &str) -> MemberFacts {
    MemberFacts { employed: Some(true), ..jobless(name) }
}

fn on(
    household: Option<&Household>,
    today: Date,
    level: Level,
    user: &str,
    act: HouseholdAct,
) -> Result<Vec<HouseholdEvent>, HouseholdRefusal> {
    let (agency, user, retirement) = (station().at(level), UserName::parse(user).expect("a name"), rules());
    let at = |second| Timestamp::from_second(second).expect("an instant");
    let review_by = [(Level::Station, at(1)), (Level::Office, at(2)), (Level::Bureau, at(3))].into();
    let grounds: BTreeMap<String, bool> =
        [("employed", true), ("moved", false)].map(|(k, v)| (k.to_owned(), v)).into();
    let desk = Desk {
        agency: &agency,
        user: &user,
        today,
        ages: Ages { youngest: 16, retirement: &retirement },
        grounds: &grounds,
        apply_by: at(10),
        review_by: &review_by,
        work_by: at(20),
    };
    decide(household, act, &desk)
}

fn after(household: &Household, today: Date, level: Level, user: &str, act: HouseholdAct) -> Household {
    let events = on(Some(household), today, level, user, act).expect("it may be done");
    events.iter().try_fold(household.clone(), Household::after).expect("they follow")
}

fn at_station(household: &Household, act: HouseholdAct) -> Household {
    after(household, TODAY, Level::Station, "clerk", act)
}

fn formed(member: MemberFacts) -> Household {
    let id = HouseholdId::new("230102", 7);
    let act = HouseholdAct::Form { id, address: "某路1號".into(), member };
    let events = on(None, TODAY, Level::Station, "clerk", act).expect("formed");
    Household::fold(&events).expect("they follow")
}

fn pass() -> HouseholdAct {
    HouseholdAct::Pass { note: String::new() }
}

fn applied() -> Household {
    at_station(&formed(jobless("甲")), HouseholdAct::Apply { member: 1 })
}

fn confirmed() -> Household {
    let now = after(&applied(), TODAY, Level::Station, "clerk", pass());
    let now = after(&now, TODAY, Level::Office, "office", pass());
    after(&now, TODAY, Level::Bureau, "bureau", pass())
}

fn add(facts: MemberFacts) -> HouseholdAct {
    HouseholdAct::AddMember { on: TODAY, facts }
}

fn change(facts: MemberFacts) -> HouseholdAct {
    HouseholdAct::ChangeMember { member: 1, on: TODAY, facts }
}

fn end(ground: &str) -> HouseholdAct {
    HouseholdAct::End { ground: ground.into(), on: TODAY, note: "已核實".into() }
}

fn solved() -> Household {
    at_station(&at_station(&confirmed(), change(employed("甲"))), end("employed"))
}

#[test]
fn a_household_is_found_by_the_rules_as_it_changes() {
    assert!(matches!(formed(jobless("甲")).standing, Standing::Found { .. }));
    assert_eq!(formed(employed("甲")).standing, Standing::Plain);
    let unknown = formed(MemberFacts { employed: None, ..jobless("甲") });
    assert_eq!(unknown.standing, Standing::Plain, "not known is not found");
    let now = at_station(&unknown, change(jobless("甲")));
    assert!(matches!(now.standing, Standing::Found { .. }));
    let now = at_station(&now, add(employed("乙")));
    assert_eq!(now.standing, Standing::Plain, "somebody with work joined");
    let gone = HouseholdAct::RemoveMember { member: 2, on: TODAY, note: "分戶".into() };
    assert!(matches!(at_station(&now, gone).standing, Standing::Found { .. }));
}

#[test]
fn who_is_excluded_neither_could_work_nor_has_work() {
    for exclusion in Exclusion::ALL {
        let excluded = MemberFacts { exclusion: Some(exclusion), employed: None, ..jobless("乙") };
        assert_eq!(formed(excluded.clone()).standing, Standing::Plain, "nobody could work");
        let with = at_station(&formed(jobless("甲")), add(excluded));
        assert!(matches!(with.standing, Standing::Found { .. }), "{exclusion:?} does not stand against it");
    }
    let earning = MemberFacts { exclusion: Some(Exclusion::Retired), employed: Some(true), ..jobless("乙") };
    let with = at_station(&formed(jobless("甲")), add(earning));
    assert_eq!(with.standing, Standing::Plain, "a pensioner at work has work");
}

#[test]
fn a_day_that_passes_may_change_it() {
    let minor = MemberFacts { born: Some(date(2010, 11, 24)), ..jobless("甲") };
    let now = formed(minor);
    assert_eq!(now.standing, Standing::Plain);
    let tomorrow = after(&now, date(2026, 11, 24), Level::Station, "clerk", HouseholdAct::Look);
    assert!(matches!(tomorrow.standing, Standing::Found { .. }), "of working age today");
}

#[test]
fn three_levels_review_and_nobody_twice() {
    let now = applied();
    assert_eq!(now.standing.as_str(), "review_station");
    let refused = |household: &Household, level, user| {
        on(Some(household), TODAY, level, user, pass()).expect_err("refused")
    };
    assert_eq!(refused(&now, Level::Office, "office"), HouseholdRefusal::OtherAgency);
    let now = after(&now, TODAY, Level::Station, "clerk", pass());
    assert_eq!((now.standing.as_str(), now.standing.owes()), ("review_office", Some(Level::Office)));
    assert_eq!(refused(&now, Level::Office, "clerk"), HouseholdRefusal::WorkedBelow, "moved up meanwhile");
    let now = after(&now, TODAY, Level::Office, "office", pass());
    assert_eq!(refused(&now, Level::Bureau, "office"), HouseholdRefusal::WorkedBelow);
    assert_eq!(refused(&now, Level::Bureau, "clerk"), HouseholdRefusal::WorkedBelow);
    let now = after(&now, TODAY, Level::Bureau, "bureau", pass());
    assert_eq!(now.standing.as_str(), "confirmed");
    assert_eq!(now.counted.len(), 1);
    assert_eq!(refused(&now, Level::Bureau, "bureau"), HouseholdRefusal::NotNow);
}

#[test]
fn an_application_that_is_overtaken_lapses_and_one_that_is_refused_waits_for_a_change() {
    let lapsed = at_station(&applied(), change(employed("甲")));
    assert_eq!(lapsed.standing, Standing::Plain);
    let why = HouseholdAct::Refuse { note: "有經營收入".into() };
    let refused = at_station(&applied(), why);
    assert_eq!(refused.standing.as_str(), "refused");
    let looked = after(&refused, TODAY, Level::Station, "clerk", HouseholdAct::Look);
    assert_eq!(looked.standing.as_str(), "refused", "the same facts do not bring it back");
    let blank = HouseholdAct::Refuse { note: " ".into() };
    let decided = on(Some(&applied()), TODAY, Level::Station, "clerk", blank);
    assert_eq!(decided, Err(HouseholdRefusal::Missing { field: "note" }));
    let now = at_station(&at_station(&refused, change(employed("甲"))), change(jobless("甲")));
    assert_eq!(now.standing.as_str(), "found");
}

#[test]
fn it_ends_by_work_that_is_entered_and_an_alarm_says_when_it_is_back() {
    let decided = on(Some(&confirmed()), TODAY, Level::Station, "clerk", end("employed"));
    assert_eq!(decided, Err(HouseholdRefusal::NobodyEmployed));
    let unknown = on(Some(&confirmed()), TODAY, Level::Station, "clerk", end("weather"));
    assert_eq!(unknown, Err(HouseholdRefusal::UnknownGround));
    let now = solved();
    assert_eq!(now.counted[0].until, Some((TODAY, "employed".to_owned(), true)));
    let back = at_station(&now, change(jobless("甲")));
    assert_eq!((back.standing.as_str(), back.returned.len()), ("found", 1));
    let moved = at_station(&confirmed(), end("moved"));
    assert_eq!(moved.standing.as_str(), "ended");
    let looked = after(&moved, TODAY, Level::Station, "clerk", HouseholdAct::Look);
    assert_eq!((looked.standing.as_str(), looked.returned.len()), ("ended", 0), "who moved is not back");
}

#[test]
fn a_confirmed_household_stays_until_its_end_is_decided() {
    let now = at_station(&confirmed(), change(employed("甲")));
    assert_eq!(now.standing.as_str(), "confirmed", "a job of a day ends nothing");
}

#[test]
fn members_are_entered_once_and_one_stays() {
    let now = formed(jobless("甲"));
    let decided = |act| on(Some(&now), TODAY, Level::Station, "clerk", act);
    assert_eq!(decided(add(jobless("甲"))), Err(HouseholdRefusal::MemberTwice));
    let nobody = HouseholdAct::RemoveMember { member: 1, on: TODAY, note: "x".into() };
    assert_eq!(decided(nobody), Err(HouseholdRefusal::NoMember));
    let other = HouseholdAct::RemoveMember { member: 9, on: TODAY, note: "x".into() };
    assert_eq!(decided(other), Err(HouseholdRefusal::NoSuchMember));
    let future = HouseholdAct::AddMember { on: date(2026, 11, 24), facts: jobless("乙") };
    assert_eq!(decided(future), Err(HouseholdRefusal::InFuture { field: "on" }));
    let unnamed = add(MemberFacts { name: " ".into(), identity: String::new(), ..jobless("乙") });
    assert_eq!(decided(unnamed), Err(HouseholdRefusal::Missing { field: "name" }));
    let above = on(Some(&now), TODAY, Level::Office, "office", add(jobless("乙")));
    assert_eq!(above, Err(HouseholdRefusal::OtherAgency));
}

/// What one member may be: unknown, yes or no for each fact.
fn somebody() -> impl Strategy<Value = MemberFacts> {
    let flag = || prop::option::of(any::<bool>());
    let age = prop::option::of(0i16..90);
    let exclusion = prop::option::weighted(0.2, prop::sample::select(&Exclusion::ALL[..]));
    let class = prop::option::of(Just(RetirementClass::Male));
    (flag(), flag(), flag(), age, class, exclusion).prop_map(
        |(employed, able, willing, age, class, exclusion)| MemberFacts {
            identity: String::new(),
            born: age.map(|age| date(2026 - age, 4, 1)),
            class,
            employed,
            able,
            willing,
            exclusion,
            ..jobless("某")
        },
    )
}

proptest! {
    /// To learn what was not known never turns one answer into the other.
    #[test]
    fn more_knowledge_never_turns_a_yes_into_a_no(members in prop::collection::vec(somebody(), 1..5), at in 0usize..5, value in any::<bool>()) {
        let truth = |members: &[MemberFacts]| {
            let mut household = formed(members[0].clone());
            for facts in &members[1..] {
                household = at_station(&household, add(facts.clone()));
            }
            let retirement = rules();
            household.is_zero_employment(TODAY, &Ages { youngest: 16, retirement: &retirement })
        };
        let before = truth(&members);
        let mut known = members.clone();
        let one = &mut known[at % members.len()];
        one.employed = one.employed.or(Some(value).filter(|_| one.exclusion.is_none()));
        one.able = one.able.or(Some(value));
        one.willing = one.willing.or(Some(value));
        if let Some(before) = before {
            prop_assert_eq!(truth(&known), Some(before));
        }
    }

    /// Whatever is tried in whatever order, it folds again, and counts at most once at a time.
    #[test]
    fn events_follow_in_any_order(tried in prop::collection::vec((0u8..11, 0u8..3), 0..60)) {
        let mut now = formed(jobless("甲"));
        let levels = [(Level::Station, "clerk"), (Level::Office, "office"), (Level::Bureau, "bureau")];
        for (which, level) in tried {
            let act = match which {
                0 => change(employed("甲")),
                1 => change(jobless("甲")),
                2 => add(employed("乙")),
                3 => HouseholdAct::RemoveMember { member: 2, on: TODAY, note: "x".into() },
                4 => HouseholdAct::Apply { member: 1 },
                5 | 6 => pass(),
                7 => HouseholdAct::Refuse { note: "x".into() },
                8 => end("employed"),
                9 => end("moved"),
                _ => HouseholdAct::Look,
            };
            let (level, user) = levels[usize::from(level)];
            let Ok(events) = on(Some(&now), TODAY, level, user, act) else { continue };
            now = events.iter().try_fold(now, Household::after).expect("they follow");
            let open = now.counted.iter().filter(|one| one.until.is_none()).count();
            prop_assert_eq!(open, usize::from(matches!(now.standing, Standing::Confirmed { .. })));
            for event in &events {
                let kind = serde_json::to_value(event).expect("JSON")["kind"].clone();
                prop_assert!(HouseholdEvent::KINDS.contains(&kind.as_str().expect("a word")));
            }
        }
    }
}
