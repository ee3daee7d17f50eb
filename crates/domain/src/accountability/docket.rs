//! A docket, as its events made it.

use jiff::Timestamp;

use super::decide::above;
use super::{Breach, DocketEvent, Finding};
use crate::agency::AgencyCode;
use crate::id::DocketId;
use crate::sealed::Sealed;

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// In words.
    pub words: Sealed<String>,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What the level above found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub finding: Finding,
    /// Why, by whom and when.
    pub reason: Said,
    /// Until when the holder may object.
    pub object_by: Timestamp,
    /// Who accepted it and when: the holder, or the service once the time was over.
    pub accepted: Option<(String, Timestamp)>,
}

/// What the next level said to an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// What stands.
    pub finding: Finding,
    /// Why, by whom and when.
    pub reason: Said,
}

/// What the resident gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What.
    pub what: Sealed<String>,
    /// Since when it is owed.
    pub since: Timestamp,
    /// By when.
    pub due: Timestamp,
    /// What was done.
    pub done: Option<Said>,
}

/// A docket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Docket {
    /// Its id.
    pub id: DocketId,
    /// What was missed, and by whom.
    pub breach: Breach,
    /// When it was opened.
    pub opened: Timestamp,
    /// By when the holder explains.
    pub explain_by: Timestamp,
    /// By when the level above finds.
    pub find_by: Timestamp,
    /// What the holder said, in order.
    pub explanations: Vec<Said>,
    /// What was found.
    pub found: Option<Found>,
    /// The objection, and by when the next level looks again.
    pub objection: Option<(Said, Timestamp)>,
    /// What the next level said.
    pub looked: Option<Looked>,
    /// What the resident gets.
    pub remedy: Option<Remedy>,
    /// When it last changed.
    pub since: Timestamp,
    /// Number of events so far.
    pub version: i64,
}

/// What is owed on a docket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwedDocket {
    /// To explain: by the holder.
    Explain(Timestamp),
    /// To find: by the level above.
    Find(Timestamp),
    /// To object or accept: by the holder; after that it stands.
    Answer(Timestamp),
    /// To look again: by the level above that one.
    LookAgain(Timestamp),
    /// To make it good: by the agency.
    Remedy(Timestamp),
}

impl Docket {
    /// What the first event makes.
    pub fn begin(first: &DocketEvent, at: Timestamp) -> Option<Docket> {
        let DocketEvent::DocketOpened { docket, breach, explain_by, find_by } = first else { return None };
        Some(Docket {
            id: docket.clone(),
            breach: (**breach).clone(),
            opened: at,
            explain_by: *explain_by,
            find_by: *find_by,
            explanations: Vec::new(),
            found: None,
            objection: None,
            looked: None,
            remedy: None,
            since: at,
            version: 1,
        })
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &DocketEvent, by: &str, at: Timestamp) -> Option<Docket> {
        use DocketEvent as E;
        self.version += 1;
        self.since = at;
        let said = |words: &Sealed<String>| Said { words: words.clone(), by: by.to_owned(), at };
        match event {
            E::DocketOpened { .. } => return None,
            E::DocketExplained { words } => self.explanations.push(said(words)),
            E::DocketFound { finding, reason, remedy, object_by } if self.found.is_none() => {
                let (finding, reason, object_by) = (*finding, said(reason), *object_by);
                self.found = Some(Found { finding, reason, object_by, accepted: None });
                let owed = |(what, due): &(Sealed<String>, Timestamp)| Remedy {
                    what: what.clone(),
                    since: at,
                    due: *due,
                    done: None,
                };
                self.remedy = remedy.as_ref().map(owed);
            }
            E::DocketFound { .. } => return None,
            E::DocketAccepted | E::DocketUncontested => {
                self.found.as_mut()?.accepted = Some((by.to_owned(), at));
            }
            E::DocketObjected { words, look_by } => self.objection = Some((said(words), *look_by)),
            E::DocketLookedAgain { finding, reason } => {
                self.looked = Some(Looked { finding: *finding, reason: said(reason) });
            }
            E::DocketRemedied { words } => self.remedy.as_mut()?.done = Some(said(words)),
        }
        Some(self)
    }

    /// The agency that finds: the level above the one that missed the term. Of the city there is none,
    /// and no docket either.
    pub fn finder(&self) -> AgencyCode {
        above(&self.breach.agency).unwrap_or_else(|| self.breach.agency.clone())
    }

    /// The agency that looks again: the level above the one that finds, or that one itself at the top.
    pub fn second(&self) -> AgencyCode {
        above(&self.finder()).unwrap_or_else(|| self.finder())
    }

    /// What stands: what was found, or what was said to the objection.
    pub fn finding(&self) -> Option<Finding> {
        let looked = self.looked.as_ref().map(|looked| looked.finding);
        looked.or(self.found.as_ref().map(|found| found.finding))
    }

    /// Whether what was found can no longer be changed.
    pub fn is_final(&self) -> bool {
        let Some(found) = &self.found else { return false };
        match &self.objection {
            Some(_) => self.looked.is_some(),
            None => found.accepted.is_some() || found.finding == Finding::Excused,
        }
    }

    /// Whether nothing is left to do.
    pub fn is_closed(&self) -> bool {
        self.is_final() && self.remedy.as_ref().is_none_or(|remedy| remedy.done.is_some())
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        match &self.found {
            _ if self.is_closed() => "closed",
            None if self.explanations.is_empty() => "opened",
            None => "explained",
            Some(_) if self.is_final() => "remedy",
            Some(_) if self.objection.is_some() => "objected",
            Some(_) => "found",
        }
    }

    /// Everything that is owed.
    pub fn owed(&self) -> Vec<OwedDocket> {
        let mut owed = Vec::new();
        match (&self.found, &self.objection) {
            (None, _) => {
                if self.explanations.is_empty() {
                    owed.push(OwedDocket::Explain(self.explain_by));
                }
                owed.push(OwedDocket::Find(self.find_by));
            }
            (Some(_), _) if self.is_final() => {}
            (Some(_), Some((_, look_by))) => owed.push(OwedDocket::LookAgain(*look_by)),
            (Some(found), None) => owed.push(OwedDocket::Answer(found.object_by)),
        }
        let open = self.remedy.as_ref().filter(|remedy| remedy.done.is_none());
        owed.extend(open.map(|remedy| OwedDocket::Remedy(remedy.due)));
        owed
    }
}
