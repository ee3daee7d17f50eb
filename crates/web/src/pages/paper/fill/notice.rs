//! The notice for the board, and an objection to it.

use leye_domain::agency::Level;
use leye_domain::applicant::Details;
use leye_domain::case::Event;
use leye_domain::person::mask;
use serde_json::{Value, json};

use super::Filler;
use crate::ui::agency_name;

impl Filler<'_> {
    /// Name masked, no category: what hangs on a wall says no more than it must (C3.2).
    pub(super) fn notice(&self, person: &Details) -> Option<Value> {
        let (line, clock) = self.find(|event| match event {
            Event::NoticePosted { clock, .. } => Some(clock),
            _ => None,
        })?;
        let policy = self.app.rules().policy(self.app.today());
        let station = &self.file.case.station;
        Some(json!({
            "agency": self.title(station),
            "notice_number": self.file.case.id,
            "matter": self.words.t("paper-matter"),
            "size": "a4",
            "from": self.day(line.at),
            "until": clock.read(&policy.calendar, &policy.zone).ok()?.due_day()?,
            "people": [{
                "name": mask::name(&person.name),
                "community": agency_name(self.app, self.words, station),
            }],
            "objection_phone": self.phone(station).unwrap_or_else(|| self.complaints()),
            "posted_on": self.day(line.at),
        }))
    }

    pub(super) fn objection(&self, person: &Details) -> Option<Value> {
        let (line, objection) = self.find(|event| match event {
            Event::ObjectionRaised { objection, .. } => objection.get(),
            _ => None,
        })?;
        let at = self.app.rules().zone().to_datetime(line.at);
        let mut data = json!({
            "agency": self.title(&self.file.case.station),
            "number": self.file.case.id,
            "notice_number": self.file.case.id,
            "matter": self.words.t("paper-matter"),
            "person": person.name,
            "received_at": at.strftime("%Y-%m-%dT%H:%M").to_string(),
            "channel": "online",
            "objector": objection.name,
            "objector_phone": objection.contact,
            "content": objection.text,
            "recorded_by": self.title(&self.file.case.station.at(Level::Station)),
        });
        let settled = self.find(|event| match event {
            Event::ObjectionDismissed { finding, .. } => Some((finding.get()?, "not-upheld")),
            Event::ObjectionUpheld { finding, .. } => Some((finding.get()?, "upheld")),
            _ => None,
        });
        if let Some((line, (finding, result))) = settled {
            data["finding"] = finding.clone().into();
            data["result"] = result.into();
            data["checked_by"] = line.actor_name.clone().into();
            data["checked_on"] = json!(self.day(line.at));
        }
        Some(data)
    }
}
