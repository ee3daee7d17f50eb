//! Open the file of an assistance: how it stands, all that happened, and what the reader may do.
//! It is recorded who looked.

use std::collections::BTreeMap;

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::Applicant;
use leye_domain::assistance::{Assistance, AssistanceEvent, AssistanceRules};
use leye_domain::id::{PersonId, UserName};
use leye_domain::person::mask;
use leye_domain::staff::{Role, Staff};

use super::write;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// What somebody may do in an assistance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssistanceRights {
    /// Do what the station does.
    pub keep: bool,
    /// Decide on its end.
    pub settle: bool,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct AssistanceHappened {
    /// Its number in the file.
    pub seq: i64,
    /// Its hash, to check a letter by.
    pub hash: String,
    /// What.
    pub event: AssistanceEvent,
    /// Sign-in name of who did it, or `service`.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The file as opened.
#[derive(Clone, Debug)]
pub struct AssistanceFile {
    /// Name of the person; none once erased.
    pub name: Option<String>,
    /// Masked identity number; empty once erased.
    pub masked: String,
    /// How it stands.
    pub assistance: Assistance,
    /// All that happened, the newest first.
    pub happened: Vec<AssistanceHappened>,
    /// What the pack in force today says.
    pub rules: AssistanceRules,
    /// What the reader may do.
    pub rights: AssistanceRights,
    /// Who works at the station and may help, with the name as shown.
    pub helpers: BTreeMap<UserName, String>,
}

impl App {
    /// Opens the file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nobody assists, or the caller may not see it.
    pub async fn assistance_file(&self, staff: &Staff, id: &PersonId) -> Result<AssistanceFile, AppError> {
        let (assistance, rights) = self.assisted(staff, id).await?;
        let stream = assistance.id();
        self.record(staff, "read_assistance", stream.as_str(), Some(id), None).await?;
        let stored = self.store.stream_events(stream.county(), stream.as_str()).await?;
        let events = write::read(&stored)?;
        let happened = stored.into_iter().zip(events).rev();
        let happened = happened.map(|(stored, event)| AssistanceHappened {
            seq: stored.seq,
            hash: stored.hash,
            event,
            by: stored.actor,
            at: stored.at,
        });
        let rules = self.assistance_rules(self.today());
        let person = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(person.body)?;
        let details = person.details.get();
        Ok(AssistanceFile {
            name: details.map(|details| details.name.clone()),
            masked: details.map(|details| mask::number(&details.number)).unwrap_or_default(),
            happened: happened.collect(),
            rules: rules.ok_or_else(|| AppError::Rules("the pack has no folder assistance/".into()))?,
            rights,
            helpers: self.helpers_at(&assistance.station).await?,
            assistance,
        })
    }

    /// Whether somebody is or was assisted, for a link; asks access and records nothing.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn has_assistance(&self, staff: &Staff, id: &PersonId) -> Result<bool, AppError> {
        match self.assisted(staff, id).await {
            Ok(_) => Ok(true),
            Err(AppError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The assistance of somebody, for who may read it, with what they may do.
    pub(super) async fn assisted(
        &self,
        staff: &Staff,
        id: &PersonId,
    ) -> Result<(Assistance, AssistanceRights), AppError> {
        let assistance = self.assistance_of(id).await?.ok_or(AppError::NotFound)?;
        let person = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(person.body)?;
        let household = person.details.get().map(|details| self.household_hashes(details));
        let household = household.unwrap_or_default();
        let asked = self.access.about(staff, Target::Assistance(&assistance.station, &household));
        if !asked.may(Deed::ReadAssistance) {
            return Err(AppError::NotFound);
        }
        let rights = AssistanceRights {
            keep: asked.may(Deed::KeepAssistance),
            settle: asked.may(Deed::SettleAssistance),
        };
        Ok((assistance, rights))
    }

    /// Who works at a station and may help, with the name as shown.
    pub(crate) async fn helpers_at(
        &self,
        station: &AgencyCode,
    ) -> Result<BTreeMap<UserName, String>, AppError> {
        let helps = |role: &str| matches!(role.parse(), Ok(Role::Clerk | Role::Reviewer | Role::Head));
        let users = self.store.users_of(station.as_str()).await?.into_iter();
        let ours = users.filter(|user| user.active && helps(&user.role));
        Ok(ours.filter_map(|user| Some((UserName::parse(&user.name).ok()?, user.display_name))).collect())
    }
}
