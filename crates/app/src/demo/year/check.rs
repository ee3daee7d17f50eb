//! The books are held against what the service lists, station by station and above.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::Staff;
use leye_domain::supervision::Due;
use serde::Serialize;

use super::Year;
use super::books::{Became, Folk};
use super::deed::Called;
use super::numbers::{Numbers, days_on};
use crate::assistance::{AssistanceFilter, AssistanceLine, AssistanceOnly};
use crate::error::AppError;
use crate::followup::{OwedFilter, OwedKind, OwedRow, OwedTime, OwedWhat, RankFilter, RankState};
use crate::{App, TimeSource};

/// When a check is made: what is owed by the close of business is late then, what is owed by the
/// end of the day is not.
const EVENING: Time = Time::constant(20, 0, 0, 0);
/// Days of the standings that are held against the books.
const PERIOD: i32 = 28;

/// Something in which the service and the books differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The day.
    pub day: Date,
    /// Whose list.
    pub agency: String,
    /// Which list.
    pub list: &'static str,
    /// The person, by id; empty where it is about no one person.
    pub person: String,
    /// What it is about: a visit as job, month and target, a mediation, a helper.
    pub what: String,
    /// What the books say; none where they have nothing of the kind.
    pub books: Option<String>,
    /// What the list says, once for each row; nothing where it has no such row.
    pub service: Vec<String>,
}

/// What checks came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Checked {
    /// Rows that were compared, by list.
    pub rows: BTreeMap<&'static str, u64>,
    pub differences: Vec<Difference>,
}

/// What a row is about, and what it says.
type Row = ((String, String), String);

/// One agency whose lists are looked at on a day.
struct Desk<'a> {
    app: &'a App,
    numbers: &'a Numbers,
    staff: &'a Staff,
    /// Everybody at and below it, by id, with their station.
    folk: Vec<(&'a str, &'a AgencyCode, &'a Folk)>,
    today: Date,
    now: Timestamp,
    checked: Checked,
}

impl Checked {
    pub(super) fn add(&mut self, other: Checked) {
        for (list, rows) in other.rows {
            *self.rows.entry(list).or_default() += rows;
        }
        self.differences.extend(other.differences);
    }
}

impl Year<'_> {
    /// The lists of one station.
    pub(super) async fn check_station(&self, place: usize, whole: bool) -> Result<Checked, AppError> {
        let station = &self.place.stations[place];
        let mut desk = self.desk(&station.staff[0], &station.code)?;
        let now = desk.now;
        let looked = async {
            desk.visits(OwedTime::Late, "visits_late").await?;
            desk.visits(OwedTime::Week, "visits_this_week").await?;
            desk.visit_counts().await?;
            desk.mediations(OwedTime::Any, "mediations").await?;
            desk.reports().await?;
            desk.neglected().await?;
            desk.caseload().await?;
            if whole {
                desk.visits(OwedTime::Any, "visits").await?;
                desk.assistance().await?;
                desk.ranks().await?;
            }
            Ok::<_, AppError>(desk.checked)
        };
        Box::pin(TimeSource::during(now, looked)).await
    }

    /// The lists of an office or a bureau: what is late there, and what was due.
    pub(super) async fn check_above(&self, place: usize, whole: bool) -> Result<Checked, AppError> {
        let above = &self.place.above[place];
        let mut desk = self.desk(&above.staff, &above.code)?;
        let now = desk.now;
        let looked = async {
            let office = above.code.level() == Level::Office;
            if office || whole {
                desk.visits(OwedTime::Late, "visits_late").await?;
                desk.mediations(OwedTime::Late, "mediations_late").await?;
                desk.neglected().await?;
            }
            if office {
                desk.day_check().await?;
            }
            if whole && office {
                desk.standings().await?;
            }
            Ok::<_, AppError>(desk.checked)
        };
        Box::pin(TimeSource::during(now, looked)).await
    }

    fn desk<'a>(&'a self, staff: &'a Staff, agency: &AgencyCode) -> Result<Desk<'a>, AppError> {
        let evening = self.numbers.at(self.day, EVENING).ok_or(AppError::NotFound)?;
        let stations = self.place.stations.iter().zip(&self.by_station);
        let here =
            stations.filter(|(station, _)| agency.covers(&station.code)).flat_map(|(station, people)| {
                people.iter().map(|at| (self.place.people[*at].id.as_str(), &station.code, &self.folk[*at]))
            });
        let (folk, checked) = (here.collect(), Checked::default());
        Ok(Desk {
            app: self.app,
            numbers: &self.numbers,
            staff,
            folk,
            today: self.day,
            now: evening,
            checked,
        })
    }
}

