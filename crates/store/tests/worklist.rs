//! Worklists and lists: order, pages, scope, counts.

use jiff::{SignedDuration, Timestamp};
use leye_store::{
    ApplicationsQuery, Commit, DutyChange, ListAfter, Put, Scope, Store, WorkAfter, WorklistQuery,
};

use crate::fixture::*;

const CASES: u32 = 60;

fn due(number: u32) -> Option<Timestamp> {
    // Many share a time, so that the id must decide; every fifth is suspended.
    (!number.is_multiple_of(5)).then(|| noon() + SignedDuration::from_hours(i64::from(number % 4)))
}

async fn filled(folder: &Folder) -> Store {
    let store = open(folder).await;
    store.commit(new_person(&store, 1)).await.unwrap();
    for number in 1..=CASES {
        let mut case = new_case(number, 1, due(number));
        let other = number.is_multiple_of(3);
        if let (true, Put::Application(row)) = (other, &mut case.rows[0]) {
            row.state = "second_review".into();
            row.station = "230102001002".into();
            row.pending_receipts = 1;
            row.submitted_at = noon() + SignedDuration::from_hours(i64::from(number));
            row.notice_until = Some(noon());
        }
        if other {
            case.duties.open[0].station = "230102001002".into();
            case.duties.open[0].agency = OFFICE.into();
            case.duties.open[0].step = "second_review".into();
            case.duties.open[0].holder = None;
        }
        store.commit(case).await.unwrap();
    }
    store
}

