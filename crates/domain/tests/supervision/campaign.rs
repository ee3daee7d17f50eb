//! Campaigns: what may be ordered, when one is closed, whom it counts, and what is owed.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::{
    CampaignAct, CampaignEvent, CampaignPlan, CampaignRefusal, Campaigns, Goal, Kind, OwedCampaign,
    Population, figures,
};
use proptest::prelude::*;

use super::*;

const FROM: Date = date(2026, 3, 1);
const TO: Date = date(2026, 3, 31);

fn plan() -> CampaignPlan {
    CampaignPlan {
        kind: "visits".into(),
        title: "春季集中走訪".into(),
        task: "逐戶走訪".into(),
        from: FROM,
        to: TO,
        population: Population::Followed,
        goal: Goal::Percent(100),
    }
}

fn kinds() -> Vec<Kind> {
    let kind = |code: &str, every| Kind { code: code.into(), every };
    vec![kind("visits", 3), kind("assistance_month", 12)]
}

fn head() -> Staff {
    staff("zhao.min", Role::Head, BUREAU)
}

fn report_due() -> Timestamp {
    at(date(2026, 4, 10), 17, 0)
}

fn order(plan: CampaignPlan) -> CampaignAct {
    CampaignAct::Order { plan, report_due: report_due() }
}

fn close(campaign: u32) -> CampaignAct {
    CampaignAct::Close { campaign, report: "走訪完成".into(), figures: Vec::new() }
}

fn withdraw(campaign: u32) -> CampaignAct {
    CampaignAct::Withdraw { campaign, reason: "改期".into() }
}

fn none() -> Campaigns {
    Campaigns::new(code(BUREAU))
}

fn act(
    campaigns: &Campaigns,
    act: CampaignAct,
    who: &Staff,
    day: Date,
) -> Result<Campaigns, CampaignRefusal> {
    let event = campaigns.decide(act, who, &kinds(), day)?;
    let json = serde_json::to_value(&event).expect("written");
    assert!(CampaignEvent::KINDS.contains(&json["kind"].as_str().expect("a kind")));
    assert_eq!(serde_json::from_value::<CampaignEvent>(json).expect("read"), event);
    Ok(campaigns.clone().after(&event, who.user.as_str(), at(day, 9, 0)).expect("it follows"))
}

fn ordered() -> Campaigns {
    act(&none(), order(plan()), &head(), FROM).expect("as it is written here")
}

#[test]
fn a_campaign_goes_to_its_report_and_the_next_is_due() {
    assert_eq!(ordered().owed(), [OwedCampaign::Report(1, report_due())]);
    let closed = act(&ordered(), close(1), &head(), date(2026, 4, 2)).expect("as it is written here");
    assert_eq!(closed.list[&1].state(), "closed");
    assert_eq!(closed.owed(), [OwedCampaign::Next(1, date(2026, 6, 30))]);
    assert_eq!(closed.next_late(date(2026, 6, 30)), []);
    assert_eq!(closed.next_late(date(2026, 7, 1)), [("visits".to_owned(), date(2026, 6, 30))]);
    let next = CampaignPlan { from: date(2026, 6, 1), to: date(2026, 6, 30), ..plan() };
    let again = act(&closed, order(next), &head(), date(2026, 5, 20)).expect("as it is written here");
    assert_eq!(again.owed(), [OwedCampaign::Report(2, report_due())], "the next one is ordered");
    let none_left = act(&again, withdraw(2), &head(), date(2026, 5, 21)).expect("as it is written here");
    assert_eq!(none_left.owed(), [OwedCampaign::Next(1, date(2026, 6, 30))], "and is due once more");
}

#[test]
fn every_kind_has_its_own_rhythm() {
    let month = CampaignPlan { kind: "assistance_month".into(), ..plan() };
    let both = act(&ordered(), order(month), &head(), FROM).expect("as it is written here");
    let codes = |campaigns: &Campaigns| -> Vec<String> {
        campaigns.never_held(&kinds()).iter().map(|kind| kind.code.clone()).collect()
    };
    assert_eq!(codes(&none()), ["visits", "assistance_month"]);
    assert_eq!(codes(&ordered()), ["assistance_month"]);
    assert_eq!(codes(&both), [""; 0]);
    let withdrawn = act(&ordered(), withdraw(1), &head(), FROM).expect("as it is written here");
    assert_eq!(codes(&withdrawn), ["visits", "assistance_month"], "what was withdrawn was not held");
    assert_eq!(withdrawn.owed(), []);
    assert_eq!(both.list[&2].next_by, date(2027, 3, 31));
}

