//! What may be done about a complaint, and by whom: always by the level above the agency complained of,
//! and where it is about money, gifts, favours or conduct by the bureau or above (A8).

use jiff::Timestamp;

use super::{
    Complainant, Complaint, ComplaintCategory, ComplaintEvent, ComplaintFinding, ComplaintRefusal,
    ComplaintWay, Course,
};
use crate::accountability::above;
use crate::agency::{AgencyCode, Level};
use crate::id::ComplaintId;
use crate::sealed::Sealed;
use crate::staff::{Role, Staff};

/// The longest text that somebody writes here, in characters.
const LONGEST: usize = 4000;
/// The longest name or telephone.
const LONGEST_NAME: usize = 100;

/// A complaint that somebody files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComplaint {
    /// Its id.
    pub id: ComplaintId,
    /// What it is about.
    pub category: ComplaintCategory,
    /// The agency that it is about.
    pub about: AgencyCode,
    /// How it came.
    pub way: ComplaintWay,
    /// What happened.
    pub words: String,
    /// Who did it, and in which matter; may be empty.
    pub whom: String,
    /// Who complains; empty for somebody who stays unknown.
    pub complainant: Complainant,
    /// From where it was sent, as a keyed hash.
    pub sender: Option<String>,
}

/// By when something that begins now is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComplaintTerms {
    /// To take it.
    pub take: Timestamp,
    /// To reply.
    pub reply: Timestamp,
    /// For the agency complained of to answer.
    pub answer: Timestamp,
    /// For who complained to say that they are not content.
    pub content: Timestamp,
    /// For the level above to look again.
    pub look: Timestamp,
}

/// What staff want to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are named as in the events, which describe them
pub enum ComplaintAct {
    /// Deal with it.
    Take,
    /// Say that it is about another agency.
    Redirect { about: AgencyCode, reason: String },
    /// Ask the agency complained of.
    Ask { question: String },
    /// Answer for it.
    Answer { words: String },
    /// Note what was found out.
    Note { words: String },
    /// Reply.
    Reply { finding: ComplaintFinding, words: String, remedy: String },
    /// Say that it is abuse.
    Reject { reason: String },
    /// Look again.
    Look { finding: ComplaintFinding, words: String, remedy: String },
}

/// What who complained wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComplaintWish {
    /// To take it back.
    Withdraw,
    /// That the level above looks again.
    Contest {
        /// Why.
        words: String,
    },
}

fn text(field: &'static str, text: &str, may_be_empty: bool) -> Result<Sealed<String>, ComplaintRefusal> {
    let text = text.trim();
    let good = text.chars().count() <= LONGEST && (may_be_empty || !text.is_empty());
    if good { Ok(Sealed::Open(text.to_owned())) } else { Err(ComplaintRefusal::Text { field }) }
}

/// Who deals with a complaint: the level above the agency, for what goes past it (A8) the bureau at
/// least; nobody is above the city.
pub fn dealt_with_by(category: ComplaintCategory, about: &AgencyCode) -> AgencyCode {
    let next = above(about).unwrap_or_else(|| about.clone());
    if category.goes_past() && next.level() < Level::Bureau { next.at(Level::Bureau) } else { next }
}

/// Files a complaint.
///
/// # Errors
/// [`ComplaintRefusal::Text`].
pub fn file(new: NewComplaint, terms: ComplaintTerms) -> Result<ComplaintEvent, ComplaintRefusal> {
    let Complainant { name, phone } = new.complainant;
    for (field, value) in [("name", &name), ("phone", &phone)] {
        if value.chars().count() > LONGEST_NAME {
            return Err(ComplaintRefusal::Text { field });
        }
    }
    Ok(ComplaintEvent::ComplaintFiled {
        complaint: new.id,
        category: new.category,
        dealing: dealt_with_by(new.category, &new.about),
        about: new.about,
        way: new.way,
        // Who rates may say that money was asked for and nothing else.
        words: text("words", &new.words, new.way == ComplaintWay::Rating)?,
        whom: text("whom", &new.whom, true)?,
        complainant: Sealed::Open(Complainant { name: name.trim().into(), phone: phone.trim().into() }),
        sender: new.sender,
        take_by: terms.take,
        reply_by: terms.reply,
    })
}

