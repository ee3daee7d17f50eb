//! What lists show of a person: name and masked number. Opening a snapshot costs more than
//! all the rest of a row, so cards lately shown are kept, in memory alone, by id and
//! version. Whether the person was erased is asked of the row itself every time: a card
//! that is still kept by another server is then not shown.

use std::collections::HashMap;
use std::sync::Arc;

use leye_domain::applicant::{Applicant, Details};
use leye_domain::person::mask;
use leye_store::PersonMark;
use quick_cache::sync::Cache;

use crate::App;
use crate::error::AppError;

/// How many are kept: the open cases of a city bureau's worklists, a few megabytes.
const KEPT: usize = 16_384;

/// What lists show of a person; empty once erased.
#[derive(Debug, Default)]
pub(crate) struct Card {
    pub name: String,
    pub masked: String,
}

impl Card {
    fn of(details: &Details) -> Card {
        Card { name: details.name.clone(), masked: mask::number(&details.number) }
    }
}

/// The cards lately shown.
pub(crate) struct Cards(Cache<(String, i64), Arc<Card>>);

impl Default for Cards {
    fn default() -> Cards {
        Cards(Cache::new(KEPT))
    }
}

impl std::fmt::Debug for Cards {
    /// Tells nothing of whom.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cards({})", self.0.len())
    }
}

impl Cards {
    /// Drops what is kept of somebody.
    pub(crate) fn forget(&self, id: &str) {
        self.0.retain(|kept, _| kept.0 != id);
    }
}

impl App {
    /// The cards of the people in the rows of a list, in their order.
    pub(crate) async fn cards<'a>(
        &self,
        people: impl Iterator<Item = &'a PersonMark>,
    ) -> Result<Vec<Arc<Card>>, AppError> {
        let kept: Vec<(&PersonMark, Option<Arc<Card>>)> =
            people.map(|mark| (mark, self.kept(mark))).collect();
        let missing: Vec<&PersonMark> =
            kept.iter().filter(|(_, card)| card.is_none()).map(|(mark, _)| *mark).collect();
        let mut opened = HashMap::new();
        for row in self.store.people_of(&missing).await? {
            let place = (row.id.clone(), row.version);
            let applicant: Applicant = crate::read_json(row.body)?;
            let card = Arc::new(applicant.details.get().map(Card::of).unwrap_or_default());
            if !row.erased {
                self.cards.0.insert(place, card.clone());
            }
            opened.insert(row.id, card);
        }
        let found = |(mark, card): (&PersonMark, Option<Arc<Card>>)| {
            card.or_else(|| opened.get(&mark.id).cloned()).unwrap_or_default()
        };
        Ok(kept.into_iter().map(found).collect())
    }

    fn kept(&self, mark: &PersonMark) -> Option<Arc<Card>> {
        if mark.erased {
            return Some(Arc::default());
        }
        self.cards.0.get(&(mark.id.clone(), mark.version))
    }
}
