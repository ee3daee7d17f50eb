//! Employers by their credit codes.

use leye_domain::agency::AgencyCode;
use leye_domain::employer::{Contact, Employer, EmployerFacts};
use leye_domain::id::EmployerId;
use leye_domain::person::{CreditCode, Phone, ResidentNumber};
use leye_domain::sealed::Sealed;

use super::places::Places;
use super::register::{Desk, Judged, Register, Verdict};
use super::sheet::Mark;
use super::table::{Column, Line, RowFaults};
use super::text::{has_han, lost_digits, one_line};
use super::{Request, fault::Fault};
use crate::access::Deed;
use crate::employer::EmployerWrite;
use crate::error::AppError;

/// The longest text that a field takes, in characters.
const LONGEST: usize = 200;
/// How often a row is tried again when somebody else was first.
const TRIES: usize = 8;

/// The register of employers.
pub(crate) struct Employers<'a> {
    desk: &'a Desk<'a>,
    places: Places,
}

/// A row that was read.
pub(crate) struct Record {
    agency: AgencyCode,
    facts: EmployerFacts,
    contact: Contact,
}

impl<'a> Employers<'a> {
    pub(crate) fn new(desk: &'a Desk<'a>, request: &Request) -> Employers<'a> {
        let own = desk.actor.staff().map(|staff| staff.agency.clone());
        Employers { desk, places: Places::of(desk.app, request.agency.clone().or(own), false) }
    }

    /// Whether rows need not name their agency.
    pub(crate) fn has_agency(&self) -> bool {
        self.places.has_given()
    }

    async fn plan(&self, line: &Line<'_>, record: &Record) -> Result<Result<EmployerWrite, Fault>, AppError> {
        let (app, county) = (self.desk.app, record.agency.county());
        if !self.desk.may(Deed::KeepEmployer, &record.agency) {
            return Ok(Err(line.fault("station", "not-permitted")));
        }
        let (mut facts, mut contact) = (record.facts.clone(), record.contact.clone());
        let before = match app.store.employer_by_code(county, &facts.credit_code).await? {
            None => Employer {
                id: EmployerId::new(county, app.chance.below(10_000_000_000)),
                agency: record.agency.clone(),
                version: 0,
                facts: facts.clone(),
                contact: Sealed::Open(contact.clone()),
            },
            Some(row) => crate::read_json(row.body)?,
        };
        if before.agency != record.agency {
            return Ok(Err(line
                .fault("credit_code", "kept-elsewhere")
                .with("station", &before.agency)
                .with("id", &before.id)));
        }
        // What is not given this time stays as it is.
        for (given, stored) in
            [(&mut facts.address, &before.facts.address), (&mut facts.trade, &before.facts.trade)]
        {
            if given.is_empty() {
                given.clone_from(stored);
            }
        }
        if let Some(stored) = before.contact.get() {
            for (given, stored) in [(&mut contact.name, &stored.name), (&mut contact.phone, &stored.phone)] {
                if given.is_empty() {
                    given.clone_from(stored);
                }
            }
        }
        Ok(Ok(EmployerWrite { before, facts, contact }))
    }

    async fn try_write(&self, line: &Line<'_>, record: &Record) -> Result<(), AppError> {
        let app = self.desk.app;
        let Ok(write) = self.plan(line, record).await? else {
            return Err(AppError::Stale { current: 0, since: Vec::new() });
        };
        let mut commit = app.employer_commit(&write, &self.desk.actor, self.desk.now)?;
        commit.audit.push(self.desk.audit(line, write.before.id.as_str(), None));
        app.store.commit(commit).await?;
        Ok(())
    }
}

fn credit_code(line: &Line<'_>, faults: &mut RowFaults) -> Option<String> {
    let (text, mark) = (line.text("credit_code"), line.mark("credit_code"));
    let code = if mark == Some(Mark::Merged) {
        "merged-identity"
    } else if lost_digits(text, mark) {
        "number-lost-digits"
    } else {
        match CreditCode::parse(text) {
            Ok(code) => return Some(code.as_str().to_owned()),
            Err(_) if has_han(text) => "number-is-name",
            Err(problem) => problem.code(),
        }
    };
    faults.push(line.fault("credit_code", code));
    None
}

/// A free text; an identity number in it is in the wrong column.
fn free(line: &Line<'_>, field: &'static str, faults: &mut RowFaults) -> String {
    let text = one_line(line.text(field));
    if text.chars().count() > LONGEST {
        faults.push(line.fault(field, "too-long"));
    } else if text.chars().any(char::is_control) {
        faults.push(line.fault(field, "control-characters"));
    } else if ResidentNumber::from_stored(&text).is_ok() {
        faults.push(line.fault(field, "name-is-number"));
    }
    text
}

impl Register for Employers<'_> {
    type Record = Record;
    const KEY: &'static str = "credit_code";
    const COLUMNS: &'static [Column] = &[
        Column { field: "credit_code", words: &["credit_code"], required: true },
        Column { field: "name", words: &["employer_name", "employer", "name"], required: true },
        Column { field: "address", words: &["address"], required: false },
        Column { field: "contact", words: &["contact"], required: false },
        Column { field: "phone", words: &["phone"], required: false },
        Column { field: "trade", words: &["trade"], required: false },
        Column { field: "station", words: &["station"], required: true },
    ];

    fn read(&self, line: &Line<'_>, faults: &mut RowFaults) -> Option<Record> {
        let credit_code = credit_code(line, faults);
        let name = free(line, "name", faults);
        if name.is_empty() {
            faults.push(line.fault("name", "employer-name-empty"));
        } else if CreditCode::parse(&name).is_ok() {
            faults.push(line.fault("name", "name-is-number"));
        }
        let (address, trade) = (free(line, "address", faults), free(line, "trade", faults));
        let contact = free(line, "contact", faults);
        let phone = match line.text("phone") {
            "" => String::new(),
            text => Phone::parse(text).map(|phone| phone.as_str().to_owned()).unwrap_or_else(|problem| {
                faults.push(line.fault("phone", problem.code()));
                String::new()
            }),
        };
        let agency = self.places.read(line, faults)?;
        let facts = EmployerFacts { credit_code: credit_code?, name, address, trade };
        Some(Record { agency, facts, contact: Contact { name: contact, phone } })
    }

    fn key(&self, line: &Line<'_>) -> Option<String> {
        CreditCode::parse(line.text("credit_code")).ok().map(|code| code.as_str().to_owned())
    }

    async fn judge(&self, line: &Line<'_>, record: &Record) -> Result<Judged, AppError> {
        Ok(self.plan(line, record).await?.map(|write| {
            let verdict = match (write.before.version, write.changes()) {
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
