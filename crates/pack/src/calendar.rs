//! The statutory calendars: one State Council notice a file, and the days that are free
//! on the same date every year.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;

/// What a notice says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off.
    Holiday,
    /// A rest day that is worked in exchange.
    Workday,
}

/// A day that a notice names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalendarDay {
    /// Which day.
    pub date: Date,
    /// Off or worked.
    pub kind: DayKind,
    /// The festival, in Simplified Chinese as in the notice.
    pub name: String,
}

/// A day that is free on the same date every year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FixedDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// The festival, in Simplified Chinese.
    pub name: String,
}

/// The days of each notice by its year, ordered by date. The notice of a year may begin
/// with days of the December before.
pub(crate) fn read_years(folder: &Folder<'_>) -> BTreeMap<i16, Vec<CalendarDay>> {
    let mut years = BTreeMap::new();
    let mut files: BTreeMap<Date, String> = BTreeMap::new();
    for file in folder.names("calendar/").filter(|name| *name != "calendar/fixed.toml") {
        folder.toml(file, |table| {
            let year = read_year(table, file);
            read_source(table);
            let mut days = table.tables("day", |table| {
                let day = read_day(table)?;
                check_year(table, &day, year);
                if let Some(earlier) = files.insert(day.date, file.to_owned()) {
                    let message = format!("{} is already in {earlier}", day.date);
                    table.fault("date", Code::DuplicateDay, message, "keep one of the two");
                }
                Some(day)
            });
            if table.is_blank("day") {
                table.fault("day", Code::MissingKey, "the calendar has no day", "add its [[day]] tables");
            }
            days.sort_by_key(|day| day.date);
            years.insert(year?, days);
            Some(())
        });
    }
    years
}

fn read_year(table: &Table<'_>, file: &str) -> Option<i16> {
    let year: i64 = table.must("year")?;
    if format!("calendar/{year}.toml") != file {
        let message = format!("the file is named {file} and its year is {year}");
        table.fault("year", Code::WrongName, message, "rename the file or correct the year");
    }
    i16::try_from(year).ok()
}

/// The citation is demanded, not kept: what is shown of a day is its date and name.
fn read_source(table: &Table<'_>) {
    table.table("source", |table| {
        let _: Option<String> = table.must("title");
        let _: Option<String> = table.may("reference");
        table.must::<Date>("last_checked")
    });
}

fn read_day(table: &Table<'_>) -> Option<CalendarDay> {
    let date = table.must("date");
    let kind = table.choice("kind", &[("holiday", DayKind::Holiday), ("workday", DayKind::Workday)]);
    let name = table.must("name");
    Some(CalendarDay { date: date?, kind: kind?, name: name? })
}

fn check_year(table: &Table<'_>, day: &CalendarDay, year: Option<i16>) {
    let Some(year) = year else { return };
    let own = day.date.year() == year;
    let december_before = i32::from(day.date.year()) + 1 == i32::from(year) && day.date.month() == 12;
    if !own && !december_before {
        let message = format!("{} is not a day of {year}", day.date);
        table.fault(
            "date",
            Code::WrongYear,
            message,
            "correct the date, or move it to the notice of its year",
        );
    }
}

/// The fixed days of `calendar/fixed.toml`, for years without a notice.
pub(crate) fn read_fixed(folder: &Folder<'_>) -> Option<Vec<FixedDay>> {
    folder.toml("calendar/fixed.toml", |table| {
        read_source(table);
        let mut seen = BTreeMap::new();
        Some(table.tables("day", |table| {
            let day = read_fixed_day(table)?;
            if seen.insert((day.month, day.day), ()).is_some() {
                let message = format!("{:02}-{:02} is already there", day.month, day.day);
                table.fault("day", Code::DuplicateDay, message, "keep one of the two");
            }
            Some(day)
        }))
    })
}

fn read_fixed_day(table: &Table<'_>) -> Option<FixedDay> {
    let month: Option<i64> = table.must("month");
    let day: Option<i64> = table.must("day");
    let name = table.must("name");
    let (month, day) = (month?, day?);
    // 2023 is no leap year: 29 February is not there every year.
    let date = i8::try_from(month)
        .ok()
        .zip(i8::try_from(day).ok())
        .and_then(|(month, day)| Date::new(2023, month, day).ok());
    if date.is_none() {
        let message = format!("month {month} has no day {day} in every year");
        table.fault("day", Code::NoSuchDay, message, "correct the month or the day");
    }
    let date = date?;
    Some(FixedDay { month: date.month(), day: date.day(), name: name? })
}
