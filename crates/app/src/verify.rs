//! Hold every read model against the events, and make them anew from the events.

use leye_domain::applicant::{Applicant, ApplicantEvent};
use leye_domain::assistance::AssistanceEvent;
use leye_domain::case::{Case, Event};
use leye_domain::complaint::{Complaint, ComplaintEvent};
use leye_domain::employer::{Employer, EmployerEvent};
use leye_domain::employment::EmploymentEvent;
use leye_domain::household::HouseholdEvent;
use leye_domain::name_seal::NameSealEvent;
use leye_domain::outreach::OutreachEvent;
use leye_domain::paper::PaperEvent;
use leye_domain::rating::{Rating, RatingEvent};
use leye_domain::registration::RegistrationEvent;
use leye_domain::relocation::RelocationEvent;
use leye_domain::sealed::Sealed;
use leye_domain::standing::StandingEvent;
use leye_domain::supervision::CampaignEvent;
use leye_store::{DossierRow, DutyRow, ReadModel, Slice, StoreError, StoredEvent, VerifyReport};

use crate::App;
use crate::application::write::{duty, joined, row};
use crate::error::AppError;

/// How often a slice is made anew while others write to it.
const LOOKS: usize = 8;

/// What was checked, and the first thing that is wrong.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Verdict {
    /// Events whose hashes were computed again.
    pub events: u64,
    /// Streams that were walked.
    pub streams: u64,
    /// Read models that were compared.
    pub models: u64,
    /// The first thing that is wrong; none when all is well.
    pub fault: Option<String>,
}

impl App {
    /// Checks every hash and compares every read model.
    ///
    /// # Errors
    /// Storage that cannot be read at all.
    pub async fn verify(&self) -> Result<Verdict, AppError> {
        let report: VerifyReport = self.store.verify().await?;
        let (events, streams) = (report.events, report.streams);
        let verdict = match report.fault {
            Some(fault) => Verdict { models: 0, fault: Some(fault.to_string()), events, streams },
            None => Verdict { events, streams, ..self.compare(&|_| {}).await? },
        };
        Ok(verdict)
    }

    /// Compares every read model with its events, slice by slice, each as of one moment,
    /// while others may go on working. `progress` is told how many streams were walked.
    ///
    /// # Errors
    /// Storage that cannot be read at all.
    pub async fn compare(&self, progress: &(dyn Fn(u64) + Sync)) -> Result<Verdict, AppError> {
        let mut verdict = Verdict { events: 0, streams: 0, models: 0, fault: None };
        if let Some(fault) = self.packs_fault().await? {
            return Ok(Verdict { fault: Some(fault), ..verdict });
        }
        let mut slices = self.store.slices();
        while let Some(slice) = slices.next().await? {
            let mut fault = self.difference(&slice)?;
            if fault.is_some() {
                // Somebody may have imported a calendar that this process has not seen.
                self.refresh().await?;
                fault = self.difference(&self.store.slice_again(&slice).await?)?;
            }
            verdict.events += slice.streams.iter().map(|events| count(events.len())).sum::<u64>();
            verdict.streams += count(slice.streams.len());
            verdict.models += slice.stored.files();
            progress(verdict.streams);
            if fault.is_some() {
                return Ok(Verdict { fault, ..verdict });
            }
        }
        Ok(verdict)
    }

    /// Makes every read model anew from the events, slice by slice. One that is
    /// interrupted leaves the rest as it was, and can be repeated. `progress` is told how
    /// many streams were walked.
    ///
    /// # Errors
    /// Events that cannot be folded; storage failures. The slice in question is unchanged.
    pub async fn rebuild(&self, progress: &(dyn Fn(u64) + Sync)) -> Result<u64, AppError> {
        let (mut files, mut streams) = (0, 0);
        let mut slices = self.store.slices();
        while let Some(mut slice) = slices.next().await? {
            let mut looks = 1;
            let model = loop {
                let model = self.model(&slice)?;
                match self.store.replace_slice(&slice, &model).await {
                    Ok(()) => break model,
                    Err(StoreError::Changed(_)) if looks < LOOKS => {
                        slice = self.store.slice_again(&slice).await?;
                        looks += 1;
                    }
                    Err(error) => return Err(error.into()),
                }
            };
            files += model.files();
            streams += count(slice.streams.len());
            progress(streams);
        }
        Ok(files)
    }

    fn difference(&self, slice: &Slice) -> Result<Option<String>, AppError> {
        Ok(self.model(slice)?.first_difference(&slice.stored))
    }

    /// Row and duties of a matter; none where the events are of something else.
    fn of_matter(&self, events: &[StoredEvent]) -> Result<Option<(DossierRow, Vec<DutyRow>)>, AppError> {
        if let Some(made) = self.supervised(events)? {
            return Ok(Some(made));
        }
        if let Some(made) = self.docketed(events)? {
            return Ok(Some(made));
        }
        if let Some(made) = self.contacted(events)? {
            return Ok(Some(made));
        }
        let first = events.first().map(|event| event.kind.as_str()).unwrap_or_default();
        if ComplaintEvent::KINDS.contains(&first) {
            return self.remade::<Complaint>(events).map(Some);
        }
        RatingEvent::KINDS.contains(&first).then(|| self.remade::<Rating>(events)).transpose()
    }

