//! Who helps: named by the station, handed on by the helper, taken by the colleague. Until it is
//! taken the one before answers (A2, A7).

use super::{Decided, Here, LONGEST, written};
use crate::assistance::{AssistanceEvent, AssistanceReason};
use crate::id::UserName;
use crate::staff::Role;

impl Here<'_> {
    pub(super) fn name_helper(&self, helper: UserName, reason: &str) -> Decided {
        self.colleague(&helper)?;
        let reason = match &self.assistance.helper {
            None => None,
            Some(_) if self.at.staff.role != Role::Head => return Err(AssistanceReason::HeadOnly),
            Some(before) if before.user == helper => return Err(AssistanceReason::AlreadyHelper),
            Some(_) => Some(written("reason", reason, LONGEST)?),
        };
        Ok(vec![AssistanceEvent::HelperNamed { helper, reason }])
    }

    pub(super) fn hand(&self, to: UserName, reason: &str) -> Decided {
        let helper = self.assistance.helper.as_ref().ok_or(AssistanceReason::NoHelper)?;
        if helper.user != self.at.staff.user && self.at.staff.role != Role::Head {
            return Err(AssistanceReason::NotTheHelper);
        }
        if helper.user == to {
            return Err(AssistanceReason::AlreadyHelper);
        }
        self.colleague(&to)?;
        let reason = written("reason", reason, LONGEST)?;
        let due = self.at.term("take_over", self.at.now)?;
        Ok(vec![AssistanceEvent::HelperHanded { to, due, reason }])
    }

    pub(super) fn take(&self) -> Decided {
        let handed = self.assistance.helper.as_ref().and_then(|helper| helper.handed_to.as_ref());
        match handed {
            Some(handed) if handed.user == self.at.staff.user => {
                Ok(vec![AssistanceEvent::HelperTaken { helper: handed.user.clone() }])
            }
            _ => Err(AssistanceReason::NotHandedToYou),
        }
    }

    fn colleague(&self, user: &UserName) -> Decided<()> {
        if self.at.colleagues.contains(user) { Ok(()) } else { Err(AssistanceReason::NotOfTheStation) }
    }
}
