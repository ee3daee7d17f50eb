//! On which days and at what hour a case moves: the working days of the demo, and how
//! long its periods hang by the clocks of the rules.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use leye_domain::case::StateName;
use leye_domain::clock::{Clock, SuspensionReason};
use leye_domain::policy::Policy;

use super::path::What;

/// When the counters of the demo open; they close as the pack says.
const OPENS: Time = Time::constant(9, 0, 0, 0);
/// The least time between two moves of one case on one day, in minutes.
const BREATH: usize = 4;

/// A move with the time that passes before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub what: What,
    /// Working days since the move before; without meaning where a period runs out.
    pub days: usize,
    /// Minutes after the counter opens.
    pub minute: usize,
    /// Whether the receipt of the outside system is still awaited.
    pub pending: bool,
}

/// When the moves of a case happen.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub at: Vec<Timestamp>,
    /// The day on which the clock began that runs at the end.
    since: Date,
    /// When the last period ends of those that run out by themselves.
    runs_out: Option<Date>,
}

/// The working days of the demo.
#[derive(Debug)]
pub(super) struct Days {
    ladder: Vec<Date>,
    policy: Arc<Policy>,
    close: Time,
    /// Minutes for which a counter is open.
    minutes: usize,
    /// Index of the first working day on which nothing has happened yet.
    end: usize,
}

impl Days {
    /// The working days from `first` on; the demo ends before the working day that is
    /// `until`, or the next one after it.
    pub(super) fn new(policy: Arc<Policy>, close: Time, first: Date, until: Date) -> Days {
        let is_working = |day: &Date| policy.calendar.kind(*day).is_ok_and(|kind| kind.is_working());
        let far = until.saturating_add(jiff::Span::new().days(60));
        let ladder: Vec<Date> = first
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= far)
            .filter(is_working)
            .collect();
        let open = OPENS.until(close).map_or(0, |span| i64::from(span.get_hours()) * 60 + span.get_minutes());
        Days {
            end: ladder.partition_point(|day| *day < until),
            ladder,
            policy,
            close,
            minutes: usize::try_from(open).unwrap_or(1).max(1),
        }
    }

    /// Minutes for which a counter is open.
    pub(super) fn minutes(&self) -> usize {
        self.minutes
    }

    /// How many working days the demo lives.
    pub(super) fn count(&self) -> usize {
        self.end
    }

    /// Days of the time limit of a state.
    pub(super) fn limit(&self, state: StateName) -> usize {
        self.policy.limits.get(state.as_str()).map_or(0, |limit| usize::from(limit.budget.amount))
    }

    /// The life with the latest first day that ends before the demo does and whose last
    /// clock began `age` working days ago or earlier. Where the last period `runs_out` by
    /// itself, it does so when the demo is over.
    pub(super) fn latest(&self, steps: &[Step], age: usize, runs_out: bool) -> Option<Walk> {
        let target = *self.ladder.get(self.end.checked_sub(age)?)?;
        let end = *self.ladder.get(self.end)?;
        let walk = (0..self.end).rev().find_map(|first| {
            self.walk(steps, first).filter(|walk| self.is_over(walk) && walk.since <= target)
        })?;
        let hangs = walk.runs_out.is_some_and(|day| day >= end);
        (hangs || !runs_out).then_some(walk)
    }

    /// The life from a first day on, or from the nearest earlier one from which it ends
    /// before the demo does.
    pub(super) fn ending(&self, steps: &[Step], first: usize) -> Option<Walk> {
        (0..=first).rev().find_map(|first| self.walk(steps, first).filter(|walk| self.is_over(walk)))
    }

    fn is_over(&self, walk: &Walk) -> bool {
        let last = walk.at.last().map(|at| self.date(*at));
        last.zip(self.ladder.get(self.end)).is_some_and(|(last, end)| last < *end)
    }

    /// None when the life leaves the days of the demo.
    fn walk(&self, steps: &[Step], first: usize) -> Option<Walk> {
        let mut at: Vec<Timestamp> = Vec::with_capacity(steps.len());
        let mut since = *self.ladder.get(first)?;
        let mut running = Running::default();
        for step in steps {
            let now = match at.last() {
                None => self.instant(first, step.minute)?,
                Some(_) if step.what.is_by_itself() => self.run_out(&running)?,
                Some(before) => self.next(*before, step)?,
            };
            if !step.what.keeps_clock() {
                since = self.date(now);
            }
            running.follow(self, step.what, now)?;
            at.push(now);
        }
        let runs_out = self.run_out(&running).map(|at| self.date(at));
        Some(Walk { at, since, runs_out })
    }

    fn run_out(&self, running: &Running) -> Option<Timestamp> {
        running.clock.as_ref()?.read(&self.policy.calendar, &self.policy.zone).ok()?.due_at()
    }

    fn next(&self, before: Timestamp, step: &Step) -> Option<Timestamp> {
        let before = self.policy.zone.to_datetime(before);
        let day = self.ladder.partition_point(|day| *day < before.date());
        if step.days > 0 {
            return self.instant(day + step.days, step.minute);
        }
        let passed = usize::try_from(before.time().duration_since(OPENS).as_mins()).ok()?;
        let minute = passed + BREATH + step.minute % 40;
        if minute < self.minutes { self.instant(day, minute) } else { self.instant(day + 1, step.minute) }
    }

    fn instant(&self, day: usize, minute: usize) -> Option<Timestamp> {
        let minute = jiff::SignedDuration::from_mins(i64::try_from(minute).ok()?);
        let at = self.ladder.get(day)?.to_datetime(OPENS).checked_add(minute).ok()?;
        Some(self.policy.zone.to_ambiguous_zoned(at).compatible().ok()?.timestamp())
    }

    fn date(&self, at: Timestamp) -> Date {
        self.policy.zone.to_datetime(at).date()
    }

    fn started(&self, state: StateName, at: Timestamp) -> Option<Clock> {
        let limit = self.policy.limits.get(state.as_str())?;
        Some(Clock {
            limit: state.as_str().to_owned(),
            article: limit.article.clone(),
            started: at,
            budget: limit.budget,
            close: self.close,
            ledger: Vec::new(),
        })
    }
}

/// The clock whose end the service waits for.
#[derive(Default)]
struct Running {
    clock: Option<Clock>,
}

impl Running {
    /// The clock after a move; none where the rules give none.
    fn follow(&mut self, days: &Days, what: What, at: Timestamp) -> Option<()> {
        match what {
            What::Submit => self.clock = Some(days.started(StateName::Received, at)?),
            What::RequestCorrection => self.clock = Some(days.started(StateName::Correction, at)?),
            What::PostNotice | What::PostAgain => self.clock = Some(days.started(StateName::Notice, at)?),
            What::Object => {
                self.clock = Some(self.clock.take()?.suspended(at, SuspensionReason::ObjectionRaised));
            }
            What::Dismiss => self.clock = Some(self.clock.take()?.resumed(at)),
            _ => {}
        }
        Some(())
    }
}
