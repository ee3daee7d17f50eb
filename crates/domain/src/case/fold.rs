//! Events to a case. Folding decides nothing: it only remembers.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Event;
use super::tick::Tick;
use crate::agency::Level;
use crate::case::{
    Case, Closed, CorrectionUse, Open, Origin, Papers, Receipt, ReceiptStep, Standing, StateName, Step,
};
use crate::clock::Clock;
use crate::id::UserName;
use crate::sealed::Sealed;

/// An event that does not fit the case it is folded into: the ledger is damaged, or
/// written by a newer program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {version} does not fit a case that is {}", state.map_or("not begun", StateName::as_str))]
pub struct Drift {
    /// Number of the event.
    pub version: i64,
    /// Where the case stood.
    pub state: Option<StateName>,
}

impl Case {
    /// Folds the first event.
    ///
    /// # Errors
    /// [`Drift`] when it is not an application.
    pub fn begin(event: &Event) -> Result<Case, Drift> {
        let Event::ApplicationSubmitted {
            id,
            person,
            station,
            on,
            claimed,
            household,
            holder,
            clock,
            known,
            ..
        } = event
        else {
            return Err(Drift { version: 1, state: None });
        };
        let open = Open { step: Step::Received, clock: clock.clone(), holder: holder.clone() };
        Ok(Case {
            id: id.clone(),
            version: 1,
            person: person.clone(),
            station: station.clone(),
            submitted_on: *on,
            claimed: claimed.clone(),
            household: household.clone(),
            representatives: event.on_behalf().map(|who| who.identity.clone()).into_iter().collect(),
            worked: BTreeMap::from([(Level::Station, BTreeSet::from([holder.clone()]))]),
            correction: CorrectionUse::Unused,
            filed_with: known.clone(),
            recorded: None,
            ticks: Sealed::Open(Vec::new()),
            receipts: BTreeMap::new(),
            form_signed_on: None,
            standing: Standing::Open(Box::new(open)),
        })
    }

