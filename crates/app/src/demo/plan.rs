//! The cases of the demo before any of them is filed: who, where, which way, when.

use std::collections::BTreeMap;

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::case::StateName;

use super::cast::{Cast, Team};
use super::data::Desk;
use super::days::{Days, Step, Walk};
use super::draw::Draw;
use super::path::{COMPLETED, ENDS, End, What};
use crate::error::AppError;

/// The cases over which the weights of the ends are given.
const WEIGHED_OVER: usize = 200;
/// How often a life is drawn again that does not fit its place: one whose notice would end
/// too early, or that is longer than the demo.
const TRIES: usize = 50;
/// Working days after which the slowest applicant supplies what was asked for.
const SLOWEST_APPLICANT: usize = 12;

/// A case of the demo.
#[derive(Debug)]
pub(super) struct Plan {
    pub end: End,
    pub station: AgencyCode,
    pub desk: Desk,
    pub team: Team,
    pub steps: Vec<Step>,
    /// When each step is made.
    pub at: Vec<Timestamp>,
}

/// Plans `count` cases, by the time of their submission.
pub(super) fn plans(count: usize, cast: &Cast, days: &Days, draw: &Draw) -> Result<Vec<Plan>, AppError> {
    let mut plans = Vec::with_capacity(count);
    for (number, (end, turn)) in ends(count).into_iter().enumerate() {
        // In turn, so that every station has open cases in most states.
        let turn = if end.extends_at_station() { 0 } else { turn };
        let (station, desk) = if end.is_open() {
            cast.station_in_turn(turn)
        } else {
            let drawn = cast.station(draw);
            // One of each at the first station, whatever the day on which the demo is made.
            if turn == 0 { cast.station_in_turn(0) } else { drawn }
        };
        let fits = |attempt: usize| {
            let steps = steps(&end, days, draw);
            placed(&end, &steps, (number, attempt), days, draw).map(|walk| (steps, walk.at))
        };
        let (steps, at) = (0..TRIES).find_map(fits).ok_or_else(too_short)?;
        let team = cast.team(station, draw)?;
        plans.push(Plan { end, station: station.clone(), desk: desk.clone(), team, steps, at });
    }
    plans.sort_by_key(|plan| plan.at.first().copied());
    Ok(plans)
}

/// The way of somebody who is determined within the days.
pub(super) fn determined(
    desk: (AgencyCode, Desk),
    team: Team,
    days: &Days,
    draw: &Draw,
) -> Result<Plan, AppError> {
    let fits = |_| {
        let steps = steps(&COMPLETED, days, draw);
        days.ending(&steps, draw.below(days.count())).map(|walk| (steps, walk.at))
    };
    let (steps, at) = (0..TRIES).find_map(fits).ok_or_else(too_short)?;
    let (station, desk) = desk;
    Ok(Plan { end: COMPLETED, station, desk, team, steps, at })
}

fn too_short() -> AppError {
    AppError::Rules("the calendar has too few working days for the demo; choose a later last day".to_owned())
}

/// How each case ends, and how many before it end in the same state. Few cases see as
/// many states as they can.
fn ends(count: usize) -> Vec<(End, usize)> {
    let mut ends = Vec::with_capacity(count);
    for end in ENDS {
        let of_count = (end.weight * count / WEIGHED_OVER).max(1);
        ends.extend(std::iter::repeat_n(end, of_count));
    }
    ends.resize(count.max(ends.len() + 1), COMPLETED);
    let mut before: BTreeMap<StateName, usize> = BTreeMap::new();
    let mut numbered: Vec<(End, usize)> = Vec::with_capacity(ends.len());
    for end in ends {
        let turn = before.entry(end.state).or_default();
        numbered.push((end, *turn));
        *turn += 1;
    }
    if numbered.len() > count {
        numbered.sort_by_key(|(_, turn)| *turn);
        numbered.truncate(count);
    }
    numbered
}

/// The moves to an end with the time between them.
fn steps(end: &End, days: &Days, draw: &Draw) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for what in end.moves(draw) {
        let taken = steps.last().is_some_and(|step| step.what == What::Take);
        let pending = what.receipt().is_some() && draw.in_hundred(25);
        let days = pause(what, taken, days, draw);
        steps.push(Step { what, days, minute: 0, pending });
    }
    extend_sometimes(end, &mut steps, draw);
    be_late_sometimes(end, &mut steps, days, draw);
    let mut steps = with_receipts(steps, draw);
    for step in &mut steps {
        step.minute = draw.below(days.minutes());
    }
    steps
}

