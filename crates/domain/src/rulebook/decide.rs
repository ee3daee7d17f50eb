//! What may be done to a draft, by whom, and until when.

use jiff::civil::Date;
use serde::Serialize;

use super::{Draft, DraftFacts, DraftProgress, Rulebook, RulebookEvent};
use crate::id::UserName;

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulebookAct {
    /// Put a draft, without fault, into the book.
    Upload(DraftFacts),
    /// Propose that a draft be in force from a day on.
    Propose {
        /// The draft.
        draft: u32,
        /// The first day.
        in_force: Date,
    },
    /// Publish what somebody else proposed.
    Publish {
        /// The draft.
        draft: u32,
    },
    /// Take a draft back.
    Withdraw {
        /// The draft.
        draft: u32,
        /// Why.
        reason: String,
    },
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RulebookRefusal {
    /// There is no such draft.
    #[error("there is no such draft")]
    NoSuchDraft,
    /// The same files are in the book already.
    #[error("the same files are draft {draft} already")]
    SameFiles {
        /// The draft.
        draft: u32,
    },
    /// A draft that was proposed, published or withdrawn is not proposed again.
    #[error("only a draft that nobody has proposed yet can be proposed")]
    NotUploaded,
    /// Nobody proposed it.
    #[error("only a draft that was proposed can be published")]
    NotProposed,
    /// Who proposes does not publish.
    #[error("whoever proposed a draft does not publish it: somebody else has to")]
    SamePerson,
    /// Worked examples do not come out.
    #[error("{failed} worked examples do not come out")]
    ExamplesFail {
        /// How many.
        failed: usize,
    },
    /// The day is over.
    #[error("{day} is over: rules are never in force backwards")]
    InPast {
        /// The day.
        day: Date,
    },
    /// The rules of the draft are not in force on the day.
    #[error("the draft's own rules are not in force on {day}")]
    OutsidePeriod {
        /// The day.
        day: Date,
    },
    /// A published pack begins on that day or later.
    #[error("draft {draft} is published and in force from {day} on: choose a later day")]
    BeforeNewest {
        /// The newest published draft.
        draft: u32,
        /// Its first day.
        day: Date,
    },
    /// It is in force already.
    #[error("it is in force since {day}: publish another pack to change the rules")]
    InForce {
        /// Its first day.
        day: Date,
    },
    /// It was withdrawn before.
    #[error("it was withdrawn already")]
    Withdrawn,
    /// Something that must be written is missing.
    #[error("the reason is missing")]
    NoReason,
}

/// Decides: the event that follows, or why not. `today` is the day in the service's zone.
///
/// # Errors
/// See [`RulebookRefusal`].
pub fn decide(
    book: &Rulebook,
    act: RulebookAct,
    by: &UserName,
    today: Date,
) -> Result<RulebookEvent, RulebookRefusal> {
    match act {
        RulebookAct::Upload(facts) => upload(book, facts),
        RulebookAct::Propose { draft, in_force } => propose(book, draft, in_force, today),
        RulebookAct::Publish { draft } => publish(book, draft, by, today),
        RulebookAct::Withdraw { draft, reason } => withdraw(book, draft, reason, today),
    }
}

fn find(book: &Rulebook, number: u32) -> Result<&Draft, RulebookRefusal> {
    book.drafts.get(&number).ok_or(RulebookRefusal::NoSuchDraft)
}

fn upload(book: &Rulebook, facts: DraftFacts) -> Result<RulebookEvent, RulebookRefusal> {
    let is_open = |draft: &&Draft| !matches!(draft.progress, DraftProgress::Withdrawn { .. });
    let same = book.drafts.values().filter(is_open).find(|draft| draft.facts.files == facts.files);
    match same {
        Some(draft) => Err(RulebookRefusal::SameFiles { draft: draft.number }),
        None => Ok(RulebookEvent::DraftUploaded { draft: book.next_number(), facts }),
    }
}

fn propose(
    book: &Rulebook,
    number: u32,
    in_force: Date,
    today: Date,
) -> Result<RulebookEvent, RulebookRefusal> {
    let draft = find(book, number)?;
    if draft.progress != DraftProgress::Uploaded {
        return Err(RulebookRefusal::NotUploaded);
    }
    if draft.facts.failed > 0 {
        return Err(RulebookRefusal::ExamplesFail { failed: draft.facts.failed });
    }
    may_begin(book, &draft.facts, in_force, today)?;
    Ok(RulebookEvent::DraftProposed { draft: number, in_force })
}

fn publish(
    book: &Rulebook,
    number: u32,
    by: &UserName,
    today: Date,
) -> Result<RulebookEvent, RulebookRefusal> {
    let draft = find(book, number)?;
    let DraftProgress::Proposed { proposed, in_force } = &draft.progress else {
        return Err(RulebookRefusal::NotProposed);
    };
    if proposed.by == *by {
        return Err(RulebookRefusal::SamePerson);
    }
    // Time passed, and others may have published since it was proposed.
    may_begin(book, &draft.facts, *in_force, today)?;
    Ok(RulebookEvent::DraftPublished { draft: number, in_force: *in_force })
}

fn may_begin(book: &Rulebook, facts: &DraftFacts, day: Date, today: Date) -> Result<(), RulebookRefusal> {
    if day < today {
        return Err(RulebookRefusal::InPast { day });
    }
    if day < facts.from || facts.to.is_some_and(|to| day > to) {
        return Err(RulebookRefusal::OutsidePeriod { day });
    }
    match book.published().last() {
        Some((newest, draft)) if day <= *newest => {
            Err(RulebookRefusal::BeforeNewest { draft: draft.number, day: *newest })
        }
        _ => Ok(()),
    }
}

fn withdraw(
    book: &Rulebook,
    number: u32,
    reason: String,
    today: Date,
) -> Result<RulebookEvent, RulebookRefusal> {
    let draft = find(book, number)?;
    match &draft.progress {
        DraftProgress::Withdrawn { .. } => return Err(RulebookRefusal::Withdrawn),
        DraftProgress::Published { in_force, .. } if *in_force <= today => {
            return Err(RulebookRefusal::InForce { day: *in_force });
        }
        _ => {}
    }
    if reason.trim().is_empty() {
        return Err(RulebookRefusal::NoReason);
    }
    Ok(RulebookEvent::DraftWithdrawn { draft: number, reason: reason.trim().to_owned() })
}
