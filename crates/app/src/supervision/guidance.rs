//! Guidance notes (B2b): written, answered, accepted or asked again.

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::id::GuidanceId;
use leye_domain::staff::Staff;
use leye_domain::supervision::{Guidance, GuidanceAct, NewGuidance, Terms, Topic, give};

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// A note to be written.
#[derive(Clone, Debug)]
pub struct GuidanceRequest {
    /// Who is to answer.
    pub agency: AgencyCode,
    /// What it is about.
    pub topic: Topic,
    /// In words.
    pub text: String,
}

/// A note as opened.
#[derive(Clone, Debug)]
pub struct GuidanceFile {
    /// It.
    pub guidance: Guidance,
    /// Name of the person it is about; empty where it is about none, or once erased.
    pub name: String,
    /// Whether the caller may answer.
    pub may_answer: bool,
    /// Whether the caller may accept the answer or ask again.
    pub may_accept: bool,
    /// Whether the caller may withdraw it.
    pub may_withdraw: bool,
}

impl App {
    /// Writes a guidance note.
    ///
    /// # Errors
    /// [`AppError::Supervision`] where the rules say no; access; a person of another station is not
    /// found there.
    pub async fn give_guidance(
        &self,
        staff: &Staff,
        request: GuidanceRequest,
    ) -> Result<GuidanceId, AppError> {
        let household = match &request.topic {
            Topic::Person(person) => self.visited_at(person, &request.agency).await?,
            _ => BTreeSet::new(),
        };
        let target =
            Target::Oversight { agency: &request.agency, finder: &staff.agency, household: &household };
        if !self.access.may(staff, Deed::GiveGuidance, target) {
            return Err(AppError::Forbidden { act: None });
        }
        if self.tree().get(request.agency.as_str()).is_none() {
            return Err(AppError::NotFound);
        }
        if let Topic::Problem(problem) = &request.topic {
            let about = self.problem_file(staff, problem).await?;
            if about.problem.station != request.agency {
                return Err(AppError::NotFound);
            }
        }
        let now = self.time.now();
        let due = self.term_of(&self.supervision()?.checks, "answer", &request.agency, now)?;
        let id = GuidanceId::new(request.agency.county(), self.chance.below(10_000_000_000));
        let (agency, topic, text) = (request.agency, request.topic, request.text);
        let event = give(NewGuidance { id: id.clone(), agency, topic, text }, staff, due)?;
        let commit = self.planned::<Guidance>(None, &event, None, (staff, now))?;
        self.store.commit(commit).await?;
        Ok(id)
    }

    /// Does something about a note; `seen` is the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Supervision`] where the rules say no, `Stale` where it changed meanwhile; access.
    pub async fn act_on_guidance(
        &self,
        staff: &Staff,
        id: &GuidanceId,
        act: GuidanceAct,
        seen: i64,
    ) -> Result<(), AppError> {
        let (guidance, household, _) = self.reached_guidance(staff, id).await?;
        let deed = match act {
            GuidanceAct::Answer { .. } => Deed::AnswerGuidance,
            _ => Deed::GiveGuidance,
        };
        if !self.access.may(staff, deed, oversight(&guidance, &household)) {
            return Err(AppError::Forbidden { act: None });
        }
        if guidance.version != seen {
            return Err(AppError::Stale { current: guidance.version, since: Vec::new() });
        }
        let now = self.time.now();
        let event = guidance.decide(act, staff, self.guidance_terms(&guidance, now)?)?;
        let commit = self.planned(Some(guidance), &event, None, (staff, now))?;
        self.store.commit(commit).await?;
        Ok(())
    }

    /// Opens a note. Where it is about a person, it is recorded who looked.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn guidance_file(&self, staff: &Staff, id: &GuidanceId) -> Result<GuidanceFile, AppError> {
        let (guidance, household, name) = self.reached_guidance(staff, id).await?;
        if let Some(person) = guidance.person() {
            self.record(staff, "read_guidance", id.as_str(), Some(person), None).await?;
        }
        let asked = self.access.about(staff, oversight(&guidance, &household));
        let (answers, gives) = (asked.may(Deed::AnswerGuidance), asked.may(Deed::GiveGuidance));
        let terms = self.guidance_terms(&guidance, self.time.now())?;
        // The core decides what may be done now; words that are there stand for those to be typed.
        let could = |act| guidance.text.get().is_some() && guidance.decide(act, staff, terms).is_ok();
        let text = || "-".to_owned();
        Ok(GuidanceFile {
            may_answer: answers && could(GuidanceAct::Answer { answer: text() }),
            may_accept: gives && could(GuidanceAct::Accept { note: text() }),
            may_withdraw: gives && could(GuidanceAct::Withdraw { reason: text() }),
            name,
            guidance,
        })
    }

    async fn reached_guidance(
        &self,
        staff: &Staff,
        id: &GuidanceId,
    ) -> Result<(Guidance, BTreeSet<String>, String), AppError> {
        let guidance: Guidance = self.matter(id.county(), id.as_str()).await?;
        let (household, name) = match guidance.person() {
            Some(person) => self.household_and_name(person).await?,
            None => (BTreeSet::new(), String::new()),
        };
        if !self.access.may(staff, Deed::ReadGuidance, oversight(&guidance, &household)) {
            return Err(AppError::NotFound);
        }
        Ok((guidance, household, name))
    }

    /// By when to answer, and by when to accept the answer.
    fn guidance_terms(&self, guidance: &Guidance, now: Timestamp) -> Result<Terms, AppError> {
        let checks = self.supervision()?.checks;
        Ok(Terms {
            put_right: self.term_of(&checks, "answer", &guidance.agency, now)?,
            second_look: self.term_of(&checks, "second_look", &guidance.giver, now)?,
        })
    }
}

fn oversight<'a>(guidance: &'a Guidance, household: &'a BTreeSet<String>) -> Target<'a> {
    Target::Oversight { agency: &guidance.agency, finder: &guidance.giver, household }
}
