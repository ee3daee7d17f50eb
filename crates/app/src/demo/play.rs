//! The demo as it is played: the clock walks from day to day, and every planned move is
//! made through the use case that the pages and the API would call.

use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use leye_domain::agency::Level;
use leye_domain::case::{
    Act, Case, Finding, Objection, OnBehalf, Paper, Representative, Standing, Step as CaseStep,
};
use leye_domain::id::PersonId;
use leye_domain::policy::{Condition, Policy};
use leye_domain::staff::Actor;

use super::data::Phrases;
use super::draw::{Draw, seed_of_move};
use super::path::What;
use super::plan::Plan;
use super::resident::Resident;
use crate::application::{ActRequest, NewApplicant, NewApplication};
use crate::error::AppError;
use crate::{App, Chance, TimeSource};

/// How long after the close of business the service looks for periods that ran out.
const SETTLES_AFTER: SignedDuration = SignedDuration::from_mins(1);
/// How many of a hundred applications are filed by a relative, and how many papers fetched.
const IN_HUNDRED_FILED: usize = 6;
const IN_HUNDRED_FETCHED: usize = 10;

/// A demo on its way.
pub(super) struct Player<'a> {
    pub app: &'a App,
    pub phrases: &'a Phrases,
    pub draw: &'a Draw,
    pub seed: u64,
    pub plans: &'a [Plan],
    /// Who applies, for each plan, and whether they applied before.
    pub residents: &'a [(usize, Resident)],
    pub close: Time,
    /// Each case as its last act left it.
    pub cases: Vec<Option<Case>>,
    /// The file of each resident, once there is one.
    pub people: Vec<Option<PersonId>>,
}

/// What a move needs to know.
struct Scene<'a> {
    resident: &'a Resident,
    policy: &'a Policy,
    today: Date,
    at: Timestamp,
    pending: bool,
}

/// A move that somebody makes: when, of which plan, which step.
type Move = (Timestamp, usize, usize);

/// One person's day: their file and their cases as the moves so far have left them.
struct Led {
    person: usize,
    known: Option<PersonId>,
    cases: BTreeMap<usize, Case>,
}