    fn model(&self, slice: &Slice) -> Result<ReadModel, AppError> {
        let policy = self.policy(self.time.now());
        let mut model = ReadModel::default();
        for events in &slice.streams {
            let Some(first) = events.first() else { continue };
            if first.kind == "person_registered" {
                let person = person(events)?;
                let tokens = person.details.get().map(|d| self.name_tokens(&d.name)).unwrap_or_default();
                let named =
                    tokens.into_iter().map(|token| (first.county.clone(), token, first.stream.clone()));
                model.tokens.extend(named);
                model.people.push(self.person_row(&person)?);
            } else if first.kind == "draft_uploaded" {
                // Nothing is derived from the drafts; they have to follow from one another.
                crate::draft::fold(events)?;
            } else if first.kind == crate::signing::ROTATED {
                // Nothing is derived from the keys either.
                crate::signing::fold(&self.store, events)?;
            } else if first.kind == "employer_registered" {
                model.employers.push(crate::employer::row(&employer(events)?)?);
            } else if StandingEvent::KINDS.contains(&first.kind.as_str()) {
                model.duties.extend(self.standing_duties(&crate::register::write::fold(events)?)?);
            } else if HouseholdEvent::KINDS.contains(&first.kind.as_str()) {
                let household = crate::household::fold(events)?;
                model.duties.extend(self.household_duty(&household));
                model.dossiers.push(self.household_row(&household)?);
            } else if RegistrationEvent::KINDS.contains(&first.kind.as_str()) {
                let registration = crate::registration::fold(events)?;
                model.duties.extend(self.registration_duties(&registration));
                model.dossiers.push(self.registration_row(&registration)?);
            } else if OutreachEvent::KINDS.contains(&first.kind.as_str()) {
                model.duties.extend(self.outreach_duties(&crate::outreach::fold(events)?));
            } else if EmploymentEvent::KINDS.contains(&first.kind.as_str()) {
                let jobs = crate::employment::fold(events)?;
                model.duties.extend(self.work_duties(&jobs)?);
                model.dossiers.extend(crate::employment::work_row(&jobs)?);
            } else if RelocationEvent::KINDS.contains(&first.kind.as_str()) {
                let relocation = crate::relocation::fold(events)?;
                model.duties.extend(self.relocation_duty(&relocation));
                model.dossiers.extend(self.relocation_rows(&relocation)?);
            } else if let Some((row, duties)) = self.of_matter(events)? {
                model.duties.extend(duties);
                model.dossiers.push(row);
            } else if CampaignEvent::KINDS.contains(&first.kind.as_str()) {
                let campaigns = crate::supervision::fold_campaign_stream(events)?;
                model.duties.extend(self.campaign_duties(&campaigns)?);
            } else if NameSealEvent::KINDS.contains(&first.kind.as_str()) {
                // Nothing is derived from them; they have to follow from one another.
                crate::name_seal::fold_stream(events)?;
            } else if PaperEvent::KINDS.contains(&first.kind.as_str()) {
                let person = first.person.as_deref().unwrap_or_default();
                model.duties.extend(self.original_duties(&crate::paper::fold(events)?, person));
            } else if AssistanceEvent::KINDS.contains(&first.kind.as_str()) {
                let assistance = crate::assistance::fold(events)?;
                model.duties.extend(self.assistance_duties(&assistance)?);
                model.dossiers.push(self.assistance_row(&assistance)?);
            } else {
                let case = case(events)?;
                model.applications.push(row(&case, &policy, first.at)?);
                model.duties.extend(duty(&case, &policy));
            }
        }
        Ok(model)
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

fn case(events: &[StoredEvent]) -> Result<Case, AppError> {
    let read = |e: &StoredEvent| crate::read_json::<Event>(joined(e));
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let mut case = Case::fold(&events).map_err(|e| AppError::Rules(e.to_string()))?;
    // The fold begins with ticks of its own; of an erased person nothing can be sealed.
    if case.claimed == Sealed::Erased {
        case.ticks = Sealed::Erased;
    }
    Ok(case)
}

fn employer(events: &[StoredEvent]) -> Result<Employer, AppError> {
    let read = |e: &StoredEvent| crate::read_json::<EmployerEvent>(joined(e));
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Employer::fold(&events)
        .ok_or_else(|| AppError::Rules("an employer's events do not begin with a registration".into()))
}

fn person(events: &[StoredEvent]) -> Result<Applicant, AppError> {
    let read = |e: &StoredEvent| crate::read_json::<ApplicantEvent>(joined(e));
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Applicant::fold(&events)
        .ok_or_else(|| AppError::Rules("a person's events do not begin with a registration".into()))
}
