//! A complaint as its events made it.

use jiff::Timestamp;

use super::{Complainant, ComplaintCategory, ComplaintEvent, ComplaintFinding, ComplaintWay};
use crate::agency::AgencyCode;
use crate::id::{ComplaintId, UserName};
use crate::sealed::Sealed;

/// What is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// Somebody is to take it, by then.
    Filed(Timestamp),
    /// This user deals with it.
    Open(UserName),
    /// There is a reply; until then who complained may contest it.
    Replied(Timestamp),
    /// The level above is to look, by then.
    Look(Timestamp),
    /// It is over.
    Closed,
}

/// What the agency complained of was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What.
    pub words: Sealed<String>,
    /// When.
    pub since: Timestamp,
    /// By when it answers; none once it did.
    pub due: Option<Timestamp>,
}

/// What who complained is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What was found.
    pub finding: ComplaintFinding,
    /// What they are told.
    pub words: Sealed<String>,
    /// What is put right; empty where nothing is.
    pub remedy: Sealed<String>,
    /// By whom.
    pub by: String,
    /// Of which agency.
    pub agency: AgencyCode,
    /// When.
    pub at: Timestamp,
}

/// A complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Its id, which who complained follows it by.
    pub id: ComplaintId,
    /// What it is about.
    pub category: ComplaintCategory,
    /// The agency that it is about: it never deals with it, and never sees it.
    pub about: AgencyCode,
    /// The one agency that deals with it now.
    pub dealing: AgencyCode,
    /// The agencies that dealt with it before, without the one that it is about.
    pub dealt: Vec<AgencyCode>,
    /// How it came.
    pub way: ComplaintWay,
    /// What happened.
    pub words: Sealed<String>,
    /// Who did it, and in which matter, as far as they say.
    pub whom: Sealed<String>,
    /// Who complains.
    pub complainant: Sealed<Complainant>,
    /// From where it was sent, as a keyed hash.
    pub sender: Option<String>,
    /// When it came.
    pub filed: Timestamp,
    /// By when it is replied to.
    pub reply_by: Timestamp,
    /// What is to be done now.
    pub course: Course,
    /// Since when that is to be done.
    pub step_since: Timestamp,
    /// What the agency complained of was asked last.
    pub question: Option<Question>,
    /// The reply, and what the level above found.
    pub replies: Vec<Reply>,
    /// Why it is not dealt with.
    pub rejected: Option<Sealed<String>>,
    /// Whether who complained took it back.
    pub withdrawn: bool,
    /// When something happened last.
    pub since: Timestamp,
    /// Number of events so far.
    pub version: i64,
}

/// What is owed on it, since when and by when. The agency that deals with it owes all but an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwedComplaint {
    /// Somebody takes it.
    Take(Timestamp, Timestamp),
    /// It is replied to.
    Reply(Timestamp, Timestamp),
    /// The agency complained of answers.
    Answer(Timestamp, Timestamp),
    /// The level above looks again.
    Look(Timestamp, Timestamp),
}

