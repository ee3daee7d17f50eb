//! What no path may break, told from the log of who did what and when, and not from what
//! the case remembers of itself.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use leye_domain::agency::Level;
use leye_domain::case::{ActName, Case, Event, Standing, StateName, WithdrawalCause};
use leye_domain::clock::Budget;

use super::journey::{Entry, Journey};
use super::world::at;

/// Which law was broken, and how.
pub type Fault = String;

type Law = Result<(), Fault>;

fn holds(law: bool, words: impl FnOnce() -> Fault) -> Law {
    if law { Ok(()) } else { Err(words()) }
}

/// Laws of one act that was done.
pub fn of_step(before: &Journey, after: &Journey, events: &[Event]) -> Law {
    closed_cases_stay(before, events)?;
    extensions_never_take_days(before, after, events)?;
    the_service_waits(before, after, events)?;
    reviews_are_by_others(after)?;
    relatives_do_nothing(after)
}

/// Laws of a case at any time.
pub fn of_case(journey: &Journey) -> Law {
    one_holder_and_one_clock(journey)?;
    same_case_when_folded(journey)?;
    same_case_from_json(journey)
}

/// Laws of a whole path.
pub fn of_path(journey: &Journey) -> Law {
    no_level_is_skipped(journey)?;
    notices_hang_long_enough(journey)?;
    one_correction_unless_materials_changed(journey)?;
    events_survive_json(journey)
}

fn closed_cases_stay(before: &Journey, events: &[Event]) -> Law {
    let only_receipts = events.iter().all(|event| matches!(event, Event::ReceiptBrought { .. }));
    let state = before.case.state();
    holds(before.case.open().is_some() || only_receipts, || format!("{state:?} case moved: {events:?}"))
}

fn extensions_never_take_days(before: &Journey, after: &Journey, events: &[Event]) -> Law {
    if !events.iter().any(|event| matches!(event, Event::ClockExtended { .. })) {
        return Ok(());
    }
    let (old, new) = (before.due_day(), after.due_day());
    holds(old <= new, || format!("the extension moved {old} to {new}"))?;
    let due = before.reading().due_at();
    holds(due.is_some_and(|due| after.now < due), || "extended after expiry".to_owned())
}

/// What happens by itself happens when the period has run out.
fn the_service_waits(before: &Journey, after: &Journey, events: &[Event]) -> Law {
    let by_itself = |event: &Event| match event {
        Event::ApplicationAccepted { deemed, .. } => *deemed,
        Event::ApplicationWithdrawn { why } => *why == WithdrawalCause::Lapsed,
        _ => false,
    };
    if !events.iter().any(by_itself) {
        return Ok(());
    }
    let due = before.reading().due_at();
    holds(due.is_some_and(|due| due <= after.now), || format!("{events:?} before {due:?}"))
}

/// Acts that are no work on a case: they hand in what somebody else said.
fn hands_in(act: ActName) -> bool {
    matches!(act, ActName::RaiseObjection | ActName::RecordReceipt | ActName::Withdraw)
}

/// Who worked on the case so far, at which level: by the agency from which they acted.
fn workers(log: &[Entry]) -> BTreeSet<(Level, &str)> {
    let work = log.iter().filter(|entry| !hands_in(entry.act));
    work.filter_map(|entry| entry.actor.staff()).map(|staff| (staff.level(), staff.user.as_str())).collect()
}

fn reviews_are_by_others(journey: &Journey) -> Law {
    for (n, entry) in journey.log.iter().enumerate() {
        let level = match entry.event {
            Event::SecondReviewPassed { .. } | Event::ReturnedToStation { .. } => Level::Office,
            Event::Confirmed { .. } | Event::ReturnedToOffice { .. } => Level::Bureau,
            _ => continue,
        };
        let Some(staff) = entry.actor.staff() else { return Err("a review by nobody".to_owned()) };
        let user = staff.user.as_str();
        let worked = workers(&journey.log[..n]);
        let below = worked.iter().find(|(l, name)| *l < level && *name == user);
        holds(below.is_none(), || format!("{user} reviews at {level:?} after work at {below:?}"))?;
        holds(staff.level() == level, || format!("{user} reviews from {:?} at {level:?}", staff.level()))?;
    }
    Ok(())
}

fn relatives_do_nothing(journey: &Journey) -> Law {
    let identities = journey.log.iter().filter_map(|entry| entry.actor.staff()?.identity.clone());
    let kin = identities.into_iter().find(|identity| journey.case.household.contains(identity));
    holds(kin.is_none(), || "a relative acted on the case".to_owned())
}

/// Whoever last did something with the case holds it; its clock is that of its state.
fn one_holder_and_one_clock(journey: &Journey) -> Law {
    let Standing::Open(open) = &journey.case.standing else { return Ok(()) };
    let keeps = |entry: &&Entry| hands_in(entry.act) || entry.act == ActName::Extend;
    let last =
        journey.log.iter().filter(|entry| !keeps(entry)).filter_map(|entry| entry.actor.staff()).next_back();
    let last = last.map(|staff| staff.user.as_str());
    holds(last == Some(open.holder.as_str()), || format!("{last:?} acted, {} holds", open.holder))?;
    let state = journey.case.state().as_str();
    holds(open.clock.limit == state, || format!("the clock of {} in {state}", open.clock.limit))?;
    holds(!open.clock.is_suspended(), || format!("the clock of {state} stands still"))?;
    holds(journey.reading().due_at().is_some(), || format!("{state} is never due"))
}

