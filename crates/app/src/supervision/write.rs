//! From decided events to one commit, and from the events back to rows and duties.

use jiff::Timestamp;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;
use leye_domain::supervision::{
    CampaignEvent, Campaigns, OwedCampaign, OwedProblem, Problem, ProblemEvent, Source,
};
use leye_store::{AuditEntry, Commit, DossierRow, DutyChange, DutyRow, NewEvent, Put, StoredEvent, Stream};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// The kind of the dossier, and of the duty to put right.
pub(super) const PROBLEM: &str = "problem";
/// The duty to look again.
const SECOND_LOOK: &str = "second_look";
/// The duty to hold the next campaign.
const CAMPAIGN: &str = "campaign";
/// The duty to close a campaign with a report.
const CAMPAIGN_REPORT: &str = "campaign_report";
/// Where closed problems stand in lists: behind all that are open, the newest first.
const BEHIND: i64 = 1 << 40;

/// What lists show of a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    pub what: Sealed<String>,
    pub finder: AgencyCode,
    pub source: Source,
    pub due: Option<Timestamp>,
}

/// What the events made.
pub(crate) fn fold_problem(events: &[StoredEvent]) -> Result<Problem, AppError> {
    let read = |stored: &StoredEvent| crate::read_json::<ProblemEvent>(joined(stored));
    let read = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let done = read.iter().zip(events).map(|(event, stored)| (event, stored.actor.as_str(), stored.at));
    Problem::fold(done)
        .ok_or_else(|| AppError::Rules("the events of a problem do not follow from each other".into()))
}

/// The same of the campaigns of a bureau.
pub(crate) fn fold_campaigns(bureau: &AgencyCode, events: &[StoredEvent]) -> Result<Campaigns, AppError> {
    let faulty = || AppError::Rules("the campaigns' events do not follow from each other".into());
    events.iter().try_fold(Campaigns::new(bureau.clone()), |campaigns, stored| {
        let event: CampaignEvent = crate::read_json(joined(stored))?;
        campaigns.after(&event, &stored.actor, stored.at).ok_or_else(faulty)
    })
}

/// The same, of the bureau that the name of the stream gives.
pub(crate) fn fold_campaign_stream(events: &[StoredEvent]) -> Result<Campaigns, AppError> {
    let stream = events.first().map(|event| event.stream.as_str()).unwrap_or_default();
    let bureau = stream.rsplit('-').next().and_then(|code| code.parse().ok());
    let bureau = bureau.ok_or_else(|| AppError::Rules(format!("{stream} names no bureau")))?;
    fold_campaigns(&bureau, events)
}

/// Whose key seals what is said of a problem: the person's, or the problem's own.
fn sealed_for(problem: &Problem) -> &str {
    problem.about.as_ref().map_or(problem.id.as_str(), |about| about.person.as_str())
}

