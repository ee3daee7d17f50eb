//! Hold every read model against the events, and make them anew from the events.

use leye_domain::applicant::{Applicant, ApplicantEvent};
use leye_domain::case::{Case, Event};
use leye_domain::employer::{Employer, EmployerEvent};
use leye_domain::sealed::Sealed;
use leye_store::{ReadModel, StoredEvent, VerifyReport};

use crate::App;
use crate::application::write::{duty, joined, row};
use crate::error::AppError;

/// How often the read models are compared while others write.
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
        let mut verdict = Verdict {
            events: report.events,
            streams: report.streams,
            models: 0,
            fault: report.fault.map(|fault| fault.to_string()),
        };
        if verdict.fault.is_none() {
            let (models, fault) = self.compare_models().await?;
            verdict.models = models;
            verdict.fault = fault;
        }
        Ok(verdict)
    }

    /// Work that goes on meanwhile looks like a difference; then all is looked at again.
    async fn compare_models(&self) -> Result<(u64, Option<String>), AppError> {
        let mut looks = 0;
        loop {
            let model = self.model().await?;
            let stored = self.store.read_model().await?;
            let fault = model.first_difference(&stored);
            let moved = Some(self.store.position().await?) != model.position;
            looks += 1;
            if fault.is_none() || !moved || looks == LOOKS {
                let count = u64::try_from(model.applications.len() + model.people.len() + model.employers.len()).unwrap_or(u64::MAX);
                return Ok((count, fault));
            }
        }
    }

    /// Makes every read model anew from the events.
    ///
    /// # Errors
    /// Events that cannot be folded; storage failures. Nothing is changed then.
    pub async fn rebuild(&self) -> Result<u64, AppError> {
        let model = self.model().await?;
        let count = u64::try_from(model.applications.len() + model.people.len() + model.employers.len()).unwrap_or(u64::MAX);
        self.store.replace_read_model(model).await?;
        Ok(count)
    }

    async fn model(&self) -> Result<ReadModel, AppError> {
        let policy = self.policy(self.time.now());
        // Anything committed while the events are read makes a replacement refuse.
        let mut model = ReadModel { position: Some(self.store.position().await?), ..ReadModel::default() };
        for (county, stream) in self.store.streams().await? {
            let events = self.store.stream_events(&county, &stream).await?;
            let Some(first) = events.first() else { continue };
            if first.kind == "person_registered" {
                let person = person(&events)?;
                let tokens = person.details.get().map(|d| self.name_tokens(&d.name)).unwrap_or_default();
                model.tokens.extend(tokens.into_iter().map(|t| (county.clone(), t, stream.clone())));
                model.people.push(self.person_row(&person)?);
            } else if first.kind == "employer_registered" {
                model.employers.push(crate::employer::row(&employer(&events)?)?);
            } else {
                let case = case(&events)?;
                model.applications.push(row(&case, &policy, first.at)?);
                model.duties.extend(duty(&case, &policy));
            }
        }
        Ok(model)
    }
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
