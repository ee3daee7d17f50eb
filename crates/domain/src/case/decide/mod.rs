//! The only place that decides: a case, an act, who, the policy, now → events or a refusal.

mod act;
mod guard;
mod ready;
mod service;

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::act::{Act, Submission, seal};
use super::act_name::ActName;
use super::event::Event;
use super::refusal::{Reason, Refusal};
use super::ruling::Ruled;
use crate::agency::Level;
use crate::case::{Case, StateName};
use crate::clock::Clock;
use crate::person::age::completed_years;
use crate::policy::Policy;
use crate::staff::Actor;

pub use ready::unready;
pub use service::elapsed;

/// What surrounds a decision: who acts, under which rules, when.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The rules in force.
    pub policy: &'a Policy,
    /// The present instant.
    pub now: Timestamp,
    /// Close of business of the agency at which the next clock will run.
    pub close: Time,
    /// What the rules compute for the case, where the act is a review.
    pub ruled: Option<&'a Ruled>,
}

impl Context<'_> {
    /// Today, at the agency.
    pub fn today(&self) -> Date {
        self.policy.zone.to_datetime(self.now).date()
    }

    /// Starts the time limit of a state at `started`.
    fn start_at(&self, state: StateName, started: Timestamp) -> Result<Clock, Reason> {
        let limit = self.policy.limits.get(state.as_str()).ok_or(Reason::CalendarMissing)?;
        Ok(Clock {
            limit: state.as_str().to_owned(),
            article: limit.article.clone(),
            started,
            budget: limit.budget,
            close: self.close,
            ledger: Vec::new(),
        })
    }

    /// Starts the time limit of a state now.
    fn start(&self, state: StateName) -> Result<Clock, Reason> {
        self.start_at(state, self.now)
    }
}

/// Opens a case.
///
/// # Errors
/// [`Refusal`] when the applicant is too young (C1), already has an open application or a
/// standing determination, or belongs to the household of the member of staff, when the member
/// of staff files for the applicant themselves, or when the station is not theirs.
pub fn submit(new: Submission, at: Context<'_>) -> Result<Vec<Event>, Refusal> {
    let refuse =
        |reason| Refusal { from: None, act: ActName::Submit, article: ActName::Submit.article(), reason };
    let staff = at.actor.staff().ok_or_else(|| refuse(Reason::OtherAgency))?;
    if new.station.level() != Level::Station {
        return Err(refuse(Reason::WrongLevel { needs: Level::Station }));
    }
    if staff.agency != new.station {
        return Err(refuse(Reason::OtherAgency));
    }
    if !guard::does_casework(staff.role) {
        return Err(refuse(Reason::NotYourRole));
    }
    if staff.identity.as_ref().is_some_and(|hash| new.household.contains(hash)) {
        return Err(refuse(Reason::OwnHousehold));
    }
    guard::check_behalf(new.representative.as_ref(), at.actor).map_err(refuse)?;
    if new.has_open {
        return Err(refuse(Reason::OpenApplication));
    }
    if new.determined {
        return Err(refuse(Reason::AlreadyDetermined));
    }
    if completed_years(new.born, at.today()) < at.policy.youngest {
        return Err(refuse(Reason::TooYoung { least: at.policy.youngest }));
    }
    if new.claimed.is_empty() {
        return Err(refuse(Reason::Missing { field: "claimed" }));
    }
    if let Some(code) = new.claimed.iter().find(|code| !at.policy.categories.iter().any(|c| c.code == **code))
    {
        return Err(refuse(Reason::UnknownCategory { category: code.clone() }));
    }
    Ok(vec![Event::ApplicationSubmitted {
        id: new.id,
        person: new.person,
        station: new.station,
        on: at.today(),
        claimed: seal(new.claimed),
        household: new.household,
        holder: staff.user.clone(),
        clock: at.start(StateName::Received).map_err(refuse)?,
        representative: new.representative,
        known: Some(seal(new.known)),
    }])
}

/// Decides an act on a case. The caller has applied [`elapsed`] first, so that a period
/// that has run out has had its effect.
///
/// # Errors
/// [`Refusal`], with the article and the reason.
pub fn decide(case: &Case, act: &Act, at: Context<'_>) -> Result<Vec<Event>, Refusal> {
    let name = act.name();
    let refuse = |reason| Refusal { from: Some(case.state()), act: name, article: name.article(), reason };
    guard::check(case, name, at.actor).map_err(refuse)?;
    if let Some(reason) = unready(case, name, at.policy, at.now) {
        return Err(refuse(reason));
    }
    guard::check_behalf(act.on_behalf(), at.actor).map_err(refuse)?;
    let event = act::event(case, act, at).map_err(refuse)?;
    let mut events: Vec<Event> = guard::taking(case, name, at.actor).into_iter().collect();
    if let Some(event) = event {
        events.push(event);
    }
    Ok(events)
}

/// For every act that exists in the present state and that somebody at the actor's level
/// could do: whether the actor may begin it, or why not. Whether the case is ready for it
/// is told by [`unready`]; what the act itself must carry is checked when it is done.
pub fn allowed_acts(case: &Case, actor: &Actor) -> Vec<(ActName, Result<(), Reason>)> {
    let service_only = |name: &ActName| matches!(name, ActName::DeemAccepted | ActName::Lapse);
    ActName::ALL
        .iter()
        .filter(|name| name.exists_in(case.state()) && !service_only(name))
        .map(|&name| (name, guard::check(case, name, actor)))
        .collect()
}
