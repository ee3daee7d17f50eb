//! From what was typed to an act.

use jiff::civil::Date;
use leye_domain::assistance::{Answer, AssistanceAct, AssistanceActName, ContactHow, GoalOutcome};
use leye_domain::id::UserName;

use crate::form::Typed;
use crate::parts::FormFault;
use crate::words::Words;

/// What was typed into the form of an act.
pub(super) struct Input<'a> {
    pub words: Words,
    pub typed: &'a Typed,
}

type Read<T = AssistanceAct> = Result<T, FormFault>;

impl Input<'_> {
    /// The act that was typed; none where the form of this name asks for nothing that exists.
    pub(super) fn act(&self, name: AssistanceActName) -> Read<Option<AssistanceAct>> {
        use AssistanceAct as A;
        use AssistanceActName as N;
        let text = |field: &str| self.typed.text(&format!("assist-{field}")).to_owned();
        Ok(Some(match name {
            N::NameHelper => A::NameHelper { helper: self.user()?, reason: text("reason") },
            N::HandHelper => A::HandHelper { to: self.user()?, reason: text("reason") },
            N::TakeHelper => A::TakeHelper,
            N::SetClass => A::SetClass { class: self.chosen("class")?, reason: text("reason") },
            N::SignAgreement => A::SignAgreement { on: self.day()?, by: text("by") },
            N::SetGoal => self.goal()?,
            N::SettleGoal => {
                let outcome = self.chosen("outcome")?;
                let outcome = GoalOutcome::parse(&outcome).ok_or_else(|| self.not_chosen("outcome"))?;
                A::SettleGoal { goal: self.number(), outcome, reason: text("reason") }
            }
            N::MakeContact => {
                let how = self.chosen("how")?;
                let how = ContactHow::parse(&how).ok_or_else(|| self.not_chosen("how"))?;
                let reached = self.typed.text("assist-reached") != "no";
                A::MakeContact { how, on: self.day()?, reached, about: text("about") }
            }
            N::MakeOffer => A::MakeOffer { post: text("post"), employer: text("employer"), on: self.day()? },
            N::AnswerOffer => A::AnswerOffer { offer: self.number(), answer: self.reply()?, on: self.day()? },
            N::GiveService => {
                A::GiveService { service: self.chosen("service")?, on: self.day()?, note: text("note") }
            }
            N::ProposeExit => A::ProposeExit { article: self.chosen("article")?, evidence: text("evidence") },
            N::HearPerson => A::HearPerson { on: self.day()?, answer: text("answer") },
            N::ObjectToExit => A::ObjectToExit { on: self.day()?, objection: text("objection") },
            N::DropExit => A::DropExit { reason: text("reason") },
            N::EffectExit => A::EffectExit { finding: text("finding") },
            N::Reopen => A::Reopen { finding: text("finding") },
            N::Rest | N::Resume | N::Open => return Ok(None),
        }))
    }

    fn fault(&self, field: &str, key: &str) -> FormFault {
        FormFault { name: format!("assist-{field}"), text: self.words.t(key) }
    }

    fn not_chosen(&self, field: &str) -> FormFault {
        self.fault(field, "fault-not-chosen")
    }

    fn chosen(&self, field: &str) -> Read<String> {
        let value = self.typed.text(&format!("assist-{field}"));
        if value.is_empty() { Err(self.not_chosen(field)) } else { Ok(value.to_owned()) }
    }

    fn user(&self) -> Read<UserName> {
        UserName::parse(&self.chosen("helper")?).map_err(|_| self.not_chosen("helper"))
    }

    /// The number of a goal or an offer; 0, which none has, where it was not sent.
    fn number(&self) -> u32 {
        self.typed.text("number").parse().unwrap_or_default()
    }

    fn day(&self) -> Read<Date> {
        match self.typed.day("assist-on") {
            Ok(Some(day)) => Ok(day),
            Ok(None) => Err(self.fault("on", "fault-missing")),
            Err(()) => Err(self.fault("on", "assist-no-such-day")),
        }
    }

    fn goal(&self) -> Read {
        let by = self.typed.day("assist-until").map_err(|()| self.fault("until", "assist-no-such-day"))?;
        let ticked = self.typed.all("assist-done");
        let steps = self.typed.lines("assist-steps");
        // A step is known by its words: lines may have moved since the boxes were shown.
        let done = steps.iter().enumerate().filter(|(_, step)| ticked.contains(step)).map(|(at, _)| at);
        Ok(AssistanceAct::SetGoal {
            goal: Some(self.number()).filter(|number| *number > 0),
            what: self.typed.text("assist-what").to_owned(),
            done: done.collect(),
            steps,
            by,
        })
    }

    fn reply(&self) -> Read<Answer> {
        match self.chosen("reply")?.as_str() {
            "accepted" => Ok(Answer::Accepted),
            "no_answer" => Ok(Answer::NoAnswer),
            "refused" => Ok(Answer::Refused {
                reason: self.typed.text("assist-reason").to_owned(),
                signed_by: self.typed.text("assist-signed-by").to_owned(),
            }),
            _ => Err(self.not_chosen("reply")),
        }
    }
}
