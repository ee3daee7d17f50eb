//! From decided events to one commit, and from the events back to what lists show.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use leye_domain::agency::Level;
use leye_domain::employment::{EmploymentEvent, Employments, Job, JobKind, Workplace};
use leye_domain::followup::{Owed, RiskFacts};
use leye_domain::sealed::Sealed;
use leye_domain::staff::Actor;
use leye_store::{
    AuditEntry, Commit, DossierRow, DutyChange, DutyRow, IdempotencyAnswer, NewEvent, Put, Stream,
};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::application::write::split;
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// The kind of the dossier.
pub(crate) const DOSSIER: &str = "employments";
/// The class of those who may draw a support and do not, as far as anybody knows (B4.2).
pub(crate) const UNDRAWN: &str = "undrawn";
/// A visit that is owed.
pub(crate) const VISIT: &str = "visit";
/// Two reports that say different things.
pub(crate) const CONFLICT: &str = "visit_conflict";
/// A mediation with an employer.
pub(crate) const MEDIATION: &str = "mediation";
/// The end of a follow-up that comes by itself.
const END: &str = "follow_up_end";

/// What lists show of somebody's jobs: the one that is most at risk, or the newest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its number.
    pub employment: u32,
    /// How somebody works.
    pub kind: JobKind,
    /// Who employs.
    pub workplace: Sealed<Option<Workplace>>,
    /// The first day of work.
    pub start: Date,
    /// The open risks with their weights.
    pub risks: Vec<(Sealed<RiskFacts>, u16)>,
    /// What the person may draw and does not: numbers of jobs, and codes of the pack.
    #[serde(default)]
    pub undrawn: Vec<(u32, String)>,
}

impl App {
    pub(crate) async fn commit_work(
        &self,
        before: Employments,
        events: &[EmploymentEvent],
        (actor, now): (&Actor, Timestamp),
        answer: impl FnOnce(&Employments) -> Option<IdempotencyAnswer>,
    ) -> Result<Employments, AppError> {
        let (commit, after) = self.work_commit(before, events, (actor, now), answer)?;
        let mut commits = vec![commit];
        commits.extend(self.assistance_after_work(&after, events, actor, now).await?);
        self.store.commit_all(commits).await?;
        Ok(after)
    }

    /// What goes to disk of events of somebody's jobs, and how the jobs stand then.
    pub(super) fn work_commit(
        &self,
        before: Employments,
        events: &[EmploymentEvent],
        (actor, now): (&Actor, Timestamp),
        answer: impl FnOnce(&Employments) -> Option<IdempotencyAnswer>,
    ) -> Result<(Commit, Employments), AppError> {
        let (id, version) = (before.id(), before.version);
        let old = self.work_duties(&before)?;
        let word = actor.as_str().to_owned();
        let mut done = events.iter().map(|event| (event, word.as_str(), now));
        let after = done.try_fold(before, Employments::after).ok_or_else(|| {
            AppError::Rules("the events of somebody's jobs do not follow from each other".into())
        })?;
        let pack = self.policy(now).hash.clone();
        let written = events.iter().map(|event| {
            let (kind, body) = split(serde_json::to_value(event))?;
            Ok(NewEvent { at: now, kind, actor: word.clone(), schema: SCHEMA, pack: pack.clone(), body })
        });
        let written = written.collect::<Result<Vec<_>, AppError>>()?;
        let action = written.first().map(|event| event.kind.clone()).unwrap_or_default();
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: version,
            person: Some(after.person.as_str().to_owned()),
            new_person: false,
            events: written,
            rows: work_row(&after)?.map(Put::Dossier).into_iter().collect(),
            duties: change(&old, self.work_duties(&after)?),
            outbox: Vec::new(),
            audit: vec![audit(&after, actor, now, action)],
            idempotency: answer(&after),
        };
        Ok((commit, after))
    }

    /// What is owed on somebody's jobs, as rows. What was found stands in the events alone,
    /// where it is sealed.
    pub(crate) fn work_duties(&self, jobs: &Employments) -> Result<Vec<DutyRow>, AppError> {
        jobs.owed().into_iter().map(|owed| self.work_duty(jobs, owed)).collect()
    }

    fn work_duty(&self, jobs: &Employments, owed: Owed) -> Result<DutyRow, AppError> {
        let id = jobs.id();
        let code = |level| jobs.station.at(level).as_str().to_owned();
        let (kind, name, due_at, auto_at, article) = match owed {
            Owed::Visit { employment, slot, due } => {
                (VISIT, format!("{employment}/{slot}"), Some(self.ends(due)?), None, "B3.1")
            }
            Owed::Conflict { employment, slot, due } => {
                (CONFLICT, format!("{employment}/{slot}/conflict"), Some(due), None, "B4.1")
            }
            Owed::Mediation { employment, mediation, due } => {
                (MEDIATION, format!("{employment}/mediation-{mediation}"), Some(due), None, "B3.2")
            }
            Owed::End { employment, on } => {
                (END, format!("{employment}/end"), None, Some(self.begins(on)?), "B1")
            }
        };
        // Two reports that contradict each other are looked at by somebody else than who made one.
        let is_visitors = matches!(kind, VISIT | MEDIATION);
        Ok(DutyRow {
            county: id.county().to_owned(),
            id: format!("{id}/{name}"),
            kind: kind.to_owned(),
            subject: id.as_str().to_owned(),
            holder: jobs.visitor.as_ref().filter(|_| is_visitors).map(|user| user.as_str().to_owned()),
            agency: jobs.station.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at,
            auto_at,
            step: kind.to_owned(),
            article: article.to_owned(),
            person: jobs.person.as_str().to_owned(),
            // A row is written once: what happens to other visits does not change it.
            version: 0,
            begun_at: None,
        })
    }

    /// The last second of a day: a visit on its due day is in time until midnight.
    fn ends(&self, day: Date) -> Result<Timestamp, AppError> {
        let next = day.tomorrow().map_err(|error| AppError::Rules(error.to_string()))?;
        Ok(self.begins(next)? - SignedDuration::from_secs(1))
    }
}

