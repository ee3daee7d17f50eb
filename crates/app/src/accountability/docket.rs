//! A docket: opened by the service, explained by the holder, found by the level above, objected to,
//! looked at again, made good (A2).

use leye_domain::accountability::{Docket, DocketAct, Finding};
use leye_domain::agency::Level;
use leye_domain::id::DocketId;
use leye_domain::staff::{Actor, Role, Staff};

use super::ListedDocket;
use super::matter::Filed;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;
use crate::matter::MatterPage;

/// A docket as opened.
#[derive(Clone, Debug)]
pub struct DocketFile {
    /// It.
    pub docket: Docket,
    /// Whether the holder can no longer answer, because they left.
    pub absent: bool,
    /// Whether the caller may explain.
    pub may_explain: bool,
    /// Whether the caller may find.
    pub may_find: bool,
    /// Whether the caller may accept or object.
    pub may_answer: bool,
    /// Whether the caller may look again.
    pub may_look: bool,
    /// Whether the caller may say that it was made good.
    pub may_remedy: bool,
}

/// The states of a docket, in the order in which lists show them.
pub(crate) const STATES: [&str; 6] = ["opened", "explained", "found", "objected", "remedy", "closed"];

impl App {
    /// The states of dockets, in the order of lists.
    pub fn docket_states(&self) -> [&'static str; 6] {
        STATES
    }

    /// A page of dockets: those at and below the agency of who answers for it or supervises it, and
    /// somebody's own.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn dockets(
        &self,
        staff: &Staff,
        state: &str,
        after: &Option<(i64, String)>,
    ) -> Result<MatterPage<ListedDocket>, AppError> {
        let own = (!sees_all(staff)).then(|| staff.user.as_str());
        self.matters_of::<Filed>(staff, own, state, after).await
    }

    /// Opens a docket.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it.
    pub async fn docket_file(&self, staff: &Staff, id: &DocketId) -> Result<DocketFile, AppError> {
        let docket = self.reached_docket(staff, id).await?;
        self.record(staff, "read_docket", id.as_str(), None, None).await?;
        let (now, absent) = (self.time.now(), self.is_absent(&docket).await?);
        let terms = self.docket_terms(&docket.breach.agency, now)?;
        let asked = self.access.about(staff, target(&docket));
        // The core decides what may be done now; words that are there stand for those to be typed.
        let could = |act| docket.decide(act, staff, absent, terms, now).is_ok();
        let words = || "-".to_owned();
        let finding = Finding::Reminded;
        Ok(DocketFile {
            may_explain: asked.may(Deed::AnswerDocket) && could(DocketAct::Explain { words: words() }),
            may_find: asked.may(Deed::FindDocket)
                && could(DocketAct::Find { finding, reason: words(), remedy: None }),
            may_answer: asked.may(Deed::AnswerDocket) && could(DocketAct::Accept),
            may_look: asked.may(Deed::LookAtDocket)
                && could(DocketAct::LookAgain { finding, reason: words() }),
            may_remedy: asked.may(Deed::AnswerDocket) && could(DocketAct::Remedied { words: words() }),
            absent,
            docket,
        })
    }

    /// Does something about a docket; `seen` is the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Docket`] where the rules say no, `Stale` where it changed meanwhile; access.
    pub async fn act_on_docket(
        &self,
        staff: &Staff,
        id: &DocketId,
        act: DocketAct,
        seen: i64,
    ) -> Result<(), AppError> {
        let docket = self.reached_docket(staff, id).await?;
        let deed = match act {
            DocketAct::Find { .. } => Deed::FindDocket,
            DocketAct::LookAgain { .. } => Deed::LookAtDocket,
            _ => Deed::AnswerDocket,
        };
        if !self.access.may(staff, deed, target(&docket)) {
            return Err(AppError::Forbidden { act: None });
        }
        if docket.version != seen {
            return Err(AppError::Stale { current: docket.version, since: Vec::new() });
        }
        let (now, absent) = (self.time.now(), self.is_absent(&docket).await?);
        let terms = self.docket_terms(&docket.breach.agency, now)?;
        let event = docket.decide(act, staff, absent, terms, now)?;
        let commit = self.planned(Some(Filed::new(docket)), &event, None, (staff, now))?;
        self.store.commit(commit).await?;
        Ok(())
    }

    /// Lets stand what was found and nobody objected to in time.
    ///
    /// # Errors
    /// Storage failures.
    pub(crate) async fn settle_docket(&self, id: &DocketId) -> Result<bool, AppError> {
        let filed: Filed = self.matter(id.county(), id.as_str()).await?;
        let now = self.time.now();
        let Ok(event) = filed.docket.uncontested(now) else { return Ok(false) };
        let commit = self.planned(Some(filed), &event, None, (&Actor::Service, now))?;
        self.store.commit(commit).await?;
        Ok(true)
    }

    async fn reached_docket(&self, staff: &Staff, id: &DocketId) -> Result<Docket, AppError> {
        let filed: Filed = self.matter(id.county(), id.as_str()).await?;
        if !self.access.may(staff, Deed::ReadDocket, target(&filed.docket)) {
            return Err(AppError::NotFound);
        }
        Ok(filed.docket)
    }

    /// Whether the holder left the service or the agency.
    async fn is_absent(&self, docket: &Docket) -> Result<bool, AppError> {
        let Some(holder) = &docket.breach.holder else { return Ok(false) };
        let user = self.store.user(holder.as_str()).await?;
        Ok(!user.is_some_and(|user| user.active && user.agency == docket.breach.agency.as_str()))
    }
}

/// Whether somebody sees every docket at and below their agency, as the policies say for each.
fn sees_all(staff: &Staff) -> bool {
    match staff.role {
        Role::Auditor | Role::Head => true,
        Role::Reviewer | Role::Inspector => staff.level() != Level::Station,
        Role::Clerk | Role::Administrator => false,
    }
}

fn target(docket: &Docket) -> Target<'_> {
    Target::Docket { agency: &docket.breach.agency, holder: docket.breach.holder.as_ref() }
}
