//! When somebody is warned: the rungs of a term, in order.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use leye_domain::accountability::{Rung, ladder};
use proptest::prelude::*;

use super::{at, calendar, rules, zone};

fn climbed(begun: Option<Timestamp>, due: Timestamp) -> Vec<(Rung, Timestamp)> {
    ladder((begun, due), &rules(), (&calendar(), &zone())).expect("2026 is known")
}

#[test]
fn six_working_days_have_every_rung() {
    let (begun, due) = (at(date(2026, 3, 2), 10, 0), at(date(2026, 3, 10), 17, 0));
    let expected = [
        (Rung::Half, at(date(2026, 3, 6), 13, 30)),
        (Rung::OneDayLeft, at(date(2026, 3, 9), 8, 30)),
        (Rung::Due, at(date(2026, 3, 10), 8, 30)),
        (Rung::Overdue, due),
        (Rung::ToOffice, at(date(2026, 3, 11), 8, 30)),
        (Rung::ToBureau, at(date(2026, 3, 13), 8, 30)),
    ];
    assert_eq!(climbed(Some(begun), due), expected);
}

#[test]
fn a_half_at_night_or_on_a_rest_day_comes_when_work_begins() {
    let (begun, due) = (at(date(2026, 3, 6), 10, 0), at(date(2026, 3, 11), 17, 0));
    let half = climbed(Some(begun), due).into_iter().find(|(rung, _)| *rung == Rung::Half);
    assert_eq!(half, Some((Rung::Half, at(date(2026, 3, 9), 8, 30))), "from the night before");
}

#[test]
fn a_term_of_a_day_has_no_half_and_no_day_before() {
    let rungs = climbed(Some(at(date(2026, 3, 2), 10, 0)), at(date(2026, 3, 3), 17, 0));
    let names: Vec<Rung> = rungs.iter().map(|(rung, _)| *rung).collect();
    assert_eq!(names, [Rung::Due, Rung::Overdue, Rung::ToOffice, Rung::ToBureau]);
}

#[test]
fn a_term_that_began_on_its_last_day_warns_at_once() {
    let begun = at(date(2026, 3, 3), 14, 0);
    assert_eq!(climbed(Some(begun), at(date(2026, 3, 3), 17, 0))[0], (Rung::Due, begun));
}

#[test]
fn nobody_is_told_on_a_holiday() {
    let due = at(date(2026, 9, 30), 17, 0);
    let told: Vec<_> = climbed(None, due).into_iter().filter(|(_, at)| *at > due).collect();
    let expected =
        [(Rung::ToOffice, at(date(2026, 10, 8), 8, 30)), (Rung::ToBureau, at(date(2026, 10, 12), 8, 30))];
    assert_eq!(told, expected);
}

proptest! {
    /// Every rung at most once, the four last ones always, in the order of the ladder and of time, and
    /// none before the term began.
    #[test]
    fn rungs_come_in_order_and_each_once(start in 0i64..525_600, length in 1i64..60_000, known: bool) {
        let begun = at(date(2026, 1, 1), 0, 0) + SignedDuration::from_mins(start);
        let due = begun + SignedDuration::from_mins(length);
        let rungs = climbed(Some(begun).filter(|_| known), due);
        prop_assert!(rungs.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{rungs:?}");
        prop_assert!(rungs.iter().all(|(_, at)| !known || *at >= begun));
        let last: Vec<Rung> = rungs[rungs.len() - 4..].iter().map(|(rung, _)| *rung).collect();
        prop_assert_eq!(last, [Rung::Due, Rung::Overdue, Rung::ToOffice, Rung::ToBureau]);
        prop_assert!(rungs.contains(&(Rung::Overdue, due)));
    }
}
