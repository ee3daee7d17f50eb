//! What is kept of a person beside the move, and what the move does to each of it.

use jiff::Timestamp;
use leye_domain::applicant::{Applicant, ApplicantEvent};
use leye_domain::assistance::Assistance;
use leye_domain::employment::Employments;
use leye_domain::registration::Registration;
use leye_domain::relocation::{Followed, Holdings, Progress, Relocation, follow};
use leye_domain::staff::{Actor, Staff};
use leye_domain::standing::Standing;
use leye_store::{Commit, Put};

use super::write::Stride;
use crate::App;
use crate::error::AppError;

/// Who acts, and when.
type Done<'a> = (&'a Staff, Timestamp);

/// All that is kept of a person.
pub(super) struct Kept {
    pub person: Applicant,
    pub assistance: Option<Assistance>,
    pub jobs: Option<Employments>,
    pub registration: Option<Registration>,
    pub standing: Option<Standing>,
}

impl Kept {
    /// Whether somebody has to be named who helps.
    pub fn is_assisted(&self) -> bool {
        self.assistance.as_ref().is_some_and(|assistance| !assistance.is_ended())
    }
}

fn drift() -> AppError {
    AppError::Rules("the events of a move do not follow from what is kept".into())
}

impl App {
    pub(super) async fn kept_of(&self, person: Applicant) -> Result<Kept, AppError> {
        let assistance = self.assistance_of(&person.id).await?;
        let jobs = Some(self.jobs_of(&person).await?).filter(|jobs| jobs.version > 0);
        let registration = self.registration_of(&person.id).await?;
        let standing = self.standing_of(&person.id).await?;
        Ok(Kept { person, assistance, jobs, registration, standing })
    }

    /// The commits that follow one of the move.
    pub(super) async fn following(
        &self,
        after: &Relocation,
        kept: Kept,
        (staff, now): Done<'_>,
    ) -> Result<Vec<Commit>, AppError> {
        let Followed { person, assistance, jobs, registration, standing } = {
            let holdings = Holdings {
                person: &kept.person,
                assistance: kept.assistance.as_ref(),
                jobs: kept.jobs.as_ref(),
                registration: kept.registration.as_ref(),
                standing: kept.standing.as_ref(),
            };
            follow(after, holdings, self.helper_by(after, now)?)
        };
        let mut commits = Vec::new();
        if let (Some(before), false) = (&kept.assistance, assistance.is_empty()) {
            let actor = Actor::Staff(staff.clone());
            commits.push(self.assistance_commit(Some(before), &assistance, &actor, now)?);
        }
        if let (Some(before), false) = (kept.jobs, jobs.is_empty()) {
            let (id, version, old) = (before.id(), before.version, self.work_duties(&before)?);
            let mut done = jobs.iter().map(|event| (event, staff.user.as_str(), now));
            let moved = done.try_fold(before, Employments::after).ok_or_else(drift)?;
            let rows = crate::employment::work_row(&moved)?.map(Put::Dossier).into_iter().collect();
            let duties = (old, self.work_duties(&moved)?);
            let stride = Stride { id: id.as_str(), person: &moved.person, version, rows, duties };
            commits.push(self.strode(stride, &jobs, (staff, now))?);
        }
        if let (Some(before), false) = (kept.registration, registration.is_empty()) {
            let (id, version, old) = (before.id(), before.version, self.registration_duties(&before));
            let moved = before.with(&registration).ok_or_else(drift)?;
            let rows = vec![Put::Dossier(self.registration_row(&moved)?)];
            let duties = (old, self.registration_duties(&moved));
            let stride = Stride { id: id.as_str(), person: &moved.person, version, rows, duties };
            commits.push(self.strode(stride, &registration, (staff, now))?);
        }
        if let (Some(before), false) = (kept.standing, standing.is_empty()) {
            let (id, version, old) = (before.id(), before.version, self.standing_duties(&before)?);
            let moved = before.with(&standing).ok_or_else(drift)?;
            let duties = (old, self.standing_duties(&moved)?);
            let stride = Stride { id: id.as_str(), person: &moved.person, version, rows: Vec::new(), duties };
            commits.push(self.strode(stride, &standing, (staff, now))?);
        }
        if matches!(after.progress, Progress::Accepted { .. }) {
            commits.extend(self.household_follows(&kept.person, after, staff, now).await?);
        }
        if !person.is_empty() {
            commits.push(self.moved_file(kept.person, &person, (staff, now))?);
        }
        Ok(commits)
    }

    /// The person's file, after these events.
    pub(super) fn moved_file(
        &self,
        before: Applicant,
        events: &[ApplicantEvent],
        done: Done<'_>,
    ) -> Result<Commit, AppError> {
        let (id, version) = (before.id.clone(), before.version);
        let after = events.iter().try_fold(before, Applicant::after).ok_or_else(drift)?;
        let rows = vec![Put::Person(self.person_row(&after)?)];
        let duties = (Vec::new(), Vec::new());
        self.strode(Stride { id: id.as_str(), person: &id, version, rows, duties }, events, done)
    }

    /// By when a helper is to be named where none was; the term of assistance, where the pack has
    /// any.
    fn helper_by(&self, relocation: &Relocation, now: Timestamp) -> Result<Timestamp, AppError> {
        let pack = self.rules.pack();
        let Some(assistance) = pack.assistance.as_ref() else { return Ok(now) };
        self.term_of(&assistance.terms, "name_helper", &relocation.to, now)
    }
}
