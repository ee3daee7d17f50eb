//! A docket from opened to closed: who may do what, and what is owed meanwhile.

use jiff::Timestamp;
use jiff::civil::date;
use leye_domain::accountability::{
    Breach, Docket, DocketAct, DocketEvent, DocketRefusal, DocketTerms, Finding, OwedDocket, open,
};
use leye_domain::agency::AgencyCode;
use leye_domain::id::{DocketId, UserName};
use leye_domain::staff::{Role, Staff};
use proptest::prelude::*;

use super::at;

const STATION: &str = "230102001001";
const OFFICE: &str = "230102001000";
const BUREAU: &str = "230102000000";
const CITY: &str = "230100000000";

fn code(text: &str) -> AgencyCode {
    text.parse().expect("as it is written here")
}

fn staff(user: &str, role: Role, agency: &str) -> Staff {
    let user = UserName::parse(user).expect("as it is written here");
    Staff { name: user.to_string(), user, role, agency: code(agency), identity: None }
}

fn holder() -> Staff {
    staff("li.na", Role::Clerk, STATION)
}

fn head() -> Staff {
    staff("chen", Role::Head, STATION)
}

fn office() -> Staff {
    staff("wang.fang", Role::Reviewer, OFFICE)
}

fn bureau() -> Staff {
    staff("zhao", Role::Head, BUREAU)
}

fn when(day: i8) -> Timestamp {
    at(date(2026, 3, day), 9, 0)
}

fn terms(day: i8) -> DocketTerms {
    let by = |days: i8| at(date(2026, 3, day + days), 17, 0);
    DocketTerms { explain: by(3), find: by(5), object: by(5), look: by(5), remedy: by(7) }
}

fn breach(agency: &str, holder: Option<&Staff>) -> Breach {
    Breach {
        duty: "230102-2026-00000001/initial_review".into(),
        term: "2026-02-26".into(),
        kind: "determination".into(),
        step: "initial_review".into(),
        subject: "230102-2026-00000001".into(),
        article: "C3.1".into(),
        agency: code(agency),
        holder: holder.map(|staff| staff.user.clone()),
        begun: None,
        due: when(2),
        suspended: Vec::new(),
        outages: Vec::new(),
        effective: when(2),
    }
}

fn opened(breach: Breach) -> Docket {
    let event = open(DocketId::new("230102", 7), breach, terms(2)).expect("there is somebody above");
    Docket::begin(&event, when(2)).expect("as it is written here")
}

fn decide(docket: &Docket, who: &Staff, act: DocketAct, day: i8) -> Result<Docket, DocketRefusal> {
    let event = docket.decide(act, who, false, terms(day), when(day))?;
    Ok(docket.clone().after(&event, who.user.as_str(), when(day)).expect("it follows"))
}

fn explain() -> DocketAct {
    DocketAct::Explain { words: "系统排队，材料晚到一天".into() }
}

fn find(finding: Finding, remedy: Option<&str>) -> DocketAct {
    DocketAct::Find { finding, reason: "已核对".into(), remedy: remedy.map(str::to_owned) }
}

fn look() -> DocketAct {
    DocketAct::LookAgain { finding: Finding::Reminded, reason: "维持".into() }
}

fn object() -> DocketAct {
    DocketAct::Object { words: "当天已请假".into() }
}

#[test]
fn a_docket_goes_from_the_holder_to_the_office_to_the_bureau() {
    let docket = opened(breach(STATION, Some(&holder())));
    assert_eq!((docket.finder(), docket.second()), (code(OFFICE), code(BUREAU)));
    assert_eq!(docket.owed(), [OwedDocket::Explain(terms(2).explain), OwedDocket::Find(terms(2).find)]);
    let docket = decide(&docket, &holder(), explain(), 3).expect("the holder explains");
    assert_eq!((docket.state(), docket.owed()), ("explained", vec![OwedDocket::Find(terms(2).find)]));
    let act = find(Finding::Criticised, Some("当面致歉，当天补办"));
    let docket = decide(&docket, &office(), act, 4).expect("the office finds");
    let owed = [OwedDocket::Answer(terms(4).object), OwedDocket::Remedy(terms(4).remedy)];
    assert_eq!((docket.state(), docket.owed()), ("found", owed.to_vec()));
    let docket = decide(&docket, &holder(), object(), 5).expect("the holder objects");
    assert_eq!(docket.state(), "objected");
    let docket = decide(&docket, &bureau(), look(), 6).expect("the bureau looks again");
    assert_eq!((docket.state(), docket.finding()), ("remedy", Some(Finding::Reminded)));
    let done = DocketAct::Remedied { words: "已补办".into() };
    let docket = decide(&docket, &head(), done, 7).expect("the station makes it good");
    assert_eq!((docket.state(), docket.owed(), docket.version), ("closed", vec![], 6));
}

