//! Each act's own conditions and the event it leaves.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Context;
use crate::case::act::{Act, Objection, seal};
use crate::case::event::{Event, WithdrawalCause};
use crate::case::refusal::Reason;
use crate::case::representative::OnBehalf;
use crate::case::ruling::{self, Finding, Reviewed};
use crate::case::tick::Tick;
use crate::case::{Case, Open, OperatorSeal, Origin, Posting, Receipt, ReceiptStep, StateName, Step};
use crate::clock::{Clock, LedgerEntry, SuspensionReason};
use crate::fact::{Facts, KnownFacts};
use crate::sealed::Sealed;

type Outcome = Result<Option<Event>, Reason>;

/// The event of an act whose actor and state were checked. Taking a case leaves only
/// the change of holder.
pub(super) fn event(case: &Case, act: &Act, at: Context<'_>) -> Outcome {
    if let Act::RecordReceipt { step, number } = act {
        return record_receipt(case, *step, number);
    }
    let open = case.open().ok_or(Reason::Closed)?;
    match act {
        Act::Take => Ok(None),
        Act::Accept => {
            some(Event::ApplicationAccepted { deemed: false, clock: at.start(StateName::InitialReview)? })
        }
        Act::DeemAccepted => deem_accepted(open, at),
        Act::RequestCorrection { faults } => request_correction(open, faults, at),
        Act::SupplyCorrection { materials, materials_changed, representative } => {
            supply_correction(open, (materials, *materials_changed), representative.clone(), at)
        }
        Act::Lapse => lapse(open, at),
        Act::Withdraw { reason, representative } => {
            let reason = seal(written("reason", reason)?);
            let representative = representative.clone();
            some(Event::ApplicationWithdrawn { why: WithdrawalCause::ByApplicant { reason, representative } })
        }
        Act::Extend { days, reason } => extend(open, *days, reason, at),
        Act::PassInitialReview { findings, departure, note } => {
            let (ticks, review) = checked(findings, departure, at)?;
            some(Event::InitialReviewPassed {
                ticks: ticks.into(),
                note: seal(note.trim().to_owned()),
                clock: at.start(StateName::Form)?,
                review,
            })
        }
        Act::FailInitialReview { reasons } => {
            let (reasons, review) = not_passed(reasons, at)?;
            some(Event::InitialReviewFailed { reasons, remedies: at.policy.remedies.clone(), review })
        }
        Act::RecordFacts { known, reason } => record_facts(case, known, reason),
        Act::CompleteForm { signed_on } => some(Event::FormCompleted {
            signed_on: past(case, "signed_on", *signed_on, at)?,
            clock: at.start(StateName::Posting)?,
        }),
        _ => notice(case, open, act, at),
    }
}

/// The notice and the entry into the outside system (C3.2).
fn notice(case: &Case, open: &Open, act: &Act, at: Context<'_>) -> Outcome {
    match act {
        Act::PostNotice { place, photo, facts_changed } => post_notice(case, place, photo, facts_changed, at),
        Act::RaiseObjection(objection) => raise_objection(open, objection, at),
        Act::SettleObjection { upheld, finding } => settle_objection(open, *upheld, finding, at),
        Act::CloseNotice => {
            let ended = due(open, at)?;
            some(Event::NoticeClosed { ended, clock: at.start_at(StateName::Entry, ended)? })
        }
        Act::RecordEntry { receipt } => {
            some(Event::EntryRecorded { receipt: Receipt::new(trimmed(receipt)) })
        }
        Act::Forward => some(Event::Forwarded { clock: at.start(StateName::SecondReview)? }),
        _ => upper_levels(case, open, act, at),
    }
}

/// Office, bureau and the way back (C3.3, C3.4).
fn upper_levels(case: &Case, open: &Open, act: &Act, at: Context<'_>) -> Outcome {
    match act {
        Act::PassSecondReview { findings, departure, receipt, note } => {
            let (ticks, review) = checked(findings, departure, at)?;
            some(Event::SecondReviewPassed {
                ticks: ticks.into(),
                note: seal(note.trim().to_owned()),
                receipt: Receipt::new(trimmed(receipt)),
                clock: at.start(StateName::Confirmation)?,
                review,
            })
        }
        Act::ReturnToStation { reasons } => {
            let (reasons, review) = not_passed(reasons, at)?;
            some(Event::ReturnedToStation { reasons, clock: at.start(StateName::Returned)?, review })
        }
        Act::Refuse { reasons } => {
            let (reasons, review) = not_passed(reasons, at)?;
            some(Event::ApplicationRefused { reasons, remedies: at.policy.remedies.clone(), review })
        }
        Act::Confirm { findings, departure, category, receipt, note } => {
            let (ticks, review) = checked(findings, departure, at)?;
            confirm(ticks, review, (category, receipt, note), at)
        }
        Act::ReturnToOffice { reasons } => {
            let (reasons, review) = not_passed(reasons, at)?;
            some(Event::ReturnedToOffice { reasons, clock: at.start(StateName::SecondReview)?, review })
        }
        Act::AnnotateCertificate { certificate, category } => annotate(open, certificate, category, at),
        Act::ReceiveBack => some(Event::PapersReceived),
        Act::HandBack { signed_by, signed_on, representative } => some(Event::PapersHandedBack {
            signed_by: seal(written("signed_by", signed_by)?),
            signed_on: past(case, "signed_on", *signed_on, at)?,
            representative: representative.clone(),
        }),
        _ => Err(Reason::NotInThisState),
    }
}

