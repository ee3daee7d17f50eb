//! A list shows exactly the rows that decisions row by row would allow: no more, no less.
//! And the roles that change nothing, over every state that the demo has.

use std::collections::BTreeSet;

use jiff::civil::date;
use leye_app::access::{Deed, Target};
use leye_app::application::{CaseListQuery, WorkFilter};
use leye_app::demo::{DemoOptions, fill};
use leye_app::{App, AppError};
use leye_domain::agency::Level;
use leye_domain::applicant::{Applicant, Details};
use leye_domain::case::{Case, StateName};
use leye_domain::staff::{Actor, Role, Staff};

use crate::acts::existing;
use crate::cast::{BUREAU, CITY, administrator, auditor, inspector, own, staff};
use crate::house::House;

const CASES: usize = 60;

/// The whole storage as it is, past every access decision.
struct Truth {
    cases: Vec<Case>,
    people: Vec<Applicant>,
}

async fn demo() -> (House, Vec<Staff>, Truth) {
    let house = House::empty().await;
    let password = "a long enough password".to_owned();
    let options = DemoOptions { cases: CASES, seed: 11, password, until: date(2026, 11, 23) };
    let report = fill(&house.app, options, &|_, _| {}).await.expect("the demo is played");
    let role = |text: &str| text.parse::<Role>().expect("a role");
    let sign_ins = report.sign_ins.iter().map(|who| staff(&who.name, role(&who.role), &who.agency)).collect();
    // Nothing may move by itself while lists and truth are compared.
    house.app.settle_due().await.expect("it settles");
    let model = house.app.store().read_model().await.expect("it can be read");
    let case = |row: leye_store::ApplicationRow| serde_json::from_value(row.body).expect("a case");
    let person = |row: leye_store::PersonRow| serde_json::from_value(row.body).expect("a person");
    let truth = Truth {
        cases: model.applications.into_iter().map(case).collect(),
        people: model.people.into_iter().map(person).collect(),
    };
    assert_eq!(truth.cases.len(), CASES);
    (house, sign_ins, truth)
}

/// Staff of the demo, and what it lacks: everybody else at the city, and somebody who is
/// of an applicant's household.
fn everybody(app: &App, sign_ins: Vec<Staff>, truth: &Truth) -> Vec<Staff> {
    let mut all = sign_ins;
    for role in Role::ALL {
        all.push(staff(&format!("city-{}", role.as_str()), role, CITY));
    }
    let number = truth.people.iter().find_map(|p| p.details.get()).map(|d| d.number.clone());
    let identity = number.map(|number| app.identity_hash(&number));
    assert!(
        truth.cases.iter().any(|case| identity.as_ref().is_some_and(|hash| case.household.contains(hash)))
    );
    let of_household = |role| Staff { identity: identity.clone(), ..staff("kin", role, BUREAU) };
    all.extend([Role::Head, Role::Inspector].map(of_household));
    // Nothing else of them counts.
    let mut seen = BTreeSet::new();
    all.retain(|who| seen.insert((who.role, who.agency.clone(), who.identity.is_some())));
    all
}

/// One demo serves both: it takes longer to play than to look at.
#[tokio::test]
async fn everybody_sees_and_changes_what_they_may_of_the_whole_demo() {
    let (house, sign_ins, truth) = demo().await;
    lists_show_what_decisions_row_by_row_allow(&house, sign_ins, &truth).await;
    auditor_inspector_and_administrator_change_nothing(&house, &truth).await;
    reads(&house.app, &truth).await;
    house.is_sound().await;
}

async fn lists_show_what_decisions_row_by_row_allow(house: &House, sign_ins: Vec<Staff>, truth: &Truth) {
    let everybody = everybody(&house.app, sign_ins, truth);
    let mut sizes = BTreeSet::new();
    for who in &everybody {
        let readable: Vec<&Case> = truth
            .cases
            .iter()
            .filter(|c| house.app.access().may(who, Deed::ReadCase, Target::Case(c)))
            .collect();
        sizes.insert(readable.len());
        case_lists(&house.app, who, &readable).await;
        worklists(&house.app, who, &readable).await;
    }
    assert!(sizes.len() > 5, "the demo tells the scopes apart: {sizes:?}");
    people(&house.app, &everybody, truth).await;
}

fn ids<'a>(cases: impl IntoIterator<Item = &'a Case>) -> BTreeSet<String> {
    cases.into_iter().map(|case| case.id.as_str().to_owned()).collect()
}

/// Every page of a list; a row that comes twice is a fault.
async fn listed(app: &App, who: &Staff, mut query: CaseListQuery) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    loop {
        let page = app.cases(who, &query).await.expect("a page");
        for line in page.items {
            assert!(found.insert(line.id.as_str().to_owned()), "{} twice", line.id);
        }
        if page.next.is_none() {
            return found;
        }
        query.after = page.next;
    }
}

async fn case_lists(app: &App, who: &Staff, readable: &[&Case]) {
    let all = listed(app, who, CaseListQuery::default()).await;
    assert_eq!(all, ids(readable.iter().copied()), "cases of {}", who.user);
    let pending = CaseListQuery { pending_receipts: true, ..CaseListQuery::default() };
    let awaiting = readable.iter().copied().filter(|case| case.pending_receipts() > 0);
    assert_eq!(listed(app, who, pending).await, ids(awaiting), "awaiting receipts, {}", who.user);
    for state in StateName::ALL {
        let query = CaseListQuery { state: Some(state), ..CaseListQuery::default() };
        let in_state = readable.iter().copied().filter(|case| case.state() == state);
        assert_eq!(listed(app, who, query).await, ids(in_state), "{state:?} of {}", who.user);
    }
}

