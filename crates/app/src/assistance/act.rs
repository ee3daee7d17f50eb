//! The station does something in the assistance of somebody: load, decide, commit.

use leye_domain::assistance::{
    Assistance, AssistanceAct, AssistanceReason, AssistanceRefusal, Context, decide,
};
use leye_domain::id::PersonId;
use leye_domain::staff::{Actor, Staff};

use crate::App;
use crate::error::AppError;

/// How often it is decided again after somebody else was first.
const TRIES: usize = 8;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct AssistanceRequest {
    /// Whose assistance.
    pub person: PersonId,
    /// The version that the caller saw; none when it does not matter, as for a contact that is
    /// written down.
    pub seen: Option<i64>,
    /// What.
    pub act: AssistanceAct,
}

impl App {
    /// Does an act; gives back how the assistance stands then.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who may not see it, [`AppError::Forbidden`] for who may not act,
    /// [`AppError::Assistance`] where the rules say no, [`AppError::Stale`] when it changed since
    /// it was seen.
    pub async fn assist(&self, staff: &Staff, request: AssistanceRequest) -> Result<Assistance, AppError> {
        let mut tries = 0;
        loop {
            match self.try_to_assist(staff, &request).await {
                Err(AppError::Stale { .. }) if request.seen.is_none() && tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    async fn try_to_assist(
        &self,
        staff: &Staff,
        request: &AssistanceRequest,
    ) -> Result<Assistance, AppError> {
        let (before, rights) = self.assisted(staff, &request.person).await?;
        if request.seen.is_some_and(|seen| seen != before.version) {
            return Err(AppError::Stale { current: before.version, since: Vec::new() });
        }
        if !rights.keep {
            return Err(AppError::Forbidden { act: None });
        }
        let name = request.act.name();
        if name.is_of_the_head() && !rights.settle {
            let (from, article) = (before.phase.as_str(), name.article());
            let reason = AssistanceReason::HeadOnly;
            return Err(AssistanceRefusal { from, act: name, article, reason }.into());
        }
        let now = self.time.now();
        let policy = self.policy(now);
        let today = policy.zone.to_datetime(now).date();
        let rules = self.assistance_rules(today);
        let rules = rules.ok_or_else(|| AppError::Rules("the pack has no folder assistance/".into()))?;
        let colleagues = self.helpers_at(&before.station).await?.into_keys().collect();
        let close = self.close_of_business(&before.station);
        let at = Context { staff, colleagues: &colleagues, rules: &rules, policy: &policy, now, close };
        let events = decide(&before, request.act.clone(), at)?;
        let actor = Actor::Staff(staff.clone());
        let mut commits = vec![self.assistance_commit(Some(&before), &events, &actor, now)?];
        commits.extend(self.work_after_assistance(&before.person, &events, &actor, now).await?);
        self.store.commit_all(commits).await?;
        super::write::after(Some(&before), &events, (actor.as_str(), now))
    }
}
