//! The years of the statutory calendar.

use leye_app::App;
use leye_pack::{CalendarDay, DayKind};

use crate::words::Words;

/// One year of the pack.
pub(super) struct Year {
    pub year: String,
    pub summary: String,
    pub days: Vec<Day>,
}

/// A day that is not what its place in the week says.
pub(super) struct Day {
    pub date: String,
    pub name: String,
    pub kind: String,
}

/// The years, the newest first.
pub(super) fn years(app: &App, words: Words) -> Vec<Year> {
    let pack = &app.rules().pack();
    let year = |(year, days): (&i16, &Vec<CalendarDay>)| {
        let count = |kind: DayKind| days.iter().filter(|day| day.kind == kind).count().to_string();
        let values = [("holidays", count(DayKind::Holiday)), ("workdays", count(DayKind::Workday))];
        Year {
            year: year.to_string(),
            summary: words.with("rules-year-summary", &values),
            days: days.iter().map(|day| line(words, day)).collect(),
        }
    };
    pack.calendars.iter().rev().map(year).collect()
}

fn line(words: Words, day: &CalendarDay) -> Day {
    let kind = match day.kind {
        DayKind::Holiday => "rules-holiday",
        DayKind::Workday => "rules-workday",
    };
    Day { date: words.date(day.date), name: day.name.clone(), kind: words.t(kind) }
}
