//! Whether a case is ready for an act: what stands in the way whatever the act would carry.

use jiff::Timestamp;

use crate::case::ActName;
use crate::case::refusal::Reason;
use crate::case::{Case, CorrectionUse, Open, Papers, Receipt, Step};
use crate::policy::Policy;

/// Why an act cannot succeed now, if it can't, so that nobody fills in its form in vain.
/// The act has to exist in the present state.
pub fn unready(case: &Case, name: ActName, policy: &Policy, now: Timestamp) -> Option<Reason> {
    if name == ActName::RecordReceipt {
        let pending = case.receipts.values().any(|receipt| *receipt == Receipt::Pending);
        return (!pending).then_some(Reason::NoPendingReceipt);
    }
    let open = case.open()?;
    match (name, &open.step) {
        (ActName::RequestCorrection, _) if case.correction == CorrectionUse::Used => {
            Some(Reason::CorrectionAlreadyAsked)
        }
        (ActName::PostNotice, _) if case.form_signed_on.is_none() => Some(Reason::FormNotSigned),
        (ActName::RecordEntry, Step::Entry { recorded: true }) => Some(Reason::EntryAlreadyRecorded),
        (ActName::Forward, Step::Entry { recorded: false }) => Some(Reason::EntryNotRecorded),
        (ActName::ReceiveBack, Step::PapersBack { papers: Papers::AtStation }) => {
            Some(Reason::PapersAlreadyReceived)
        }
        (ActName::HandBack, Step::PapersBack { papers: Papers::OnTheWay }) => Some(Reason::PapersNotReceived),
        (ActName::Extend | ActName::CloseNotice, _) => untimely(open, name, policy, now),
        _ => None,
    }
}

/// A limit is extended before it ends and so many times; a notice closes once it has ended.
fn untimely(open: &Open, name: ActName, policy: &Policy, now: Timestamp) -> Option<Reason> {
    let reading = open.clock.read(&policy.calendar, &policy.zone).ok();
    let Some(due) = reading.and_then(|reading| reading.due_at()) else {
        return Some(Reason::CalendarMissing);
    };
    match name {
        ActName::CloseNotice => (due > now).then_some(Reason::NoticeStillHangs { until: due }),
        _ if due <= now => Some(Reason::TimeLimitOver),
        _ => (open.clock.extensions() >= policy.extension.times).then_some(Reason::ExtensionUsed),
    }
}
