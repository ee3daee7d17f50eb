//! Days and hours as people there write them.

use jiff::civil::{Date, DateTime};

use super::{Lang, Words};

impl Words {
    /// `2026年11月26日（週四）`, `Thursday 26 November 2026`.
    pub fn date(&self, date: Date) -> String {
        let values = self.parts(date);
        self.with("date-full", &values)
    }

    /// The same without the year.
    pub fn day(&self, date: Date) -> String {
        let values = self.parts(date);
        self.with("date-short", &values)
    }

    /// Day and hour.
    pub fn moment(&self, at: DateTime) -> String {
        let time = at.time().strftime("%H:%M").to_string();
        self.with("date-moment", &[("date", self.date(at.date())), ("time", time)])
    }

    /// Day without the year, and hour.
    pub fn short_moment(&self, at: DateTime) -> String {
        let time = at.time().strftime("%H:%M").to_string();
        self.with("date-moment", &[("date", self.day(at.date())), ("time", time)])
    }

    /// The weekday, short.
    pub fn weekday(&self, date: Date) -> String {
        self.t(&format!("weekday-{}", date.weekday().to_monday_one_offset()))
    }

    fn parts(&self, date: Date) -> Vec<(&'static str, String)> {
        let weekday = match self.lang {
            Lang::En => self.t(&format!("weekday-long-{}", date.weekday().to_monday_one_offset())),
            _ => self.weekday(date),
        };
        vec![
            ("year", date.year().to_string()),
            ("month", date.month().to_string()),
            ("month-name", self.t(&format!("month-{}", date.month()))),
            ("day", date.day().to_string()),
            ("weekday", weekday),
        ]
    }
}
