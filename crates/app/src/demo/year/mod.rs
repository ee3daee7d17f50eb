//! A whole year of follow-up and assistance in training, at real stations, with an independent
//! count beside it: every visit that is due is in one list once, none is missing, and the alarms
//! are those of the count.
//!
//! * `town` makes stations, staff and people who are determined
//! * `life` draws what they want and when, `deed` has the words for it
//! * `act` makes each deed through the use case that the pages call
//! * `books` are told the same deeds and count for themselves, by `numbers` of the pack
//! * `check` holds the lists of the service against the books

mod act;
mod books;
mod check;
mod deed;
mod life;
mod numbers;
mod town;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};
use leye_domain::assistance::Because;
use serde::Serialize;

use super::data::Data;
use super::draw::seed_of_move;
use super::{midnight, seem_to_be};
use crate::assistance::AssistanceOnly;
use crate::error::AppError;
use crate::import::lanes::in_order;
use crate::{App, Chance, Stopwatch, TimeSource};
use act::Hands;
use books::{Folk, Helped};
pub use check::Difference;
use check::{Checked, assisted};
use deed::Deed;
pub use deed::DeedKind;
use life::Life;
use numbers::Numbers;
use town::Place;

/// When the counters of the year open.
const OPENS: Time = Time::constant(9, 0, 0, 0);
/// When the service looks for what runs out at midnight.
const SETTLES: Time = Time::constant(0, 1, 0, 0);
/// The lists of every station are held against the books once in so many days, all of them once in
/// so many of these checks and at the end.
const DAYS_OF_A_CHECK: usize = 7;
const CHECKS_OF_A_WHOLE_ONE: usize = 4;
/// More differences than this are counted and not told.
const MOST_TOLD: usize = 1_000;

/// What the year shall be.
#[derive(Clone)]
pub struct YearOptions {
    /// How many stations.
    pub stations: usize,
    /// How many people, all of them determined.
    pub people: usize,
    /// How many days.
    pub days: usize,
    /// The same seed gives the same lives.
    pub seed: u64,
    /// The day after the last; the training clock stands there at the end.
    pub until: Date,
    /// The password of everybody on the staff.
    pub password: String,
}

/// How far a year is.
#[derive(Clone, Copy, Debug)]
pub struct Lived {
    /// Days that are over, of how many.
    pub days: usize,
    /// Deeds that were done.
    pub deeds: u64,
    /// Differences that were found.
    pub differences: usize,
}

/// What a year came to.
#[derive(Clone, Debug, Serialize)]
pub struct YearReport {
    /// Stations, and agencies above them.
    pub stations: usize,
    /// Offices and bureaus.
    pub above: usize,
    /// People.
    pub people: usize,
    /// Of these, assisted from the beginning.
    pub assisted: usize,
    /// The first day, and the last that was lived.
    pub from: Date,
    /// See `from`.
    pub to: Date,
    /// Days that were lived.
    pub days: usize,
    /// What was done, by kind.
    pub deeds: BTreeMap<DeedKind, u64>,
    /// How often the lists were held against the books.
    pub checks: usize,
    /// Rows of the books that were looked for in the lists, by list.
    pub compared: BTreeMap<&'static str, u64>,
    /// Seconds that went into making stations and people, into deeds, nights and checks.
    pub spent: BTreeMap<&'static str, f64>,
    /// How many differences there are.
    pub differing: usize,
    /// The first of them.
    pub differences: Vec<Difference>,
}

/// A year on its way.
pub struct Year<'a> {
    app: &'a App,
    data: Data,
    numbers: Numbers,
    place: Place,
    folk: Vec<Folk>,
    /// The places of the people of each station.
    by_station: Vec<Vec<usize>>,
    lives: Vec<Life>,
    /// The day that was lived last.
    day: Date,
    options: YearOptions,
    report: YearReport,
}

/// What somebody does on a day.
struct Today {
    dweller: usize,
    deeds: Vec<(Timestamp, Deed)>,
}

impl YearOptions {
    /// The first day.
    fn first(&self) -> Result<Date, AppError> {
        let days = i64::try_from(self.days).unwrap_or(i64::MAX);
        self.until.checked_sub(Span::new().days(days)).map_err(|e| AppError::Rules(e.to_string()))
    }
}

