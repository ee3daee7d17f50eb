//! Do an act on a case: load, let run-out periods have their effect, decide, commit.

use std::borrow::Cow;

use leye_domain::applicant::Applicant;
use leye_domain::case::{Act, ActName, Case, Context, Event, Reason, Refusal, decide, elapsed};
use leye_domain::id::CaseId;
use leye_domain::staff::{Actor, Staff};
use leye_store::{IdempotencyAnswer, Stopwatch};

use super::write::Change;
use crate::App;
use crate::access::{Deed, Question, Target};
use crate::error::AppError;
use crate::observe;
use crate::ruling;

/// How often a command decides again after somebody else was first.
const TRIES: usize = 8;

/// An idempotency key as a caller gave it.
#[derive(Clone, Debug)]
pub struct Key {
    /// Whose.
    pub user: String,
    /// The key.
    pub key: String,
    /// Hash of the request, so that a key is not used for two.
    pub request_hash: String,
}

/// An act on a case.
#[derive(Clone, Debug)]
pub struct ActRequest {
    /// Which case.
    pub id: CaseId,
    /// What.
    pub act: Act,
    /// The version that the caller saw; none when it does not matter.
    pub seen: Option<i64>,
    /// Key of the request.
    pub key: Option<Key>,
}

/// An act that was done.
#[derive(Clone, Debug)]
pub struct Done {
    /// The case as it stands now.
    pub case: Case,
    /// Whether this is the first answer given again.
    pub replayed: Option<String>,
}

impl App {
    /// Does an act.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see the case, `Stale` when the
    /// version differs, `Refused` with the article, `Forbidden` for the role.
    pub async fn act(&self, actor: &Actor, request: ActRequest) -> Result<Done, AppError> {
        let watch = Stopwatch::start();
        let done = self.act_until_decided(actor, &request).await;
        observe::act(request.act.name(), Some(&request.id), watch, &done);
        done
    }

    async fn act_until_decided(&self, actor: &Actor, request: &ActRequest) -> Result<Done, AppError> {
        let mut stale = AppError::Stale { current: 0, since: Vec::new() };
        for _ in 0..TRIES {
            match self.try_act(actor, request).await {
                // Who was overtaken while committing asks again, to be told what changed.
                Err(AppError::Stale { current, since }) if request.seen.is_none() || since.is_empty() => {
                    stale = AppError::Stale { current, since };
                }
                Err(error) => {
                    return Err(self.first_answer(request.key.as_ref(), request.id.county(), error).await);
                }
                done => return done,
            }
        }
        Err(stale)
    }

    async fn try_act(&self, actor: &Actor, request: &ActRequest) -> Result<Done, AppError> {
        self.replay(request.key.as_ref(), request.id.county()).await?;
        // Whoever closes a notice that has ended does what the service would do by itself.
        let (case, submitted_at) = match request.act {
            Act::CloseNotice => self.load(&request.id).await?,
            _ => self.settled(&request.id).await?,
        };
        let asked = actor.staff().map(|staff| self.access.about(staff, Target::Case(&case)));
        if asked.as_ref().is_some_and(|asked| !asked.may(Deed::ReadCase)) {
            return Err(AppError::NotFound);
        }
        self.check_seen(&case, request.seen).await?;
        let now = self.time.now();
        let policy = self.policy(now);
        let ruled = self.ruled(&case, &request.act)?;
        let close = self.close_for(&case, request.act.name());
        let at = Context { actor, policy: &policy, now, close, ruled: ruled.as_ref() };
        let act = self.completed(&case, &request.act).await?;
        let events = decide(&case, &act, at)?;
        permit(asked.as_ref(), &case, request.act.name())?;
        self.check_who_came(&case, &request.act).await?;
        let after = applied(&case, &events)?;
        let change = Change {
            before: Some(&case),
            after: &after,
            events: &events,
            actor,
            policy: &policy,
            now,
            submitted_at,
        };
        let answer = request.key.as_ref().map(|key| self.answer(key, &after, 200));
        let mut commits = vec![change.commit(answer)?];
        if request.act.name() == ActName::Confirm {
            commits.extend(self.assistance_of_case(&after, actor, now).await?);
        }
        self.store.commit_all(commits).await?;
        Ok(Done { case: after, replayed: None })
    }

    /// The case with every run-out period settled, and when it was submitted.
    pub(crate) async fn settled(&self, id: &CaseId) -> Result<(Case, jiff::Timestamp), AppError> {
        for _ in 0..TRIES {
            let (case, submitted_at) = self.load(id).await?;
            let now = self.time.now();
            let policy = self.policy(now);
            let Some(act) = elapsed(&case, &policy, now) else { return Ok((case, submitted_at)) };
            let (actor, watch) = (Actor::Service, Stopwatch::start());
            let close = self.close_for(&case, act.name());
            let at = Context { actor: &actor, policy: &policy, now, close, ruled: None };
            let events = decide(&case, &act, at)?;
            let after = applied(&case, &events)?;
            let change = Change {
                before: Some(&case),
                after: &after,
                events: &events,
                actor: &actor,
                policy: &policy,
                now,
                submitted_at,
            };
            match self.store.commit(change.commit(None)?).await.map_err(AppError::from) {
                Ok(_) => observe::act(act.name(), Some(id), watch, &Ok(())),
                Err(AppError::Stale { .. }) => {}
                // An erased person's case can no longer be written, only read.
                Err(AppError::Erased) => return Ok((case, submitted_at)),
                Err(error) => return Err(error),
            }
        }
        self.load(id).await
    }

