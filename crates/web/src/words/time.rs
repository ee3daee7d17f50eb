//! Days and hours as people there write them.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use quick_cache::sync::Cache;

use super::{Lang, Words};

/// Days lately written: a list writes the same few over and over.
static WRITTEN: LazyLock<Cache<(Lang, &'static str, Date), String>> = LazyLock::new(|| Cache::new(4096));

impl Words {
    /// `2026年11月26日（週四）`, `Thursday 26 November 2026`.
    pub fn date(&self, date: Date) -> String {
        self.written("date-full", date)
    }

    /// The same without the year.
    pub fn day(&self, date: Date) -> String {
        self.written("date-short", date)
    }

    fn written(&self, form: &'static str, date: Date) -> String {
        let place = (self.lang, form, date);
        WRITTEN.get(&place).unwrap_or_else(|| {
            let text = self.with(form, &self.parts(date));
            WRITTEN.insert(place, text.clone());
            text
        })
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
