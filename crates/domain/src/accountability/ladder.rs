//! The ladder of warnings (A2): half of the term, the day before, the day itself, missed, told to the
//! office, told to the bureau.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::calendar::{Calendar, MissingYear};
use crate::employment::words;

words! {
    /// A rung of the ladder, in the order in which they are climbed.
    Rung {
        /// Half of the term is over.
        Half = "half",
        /// It is due on the next working day.
        OneDayLeft = "one_day_left",
        /// It is due today.
        Due = "due",
        /// It was missed.
        Overdue = "overdue",
        /// It was missed, and the office is told.
        ToOffice = "to_office",
        /// It was missed, and the bureau is told.
        ToBureau = "to_bureau",
    }
}

/// What the pack gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LadderRules {
    /// How much of the term is over at the first rung, in percent.
    pub half: u16,
    /// How many working days before the due day the second rung is.
    pub before: u16,
    /// How many working days after the due day the office is told.
    pub to_office: u16,
    /// How many working days after the due day the bureau is told.
    pub to_bureau: u16,
    /// When the day's work begins: warnings of a day come then.
    pub opens: Time,
}

/// The rungs of a term with the instants at which they are due, in order. A rung that would come
/// before the term began, or after the next one, is left out: a term of a day has no half.
///
/// # Errors
/// [`MissingYear`] where a year has no calendar.
pub fn ladder(
    (begun, due): (Option<Timestamp>, Timestamp),
    rules: &LadderRules,
    (calendar, zone): (&Calendar, &TimeZone),
) -> Result<Vec<(Rung, Timestamp)>, MissingYear> {
    let day = zone.to_datetime(due).date();
    let opening = |day: Date| zone.to_timestamp(day.to_datetime(rules.opens)).unwrap_or(due);
    let on_due_day = opening(day).min(due);
    let mut before = vec![(Rung::Due, on_due_day)];
    before.push((Rung::OneDayLeft, opening(working(day, rules.before, Step::Back, calendar)?)));
    if let Some(begun) = begun {
        let part = (due.as_second() - begun.as_second()) / 100 * i64::from(rules.half);
        let half = Timestamp::from_second(begun.as_second() + part).unwrap_or(due);
        let half_day = zone.to_datetime(half).date();
        let works = calendar.kind(half_day)?.is_working();
        let next = working(half_day, 1, Step::On, calendar)?;
        before.push((Rung::Half, if works { half.max(opening(half_day)) } else { opening(next) }));
    }
    let mut rungs: Vec<(Rung, Timestamp)> = Vec::new();
    let mut latest = None;
    for (rung, at) in before {
        let fits = latest.is_none_or(|latest| at < latest);
        let is_first = rung == Rung::Due;
        if fits && (is_first || begun.is_none_or(|begun| at > begun)) {
            rungs.insert(0, (rung, begun.map_or(at, |begun| at.max(begun))));
            latest = Some(at);
        }
    }
    rungs.push((Rung::Overdue, due));
    for (rung, days) in [(Rung::ToOffice, rules.to_office), (Rung::ToBureau, rules.to_bureau)] {
        rungs.push((rung, opening(working(day, days, Step::On, calendar)?).max(due)));
    }
    Ok(rungs)
}

/// Which way days are counted.
#[derive(Clone, Copy)]
enum Step {
    On,
    Back,
}

/// The working day that lies so many working days after or before a day.
fn working(from: Date, days: u16, step: Step, calendar: &Calendar) -> Result<Date, MissingYear> {
    let mut day = from;
    let mut left = days;
    while left > 0 {
        let next = match step {
            Step::On => day.tomorrow(),
            Step::Back => day.yesterday(),
        };
        let Ok(next) = next else { break };
        day = next;
        left -= u16::from(calendar.kind(day)?.is_working());
    }
    Ok(day)
}