impl App {
    pub(super) async fn commit_problem(
        &self,
        before: Option<Problem>,
        event: &ProblemEvent,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let broken = || AppError::Rules("the events of a problem do not follow from each other".into());
        let version = before.as_ref().map_or(0, |problem| problem.version);
        let old = before.as_ref().and_then(problem_duty);
        let (by, is_new) = (staff.user.as_str(), before.is_none());
        let after = match before {
            Some(problem) => problem.after(event, by, now),
            None => Problem::fold([(event, by, now)]),
        };
        let after = after.ok_or_else(broken)?;
        let person = sealed_for(&after).to_owned();
        let written = self.written(serde_json::to_value(event), by, now)?;
        let about = after.about.as_ref().map(|about| about.person.as_str().to_owned());
        let audit = audit(staff, now, &written.kind, after.id.as_str(), about);
        let commit = Commit {
            stream: Stream { county: after.id.county().to_owned(), id: after.id.as_str().to_owned() },
            expected_version: version,
            person: Some(person),
            new_person: is_new && after.about.is_none(),
            events: vec![written],
            rows: vec![Put::Dossier(self.problem_row(&after)?)],
            duties: change(old.into_iter().collect(), problem_duty(&after).into_iter().collect()),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(())
    }

    pub(super) async fn commit_campaign(
        &self,
        before: Campaigns,
        event: &CampaignEvent,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Campaigns, AppError> {
        let (id, version) = (before.id(), before.version);
        let old = self.campaign_duties(&before)?;
        let after = before
            .after(event, staff.user.as_str(), now)
            .ok_or_else(|| AppError::Rules("the campaigns' events do not follow from each other".into()))?;
        let written = self.written(serde_json::to_value(event), staff.user.as_str(), now)?;
        let audit = audit(staff, now, &written.kind, id.as_str(), None);
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: version,
            person: None,
            new_person: false,
            events: vec![written],
            rows: Vec::new(),
            duties: change(old, self.campaign_duties(&after)?),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(after)
    }

    fn written(
        &self,
        event: serde_json::Result<serde_json::Value>,
        by: &str,
        now: Timestamp,
    ) -> Result<NewEvent, AppError> {
        let (kind, body) = split(event)?;
        let pack = self.policy(now).hash.clone();
        Ok(NewEvent { at: now, kind, actor: by.to_owned(), schema: SCHEMA, pack, body })
    }

    /// The row of a problem.
    pub(crate) fn problem_row(&self, problem: &Problem) -> Result<DossierRow, AppError> {
        // An erasure takes what is sealed from the row, and nothing else.
        let due = problem.due();
        let (finder, source) = (problem.finder.clone(), problem.source);
        let listed = Listed { what: problem.what.clone(), finder, source, due };
        let body = serde_json::to_value(listed)
            .map_err(|error| AppError::Rules(format!("a problem cannot be written: {error}")))?;
        let code = |level| problem.station.at(level).as_str().to_owned();
        let since = problem.since();
        Ok(DossierRow {
            county: problem.id.county().to_owned(),
            id: problem.id.as_str().to_owned(),
            kind: PROBLEM.to_owned(),
            person: sealed_for(problem).to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            state: problem.state().to_owned(),
            class: problem.source.as_str().to_owned(),
            holder: None,
            place: due.map_or(BEHIND - since.as_second(), Timestamp::as_second),
            since: self.rules.zone().to_datetime(since).date(),
            version: problem.version,
            body,
        })
    }

    /// What a bureau owes on its campaigns.
    pub(crate) fn campaign_duties(&self, campaigns: &Campaigns) -> Result<Vec<DutyRow>, AppError> {
        let id = campaigns.id();
        let code = campaigns.bureau.as_str();
        let row = |owed: OwedCampaign| {
            let (kind, number, due) = match owed {
                OwedCampaign::Report(number, due) => (CAMPAIGN_REPORT, number, due),
                OwedCampaign::Next(number, day) => (CAMPAIGN, number, self.begins(day)?),
            };
            Ok(DutyRow {
                county: id.county().to_owned(),
                id: format!("{id}/{number}/{kind}"),
                kind: kind.to_owned(),
                subject: id.as_str().to_owned(),
                holder: None,
                agency: code.to_owned(),
                station: code.to_owned(),
                office: code.to_owned(),
                bureau: code.to_owned(),
                due_at: Some(due),
                auto_at: None,
                step: kind.to_owned(),
                article: "B4.2".to_owned(),
                person: id.as_str().to_owned(),
                version: 0,
            })
        };
        campaigns.owed().into_iter().map(row).collect()
    }
}

/// What is owed on a problem.
pub(crate) fn problem_duty(problem: &Problem) -> Option<DutyRow> {
    let (kind, agency, due) = match problem.owed()? {
        OwedProblem::PutRight(agency, due) => (PROBLEM, agency, due),
        OwedProblem::SecondLook(agency, due) => (SECOND_LOOK, agency, due),
    };
    let code = |level| problem.station.at(level).as_str().to_owned();
    let article = if problem.finder.level() == Level::Bureau { "B2c" } else { "B2b" };
    Some(DutyRow {
        county: problem.id.county().to_owned(),
        id: format!("{}/{kind}", problem.id),
        kind: kind.to_owned(),
        subject: problem.id.as_str().to_owned(),
        holder: None,
        agency: agency.as_str().to_owned(),
        station: code(Level::Station),
        office: code(Level::Office),
        bureau: code(Level::Bureau),
        due_at: Some(due),
        auto_at: None,
        step: kind.to_owned(),
        article: article.to_owned(),
        person: sealed_for(problem).to_owned(),
        version: 0,
    })
}

fn change(old: Vec<DutyRow>, new: Vec<DutyRow>) -> DutyChange {
    let is_gone = |duty: &&DutyRow| new.iter().all(|kept| kept.id != duty.id);
    let close = old.iter().filter(is_gone).map(|duty| duty.id.clone()).collect();
    let open = new.into_iter().filter(|duty| !old.contains(duty)).collect();
    DutyChange { close, open }
}

fn audit(staff: &Staff, now: Timestamp, action: &str, subject: &str, person: Option<String>) -> AuditEntry {
    AuditEntry {
        at: now,
        actor: staff.user.as_str().to_owned(),
        agency: Some(staff.agency.as_str().to_owned()),
        action: action.to_owned(),
        subject: subject.to_owned(),
        person,
        reason: None,
    }
}
