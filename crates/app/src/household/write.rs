//! From what was decided to one commit; and back from the events.

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::household::{Household, HouseholdEvent, Standing};
use leye_domain::staff::Actor;
use leye_store::{AuditEntry, Commit, DossierRow, DutyChange, DutyRow, NewEvent, Put, StoredEvent, Stream};

use crate::App;
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// The kind of the dossiers.
pub(super) const KIND: &str = "household";
/// What is owed of a household of which nobody has work.
const DUTY: &str = "zero_employment";
/// The class of those that came back.
pub(super) const RETURNED: &str = "returned";

/// What the events made.
pub(crate) fn fold(events: &[StoredEvent]) -> Result<Household, AppError> {
    let read = |event: &StoredEvent| crate::read_json::<HouseholdEvent>(joined(event));
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Household::fold(&events).ok_or_else(drift)
}

fn drift() -> AppError {
    AppError::Rules("the events of a household do not follow from each other".into())
}

/// What is about to be written.
pub(super) struct HouseholdWrite<'a> {
    pub before: Option<Household>,
    pub events: &'a [HouseholdEvent],
    pub actor: &'a Actor,
    pub now: Timestamp,
}

impl App {
    pub(super) async fn commit_household(&self, write: HouseholdWrite<'_>) -> Result<Household, AppError> {
        let (events, actor, now) = (write.events, write.actor, write.now);
        let (commit, after) = self.household_commit(write)?;
        let mut commits = vec![commit];
        let (ours, elsewhere): (Vec<_>, Vec<_>) = self
            .assistance_of_household(&after, events, actor, now)
            .await?
            .into_iter()
            .partition(|commit| commit.stream.county == after.id.county());
        commits.extend(ours);
        self.store.commit_all(commits).await?;
        // The file of a member who moved here lies in the county in which it was begun.
        for commit in elsewhere {
            self.store.commit(commit).await?;
        }
        Ok(after)
    }

    /// Everything that goes to disk together, and the household as it stands then.
    pub(super) fn household_commit(
        &self,
        write: HouseholdWrite<'_>,
    ) -> Result<(Commit, Household), AppError> {
        let version = write.before.as_ref().map_or(0, |before| before.version);
        let old = write.before.as_ref().and_then(|before| self.household_duty(before));
        let after = match write.before {
            None => Household::fold(write.events),
            Some(before) => write.events.iter().try_fold(before, Household::after),
        };
        let after = after.ok_or_else(drift)?;
        let open = self.household_duty(&after);
        let close = old.filter(|_| open.is_none()).map(|duty| duty.id).into_iter().collect();
        let pack = self.policy(write.now).hash.clone();
        let written = write.events.iter().map(|event| {
            let (kind, body) = split(serde_json::to_value(event))?;
            let (actor, pack) = (write.actor.as_str().to_owned(), pack.clone());
            Ok(NewEvent { at: write.now, kind, actor, schema: SCHEMA, pack, body })
        });
        let events = written.collect::<Result<Vec<_>, AppError>>()?;
        let id = after.id.clone();
        let audit = AuditEntry {
            at: write.now,
            actor: write.actor.as_str().to_owned(),
            agency: write.actor.staff().map(|staff| staff.agency.as_str().to_owned()),
            action: events.last().map(|event| event.kind.clone()).unwrap_or_default(),
            subject: id.as_str().to_owned(),
            person: None,
            reason: None,
        };
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: version,
            // What is sealed here is sealed under a key of the household's own.
            person: Some(id.as_str().to_owned()),
            new_person: version == 0,
            events,
            rows: vec![Put::Dossier(self.household_row(&after)?)],
            duties: DutyChange { close, open: open.into_iter().collect() },
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        Ok((commit, after))
    }

    /// What is owed of it, and by which agency.
    pub(crate) fn household_duty(&self, household: &Household) -> Option<DutyRow> {
        let (due, level) = household.standing.due().zip(household.standing.owes())?;
        let code = |level| household.station.at(level).as_str().to_owned();
        Some(DutyRow {
            county: household.id.county().to_owned(),
            id: format!("{}/{DUTY}", household.id),
            kind: DUTY.to_owned(),
            subject: household.id.as_str().to_owned(),
            holder: None,
            agency: code(level),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at: Some(due),
            auto_at: None,
            step: household.standing.as_str().to_owned(),
            article: self.household_article(),
            person: household.id.as_str().to_owned(),
            version: household.version,
            begun_at: None,
        })
    }

    /// The row of current state.
    pub(crate) fn household_row(&self, household: &Household) -> Result<DossierRow, AppError> {
        let code = |level| household.station.at(level).as_str().to_owned();
        let is_open = household.standing.due().is_some();
        let class = if is_open && !household.returned.is_empty() { RETURNED } else { "" };
        Ok(DossierRow {
            county: household.id.county().to_owned(),
            id: household.id.as_str().to_owned(),
            kind: KIND.to_owned(),
            person: household.id.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            state: household.standing.as_str().to_owned(),
            class: class.to_owned(),
            holder: None,
            place: household.standing.due().map_or(i64::MAX, Timestamp::as_second),
            since: since(household),
            version: household.version,
            body: serde_json::to_value(household)
                .map_err(|e| AppError::Rules(format!("a household cannot be written: {e}")))?,
        })
    }
}

/// The day since when it stands so.
fn since(household: &Household) -> Date {
    match &household.standing {
        Standing::Found { on, .. }
        | Standing::Review { on, .. }
        | Standing::Confirmed { on, .. }
        | Standing::Refused { on }
        | Standing::Ended { on } => *on,
        Standing::Plain => household.members.values().map(|member| member.joined).min().unwrap_or(Date::MIN),
    }
}
