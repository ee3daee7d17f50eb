//! People, with the opening stock: what was determined before the station began to work
//! with this program, and the jobs that are in follow-up.

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, Details, Determination, Employment, EmploymentKind};
use leye_domain::assistance::{Because, Opening};
use leye_domain::id::PersonId;
use leye_domain::person::PersonName;
use leye_domain::sealed::Sealed;
use leye_store::Commit;

use super::fault::Fault;
use super::places::Places;
use super::register::{Desk, Judged, Register, Verdict, refused};
use super::table::{Column, Line, RowFaults};
use super::vocabulary::WORDS;
use super::{Request, category, day, person};
use crate::access::Deed;
use crate::error::AppError;
use crate::person::{PersonWrite, keep_known};

/// How often a row is tried again when somebody else was first.
const TRIES: usize = 8;

/// The register of people.
pub(crate) struct People<'a> {
    desk: &'a Desk<'a>,
    places: Places,
}

/// A row that was read.
pub(crate) struct Record {
    station: AgencyCode,
    details: Details,
    determination: Option<Determination>,
    employment: Option<Employment>,
}

impl<'a> People<'a> {
    pub(crate) fn new(desk: &'a Desk<'a>, request: &Request) -> People<'a> {
        let own = desk.actor.staff().map(|staff| staff.agency.clone());
        People { desk, places: Places::of(desk.app, request.agency.clone().or(own), true) }
    }

    /// Whether rows need not name their station.
    pub(crate) fn has_station(&self) -> bool {
        self.places.has_given()
    }

    fn determination(
        &self,
        line: &Line<'_>,
        station: Option<&AgencyCode>,
        faults: &mut RowFaults,
    ) -> Option<Determination> {
        let on = past_day(line, "determined_on", self.desk.today, faults);
        let codes = category::read(line, &self.desk.app.rules.pack().categories, faults)?;
        let written = !line.text("determined_on").is_empty();
        match (&codes[..], written) {
            ([], false) => None,
            ([], true) => {
                faults.push(line.fault("category", "category-missing"));
                None
            }
            ([_], false) => {
                faults.push(line.fault("determined_on", "determined-on-missing"));
                None
            }
            ([code], true) => Some(Determination {
                on: on?,
                category: Sealed::Open(code.clone()),
                certificate: Sealed::Open(line.text("certificate").to_owned()),
                from: station?.clone(),
            }),
            _ => {
                faults.push(line.fault("category", "category-one"));
                None
            }
        }
    }

    fn employment(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<Employment> {
        let (kind_text, employer) = (line.text("employment_kind"), line.text("employer"));
        let since = past_day(line, "employed_since", self.desk.today, faults);
        if line.text("employed_since").is_empty() {
            if !kind_text.is_empty() || !employer.is_empty() {
                faults.push(line.fault("employed_since", "employed-since-missing"));
            }
            return None;
        }
        let known = WORDS.employment_kind(kind_text);
        let Some(kind) = EmploymentKind::ALL.into_iter().find(|kind| Some(kind.as_str()) == known) else {
            let code =
                if kind_text.is_empty() { "employment-kind-missing" } else { "employment-kind-unknown" };
            faults.push(line.fault("employment_kind", code));
            return None;
        };
        if kind.has_employer() && employer.is_empty() {
            faults.push(line.fault("employer", "employer-missing"));
        }
        Some(Employment { since: since?, employer: Sealed::Open(employer.to_owned()), kind })
    }

    /// What is to be written of a record, or why it cannot be.
    async fn plan(&self, line: &Line<'_>, record: &Record) -> Result<Result<PersonWrite, Fault>, AppError> {
        let app = self.desk.app;
        let county = record.station.county();
        if !self.desk.may(Deed::RegisterPerson, &record.station) {
            return Ok(Err(line.fault("station", "not-permitted")));
        }
        let hash = app.identity_hash(&record.details.number);
        let mut write = match app.file_by_number(county, &hash).await? {
            None => {
                let id = PersonId::new(county, app.chance.below(10_000_000_000));
                PersonWrite::new(id, record.station.clone(), record.details.clone())
            }
            Some(row) => {
                let stored: Applicant = crate::read_json(row.body)?;
                match amended(line, stored, record)? {
                    Ok(write) => write,
                    Err(fault) => return Ok(Err(fault)),
                }
            }
        };
        Ok(self.take_over(line, record, &mut write).await?.map(|()| write))
    }

    async fn take_over(
        &self,
        line: &Line<'_>,
        record: &Record,
        write: &mut PersonWrite,
    ) -> Result<Result<(), Fault>, AppError> {
        let (has_open, determined) = self.desk.app.standing(write).await?;
        if let Some(taken) = &record.determination {
            let same = |stored: &Determination| stored.on == taken.on && stored.category == taken.category;
            match &write.taken.0 {
                Some(stored) if same(stored) => {}
                Some(stored) => {
                    return Ok(Err(line
                        .fault("determined_on", "determined-otherwise")
                        .with("on", stored.on)));
                }
                None if has_open => return Ok(Err(line.fault("number", "open-application"))),
                None if determined => return Ok(Err(line.fault("determined_on", "determined-here"))),
                None => write.takes.0 = Some(taken.clone()),
            }
        }
        if let Some(job) = &record.employment {
            let is_determined = determined || write.takes.0.is_some();
            match &write.taken.1 {
                _ if !is_determined => return Ok(Err(line.fault("employed_since", "employed-undetermined"))),
                Some(stored) if stored == job => {}
                Some(stored) if stored.since > job.since => {
                    return Ok(Err(line
                        .fault("employed_since", "employment-older")
                        .with("since", stored.since)));
                }
                _ => write.takes.1 = Some(job.clone()),
            }
        }
        Ok(Ok(()))
    }

    /// The assistance of somebody whose determination is taken over; it has to wait for who is at
    /// work, and begins when that job is lost (B3.5).
    async fn assistance(&self, write: &PersonWrite, record: &Record) -> Result<Option<Commit>, AppError> {
        let Some(taken) = write.takes.0.as_ref().filter(|_| record.employment.is_none()) else {
            return Ok(None);
        };
        let opening = Opening {
            person: write.id.clone(),
            station: record.station.clone(),
            because: Because::TakenOver,
            grounds: taken.category.get().cloned().into_iter().collect(),
            helper: None,
        };
        self.desk.app.open_assistance(opening, &self.desk.actor, self.desk.now).await
    }

    async fn try_write(&self, line: &Line<'_>, record: &Record) -> Result<(), AppError> {
        let app = self.desk.app;
        let Ok(write) = self.plan(line, record).await? else {
            return Err(AppError::Stale { current: 0, since: Vec::new() });
        };
        let policy = app.policy(self.desk.now);
        let mut commit = app.person_commit(&write, &self.desk.actor, &policy, self.desk.now, None)?;
        let id = write.id.as_str();
        commit.audit.push(self.desk.audit(line, id, Some(id)));
        let mut commits = vec![commit];
        commits.extend(self.assistance(&write, record).await?);
        app.store.commit_all(commits).await?;
        Ok(())
    }
}