impl Desk<'_> {
    /// Every row of the books is in the list once and says the same, and there is no other.
    fn hold(&mut self, list: &'static str, books: Vec<Row>, service: Vec<Row>) {
        *self.checked.rows.entry(list).or_default() += u64::try_from(books.len()).unwrap_or(u64::MAX);
        let books: BTreeMap<_, _> = books.into_iter().collect();
        let mut listed: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for (about, says) in service {
            listed.entry(about).or_default().push(says);
        }
        let abouts: BTreeSet<_> = books.keys().chain(listed.keys()).collect();
        for about in abouts {
            let (books, service) = (books.get(about), listed.get(about).cloned().unwrap_or_default());
            if books.is_some_and(|says| service == std::slice::from_ref(says)) {
                continue;
            }
            self.checked.differences.push(Difference {
                day: self.today,
                agency: self.staff.agency.as_str().to_owned(),
                list,
                person: about.0.clone(),
                what: about.1.clone(),
                books: books.cloned(),
                service,
            });
        }
    }

    async fn owed(&self, kind: OwedKind, time: OwedTime) -> Result<Vec<OwedRow>, AppError> {
        let mut filter = OwedFilter { kind, time, ..OwedFilter::default() };
        let mut rows = Vec::new();
        loop {
            let page = self.app.follow_ups_owed(self.staff, &filter).await?;
            rows.extend(page.items);
            filter.after = page.next;
            if filter.after.is_none() {
                return Ok(rows);
            }
        }
    }

    async fn visits(&mut self, time: OwedTime, list: &'static str) -> Result<(), AppError> {
        let rows = self.owed(OwedKind::Visit, time).await?;
        let listed = rows.iter().map(|row| {
            let due = self.numbers.day(row.due_at);
            let about = about(row.person.as_str(), named(row));
            (about, says_visit(due, row.is_open, row.risk))
        });
        let listed = listed.collect();
        let sunday = days_on(self.today, 7 - i32::from(self.today.weekday().to_monday_one_offset()));
        let asked = |due: Date| match time {
            OwedTime::Any => true,
            OwedTime::Week => due <= sunday,
            OwedTime::Late => due < self.today,
        };
        let mut books = Vec::new();
        for (id, _, folk) in &self.folk {
            for visit in folk.visits_owed().filter(|visit| asked(visit.due)) {
                let risk = folk.of(visit.called.0).map_or(0, |job| job.risk());
                let says = says_visit(visit.due, visit.opens <= self.today, risk);
                books.push((about(id, called(visit.called)), says));
            }
        }
        self.hold(list, books, listed);
        Ok(())
    }

    async fn visit_counts(&mut self) -> Result<(), AppError> {
        let (all, late) = self.app.visits_owed(self.staff).await?;
        let owed = || self.folk.iter().flat_map(|(_, _, folk)| folk.visits_owed());
        let ours = (owed().count(), owed().filter(|visit| visit.due < self.today).count());
        let row = |(all, late): (String, String)| (about("", "visits"), format!("{all} owed, {late} late"));
        let books = vec![row((ours.0.to_string(), ours.1.to_string()))];
        self.hold("visit_counts", books, vec![row((all.to_string(), late.to_string()))]);
        Ok(())
    }

    async fn mediations(&mut self, time: OwedTime, list: &'static str) -> Result<(), AppError> {
        let rows = self.owed(OwedKind::Mediation, time).await?;
        let listed = rows.iter().map(|row| (about(row.person.as_str(), named(row)), row.due_at.to_string()));
        let listed = listed.collect();
        let mut books = Vec::new();
        for (id, _, folk) in &self.folk {
            for (job, number, due) in folk.mediations_owed() {
                if time == OwedTime::Any || due < self.now {
                    books.push((about(id, format!("{job} mediation {number}")), due.to_string()));
                }
            }
        }
        self.hold(list, books, listed);
        Ok(())
    }

    async fn reports(&mut self) -> Result<(), AppError> {
        let rows = self.owed(OwedKind::Conflict, OwedTime::Any).await?;
        let listed = rows.iter().map(|row| (about(row.person.as_str(), named(row)), row.due_at.to_string()));
        let listed = listed.collect();
        let books = self.folk.iter().flat_map(|(id, _, folk)| {
            folk.reports_owed().map(|(one, due)| (about(id, called(one)), due.to_string()))
        });
        let books = books.collect();
        self.hold("two_reports", books, listed);
        Ok(())
    }

    async fn helped(&self, only: AssistanceOnly) -> Result<Vec<AssistanceLine>, AppError> {
        assisted(self.app, self.staff, only).await
    }

    async fn neglected(&mut self) -> Result<(), AppError> {
        let lines = self.helped(AssistanceOnly::Neglected).await?;
        let says = |alarm: bool| if alarm { "alarm" } else { "no alarm" }.to_owned();
        let listed = lines.iter().map(|line| (about(line.person.as_str(), ""), says(line.neglected)));
        let neglected = |folk: &Folk| {
            folk.helped.as_ref().is_some_and(|helped| helped.is_neglected(self.today, self.numbers))
        };
        let books = self.folk.iter().filter(|(_, _, folk)| neglected(folk));
        let books = books.map(|(id, _, _)| (about(id, ""), says(true))).collect();
        self.hold("neglected", books, listed.collect());
        Ok(())
    }

    /// Of each helper and of the station: how many run, rest, and were not contacted in time.
    async fn caseload(&mut self) -> Result<(), AppError> {
        let load = self.app.caseload(self.staff).await?;
        let says =
            |open: i64, rest: i64, neglected: i64| format!("{open} run, {rest} rest, {neglected} neglected");
        let helpers = load.helpers.iter().filter(|one| one.open + one.resting > 0);
        let helpers = helpers.map(|one| (about("", &one.user), says(one.open, one.resting, one.neglected)));
        let all = says(load.open, load.resting, load.neglected) + &format!(", {} alone", load.without_helper);
        let listed = helpers.chain([(about("", "all"), all)]).collect();
        let mut counts: BTreeMap<&str, (i64, i64, i64)> = BTreeMap::new();
        let mut alone = 0;
        for helped in self.folk.iter().filter_map(|(_, _, folk)| folk.helped.as_ref()) {
            let neglected = i64::from(helped.is_neglected(self.today, self.numbers));
            let (open, rests) = if helped.rests.is_none() { (1, 0) } else { (0, 1) };
            alone += if helped.helper.is_none() { open } else { 0 };
            for of in helped.helper.iter().map(String::as_str).chain(["all"]) {
                let count = counts.entry(of).or_default();
                (count.0, count.1, count.2) = (count.0 + open, count.1 + rests, count.2 + neglected);
            }
        }
        counts.entry("all").or_default();
        let books = counts.into_iter().map(|(of, (open, rests, neglected))| {
            let more = if of == "all" { format!(", {alone} alone") } else { String::new() };
            (about("", of), says(open, rests, neglected) + &more)
        });
        let books = books.collect();
        self.hold("caseload", books, listed);
        Ok(())
    }

    /// Who is assisted, how it stands, and what is owed next.
    async fn assistance(&mut self) -> Result<(), AppError> {
        let lines = self.helped(AssistanceOnly::All).await?;
        let listed = lines.iter().map(|line| {
            let next = line.next.map(|(kind, due, _)| format!("{} {due}", kind.as_str()));
            let state = line.assistance.phase.as_str();
            (about(line.person.as_str(), ""), format!("{state}, {}", next.unwrap_or_default()))
        });
        let books = self.folk.iter().filter_map(|(id, _, folk)| {
            let helped = folk.helped.as_ref()?;
            let next = helped.owed(self.numbers).into_iter().min_by_key(|(_, due)| *due);
            let next = next.map(|(kind, due)| format!("{kind} {due}")).unwrap_or_default();
            let state = if helped.rests.is_none() { "open" } else { "resting" };
            Some((about(id, ""), format!("{state}, {next}")))
        });
        let books = books.collect();
        self.hold("assistance", books, listed.collect());
        Ok(())
    }

    /// Those in work by risk, each with the reasons.
    async fn ranks(&mut self) -> Result<(), AppError> {
        let says = |state: &str, job: u32, risk: u32, why: &BTreeMap<String, u32>| {
            format!("{state}, job {job}, risk {risk}, {why:?}")
        };
        let mut listed = Vec::new();
        for state in RankState::ALL {
            let mut filter = RankFilter { state, ..RankFilter::default() };
            loop {
                let page = self.app.jobs_by_risk(self.staff, &filter).await?;
                for row in page.items {
                    let why =
                        row.reasons.into_iter().map(|(code, weight)| (code, u32::from(weight))).collect();
                    let says = says(state.as_str(), row.employment, row.risk, &why);
                    listed.push((about(row.person.as_str(), ""), says));
                }
                filter.after = page.next;
                if filter.after.is_none() {
                    break;
                }
            }
        }
        let books = self.folk.iter().filter_map(|(id, _, folk)| {
            let (state, job, risk, why) = folk.ranked()?;
            Some((about(id, ""), says(state, job, risk, &why)))
        });
        let books = books.collect();
        self.hold("ranks", books, listed);
        Ok(())
    }

    /// What was due yesterday, and what became of it (B2b).
    async fn day_check(&mut self) -> Result<(), AppError> {
        let day = days_on(self.today, -1);
        let check = self.app.day_check(self.staff, None, day).await?;
        let listed = check.due.iter().map(|row| {
            let what = visit(row.employment, row.slot.month, row.slot.target.as_str());
            let became = match row.became {
                Due::InTime => Became::InTime,
                Due::Late => Became::Late,
                Due::Owed => Became::Owed,
            };
            (about(row.person.as_str(), what), format!("{became:?}"))
        });
        let mut books = Vec::new();
        for (id, _, folk) in &self.folk {
            for (job, known) in folk.numbered() {
                let due = known.due_in((day, day));
                books.extend(due.map(|(month, who, became)| {
                    (about(id, called((job, month, who))), format!("{became:?}"))
                }));
            }
        }
        self.hold("day_check", books, listed.collect());
        Ok(())
    }

    /// How stations stand over four weeks (B2c).
    async fn standings(&mut self) -> Result<(), AppError> {
        let days = (days_on(self.today, -PERIOD), days_on(self.today, -1));
        let standings = self.app.standings(self.staff, None, days).await?;
        let says = |due: u32, in_time: u32, late: u32, owed: u32| {
            format!("{due} due, {in_time} in time, {late} late, {owed} owed")
        };
        let rows = standings.rows.iter().map(|row| &row.visits).filter(|row| row.due > 0);
        let listed =
            rows.map(|row| (about("", &row.station), says(row.due, row.in_time, row.late, row.owed)));
        let mut counts: BTreeMap<&AgencyCode, BTreeMap<Became, u32>> = BTreeMap::new();
        for (_, station, folk) in &self.folk {
            for (_, _, became) in folk.jobs.iter().flat_map(|job| job.due_in(days)) {
                *counts.entry(station).or_default().entry(became).or_default() += 1;
            }
        }
        let books = counts.into_iter().map(|(station, of)| {
            let count = |became| of.get(&became).copied().unwrap_or_default();
            let (in_time, late, owed) = (count(Became::InTime), count(Became::Late), count(Became::Owed));
            (about("", station), says(in_time + late + owed, in_time, late, owed))
        });
        let books = books.collect();
        self.hold("standings", books, listed.collect());
        Ok(())
    }
}

