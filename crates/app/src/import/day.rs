//! Days as clerks write them.

use jiff::civil::{Date, date};

use super::text::{folded, lost_digits};

/// The day that a workbook counts as 0: one before its 1900-01-01 and one more, for it
/// takes 1900 for a leap year.
const FIRST: Date = date(1899, 12, 30);
/// Numbers in this range are days counted by a workbook: from 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<i32> = 20_000..=80_000;

/// Reads a day.
///
/// # Errors
/// The code of what is wrong with it.
pub(crate) fn day(text: &str) -> Result<Date, &'static str> {
    let text = folded(text);
    if lost_digits(&text, None) {
        return Err("date-unreadable");
    }
    // 民國: a year counted from 1912 would be read as one of antiquity.
    if text.starts_with("\u{6C11}\u{570B}") || text.starts_with("\u{6C11}\u{56FD}") {
        return Err("date-roc");
    }
    let parts = parts(&text).ok_or("date-unreadable")?;
    match parts[..] {
        [serial] if text.len() == 5 && SERIALS.contains(&serial) => {
            FIRST.checked_add(jiff::Span::new().days(serial)).map_err(|_| "date-unreadable")
        }
        [whole] if text.len() == 8 => of(whole / 10_000, whole / 100 % 100, whole % 100),
        [year, _] if year >= 1000 => Err("date-no-day"),
        [year, month, day] => of(year, month, day),
        _ => Err("date-unreadable"),
    }
}

fn of(year: i32, month: i32, day: i32) -> Result<Date, &'static str> {
    if year < 1000 {
        // 3/5/2026 can be the third of May or the fifth of March.
        return Err(if day >= 1000 { "date-order" } else { "date-year" });
    }
    let small = |n: i32| i8::try_from(n).map_err(|_| "date-impossible");
    let year = i16::try_from(year).map_err(|_| "date-impossible")?;
    Date::new(year, small(month)?, small(day)?).map_err(|_| "date-impossible")
}

/// The numbers of the text, where nothing stands between them but signs of a date; a time
/// after the day is left out.
fn parts(text: &str) -> Option<Vec<i32>> {
    let text = without_time(text);
    // 年, 月, 日, 號 and 号
    let sign = |c: char| {
        matches!(
            c,
            '-' | '/'
                | '.'
                | '\u{5E74}'
                | '\u{6708}'
                | '\u{65E5}'
                | '\u{865F}'
                | '\u{53F7}'
                | '\u{3002}'
                | '\u{2013}'
                | '\u{2014}'
        )
    };
    let text = text.trim_end_matches(sign);
    let numbers = text.split(sign).map(|part| {
        let good = !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit());
        good.then(|| part.parse().ok()).flatten()
    });
    numbers.collect()
}

/// `2026-03-05t00:00:00` and, its blank folded away, `2026-3-510:30` without the time.
fn without_time(text: &str) -> &str {
    if let Some((day, _)) = text.split_once('t') {
        return day;
    }
    match text.find(':') {
        // Two digits of the hour stand before the sign.
        Some(at) => text.get(..at.saturating_sub(2)).unwrap_or(text),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form_is_read() {
        for text in [
            "2026-3-5",
            "2026-03-05",
            "2026/03/05",
            "2026/3/5",
            "2026.3.5",
            "20260305",
            "2026年3月5日",
            "2026年03月05号",
            "46086",
            "２０２６－３－５",
            "２０２６年３月５日",
            "2026-03-05 00:00:00",
            "2026-03-05T00:00:00",
            " 2026 . 3 . 5 ",
            "2026.3.5.",
        ] {
            assert_eq!(day(text), Ok(date(2026, 3, 5)), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_one_day_says_why() {
        for (text, code) in [
            ("115/3/5", "date-year"),
            ("民國115年3月5日", "date-roc"),
            ("26-3-5", "date-year"),
            ("3/5/2026", "date-order"),
            ("2026年3月", "date-no-day"),
            ("2026-02-30", "date-impossible"),
            ("2026-13-01", "date-impossible"),
            ("20261301", "date-impossible"),
            ("上週五", "date-unreadable"),
            ("", "date-unreadable"),
            ("2.30102E+17", "date-unreadable"),
        ] {
            assert_eq!(day(text), Err(code), "{text}");
        }
    }
}
