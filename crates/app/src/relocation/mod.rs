//! People who move from one station to another (A2): registered by one of the two, answered by the
//! other; what is kept of the person follows in the commit of the acceptance.
//!
//! * `register` begins a move, `act` answers it or takes it back
//! * `follow` gathers what follows the person, `write` makes commits, rows and duties
//! * `read` opens a move, `list` shows who comes, goes, came and went

mod act;
mod follow;
mod list;
mod read;
mod register;
mod write;

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::Applicant;
use leye_domain::id::{PersonId, RelocationId};
use leye_domain::relocation::{Relocation, Side};
use leye_domain::staff::Staff;

pub use list::{ListedRelocation, RelocationFilter, RelocationOnly, RelocationPage};
pub use read::{RelocationFile, TakenOver};
pub(crate) use write::fold;

use crate::App;
use crate::access::{Deed, Question, Target};
use crate::error::AppError;

/// A move with whom it is about, for who may read it.
pub(crate) struct Reached {
    /// The move.
    pub relocation: Relocation,
    /// The person.
    pub person: Applicant,
    /// The household's hashes.
    pub household: BTreeSet<String>,
}

impl Reached {
    fn asked<'a>(&self, app: &'a App, staff: &Staff) -> Question<'a> {
        let (from, to) = (&self.relocation.from, &self.relocation.to);
        app.access.about(staff, Target::Relocation { from, to, household: &self.household })
    }
}

/// What the staff of a side do.
fn deed(side: Side) -> Deed {
    match side {
        Side::From => Deed::ReleasePerson,
        Side::To => Deed::ReceivePerson,
    }
}

impl App {
    /// A move, for who may read it.
    async fn reached_relocation(&self, staff: &Staff, id: &RelocationId) -> Result<Reached, AppError> {
        let events = self.store.stream_events(id.county(), id.as_str()).await?;
        if events.is_empty() {
            return Err(AppError::NotFound);
        }
        let relocation = fold(&events)?;
        let (person, household) = self.mover(&relocation.person).await?;
        let reached = Reached { relocation, person, household };
        let may = reached.asked(self, staff).may(Deed::ReadRelocation);
        if may { Ok(reached) } else { Err(AppError::NotFound) }
    }

    /// A person, with the household's hashes.
    async fn mover(&self, id: &PersonId) -> Result<(Applicant, BTreeSet<String>), AppError> {
        let row = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(row.body)?;
        let household = person.details.get().map(|details| self.household_hashes(details));
        Ok((person, household.unwrap_or_default()))
    }

    /// By when a station answers that is asked now: to let go, or to accept.
    fn answer_by(&self, side: Side, station: &AgencyCode, now: Timestamp) -> Result<Timestamp, AppError> {
        let pack = self.rules.pack();
        let terms = pack.relocation_terms.as_ref();
        let terms = terms.ok_or_else(|| AppError::Rules("the pack has no relocation/terms.toml".into()))?;
        let name = if side == Side::From { "release" } else { "accept" };
        self.term_of(terms, name, station, now)
    }
}