impl<'a> Year<'a> {
    /// Fills empty storage, makes it a training storage, and asks it whom it assists.
    ///
    /// # Errors
    /// [`AppError::NotTraining`] on storage that holds real cases, [`AppError::Rules`] on storage
    /// that is filled already and on a pack without follow-up or assistance, a fault of the field
    /// `stations` or `people` where there are too many; storage failures.
    pub async fn begin(app: &'a App, options: YearOptions) -> Result<Year<'a>, AppError> {
        app.begin(true).await?;
        if app.store.has_cases().await? || !app.store.users().await?.is_empty() {
            let what = "this storage is filled already; name another folder with --data, or remove this one";
            return Err(AppError::Rules(what.to_owned()));
        }
        let first = options.first()?;
        let lacking = || AppError::Rules("the pack lacks numbers of follow-up or assistance".to_owned());
        let numbers =
            Numbers::of(&app.rules.pack_on(first), first, app.rules.zone().clone()).ok_or_else(lacking)?;
        let data = Data::read()?;
        let watch = Stopwatch::start();
        let place = town::settle(app, &data, &options).await?;
        let report = YearReport {
            stations: place.stations.len(),
            above: place.above.len(),
            people: place.people.len(),
            assisted: 0,
            from: first,
            to: first,
            days: 0,
            deeds: BTreeMap::new(),
            checks: 0,
            compared: BTreeMap::new(),
            spent: BTreeMap::new(),
            differing: 0,
            differences: Vec::new(),
        };
        let folk = vec![Folk::default(); place.people.len()];
        let lives = Vec::new();
        let mut by_station = vec![Vec::new(); place.stations.len()];
        for (at, dweller) in place.people.iter().enumerate() {
            by_station[dweller.station].push(at);
        }
        let mut year =
            Year { app, data, numbers, place, folk, by_station, lives, day: first, options, report };
        year.ask_who_is_helped().await?;
        year.spend("making", watch);
        Ok(year)
    }

    /// Whom the service assists when the year begins: from there the books count alone.
    async fn ask_who_is_helped(&mut self) -> Result<(), AppError> {
        let mut opened = BTreeMap::new();
        for station in &self.place.stations {
            for line in assisted(self.app, &station.staff[0], AssistanceOnly::All).await? {
                let is_stock = line.assistance.because == Because::TakenOver;
                opened.insert(line.person.as_str().to_owned(), (line.assistance.opened, is_stock));
            }
        }
        for (number, dweller) in self.place.people.iter().enumerate() {
            let on = opened.get(dweller.id.as_str());
            self.folk[number].helped =
                on.and_then(|(on, is_stock)| Helped::opened(*on, *is_stock, &self.numbers));
            let seed = seed_of_move(self.options.seed, number, 0);
            self.lives.push(Life::begun(seed, self.report.from, on.is_some()));
            self.report.assisted += usize::from(on.is_some());
        }
        Ok(())
    }

    /// Lives through so many days more, and holds the lists against the books once a week.
    /// `progress` is told after each day; when `stop` is set, it stops after the day at hand.
    ///
    /// # Errors
    /// Storage failures. What was done stays as it is.
    pub async fn live(
        &mut self,
        days: usize,
        stop: &AtomicBool,
        progress: &(dyn Fn(Lived) + Sync),
    ) -> Result<(), AppError> {
        for _ in 0..days {
            if stop.load(Ordering::SeqCst) {
                break;
            }
            self.live_a_day().await?;
            let checks = self.report.days / DAYS_OF_A_CHECK;
            if self.report.days.is_multiple_of(DAYS_OF_A_CHECK) {
                self.check(checks.is_multiple_of(CHECKS_OF_A_WHOLE_ONE)).await?;
            }
            let deeds = self.report.deeds.values().sum();
            progress(Lived { days: self.report.days, deeds, differences: self.report.differing });
        }
        Ok(())
    }

    async fn live_a_day(&mut self) -> Result<(), AppError> {
        if self.report.days > 0 {
            self.day = self.day.tomorrow().map_err(|e| AppError::Rules(e.to_string()))?;
        }
        seem_to_be(self.app, self.day).await?;
        let (night, watch) = (self.at(SETTLES)?, Stopwatch::start());
        Box::pin(TimeSource::during(night, self.app.settle_due())).await?;
        self.spend("nights", watch);
        let watch = Stopwatch::start();
        let today = self.planned()?;
        let lead = |at: usize| self.lead(&today[at]);
        let (mut refused, all) = (Vec::new(), (0..today.len()).collect::<Vec<_>>());
        in_order(&all, lead, |led: Result<Vec<Difference>, AppError>| {
            refused.extend(led?);
            Ok(())
        })
        .await?;
        for deed in today.iter().flat_map(|one| &one.deeds) {
            *self.report.deeds.entry(deed.1.kind()).or_default() += 1;
        }
        self.note(Checked { differences: refused, ..Checked::default() });
        self.report.days += 1;
        self.report.to = self.day;
        self.spend("deeds", watch);
        Ok(())
    }

    /// What everybody does today, as the books write it down.
    fn planned(&mut self) -> Result<Vec<Today>, AppError> {
        let (day, begins, mut all) = (self.day, self.at(OPENS)?, Vec::new());
        for (number, (folk, life)) in self.folk.iter_mut().zip(&mut self.lives).enumerate() {
            folk.day_begins(day);
            let people = &self.place.stations[self.place.people[number].station].names;
            let mut deeds = Vec::new();
            while let Some(deed) = life.next(day, folk, &self.numbers) {
                let minute = i64::try_from(life.minute(deeds.len())).unwrap_or_default();
                let at = begins + jiff::SignedDuration::from_mins(minute);
                let lost = || AppError::Rules(format!("the books of the year know nothing of {deed:?}"));
                let came = folk.write(&deed, at, people, &self.numbers).ok_or_else(lost)?;
                life.follow(&deed, &came, day, folk, &self.numbers);
                deeds.push((at, deed));
            }
            if !deeds.is_empty() {
                all.push(Today { dweller: number, deeds });
            }
        }
        Ok(all)
    }

    /// Makes somebody's deeds of the day. What the books hold possible and the service refuses is
    /// a difference.
    async fn lead(&self, today: &Today) -> Result<Vec<Difference>, AppError> {
        let dweller = &self.place.people[today.dweller];
        let station = &self.place.stations[dweller.station];
        let hands = Hands {
            app: self.app,
            numbers: &self.numbers,
            texts: &self.data.phrases.assist,
            staff: &station.staff,
            person: &dweller.id,
            name: &dweller.name,
        };
        let mut refused = Vec::new();
        for (at, deed) in &today.deeds {
            let seed = seed_of_move(self.options.seed, today.dweller, self.report.days + 1);
            match Box::pin(Chance::during(seed, hands.make(deed, *at))).await {
                Ok(()) => {}
                Err(AppError::Store(error)) => return Err(AppError::Store(error)),
                Err(error) => refused.push(Difference {
                    day: self.day,
                    agency: station.code.as_str().to_owned(),
                    list: "refused",
                    person: dweller.id.as_str().to_owned(),
                    what: format!("{:?}", deed.kind()),
                    books: Some(format!("{deed:?}")),
                    service: vec![error.to_string()],
                }),
            }
        }
        Ok(refused)
    }

    /// Holds the lists against the books, as of this evening: those that change every day, or the
    /// whole of them.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn check(&mut self, whole: bool) -> Result<(), AppError> {
        let (watch, mut checked) = (Stopwatch::start(), Checked::default());
        let mut take = |one: Result<Checked, AppError>| {
            checked.add(one?);
            Ok(())
        };
        let stations: Vec<usize> = (0..self.place.stations.len()).collect();
        in_order(&stations, |place| self.check_station(place, whole), &mut take).await?;
        let above: Vec<usize> = (0..self.place.above.len()).collect();
        in_order(&above, |place| self.check_above(place, whole), &mut take).await?;
        self.report.checks += 1;
        self.note(checked);
        self.spend("checks", watch);
        Ok(())
    }