    /// Folds events from the beginning.
    ///
    /// # Errors
    /// [`Drift`] at the first event that does not fit.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<Case, Drift> {
        let mut events = events.into_iter();
        let first = events.next().ok_or(Drift { version: 0, state: None })?;
        let mut case = Case::begin(first)?;
        for event in events {
            case.apply(event)?;
        }
        Ok(case)
    }

    /// Folds one more event.
    ///
    /// # Errors
    /// [`Drift`] when it does not fit.
    pub fn apply(&mut self, event: &Event) -> Result<(), Drift> {
        let drift = Drift { version: self.version + 1, state: Some(self.state()) };
        let Standing::Open(open) = &mut self.standing else {
            return self.apply_closed(event).ok_or(drift);
        };
        match event {
            Event::ApplicationSubmitted { .. } => return Err(drift),
            Event::Taken { by, level } => {
                open.holder = by.clone();
                self.remember(*level, by);
            }
            Event::ClockExtended { by, clock } => {
                open.clock = clock.clone();
                let level = self.state().level().unwrap_or(Level::Station);
                self.remember(level, by);
            }
            Event::ClockReprojected { clock, .. } => open.clock = clock.clone(),
            _ => {
                let next = Self::next_step(open_step(&self.standing), event).ok_or(drift)?;
                self.note_facts(event);
                match next {
                    Next::Step(step, clock) => self.go(*step, clock),
                    Next::Same => {}
                    Next::Closed(closed) => self.standing = Standing::Closed(closed),
                }
            }
        }
        self.version += 1;
        Ok(())
    }

    fn apply_closed(&mut self, event: &Event) -> Option<()> {
        let Event::ReceiptBrought { .. } = event else {
            return None;
        };
        self.note_facts(event);
        self.version += 1;
        Some(())
    }

    fn remember(&mut self, level: Level, user: &UserName) {
        self.worked.entry(level).or_default().insert(user.clone());
    }

    fn go(&mut self, step: Step, clock: Option<Clock>) {
        if let Standing::Open(open) = &mut self.standing {
            open.step = step;
            if let Some(clock) = clock {
                open.clock = clock;
            }
        }
    }

    /// What stays with the case beyond the step.
    fn note_facts(&mut self, event: &Event) {
        self.representatives.extend(event.on_behalf().map(|who| who.identity.clone()));
        match event {
            Event::CorrectionRequested { .. } => self.correction = CorrectionUse::Used,
            Event::CorrectionSupplied { materials_changed: true, .. } => {
                self.correction = CorrectionUse::MaterialsChanged;
            }
            Event::InitialReviewPassed { ticks, .. } => self.ticks = ticks.clone(),
            Event::FactsRecorded { known, .. } => self.recorded = Some(known.clone()),
            Event::FormCompleted { signed_on, .. } => self.form_signed_on = Some(*signed_on),
            Event::EntryRecorded { receipt } => self.receipt(ReceiptStep::Entry, receipt),
            Event::SecondReviewPassed { ticks, receipt, .. } => {
                self.review(ReceiptStep::SecondReview, ticks, receipt);
            }
            Event::Confirmed { ticks, receipt, .. } => self.review(ReceiptStep::Confirmation, ticks, receipt),
            Event::ReceiptBrought { step, number } => {
                self.receipt(*step, &Receipt::Received { number: number.clone() });
            }
            _ => {}
        }
    }

    fn review(&mut self, step: ReceiptStep, ticks: &Sealed<Vec<Tick>>, receipt: &Receipt) {
        self.ticks = ticks.clone();
        self.receipt(step, receipt);
    }

    fn receipt(&mut self, step: ReceiptStep, receipt: &Receipt) {
        self.receipts.insert(step, receipt.clone());
    }

    /// The step that an event leads to; none when the event does not fit the present one.
    fn next_step(now: Option<&Step>, event: &Event) -> Option<Next> {
        let to = |step: Step| event.clock().map(|clock| Next::Step(Box::new(step), Some(clock.clone())));
        let now = now?;
        match (now, event) {
            (Step::Received, Event::ApplicationAccepted { .. })
            | (Step::Correction { .. }, Event::CorrectionSupplied { .. }) => to(Step::InitialReview),
            (Step::Received | Step::InitialReview, Event::CorrectionRequested { faults, paused, .. }) => {
                let origin = paused
                    .as_ref()
                    .map_or(Origin::Received, |clock| Origin::InitialReview { clock: clock.clone() });
                to(Step::Correction { origin, faults: faults.clone() })
            }
            (Step::InitialReview, Event::InitialReviewPassed { .. }) => to(Step::Form),
            (Step::InitialReview, Event::InitialReviewFailed { .. })
            | (Step::Objection { .. }, Event::ObjectionUpheld { .. })
            | (Step::Returned { .. }, Event::ApplicationRefused { .. }) => {
                Some(Next::Closed(Closed::Refused))
            }
            (Step::Form, Event::FormCompleted { .. }) => to(Step::Posting),
            (Step::Posting | Step::Returned { .. }, Event::NoticePosted { posting, .. }) => {
                to(Step::Notice { posting: posting.clone() })
            }
            (Step::Notice { posting }, Event::ObjectionRaised { notice, .. }) => {
                to(Step::Objection { posting: posting.clone(), notice: notice.clone() })
            }
            (Step::Objection { posting, .. }, Event::ObjectionDismissed { .. }) => {
                to(Step::Notice { posting: posting.clone() })
            }
            (Step::Notice { .. }, Event::NoticeClosed { .. }) => to(Step::Entry { recorded: false }),
            _ => Self::later_step(now, event),
        }
    }

    /// The same for what comes after the notice.
    fn later_step(now: &Step, event: &Event) -> Option<Next> {
        let to = |step: Step| event.clock().map(|clock| Next::Step(Box::new(step), Some(clock.clone())));
        match (now, event) {
            (Step::Entry { .. }, Event::EntryRecorded { .. }) => {
                Some(Next::Step(Box::new(Step::Entry { recorded: true }), None))
            }
            (Step::Entry { .. } | Step::Returned { .. }, Event::Forwarded { .. })
            | (Step::Confirmation, Event::ReturnedToOffice { .. }) => to(Step::SecondReview),
            (Step::SecondReview, Event::SecondReviewPassed { .. }) => to(Step::Confirmation),
            (Step::SecondReview, Event::ReturnedToStation { reasons, .. }) => {
                to(Step::Returned { reasons: reasons.clone() })
            }
            (Step::Confirmation, Event::Confirmed { category, .. }) => {
                to(Step::Annotation { category: category.clone() })
            }
            (Step::Annotation { .. }, Event::CertificateAnnotated { .. }) => {
                to(Step::PapersBack { papers: Papers::OnTheWay })
            }
            (Step::PapersBack { .. }, Event::PapersReceived) => {
                Some(Next::Step(Box::new(Step::PapersBack { papers: Papers::AtStation }), None))
            }
            (Step::PapersBack { .. }, Event::PapersHandedBack { .. }) => {
                Some(Next::Closed(Closed::Completed))
            }
            (_, Event::ApplicationWithdrawn { .. }) => Some(Next::Closed(Closed::Withdrawn)),
            (_, Event::ReceiptBrought { .. } | Event::FactsRecorded { .. }) => Some(Next::Same),
            _ => None,
        }
    }
}

enum Next {
    Step(Box<Step>, Option<Clock>),
    Same,
    Closed(Closed),
}

fn open_step(standing: &Standing) -> Option<&Step> {
    match standing {
        Standing::Open(open) => Some(&open.step),
        Standing::Closed(_) => None,
    }
}
