//! Whom a station is to reach out to: people whom a screening found who have not applied, by
//! the number that the people file gives them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::OutreachId;
use crate::sealed::Sealed;

/// Somebody to reach out to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prospect {
    /// `person_id` of the people file.
    pub person: u64,
    /// The categories that would hold.
    pub categories: Vec<String>,
    /// The facts to ask for, where something is not known.
    pub ask: Vec<String>,
}

/// What came of reaching out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// Will apply.
    WillApply,
    /// Does not want to.
    NotInterested,
    /// Was not found.
    NotFound,
    /// Is in work already.
    InWork,
}

impl Reached {
    /// Every outcome.
    pub const ALL: [Reached; 4] =
        [Reached::WillApply, Reached::NotInterested, Reached::NotFound, Reached::InWork];

    /// The word used in storage and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Reached::WillApply => "will_apply",
            Reached::NotInterested => "not_interested",
            Reached::NotFound => "not_found",
            Reached::InWork => "in_work",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Reached> {
        Reached::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// Whom a station is to reach out to, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outreach {
    /// The station.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// Who is to be reached, with the day by which, by number.
    pub open: BTreeMap<u64, (Prospect, Timestamp)>,
    /// Whom somebody has reached, with what was known of them then.
    pub done: BTreeMap<u64, Prospect>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum OutreachEvent {
    /// A screening listed people.
    OutreachListed {
        /// The station.
        station: AgencyCode,
        /// By when.
        due: Timestamp,
        /// Who.
        people: Sealed<Vec<Prospect>>,
    },
    /// Somebody was reached, or looked for.
    OutreachClosed {
        /// Whom.
        person: u64,
        /// What came of it.
        outcome: Reached,
        /// What was said.
        note: Sealed<String>,
    },
}

/// How a list compares with what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Who is new, or listed with other categories or questions.
    pub listed: Vec<Prospect>,
    /// How many of them were open already.
    pub changed: u64,
    /// How many stand as they are.
    pub unchanged: u64,
    /// How many were reached before.
    pub reached: u64,
}

/// Nobody with that number is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody with that number is to be reached")]
pub struct NotListed;

impl OutreachEvent {
    /// The kinds of the events, as storage has them.
    pub const KINDS: [&str; 2] = ["outreach_listed", "outreach_closed"];
}

impl Outreach {
    /// Of a station that nobody was listed for.
    pub fn new(station: AgencyCode) -> Outreach {
        Outreach { station, version: 0, open: BTreeMap::new(), done: BTreeMap::new() }
    }

    /// Its id.
    pub fn id(&self) -> OutreachId {
        OutreachId::of(&self.station)
    }

    /// Folds events from the beginning; none where they do not follow from each other.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a OutreachEvent>) -> Option<Outreach> {
        let mut outreach: Option<Outreach> = None;
        for event in events {
            let before = match (outreach.take(), event) {
                (Some(before), _) => before,
                (None, OutreachEvent::OutreachListed { station, .. }) => Outreach::new(station.clone()),
                (None, OutreachEvent::OutreachClosed { .. }) => return None,
            };
            outreach = Some(before.after(event)?);
        }
        outreach
    }

    fn after(mut self, event: &OutreachEvent) -> Option<Outreach> {
        match event {
            OutreachEvent::OutreachListed { due, people, .. } => {
                for prospect in people.get().into_iter().flatten() {
                    self.open.insert(prospect.person, (prospect.clone(), *due));
                }
            }
            OutreachEvent::OutreachClosed { person, .. } => {
                let (prospect, _) = self.open.remove(person)?;
                self.done.insert(*person, prospect);
            }
        }
        self.version += 1;
        Some(self)
    }

    /// Who of a list is new. Who was reached comes again with other categories alone.
    pub fn compare(&self, list: impl IntoIterator<Item = Prospect>) -> Compared {
        let mut compared = Compared::default();
        for prospect in list {
            let open = self.open.get(&prospect.person).map(|(open, _)| open);
            if open == Some(&prospect) {
                compared.unchanged += 1;
                continue;
            }
            let known = self
                .done
                .get(&prospect.person)
                .is_some_and(|done| done.categories == prospect.categories && done.ask == prospect.ask);
            if known && open.is_none() {
                compared.reached += 1;
                continue;
            }
            compared.changed += u64::from(open.is_some());
            compared.listed.push(prospect);
        }
        compared
    }

    /// Somebody was reached.
    ///
    /// # Errors
    /// [`NotListed`] where nobody with that number is to be reached.
    pub fn close(&self, person: u64, outcome: Reached, note: String) -> Result<OutreachEvent, NotListed> {
        if !self.open.contains_key(&person) {
            return Err(NotListed);
        }
        Ok(OutreachEvent::OutreachClosed { person, outcome, note: note.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prospect(person: u64, category: &str) -> Prospect {
        Prospect { person, categories: vec![category.to_owned()], ask: Vec::new() }
    }

    fn listed(people: Vec<Prospect>) -> OutreachEvent {
        let station = "230102001001".parse().unwrap();
        OutreachEvent::OutreachListed { station, due: Timestamp::UNIX_EPOCH, people: people.into() }
    }

    #[test]
    fn a_list_that_comes_twice_says_nothing_new() {
        let list = vec![prospect(1, "C1.1"), prospect(2, "C1.3")];
        let outreach = Outreach::fold(&[listed(list.clone())]).unwrap();
        let compared = outreach.compare(list);
        assert_eq!((compared.listed.len(), compared.unchanged), (0, 2));
    }

    #[test]
    fn other_categories_change_the_entry() {
        let outreach = Outreach::fold(&[listed(vec![prospect(1, "C1.1")])]).unwrap();
        let compared = outreach.compare([prospect(1, "C1.4")]);
        assert_eq!((compared.listed, compared.changed), (vec![prospect(1, "C1.4")], 1));
    }

    #[test]
    fn who_was_reached_comes_again_with_other_categories_alone() {
        let open = Outreach::fold(&[listed(vec![prospect(1, "C1.1")])]).unwrap();
        let closed = open.close(1, Reached::NotInterested, String::new()).unwrap();
        let now = Outreach::fold(&[listed(vec![prospect(1, "C1.1")]), closed]).unwrap();
        assert!(now.open.is_empty());
        assert_eq!(now.compare([prospect(1, "C1.1")]).reached, 1);
        assert_eq!(now.compare([prospect(1, "C1.4")]).listed.len(), 1);
    }

    #[test]
    fn who_is_not_listed_is_not_closed() {
        let open = Outreach::fold(&[listed(vec![prospect(1, "C1.1")])]).unwrap();
        assert_eq!(open.close(2, Reached::WillApply, String::new()), Err(NotListed));
    }
}
