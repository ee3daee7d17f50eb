//! What is owed on an assistance, made from its state alone. Lateness is for the reader to find.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Assistance, Phase};
use crate::id::UserName;
use crate::sealed::Sealed;

/// What is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwedKind {
    /// The station names a helper.
    NameHelper,
    /// The class is set.
    SetClass,
    /// The agreement is signed.
    SignAgreement,
    /// A colleague takes what was handed to them.
    TakeOver,
    /// The helper contacts the person.
    Contact,
    /// The head settles an exit.
    SettleExit,
}

impl OwedKind {
    /// Every kind.
    pub const ALL: [OwedKind; 6] = [
        OwedKind::NameHelper,
        OwedKind::SetClass,
        OwedKind::SignAgreement,
        OwedKind::TakeOver,
        OwedKind::Contact,
        OwedKind::SettleExit,
    ];

    /// The word used in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            OwedKind::NameHelper => "name_helper",
            OwedKind::SetClass => "set_class",
            OwedKind::SignAgreement => "sign_agreement",
            OwedKind::TakeOver => "take_over",
            OwedKind::Contact => "contact",
            OwedKind::SettleExit => "settle_exit",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<OwedKind> {
        OwedKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// By when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwedBy {
    /// By an instant, the end of a time limit.
    Instant(Timestamp),
    /// By the end of a day.
    Day(Date),
}

/// One thing that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub kind: OwedKind,
    /// Sign-in name of who owes it; the station where it is nobody's yet.
    pub holder: Option<UserName>,
    /// By when.
    pub by: OwedBy,
}

impl Assistance {
    /// What is owed now. Of somebody who was erased nothing is.
    pub fn owed(&self) -> Vec<Owed> {
        if self.grounds == Sealed::Erased { Vec::new() } else { self.outstanding() }
    }

    /// What the state asks for, whether or not the person can still be read.
    pub fn outstanding(&self) -> Vec<Owed> {
        if self.is_ended() {
            return Vec::new();
        }
        let helper = self.helper.as_ref().map(|helper| helper.user.clone());
        let instant = |kind, holder: Option<UserName>, at| Owed { kind, holder, by: OwedBy::Instant(at) };
        let mut owed = Vec::new();
        if helper.is_none() {
            owed.push(instant(OwedKind::NameHelper, None, self.terms.name_helper));
        }
        if self.class.is_none() {
            owed.push(instant(OwedKind::SetClass, helper.clone(), self.terms.set_class));
        }
        if self.agreement.is_none() {
            owed.push(instant(OwedKind::SignAgreement, helper.clone(), self.terms.sign_agreement));
        }
        let handed = self.helper.as_ref().and_then(|helper| helper.handed_to.as_ref());
        owed.extend(handed.map(|to| instant(OwedKind::TakeOver, Some(to.user.clone()), to.due)));
        if let Some(day) = self.contact_due() {
            owed.push(Owed { kind: OwedKind::Contact, holder: helper, by: OwedBy::Day(day) });
        }
        owed.extend(self.exit.as_ref().map(|exit| instant(OwedKind::SettleExit, None, exit.settle_due)));
        owed
    }

    /// The last day on which the next contact is in time: the rhythm of the class, counted from
    /// the last contact, from the class, or from when assistance began to run, whichever is the
    /// latest. None while no class is set, while the person works, and after the end.
    pub fn contact_due(&self) -> Option<Date> {
        let Phase::Running { since } = self.phase else { return None };
        let class = self.class.as_ref()?;
        let from = self.last_contact().into_iter().fold(since.max(class.since), Date::max);
        Some(class.rhythm.after(from))
    }

    /// The day of the last contact at which the person was reached.
    pub fn last_contact(&self) -> Option<Date> {
        self.contacts.iter().filter(|contact| contact.reached).map(|contact| contact.on).max()
    }
}
