//! The name seals of an agency: who has each, and since when (C3.4).

use leye_domain::agency::AgencyCode;
use leye_domain::id::{NameSealsId, UserName};
use leye_domain::name_seal::{NameSealAct, NameSealEvent, NameSeals};
use leye_domain::staff::Staff;
use leye_store::{AuditEntry, Commit, DutyChange, NewEvent, StoredEvent, Stream};

use crate::App;
use crate::access::{Deed, Target};
use crate::application::write::{joined, split};
use crate::error::AppError;

/// Version of the form of the bodies.
const SCHEMA: i64 = 1;
/// How often it is tried again when somebody else wrote about the same seals meanwhile.
const TRIES: usize = 8;

/// What the events made.
fn fold(agency: &AgencyCode, events: &[StoredEvent]) -> Result<NameSeals, AppError> {
    let faulty = || AppError::Rules("the name seals' events do not follow from each other".into());
    events.iter().try_fold(NameSeals::new(agency.clone()), |seals, stored| {
        let event: NameSealEvent = crate::read_json(joined(stored))?;
        seals.after(&event, stored.at).ok_or_else(faulty)
    })
}

/// The same, of the agency that the name of the stream gives.
pub(crate) fn fold_stream(events: &[StoredEvent]) -> Result<NameSeals, AppError> {
    let stream = events.first().map(|event| event.stream.as_str()).unwrap_or_default();
    let agency = stream.rsplit('-').next().and_then(|code| code.parse().ok());
    let agency = agency.ok_or_else(|| AppError::Rules(format!("{stream} names no agency")))?;
    fold(&agency, events)
}

impl App {
    /// The name seals of an agency.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not know them.
    pub async fn name_seals(&self, staff: &Staff, agency: &AgencyCode) -> Result<NameSeals, AppError> {
        if !self.access.may(staff, Deed::ReadAgency, Target::Desk(agency)) {
            return Err(AppError::Forbidden { act: None });
        }
        self.name_seals_of(agency).await
    }

    /// Whether somebody may do anything with the seals of their own agency.
    pub fn may_keep_name_seals(&self, staff: &Staff) -> bool {
        self.access.may(staff, Deed::KeepNameSeals, Target::Desk(&staff.agency))
    }

    /// Who may be given a seal: everybody who works at the agency, by sign-in name.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn colleagues(&self, staff: &Staff) -> Result<Vec<(UserName, String)>, AppError> {
        let agency = staff.agency.as_str();
        let users = self.store.users().await?.into_iter();
        let ours = users.filter(|user| user.active && user.agency == agency);
        Ok(ours.filter_map(|user| Some((UserName::parse(&user.name).ok()?, user.display_name))).collect())
    }

    async fn name_seals_of(&self, agency: &AgencyCode) -> Result<NameSeals, AppError> {
        let id = NameSealsId::of(agency);
        fold(agency, &self.store.stream_events(id.county(), id.as_str()).await?)
    }

    /// Does something with a seal of one's own agency.
    ///
    /// # Errors
    /// [`AppError::NameSeal`] where it cannot be; access; somebody who does not work there.
    pub async fn keep_name_seal(&self, staff: &Staff, act: NameSealAct) -> Result<(), AppError> {
        if !self.may_keep_name_seals(staff) {
            return Err(AppError::Forbidden { act: None });
        }
        if let NameSealAct::Make { holder: to, .. } | NameSealAct::Hand { to, .. } = &act
            && !self.colleagues(staff).await?.iter().any(|(user, _)| user == to)
        {
            return Err(AppError::NotFound);
        }
        let mut tries = 0;
        loop {
            let seals = self.name_seals_of(&staff.agency).await?;
            let event = seals.decide(act.clone(), staff)?;
            match self.commit_name_seal(&seals, &event, staff).await {
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }

    async fn commit_name_seal(
        &self,
        before: &NameSeals,
        event: &NameSealEvent,
        staff: &Staff,
    ) -> Result<(), AppError> {
        let (id, now) = (before.id(), self.time.now());
        let (kind, body) = split(serde_json::to_value(event))?;
        let (actor, pack) = (staff.user.as_str().to_owned(), self.policy(now).hash.clone());
        let audit = AuditEntry {
            at: now,
            actor: actor.clone(),
            agency: Some(staff.agency.as_str().to_owned()),
            action: kind.clone(),
            subject: id.as_str().to_owned(),
            person: None,
            reason: None,
        };
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: before.version,
            person: None,
            new_person: false,
            events: vec![NewEvent { at: now, kind, actor, schema: SCHEMA, pack, body }],
            rows: Vec::new(),
            duties: DutyChange::default(),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(())
    }
}
