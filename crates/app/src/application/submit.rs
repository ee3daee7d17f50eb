//! Intake: a person, found or new, and their application, in one commit.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, ApplicantEvent, Details};
use leye_domain::case::{
    Act, ActName, Case, Context, Event, OnBehalf, Reason, Refusal, StateName, Submission, decide, submit,
};
use leye_domain::fact::KnownFacts;
use leye_domain::id::{CaseId, PersonId};
use leye_domain::person::ResidentNumber;
use leye_domain::policy::Policy;
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Actor, Staff};
use leye_store::{Commit, Stopwatch};

use super::act::{Key, applied};
use super::representative::not_the_applicant;
use super::write::Change;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::{AppError, FieldFault};
use crate::observe;
use crate::person::PersonWrite;
use crate::ruling;

/// How often ids are drawn again when one exists, or somebody else was first.
const TRIES: usize = 8;

/// Whose application it is.
#[derive(Clone, Debug)]
pub enum NewApplicant {
    /// Somebody with a file.
    Known(PersonId),
    /// Somebody new, or whose file is found by the number; what was given replaces what
    /// the file said. Boxed because the other case is small.
    Given(Box<Details>),
}

/// An application as it comes in at the counter.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// The station.
    pub station: AgencyCode,
    /// Whose.
    pub applicant: NewApplicant,
    /// Categories claimed, codes `C1.1` to `C1.10`.
    pub claimed: Vec<String>,
    /// What was asked at the counter; what identity numbers say is added.
    pub known: KnownFacts,
    /// Whether it is accepted at once.
    pub accept: bool,
    /// Who files it, if not the applicant.
    pub representative: Option<OnBehalf>,
    /// Key of the request.
    pub key: Option<Key>,
}

/// What was filed.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The new case.
    pub case: Case,
}

/// How an application comes in otherwise than over the counter.
pub(crate) struct Intake {
    /// The day on which it was received, with the rules of that day.
    pub received: (Date, Arc<Policy>),
    /// Who writes it.
    pub actor: Actor,
    /// Where it comes from, for the record.
    pub note: String,
}

struct Filing<'a> {
    staff: &'a Staff,
    actor: Actor,
    now: Timestamp,
    new: &'a NewApplication,
    intake: Option<&'a Intake>,
}

/// Whose staff accounts keep their hands off the new case: the household's, and that of who
/// files for the applicant.
fn kept_from(new: &NewApplication, household: &BTreeSet<String>) -> BTreeSet<String> {
    let representative = new.representative.iter().map(|who| who.identity.clone());
    household.iter().cloned().chain(representative).collect()
}

impl App {
    /// Files an application.
    ///
    /// # Errors
    /// Faults of fields, a refusal under C1 (too young, open application), access.
    pub async fn submit(&self, staff: &Staff, new: NewApplication) -> Result<Filed, AppError> {
        self.submit_from(staff, new, None).await
    }

    /// Files an application from a register, to the account of a member of staff of the
    /// station, who holds the case from then on. Its time limit runs from the day on which
    /// it was received.
    pub(crate) async fn submit_from(
        &self,
        staff: &Staff,
        new: NewApplication,
        intake: Option<&Intake>,
    ) -> Result<Filed, AppError> {
        let watch = Stopwatch::start();
        let filed = self.submit_until_decided(staff, &new, intake).await;
        let case = filed.as_ref().ok().map(|filed| &filed.case.id);
        observe::act(ActName::Submit, case, watch, &filed);
        filed
    }

    async fn submit_until_decided(
        &self,
        staff: &Staff,
        new: &NewApplication,
        intake: Option<&Intake>,
    ) -> Result<Filed, AppError> {
        for _ in 0..TRIES {
            match self.try_submit(staff, new, intake).await {
                Err(AppError::Stale { .. }) => {}
                Err(error) => {
                    let county = self.county_of_filing(new).await?;
                    return Err(self.first_answer(new.key.as_ref(), &county, error).await);
                }
                filed => return filed,
            }
        }
        Err(AppError::Stale { current: 0, since: Vec::new() })
    }

    async fn try_submit(
        &self,
        staff: &Staff,
        new: &NewApplication,
        intake: Option<&Intake>,
    ) -> Result<Filed, AppError> {
        if new.key.is_some() {
            self.replay(new.key.as_ref(), &self.county_of_filing(new).await?).await?;
        }
        let filing = Filing { staff, actor: Actor::Staff(staff.clone()), now: self.time.now(), new, intake };
        let (write, events) = self.prepare(&filing).await?;
        self.file(&filing, write, events).await
    }

