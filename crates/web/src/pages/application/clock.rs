//! The clock of a case in words: how much is left, and why this day.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use leye_app::App;
use leye_domain::calendar::DayKind;
use leye_domain::case::Case;
use leye_domain::clock::{
    Budget, Clock, DayCount, Due, LedgerEntry, Reading, SuspensionReason, Unit, WhyCounted,
};

use crate::words::Words;

/// The panel on a case page, as the component takes it.
pub(crate) struct ClockPanel {
    pub level: &'static str,
    pub headline: String,
    pub detail: String,
    pub days: Vec<DayBox>,
    pub why: Vec<String>,
}

/// One day of the count.
pub(crate) struct DayBox {
    pub date: String,
    pub weekday: String,
    pub day: String,
    pub note: String,
    pub state: &'static str,
}

/// Due time of a row or a case: colour, words, day.
pub(crate) struct DueWords {
    pub level: &'static str,
    pub words: String,
    pub date: String,
}

/// How much time is left, in words.
pub(crate) fn due(app: &App, words: Words, due_at: Option<Timestamp>, days_left: Option<i64>) -> DueWords {
    let Some((due_at, days)) = due_at.zip(days_left) else {
        return DueWords { level: "paused", words: words.t("due-paused"), date: String::new() };
    };
    let due = app.rules().zone().to_datetime(due_at);
    let date = words.day(due.date());
    let time = due.time().strftime("%H:%M").to_string();
    let late = due_at < app.now();
    let (level, text) = match days {
        0 if late => ("late", words.with("due-late-today", &[("time", time)])),
        0 => ("soon", words.with("due-today", &[("time", time)])),
        _ if late => ("late", words.count("due-late", days.abs())),
        1 => ("soon", words.count("due-left", 1)),
        n => ("well", words.count("due-left", n)),
    };
    DueWords { level, words: text, date }
}

/// The panel of an open case.
pub(crate) fn panel(
    app: &App,
    words: Words,
    case: &Case,
    reading: &Reading,
    days_left: Option<i64>,
) -> ClockPanel {
    let state = case.state().as_str().replace('_', "-");
    let clock = case.open().map(|open| &open.clock);
    let left = due(app, words, reading.due_at(), days_left);
    let headline = match reading.due {
        Due::At(at, _) => {
            let at = app.rules().zone().to_datetime(at);
            words.with(&format!("clock-headline-{state}"), &[("until", words.short_moment(at))])
        }
        Due::Suspended { days_left } => words.count("clock-suspended", i64::from(days_left)),
    };
    let budget = clock.map(|clock| budget(words, clock)).unwrap_or_default();
    ClockPanel {
        level: left.level,
        headline,
        detail: format!("{} · {budget}", left.words),
        days: boxes(app, words, reading),
        why: clock.map(|clock| why(app, words, clock, reading)).unwrap_or_default(),
    }
}

/// `C3.1 · 2 個工作日`.
pub(crate) fn budget(words: Words, clock: &Clock) -> String {
    format!("{} · {}", clock.article, amount(words, clock.budget))
}

/// `2 個工作日`.
pub(crate) fn amount(words: Words, budget: Budget) -> String {
    let unit = match budget.unit {
        Unit::WorkingDays => "working",
        Unit::NaturalDays => "natural",
        Unit::Months => "months",
    };
    words.count(&format!("budget-{unit}"), i64::from(budget.amount))
}

/// A long count shows its first days and its last ones.
const SHOWN: usize = 14;

fn boxes(app: &App, words: Words, reading: &Reading) -> Vec<DayBox> {
    if reading.days.len() > SHOWN {
        return Vec::new();
    }
    let today = app.today();
    let mut number = 0;
    let last = reading.due_day();
    let days = reading.days.iter().map(|day| {
        number += i64::from(day.counted);
        DayBox {
            date: day.date.to_string(),
            weekday: words.weekday(day.date),
            day: day.date.day().to_string(),
            note: note(words, day, number),
            state: box_state(day, last, today),
        }
    });
    days.collect()
}

