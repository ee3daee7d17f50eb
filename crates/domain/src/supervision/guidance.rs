//! A guidance note (B2b): an office or a bureau writes it, the agency below answers, and who wrote
//! it accepts the answer or asks again.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::exchange::{Order, Progress, Round, Step};
use super::problem_decide::Terms;
use super::refusal::{SupervisionRefusal, guard_below, guard_keeper};
use super::sealed;
use crate::agency::AgencyCode;
use crate::id::{GuidanceId, PersonId, ProblemId};
use crate::sealed::Sealed;
use crate::staff::Staff;

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The follow-up work as such.
    Work,
    /// The follow-up of a person.
    Person(PersonId),
    /// A problem of the register.
    Problem(ProblemId),
    /// The check list of a day.
    Day(Date),
}

/// Something that happened. What is said is sealed: under the key of the person where it is about
/// one, else under a key of the note's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum GuidanceEvent {
    /// An office or a bureau wrote it.
    GuidanceGiven {
        /// Its id.
        guidance: GuidanceId,
        /// Who is to answer.
        agency: AgencyCode,
        /// Who wrote it.
        giver: AgencyCode,
        /// What it is about.
        topic: Topic,
        /// In words.
        text: Sealed<String>,
        /// By when the answer is due.
        due: Timestamp,
    },
    /// The agency answered.
    GuidanceAnswered {
        /// In words.
        answer: Sealed<String>,
        /// By when it is accepted, or asked again.
        look_by: Timestamp,
    },
    /// The answer is not enough.
    GuidanceAskedAgain {
        /// What is asked now.
        text: Sealed<String>,
        /// By when the answer is due.
        due: Timestamp,
    },
    /// The answer is accepted.
    GuidanceAccepted {
        /// What there is to say about it; may be empty.
        note: Sealed<String>,
    },
    /// No answer is needed any more.
    GuidanceWithdrawn {
        /// Why.
        reason: Sealed<String>,
    },
}

impl GuidanceEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 5] = [
        "guidance_given",
        "guidance_answered",
        "guidance_asked_again",
        "guidance_accepted",
        "guidance_withdrawn",
    ];
}

/// A note, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guidance {
    /// Its id.
    pub id: GuidanceId,
    /// Who is to answer.
    pub agency: AgencyCode,
    /// Who wrote it.
    pub giver: AgencyCode,
    /// What it is about.
    pub topic: Topic,
    /// What it said first.
    pub text: Sealed<String>,
    /// Rounds after which it was asked again.
    pub rounds: Vec<Round>,
    /// How it stands.
    pub progress: Progress,
    /// Number of events so far.
    pub version: i64,
}

/// A note to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGuidance {
    /// Its id, drawn by the caller.
    pub id: GuidanceId,
    /// Who is to answer.
    pub agency: AgencyCode,
    /// What it is about.
    pub topic: Topic,
    /// In words.
    pub text: String,
}

/// What somebody wants to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum GuidanceAct {
    Answer { answer: String },
    AskAgain { text: String },
    Accept { note: String },
    Withdraw { reason: String },
}

/// Writes a note (B2b).
///
/// # Errors
/// [`SupervisionRefusal`]: a station guides nobody, and nobody is guided from beside or below.
pub fn give(new: NewGuidance, staff: &Staff, due: Timestamp) -> Result<GuidanceEvent, SupervisionRefusal> {
    guard_below(staff, &new.agency)?;
    let text = sealed(&new.text).ok_or(SupervisionRefusal::Text { field: "text" })?;
    let (guidance, agency, topic) = (new.id, new.agency, new.topic);
    Ok(GuidanceEvent::GuidanceGiven { guidance, agency, giver: staff.agency.clone(), topic, text, due })
}

impl Guidance {
    /// What the first event makes; none where it is another.
    pub fn begin(first: &GuidanceEvent, by: &str, at: Timestamp) -> Option<Guidance> {
        let GuidanceEvent::GuidanceGiven { guidance, agency, giver, topic, text, due } = first.clone() else {
            return None;
        };
        let order = Order { text: text.clone(), due, by: by.to_owned(), at };
        let (id, rounds, progress) = (guidance, Vec::new(), Progress::Ordered(order));
        Some(Guidance { id, agency, giver, topic, text, rounds, progress, version: 1 })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &GuidanceEvent, by: &str, at: Timestamp) -> Option<Guidance> {
        use GuidanceEvent as E;
        self.version += 1;
        let step = match event.clone() {
            E::GuidanceGiven { .. } => return None,
            E::GuidanceAnswered { answer, look_by } => Step::Answered { done: answer, look_by },
            E::GuidanceAskedAgain { text, due } => Step::Again { note: text.clone(), text, due },
            E::GuidanceAccepted { note } => Step::Settled { note },
            E::GuidanceWithdrawn { reason } => Step::Withdrawn { reason },
        };
        self.progress = self.progress.after(step, &mut self.rounds, by.to_owned(), at)?;
        Some(self)
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        match &self.progress {
            Progress::Ordered(_) => "given",
            Progress::Answered { .. } => "answered",
            Progress::Settled(_) => "accepted",
            Progress::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The person that it is about.
    pub fn person(&self) -> Option<&PersonId> {
        match &self.topic {
            Topic::Person(person) => Some(person),
            Topic::Work | Topic::Problem(_) | Topic::Day(_) => None,
        }
    }

    /// What an act leads to.
    ///
    /// # Errors
    /// [`SupervisionRefusal`]: not in this state, not by this agency, not on one's own answer.
    pub fn decide(
        &self,
        act: GuidanceAct,
        staff: &Staff,
        terms: Terms,
    ) -> Result<GuidanceEvent, SupervisionRefusal> {
        let text = |field, text: &str| sealed(text).ok_or(SupervisionRefusal::Text { field });
        match act {
            GuidanceAct::Answer { answer } => {
                if staff.agency != self.agency {
                    return Err(SupervisionRefusal::NotNamed { agency: self.agency.clone() });
                }
                self.guard(matches!(self.progress, Progress::Ordered(_)))?;
                let answer = text("answer", &answer)?;
                Ok(GuidanceEvent::GuidanceAnswered { answer, look_by: terms.second_look })
            }
            GuidanceAct::AskAgain { text: asked } => {
                self.guard_answered(staff)?;
                let text = text("text", &asked)?;
                Ok(GuidanceEvent::GuidanceAskedAgain { text, due: terms.put_right })
            }
            GuidanceAct::Accept { note } => {
                self.guard_answered(staff)?;
                let note =
                    if note.trim().is_empty() { Sealed::Open(String::new()) } else { text("note", &note)? };
                Ok(GuidanceEvent::GuidanceAccepted { note })
            }
            GuidanceAct::Withdraw { reason } => {
                guard_keeper(staff, &self.giver)?;
                self.guard(self.progress.is_open())?;
                Ok(GuidanceEvent::GuidanceWithdrawn { reason: text("reason", &reason)? })
            }
        }
    }

    fn guard(&self, fits: bool) -> Result<(), SupervisionRefusal> {
        if fits { Ok(()) } else { Err(SupervisionRefusal::NotNow { state: self.state() }) }
    }

    /// Somebody may have moved from the station to the office since.
    fn guard_answered(&self, staff: &Staff) -> Result<(), SupervisionRefusal> {
        guard_keeper(staff, &self.giver)?;
        self.guard(matches!(self.progress, Progress::Answered { .. }))?;
        let own = self.progress.was_answered_by(&self.rounds, staff.user.as_str());
        if own { Err(SupervisionRefusal::OwnAnswer) } else { Ok(()) }
    }
}