    /// The county in which an application lies once it is filed, and the answer to its key: that
    /// of the person's file, or of the station for somebody without one.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn county_of_filing(&self, new: &NewApplication) -> Result<String, AppError> {
        let known = match &new.applicant {
            NewApplicant::Known(id) => Some(id.county().to_owned()),
            NewApplicant::Given(details) => {
                let number = ResidentNumber::parse(details.number.trim(), self.today());
                let Ok(number) = number else { return Ok(new.station.county().to_owned()) };
                let hash = self.identity_hash(number.as_str());
                self.file_by_number(new.station.county(), &hash).await?.map(|row| row.county)
            }
        };
        Ok(known.unwrap_or_else(|| new.station.county().to_owned()))
    }

    /// Whether an application could be filed now; nothing is written.
    pub(crate) async fn could_submit(
        &self,
        staff: &Staff,
        new: &NewApplication,
        intake: Option<&Intake>,
    ) -> Result<(), AppError> {
        let filing = Filing { staff, actor: Actor::Staff(staff.clone()), now: self.time.now(), new, intake };
        self.prepare(&filing).await.map(|_| ())
    }

    async fn prepare(&self, filing: &Filing<'_>) -> Result<(PersonWrite, Vec<Event>), AppError> {
        let (staff, new) = (filing.staff, filing.new);
        self.agency(&new.station).ok_or_else(|| AppError::field("station", "unknown-agency"))?;
        let write = self.applicant_write(filing).await?;
        let details = write.details.clone();
        not_the_applicant(&details, new.representative.as_ref())?;
        let born = details.born().ok_or_else(|| AppError::field("number", "unreadable"))?;
        let household = self.household_hashes(&details);
        let permitted = self.access.may_act(
            staff,
            ActName::Submit,
            Target::NewCase(&new.station, &kept_from(new, &household)),
        );
        let events = self.decide_submit(filing, &write, born, household).await?;
        if !permitted {
            return Err(self.not_theirs(staff, new));
        }
        Ok((write, events))
    }

    /// The more telling refusal when access says no: own household, or another agency.
    fn not_theirs(&self, staff: &Staff, new: &NewApplication) -> AppError {
        let reason = if staff.agency == new.station { Reason::NotYourRole } else { Reason::OtherAgency };
        let act = ActName::Submit;
        Refusal { from: None, act, article: act.article(), reason }.into()
    }

    async fn applicant_write(&self, filing: &Filing<'_>) -> Result<PersonWrite, AppError> {
        match &filing.new.applicant {
            NewApplicant::Given(details) => {
                self.check_details(details, filing.now)?;
                self.write_person(filing.staff, &filing.new.station, details, filing.now).await
            }
            NewApplicant::Known(id) => {
                let person = self.person_of(filing.staff, id, Deed::ReadPerson).await?;
                PersonWrite::unchanged(person)
            }
        }
    }

    async fn decide_submit(
        &self,
        filing: &Filing<'_>,
        person: &PersonWrite,
        born: Date,
        household: BTreeSet<String>,
    ) -> Result<Vec<Event>, AppError> {
        let new = filing.new;
        let (policy, now) = match filing.intake.map(|intake| &intake.received) {
            // A register knows the day and not the hour.
            Some((day, policy)) => (policy.clone(), self.begins(*day)?),
            None => (self.policy(filing.now), filing.now),
        };
        let at = Context {
            actor: &filing.actor,
            policy: &policy,
            now,
            close: self.close_of_business(&new.station),
            ruled: None,
        };
        let known = self.known_at_intake(new, person, at.today()).await?;
        let standing = self.standing(person).await?;
        let year = at.today().year();
        // A commit spans one county: that of the file, which may have been begun in another.
        let id = CaseId::new(person.id.county(), year, self.draw_serial());
        let submission = Submission {
            id,
            person: person.id.clone(),
            station: new.station.clone(),
            born,
            claimed: new.claimed.clone(),
            household,
            has_open: standing.0,
            determined: standing.1,
            known,
            representative: new.representative.clone(),
        };
        let mut events = submit(submission, at)?;
        if new.accept {
            let case = Case::fold(&events).map_err(|e| AppError::Rules(e.to_string()))?;
            events.extend(decide(&case, &Act::Accept, at)?);
        }
        Ok(events)
    }

    async fn file(
        &self,
        filing: &Filing<'_>,
        write: PersonWrite,
        events: Vec<Event>,
    ) -> Result<Filed, AppError> {
        let policy = self.policy(filing.now);
        let after = Case::begin(&events[0]).and_then(|case| {
            applied(&case, &events[1..]).map_err(|_| leye_domain::case::Drift { version: 1, state: None })
        });
        let after = after.map_err(|e| AppError::Rules(e.to_string()))?;
        let change = Change {
            before: None,
            after: &after,
            events: &events,
            actor: filing.intake.map_or(&filing.actor, |intake| &intake.actor),
            policy: &policy,
            now: filing.now,
            submitted_at: filing.now,
        };
        let answer = filing.new.key.as_ref().map(|key| self.answer(key, &after, 201));
        let person = self.person_commit(&write, change.actor, &policy, filing.now, Some(&after.id))?;
        let mut case = change.commit(answer)?;
        let note = filing.intake.map(|intake| &intake.note);
        case.audit.iter_mut().for_each(|entry| entry.reason = note.cloned());
        let commits: Vec<Commit> = vec![person, case];
        self.store.commit_all(commits).await?;
        Ok(Filed { case: after })
    }

    /// The first instant of a day, in the service's time zone.
    pub(crate) fn begins(&self, day: Date) -> Result<Timestamp, AppError> {
        let zoned = day.to_zoned(self.rules.zone().clone());
        Ok(zoned.map_err(|_| AppError::field("received", "date-impossible"))?.timestamp())
    }

    /// Whether the person has an open application, and whether a determination stands: one
    /// that was completed here, or that was taken over.
    pub(crate) async fn standing(&self, person: &PersonWrite) -> Result<(bool, bool), AppError> {
        if person.version == 0 {
            return Ok((false, false));
        }
        let cases = self.store.applications_of(person.id.county(), person.id.as_str()).await?;
        let completed = StateName::Completed.as_str();
        let determined = person.taken.0.is_some() || cases.iter().any(|case| case.state == completed);
        // Who left by an exit may be determined anew.
        let ended = self.assistance_of(&person.id).await?.is_some_and(|assistance| assistance.is_ended());
        let determined = determined && !ended;
        Ok((cases.iter().any(|case| !case.closed), determined))
    }

    /// What is known of the applicant: what was asked, what the identity numbers say, and what the
    /// register of the unemployed says.
    async fn known_at_intake(
        &self,
        new: &NewApplication,
        person: &PersonWrite,
        today: Date,
    ) -> Result<KnownFacts, AppError> {
        let known = ruling::from_card(new.known.clone(), &person.details);
        let register = if person.version > 0 { self.registration_of(&person.id).await? } else { None };
        let known = ruling::from_register(known, register.as_ref(), today);
        let engine = self.rules.engines_on(today).on(today).map_err(|e| AppError::Rules(e.to_string()))?;
        let faults = ruling::faults(&engine, &known, today);
        if faults.is_empty() { Ok(known) } else { Err(AppError::Invalid(faults)) }
    }

    fn draw_serial(&self) -> u32 {
        u32::try_from(self.chance.below(100_000_000)).unwrap_or_default()
    }

    /// Keyed hashes of the identity numbers of the person and the household.
    pub(crate) fn household_hashes(&self, details: &Details) -> BTreeSet<String> {
        let relatives = details.household.iter().map(|r| r.number.as_str()).filter(|n| !n.is_empty());
        std::iter::once(details.number.as_str()).chain(relatives).map(|n| self.identity_hash(n)).collect()
    }

    /// Faults of what was given about a person, all at once.
    pub(crate) fn check_details(&self, details: &Details, now: Timestamp) -> Result<(), AppError> {
        let today = self.policy(now).zone.to_datetime(now).date();
        let faults: Vec<FieldFault> = crate::person::faults(details, today);
        if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
    }

    pub(crate) async fn has_open_application(&self, person: &PersonId) -> Result<bool, AppError> {
        let cases = self.store.applications_of(person.county(), person.as_str()).await?;
        Ok(cases.iter().any(|case| !case.closed))
    }
}