/// Everybody in a list of who is assisted.
pub(super) async fn assisted(
    app: &App,
    staff: &Staff,
    only: AssistanceOnly,
) -> Result<Vec<AssistanceLine>, AppError> {
    let mut filter = AssistanceFilter { only, ..AssistanceFilter::default() };
    let mut lines = Vec::new();
    loop {
        let page = app.assistance_list(staff, &filter).await?;
        lines.extend(page.items);
        filter.after = page.next;
        if filter.after.is_none() {
            return Ok(lines);
        }
    }
}

fn about(person: &str, what: impl Display) -> (String, String) {
    (person.to_owned(), what.to_string())
}

fn visit(job: u32, month: u16, who: &str) -> String {
    format!("{job} visit {month}-{who}")
}

fn called((job, month, who): Called) -> String {
    visit(job, month, who.as_str())
}

fn named(row: &OwedRow) -> String {
    match row.what {
        OwedWhat::Visit(slot) => visit(row.employment, slot.month, slot.target.as_str()),
        OwedWhat::Mediation(number) => format!("{} mediation {number}", row.employment),
    }
}

fn says_visit(due: Date, open: bool, risk: u32) -> String {
    let open = if open { "can be made" } else { "is too early" };
    format!("due {due}, {open}, risk {risk}")
}
