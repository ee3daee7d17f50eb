//! The twelve worked chains of `data/deadline_vectors.csv`, as budgets and as cases in
//! which every act is done on its due day.

use jiff::civil::Date;
use leye_domain::case::{Act, ActName, StateName};
use leye_domain::clock::{Budget, Clock, Due};

use super::acts::act_of;
use super::journey::Journey;
use super::world::{CLOSE, POLICY, at, clerk};

/// One line of the table: what is due when, if everybody acts on the last day.
struct Chain {
    received: Date,
    initial_review: Date,
    notice_raw: Date,
    notice_rolled: Date,
    notice_working: Date,
    entry: Date,
    second_review: Date,
    confirmation: Date,
}

fn chains() -> Vec<Chain> {
    let text = include_str!("../data/deadline_vectors.csv");
    let chain = |record: csv::StringRecord| {
        let day = |column: usize| record[column].parse().expect("a date");
        Chain {
            received: day(0),
            initial_review: day(1),
            notice_raw: day(2),
            notice_rolled: day(3),
            notice_working: day(4),
            entry: day(5),
            second_review: day(6),
            confirmation: day(7),
        }
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let chains: Vec<Chain> = reader.records().map(|record| chain(record.expect("a line"))).collect();
    assert_eq!(chains.len(), 12);
    chains
}

/// The due day of a budget that starts on this day, whatever the hour.
fn due(budget: Budget, from: Date) -> Date {
    let due_when_started_at = |hour| {
        let started = at(from, hour, 30);
        let (limit, article) = ("initial_review".to_owned(), "C3.1".to_owned());
        let clock = Clock { limit, article, started, budget, close: CLOSE, ledger: Vec::new() };
        let reading = clock.read(&POLICY.calendar, &POLICY.zone).expect("known years");
        let Due::At(instant, day) = reading.due else { panic!("it runs") };
        assert_eq!(instant, at(day, 17, 0), "at the close of business");
        assert!(!reading.is_provisional());
        day
    };
    let days = [0, 9, 16, 17, 23].map(due_when_started_at);
    assert_eq!(days, [days[0]; 5], "the hour of the first day makes no difference");
    days[0]
}

#[test]
fn the_budgets_of_the_chains() {
    for chain in chains() {
        let day = chain.received;
        assert_eq!(due(Budget::working(2), day), chain.initial_review, "{day}");
        let posted = chain.initial_review;
        assert_eq!(due(Budget::natural(3, false), posted), chain.notice_raw, "{day}");
        assert_eq!(due(Budget::natural(3, true), posted), chain.notice_rolled, "{day}");
        assert_eq!(due(Budget::working(3), posted), chain.notice_working, "{day}");
        assert_eq!(due(Budget::working(2), chain.notice_rolled), chain.entry, "{day}");
        assert_eq!(due(Budget::working(2), chain.entry), chain.second_review, "{day}");
        assert_eq!(due(Budget::working(4), chain.second_review), chain.confirmation, "{day}");
    }
}

/// Says when the present step is due, then does its main act on that day at 16:00.
fn on_the_last_day(journey: &mut Journey, state: StateName, due: Date) {
    assert_eq!(journey.case.state(), state);
    assert_eq!(journey.due_day(), due, "{} is due", state.as_str());
    journey.at(due, 16).advance();
}

#[test]
fn cases_in_which_everybody_acts_on_the_last_day() {
    for chain in chains() {
        let mut journey = Journey::begin(at(chain.received, 9, 30));
        journey.does(ActName::Accept);
        on_the_last_day(&mut journey, StateName::InitialReview, chain.initial_review);
        journey.does(ActName::CompleteForm).does(ActName::PostNotice);
        assert_eq!(journey.due_day(), chain.notice_rolled, "the notice ends");
        journey.at(chain.notice_rolled, 16);
        assert_eq!(journey.case.state(), StateName::Notice, "until the close of business");
        journey.at(chain.notice_rolled, 17);
        assert_eq!(journey.due_day(), chain.entry);
        journey.does(ActName::RecordEntry);
        on_the_last_day(&mut journey, StateName::Entry, chain.entry);
        on_the_last_day(&mut journey, StateName::SecondReview, chain.second_review);
        on_the_last_day(&mut journey, StateName::Confirmation, chain.confirmation);
        assert_eq!(journey.case.state(), StateName::Annotation);
    }
}

/// The limit of the entry counts from the day on which the notice ended, not from when
/// somebody saw that it had.
#[test]
fn the_entry_counts_from_the_day_the_notice_ended() {
    for chain in chains() {
        let mut journey = Journey::begin(at(chain.received, 9, 30));
        journey.does(ActName::Accept).at(chain.initial_review, 16).advance().advance().advance();
        let ended = at(chain.notice_rolled, 17, 0);
        journey.now = at(chain.confirmation, 11, 0);
        let close = act_of(ActName::CloseNotice, journey.today()).expect("an act on a case");
        assert_eq!(close, Act::CloseNotice);
        journey.act(&clerk(), &close);
        assert_eq!(journey.case.state(), StateName::Entry);
        assert_eq!(journey.case.open().expect("open").clock.started, ended);
        assert_eq!(journey.due_day(), chain.entry);
    }
}
