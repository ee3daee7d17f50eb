//! A deed through the use cases of the service, as somebody at the counter does it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use leye_domain::assistance::{Answer as OfferAnswer, AssistanceAct, ContactHow};
use leye_domain::employment::{Contract, EmploymentAct, EndReason, JobFacts, JobKind, Workplace};
use leye_domain::followup::{
    Answer, Findings, Manner, MediationStep, Outcome, Slot, StepKind, Target, VisitReport,
};
use leye_domain::id::{PersonId, VisitKey};
use leye_domain::staff::Staff;

use super::deed::{Answers, Called, Deed, Who, Work};
use super::numbers::Numbers;
use crate::assistance::AssistanceRequest;
use crate::demo::data::AssistTexts;
use crate::employment::WorkRequest;
use crate::error::AppError;
use crate::followup::Delivery;
use crate::{App, TimeSource};

/// Who does things for somebody, and with which words.
#[derive(Clone, Copy)]
pub(super) struct Hands<'a> {
    pub app: &'a App,
    pub numbers: &'a Numbers,
    pub texts: &'a AssistTexts,
    /// The people of the station.
    pub staff: &'a [Staff],
    pub person: &'a PersonId,
    pub name: &'a str,
}

impl Hands<'_> {
    /// Does it at its instant.
    pub(super) async fn make(self, deed: &Deed, at: Timestamp) -> Result<(), AppError> {
        Box::pin(TimeSource::during(at, self.made(deed, at))).await
    }

    async fn made(self, deed: &Deed, at: Timestamp) -> Result<(), AppError> {
        let today = self.numbers.day(at);
        let text = |texts: &[String]| texts.first().cloned().unwrap_or_default();
        match deed {
            Deed::NameHelper(place) => {
                let helper = self.staff(*place)?.user.clone();
                self.assist(AssistanceAct::NameHelper { helper, reason: String::new() }).await
            }
            Deed::SetClass(class) => {
                let (class, reason) = ((*class).to_owned(), text(&self.texts.class));
                self.assist(AssistanceAct::SetClass { class, reason }).await
            }
            Deed::Sign => {
                let by = self.name.to_owned();
                self.assist(AssistanceAct::SignAgreement { on: today, by }).await
            }
            Deed::Contact { reached } => {
                let (how, about) = (ContactHow::Telephone, text(&self.texts.contact));
                self.assist(AssistanceAct::MakeContact { how, on: today, reached: *reached, about }).await
            }
            Deed::RefuseOffer { offer } => {
                let (post, employer) = (text(&self.texts.post), text(&self.texts.employer));
                self.assist(AssistanceAct::MakeOffer { post, employer, on: today }).await?;
                let (reason, signed_by) = (text(&self.texts.refusal), self.name.to_owned());
                let answer = OfferAnswer::Refused { reason, signed_by };
                self.assist(AssistanceAct::AnswerOffer { offer: *offer, on: today, answer }).await
            }
            Deed::Visit { called, answers } => self.report((*called, 1), answers, at).await,
            Deed::SecondReport { called, answers } => self.report((*called, 2), answers, at).await,
            _ => self.work(self.act(deed, today).await?).await,
        }
    }

    fn staff(&self, place: usize) -> Result<&Staff, AppError> {
        self.staff.get(place).ok_or(AppError::NotFound)
    }

    async fn assist(self, act: AssistanceAct) -> Result<(), AppError> {
        let request = AssistanceRequest { person: self.person.clone(), seen: None, act };
        self.app.assist(self.staff(0)?, request).await.map(|_| ())
    }

    async fn work(self, act: EmploymentAct) -> Result<(), AppError> {
        let request = WorkRequest { person: self.person.clone(), act, seen: None, key: None };
        self.app.change_work(self.staff(0)?, request).await.map(|_| ())
    }

    async fn act(self, deed: &Deed, today: jiff::civil::Date) -> Result<EmploymentAct, AppError> {
        Ok(match deed {
            Deed::Begin { work, start, alone } => {
                EmploymentAct::Register { facts: self.facts(*work, *start, *alone), determined: false }
            }
            Deed::Correct { job, alone } => {
                let file = self.app.work_file(self.staff(0)?, self.person).await?;
                let mut facts = file.jobs.jobs.get(job).ok_or(AppError::NotFound)?.facts.clone();
                facts.lives_alone = (*alone).into();
                EmploymentAct::Correct { employment: *job, facts, reason: today.to_string() }
            }
            Deed::End { job, on, jobless } => {
                let reason = if *jobless { EndReason::Dismissed } else { EndReason::Retired };
                EmploymentAct::End { employment: *job, on: *on, reason, note: String::new() }
            }
            Deed::SettleReports { called, first_holds } => EmploymentAct::SettleConflict {
                employment: called.0,
                slot: slot(*called),
                holds: key(*called, if *first_holds { 1 } else { 2 })?,
                reason: today.to_string(),
            },
            Deed::FindRisk { job, factor } => {
                EmploymentAct::FindRisk { employment: *job, factor: factor.clone(), note: today.to_string() }
            }
            Deed::StepMediation { job, mediation } => {
                let (with, note) = (today.to_string().into(), today.to_string().into());
                let step = MediationStep { kind: StepKind::Contacted, with, note };
                EmploymentAct::StepMediation { employment: *job, mediation: *mediation, step }
            }
            Deed::SettleMediation { job, mediation, put_right } => EmploymentAct::SettleMediation {
                employment: *job,
                mediation: *mediation,
                outcome: if *put_right { Outcome::PutRight } else { Outcome::Failed },
                note: today.to_string(),
            },
            _ => return Err(AppError::NotFound),
        })
    }

    fn facts(self, work: Work, start: jiff::civil::Date, alone: bool) -> JobFacts {
        let kind = match work {
            Work::Employed => JobKind::Employed,
            Work::SelfEmployed => JobKind::SelfEmployed,
            Work::Flexible => JobKind::Flexible,
            Work::Welfare => JobKind::PublicWelfare,
        };
        let employer = self.texts.employer.first().cloned().unwrap_or_default();
        JobFacts {
            kind,
            workplace: kind.has_employer().then_some(Workplace::Named(employer)).into(),
            work: self.texts.post.first().cloned().unwrap_or_default().into(),
            start,
            contract: Contract::Open.into(),
            insurance: std::collections::BTreeSet::new().into(),
            pay: None.into(),
            lives_alone: alone.into(),
        }
    }

    async fn report(
        self,
        (called, number): (Called, u8),
        given: &Answers,
        at: Timestamp,
    ) -> Result<(), AppError> {
        let asked = self.numbers.questions.iter().filter(|(who, _)| *who == called.2);
        let answers = asked.map(|(_, question)| (question.clone(), self.answer(question, given)));
        let answers: BTreeMap<String, Answer> = answers.collect();
        let visitor = self.staff(usize::from(number - 1))?;
        let findings = Findings { place: self.name.to_owned(), answers, ..Findings::default() };
        let report = VisitReport {
            key: key(called, number)?,
            slot: slot(called),
            visitor: visitor.user.clone(),
            at,
            manner: Manner::OnTheSpot,
            findings: findings.into(),
            policies: std::collections::BTreeSet::new(),
            photos: Vec::new(),
            signature: None,
        };
        let delivery = Delivery { person: self.person.clone(), employment: called.0, report };
        self.app.deliver_visit(visitor, delivery).await.map(|_| ())
    }

    /// What was drawn, or else the answer from which nothing arises.
    fn answer(self, question: &str, given: &Answers) -> Answer {
        let drawn = given.iter().find(|(code, _)| code == question).map(|(_, yes)| *yes);
        let mut causes = self.numbers.factors.iter().flat_map(|factor| &factor.from);
        let well = !causes.any(|(code, yes)| code == question && *yes);
        if drawn.unwrap_or(well) { Answer::Yes } else { Answer::No }
    }
}

fn slot((_, month, who): Called) -> Slot {
    let target = match who {
        Who::Person => Target::Person,
        Who::Family => Target::Family,
        Who::Employer => Target::Employer,
    };
    Slot { month, target }
}

fn key((job, month, who): Called, number: u8) -> Result<VisitKey, AppError> {
    let key = format!("visit-{job}-{month}-{}-{number}", who.as_str());
    VisitKey::parse(&key).map_err(|_| AppError::Rules(format!("{key} is no id of a report")))
}