#[test]
fn what_cannot_be_ordered() {
    use CampaignRefusal as R;
    let cases: [(CampaignPlan, R); 8] = [
        (CampaignPlan { kind: "other".into(), ..plan() }, R::UnknownKind { kind: "other".into() }),
        (CampaignPlan { title: " ".into(), ..plan() }, R::Text { field: "title" }),
        (CampaignPlan { task: "".into(), ..plan() }, R::Text { field: "task" }),
        (CampaignPlan { to: date(2026, 2, 28), ..plan() }, R::EndsBeforeStart),
        (CampaignPlan { from: date(2026, 1, 1), to: date(2026, 2, 28), ..plan() }, R::Over),
        (CampaignPlan { population: Population::NotVisitedSince(TO), ..plan() }, R::SinceAfterStart),
        (CampaignPlan { goal: Goal::Percent(101), ..plan() }, R::BadGoal),
        (CampaignPlan { goal: Goal::Count(0), ..plan() }, R::BadGoal),
    ];
    for (plan, refusal) in cases {
        assert_eq!(act(&none(), order(plan), &head(), FROM).unwrap_err(), refusal);
    }
    let overlapping = CampaignPlan { from: TO, to: date(2026, 5, 1), ..plan() };
    assert_eq!(act(&ordered(), order(overlapping), &head(), FROM).unwrap_err(), R::Overlaps { campaign: 1 });
    let after = CampaignPlan { from: date(2026, 4, 1), to: date(2026, 5, 1), ..plan() };
    assert!(act(&ordered(), order(after), &head(), FROM).is_ok());
}

#[test]
fn only_the_bureau_orders_and_only_its_head_closes() {
    use CampaignRefusal as R;
    for who in [staff("wang.fang", Role::Head, OFFICE), staff("sun.li", Role::Head, "230103000000")] {
        assert_eq!(act(&none(), order(plan()), &who, FROM).unwrap_err(), R::NotBureau);
    }
    let inspector = staff("qian.jin", Role::Inspector, BUREAU);
    let ordered = act(&none(), order(plan()), &inspector, FROM).expect("as it is written here");
    let later = date(2026, 4, 1);
    assert_eq!(act(&ordered, close(1), &inspector, later).unwrap_err(), R::NotHead);
    assert_eq!(act(&ordered, close(1), &head(), TO).unwrap_err(), R::StillHeld { to: TO });
    assert_eq!(act(&ordered, close(2), &head(), later).unwrap_err(), R::NoSuchCampaign);
    let closed = act(&ordered, close(1), &head(), later).expect("as it is written here");
    for twice in [close(1), withdraw(1)] {
        assert_eq!(act(&closed, twice, &head(), later).unwrap_err(), R::NotNow { state: "closed" });
    }
    let mute = CampaignAct::Close { campaign: 1, report: " ".into(), figures: Vec::new() };
    assert_eq!(act(&ordered, mute, &head(), later).unwrap_err(), R::Text { field: "report" });
}

fn counted(plan: &CampaignPlan, people: &[Employments]) -> (u32, u32, u32) {
    let figures = figures(plan, &code(STATION), people, &zone());
    (figures.people, figures.wanted, figures.visited)
}

fn visit_on(jobs: Employments, day: Date) -> Employments {
    visited(jobs, report("li.na", at(day, 10, 0)))
}

#[test]
fn visits_of_the_period_count_and_no_others() {
    let due = date(2026, 3, 10);
    let person = |number| followed(number, STATION, due);
    let people = [
        visit_on(person(1), FROM),
        visit_on(person(2), TO),
        visit_on(person(3), date(2026, 4, 1)),
        visit_on(person(4), date(2026, 2, 28)),
        person(5),
        visit_on(followed(6, "230102001002", due), FROM),
        ended(person(7), date(2026, 2, 20)),
    ];
    assert_eq!(counted(&plan(), &people), (5, 5, 2), "those of other stations and those over are none");
    let half = CampaignPlan { goal: Goal::Percent(50), ..plan() };
    assert_eq!(counted(&half, &people), (5, 3, 2), "half of five is three");
    let many = CampaignPlan { goal: Goal::Count(9), ..plan() };
    assert_eq!(counted(&many, &people), (5, 5, 2));
    let before = CampaignPlan { from: date(2026, 1, 1), to: date(2026, 1, 30), ..plan() };
    assert_eq!(counted(&before, &people).0, 0, "nobody worked yet");
}

#[test]
fn a_population_is_told_from_the_files() {
    let due = date(2026, 3, 10);
    let person = |number| followed(number, STATION, due);
    let people = [
        at_risk(person(1), date(2026, 2, 20)),
        at_risk(person(2), date(2026, 4, 2)),
        visit_on(person(3), date(2026, 2, 20)),
        visit_on(person(4), date(2026, 2, 1)),
    ];
    let at_risk = CampaignPlan { population: Population::AtRisk, ..plan() };
    assert_eq!(counted(&at_risk, &people).0, 1, "the second arose later");
    let since = CampaignPlan { population: Population::NotVisitedSince(date(2026, 2, 10)), ..plan() };
    assert_eq!(counted(&since, &people).0, 3, "the third was visited since");
}

proptest! {
    #[test]
    fn a_goal_is_never_more_than_there_are_people(people in 0..5000_u32, percent in 1..=100_u32) {
        let wanted = Goal::Percent(percent).of(people);
        prop_assert!(wanted <= people);
        prop_assert!(u64::from(wanted) * 100 >= u64::from(people) * u64::from(percent));
        prop_assert!(wanted == 0 || (u64::from(wanted) - 1) * 100 < u64::from(people) * u64::from(percent));
        prop_assert_eq!(Goal::Count(percent).of(people), percent.min(people));
    }
}
