//! Applications that were received on paper: each becomes a case, through the guard that
//! the counter meets, with its time limit running from the day on which it was received.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, Details};
use leye_domain::clock::Clock;
use leye_domain::fact::KnownFacts;
use leye_domain::person::PersonName;
use leye_domain::policy::Policy;
use leye_domain::staff::{Role, Staff};

use super::fault::Fault;
use super::people::past_day;
use super::places::Places;
use super::register::{Desk, Judged, Register, Verdict, refused};
use super::table::{Column, Line, RowFaults};
use super::{By, Request, category, person};
use crate::application::submit::Intake;
use crate::application::{NewApplicant, NewApplication};
use crate::error::AppError;
use crate::user;

/// Who holds the cases of a station whose register is imported by whoever runs the
/// server: the first of these roles.
const HOLDERS: [Role; 3] = [Role::Clerk, Role::Reviewer, Role::Head];

/// The register of applications.
pub(crate) struct Applications<'a> {
    desk: &'a Desk<'a>,
    places: Places,
    /// Who holds the new cases of each station.
    holders: BTreeMap<AgencyCode, Vec<Staff>>,
    /// The rules of the days on which applications were received.
    policies: Mutex<BTreeMap<Date, Arc<Policy>>>,
}

/// A row that was read.
pub(crate) struct Record {
    station: AgencyCode,
    details: Details,
    claimed: Vec<String>,
    received: Date,
}

impl<'a> Applications<'a> {
    pub(crate) async fn new(desk: &'a Desk<'a>, request: &Request) -> Result<Applications<'a>, AppError> {
        let own = desk.actor.staff().map(|staff| staff.agency.clone());
        let places = Places::of(desk.app, request.agency.clone().or(own), true);
        let mut holders: BTreeMap<AgencyCode, Vec<Staff>> = BTreeMap::new();
        for row in desk.app.store.users().await?.iter().filter(|row| row.active) {
            let staff = user::staff(row)?;
            if HOLDERS.contains(&staff.role) {
                holders.entry(staff.agency.clone()).or_default().push(staff);
            }
        }
        let rank = |staff: &Staff| HOLDERS.iter().position(|role| *role == staff.role);
        holders.values_mut().for_each(|of_one| of_one.sort_by_key(rank));
        Ok(Applications { desk, places, holders, policies: Mutex::default() })
    }

    /// Whether rows need not name their station.
    pub(crate) fn has_station(&self) -> bool {
        self.places.has_given()
    }

    /// Who will hold the case: who imports, else somebody of the station who is no
    /// relative.
    fn holder(&self, record: &Record) -> Option<&Staff> {
        if let By::Staff(staff) = self.desk.by {
            return Some(staff);
        }
        let household = self.desk.app.household_hashes(&record.details);
        let foreign = |staff: &&Staff| staff.identity.as_ref().is_none_or(|own| !household.contains(own));
        self.holders.get(&record.station)?.iter().find(foreign)
    }

    fn policy(&self, day: Date) -> Arc<Policy> {
        let mut policies = self.policies.lock().unwrap_or_else(PoisonError::into_inner);
        policies.entry(day).or_insert_with(|| self.desk.app.rules.policy(day)).clone()
    }

    fn intake(&self, line: &Line<'_>, record: &Record) -> Intake {
        let note = format!("{}, by {}", self.desk.note(line), self.desk.by.as_str());
        let received = (record.received, self.policy(record.received));
        Intake { received, actor: self.desk.actor.clone(), note }
    }

    fn new_application(record: &Record) -> NewApplication {
        NewApplication {
            station: record.station.clone(),
            applicant: NewApplicant::Given(Box::new(record.details.clone())),
            representative: None,
            claimed: record.claimed.clone(),
            // A register says nothing of the facts; the counter asks for them.
            known: KnownFacts::default(),
            accept: false,
            key: None,
        }
    }

    /// Whether this application is a case already: of this person, received that day. A
    /// number that belongs to another name is a fault.
    async fn is_there(&self, line: &Line<'_>, record: &Record) -> Result<Result<bool, Fault>, AppError> {
        let (app, county) = (self.desk.app, record.station.county());
        let hash = app.identity_hash(&record.details.number);
        let Some(row) = app.file_by_number(county, &hash).await? else { return Ok(Ok(false)) };
        let id = row.id.clone();
        let person: Applicant = crate::read_json(row.body)?;
        let stored = person.details.get().map(|details| PersonName::parse(&details.name));
        if stored.is_some_and(|name| name.is_ok_and(|name| name.as_str() != record.details.name)) {
            return Ok(Err(line.fault("name", "name-differs").with("id", id)));
        }
        let cases = app.store.applications_of(person.id.county(), &id).await?;
        let same = |day: Date, station: &str| day == record.received && station == record.station.as_str();
        Ok(Ok(cases.iter().any(|case| same(case.opened_day, &case.station))))
    }

    /// The time to answer is over already: it counts as accepted since then (C3.1).
    fn is_late(&self, line: &Line<'_>, record: &Record) -> Option<Fault> {
        let app = self.desk.app;
        let policy = self.policy(record.received);
        let limit = policy.limits.get("received")?;
        let clock = Clock {
            limit: "received".to_owned(),
            article: limit.article.clone(),
            started: app.begins(record.received).ok()?,
            budget: limit.budget,
            close: app.close_of_business(&record.station),
            ledger: Vec::new(),
        };
        let reading = clock.read(&policy.calendar, &policy.zone).ok()?;
        let is_over = reading.due_at().is_some_and(|due| due < self.desk.now);
        let due = reading.due_day().filter(|_| is_over)?;
        Some(line.fault("received", "received-late").with("due", due).with("article", &limit.article))
    }
}