fn deem_accepted(open: &Open, at: Context<'_>) -> Outcome {
    let ended = run_out(open, at)?;
    some(Event::ApplicationAccepted { deemed: true, clock: at.start_at(StateName::InitialReview, ended)? })
}

fn lapse(open: &Open, at: Context<'_>) -> Outcome {
    run_out(open, at)?;
    some(Event::ApplicationWithdrawn { why: WithdrawalCause::Lapsed })
}

fn request_correction(open: &Open, faults: &[String], at: Context<'_>) -> Outcome {
    let paused = match open.step {
        Step::InitialReview => Some(open.clock.clone().suspended(at.now, SuspensionReason::CorrectionAsked)),
        _ => None,
    };
    some(Event::CorrectionRequested {
        faults: all_written("faults", faults)?.into(),
        paused,
        clock: at.start(StateName::Correction)?,
    })
}

fn supply_correction(
    open: &Open,
    (materials, materials_changed): (&[String], bool),
    representative: Option<OnBehalf>,
    at: Context<'_>,
) -> Outcome {
    let Step::Correction { origin, .. } = &open.step else {
        return Err(Reason::NotInThisState);
    };
    let clock = match origin {
        Origin::Received => at.start(StateName::InitialReview)?,
        Origin::InitialReview { clock } => clock.clone().resumed(at.now),
    };
    let materials = all_written("materials", materials)?.into();
    some(Event::CorrectionSupplied { materials, materials_changed, clock, representative })
}

fn extend(open: &Open, days: u16, reason: &str, at: Context<'_>) -> Outcome {
    let staff = at.actor.staff().ok_or(Reason::HeadOnly)?;
    let rule = at.policy.extension;
    if days == 0 {
        return Err(Reason::Missing { field: "days" });
    }
    if days > rule.most {
        return Err(Reason::ExtensionTooLong { most: rule.most });
    }
    let mut clock = open.clock.clone();
    let reason = seal(written("reason", reason)?);
    clock.ledger.push(LedgerEntry::Extended { at: at.now, amount: days, by: staff.name.clone(), reason });
    some(Event::ClockExtended { by: staff.user.clone(), clock })
}

fn post_notice(case: &Case, place: &str, photo: &str, changed: &str, at: Context<'_>) -> Outcome {
    if case.state() == StateName::Returned && changed.trim().is_empty() {
        return Err(Reason::FactsUnchanged);
    }
    some(Event::NoticePosted {
        posting: Posting { place: written("place", place)?, photo: written("photo", photo)? },
        facts_changed: seal(changed.trim().to_owned()),
        clock: at.start(StateName::Notice)?,
    })
}

fn raise_objection(open: &Open, objection: &Objection, at: Context<'_>) -> Outcome {
    written("text", &objection.text)?;
    some(Event::ObjectionRaised {
        objection: seal(objection.clone()),
        notice: open.clock.clone().suspended(at.now, SuspensionReason::ObjectionRaised),
        clock: at.start(StateName::Objection)?,
    })
}

fn settle_objection(open: &Open, upheld: bool, finding: &str, at: Context<'_>) -> Outcome {
    let Step::Objection { notice, .. } = &open.step else {
        return Err(Reason::NotInThisState);
    };
    let finding = seal(written("finding", finding)?);
    if upheld {
        return some(Event::ObjectionUpheld { finding, remedies: at.policy.remedies.clone() });
    }
    some(Event::ObjectionDismissed { finding, clock: notice.clone().resumed(at.now) })
}

