//! What may be done about a move, and by which of the two stations.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{HouseholdPart, Progress, Relocation, RelocationEvent, RelocationRefusal, Side};
use crate::agency::{AgencyCode, Level};
use crate::id::{PersonId, RelocationId, UserName};
use crate::sealed::Sealed;

/// The longest text that is taken, in characters.
const LONGEST: usize = 200;

/// What was said about a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelocationWish {
    /// The day on which the person moves.
    pub on: Date,
    /// Where they live then.
    pub address: String,
    /// Why.
    pub reason: String,
    /// What it means for their household.
    pub household: HouseholdPart,
}

/// A move that is to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRelocation {
    /// Its id, drawn by the caller.
    pub id: RelocationId,
    /// Who moves.
    pub person: PersonId,
    /// The station that keeps the file.
    pub from: AgencyCode,
    /// The station that the person comes to.
    pub to: AgencyCode,
    /// Which of the two registers it.
    pub by: Side,
    /// A move of the person that is under way.
    pub under_way: Option<RelocationId>,
    /// Another file of the same person that the county of the new station keeps.
    pub file_there: Option<PersonId>,
    /// What was said.
    pub wish: RelocationWish,
}

/// What somebody wants to do about a move.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum RelocationAct {
    /// Let the person go, whose file the new station asked for.
    Release,
    /// Take the person in, with everything.
    Accept { helper: Option<UserName> },
    /// Not agree.
    Refuse { reason: String },
    /// Take back what one registered oneself.
    Withdraw { reason: String },
}

/// Who acts, and what they need to know.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Their agency.
    pub agency: &'a AgencyCode,
    /// By when the new station would accept what is released now.
    pub accept_by: Timestamp,
    /// Whether the person is assisted, so that a helper has to be named.
    pub assisted: bool,
    /// Who may help at the new station.
    pub helpers: &'a BTreeSet<UserName>,
    /// Another file of the same person that the county of the new station keeps by now.
    pub file_there: Option<&'a PersonId>,
}

/// Registers a move; the other station answers until `due`.
///
/// # Errors
/// [`RelocationRefusal`]: between two stations, not twice at once, not to where another file of the
/// person is kept, not for a day to come, and with address and reason.
pub fn register(
    new: NewRelocation,
    today: Date,
    due: Timestamp,
) -> Result<RelocationEvent, RelocationRefusal> {
    let NewRelocation { id, person, from, to, by, under_way, file_there, wish } = new;
    if to.level() != Level::Station {
        return Err(RelocationRefusal::NoStation { to });
    }
    if from == to {
        return Err(RelocationRefusal::SameStation { to });
    }
    if let Some(relocation) = under_way {
        return Err(RelocationRefusal::UnderWay { relocation });
    }
    if let Some(file) = file_there {
        return Err(RelocationRefusal::FileThere { file });
    }
    if wish.on > today {
        return Err(RelocationRefusal::InFuture);
    }
    Ok(RelocationEvent::RelocationRegistered {
        relocation: id,
        person,
        from,
        to,
        by,
        on: wish.on,
        address: said("address", &wish.address)?,
        reason: said("reason", &wish.reason)?,
        household: wish.household,
        due,
    })
}

impl Relocation {
    /// What an act leads to.
    ///
    /// # Errors
    /// [`RelocationRefusal`]: not in this state, not by this station, not without a helper.
    pub fn decide(&self, act: RelocationAct, desk: Desk<'_>) -> Result<RelocationEvent, RelocationRefusal> {
        let not_now = RelocationRefusal::NotNow { state: self.state() };
        let Some(awaits) = self.awaits() else { return Err(not_now) };
        let theirs = match act {
            RelocationAct::Withdraw { .. } => other(awaits),
            _ => awaits,
        };
        let fits = match act {
            RelocationAct::Release => matches!(self.progress, Progress::Asked { .. }),
            RelocationAct::Accept { .. } => matches!(self.progress, Progress::Offered { .. }),
            RelocationAct::Refuse { .. } | RelocationAct::Withdraw { .. } => true,
        };
        if !fits {
            return Err(not_now);
        }
        if desk.agency != self.station(theirs) {
            return Err(RelocationRefusal::NotTheirs { agency: self.station(theirs).clone() });
        }
        Ok(match act {
            RelocationAct::Release => RelocationEvent::RelocationReleased { due: desk.accept_by },
            RelocationAct::Accept { helper } => {
                if let Some(file) = desk.file_there {
                    return Err(RelocationRefusal::FileThere { file: file.clone() });
                }
                RelocationEvent::RelocationAccepted { helper: self.helper(helper, desk)? }
            }
            RelocationAct::Refuse { reason } => {
                RelocationEvent::RelocationRefused { reason: said("refusal", &reason)? }
            }
            RelocationAct::Withdraw { reason } => {
                RelocationEvent::RelocationWithdrawn { reason: said("withdrawal", &reason)? }
            }
        })
    }

    /// Who helps from now on (A7): named by the station that accepts; nobody where nobody is
    /// assisted.
    fn helper(&self, named: Option<UserName>, desk: Desk<'_>) -> Result<Option<UserName>, RelocationRefusal> {
        if !desk.assisted {
            return Ok(None);
        }
        let helper = named.ok_or(RelocationRefusal::NoHelper)?;
        if !desk.helpers.contains(&helper) {
            return Err(RelocationRefusal::UnknownHelper { agency: self.to.clone() });
        }
        Ok(Some(helper))
    }
}

/// The other one of the two.
fn other(side: Side) -> Side {
    match side {
        Side::From => Side::To,
        Side::To => Side::From,
    }
}

/// A text that says something, and not too much.
fn said(field: &'static str, text: &str) -> Result<Sealed<String>, RelocationRefusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(RelocationRefusal::Text { field });
    }
    Ok(text.to_owned().into())
}
