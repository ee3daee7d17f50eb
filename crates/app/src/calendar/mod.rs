//! Import a year's statutory calendar, and move what it moves.

use jiff::civil::Date;
use leye_domain::calendar::{SpecialDay, SpecialKind};
use leye_domain::case::{Case, Event};
use leye_domain::clock::LedgerEntry;
use leye_domain::id::CaseId;
use leye_domain::staff::Actor;
use leye_store::{CalendarDayRow, CalendarYearRow};

use crate::App;
use crate::application::reprojection;
use crate::error::AppError;

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    /// The years, with how many days each names.
    pub years: Vec<(i16, usize)>,
    /// Cases whose due day moved.
    pub moved: usize,
}

/// A fault of a calendar file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}; the columns are date,kind,name,year with kind `holiday` or `workday`")]
pub struct CalendarFault {
    /// Line of the file, 1 is the heading.
    pub line: u64,
    /// What is wrong.
    pub what: String,
}

/// Reads a calendar as the contract gives it: `date,kind,name,year`.
///
/// # Errors
/// Every faulty line.
pub fn parse(text: &str) -> Result<Vec<(i16, SpecialDay)>, Vec<CalendarFault>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut days = Vec::new();
    let mut faults = Vec::new();
    for record in reader.records() {
        match record.map(|r| (r.position().map_or(0, csv::Position::line), day(&r))) {
            Ok((_, Ok(found))) => days.push(found),
            Ok((line, Err(what))) => faults.push(CalendarFault { line, what }),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(CalendarFault { line, what: error.to_string() });
            }
        }
    }
    if days.is_empty() && faults.is_empty() {
        faults.push(CalendarFault { line: 1, what: "the file names no day".to_owned() });
    }
    if faults.is_empty() { Ok(days) } else { Err(faults) }
}

fn day(record: &csv::StringRecord) -> Result<(i16, SpecialDay), String> {
    let field = |at: usize, name: &str| record.get(at).ok_or_else(|| format!("{name} is missing"));
    let date: Date = field(0, "date")?.parse().map_err(|_| "the date is not like 2027-01-01".to_owned())?;
    let kind = match field(1, "kind")? {
        "holiday" => SpecialKind::Holiday,
        "workday" => SpecialKind::Workday,
        _ => return Err("the kind is neither holiday nor workday".to_owned()),
    };
    let year: i16 = field(3, "year")?.parse().map_err(|_| "the year is not a number".to_owned())?;
    if (i32::from(date.year()) - i32::from(year)).abs() > 1 {
        return Err("the date is not of that year".to_owned());
    }
    Ok((year, SpecialDay { date, kind, name: field(2, "name")?.to_owned() }))
}

impl App {
    /// Imports years and re-projects every open clock that they move, each with its
    /// reason on record.
    ///
    /// # Errors
    /// Storage failures; nothing is imported then.
    pub async fn import_calendar(
        &self,
        days: Vec<(i16, SpecialDay)>,
        source: &str,
    ) -> Result<Imported, AppError> {
        let before = self.rules.policy(self.today());
        let mut years = Vec::new();
        for year in days.iter().map(|(year, _)| *year).collect::<std::collections::BTreeSet<_>>() {
            let named: Vec<SpecialDay> =
                days.iter().filter(|(y, _)| *y == year).map(|(_, d)| d.clone()).collect();
            let rows = named.iter().map(|day| row(year, day)).collect();
            let head = CalendarYearRow {
                year: year.into(),
                imported_at: self.time.now(),
                source: source.to_owned(),
            };
            self.store.put_calendar(head, rows).await?;
            years.push((year, named.len()));
            self.rules.import(year, named);
        }
        let after = self.rules.policy(self.today());
        let mut moved = 0;
        let last = years.last().map_or(0, |(year, _)| *year);
        for subject in self.store.open_cases().await? {
            let Ok(id) = CaseId::parse(&subject) else { continue };
            let (case, submitted_at) = self.load(&id).await?;
            let due = |policy: &leye_domain::policy::Policy| {
                let clock = &case.open()?.clock;
                clock.read(&policy.calendar, &policy.zone).ok()?.due_day()
            };
            let (from, to) = (due(&before), due(&after));
            if from == to {
                continue;
            }
            let event = reprojected(&case, self.time.now(), from, to, last);
            reprojection(self, &case, event, &Actor::Service, submitted_at).await?;
            moved += 1;
        }
        Ok(Imported { years, moved })
    }
}

fn reprojected(
    case: &Case,
    at: jiff::Timestamp,
    from: Option<Date>,
    to: Option<Date>,
    year: i16,
) -> Vec<Event> {
    let Some(open) = case.open() else { return Vec::new() };
    let mut clock = open.clock.clone();
    clock.ledger.push(LedgerEntry::Reprojected { at, from, to, year });
    vec![Event::ClockReprojected { year, clock }]
}

fn row(year: i16, day: &SpecialDay) -> CalendarDayRow {
    let kind = match day.kind {
        SpecialKind::Holiday => "holiday",
        SpecialKind::Workday => "workday",
    };
    CalendarDayRow { date: day.date, year: year.into(), kind: kind.to_owned(), name: day.name.clone() }
}

/// The imported years as stored.
pub(crate) fn special(row: &CalendarDayRow) -> SpecialDay {
    let kind = if row.kind == "workday" { SpecialKind::Workday } else { SpecialKind::Holiday };
    SpecialDay { date: row.date, kind, name: row.name.clone() }
}
