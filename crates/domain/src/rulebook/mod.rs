//! The book of rules: drafts of policy packs, who proposed them, who published them, and from
//! which day on each is in force. Publishing takes two people; what is published is in force
//! from a day on and is never changed.

mod decide;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::UserName;

pub use decide::{RulebookAct, RulebookRefusal, decide};

/// A draft as it was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFacts {
    /// The name of the pack, such as `harbin`.
    pub pack: String,
    /// Fingerprint of its rules.
    pub hash: String,
    /// Fingerprint of all of its files.
    pub files: String,
    /// The first day of its rules.
    pub from: Date,
    /// The last day of its rules, if they end.
    pub to: Option<Date>,
    /// How many worked examples it has.
    pub examples: usize,
    /// How many of them do not come out.
    pub failed: usize,
    /// What the uploader says about it; may be empty.
    pub note: String,
}

/// Who did something to a draft, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Who.
    pub by: UserName,
    /// When.
    pub at: Timestamp,
}

/// How far a draft has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftProgress {
    /// It was uploaded and can be looked at.
    Uploaded,
    /// Somebody proposes that it be in force from a day on.
    Proposed {
        /// Who, and when.
        proposed: Done,
        /// The first day.
        in_force: Date,
    },
    /// It is published: from the day on it is the rules.
    Published {
        /// Who proposed it, and when.
        proposed: Done,
        /// Who published it, and when.
        published: Done,
        /// The first day.
        in_force: Date,
    },
    /// It was taken back.
    Withdrawn {
        /// Who, and when.
        withdrawn: Done,
        /// The first day on which it would have been in force, if it was published.
        was_in_force: Option<Date>,
        /// Why.
        reason: String,
    },
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Counted from 1.
    pub number: u32,
    /// What it is.
    pub facts: DraftFacts,
    /// Who uploaded it, and when.
    pub uploaded: Done,
    /// How far it has come.
    pub progress: DraftProgress,
}

impl Draft {
    /// The first day on which it is in force, if it is published.
    pub fn in_force(&self) -> Option<Date> {
        match &self.progress {
            DraftProgress::Published { in_force, .. } => Some(*in_force),
            _ => None,
        }
    }
}

/// Every draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulebook {
    /// By number.
    pub drafts: BTreeMap<u32, Draft>,
    /// Number of events so far.
    pub version: i64,
}

/// A fact of the book of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum RulebookEvent {
    /// A draft was uploaded.
    DraftUploaded {
        /// Its number.
        draft: u32,
        /// What it is.
        facts: DraftFacts,
    },
    /// A draft was proposed.
    DraftProposed {
        /// Its number.
        draft: u32,
        /// The first day on which it is to be in force.
        in_force: Date,
    },
    /// A draft was published.
    DraftPublished {
        /// Its number.
        draft: u32,
        /// The first day on which it is in force.
        in_force: Date,
    },
    /// A draft was taken back.
    DraftWithdrawn {
        /// Its number.
        draft: u32,
        /// Why.
        reason: String,
    },
}

/// An event with who and when, as storage gives it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What happened.
    pub event: RulebookEvent,
    /// Who, and when.
    pub done: Done,
}

impl Rulebook {
    /// Version of the form of the bodies of the events.
    pub const SCHEMA: i64 = 1;

    /// Folds events from the beginning; none where they do not follow from one another.
    pub fn fold(entries: impl IntoIterator<Item = Entry>) -> Option<Rulebook> {
        let mut book = Rulebook::default();
        for Entry { event, done } in entries {
            book.version += 1;
            book.apply(event, done)?;
        }
        Some(book)
    }

    fn apply(&mut self, event: RulebookEvent, done: Done) -> Option<()> {
        match event {
            RulebookEvent::DraftUploaded { draft: number, facts } => {
                let draft = Draft { number, facts, uploaded: done, progress: DraftProgress::Uploaded };
                self.drafts.insert(number, draft).is_none().then_some(())
            }
            RulebookEvent::DraftProposed { draft, in_force } => {
                self.drafts.get_mut(&draft)?.progress = DraftProgress::Proposed { proposed: done, in_force };
                Some(())
            }
            RulebookEvent::DraftPublished { draft, in_force } => {
                let progress = &mut self.drafts.get_mut(&draft)?.progress;
                let DraftProgress::Proposed { proposed, .. } = progress else { return None };
                let proposed = proposed.clone();
                *progress = DraftProgress::Published { proposed, published: done, in_force };
                Some(())
            }
            RulebookEvent::DraftWithdrawn { draft, reason } => {
                let draft = self.drafts.get_mut(&draft)?;
                let was_in_force = draft.in_force();
                draft.progress = DraftProgress::Withdrawn { withdrawn: done, was_in_force, reason };
                Some(())
            }
        }
    }

    /// The published drafts, by the day from which they are in force.
    pub fn published(&self) -> Vec<(Date, &Draft)> {
        let mut published: Vec<_> =
            self.drafts.values().filter_map(|draft| Some((draft.in_force()?, draft))).collect();
        published.sort_by_key(|(day, draft)| (*day, draft.number));
        published
    }

    /// The number of the next draft.
    pub fn next_number(&self) -> u32 {
        self.drafts.keys().next_back().map_or(1, |last| last + 1)
    }
}