    fn spend(&mut self, on: &'static str, watch: Stopwatch) {
        *self.report.spent.entry(on).or_default() += watch.seconds();
    }

    fn note(&mut self, checked: Checked) {
        for (list, rows) in checked.rows {
            *self.report.compared.entry(list).or_default() += rows;
        }
        self.report.differing += checked.differences.len();
        let room = MOST_TOLD.saturating_sub(self.report.differences.len());
        self.report.differences.extend(checked.differences.into_iter().take(room));
    }

    fn at(&self, time: Time) -> Result<Timestamp, AppError> {
        self.numbers.at(self.day, time).ok_or_else(|| AppError::Rules(format!("{} has no {time}", self.day)))
    }

    /// What it came to so far.
    pub fn report(&self) -> &YearReport {
        &self.report
    }
}

/// Lives through a whole year: the last check is of every list.
///
/// # Errors
/// As [`Year::begin`] and [`Year::live`].
pub async fn live(
    app: &App,
    options: YearOptions,
    stop: &AtomicBool,
    progress: &(dyn Fn(Lived) + Sync),
) -> Result<YearReport, AppError> {
    let (days, until) = (options.days, options.until);
    let mut year = Year::begin(app, options).await?;
    year.live(days, stop, progress).await?;
    year.check(true).await?;
    if year.report.days == days {
        seem_to_be(app, until).await?;
        let morning = midnight(app, until)?;
        TimeSource::during(morning, app.settle_due()).await?;
    }
    Ok(year.report)
}