#[test]
fn nobody_finds_on_their_own_docket_and_nobody_before_the_holder_was_heard() {
    let docket = opened(breach(STATION, Some(&holder())));
    let early = decide(&docket, &office(), find(Finding::Reminded, None), 3).unwrap_err();
    assert_eq!(early, DocketRefusal::NotHeard { until: terms(2).explain });
    assert!(decide(&docket, &office(), find(Finding::Reminded, None), 8).is_ok(), "nobody explained in time");
    let moved = staff("li.na", Role::Reviewer, OFFICE);
    assert_eq!(
        decide(&docket, &moved, find(Finding::Excused, None), 8).unwrap_err(),
        DocketRefusal::OwnDocket
    );
    assert_eq!(
        decide(&docket, &bureau(), find(Finding::Excused, None), 8).unwrap_err(),
        DocketRefusal::NotNamed { agency: code(OFFICE) }
    );
    let found = decide(&docket, &office(), find(Finding::Reminded, None), 8).expect("found");
    let objected = decide(&found, &holder(), object(), 9).expect("objected");
    let promoted = staff("wang.fang", Role::Head, BUREAU);
    assert_eq!(decide(&objected, &promoted, look(), 10).unwrap_err(), DocketRefusal::OwnFinding);
    let fallen = staff("li.na", Role::Head, BUREAU);
    assert_eq!(decide(&objected, &fallen, look(), 10).unwrap_err(), DocketRefusal::OwnDocket);
}

#[test]
fn the_head_speaks_for_nobody_and_for_who_left_and_for_nobody_else() {
    let docket = opened(breach(STATION, Some(&holder())));
    assert_eq!(decide(&docket, &head(), explain(), 3).unwrap_err(), DocketRefusal::NotHolder);
    assert!(docket.decide(explain(), &head(), true, terms(3), when(3)).is_ok(), "the holder left");
    let nobody = opened(breach(STATION, None));
    assert!(decide(&nobody, &head(), explain(), 3).is_ok());
    assert_eq!(decide(&nobody, &holder(), explain(), 3).unwrap_err(), DocketRefusal::NotHolder);
}

#[test]
fn what_nobody_objects_to_stands_and_what_is_excused_is_over() {
    let docket = opened(breach(STATION, Some(&holder())));
    let docket = decide(&docket, &holder(), explain(), 3).expect("explained");
    let excused = decide(&docket, &office(), find(Finding::Excused, None), 4).expect("found");
    assert!(excused.is_closed() && excused.uncontested(when(20)).is_err());
    let found = decide(&docket, &office(), find(Finding::Reminded, None), 4).expect("found");
    assert_eq!(found.uncontested(when(9)), Err(DocketRefusal::TooEarly { until: terms(4).object }));
    let late = decide(&found, &holder(), object(), 12).unwrap_err();
    assert_eq!(late, DocketRefusal::TooLate { until: terms(4).object });
    let event = found.uncontested(when(12)).expect("nobody objected");
    assert!(found.clone().after(&event, "service", when(12)).expect("it follows").is_closed());
    assert!(decide(&found, &holder(), DocketAct::Accept, 5).expect("accepted").is_closed());
}

#[test]
fn above_the_city_nobody_finds_and_the_city_looks_at_its_own_findings() {
    assert_eq!(open(DocketId::new("230102", 7), breach(CITY, None), terms(2)), None);
    let of_bureau = opened(breach(BUREAU, Some(&bureau())));
    assert_eq!((of_bureau.finder(), of_bureau.second()), (code(CITY), code(CITY)));
}

#[test]
fn words_are_needed_and_may_not_go_on_for_ever() {
    let docket = opened(breach(STATION, Some(&holder())));
    for words in [String::new(), "  ".to_owned(), "字".repeat(2001)] {
        let refused = decide(&docket, &holder(), DocketAct::Explain { words }, 3).unwrap_err();
        assert_eq!(refused, DocketRefusal::Text { field: "words" });
    }
}

fn anybody() -> impl Strategy<Value = Staff> {
    let roles = prop::sample::select(Role::ALL.to_vec());
    let names = prop::sample::select(vec!["li.na", "wang.fang", "zhao", "chen"]);
    let places = prop::sample::select(vec![STATION, OFFICE, BUREAU, CITY, "230102001002"]);
    (names, roles, places).prop_map(|(name, role, place)| staff(name, role, place))
}

fn anything() -> impl Strategy<Value = DocketAct> {
    let finding = prop::sample::select(Finding::ALL.to_vec());
    prop_oneof![
        Just(explain()),
        (finding.clone(), any::<bool>()).prop_map(|(one, remedy)| find(one, remedy.then_some("补办"))),
        Just(DocketAct::Accept),
        Just(object()),
        finding.prop_map(|finding| DocketAct::LookAgain { finding, reason: "复查".into() }),
        Just(DocketAct::Remedied { words: "已补".into() }),
    ]
}

proptest! {
    /// Whatever anybody tries: found and looked at by the levels above and never by the holder, owed
    /// to the end and nothing after it, and found once.
    #[test]
    fn nobody_judges_themselves(tries in prop::collection::vec((anybody(), anything(), 0i8..3), 1..40)) {
        let mut docket = opened(breach(STATION, Some(&holder())));
        let (mut day, mut found) = (2, 0);
        for (who, act, wait) in tries {
            day = (day + wait).min(24);
            let Ok(event) = docket.decide(act, &who, false, terms(day.min(20)), when(day)) else { continue };
            prop_assert!(!docket.is_closed());
            match &event {
                DocketEvent::DocketFound { .. } => {
                    found += 1;
                    prop_assert!(who.agency == code(OFFICE) && who.user != holder().user);
                }
                DocketEvent::DocketLookedAgain { .. } => {
                    prop_assert!(who.agency == code(BUREAU) && who.user != holder().user);
                    let by = docket.found.as_ref().map(|found| found.reason.by.clone());
                    prop_assert_ne!(by.as_deref(), Some(who.user.as_str()));
                }
                _ => {}
            }
            docket = docket.after(&event, who.user.as_str(), when(day)).expect("it follows");
            prop_assert_eq!(docket.is_closed(), docket.owed().is_empty());
        }
        prop_assert!(found <= 1);
    }
}
