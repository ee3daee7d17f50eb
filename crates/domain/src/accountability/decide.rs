//! What may be done about a docket, and by whom. Nobody finds on their own docket.

use jiff::Timestamp;

use super::{Breach, Docket, DocketEvent, DocketRefusal, Finding};
use crate::agency::{AgencyCode, Level};
use crate::id::DocketId;
use crate::sealed::Sealed;
use crate::staff::{Role, Staff};

/// What somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum DocketAct {
    /// Say how it came.
    Explain { words: String },
    /// Find, and say what the resident gets if anything.
    Find { finding: Finding, reason: String, remedy: Option<String> },
    /// Accept what was found.
    Accept,
    /// Object to it.
    Object { words: String },
    /// Look again at what was found.
    LookAgain { finding: Finding, reason: String },
    /// Say that the resident got what they were to get.
    Remedied { words: String },
}

/// By when something that begins now is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocketTerms {
    /// To explain.
    pub explain: Timestamp,
    /// To find.
    pub find: Timestamp,
    /// To object.
    pub object: Timestamp,
    /// To look again.
    pub look: Timestamp,
    /// To make it good.
    pub remedy: Timestamp,
}

/// The agency above one; none above the city.
pub fn above(agency: &AgencyCode) -> Option<AgencyCode> {
    let level = match agency.level() {
        Level::Station => Level::Office,
        Level::Office => Level::Bureau,
        Level::Bureau => Level::City,
        Level::City => return None,
    };
    Some(agency.at(level))
}

/// Opens the docket of a term that was missed; none of the city's, above which nobody finds.
pub fn open(docket: DocketId, breach: Breach, terms: DocketTerms) -> Option<DocketEvent> {
    above(&breach.agency)?;
    Some(DocketEvent::DocketOpened {
        docket,
        breach: breach.into(),
        explain_by: terms.explain,
        find_by: terms.find,
    })
}

fn text(field: &'static str, text: &str) -> Result<Sealed<String>, DocketRefusal> {
    crate::supervision::sealed(text).ok_or(DocketRefusal::Text { field })
}

impl Docket {
    /// What an act leads to. `absent` says that the holder can no longer answer: they left.
    ///
    /// # Errors
    /// [`DocketRefusal`]: not in this state, not by this person.
    pub fn decide(
        &self,
        act: DocketAct,
        staff: &Staff,
        absent: bool,
        terms: DocketTerms,
        now: Timestamp,
    ) -> Result<DocketEvent, DocketRefusal> {
        match act {
            DocketAct::Explain { words } => {
                self.guard_holder(staff, absent)?;
                self.guard(self.found.is_none())?;
                Ok(DocketEvent::DocketExplained { words: text("words", &words)? })
            }
            DocketAct::Find { finding, reason, remedy } => {
                self.guard_finder(staff, now)?;
                let remedy = remedy.filter(|words| !words.trim().is_empty());
                let remedy = remedy.map(|words| text("remedy", &words)).transpose()?;
                Ok(DocketEvent::DocketFound {
                    finding,
                    reason: text("reason", &reason)?,
                    remedy: remedy.map(|what| (what, terms.remedy)),
                    object_by: terms.object,
                })
            }
            DocketAct::Accept => {
                self.guard_answer(staff, absent)?;
                Ok(DocketEvent::DocketAccepted)
            }
            DocketAct::Object { words } => {
                let until = self.guard_answer(staff, absent)?;
                if now > until {
                    return Err(DocketRefusal::TooLate { until });
                }
                Ok(DocketEvent::DocketObjected { words: text("words", &words)?, look_by: terms.look })
            }
            DocketAct::LookAgain { finding, reason } => {
                self.guard_second(staff)?;
                Ok(DocketEvent::DocketLookedAgain { finding, reason: text("reason", &reason)? })
            }
            DocketAct::Remedied { words } => {
                self.guard_agency(staff)?;
                self.guard(self.remedy.as_ref().is_some_and(|remedy| remedy.done.is_none()))?;
                Ok(DocketEvent::DocketRemedied { words: text("words", &words)? })
            }
        }
    }

    /// What was found stands once nobody objected in time.
    ///
    /// # Errors
    /// [`DocketRefusal`] where it is not so far.
    pub fn uncontested(&self, now: Timestamp) -> Result<DocketEvent, DocketRefusal> {
        self.guard(self.objection.is_none() && !self.is_final())?;
        let until = self.found.as_ref().ok_or(self.not_now())?.object_by;
        if now <= until {
            return Err(DocketRefusal::TooEarly { until });
        }
        Ok(DocketEvent::DocketUncontested)
    }

    fn not_now(&self) -> DocketRefusal {
        DocketRefusal::NotNow { state: self.state() }
    }

    fn guard(&self, holds: bool) -> Result<(), DocketRefusal> {
        if holds { Ok(()) } else { Err(self.not_now()) }
    }

    fn is_holder(&self, staff: &Staff) -> bool {
        self.breach.holder.as_ref() == Some(&staff.user)
    }

    /// The holder speaks for themself; of a term that nobody held, and for a holder who left, the head
    /// of the agency does.
    fn guard_holder(&self, staff: &Staff, absent: bool) -> Result<(), DocketRefusal> {
        let nobody = self.breach.holder.is_none() || absent;
        let is_head = staff.agency == self.breach.agency && staff.role == Role::Head;
        if self.is_holder(staff) || (nobody && is_head) { Ok(()) } else { Err(DocketRefusal::NotHolder) }
    }

    fn guard_finder(&self, staff: &Staff, now: Timestamp) -> Result<(), DocketRefusal> {
        let agency = self.finder();
        if staff.agency != agency {
            return Err(DocketRefusal::NotNamed { agency });
        }
        if self.is_holder(staff) {
            return Err(DocketRefusal::OwnDocket);
        }
        self.guard(self.found.is_none())?;
        if self.explanations.is_empty() && now <= self.explain_by {
            return Err(DocketRefusal::NotHeard { until: self.explain_by });
        }
        Ok(())
    }

    /// Until when it may be objected to.
    fn guard_answer(&self, staff: &Staff, absent: bool) -> Result<Timestamp, DocketRefusal> {
        self.guard_holder(staff, absent)?;
        self.guard(self.objection.is_none() && !self.is_final())?;
        Ok(self.found.as_ref().ok_or(self.not_now())?.object_by)
    }

    fn guard_second(&self, staff: &Staff) -> Result<(), DocketRefusal> {
        let agency = self.second();
        if staff.agency != agency {
            return Err(DocketRefusal::NotNamed { agency });
        }
        if self.is_holder(staff) {
            return Err(DocketRefusal::OwnDocket);
        }
        if self.found.as_ref().is_some_and(|found| found.reason.by == staff.user.as_str()) {
            return Err(DocketRefusal::OwnFinding);
        }
        self.guard(self.objection.is_some() && self.looked.is_none())
    }

    fn guard_agency(&self, staff: &Staff) -> Result<(), DocketRefusal> {
        let agency = self.breach.agency.clone();
        if staff.agency == agency { Ok(()) } else { Err(DocketRefusal::NotNamed { agency }) }
    }
}
