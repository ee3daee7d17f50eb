//! What a case fills a paper with, in the language of the paper.

mod answer;
mod archive;
mod notice;

use jiff::Timestamp;
use jiff::civil::Date;
use leye_app::App;
use leye_app::application::{CaseFile, TimelineEvent};
use leye_app::paper::Checklist;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::applicant::{Details, Relative};
use leye_domain::case::Event;
use leye_domain::paper::{Papers, Scan};
use leye_domain::person::{ResidentNumber, Sex};
use serde_json::{Map, Value, json};

use crate::pages::application::reason::condition_title;
use crate::pages::scan::rows::choices;
use crate::ui::{agency_name, agency_title};
use crate::words::Words;

/// The papers that a case may have, in the order of its life.
pub(super) const PAPERS: [&str; 11] = [
    "acceptance-receipt",
    "correction-notice",
    "determination-application",
    "public-notice",
    "objection-record",
    "decision-returned",
    "decision-confirmed",
    "decision-refused",
    "certificate-annotation",
    "archive-cover",
    "archive-contents",
];

/// A case with what is needed to write of it.
pub(super) struct Filler<'a> {
    pub app: &'a App,
    /// Of the language of the paper, which need not be that of the page.
    pub words: Words,
    pub file: &'a CaseFile,
    /// What was handed in.
    pub papers: &'a Papers,
}