fn confirm(
    ticks: Vec<Tick>,
    review: Option<Sealed<Reviewed>>,
    (category, receipt, note): (&str, &Option<String>, &str),
    at: Context<'_>,
) -> Outcome {
    let is_category = at.policy.categories.iter().any(|c| c.code == category);
    if !is_category || !ticks.iter().any(|t| t.condition == category && t.met) {
        return Err(Reason::CategoryNotMet);
    }
    some(Event::Confirmed {
        ticks: ticks.into(),
        note: seal(note.trim().to_owned()),
        category: seal(category.to_owned()),
        receipt: Receipt::new(trimmed(receipt)),
        clock: at.start(StateName::Annotation)?,
        review,
    })
}

fn annotate(open: &Open, certificate: &str, category: &str, at: Context<'_>) -> Outcome {
    let Step::Annotation { category: confirmed } = &open.step else {
        return Err(Reason::NotInThisState);
    };
    if confirmed.get().is_some_and(|code| code != category) {
        return Err(Reason::CategoryDiffers);
    }
    let staff = at.actor.staff().ok_or(Reason::OtherAgency)?;
    some(Event::CertificateAnnotated {
        certificate: seal(written("certificate", certificate)?),
        category: seal(category.to_owned()),
        seal: OperatorSeal { name: staff.name.clone(), user: staff.user.clone() },
        clock: at.start(StateName::PapersBack)?,
    })
}

fn record_receipt(case: &Case, step: ReceiptStep, number: &str) -> Outcome {
    match case.receipts.get(&step) {
        Some(Receipt::Pending) => some(Event::ReceiptBrought { step, number: written("number", number)? }),
        _ => Err(Reason::NoPendingReceipt),
    }
}

fn some(event: Event) -> Outcome {
    Ok(Some(event))
}

fn written(field: &'static str, text: &str) -> Result<String, Reason> {
    let text = text.trim();
    if text.is_empty() { Err(Reason::Missing { field }) } else { Ok(text.to_owned()) }
}

fn all_written(field: &'static str, texts: &[String]) -> Result<Vec<String>, Reason> {
    let texts: Vec<String> = texts.iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect();
    if texts.is_empty() { Err(Reason::Missing { field }) } else { Ok(texts) }
}

fn trimmed(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

fn checked(
    findings: &[Finding],
    departure: &str,
    at: Context<'_>,
) -> Result<(Vec<Tick>, Option<Sealed<Reviewed>>), Reason> {
    let (ticks, review) = ruling::carries(findings, departure, at.ruled, at.policy)?;
    Ok((ticks, review.map(seal)))
}

type NotPassed = (Sealed<Vec<String>>, Option<Sealed<Reviewed>>);

fn not_passed(reasons: &[String], at: Context<'_>) -> Result<NotPassed, Reason> {
    let reasons = all_written("reasons", reasons)?;
    let review = ruling::against(at.ruled, &reasons).map(seal);
    Ok((reasons.into(), review))
}

/// Says anew what is known. What was not known before needs no reason; whoever reads later
/// that something else was said before finds why.
fn record_facts(case: &Case, known: &KnownFacts, reason: &str) -> Outcome {
    let before = case.known();
    if before == *known {
        return Err(Reason::FactsUnchangedSince);
    }
    let overturns = |old: &Facts, new: Option<&Facts>| {
        old.iter().any(|(name, value)| new.and_then(|new| new.get(name)) != Some(value))
    };
    let members = before.household.iter().enumerate();
    let reason = if overturns(&before.facts, Some(&known.facts))
        || members.into_iter().any(|(at, member)| overturns(member, known.household.get(at)))
    {
        written("reason", reason)?
    } else {
        reason.trim().to_owned()
    };
    some(Event::FactsRecorded { known: seal(known.clone()), reason: seal(reason) })
}

/// A signature lies between the application and today.
fn past(case: &Case, field: &'static str, day: Date, at: Context<'_>) -> Result<Date, Reason> {
    if day > at.today() {
        return Err(Reason::InFuture { field });
    }
    if day < case.submitted_on {
        return Err(Reason::BeforeApplication { field });
    }
    Ok(day)
}

fn due(open: &Open, at: Context<'_>) -> Result<Timestamp, Reason> {
    let clock: &Clock = &open.clock;
    let reading = clock.read(&at.policy.calendar, &at.policy.zone).map_err(|_| Reason::CalendarMissing)?;
    reading.due_at().ok_or(Reason::CalendarMissing)
}

/// When the period ran out; what the service does by itself does not exist before.
fn run_out(open: &Open, at: Context<'_>) -> Result<Timestamp, Reason> {
    let ended = due(open, at)?;
    if ended > at.now { Err(Reason::NotInThisState) } else { Ok(ended) }
}
