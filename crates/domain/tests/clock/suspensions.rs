//! A clock that stands still: the days left stay the same.

use jiff::civil::{Date, date};
use leye_domain::clock::{Budget, Clock, Due, SuspensionReason};

use super::{clock, due, extended, instant, read};

/// Monday to Friday, all plain working days, as are those of the week after.
fn day(n: i8) -> Date {
    date(2026, 3, n)
}

fn five_days() -> Clock {
    clock(Budget::working(5), day(2))
}

fn stopped(clock: Clock, on: Date, hour: i8, minute: i8) -> Clock {
    clock.suspended(instant(on, hour, minute), SuspensionReason::CorrectionAsked)
}

fn days_left(clock: &Clock) -> u32 {
    match read(clock).due {
        Due::Suspended { days_left } => days_left,
        Due::At(_, day) => panic!("it runs and is due on {day}"),
    }
}

#[test]
fn the_days_left_stay_the_same_however_long_it_stands() {
    assert_eq!(due(&five_days()), day(9));
    let stopped = stopped(five_days(), day(4), 11, 0);
    assert_eq!(days_left(&stopped), 4, "only the third was used");
    assert!(stopped.is_suspended());
    for (resumed_on, expected) in [(5, 10), (6, 11), (9, 12), (11, 16), (12, 17)] {
        let running = stopped.clone().resumed(instant(day(resumed_on), 9, 0));
        assert!(!running.is_suspended());
        assert_eq!(due(&running), day(expected), "resumed on {resumed_on}");
    }
}

#[test]
fn a_day_on_which_it_stands_still_at_the_close_is_not_consumed() {
    let over_night = stopped(five_days(), day(4), 16, 59).resumed(instant(day(4), 17, 1));
    assert_eq!(due(&over_night), day(10));
    let at_the_close = stopped(five_days(), day(4), 17, 0).resumed(instant(day(4), 18, 0));
    assert_eq!(due(&at_the_close), day(10));
}

#[test]
fn a_day_on_which_it_was_stopped_and_let_go_is_consumed() {
    let same_day = stopped(five_days(), day(4), 9, 0).resumed(instant(day(4), 16, 0));
    assert_eq!(due(&same_day), day(9));
    let until_the_close = stopped(five_days(), day(4), 9, 0).resumed(instant(day(4), 17, 0));
    assert_eq!(due(&until_the_close), day(9));
}

#[test]
fn a_day_is_consumed_when_it_stops_after_the_close() {
    let stopped = stopped(five_days(), day(4), 17, 1);
    assert_eq!(days_left(&stopped), 3);
    assert_eq!(
        due(&stopped.resumed(instant(day(5), 16, 0))),
        day(9),
        "and the next when it goes on before its close"
    );
}

#[test]
fn a_stop_on_the_first_day_uses_nothing() {
    let stopped = stopped(five_days(), day(2), 11, 0);
    assert_eq!(days_left(&stopped), 5);
    assert_eq!(due(&stopped.resumed(instant(day(5), 9, 0))), day(11));
}

#[test]
fn a_stop_after_the_due_time_does_not_undo_it() {
    assert_eq!(due(&stopped(five_days(), day(9), 17, 30)), day(9));
    assert_eq!(due(&stopped(five_days(), day(20), 9, 0)), day(9));
}

#[test]
fn several_stops_add_up() {
    let twice = stopped(five_days(), day(3), 9, 0).resumed(instant(day(4), 9, 0));
    let twice = stopped(twice, day(6), 9, 0).resumed(instant(day(10), 9, 0));
    assert_eq!(due(&twice), day(12), "4, 5, 10, 11, 12");
}

#[test]
fn an_extension_while_it_stands_is_kept() {
    let stopped = extended(stopped(five_days(), day(4), 9, 0), instant(day(5), 9, 0), 2);
    assert_eq!(days_left(&stopped), 6);
    assert!(stopped.is_suspended());
    assert_eq!(due(&stopped.resumed(instant(day(9), 9, 0))), day(16));
}

#[test]
fn a_notice_goes_on_with_the_days_that_were_left() {
    let notice = clock(Budget::natural(3, true), day(2));
    assert_eq!(due(&notice), day(5));
    let under_inquiry = notice.suspended(instant(day(4), 9, 0), SuspensionReason::ObjectionRaised);
    assert_eq!(days_left(&under_inquiry), 2);
    let goes_on = under_inquiry.clone().resumed(instant(day(9), 9, 0));
    assert_eq!(due(&goes_on), day(10), "the ninth and the tenth");
    let on_friday = under_inquiry.resumed(instant(day(6), 9, 0));
    assert_eq!(due(&on_friday), day(9), "Friday, Saturday, and the end rolls");
}

#[test]
fn an_end_does_not_fall_on_a_day_on_which_it_stands_still() {
    // Three days from Wednesday end on a Saturday, which rolls to Monday the ninth.
    let notice = clock(Budget::natural(3, true), day(4));
    assert_eq!(due(&notice), day(9));
    let rolled = notice.suspended(instant(day(8), 12, 0), SuspensionReason::ObjectionRaised);
    assert_eq!(days_left(&rolled), 0);
    assert_eq!(due(&rolled.clone().resumed(instant(day(9), 12, 0))), day(9));
    assert_eq!(due(&rolled.clone().resumed(instant(day(9), 18, 0))), day(10));
    assert_eq!(due(&rolled.resumed(instant(day(14), 12, 0))), day(16), "resumed on a Saturday");
}

#[test]
fn months_count_as_days_across_a_stop() {
    let month = clock(Budget::months(1, false), day(2));
    assert_eq!(due(&month), date(2026, 4, 2));
    let stopped = stopped(month, day(4), 9, 0);
    assert_eq!(days_left(&stopped), 30);
    assert_eq!(due(&stopped.resumed(instant(day(14), 9, 0))), date(2026, 4, 12));
}