impl Filler<'_> {
    /// What fills the paper; none where the case has not come so far, or the person was erased.
    pub(super) fn fill(&self, form: &str) -> Option<Value> {
        let person = self.file.person.as_ref()?;
        let filled = match form {
            "acceptance-receipt" => self.receipt(person),
            "determination-application" => Some(self.application(person)),
            "decision-confirmed" => self.confirmed(person),
            "certificate-annotation" => self.annotation(),
            "correction-notice" => self.correction(person),
            "public-notice" => self.notice(person),
            "objection-record" => self.objection(person),
            "decision-returned" => self.returned(person),
            "decision-refused" => self.refused(person),
            "archive-cover" => self.cover(person),
            "archive-contents" => self.contents(person),
            _ => None,
        };
        filled.map(whole)
    }

    fn receipt(&self, person: &Details) -> Option<Value> {
        let (line, clock) = self.find(|event| match event {
            Event::ApplicationSubmitted { clock, .. } => Some(clock),
            _ => None,
        })?;
        let policy = self.app.rules().policy(self.app.today());
        let due = clock.read(&policy.calendar, &policy.zone).ok()?.due_day()?;
        let at = policy.zone.to_datetime(line.at);
        Some(json!({
            "agency": self.title(&self.file.case.station),
            "case_number": self.file.case.id,
            "name": person.name,
            "matter": self.words.t("paper-matter"),
            "filed_on": self.file.case.submitted_on,
            "accepted_at": at.strftime("%Y-%m-%dT%H:%M").to_string(),
            "promised_on": due,
            "first_contact": line.actor_name,
            "contact_phone": self.phone(&self.file.case.station),
            "complaint_phone": self.complaints(),
            "issued_on": self.app.today(),
        }))
    }

    fn application(&self, person: &Details) -> Value {
        let case = &self.file.case;
        let mut data = json!({
            "station": self.title(&case.station),
            "case_number": case.id,
            "filed_on": case.submitted_on,
            "name": person.name,
            "sex": person.sex().map(sex),
            "born": person.born(),
            "id_number": person.number,
            "phone": person.phone,
            "address": person.address,
            "household_community": agency_name(self.app, self.words, &case.station),
            "household_size": person.household.len() + 1,
            "certificate_number": person.certificate,
            "categories": self.categories(),
            "papers": self.handed_in(),
            "family": person.household.iter().map(member).collect::<Vec<_>>(),
        });
        if let Some((line, clock)) = self.find(|event| match event {
            Event::NoticePosted { clock, .. } => Some(clock),
            _ => None,
        }) {
            let policy = self.app.rules().policy(self.app.today());
            let until = clock.read(&policy.calendar, &policy.zone).ok().and_then(|reading| reading.due_day());
            data["notice_from"] = json!(self.day(line.at));
            data["notice_until"] = json!(until);
        }
        self.opinions(&mut data);
        data
    }

    /// The proofs that were handed in, with how many photos or scans there are of each.
    fn handed_in(&self) -> Vec<Value> {
        let claimed = self.file.case.claimed.get().cloned().unwrap_or_default();
        let list = Checklist::of(&self.app.rules().pack(), &claimed, self.papers);
        let count = |key: &String| {
            let is_one = |scan: &Scan| scan.facts.proves.get().is_some_and(|proves| proves.contains(key));
            self.papers.kept().filter(|(_, scan)| is_one(scan)).count()
        };
        choices(self.words, &list)
            .into_iter()
            .map(|(key, title)| (count(&key), title))
            .filter(|(copies, _)| *copies > 0)
            .map(|(copies, title)| json!({ "paper": title, "copies": copies }))
            .collect()
    }

    /// The opinion of each level, with who gave it, and when.
    fn opinions(&self, data: &mut Value) {
        for line in &self.file.timeline {
            let (level, note) = match &line.event {
                Event::InitialReviewPassed { note, .. } => ("station", note),
                Event::SecondReviewPassed { note, .. } => ("office", note),
                Event::Confirmed { note, .. } => ("bureau", note),
                _ => continue,
            };
            let agreed = self.words.t(&format!("paper-opinion-{level}"));
            let note = note.get().map(String::as_str).unwrap_or_default().trim();
            let opinion = if note.is_empty() { agreed } else { format!("{agreed}\n{note}") };
            data[format!("{level}_opinion")] = opinion.into();
            data[format!("{level}_operator")] = line.actor_name.clone().into();
            data[format!("{level}_on")] = json!(self.day(line.at));
        }
    }

    fn confirmed(&self, person: &Details) -> Option<Value> {
        let (line, category) = self.find(|event| match event {
            Event::Confirmed { category, .. } => category.get(),
            _ => None,
        })?;
        let station = &self.file.case.station;
        let bureau = station.at(Level::Bureau);
        Some(json!({
            "agency": self.title(&bureau),
            "case_number": self.file.case.id,
            "name": person.name,
            "id_number": person.number,
            "categories": [{ "title": condition_title(self.app, self.words, category), "mark": "primary" }],
            "determined_on": self.day(line.at),
            "station": self.title(station),
            "contact_phone": self.phone(&bureau),
            "complaint_phone": self.complaints(),
            "decided_on": self.day(line.at),
        }))
    }

    fn annotation(&self) -> Option<Value> {
        let (line, category) = self.find(|event| match event {
            Event::CertificateAnnotated { category, .. } => category.get(),
            _ => None,
        })?;
        let determined = self.find(|event| matches!(event, Event::Confirmed { .. }).then_some(()));
        Some(json!({
            "type": condition_title(self.app, self.words, category),
            "determined_on": self.day(determined.map_or(line.at, |(confirmed, ())| confirmed.at)),
            "operator": line.actor_name,
            "agency": self.title(&self.file.case.station.at(Level::Bureau)),
        }))
    }

    fn categories(&self) -> Vec<Value> {
        let claimed = self.find(|event| match event {
            Event::ApplicationSubmitted { claimed, .. } => claimed.get(),
            _ => None,
        });
        let claimed = claimed.map(|(_, codes)| codes.as_slice()).unwrap_or_default();
        let main = self.find(|event| match event {
            Event::Confirmed { category, .. } => category.get(),
            _ => None,
        });
        let main = main.map(|(_, code)| code).or(claimed.first());
        let row = |code: &str| {
            let mark = if main.is_some_and(|main| main == code) {
                Some("primary")
            } else {
                claimed.iter().any(|one| one == code).then_some("also")
            };
            whole(json!({ "title": condition_title(self.app, self.words, code), "mark": mark }))
        };
        self.app.rules().pack().categories.iter().map(|category| row(&category.code)).collect()
    }

    /// The newest event of a kind.
    fn find<'b, T>(&'b self, pick: impl Fn(&'b Event) -> Option<T>) -> Option<(&'b TimelineEvent, T)> {
        self.file.timeline.iter().rev().find_map(|line| Some((line, pick(&line.event)?)))
    }

    fn title(&self, agency: &AgencyCode) -> String {
        agency_title(self.app, self.words, agency)
    }

    fn phone(&self, agency: &AgencyCode) -> Option<String> {
        self.app.agency(agency).map(|row| row.phone).filter(|phone| !phone.is_empty())
    }

    /// The telephone of the bureau, to which complaints go (A8), or the public line.
    fn complaints(&self) -> String {
        let bureau = self.file.case.station.at(Level::Bureau);
        self.phone(&bureau).unwrap_or_else(|| self.words.t("paper-complaint-line"))
    }

    fn day(&self, at: Timestamp) -> Date {
        self.app.rules().zone().to_datetime(at).date()
    }
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
    }
}

fn member(relative: &Relative) -> Value {
    let number = ResidentNumber::from_stored(&relative.number).ok();
    whole(json!({
        "name": relative.name,
        "sex": number.as_ref().map(|number| sex(number.sex())),
        "id_number": number.map(|_| relative.number.clone()),
        "relation": relative.relation,
    }))
}

/// Without what is not known: a form knows an empty place from a wrong value.
fn whole(data: Value) -> Value {
    let Value::Object(members) = data else { return data };
    let is_known =
        |value: &Value| !(value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()));
    Value::Object(members.into_iter().filter(|(_, value)| is_known(value)).collect::<Map<_, _>>())
}