async fn pages(store: &Store, query: &WorklistQuery) -> Vec<(Option<Timestamp>, String)> {
    let mut rows = Vec::new();
    let mut query = query.clone();
    loop {
        let page = store.worklist(query.clone()).await.unwrap();
        let Some(last) = page.last() else { return rows };
        query.after = Some(WorkAfter { due_at: last.due_at, id: last.id.clone() });
        rows.extend(page.into_iter().map(|row| (row.due_at, row.id)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let folder = Folder::new("pages");
    let store = filled(&folder).await;
    let text = |text: &str| Some(text.to_owned());
    let by = |agency: Option<&str>, holder: Option<&str>, scope: Scope| WorklistQuery {
        scope,
        agency: agency.map(str::to_owned),
        holder: holder.map(str::to_owned),
        ..WorklistQuery::default()
    };
    let everything = Scope::everything;
    for (query, expected) in [
        (by(None, None, everything()), (1..=CASES).collect::<Vec<_>>()),
        (by(Some(STATION), None, everything()), (1..=CASES).filter(|n| n % 3 != 0).collect()),
        (by(Some(OFFICE), None, everything()), (1..=CASES).filter(|n| n % 3 == 0).collect()),
        (by(None, Some("li.na"), everything()), (1..=CASES).filter(|n| n % 3 != 0).collect()),
        (
            by(None, None, Scope { station: text("230102001002"), ..Scope::default() }),
            (1..=CASES).filter(|n| n % 3 == 0).collect(),
        ),
        (by(None, None, Scope { office: text(OFFICE), ..Scope::default() }), (1..=CASES).collect()),
        (by(None, None, Scope { bureau: text(BUREAU), ..Scope::default() }), (1..=CASES).collect()),
        (by(None, None, Scope { bureau: text("230103000000"), ..Scope::default() }), vec![]),
        (
            by(None, None, Scope { states: Some(vec!["received".into(), "form".into()]), ..everything() }),
            (1..=CASES).filter(|n| n % 3 != 0).collect(),
        ),
        (by(Some(OFFICE), None, Scope { station: text(STATION), ..Scope::default() }), vec![]),
        (by(None, None, Scope::default()), vec![]),
    ] {
        let mut wanted: Vec<_> = expected.iter().map(|&n| (due(n), duty(n, None).id)).collect();
        wanted.sort_by_key(|(due, id)| (due.is_none(), *due, id.clone()));
        for limit in [1, 7, 100] {
            let rows = pages(&store, &WorklistQuery { limit, ..query.clone() }).await;
            assert_eq!(rows, wanted, "{query:?} by {limit}");
        }
    }
}

async fn what_is_due_before_and_in_a_state(on: Kind) {
    let folder = Folder::on(on, "before");
    let store = filled(&folder).await;
    let before = noon() + SignedDuration::from_hours(2);
    let query = WorklistQuery {
        scope: Scope::everything(),
        state: Some("second_review".into()),
        due_before: Some(before),
        limit: 100,
        ..WorklistQuery::default()
    };
    let rows = store.worklist(query.clone()).await.unwrap();
    let expected = (1..=CASES).filter(|&n| n % 3 == 0 && due(n).is_some_and(|at| at < before)).count();
    assert_eq!(rows.len(), expected);
    assert!(rows.iter().all(|row| row.step == "second_review" && !row.person.erased));
    let people = store.people_of(&[&rows[0].person]).await.unwrap();
    assert_eq!(people[0].body["details"]["$sealed"]["name"], "劉小1");

    let counts = store.worklist_counts(&query, noon() + SignedDuration::from_hours(1), before).await.unwrap();
    let hour = |hour: i64| {
        (1..=CASES).filter(move |&n| n % 3 == 0 && due(n) == Some(noon() + SignedDuration::from_hours(hour)))
    };
    assert_eq!(counts.len(), 1);
    assert_eq!(
        (counts[0].open, counts[0].late, counts[0].soon),
        (20, hour(0).count() as i64, hour(1).count() as i64)
    );
    let scope = Scope::everything();
    assert_eq!(store.work_count(&scope, Some(STATION), None).await.unwrap(), 40);
    let late = store.work_count(&scope, Some(STATION), Some(before)).await.unwrap();
    assert_eq!(
        late,
        (1..=CASES).filter(|&n| n % 3 != 0 && due(n).is_some_and(|at| at < before)).count() as i64
    );
}

async fn applications_are_listed_newest_first(on: Kind) {
    let folder = Folder::on(on, "list");
    let store = filled(&folder).await;
    let mut query =
        ApplicationsQuery { scope: Scope::everything(), limit: 7, ..ApplicationsQuery::default() };
    let mut listed = Vec::new();
    loop {
        let page = store.applications_list(query.clone()).await.unwrap();
        let Some(last) = page.last() else { break };
        query.after = Some(ListAfter { submitted_at: last.case.submitted_at, id: last.case.id.clone() });
        listed.extend(page.into_iter().map(|row| (row.case.submitted_at, row.case.id)));
    }
    assert_eq!(listed.len(), CASES as usize);
    assert!(listed.is_sorted_by(|a, b| a > b));
    let count = |query: ApplicationsQuery| {
        let store = store.clone();
        async move { store.applications_list(ApplicationsQuery { limit: 100, ..query }).await.unwrap().len() }
    };
    let station = Scope { station: Some("230102001002".into()), ..Scope::default() };
    assert_eq!(count(ApplicationsQuery { scope: station.clone(), ..Default::default() }).await, 20);
    let state = Some("received".to_owned());
    assert_eq!(
        count(ApplicationsQuery { scope: Scope::everything(), state, ..Default::default() }).await,
        40
    );
    let pending =
        ApplicationsQuery { scope: Scope::everything(), pending_receipts: true, ..Default::default() };
    assert_eq!(count(pending.clone()).await, 20);
    let elsewhere = Scope { station: Some(STATION.into()), ..Scope::default() };
    assert_eq!(count(ApplicationsQuery { scope: elsewhere, ..pending }).await, 0);
}

async fn the_public_board_shows_what_hangs(on: Kind) {
    let folder = Folder::on(on, "board");
    let store = filled(&folder).await;
    let earlier = noon() - SignedDuration::from_hours(1);
    let board = store.notices(earlier, None).await.unwrap();
    assert_eq!(board.len(), 20);
    assert_eq!(board[0].body["steps"], 1);
    for (below, found) in [("230102001002", 20), (OFFICE, 20), (BUREAU, 20), (STATION, 0)] {
        assert_eq!(store.notices(earlier, Some(below)).await.unwrap().len(), found, "{below}");
    }
    assert!(store.notices(noon(), None).await.unwrap().is_empty(), "the period has ended");
}

async fn a_closed_duty_leaves_the_worklist(on: Kind) {
    let folder = Folder::on(on, "close");
    let store = filled(&folder).await;
    let next = duty(1, Some(noon()));
    let change = DutyChange {
        close: vec![duty(1, None).id],
        open: vec![leye_store::DutyRow { id: format!("{}/form", case_id(1)), ..next }],
    };
    store.commit(Commit { duties: change, ..commit(&case_id(1), 1, None) }).await.unwrap();
    let duties = store.duties_of(COUNTY, &case_id(1)).await.unwrap();
    assert_eq!(
        duties.iter().map(|duty| duty.id.as_str()).collect::<Vec<_>>(),
        [format!("{}/form", case_id(1))]
    );
}

on_both!(
    what_is_due_before_and_in_a_state,
    applications_are_listed_newest_first,
    the_public_board_shows_what_hangs,
    a_closed_duty_leaves_the_worklist,
);
