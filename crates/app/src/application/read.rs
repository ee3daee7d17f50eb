//! Open a case: everything that its page and the API show.

use jiff::Timestamp;
use leye_domain::agency::Level;
use leye_domain::applicant::{Applicant, Details};
use leye_domain::case::{ActName, Case, Event, Reason, allowed_acts, unready};
use leye_domain::clock::Reading;
use leye_domain::id::CaseId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Actor, Staff};
use serde_json::json;

use super::write::joined;
use crate::App;
use crate::access::Target;
use crate::error::AppError;
use crate::ruling::RulingFile;

/// One line of a case's history.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// Number of the event.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Sign-in name, `public` or `service`.
    pub actor: String,
    /// Name of that person as shown.
    pub actor_name: String,
    /// What.
    pub event: Event,
    /// Hash of the event, for who wants to compare.
    pub hash: String,
}

/// An act with whether the reader may do it now, or why not.
#[derive(Clone, Debug)]
pub struct ActChoice {
    /// Which.
    pub act: ActName,
    /// May, or why not.
    pub may: Result<(), Reason>,
}

/// A case as opened.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The case.
    pub case: Case,
    /// Who it is about; none once erased.
    pub person: Option<Details>,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The clock as read today; none once closed.
    pub reading: Option<Reading>,
    /// Working days from today to the due day; negative when late.
    pub days_left: Option<i64>,
    /// Name of the holder as shown.
    pub holder_name: Option<String>,
    /// What may be done.
    pub acts: Vec<ActChoice>,
    /// What the rules compute for it; none where they cannot, as after an erasure.
    pub ruling: Option<RulingFile>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEvent>,
}

impl App {
    /// Opens a case for a member of staff, and records that they did.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where they may not see it.
    pub async fn case_file(&self, staff: &Staff, id: &CaseId) -> Result<CaseFile, AppError> {
        let (case, submitted_at) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        self.record(staff, "read_case", id.as_str(), Some(&case.person), None).await?;
        let row = self.store.person(case.person.county(), case.person.as_str()).await?;
        let person: Option<Applicant> = row.map(|row| crate::read_json(row.body)).transpose()?;
        let policy = self.policy(self.time.now());
        let reading = case.open().and_then(|o| o.clock.read(&policy.calendar, &policy.zone).ok());
        let due = reading.as_ref().and_then(Reading::due_day);
        let person = person.and_then(|p| match p.details {
            Sealed::Open(details) => Some(details),
            Sealed::Erased => None,
        });
        let register = self.registration_of(&case.person).await?;
        Ok(CaseFile {
            // Without it the case can still be read; what is wrong with the rules is told
            // where somebody reviews.
            ruling: person
                .as_ref()
                .and_then(|person| self.ruling_file(&case, Some(person), register.as_ref()).ok()),
            person,
            days_left: due.map(|day| self.days_left(day)),
            holder_name: case.open().map(|open| self.staff_name(open.holder.as_str())),
            acts: self.choices(staff, &case),
            timeline: self.timeline(&case).await?,
            submitted_at,
            reading,
            case,
        })
    }

    /// Every act that exists now, with whether this member of staff may do it.
    pub(crate) fn choices(&self, staff: &Staff, case: &Case) -> Vec<ActChoice> {
        let (actor, asked) = (Actor::Staff(staff.clone()), self.access.about(staff, Target::Case(case)));
        let role = |act, may: Result<(), Reason>| {
            may.and_then(|()| {
                let allowed = asked.may_act(act);
                if allowed { Ok(()) } else { Err(Reason::NotYourRole) }
            })
        };
        let now = self.time.now();
        let policy = self.policy(now);
        let ready = |act, may: Result<(), Reason>| {
            may.and_then(|()| unready(case, act, &policy, now).map_or(Ok(()), Err))
        };
        allowed_acts(case, &actor)
            .into_iter()
            .map(|(act, may)| ActChoice { act, may: ready(act, role(act, may)) })
            .collect()
    }

    pub(crate) async fn timeline(&self, case: &Case) -> Result<Vec<TimelineEvent>, AppError> {
        let stored = self.store.application_events(case.id.county(), case.id.as_str()).await?;
        stored
            .into_iter()
            .map(|e| {
                let event = crate::read_json(joined(&e))?;
                let actor_name = self.staff_name(&e.actor);
                Ok(TimelineEvent { seq: e.seq, at: e.at, actor: e.actor, actor_name, event, hash: e.hash })
            })
            .collect()
    }

    /// Working days from today to a due day: 0 on the day itself, negative when late.
    pub fn days_left(&self, due: jiff::civil::Date) -> i64 {
        let today = self.today();
        let policy = self.rules.policy(today);
        let between = |from, to| policy.calendar.working_days_between(from, to).map_or(0, i64::from);
        if due >= today { between(today, due) } else { -between(due, today).max(1) }
    }

    /// What an answer to a caller says of a case: nothing personal.
    pub(crate) fn outline(&self, case: &Case) -> serde_json::Value {
        let policy = self.policy(self.time.now());
        let due = case.open().and_then(|o| o.clock.read(&policy.calendar, &policy.zone).ok()?.due_at());
        json!({
            "id": case.id,
            "version": case.version,
            "state": case.state().as_str(),
            "agency": case.agency(),
            "station": case.station,
            "office": case.station.at(Level::Office),
            "bureau": case.station.at(Level::Bureau),
            "holder": case.open().map(|o| o.holder.as_str()),
            "due_at": due.map(|at| self.local(at)),
            "submitted_on": case.submitted_on,
            "person": case.person,
        })
    }
}