async fn owed(app: &App, who: &Staff, mut filter: WorkFilter) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut last = None;
    loop {
        let page = app.worklist(who, &filter).await.expect("a page");
        for item in page.items {
            assert!(item.due_at.is_none() || last <= item.due_at, "{} comes by due time", item.id);
            last = item.due_at;
            assert!(found.insert(item.id.as_str().to_owned()), "{} twice", item.id);
        }
        if page.next.is_none() {
            return found;
        }
        filter.after = page.next;
    }
}

async fn worklists(app: &App, who: &Staff, readable: &[&Case]) {
    let open: Vec<&Case> = readable.iter().copied().filter(|case| case.open().is_some()).collect();
    let all = owed(app, who, WorkFilter::default()).await;
    assert_eq!(all, ids(open.iter().copied()), "worklist of {}", who.user);
    let here = WorkFilter { agency: Some(who.agency.clone()), ..WorkFilter::default() };
    let lying_here = open.iter().copied().filter(|case| case.agency() == who.agency);
    let counted = lying_here.clone().count();
    assert_eq!(owed(app, who, here).await, ids(lying_here), "at the agency of {}", who.user);
    let counts = app.work_counts(who).await.expect("counts");
    assert_eq!(usize::try_from(counts.all), Ok(counted), "counts of {}", who.user);
    // What another agency owes is not to be had by asking for it.
    let office = WorkFilter { agency: Some(own(Level::Office)), ..WorkFilter::default() };
    let lying_there = open.iter().copied().filter(|case| case.agency() == own(Level::Office));
    assert_eq!(owed(app, who, office).await, ids(lying_there), "at the office, for {}", who.user);
    let mine = WorkFilter { holder: Some("clerk".to_owned()), ..WorkFilter::default() };
    let held = open.iter().copied().filter(|case| case.open().is_some_and(|o| o.holder.as_str() == "clerk"));
    assert_eq!(owed(app, who, mine).await, ids(held), "held by the clerk, for {}", who.user);
}

async fn people(app: &App, everybody: &[Staff], truth: &Truth) {
    let known: Vec<(&Applicant, &Details)> =
        truth.people.iter().filter_map(|p| Some((p, p.details.get()?))).collect();
    for who in everybody {
        let may =
            |person: &Applicant| app.access().may(who, Deed::ReadPerson, Target::Person(&person.station));
        let readable: Vec<_> = known.iter().filter(|(person, _)| may(person)).collect();
        for (_, details) in known.iter().step_by(5) {
            let begin: String = details.name.chars().take(2).collect();
            for text in [&details.number, &details.phone, &details.name, &begin] {
                if text.is_empty() {
                    continue;
                }
                let fits = |d: &Details| {
                    d.number == *text
                        || d.phone == *text
                        || (d.name.contains(text.as_str()) && !text.is_empty())
                };
                let expected: BTreeSet<&str> =
                    readable.iter().filter(|(_, d)| fits(d)).map(|(p, _)| p.id.as_str()).collect();
                let found = app.find_people(who, text).await.expect("a search");
                let found: BTreeSet<&str> = found.iter().map(|f| f.id.as_str()).collect();
                assert_eq!(found, expected, "what {} finds", who.user);
            }
        }
    }
}

/// One case of each state that the demo has.
fn of_each_state(truth: &Truth) -> Vec<&Case> {
    let states = StateName::ALL.iter();
    let found: Vec<&Case> =
        states.filter_map(|state| truth.cases.iter().find(|case| case.state() == *state)).collect();
    assert_eq!(found.len(), StateName::ALL.len(), "the demo has every state");
    found
}

async fn auditor_inspector_and_administrator_change_nothing(house: &House, truth: &Truth) {
    let all = [auditor(), inspector(), administrator()];
    for case in of_each_state(truth) {
        for who in &all {
            for name in existing(case) {
                let done = house.tries(&Actor::Staff(who.clone()), &case.id, name).await;
                assert!(done.is_err(), "{name:?} by {}", who.user);
            }
        }
    }
    let model = house.app.store().read_model().await.expect("it can be read");
    let now: BTreeSet<(String, i64)> =
        model.applications.into_iter().map(|row| (row.id, row.version)).collect();
    let before = truth.cases.iter().map(|case| (case.id.as_str().to_owned(), case.version)).collect();
    assert_eq!(now, before);
}

/// The auditor reads every case and file, the inspector those of the district, the
/// administrator none: for them nothing exists.
async fn reads(app: &App, truth: &Truth) {
    let (auditor, inspector, administrator) = (auditor(), inspector(), administrator());
    for case in of_each_state(truth) {
        assert!(app.case_file(&auditor, &case.id).await.is_ok());
        assert!(app.person_file(&auditor, &case.person).await.is_ok());
        let theirs = inspector.agency.covers(&case.station);
        assert_eq!(app.case_file(&inspector, &case.id).await.is_ok(), theirs);
        assert_eq!(app.person_file(&inspector, &case.person).await.is_ok(), theirs);
        let nothing = [
            app.case_file(&administrator, &case.id).await.err(),
            app.person_file(&administrator, &case.person).await.err(),
            app.reveal_case(&administrator, &case.id, "why not").await.err(),
            app.reveal_person(&administrator, &case.person, "why not").await.err(),
            app.letter(&administrator, &case.id, 1).await.err(),
            app.erase_person(&administrator, &case.person, "why not").await.err(),
        ];
        assert!(nothing.iter().all(|error| matches!(error, Some(AppError::NotFound))), "{nothing:?}");
    }
}
