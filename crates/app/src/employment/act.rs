//! Does something about the jobs of a person or their follow-up: load, decide, commit, and again
//! where somebody else wrote meanwhile.

use leye_domain::agency::AgencyCode;
use leye_domain::employment::{At, EmploymentAct, EmploymentEvent, Employments, decide};
use leye_domain::id::{EmployerId, PersonId};
use leye_domain::staff::{Actor, Staff};
use leye_store::IdempotencyAnswer;

use crate::App;
use crate::application::Key;
use crate::error::AppError;

/// How often it is tried again when somebody else wrote about the same person meanwhile.
const TRIES: usize = 8;

/// What somebody wants to do.
#[derive(Clone, Debug)]
pub struct WorkRequest {
    /// Whose jobs.
    pub person: PersonId,
    /// What.
    pub act: EmploymentAct,
    /// The version that the caller saw; none where it does not matter.
    pub seen: Option<i64>,
    /// Key of the request.
    pub key: Option<Key>,
}

/// What was done.
#[derive(Clone, Debug)]
pub struct WorkDone {
    /// The jobs as they stand now.
    pub jobs: Employments,
    /// What happened; nothing where it was done before.
    pub events: Vec<EmploymentEvent>,
}

impl App {
    /// Does it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see the person, `Forbidden` where they may
    /// not write, `Work` with the article, `Stale` when the version differs.
    pub async fn change_work(&self, staff: &Staff, request: WorkRequest) -> Result<WorkDone, AppError> {
        let county = request.person.county().to_owned();
        let mut tries = 0;
        loop {
            match self.try_work(staff, &request).await {
                Err(AppError::Stale { since, .. })
                    if tries < TRIES && (request.seen.is_none() || since.is_empty()) =>
                {
                    tries += 1;
                }
                Err(error) => return Err(self.first_answer(request.key.as_ref(), &county, error).await),
                done => return done,
            }
        }
    }

    async fn try_work(&self, staff: &Staff, request: &WorkRequest) -> Result<WorkDone, AppError> {
        self.replay(request.key.as_ref(), request.person.county()).await?;
        let reached = self.working_person(staff, &request.person).await?;
        if !reached.may_keep {
            return Err(AppError::Forbidden { act: None });
        }
        if reached.person.details.get().is_none() {
            return Err(AppError::Erased);
        }
        self.check_workplace(staff, &request.act).await?;
        let jobs = self.jobs_of(&reached.person).await?;
        if let Some(seen) = request.seen.filter(|seen| *seen != jobs.version) {
            return Err(self.overtaken(&jobs, seen).await?);
        }
        let act = match request.act.clone() {
            EmploymentAct::Register { facts, .. } => {
                EmploymentAct::Register { facts, determined: self.is_determined(&reached.person).await? }
            }
            act => act,
        };
        let now = self.time.now();
        let events = self.decide_work(&jobs, act, &reached.person.station, now).await?;
        if events.is_empty() {
            return Ok(WorkDone { jobs, events });
        }
        let actor = Actor::Staff(staff.clone());
        let answer = |after: &Employments| request.key.as_ref().map(|key| answer(key, after, &events));
        let jobs = self.commit_work(jobs, &events, (&actor, now), answer).await?;
        Ok(WorkDone { jobs, events })
    }

    async fn decide_work(
        &self,
        jobs: &Employments,
        act: EmploymentAct,
        station: &AgencyCode,
        now: jiff::Timestamp,
    ) -> Result<Vec<EmploymentEvent>, AppError> {
        let pack = self.rules.pack();
        let follow_up = pack.follow_up.as_ref();
        let follow_up = follow_up.ok_or_else(|| AppError::Rules("the pack has no folder followup".into()))?;
        let assistance = self.assistance_of(&jobs.person).await?.filter(|one| !one.is_ended());
        let helper = assistance.and_then(|one| one.helper).map(|helper| helper.user);
        let colleagues = self.helpers_at(station).await?.into_keys().collect();
        let at = At {
            rules: &self.follow_up_rules()?,
            helper: helper.as_ref(),
            colleagues: &colleagues,
            now,
            zone: self.rules.zone(),
            mediation_due: self.term_of(&follow_up.mediation, "mediation", station, now)?,
            conflict_due: self.term_of(&follow_up.terms, "conflict", station, now)?,
        };
        Ok(decide(jobs, act, at)?)
    }

    /// An employer that is named by its entry is one that the caller may see.
    async fn check_workplace(&self, staff: &Staff, act: &EmploymentAct) -> Result<(), AppError> {
        use leye_domain::employment::Workplace;
        let (EmploymentAct::Register { facts, .. } | EmploymentAct::Correct { facts, .. }) = act else {
            return Ok(());
        };
        let Some(Some(Workplace::Known(id))) = facts.workplace.get() else { return Ok(()) };
        let id: &EmployerId = id;
        match self.employer(staff, id).await {
            Err(AppError::NotFound) => Err(AppError::field("employer", "unknown-employer")),
            Err(error) => Err(error),
            Ok(_) => Ok(()),
        }
    }

    async fn overtaken(&self, jobs: &Employments, seen: i64) -> Result<AppError, AppError> {
        let id = jobs.id();
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        let since = events.into_iter().filter(|event| event.seq > seen).map(|event| event.kind).collect();
        Ok(AppError::Stale { current: jobs.version, since })
    }
}

/// The answer that a repetition of the request will get: nothing personal is in it.
fn answer(key: &Key, after: &Employments, events: &[EmploymentEvent]) -> IdempotencyAnswer {
    let registered = events.iter().find_map(|event| match event {
        EmploymentEvent::EmploymentRegistered { employment, follows, .. } => Some((*employment, *follows)),
        _ => None,
    });
    let document = serde_json::json!({
        "person": after.person,
        "version": after.version,
        "employment": registered.map(|(employment, _)| employment),
        "followed": registered.map(|(_, follows)| follows),
    });
    IdempotencyAnswer {
        user: key.user.clone(),
        key: key.key.clone(),
        request_hash: key.request_hash.clone(),
        status: 201,
        answer: document.to_string(),
        person: None,
    }
}
