//! Use cases of a determination: one verb a file.

pub mod act;
pub mod letters;
pub mod list;
pub mod read;
pub mod representative;
pub mod reveal;
pub mod settle;
pub mod submit;
pub(crate) mod write;

pub use act::{ActRequest, Done, Key};
pub use letters::{Letter, LetterKind};
pub(crate) use list::PAGE;
pub use list::{CaseLine, CaseList, CaseListQuery, OtherWork, WorkCounts, WorkFilter, WorkItem, WorkPage};
pub use read::{ActChoice, CaseFile, TimelineEvent};
pub use representative::Represented;
pub use reveal::Revealed;
pub use submit::{Filed, NewApplicant, NewApplication};

use leye_domain::case::{Case, Event};
use leye_domain::staff::Actor;

use crate::App;
use crate::error::AppError;

/// Writes a change of a clock that the calendar brought about. Somebody who was first
/// has already counted on the new calendar, so a conflict needs nothing more.
pub(crate) async fn reprojection(
    app: &App,
    case: &Case,
    events: Vec<Event>,
    actor: &Actor,
    submitted_at: jiff::Timestamp,
) -> Result<(), AppError> {
    let now = app.time.now();
    let policy = app.policy(now);
    let after = act::applied(case, &events)?;
    let change = write::Change {
        before: Some(case),
        after: &after,
        events: &events,
        actor,
        policy: &policy,
        now,
        submitted_at,
    };
    match app.store.commit(change.commit(None)?).await.map_err(AppError::from) {
        Ok(_) | Err(AppError::Stale { .. } | AppError::Erased) => Ok(()),
        Err(error) => Err(error),
    }
}