impl Register for Applications<'_> {
    type Record = Record;
    const KEY: &'static str = "number";
    const COLUMNS: &'static [Column] = &[
        Column { field: "number", words: &["number"], required: true },
        Column { field: "name", words: &["name"], required: true },
        Column { field: "phone", words: &["phone"], required: false },
        Column { field: "address", words: &["address"], required: false },
        Column { field: "class", words: &["class"], required: false },
        Column { field: "certificate", words: &["certificate"], required: false },
        Column { field: "household", words: &["household"], required: false },
        Column { field: "station", words: &["station"], required: true },
        Column { field: "category", words: &["category"], required: true },
        Column { field: "received", words: &["received"], required: true },
    ];

    fn read(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<Record> {
        let details = person::details(line, self.desk.today, faults);
        let station = self.places.read(line, faults);
        let received = past_day(line, "received", self.desk.today, faults);
        if received.is_none() {
            faults.push(line.fault("received", "received-missing"));
        }
        let claimed = category::read(line, &self.desk.app.rules.pack().categories, faults);
        if claimed.as_ref().is_some_and(Vec::is_empty) {
            faults.push(line.fault("category", "category-missing"));
        }
        Some(Record { station: station?, details: details?, claimed: claimed?, received: received? })
    }

    fn key(&self, line: &Line<'_>) -> Option<String> {
        person::key(line)
    }

    async fn judge(&self, line: &Line<'_>, record: &Record) -> Result<Judged, AppError> {
        let Some(holder) = self.holder(record) else {
            return Ok(Err(line.fault("station", "station-unstaffed")));
        };
        match self.is_there(line, record).await? {
            Ok(false) => {}
            Ok(true) => return Ok(Ok((Verdict::Unchanged, None))),
            Err(fault) => return Ok(Err(fault)),
        }
        let intake = self.intake(line, record);
        let new = Self::new_application(record);
        match self.desk.app.could_submit(holder, &new, Some(&intake)).await {
            Ok(()) => Ok(Ok((Verdict::New, self.is_late(line, record)))),
            Err(error) => Ok(Err(refused(line, error)?)),
        }
    }

    async fn write(&self, line: &Line<'_>, record: Record) -> Result<(), AppError> {
        let Some(holder) = self.holder(&record) else { return Err(AppError::NotFound) };
        let intake = self.intake(line, &record);
        self.desk.app.submit_from(holder, Self::new_application(&record), Some(&intake)).await?;
        Ok(())
    }
}
