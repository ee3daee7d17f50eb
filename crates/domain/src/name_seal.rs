//! The name seals of an agency: small stamps with an operator's name, whose print under an
//! annotation says who made it (C3.4). Who has each, and since when, is on record.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::{NameSealsId, UserName};
use crate::staff::{Role, Staff};

/// The longest text that somebody writes here, in characters.
const LONGEST: usize = 200;

/// One seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSeal {
    /// The name that is cut into it.
    pub name: String,
    /// Who has it.
    pub holder: UserName,
    /// Since when.
    pub since: Timestamp,
    /// To whom the holder hands it: until they have said that they have it, the holder answers
    /// for it.
    pub handed_to: Option<UserName>,
    /// Lost or destroyed: when, which, and what is known.
    pub ended: Option<(Timestamp, Ended, String)>,
}

/// How a seal came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// It is lost.
    Lost,
    /// It was destroyed, as when its operator left.
    Destroyed,
}

/// Every seal of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSeals {
    /// The agency.
    pub agency: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// The seals by number, counted from 1.
    pub seals: BTreeMap<u32, NameSeal>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum NameSealEvent {
    /// A seal was made and given out.
    NameSealMade {
        /// Its number.
        seal: u32,
        /// The name that is cut into it.
        name: String,
        /// Who has it.
        holder: UserName,
    },
    /// The holder hands it to somebody.
    NameSealHanded {
        /// Its number.
        seal: u32,
        /// To whom.
        to: UserName,
    },
    /// They have it.
    NameSealTaken {
        /// Its number.
        seal: u32,
        /// Who has it now.
        holder: UserName,
    },
    /// It is no more.
    NameSealEnded {
        /// Its number.
        seal: u32,
        /// How.
        how: Ended,
        /// What is known.
        note: String,
    },
}

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum NameSealAct {
    Make { name: String, holder: UserName },
    Hand { seal: u32, to: UserName },
    Take { seal: u32 },
    End { seal: u32, how: Ended, note: String },
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NameSealRefusal {
    /// There is no such seal.
    #[error("there is no such seal at this agency")]
    NoSuchSeal,
    /// Only the head of the agency has seals made and destroyed.
    #[error("only the head of the agency does that")]
    NotTheHead,
    /// Somebody else has it.
    #[error("only who has the seal hands it on")]
    NotTheHolder,
    /// Nobody hands it to them.
    #[error("the seal was not handed to you")]
    NotHandedToYou,
    /// It is lost or destroyed.
    #[error("the seal is lost or destroyed")]
    Ended,
    /// Something that has to be written is missing.
    #[error("`{field}` is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// Something that was written is too long.
    #[error("`{field}` is longer than {LONGEST} characters")]
    TooLong {
        /// The field.
        field: &'static str,
    },
}

fn written(field: &'static str, text: &str) -> Result<String, NameSealRefusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(NameSealRefusal::Missing { field }),
        length if length > LONGEST => Err(NameSealRefusal::TooLong { field }),
        _ => Ok(text.to_owned()),
    }
}

impl NameSeal {
    /// Whether somebody may hand it on: who has it; for somebody who left or is away, the head.
    pub fn may_be_handed_by(&self, staff: &Staff) -> bool {
        self.ended.is_none() && (self.holder == staff.user || staff.role == Role::Head)
    }
}

impl NameSeals {
    /// Of an agency without any.
    pub fn new(agency: AgencyCode) -> NameSeals {
        NameSeals { agency, version: 0, seals: BTreeMap::new() }
    }

    /// Their id.
    pub fn id(&self) -> NameSealsId {
        NameSealsId::of(&self.agency)
    }

    /// Decides for somebody of the agency: the event that follows, or why not.
    ///
    /// # Errors
    /// See [`NameSealRefusal`].
    pub fn decide(&self, act: NameSealAct, staff: &Staff) -> Result<NameSealEvent, NameSealRefusal> {
        let is_head = staff.role == Role::Head;
        match act {
            NameSealAct::Make { .. } | NameSealAct::End { how: Ended::Destroyed, .. } if !is_head => {
                Err(NameSealRefusal::NotTheHead)
            }
            NameSealAct::Make { name, holder } => {
                let seal = self.seals.last_key_value().map_or(1, |(last, _)| last + 1);
                Ok(NameSealEvent::NameSealMade { seal, name: written("seal-name", &name)?, holder })
            }
            NameSealAct::Hand { seal, to } => {
                let kept = self.kept(seal)?;
                if !kept.may_be_handed_by(staff) {
                    return Err(NameSealRefusal::NotTheHolder);
                }
                Ok(NameSealEvent::NameSealHanded { seal, to })
            }
            NameSealAct::Take { seal } => {
                let kept = self.kept(seal)?;
                if kept.handed_to.as_ref() != Some(&staff.user) {
                    return Err(NameSealRefusal::NotHandedToYou);
                }
                Ok(NameSealEvent::NameSealTaken { seal, holder: staff.user.clone() })
            }
            NameSealAct::End { seal, how, note } => {
                let kept = self.kept(seal)?;
                if !(is_head || kept.holder == staff.user) {
                    return Err(NameSealRefusal::NotTheHolder);
                }
                Ok(NameSealEvent::NameSealEnded { seal, how, note: written("seal-note", &note)? })
            }
        }
    }

    fn kept(&self, seal: u32) -> Result<&NameSeal, NameSealRefusal> {
        let found = self.seals.get(&seal).ok_or(NameSealRefusal::NoSuchSeal)?;
        if found.ended.is_some() { Err(NameSealRefusal::Ended) } else { Ok(found) }
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &NameSealEvent, at: Timestamp) -> Option<NameSeals> {
        self.version += 1;
        match event {
            NameSealEvent::NameSealMade { seal, name, holder } => {
                let (name, holder) = (name.clone(), holder.clone());
                self.seals.insert(*seal, NameSeal { name, holder, since: at, handed_to: None, ended: None });
            }
            NameSealEvent::NameSealHanded { seal, to } => {
                self.seals.get_mut(seal)?.handed_to = Some(to.clone());
            }
            NameSealEvent::NameSealTaken { seal, holder } => {
                let kept = self.seals.get_mut(seal)?;
                (kept.holder, kept.since, kept.handed_to) = (holder.clone(), at, None);
            }
            NameSealEvent::NameSealEnded { seal, how, note } => {
                self.seals.get_mut(seal)?.ended = Some((at, *how, note.clone()));
            }
        }
        Some(self)
    }
}

impl NameSealEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 4] =
        ["name_seal_made", "name_seal_handed", "name_seal_taken", "name_seal_ended"];
}