/// Working days before a move: mostly fewer than the limit leaves.
fn pause(what: What, taken: bool, days: &Days, draw: &Draw) -> usize {
    if let Some(state) = what.limit() {
        let most = days.limit(state).saturating_sub(usize::from(taken || what == What::ReceiveBack));
        return draw.between(0, most).min(draw.between(0, most));
    }
    match what {
        What::SupplyCorrection => draw.between(1, SLOWEST_APPLICANT),
        // Approved before expiry, so no later than the day after the clock began.
        What::Extend => 1,
        What::RequestCorrection | What::Object | What::Withdraw | What::Take | What::HandBack => {
            draw.below(2)
        }
        _ => 0,
    }
}

/// Some confirmations are given more time.
fn extend_sometimes(end: &End, steps: &mut Vec<Step>, draw: &Draw) {
    let confirmed = steps.iter().position(|step| step.what == What::Confirm);
    if let Some(at) = confirmed.filter(|_| !end.is_open() && draw.in_hundred(5)) {
        steps[at].days += 2;
        steps.insert(at, Step { what: What::Extend, days: 1, minute: 0, pending: false });
    }
}

/// Some steps take longer than they may.
fn be_late_sometimes(end: &End, steps: &mut [Step], days: &Days, draw: &Draw) {
    if end.is_open() || !draw.in_hundred(12) {
        return;
    }
    let at = draw.below(steps.len());
    // What is not accepted in time is accepted by itself.
    if let Some(state) = steps[at].what.limit().filter(|state| *state != StateName::Received) {
        steps[at].days = days.limit(state) + draw.between(1, 2);
    }
}

/// Most receipts that are awaited come with the move after next.
fn with_receipts(steps: Vec<Step>, draw: &Draw) -> Vec<Step> {
    let mut all: Vec<Step> = Vec::with_capacity(steps.len());
    let mut awaited = None;
    for step in steps {
        let by_itself = step.what.is_by_itself();
        all.push(step);
        if let Some(receipt) = awaited.take().filter(|_| !by_itself) {
            all.push(Step { what: What::RecordReceipt(receipt), days: 0, minute: 0, pending: false });
        }
        awaited = step.what.receipt().filter(|_| step.pending && draw.in_hundred(70));
    }
    all
}

/// When the moves happen: anywhere for a case that is closed, near the end for an open one.
/// `turn` is the number of the case and how often it was tried before.
fn placed(end: &End, steps: &[Step], turn: (usize, usize), days: &Days, draw: &Draw) -> Option<Walk> {
    if !end.is_open() {
        return days.ending(steps, draw.below(days.count()));
    }
    let (number, attempt) = turn;
    let runs_out = matches!(end.state, StateName::Received | StateName::Correction | StateName::Notice);
    // Around a holiday a period may have to begin later so that it is not over yet.
    let age = age(end, number, days, draw).saturating_sub(attempt / 10).max(1);
    days.latest(steps, age, runs_out)
}

/// Working days since the clock of an open case began: due today, tomorrow, later, or late.
fn age(end: &End, number: usize, days: &Days, draw: &Draw) -> usize {
    use StateName as S;
    let limit = days.limit(end.state);
    match end.state {
        S::Received => 1 + number % limit.max(1),
        S::Notice => 1 + number % 2,
        S::Correction => draw.between(1, limit / 3),
        _ => match number % 7 {
            0 => limit,
            3 => limit + draw.between(1, 2),
            1 | 5 => limit.saturating_sub(1).max(1),
            _ => 1,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn two_hundred_cases_are_mostly_completed() {
        let ends = ends(WEIGHED_OVER);
        let completed = ends.iter().filter(|(end, _)| end.state == COMPLETED.state).count();
        assert_eq!(ends.len(), WEIGHED_OVER);
        assert!((110..=130).contains(&completed), "{completed} completed");
    }

    #[test]
    fn few_cases_see_as_many_states_as_they_can() {
        let states = |count| ends(count).iter().map(|(end, _)| end.state).collect::<BTreeSet<_>>().len();
        assert_eq!(states(StateName::ALL.len()), StateName::ALL.len());
        assert_eq!((states(5), states(0)), (5, 0));
        assert!((0..=60).all(|count| ends(count).len() == count));
    }
}
