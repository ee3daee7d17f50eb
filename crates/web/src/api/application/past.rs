//! The clocks that a case has had: those that its events started, changed or stopped.

use leye_app::application::TimelineEvent;
use leye_domain::case::{Case, Event, Origin, Step};
use leye_domain::clock::Clock;

/// The clocks of a case, told apart by where they stand.
pub(super) struct Clocks {
    /// The one that runs; none once the case is closed.
    pub running: Option<Clock>,
    /// The one that stands still meanwhile.
    pub suspended: Option<Clock>,
    /// Those that have ended, oldest first, each as it last was.
    pub past: Vec<Clock>,
}

/// The clocks of a case and its events.
pub(super) fn clocks(case: &Case, timeline: &[TimelineEvent]) -> Clocks {
    let running = case.open().map(|open| open.clock.clone());
    let suspended = case.open().and_then(|open| stands_still(&open.step)).cloned();
    let is_open = |clock: &Clock| running.iter().chain(&suspended).any(|open| same(open, clock));
    let mut past: Vec<Clock> = Vec::new();
    for clock in timeline.iter().flat_map(|line| of(&line.event)) {
        match past.iter_mut().find(|known| same(known, clock)) {
            Some(known) => *known = clock.clone(),
            None => past.push(clock.clone()),
        }
    }
    past.retain(|clock| !is_open(clock));
    Clocks { running, suspended, past }
}

/// A clock is known by its limit and its start; its ledger grows.
fn same(a: &Clock, b: &Clock) -> bool {
    a.limit == b.limit && a.started == b.started
}

fn stands_still(step: &Step) -> Option<&Clock> {
    match step {
        Step::Correction { origin: Origin::InitialReview { clock }, .. } => Some(clock),
        Step::Objection { notice, .. } => Some(notice),
        _ => None,
    }
}

/// The clocks in an event: the one that it stops first, then the one that runs on.
fn of(event: &Event) -> impl Iterator<Item = &Clock> {
    let stopped = match event {
        Event::CorrectionRequested { paused, .. } => paused.as_ref(),
        Event::ObjectionRaised { notice, .. } => Some(notice),
        _ => None,
    };
    stopped.into_iter().chain(event.clock())
}
