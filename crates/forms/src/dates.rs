//! Days, times and amounts as people there write them.

use jiff::civil::{Date, DateTime};

use crate::{Lang, words};

/// `2026年11月26日（週四）`, `Thursday 26 November 2026`.
pub(crate) fn date(lang: Lang, date: Date) -> String {
    let weekday = date.weekday().to_monday_one_offset();
    let key = match lang {
        Lang::En => format!("weekday-long-{weekday}"),
        _ => format!("weekday-{weekday}"),
    };
    let (year, day) = (date.year().to_string(), date.day().to_string());
    let weekday = words::filled(lang, &key, &[]);
    let month = month_name(lang, date);
    let parts = [("year", year.as_str()), ("month-name", &month), ("day", &day), ("weekday", &weekday)];
    words::filled(lang, "date-full", &parts)
}

/// The same without the weekday.
pub(crate) fn day(lang: Lang, date: Date) -> String {
    let (year, day) = (date.year().to_string(), date.day().to_string());
    let parts = [("year", year.as_str()), ("month-name", &month_name(lang, date)), ("day", &day)];
    words::filled(lang, "form-day", &parts)
}

/// The day and its time.
pub(crate) fn moment(lang: Lang, at: DateTime) -> String {
    let time = at.time().strftime("%H:%M").to_string();
    words::filled(lang, "date-moment", &[("date", &date(lang, at.date())), ("time", &time)])
}

/// `2026年11月`, `November 2026`.
pub(crate) fn month(lang: Lang, first: Date) -> String {
    let year = first.year().to_string();
    let parts = [("year", year.as_str()), ("month-name", &month_name(lang, first))];
    words::filled(lang, "form-month", &parts)
}

fn month_name(lang: Lang, date: Date) -> String {
    words::filled(lang, &format!("month-{}", date.month()), &[])
}

/// An amount in fen: `2,196.00 元`.
pub(crate) fn money(lang: Lang, fen: u64) -> String {
    let yuan = (fen / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in yuan.chars().enumerate() {
        if at > 0 && (yuan.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let amount = format!("{grouped}.{:02}", fen % 100);
    words::filled(lang, "form-money", &[("amount", &amount)])
}