/// The events of a person's file that a filing brings.
pub(crate) fn filed(write: &PersonWrite, case: Option<&CaseId>) -> Vec<ApplicantEvent> {
    let mut events = Vec::new();
    let details = Sealed::Open(write.details.clone());
    if write.version == 0 {
        let (id, station) = (write.id.clone(), write.station.clone());
        events.push(ApplicantEvent::PersonRegistered { id, station, details });
    } else if write.changed {
        events.push(ApplicantEvent::PersonAmended { details });
    }
    let (determination, employment) = write.takes.clone();
    events.extend(determination.map(ApplicantEvent::DeterminationTakenOver));
    events.extend(employment.map(ApplicantEvent::EmploymentTakenOver));
    events.extend(case.map(|case| ApplicantEvent::ApplicationFiled { case: case.clone() }));
    events
}

/// The person as they stand after the write.
pub(crate) fn written(write: &PersonWrite, events: &[ApplicantEvent]) -> Applicant {
    Applicant {
        id: write.id.clone(),
        station: write.station.clone(),
        version: write.version + i64::try_from(events.len()).unwrap_or(i64::MAX),
        details: Sealed::Open(write.details.clone()),
        determination: write.takes.0.clone().or_else(|| write.taken.0.clone()),
        employment: write.takes.1.clone().or_else(|| write.taken.1.clone()),
        moving: write.moving.clone(),
    }
}
