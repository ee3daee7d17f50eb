//! Working days of the statutory calendar (2020 to 2026), and what stands in for a year
//! whose paper has not come.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use leye_domain::calendar::{Calendar, DayKind, FixedDay, MissingYear, SpecialDay, SpecialKind};
use proptest::prelude::*;

/// The newest year of the data.
const LAST: i16 = 2026;

static KNOWN: LazyLock<Calendar> = LazyLock::new(statutory);

/// One line of `data/holidays.csv`: the paper of `year` names the day.
fn papers() -> Vec<(i16, SpecialDay)> {
    let text = include_str!("../data/holidays.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| {
        let kind = match &record[1] {
            "holiday" => SpecialKind::Holiday,
            "workday" => SpecialKind::Workday,
            other => panic!("no such kind of day: {other}"),
        };
        let date = record[0].parse().expect("a date");
        let name = record[2].to_owned();
        (record[3].parse().expect("a year"), SpecialDay { date, kind, name })
    };
    reader.records().map(|record| row(record.expect("a line of the table"))).collect()
}

/// Every known year, without a provisional one.
pub fn statutory() -> Calendar {
    statutory_without(&[])
}

/// Every known year but these.
pub fn statutory_without(missing: &[i16]) -> Calendar {
    let fixed =
        |(month, day, name): &(i8, i8, &str)| FixedDay { month: *month, day: *day, name: (*name).to_owned() };
    let fixed_days = [
        (1, 1, "元旦"),
        (5, 1, "劳动节"),
        (5, 2, "劳动节"),
        (10, 1, "国庆节"),
        (10, 2, "国庆节"),
        (10, 3, "国庆节"),
    ];
    let mut calendar = Calendar::new(fixed_days.iter().map(fixed).collect());
    let papers = papers();
    for year in (2020..=LAST).filter(|year| !missing.contains(year)) {
        let days = papers.iter().filter(|(of, _)| *of == year);
        calendar.add_year(year, days.map(|(_, day)| day.clone()));
    }
    calendar
}

fn kind_of(day: Date) -> DayKind {
    statutory().kind(day).expect("a known year")
}

#[test]
fn each_named_day_is_what_its_paper_says() {
    let calendar = statutory();
    for (_, day) in papers() {
        let expected = match day.kind {
            SpecialKind::Holiday => DayKind::Holiday(day.name),
            SpecialKind::Workday => DayKind::MakeUp(day.name),
        };
        assert_eq!(calendar.kind(day.date), Ok(expected), "{}", day.date);
    }
}

#[test]
fn days_that_no_paper_names_follow_the_week() {
    assert_eq!(kind_of(date(2026, 3, 2)), DayKind::Working);
    assert_eq!(kind_of(date(2026, 3, 6)), DayKind::Working);
    assert_eq!(kind_of(date(2026, 3, 7)), DayKind::Weekend);
    assert_eq!(kind_of(date(2026, 3, 8)), DayKind::Weekend);
}

#[test]
fn offices_work_on_make_up_days_and_on_no_holiday() {
    assert!(kind_of(date(2025, 1, 26)).is_working(), "a Sunday, worked");
    assert!(!kind_of(date(2025, 1, 28)).is_working(), "a Tuesday, off");
    assert!(!DayKind::Weekend.is_working());
    assert!(DayKind::Working.is_working());
}

#[test]
fn a_paper_may_name_a_day_of_the_year_before() {
    let of_2023 = DayKind::Holiday("元旦".to_owned());
    assert_eq!(kind_of(date(2022, 12, 31)), of_2023);
}

#[test]
fn a_year_without_its_paper_is_an_error_that_names_it() {
    let missing = statutory().kind(date(2027, 1, 4));
    assert_eq!(missing, Err(MissingYear { year: 2027 }));
    let words = MissingYear { year: 2027 }.to_string();
    assert!(words.contains("2027"), "{words}");
    assert!(words.contains("leye calendar import"), "{words}");
}

#[test]
fn a_provisional_year_has_fixed_days_and_weekends() {
    let calendar = statutory().or_provisional();
    let kind = |day| calendar.kind(day).expect("provisional");
    assert!(calendar.is_provisional(date(2027, 1, 1)));
    assert_eq!(kind(date(2027, 1, 1)), DayKind::Holiday("元旦".to_owned()));
    assert_eq!(kind(date(2027, 10, 3)), DayKind::Holiday("国庆节".to_owned()));
    assert_eq!(kind(date(2027, 1, 2)), DayKind::Weekend);
    assert_eq!(kind(date(2027, 1, 4)), DayKind::Working);
}

#[test]
fn fixed_days_say_nothing_in_a_year_that_has_its_paper() {
    let mut calendar = statutory().or_provisional();
    calendar.add_year(2027, []);
    assert!(!calendar.is_provisional(date(2027, 10, 1)));
    assert_eq!(calendar.kind(date(2027, 10, 1)), Ok(DayKind::Working));
    assert!(calendar.years().eq(2020..=2027));
}

#[test]
fn the_count_leaves_out_the_first_day_and_takes_in_the_last() {
    let calendar = statutory();
    let count = |from, to| calendar.working_days_between(from, to);
    assert_eq!(count(date(2026, 3, 2), date(2026, 3, 3)), Ok(1));
    assert_eq!(count(date(2026, 3, 2), date(2026, 3, 2)), Ok(0));
    assert_eq!(count(date(2026, 3, 6), date(2026, 3, 9)), Ok(1));
    assert_eq!(count(date(2026, 3, 9), date(2026, 3, 6)), Ok(0));
    assert_eq!(count(date(2026, 12, 31), date(2027, 1, 1)), Err(MissingYear { year: 2027 }));
}

/// The days that the State Council's papers leave to be worked.
#[test]
fn each_year_has_its_number_of_working_days() {
    let works = |day: Date| KNOWN.kind(day).expect("a known year").is_working();
    let working = |year: i16| {
        let first = date(year, 1, 1);
        let days = first.series(jiff::Span::new().days(1));
        days.take_while(|day| day.year() == year).filter(|day| works(*day)).count()
    };
    let counted: Vec<usize> = [2023, 2024, 2025, 2026].map(working).into();
    assert_eq!(counted, [249, 251, 248, 248]);
}

proptest! {
    #[test]
    fn counts_add_up(a in 0_i32..2000, b in 0_i32..300, c in 0_i32..200) {
        let calendar = &*KNOWN;
        let day = |n: i32| date(2020, 1, 1).checked_add(jiff::Span::new().days(n)).expect("in range");
        let count = |from, to| calendar.working_days_between(day(from), day(to)).expect("known years");
        prop_assert_eq!(count(a, a + b) + count(a + b, a + b + c), count(a, a + b + c));
    }
}