    pub(crate) async fn load(&self, id: &CaseId) -> Result<(Case, jiff::Timestamp), AppError> {
        let found = self.store.load_application(id.county(), id.as_str()).await?;
        let (row, _) = found.ok_or(AppError::NotFound)?;
        let submitted_at = row.submitted_at;
        Ok((crate::read_json(row.body)?, submitted_at))
    }

    /// A first answer to the same key is given again.
    pub(crate) async fn replay(&self, key: Option<&Key>, county: &str) -> Result<(), AppError> {
        let Some(key) = key else { return Ok(()) };
        match self.store.idempotent(county, &key.user, &key.key).await? {
            Some(stored) if stored.request_hash != key.request_hash => Err(AppError::KeyReused),
            Some(stored) => Err(AppError::Replayed(Box::new(stored))),
            None => Ok(()),
        }
    }

    /// What a request learns that was not done: the first answer to its key where the same
    /// request came through meanwhile, else why not.
    pub(crate) async fn first_answer(&self, key: Option<&Key>, county: &str, why_not: AppError) -> AppError {
        self.replay(key, county).await.err().unwrap_or(why_not)
    }

    /// Facts that are recorded are checked, and completed by what the person's file says.
    async fn completed<'a>(&self, case: &Case, act: &'a Act) -> Result<Cow<'a, Act>, AppError> {
        let Act::RecordFacts { known, reason } = act else { return Ok(Cow::Borrowed(act)) };
        let row = self.store.person(case.person.county(), case.person.as_str()).await?;
        let person: Option<Applicant> = row.map(|row| crate::read_json(row.body)).transpose()?;
        let details = person.as_ref().and_then(|person| person.details.get()).ok_or(AppError::Erased)?;
        let known = ruling::from_card(known.clone(), details);
        let day = case.submitted_on;
        let register = self.registration_of(&case.person).await?;
        let known = ruling::from_register(known, register.as_ref(), day);
        let engine = self.rules.engines_on(day).on(day).map_err(|e| AppError::Rules(e.to_string()))?;
        let faults = ruling::faults(&engine, &known, self.today());
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        Ok(Cow::Owned(Act::RecordFacts { known, reason: reason.clone() }))
    }

    /// The caller saw the newest version of the case.
    async fn check_seen(&self, case: &Case, seen: Option<i64>) -> Result<(), AppError> {
        let Some(seen) = seen.filter(|seen| *seen != case.version) else { return Ok(()) };
        let events = self.store.application_events(case.id.county(), case.id.as_str()).await?;
        let since = events.into_iter().filter(|e| e.seq > seen).map(|e| e.kind).collect();
        Err(AppError::Stale { current: case.version, since })
    }

    pub(crate) fn may_read(&self, staff: &Staff, case: &Case) -> Result<(), AppError> {
        if self.access.may(staff, Deed::ReadCase, Target::Case(case)) {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Close of business of the agency at which the clock will run after the act.
    fn close_for(&self, case: &Case, act: ActName) -> jiff::civil::Time {
        use leye_domain::agency::Level;
        let level = match act {
            ActName::Forward | ActName::ReturnToOffice => Level::Office,
            ActName::PassSecondReview | ActName::Confirm => Level::Bureau,
            _ => Level::Station,
        };
        self.close_of_business(&case.station.at(level))
    }

    /// The answer that a repeated request will get: nothing personal is in it.
    pub(crate) fn answer(&self, key: &Key, after: &Case, status: i64) -> IdempotencyAnswer {
        IdempotencyAnswer {
            user: key.user.clone(),
            key: key.key.clone(),
            request_hash: key.request_hash.clone(),
            status,
            answer: self.outline(after).to_string(),
            person: None,
        }
    }
}

/// The public and the service are bound by the procedure alone.
fn permit(asked: Option<&Question<'_>>, case: &Case, act: ActName) -> Result<(), AppError> {
    if asked.is_none_or(|asked| asked.may_act(act)) {
        return Ok(());
    }
    let reason = if act == ActName::Extend { Reason::HeadOnly } else { Reason::NotYourRole };
    Err(Refusal { from: Some(case.state()), act, article: act.article(), reason }.into())
}

/// The case after the events.
pub(crate) fn applied(case: &Case, events: &[Event]) -> Result<Case, AppError> {
    let mut after = case.clone();
    for event in events {
        after.apply(event).map_err(|e| AppError::Rules(e.to_string()))?;
    }
    Ok(after)
}