fn same_case_when_folded(journey: &Journey) -> Law {
    let folded = Case::fold(journey.events()).map_err(|drift| drift.to_string())?;
    holds(folded == journey.case, || format!("folded: {folded:?}\nstep by step: {:?}", journey.case))?;
    let events = i64::try_from(journey.log.len()).map_err(|error| error.to_string())?;
    holds(journey.case.version == events, || format!("version {} of {events}", journey.case.version))
}

fn same_case_from_json(journey: &Journey) -> Law {
    let json = serde_json::to_string(&journey.case).map_err(|error| error.to_string())?;
    let back: Case = serde_json::from_str(&json).map_err(|error| format!("{error}: {json}"))?;
    holds(back == journey.case, || json)
}

fn events_survive_json(journey: &Journey) -> Law {
    for event in journey.events() {
        let json = serde_json::to_string(event).map_err(|error| error.to_string())?;
        let back: Event = serde_json::from_str(&json).map_err(|error| format!("{error}: {json}"))?;
        holds(back == *event, || json)?;
    }
    Ok(())
}

/// The steps that every determination goes through, in their order.
const PROCEDURE: [fn(&Event) -> bool; 11] = [
    |event| matches!(event, Event::ApplicationSubmitted { .. }),
    |event| matches!(event, Event::InitialReviewPassed { .. }),
    |event| matches!(event, Event::FormCompleted { .. }),
    |event| matches!(event, Event::NoticePosted { .. }),
    |event| matches!(event, Event::NoticeClosed { .. }),
    |event| matches!(event, Event::EntryRecorded { .. }),
    |event| matches!(event, Event::Forwarded { .. }),
    |event| matches!(event, Event::SecondReviewPassed { .. }),
    |event| matches!(event, Event::Confirmed { .. }),
    |event| matches!(event, Event::CertificateAnnotated { .. }),
    |event| matches!(event, Event::PapersHandedBack { .. }),
];

/// Each step comes after the newest of the step before; a completed case has all.
fn no_level_is_skipped(journey: &Journey) -> Law {
    let events: Vec<&Event> = journey.events().collect();
    for (n, event) in events.iter().enumerate() {
        let Some(place) = PROCEDURE.iter().position(|is| is(event)) else { continue };
        for earlier in &PROCEDURE[..place] {
            let found = events[..n].iter().any(|event| earlier(event));
            holds(found, || format!("{event:?} came too early"))?;
        }
        let last = |is: fn(&Event) -> bool| events[..n].iter().rposition(|event| is(event));
        if matches!(event, Event::Forwarded { .. }) {
            let (posted, closed, entered) = (last(PROCEDURE[3]), last(PROCEDURE[4]), last(PROCEDURE[5]));
            holds(posted < closed && closed < entered, || "sent up without what was posted last".to_owned())?;
        }
        if matches!(event, Event::Confirmed { .. }) {
            let returned = last(|event| matches!(event, Event::ReturnedToOffice { .. }));
            holds(returned < last(PROCEDURE[7]), || "confirmed without a second review".to_owned())?;
        }
    }
    let ends = events.last().is_some_and(|event| PROCEDURE[10](event));
    let completed = journey.case.state() == StateName::Completed;
    let receipts_after = events.iter().rposition(|event| PROCEDURE[10](event)).is_some();
    holds(completed == (ends || receipts_after), || format!("completed: {completed}"))
}

/// From the log alone: the days of the notice at whose close it hung without an
/// objection under inquiry, up to the day on which it ended.
fn notices_hang_long_enough(journey: &Journey) -> Law {
    let budget = journey.policy.limits["notice"].budget;
    let least = least_days(budget)?;
    let mut posted: Option<Timestamp> = None;
    let mut inquiries: Vec<(Timestamp, Timestamp)> = Vec::new();
    for entry in &journey.log {
        match &entry.event {
            Event::NoticePosted { .. } => {
                posted = Some(entry.at);
                inquiries.clear();
            }
            Event::ObjectionRaised { .. } => inquiries.push((entry.at, Timestamp::MAX)),
            Event::ObjectionDismissed { .. } => {
                if let Some((_, to)) = inquiries.last_mut() {
                    *to = entry.at;
                }
            }
            Event::NoticeClosed { ended, .. } => {
                let from = posted.ok_or("closed before it was posted")?;
                let day = |at: Timestamp| journey.policy.zone.to_datetime(at).date();
                let hung = days_hung(day(from), day(*ended), &inquiries);
                holds(hung >= least, || format!("the notice hung {hung} days, posted at {from}"))?;
                holds(*ended <= entry.at, || format!("closed at {}, ends at {ended}", entry.at))?;
                let end = journey.policy.calendar.kind(day(*ended)).map_err(|error| error.to_string())?;
                holds(end.is_working(), || format!("the notice ended on a rest day, {ended}"))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn least_days(budget: Budget) -> Result<usize, Fault> {
    let natural = Budget::natural(budget.amount, true);
    holds(budget == natural, || "the notice is counted in natural days".to_owned())?;
    Ok(usize::from(budget.amount))
}

fn days_hung(posted: Date, ended: Date, inquiries: &[(Timestamp, Timestamp)]) -> usize {
    let days = posted.series(1.day()).skip(1).take_while(|day| *day <= ended);
    let hung = |day: &Date| {
        let close = at(*day, 17, 0);
        !inquiries.iter().any(|(from, to)| *from <= close && close < *to)
    };
    days.filter(hung).count()
}

fn one_correction_unless_materials_changed(journey: &Journey) -> Law {
    let mut may_ask = true;
    for event in journey.events() {
        match event {
            Event::CorrectionRequested { .. } => {
                holds(may_ask, || "a second correction without changed materials".to_owned())?;
                may_ask = false;
            }
            Event::CorrectionSupplied { materials_changed: true, .. } => may_ask = true,
            _ => {}
        }
    }
    Ok(())
}
