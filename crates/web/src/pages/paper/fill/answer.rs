//! What a case answers with: what is to be corrected, why it is refused, why it goes back.

use leye_domain::agency::Level;
use leye_domain::applicant::Details;
use leye_domain::case::Event;
use serde_json::{Value, json};

use super::Filler;

impl Filler<'_> {
    pub(super) fn correction(&self, person: &Details) -> Option<Value> {
        let (line, (faults, clock)) = self.find(|event| match event {
            Event::CorrectionRequested { faults, clock, .. } => Some((faults.get()?, clock)),
            _ => None,
        })?;
        let policy = self.app.rules().policy(self.app.today());
        let station = &self.file.case.station;
        Some(json!({
            "agency": self.title(station),
            "case_number": self.file.case.id,
            "name": person.name,
            "matter": self.words.t("paper-matter"),
            "filed_on": self.file.case.submitted_on,
            "faults": faults.iter().map(|what| json!({ "what": what })).collect::<Vec<_>>(),
            "until": clock.read(&policy.calendar, &policy.zone).ok()?.due_day()?,
            "handler": line.actor_name,
            "contact_phone": self.phone(station),
            "complaint_phone": self.complaints(),
            "issued_on": self.day(line.at),
        }))
    }

    pub(super) fn refused(&self, person: &Details) -> Option<Value> {
        let (line, (reasons, remedies)) = self.find(refusal)?;
        let agency = &self.file.case.station;
        let pack = self.app.rules().pack();
        let named = remedies.iter().filter_map(|code| pack.remedies.iter().find(|one| one.code == *code));
        let remedies: Vec<Value> = named
            .map(|one| {
                json!({ "remedy": self.words.of_pack(&one.titles), "within": self.words.of_pack(&one.text) })
            })
            .collect();
        Some(json!({
            "agency": self.title(agency),
            "case_number": self.file.case.id,
            "name": person.name,
            "id_number": person.number,
            "matter": self.words.t("paper-matter"),
            "filed_on": self.file.case.submitted_on,
            "reasons": reasons.iter().map(|reason| json!({ "reason": reason })).collect::<Vec<_>>(),
            "remedies": remedies,
            "contact_phone": self.phone(agency),
            "complaint_phone": self.complaints(),
            "decided_on": self.day(line.at),
        }))
    }

    pub(super) fn returned(&self, person: &Details) -> Option<Value> {
        let (line, (reasons, from, to, clock)) = self.find(|event| match event {
            Event::ReturnedToStation { reasons, clock, .. } => {
                Some((reasons, Level::Office, Level::Station, clock))
            }
            Event::ReturnedToOffice { reasons, clock, .. } => {
                Some((reasons, Level::Bureau, Level::Office, clock))
            }
            _ => None,
        })?;
        let reasons = reasons.get()?;
        let policy = self.app.rules().policy(self.app.today());
        let (from, to) = (self.file.case.station.at(from), self.file.case.station.at(to));
        Some(json!({
            "agency": self.title(&from),
            "to_agency": self.title(&to),
            "case_number": self.file.case.id,
            "name": person.name,
            "matter": self.words.t("paper-matter"),
            "reasons": reasons.iter().map(|reason| json!({ "reason": reason })).collect::<Vec<_>>(),
            "until": clock.read(&policy.calendar, &policy.zone).ok().and_then(|reading| reading.due_day()),
            "handler": line.actor_name,
            "contact_phone": self.phone(&from),
            "returned_on": self.day(line.at),
        }))
    }
}

/// The reasons and remedies of a refusal. It is always the station's.
fn refusal(event: &Event) -> Option<(Vec<String>, &[String])> {
    match event {
        Event::InitialReviewFailed { reasons, remedies, .. }
        | Event::ApplicationRefused { reasons, remedies, .. } => Some((reasons.get()?.clone(), remedies)),
        Event::ObjectionUpheld { finding, remedies } => Some((vec![finding.get()?.clone()], remedies)),
        _ => None,
    }
}