/// The row of current state: followed, working or ended, the job most at risk first.
pub(crate) fn work_row(jobs: &Employments) -> Result<Option<DossierRow>, AppError> {
    let newest = || jobs.open().last().or_else(|| jobs.jobs.iter().next_back().map(|(n, job)| (*n, job)));
    let Some((employment, job)) = jobs.most_at_risk().or_else(newest) else { return Ok(None) };
    let (state, since) = match (job.is_followed(), &job.ended) {
        (true, _) => ("followed", job.facts.start),
        (false, None) => ("working", job.facts.start),
        (false, Some(end)) => ("ended", end.on),
    };
    let id = jobs.id();
    let code = |level| jobs.station.at(level).as_str().to_owned();
    let undrawn = jobs.open();
    let undrawn: Vec<(u32, String)> =
        undrawn.flat_map(|(number, job)| job.undrawn().map(move |code| (number, code.to_owned()))).collect();
    let class = if undrawn.is_empty() { "" } else { UNDRAWN }.to_owned();
    let body = serde_json::to_value(listed(employment, job, undrawn))
        .map_err(|error| AppError::Rules(format!("a job cannot be written: {error}")))?;
    Ok(Some(DossierRow {
        county: id.county().to_owned(),
        id: id.as_str().to_owned(),
        kind: DOSSIER.to_owned(),
        person: jobs.person.as_str().to_owned(),
        station: code(Level::Station),
        office: code(Level::Office),
        bureau: code(Level::Bureau),
        state: state.to_owned(),
        class,
        holder: None,
        // The lowest place comes first.
        place: -i64::from(job.risk()),
        since,
        version: jobs.version,
        body,
    }))
}

fn listed(employment: u32, job: &Job, undrawn: Vec<(u32, String)>) -> Listed {
    // As long as they count: a job that has lasted is still at risk, and the rank says why.
    let open = job.follow_up.iter().filter(|_| job.ended.is_none()).flat_map(|one| one.open_risks());
    Listed {
        employment,
        kind: job.facts.kind,
        workplace: job.facts.workplace.clone(),
        start: job.facts.start,
        risks: open.map(|(_, risk)| (risk.facts.clone(), risk.weight)).collect(),
        undrawn,
    }
}

fn change(old: &[DutyRow], new: Vec<DutyRow>) -> DutyChange {
    let is_gone = |duty: &&DutyRow| new.iter().all(|kept| kept.id != duty.id);
    let close = old.iter().filter(is_gone).map(|duty| duty.id.clone()).collect();
    let open = new.into_iter().filter(|duty| !old.contains(duty)).collect();
    DutyChange { close, open }
}

fn audit(jobs: &Employments, actor: &Actor, now: Timestamp, action: String) -> AuditEntry {
    AuditEntry {
        at: now,
        actor: actor.as_str().to_owned(),
        agency: actor.staff().map(|staff| staff.agency.as_str().to_owned()),
        action,
        subject: jobs.id().as_str().to_owned(),
        person: Some(jobs.person.as_str().to_owned()),
        reason: None,
    }
}