fn box_state(day: &DayCount, last: Option<Date>, today: Date) -> &'static str {
    match &day.why {
        _ if last == Some(day.date) => "due",
        WhyCounted::FirstDay => "start",
        WhyCounted::Suspended(_) => "paused",
        _ if !day.counted => "off",
        _ if day.date > today => "left",
        _ => "counted",
    }
}

fn note(words: Words, day: &DayCount, number: i64) -> String {
    match &day.why {
        WhyCounted::FirstDay => words.t("day-first"),
        WhyCounted::Suspended(_) => words.t("day-suspended"),
        WhyCounted::Rolled(_) => words.t("day-rolled"),
        WhyCounted::RolledEnd(_) => words.t("day-rolled-end"),
        WhyCounted::Calendar(DayKind::Holiday(name)) => name.clone(),
        WhyCounted::Calendar(DayKind::Weekend) => words.t("day-weekend"),
        _ => words.count("day-number", number),
    }
}

/// A sentence for every day, and for everything in the ledger.
fn why(app: &App, words: Words, clock: &Clock, reading: &Reading) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut number = 0;
    for day in &reading.days {
        number += i64::from(day.counted);
        lines.push(sentence(words, day, number));
    }
    if reading.is_provisional() {
        lines.push(words.t("why-provisional"));
    }
    lines.extend(clock.ledger.iter().map(|entry| ledger(app, words, entry)));
    if let Due::At(at, _) = reading.due {
        let at: DateTime = app.rules().zone().to_datetime(at);
        lines.push(words.with("why-close", &[("time", at.time().strftime("%H:%M").to_string())]));
    }
    lines
}

fn sentence(words: Words, day: &DayCount, number: i64) -> String {
    let date = ("date", words.day(day.date));
    let with_name = |key: &str, name: &String| words.with(key, &[date.clone(), ("name", name.clone())]);
    match &day.why {
        WhyCounted::FirstDay => words.with("why-first", &[date]),
        WhyCounted::Natural => words.with("why-natural", &[date, ("number", number.to_string())]),
        WhyCounted::Suspended(reason) => {
            words.with("why-suspended", &[date, ("reason", suspension(words, *reason))])
        }
        WhyCounted::Rolled(_) => words.with("why-rolled", &[date]),
        WhyCounted::RolledEnd(_) => words.with("why-rolled-end", &[date]),
        WhyCounted::Calendar(DayKind::Working) => {
            words.with("why-working", &[date, ("number", number.to_string())])
        }
        WhyCounted::Calendar(DayKind::MakeUp(name)) => {
            words.with("why-make-up", &[date, ("name", name.clone()), ("number", number.to_string())])
        }
        WhyCounted::Calendar(DayKind::Weekend) => words.with("why-weekend", &[date]),
        WhyCounted::Calendar(DayKind::Holiday(name)) => with_name("why-holiday", name),
    }
}

fn suspension(words: Words, reason: SuspensionReason) -> String {
    words.t(match reason {
        SuspensionReason::CorrectionAsked => "suspension-correction",
        SuspensionReason::ObjectionRaised => "suspension-objection",
    })
}

fn ledger(app: &App, words: Words, entry: &LedgerEntry) -> String {
    let moment = |at: &Timestamp| ("at", words.short_moment(app.rules().zone().to_datetime(*at)));
    let day = |day: &Option<Date>| day.map_or_else(|| words.t("due-paused"), |day| words.day(day));
    match entry {
        LedgerEntry::Suspended { at, reason } => {
            words.with("ledger-suspended", &[moment(at), ("reason", suspension(words, *reason))])
        }
        LedgerEntry::Resumed { at } => words.with("ledger-resumed", &[moment(at)]),
        LedgerEntry::Extended { at, amount, by, reason } => {
            let reason = reason.get().cloned().unwrap_or_else(|| words.t("erased"));
            let values = [moment(at), ("amount", amount.to_string()), ("by", by.clone()), ("reason", reason)];
            words.with("ledger-extended", &values)
        }
        LedgerEntry::Reprojected { at, from, to, year } => {
            let values = [moment(at), ("from", day(from)), ("to", day(to)), ("year", year.to_string())];
            words.with("ledger-reprojected", &values)
        }
    }
}
