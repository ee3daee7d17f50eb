//! A rating, as row, duties and lists take it.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::rating::{Aspect, Grade, Rating, RatingEvent, ServiceKind};
use serde::{Deserialize, Serialize};

use crate::matter::{Facts, Matter, Owed};

/// What lists show of a rating: nothing about who rated, and no words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedRating {
    /// What sort of service it was.
    pub kind: ServiceKind,
    /// The day on which it was asked for.
    pub on: Date,
    /// The grades in the order of [`Aspect::ALL`]; none before it was given.
    pub grades: Option<[Grade; 3]>,
}

/// The class of a row: the grades as figures, so that counts by class are all that shares need.
static CLASSES: LazyLock<Vec<([Grade; 3], String)>> = LazyLock::new(|| {
    let all = Grade::ALL;
    let three = all.iter().flat_map(|a| all.iter().flat_map(|b| all.iter().map(|c| [*a, *b, *c])));
    three.map(|grades| (grades, grades.map(|grade| grade.place().to_string()).concat())).collect()
});

fn class_of(grades: Option<[Grade; 3]>) -> &'static str {
    let found = CLASSES.iter().find(|(one, _)| Some(*one) == grades);
    found.map_or("", |(_, class)| class.as_str())
}

/// The grades that a class stands for.
pub(super) fn grades_of(class: &str) -> Option<[Grade; 3]> {
    CLASSES.iter().find(|(_, one)| one == class).map(|(grades, _)| *grades)
}

fn grades(rating: &Rating) -> Option<[Grade; 3]> {
    let (answers, ..) = rating.answers.as_ref()?;
    Some([Aspect::Clarity, Aspect::Manner, Aspect::Result].map(|aspect| answers.of(aspect)))
}

impl Matter for Rating {
    type Event = RatingEvent;
    type Listed = ListedRating;
    const KIND: &'static str = "rating";

    fn begin(first: &RatingEvent, _: &str, at: Timestamp) -> Option<Rating> {
        Rating::begin(first, at)
    }

    fn after(self, event: &RatingEvent, by: &str, at: Timestamp) -> Option<Rating> {
        Rating::after(self, event, by, at)
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            id: self.id.as_str(),
            version: self.version,
            agency: &self.agency,
            person: Some(self.person.as_str()),
            state: self.state(),
            class: class_of(grades(self)),
            holder: None,
            since: self.since,
            due: self.due(),
            owed: self
                .owed()
                .into_iter()
                .map(|one| Owed {
                    kind: one.kind,
                    agency: one.agency,
                    holder: None,
                    begun: None,
                    due: one.due,
                    by_itself: false,
                })
                .collect(),
            article: "A9",
        }
    }

    fn listed(&self) -> ListedRating {
        ListedRating { kind: self.service.kind(), on: self.days.0, grades: grades(self) }
    }
}