/// The file as the row changes it. A number that belongs to another name, or a file that
/// another station keeps, is looked into by people.
fn amended(
    line: &Line<'_>,
    stored: Applicant,
    record: &Record,
) -> Result<Result<PersonWrite, Fault>, AppError> {
    if stored.station != record.station {
        let fault = line.fault("number", "kept-elsewhere").with("station", &stored.station);
        return Ok(Err(fault.with("id", &stored.id)));
    }
    let id = stored.id.clone();
    let mut write = PersonWrite::unchanged(stored)?;
    let named = PersonName::parse(&write.details.name).map(|name| name.as_str().to_owned());
    if named.as_ref() != Ok(&record.details.name) {
        return Ok(Err(line.fault("name", "name-differs").with("id", &id)));
    }
    let given = Details { name: write.details.name.clone(), ..record.details.clone() };
    let details = keep_known(&write.details, given);
    write.changed = details != write.details;
    write.details = details;
    Ok(Ok(write))
}

/// A day that is not in the future; none, without a fault, where none is written.
pub(super) fn past_day(line: &Line<'_>, field: &str, today: Date, faults: &mut RowFaults) -> Option<Date> {
    let text = line.text(field);
    if text.is_empty() {
        return None;
    }
    let code = match day::day(text) {
        Ok(day) if day <= today => return Some(day),
        Ok(_) => "date-in-future",
        Err(code) => code,
    };
    faults.push(line.fault(field, code));
    None
}

impl Register for People<'_> {
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
        Column { field: "determined_on", words: &["determined_on"], required: false },
        Column { field: "category", words: &["category"], required: false },
        Column { field: "employed_since", words: &["employed_since"], required: false },
        Column { field: "employer", words: &["employer"], required: false },
        Column { field: "employment_kind", words: &["employment_kind"], required: false },
    ];

    fn read(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<Record> {
        let details = person::details(line, self.desk.today, faults);
        let station = self.places.read(line, faults);
        let determination = self.determination(line, station.as_ref(), faults);
        let employment = self.employment(line, faults);
        Some(Record { station: station?, details: details?, determination, employment })
    }

    fn key(&self, line: &Line<'_>) -> Option<String> {
        person::key(line)
    }

    async fn judge(&self, line: &Line<'_>, record: &Record) -> Result<Judged, AppError> {
        let planned = match self.plan(line, record).await {
            Ok(planned) => planned,
            Err(error) => Err(refused(line, error)?),
        };
        Ok(planned.map(|write| {
            let takes = write.takes.0.is_some() || write.takes.1.is_some();
            let verdict = match (write.version, write.changed || takes) {
                (0, _) => Verdict::New,
                (_, true) => Verdict::Changed,
                (_, false) => Verdict::Unchanged,
            };
            (verdict, None)
        }))
    }

    async fn write(&self, line: &Line<'_>, record: Record) -> Result<(), AppError> {
        for _ in 0..TRIES {
            match self.try_write(line, &record).await {
                Err(AppError::Stale { .. }) => {}
                done => return done,
            }
        }
        Err(AppError::Stale { current: 0, since: Vec::new() })
    }
}