impl Complaint {
    /// What an act of staff leads to.
    ///
    /// # Errors
    /// [`ComplaintRefusal`]: not now, not by this agency, never by the one complained of.
    pub fn decide(
        &self,
        act: ComplaintAct,
        staff: &Staff,
        terms: ComplaintTerms,
    ) -> Result<ComplaintEvent, ComplaintRefusal> {
        use ComplaintEvent as E;
        match act {
            ComplaintAct::Take => {
                self.guard_dealing(staff)?;
                self.now_if(matches!(self.course, Course::Filed(_)) || self.may_take_over(staff))?;
                Ok(E::ComplaintTaken)
            }
            ComplaintAct::Redirect { about, reason } => self.redirect(about, &reason, staff, terms),
            ComplaintAct::Ask { question } => {
                self.guard_holds(staff)?;
                if self.category.goes_past() {
                    return Err(ComplaintRefusal::GoesPast);
                }
                if self.is_asked() {
                    return Err(ComplaintRefusal::AskedAlready);
                }
                Ok(E::ComplaintAsked { question: text("question", &question, false)?, due: terms.answer })
            }
            ComplaintAct::Answer { words } => {
                if staff.agency != self.about || !self.is_asked() {
                    return Err(ComplaintRefusal::NotAsked);
                }
                Ok(E::ComplaintAnswered { words: text("answer", &words, false)? })
            }
            ComplaintAct::Note { words } => {
                self.guard_holds(staff)?;
                Ok(E::ComplaintNoted { words: text("note", &words, false)? })
            }
            ComplaintAct::Reply { finding, words, remedy } => {
                self.guard_holds(staff)?;
                let (words, remedy) = (text("reply", &words, false)?, text("remedy", &remedy, true)?);
                Ok(E::ComplaintReplied { finding, words, remedy, until: terms.content })
            }
            ComplaintAct::Reject { reason } => {
                self.guard_dealing(staff)?;
                self.now_if(matches!(self.course, Course::Filed(_))).or_else(|_| self.guard_holds(staff))?;
                Ok(E::ComplaintRejected { reason: text("reject", &reason, false)? })
            }
            ComplaintAct::Look { finding, words, remedy } => {
                self.guard_looks(staff)?;
                let (words, remedy) = (text("look", &words, false)?, text("remedy", &remedy, true)?);
                Ok(E::ComplaintLooked { finding, words, remedy })
            }
        }
    }

    /// What who complained wants.
    ///
    /// # Errors
    /// [`ComplaintRefusal`]: not now, not any more, not twice.
    pub fn wish(
        &self,
        wish: ComplaintWish,
        terms: ComplaintTerms,
        now: Timestamp,
    ) -> Result<ComplaintEvent, ComplaintRefusal> {
        match wish {
            ComplaintWish::Withdraw => {
                self.now_if(matches!(self.course, Course::Filed(_) | Course::Open(_)))?;
                Ok(ComplaintEvent::ComplaintWithdrawn)
            }
            ComplaintWish::Contest { words } => {
                if self.replies.len() > 1 || matches!(self.course, Course::Look(_)) {
                    return Err(ComplaintRefusal::LookedAlready);
                }
                let Course::Replied(until) = self.course else { return Err(self.not_now()) };
                if now > until {
                    return Err(ComplaintRefusal::Over);
                }
                let dealing = above(&self.dealing).unwrap_or_else(|| self.dealing.clone());
                let words = text("contest", &words, false)?;
                Ok(ComplaintEvent::ComplaintContested { words, dealing, due: terms.look })
            }
        }
    }

    fn redirect(
        &self,
        about: AgencyCode,
        reason: &str,
        staff: &Staff,
        terms: ComplaintTerms,
    ) -> Result<ComplaintEvent, ComplaintRefusal> {
        self.guard_holds(staff)?;
        if about == self.about {
            return Err(ComplaintRefusal::SameAgency);
        }
        let dealing = dealt_with_by(self.category, &about);
        let reason = text("redirect", reason, false)?;
        Ok(ComplaintEvent::ComplaintRedirected { about, dealing, reason, take_by: terms.take })
    }

    fn not_now(&self) -> ComplaintRefusal {
        ComplaintRefusal::NotNow { state: self.state() }
    }

    fn now_if(&self, open: bool) -> Result<(), ComplaintRefusal> {
        if open { Ok(()) } else { Err(self.not_now()) }
    }

    /// The head takes over from whoever took it.
    fn may_take_over(&self, staff: &Staff) -> bool {
        self.holder().is_some_and(|user| *user != staff.user) && staff.role == Role::Head
    }

    /// Above the city is nobody: what is about the city itself is its head's.
    fn guard_dealing(&self, staff: &Staff) -> Result<(), ComplaintRefusal> {
        if staff.agency != self.dealing {
            return Err(ComplaintRefusal::NotDealing);
        }
        let is_own = staff.agency == self.about && staff.role != Role::Head;
        if is_own { Err(ComplaintRefusal::OwnAgency) } else { Ok(()) }
    }

    fn guard_holds(&self, staff: &Staff) -> Result<(), ComplaintRefusal> {
        self.guard_dealing(staff)?;
        match self.holder() {
            Some(user) if *user == staff.user => Ok(()),
            Some(user) => Err(ComplaintRefusal::NotHolder { user: user.clone() }),
            None => Err(self.not_now()),
        }
    }

    fn guard_looks(&self, staff: &Staff) -> Result<(), ComplaintRefusal> {
        self.guard_dealing(staff)?;
        self.now_if(matches!(self.course, Course::Look(_)))?;
        let replied = self.replies.iter().any(|reply| reply.by == staff.user.as_str());
        if replied { Err(ComplaintRefusal::OwnReply) } else { Ok(()) }
    }
}