impl Player<'_> {
    /// Plays every day from `first` to the day before `until`. The moves of a day are made
    /// person by person, and those of different people at once: each has its own instant.
    pub(super) async fn play(
        &mut self,
        first: Date,
        until: Date,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<(), AppError> {
        let agenda = self.agenda();
        let mut done = 0;
        let mut day = first;
        while day < until {
            let evening = self.evening(day)?;
            let of_day = agenda[done..].iter().take_while(|(at, ..)| *at < evening).count();
            self.play_day(&agenda[done..done + of_day]).await?;
            done += of_day;
            progress(done, agenda.len());
            TimeSource::during(evening, self.app.settle_due()).await?;
            day = day.tomorrow().map_err(|e| AppError::Rules(e.to_string()))?;
        }
        Ok(())
    }

    async fn play_day(&mut self, moves: &[Move]) -> Result<(), AppError> {
        let mut by_person: BTreeMap<usize, Vec<Move>> = BTreeMap::new();
        for one in moves {
            by_person.entry(self.residents[one.1].0).or_default().push(*one);
        }
        let days = by_person.iter().map(|(person, moves)| self.lead(*person, moves));
        let led = try_join_all(days).await?;
        for Led { person, known, cases } in led {
            self.people[person] = known;
            for (number, case) in cases {
                self.cases[number] = Some(case);
            }
        }
        Ok(())
    }

    /// Makes the moves of one person's day, one after the other.
    async fn lead(&self, person: usize, moves: &[Move]) -> Result<Led, AppError> {
        let mut led = Led { person, known: self.people[person].clone(), cases: BTreeMap::new() };
        for (at, number, index) in moves {
            let made = self.make(&mut led, (*at, *number, *index));
            let seed = seed_of_move(self.seed, *number, *index);
            Box::pin(Chance::during(seed, TimeSource::during(*at, made))).await?;
        }
        Ok(led)
    }

    /// Every move that somebody makes, by time.
    fn agenda(&self) -> Vec<Move> {
        let mut agenda = Vec::new();
        for (number, plan) in self.plans.iter().enumerate() {
            let steps = plan.steps.iter().zip(&plan.at).enumerate();
            let by_people = steps.filter(|(_, (step, _))| !step.what.is_by_itself());
            agenda.extend(by_people.map(|(index, (_, at))| (*at, number, index)));
        }
        agenda.sort_unstable();
        agenda
    }

    fn evening(&self, day: Date) -> Result<Timestamp, AppError> {
        let close = self.app.rules.zone().to_ambiguous_zoned(day.to_datetime(self.close)).compatible();
        let close = close.map_err(|e| AppError::Rules(e.to_string()))?.timestamp();
        close.checked_add(SETTLES_AFTER).map_err(|e| AppError::Rules(e.to_string()))
    }

    async fn make(&self, led: &mut Led, (at, number, index): Move) -> Result<(), AppError> {
        let what = self.plans[number].steps[index].what;
        let made = match what {
            What::Submit | What::SubmitAccepted => {
                self.submit(led, number, what == What::SubmitAccepted).await
            }
            What::Object => self.object(led, number).await,
            _ => self.act(led, number, index, at).await,
        };
        made.map_err(|error| match error {
            AppError::Store(error) => AppError::Store(error),
            other => AppError::Rules(format!("the demo cannot go on: {what:?} of case {number}: {other}")),
        })
    }

    async fn submit(&self, led: &mut Led, number: usize, accept: bool) -> Result<(), AppError> {
        let plan = &self.plans[number];
        let (_, resident) = &self.residents[number];
        let applicant = match &led.known {
            Some(known) => NewApplicant::Known(known.clone()),
            None => NewApplicant::Given(Box::new(resident.details.clone())),
        };
        let new = NewApplication {
            station: plan.station.clone(),
            applicant,
            claimed: resident.claimed.clone(),
            known: resident.known.clone(),
            accept,
            representative: self.representative(resident, IN_HUNDRED_FILED)?,
            key: None,
        };
        let filed = self.app.submit(plan.team.front(), new).await?;
        led.known = Some(filed.case.person.clone());
        led.cases.insert(number, filed.case);
        Ok(())
    }

    /// The case as its last act left it.
    fn case<'a>(&'a self, led: &'a Led, number: usize) -> Result<&'a Case, AppError> {
        led.cases.get(&number).or(self.cases[number].as_ref()).ok_or(AppError::NotFound)
    }

    async fn object(&self, led: &Led, number: usize) -> Result<(), AppError> {
        let texts = &self.phrases.texts;
        let is_named = self.draw.in_hundred(60);
        let objection = Objection {
            name: if is_named { self.draw.one(&texts.objector).clone() } else { String::new() },
            contact: if is_named { format!("139{:08}", self.draw.below(100_000_000)) } else { String::new() },
            text: self.draw.one(&texts.objection).clone(),
        };
        self.app.object(&self.case(led, number)?.id, objection).await
    }

    async fn act(&self, led: &mut Led, number: usize, index: usize, at: Timestamp) -> Result<(), AppError> {
        let plan = &self.plans[number];
        let step = plan.steps[index];
        // A period that has run out since leaves the case at the same level.
        let case = self.case(led, number)?;
        let level = case.state().level().unwrap_or(Level::Station);
        // An agency without a head extends nothing.
        let Some(staff) = plan.team.who(step.what, level) else { return Ok(()) };
        let policy = self.app.policy(at);
        let scene = Scene {
            resident: &self.residents[number].1,
            policy: &policy,
            today: policy.zone.to_datetime(at).date(),
            at,
            pending: step.pending,
        };
        let holds = case.open().is_some_and(|open| open.holder == staff.user);
        if step.what == What::Take && holds {
            return Ok(());
        }
        let act = self.act_of(step.what, case, &scene).ok_or(AppError::NotFound)?;
        let act = self.on_behalf(act, scene.resident)?;
        let id = case.id.clone();
        if matches!(act, Act::PassSecondReview { .. } | Act::Confirm { .. }) {
            self.app.case_file(staff, &id).await?;
        }
        let request = ActRequest { id, act, seen: None, key: None };
        let done = self.app.act(&Actor::Staff(staff.clone()), request).await?;
        led.cases.insert(number, done.case);
        Ok(())
    }

    /// Now and then a relative comes, whose number the file knows, with one of the papers.
    fn representative(&self, resident: &Resident, in_hundred: usize) -> Result<Option<OnBehalf>, AppError> {
        let known: Vec<_> = resident.details.household.iter().filter(|r| !r.number.is_empty()).collect();
        let papers = &self.app.rules.pack().papers;
        if known.is_empty() || papers.is_empty() || !self.draw.in_hundred(in_hundred) {
            return Ok(None);
        }
        let relative = self.draw.one(&known);
        let given = Representative {
            name: relative.name.clone(),
            number: relative.number.clone(),
            phone: String::new(),
            relation: relative.relation.clone(),
            paper: Paper { kind: self.draw.one(papers).key.clone(), reference: self.app.today().to_string() },
        };
        self.app.on_behalf(&given).map(Some).map_err(AppError::Invalid)
    }

    /// The same act, now and then done by a relative.
    fn on_behalf(&self, act: Act, resident: &Resident) -> Result<Act, AppError> {
        let who = || self.representative(resident, IN_HUNDRED_FETCHED);
        Ok(match act {
            Act::HandBack { signed_by, signed_on, .. } => {
                let representative = who()?;
                let came = representative.as_ref().and_then(|on_behalf| on_behalf.who.get());
                let signed_by = came.map_or(signed_by, |who| who.name.clone());
                Act::HandBack { signed_by, signed_on, representative }
            }
            Act::SupplyCorrection { materials, materials_changed, .. } => {
                Act::SupplyCorrection { materials, materials_changed, representative: who()? }
            }
            other => other,
        })
    }

    /// The act of a move at the station; none for what is no act.
    fn act_of(&self, what: What, case: &Case, scene: &Scene<'_>) -> Option<Act> {
        let texts = &self.phrases.texts;
        Some(match what {
            What::Take => Act::Take,
            What::Accept => Act::Accept,
            What::RequestCorrection => {
                Act::RequestCorrection { faults: self.draw.one(&self.phrases.correction).faults.clone() }
            }
            What::SupplyCorrection => self.supply(case)?,
            What::PassInitialReview => Act::PassInitialReview {
                findings: self.findings(scene),
                departure: self.departure(case),
                note: self.note(),
            },
            What::FailInitialReview => Act::FailInitialReview { reasons: self.some(&texts.failed) },
            What::CompleteForm => Act::CompleteForm { signed_on: scene.today },
            What::PostNotice => self.post(scene, String::new()),
            What::PostAgain => self.post(scene, self.draw.one(&texts.facts_changed).clone()),
            What::Dismiss => {
                Act::SettleObjection { upheld: false, finding: self.draw.one(&texts.dismissed).clone() }
            }
            What::Uphold => {
                Act::SettleObjection { upheld: true, finding: self.draw.one(&texts.upheld).clone() }
            }
            What::RecordEntry => Act::RecordEntry { receipt: self.receipt(scene) },
            What::Forward => Act::Forward,
            What::Refuse => Act::Refuse { reasons: self.some(&texts.refused) },
            What::Withdraw => {
                Act::Withdraw { reason: self.draw.one(&texts.withdrawn).clone(), representative: None }
            }
            What::Extend => {
                let most = usize::from(scene.policy.extension.most).min(3);
                let days = u16::try_from(self.draw.between(1, most)).unwrap_or(1);
                Act::Extend { days, reason: self.draw.one(&texts.extended).clone() }
            }
            _ => return self.act_above(what, case, scene),
        })
    }

    /// The same for the office, the bureau and the way back.
    fn act_above(&self, what: What, case: &Case, scene: &Scene<'_>) -> Option<Act> {
        let texts = &self.phrases.texts;
        Some(match what {
            What::PassSecondReview => Act::PassSecondReview {
                findings: self.findings(scene),
                departure: self.departure(case),
                receipt: self.receipt(scene),
                note: self.note(),
            },
            What::ReturnToStation => Act::ReturnToStation { reasons: self.some(&texts.returned) },
            What::Confirm => Act::Confirm {
                findings: self.findings(scene),
                departure: self.departure(case),
                category: scene.resident.claimed.first()?.clone(),
                receipt: self.receipt(scene),
                note: self.note(),
            },
            What::ReturnToOffice => {
                Act::ReturnToOffice { reasons: vec![self.draw.one(&texts.returned_from_bureau).clone()] }
            }
            What::Annotate => self.annotate(case, scene)?,
            What::ReceiveBack => Act::ReceiveBack,
            What::HandBack => Act::HandBack {
                signed_by: scene.resident.details.name.clone(),
                signed_on: scene.today,
                representative: None,
            },
            What::RecordReceipt(step) => Act::RecordReceipt { step, number: self.receipt_number(scene.at) },
            _ => return None,
        })
    }

    /// What was asked for, as the notice named it.
    fn supply(&self, case: &Case) -> Option<Act> {
        let Standing::Open(open) = &case.standing else { return None };
        let CaseStep::Correction { faults, .. } = &open.step else { return None };
        let asked = faults.get()?;
        let materials = self.phrases.correction.iter().find(|c| c.faults == *asked)?.materials.clone();
        let materials_changed = self.draw.in_hundred(30);
        Some(Act::SupplyCorrection { materials, materials_changed, representative: None })
    }

    fn post(&self, scene: &Scene<'_>, facts_changed: String) -> Act {
        let taken = scene.policy.zone.to_datetime(scene.at).strftime("IMG_%Y%m%d_%H%M.jpg").to_string();
        Act::PostNotice {
            place: self.draw.one(&self.phrases.texts.place).clone(),
            photo: taken,
            facts_changed,
        }
    }

    /// Into the certificate that the person has, or a new one.
    fn annotate(&self, case: &Case, scene: &Scene<'_>) -> Option<Act> {
        let held = &scene.resident.details.certificate;
        let certificate = if held.is_empty() {
            let (year, serial) = (scene.today.year().rem_euclid(100), self.draw.below(1_000_000));
            format!("{}00{year:02}{serial:06}", case.id.county())
        } else {
            held.clone()
        };
        Some(Act::AnnotateCertificate { certificate, category: scene.resident.claimed.first()?.clone() })
    }

    fn receipt(&self, scene: &Scene<'_>) -> Option<String> {
        (!scene.pending).then(|| self.receipt_number(scene.at))
    }

    fn receipt_number(&self, at: Timestamp) -> String {
        let day = self.app.rules.zone().to_datetime(at).strftime("%Y%m%d").to_string();
        format!("JB{day}{:06}", self.draw.below(1_000_000))
    }

    fn note(&self) -> String {
        if self.draw.in_hundred(60) {
            self.draw.one(&self.phrases.texts.noted).clone()
        } else {
            String::new()
        }
    }

    /// Why the case passes although the rules do not compute all that is claimed; nothing
    /// where they do.
    fn departure(&self, case: &Case) -> String {
        let computed = self.app.ruling_of(case).is_ok_and(|ruling| {
            let holding = ruling.holding();
            let claimed = case.claimed.get().map(Vec::as_slice).unwrap_or_default();
            ruling.ruling == leye_rules::Verdict::Eligible
                && claimed.iter().all(|code| holding.contains(&code.as_str()))
        });
        if computed { String::new() } else { self.draw.one(&self.phrases.texts.departed).clone() }
    }

    /// One reason, sometimes a second.
    fn some(&self, texts: &[String]) -> Vec<String> {
        let first = self.draw.one(texts);
        let second = Some(self.draw.one(texts)).filter(|text| *text != first && self.draw.in_hundred(30));
        std::iter::once(first).chain(second).cloned().collect()
    }

    /// Every general condition and every claimed category, met, with proofs that carry it.
    fn findings(&self, scene: &Scene<'_>) -> Vec<Finding> {
        let claimed = |condition: &&Condition| scene.resident.claimed.contains(&condition.code);
        let general = scene.policy.general.iter();
        general.chain(scene.policy.categories.iter().filter(claimed)).map(|c| self.finding(c)).collect()
    }

    fn finding(&self, condition: &Condition) -> Finding {
        let mut groups: Vec<&String> = condition.proofs.iter().filter_map(|p| p.any_of.as_ref()).collect();
        groups.sort_unstable();
        groups.dedup();
        let required =
            condition.proofs.iter().filter(|p| p.required && p.any_of.is_none()).map(|p| p.key.clone());
        let mut proofs: Vec<String> = required.collect();
        for group in groups {
            let of_group: Vec<&str> = condition
                .proofs
                .iter()
                .filter(|p| p.any_of.as_ref() == Some(group))
                .map(|p| p.key.as_str())
                .collect();
            proofs.push((*self.draw.one(&of_group)).to_owned());
        }
        Finding { condition: condition.code.clone(), met: Some(true), proofs }
    }
}
