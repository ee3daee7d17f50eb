//! What an outage takes off a term.

use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use leye_domain::accountability::{Hours, Span, effective_due};
use proptest::prelude::*;

use super::{at, calendar, zone};

const HOURS: Hours = Hours { opens: time(8, 30, 0, 0), closes: time(17, 0, 0, 0) };

fn effective(begun: Timestamp, due: Timestamp, outages: &[Span]) -> Timestamp {
    effective_due((Some(begun), due), outages, HOURS, (&calendar(), &zone())).expect("2026 is known")
}

fn span(from: Timestamp, to: Timestamp) -> Span {
    Span { from, to }
}

fn day(day: i8, hour: i8, minute: i8) -> Timestamp {
    at(date(2026, 3, day), hour, minute)
}

#[test]
fn without_an_outage_in_working_hours_nothing_changes() {
    let (begun, due) = (day(2, 10, 0), day(4, 17, 0));
    assert_eq!(effective(begun, due, &[]), due);
    let night = span(day(2, 18, 0), day(3, 8, 0));
    let before = span(day(1, 9, 0), day(2, 9, 0));
    let after = span(day(5, 9, 0), day(5, 12, 0));
    assert_eq!(effective(begun, due, &[before, night, after]), due);
}

#[test]
fn what_was_lost_comes_back_in_working_time() {
    let (begun, due) = (day(2, 10, 0), day(4, 17, 0));
    let two_hours = span(day(3, 9, 0), day(3, 11, 0));
    assert_eq!(effective(begun, due, &[two_hours]), day(5, 10, 30), "the next morning, two hours");
    let to_friday = effective(begun, day(6, 17, 0), &[two_hours]);
    assert_eq!(to_friday, day(9, 10, 30), "over the weekend");
}

#[test]
fn an_outage_over_the_due_time_gives_back_what_was_left() {
    let (begun, due) = (day(2, 10, 0), day(4, 17, 0));
    let over = span(day(4, 16, 0), day(5, 10, 0));
    assert_eq!(effective(begun, due, &[over]), day(5, 11, 0), "an hour from the end of the outage");
}

proptest! {
    /// Never before the due time; without lost working time exactly then; and more outages never make
    /// a term shorter.
    #[test]
    fn an_outage_never_shortens_a_term(
        length in 1i64..20_000,
        gaps in prop::collection::vec((0i64..20_000, 1i64..3_000), 0..4),
    ) {
        let begun = day(2, 10, 0);
        let due = begun + SignedDuration::from_mins(length);
        let minute = |minutes| begun + SignedDuration::from_mins(minutes);
        let mut outages = Vec::new();
        let mut clock = 0;
        for (wait, lasts) in gaps {
            outages.push(span(minute(clock + wait), minute(clock + wait + lasts)));
            clock += wait + lasts;
        }
        let mut before = due;
        for count in 0..=outages.len() {
            let now = effective(begun, due, &outages[..count]);
            prop_assert!(now >= before, "{count}: {now} is before {before}");
            let within = |outage: &Span| outage.from < now && now < outage.to;
            prop_assert!(now == due || !outages[..count].iter().any(within), "{now} lies in an outage");
            before = now;
        }
    }
}