impl Complaint {
    /// What the first event makes; none where it files nothing.
    pub fn begin(first: &ComplaintEvent, at: Timestamp) -> Option<Complaint> {
        let ComplaintEvent::ComplaintFiled {
            complaint,
            category,
            about,
            dealing,
            way,
            words,
            whom,
            complainant,
            sender,
            take_by,
            reply_by,
        } = first
        else {
            return None;
        };
        Some(Complaint {
            id: complaint.clone(),
            category: *category,
            about: about.clone(),
            dealing: dealing.clone(),
            dealt: Vec::new(),
            way: *way,
            words: words.clone(),
            whom: whom.clone(),
            complainant: complainant.clone(),
            sender: sender.clone(),
            filed: at,
            reply_by: *reply_by,
            course: Course::Filed(*take_by),
            step_since: at,
            question: None,
            replies: Vec::new(),
            rejected: None,
            withdrawn: false,
            since: at,
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &ComplaintEvent, by: &str, at: Timestamp) -> Option<Complaint> {
        use ComplaintEvent as E;
        self.version += 1;
        self.since = at;
        match event {
            E::ComplaintTaken => self.goes_on(Course::Open(UserName::parse(by).ok()?), at),
            E::ComplaintRedirected { about, dealing, take_by, .. } => {
                self.about = about.clone();
                self.passes_to(dealing.clone());
                self.dealt.retain(|agency| agency != about);
                self.question = None;
                self.goes_on(Course::Filed(*take_by), at);
            }
            E::ComplaintAsked { question, due } => {
                self.question = Some(Question { words: question.clone(), since: at, due: Some(*due) });
            }
            E::ComplaintAnswered { .. } => {
                self.question.as_mut()?.due.take()?;
            }
            E::ComplaintNoted { .. } => {}
            E::ComplaintReplied { finding, words, remedy, until } => {
                self.replied(*finding, [words, remedy], by, at);
                self.goes_on(Course::Replied(*until), at);
            }
            E::ComplaintContested { dealing, due, .. } => {
                self.passes_to(dealing.clone());
                self.goes_on(Course::Look(*due), at);
            }
            E::ComplaintLooked { finding, words, remedy } => {
                self.replied(*finding, [words, remedy], by, at);
                self.goes_on(Course::Closed, at);
            }
            E::ComplaintRejected { reason } => {
                self.rejected = Some(reason.clone());
                self.goes_on(Course::Closed, at);
            }
            E::ComplaintWithdrawn => {
                self.withdrawn = true;
                self.goes_on(Course::Closed, at);
            }
            E::ComplaintFiled { .. } => return None,
        }
        Some(self)
    }

    fn goes_on(&mut self, course: Course, at: Timestamp) {
        self.course = course;
        self.step_since = at;
    }

    fn passes_to(&mut self, dealing: AgencyCode) {
        let before = std::mem::replace(&mut self.dealing, dealing);
        if before != self.dealing && !self.dealt.contains(&before) {
            self.dealt.push(before);
        }
    }

    /// A question that is open then is not waited for any more.
    fn replied(
        &mut self,
        finding: ComplaintFinding,
        [words, remedy]: [&Sealed<String>; 2],
        by: &str,
        at: Timestamp,
    ) {
        if let Some(question) = &mut self.question {
            question.due = None;
        }
        self.replies.push(Reply {
            finding,
            words: words.clone(),
            remedy: remedy.clone(),
            by: by.to_owned(),
            agency: self.dealing.clone(),
            at,
        });
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        match &self.course {
            Course::Filed(_) => "filed",
            Course::Open(_) => "open",
            Course::Replied(_) => "replied",
            Course::Look(_) => "look",
            Course::Closed => "closed",
        }
    }

    /// Whether something is to be done.
    pub fn is_open(&self) -> bool {
        matches!(self.course, Course::Filed(_) | Course::Open(_) | Course::Look(_))
    }

    /// Who deals with it by name; none where an agency does.
    pub fn holder(&self) -> Option<&UserName> {
        match &self.course {
            Course::Open(user) => Some(user),
            _ => None,
        }
    }

    /// Whether the agency complained of still has to answer a question.
    pub fn is_asked(&self) -> bool {
        self.is_open() && self.question.as_ref().is_some_and(|question| question.due.is_some())
    }

    /// What is owed.
    pub fn owed(&self) -> Vec<OwedComplaint> {
        let reply = OwedComplaint::Reply(self.filed, self.reply_by);
        let mut owed = match &self.course {
            Course::Filed(due) => vec![OwedComplaint::Take(self.step_since, *due), reply],
            Course::Open(_) => vec![reply],
            Course::Look(due) => vec![OwedComplaint::Look(self.step_since, *due)],
            Course::Replied(_) | Course::Closed => Vec::new(),
        };
        if let Some(question) = self.question.as_ref().filter(|_| self.is_open()) {
            owed.extend(question.due.map(|due| OwedComplaint::Answer(question.since, due)));
        }
        owed
    }
}
