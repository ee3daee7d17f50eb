//! What may be done with a household, by which agency and by whom.

mod member;
mod relocate;
mod zero;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Ages, Household, HouseholdEvent, HouseholdRefusal, MemberFacts, Standing};
use crate::agency::{AgencyCode, Level};
use crate::id::{HouseholdId, UserName};

pub use relocate::relocate;

/// The longest text that somebody writes here, in characters.
pub(super) const LONGEST: usize = 200;

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum HouseholdAct {
    Form {
        id: HouseholdId,
        address: String,
        member: MemberFacts,
    },
    AddMember {
        on: Date,
        facts: MemberFacts,
    },
    ChangeMember {
        member: u32,
        on: Date,
        facts: MemberFacts,
    },
    RemoveMember {
        member: u32,
        on: Date,
        note: String,
    },
    /// Looks again: a day has passed, and somebody may be of working age now, or no more.
    Look,
    Apply {
        member: u32,
    },
    Pass {
        note: String,
    },
    Refuse {
        note: String,
    },
    End {
        ground: String,
        on: Date,
        note: String,
    },
}

/// Who acts, when, and what the rules say.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    /// The agency of who acts.
    pub agency: &'a AgencyCode,
    /// Who acts.
    pub user: &'a UserName,
    /// Today.
    pub today: Date,
    /// The ages of the rules.
    pub ages: Ages<'a>,
    /// Grounds of an end by key, each with whether it takes somebody who has work.
    pub grounds: &'a BTreeMap<String, bool>,
    /// When what begins now is due: a found household to apply, a review by level, a confirmed
    /// household to have somebody in work.
    pub apply_by: Timestamp,
    /// See above.
    pub review_by: &'a BTreeMap<Level, Timestamp>,
    /// See above.
    pub work_by: Timestamp,
}

type Decided = Result<Vec<HouseholdEvent>, HouseholdRefusal>;

struct Here<'a> {
    household: &'a Household,
    desk: &'a Desk<'a>,
}

/// Decides: the events that follow, or why not. A household is formed where there is none.
///
/// # Errors
/// See [`HouseholdRefusal`].
pub fn decide(household: Option<&Household>, act: HouseholdAct, desk: &Desk<'_>) -> Decided {
    let mut events = match (household, act) {
        (None, HouseholdAct::Form { id, address, member }) => member::form(id, &address, member, desk)?,
        (Some(household), act) => Here { household, desk }.decided(act)?,
        (None, _) => return Err(HouseholdRefusal::NotNow),
    };
    let after = match household {
        None => Household::fold(&events),
        Some(household) => events.iter().try_fold(household.clone(), Household::after),
    };
    events.extend(found(&after.ok_or(HouseholdRefusal::NotNow)?, desk));
    Ok(events)
}

/// What the rules find of a household as it stands now. What is not known changes nothing.
fn found(household: &Household, desk: &Desk<'_>) -> Option<HouseholdEvent> {
    let (on, due) = (desk.today, desk.apply_by);
    match (&household.standing, household.is_zero_employment(on, &desk.ages)?) {
        (Standing::Plain, true) => Some(HouseholdEvent::ZeroEmploymentFound { on, due }),
        (Standing::Ended { .. }, true) if household.solved() => {
            Some(HouseholdEvent::ZeroEmploymentReturned { on, due })
        }
        (Standing::Found { .. } | Standing::Review { .. } | Standing::Refused { .. }, false) => {
            Some(HouseholdEvent::ZeroEmploymentLapsed { on })
        }
        (Standing::Ended { .. }, false) if !household.solved() => {
            Some(HouseholdEvent::ZeroEmploymentLapsed { on })
        }
        _ => None,
    }
}

impl Household {
    /// Whether the last time as a household of which nobody has work ended by work.
    fn solved(&self) -> bool {
        let last = self.counted.last().and_then(|counted| counted.until.as_ref());
        last.is_some_and(|(_, _, solved)| *solved)
    }
}

impl Here<'_> {
    fn decided(&self, act: HouseholdAct) -> Decided {
        match act {
            HouseholdAct::Form { .. } => Err(HouseholdRefusal::NotNow),
            HouseholdAct::AddMember { on, facts } => self.add(on, facts),
            HouseholdAct::ChangeMember { member, on, facts } => self.change(member, on, facts),
            HouseholdAct::RemoveMember { member, on, note } => self.remove(member, on, &note),
            HouseholdAct::Look => Ok(Vec::new()),
            HouseholdAct::Apply { member } => self.apply(member),
            HouseholdAct::Pass { note } => self.pass(&note),
            HouseholdAct::Refuse { note } => self.refuse(&note),
            HouseholdAct::End { ground, on, note } => self.end(ground, on, &note),
        }
    }

    fn at_station(&self) -> Result<(), HouseholdRefusal> {
        if *self.desk.agency == self.household.station { Ok(()) } else { Err(HouseholdRefusal::OtherAgency) }
    }
}

fn not_after(field: &'static str, day: Date, today: Date) -> Result<(), HouseholdRefusal> {
    if day > today { Err(HouseholdRefusal::InFuture { field }) } else { Ok(()) }
}

/// A text that may be empty.
fn said(field: &'static str, text: &str) -> Result<String, HouseholdRefusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        Err(HouseholdRefusal::TooLong { field })
    } else {
        Ok(text.to_owned())
    }
}

/// A text that says something.
fn written(field: &'static str, text: &str) -> Result<String, HouseholdRefusal> {
    let text = said(field, text)?;
    if text.is_empty() { Err(HouseholdRefusal::Missing { field }) } else { Ok(text) }
}
