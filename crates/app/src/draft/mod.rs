//! Drafts of policy packs: uploaded, looked at, rehearsed, proposed by one person, published by
//! another. From its day on the service judges by the published pack.

mod book;
mod rehearsal;
mod unzip;
mod upload;

use jiff::civil::Date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::rulebook::{Draft, RulebookAct};
use leye_domain::staff::Staff;
use leye_pack::{AgencyLevel, Changes, diff};
use leye_rules::run_examples;
pub use leye_rules::{Failed, Rehearsed, Standing, Transition};

pub(crate) use book::fold;
pub use rehearsal::{PeopleFile, Rehearsal, RehearsalState, Rehearsals};
pub use unzip::MOST_PACKED;
pub use upload::Uploaded;

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// Every draft with what the caller may do.
#[derive(Clone, Debug)]
pub struct DraftList {
    /// The newest first.
    pub drafts: Vec<Draft>,
    /// The published draft that is in force today; none while the rules are those that the
    /// service was started with.
    pub in_force: Option<u32>,
    /// Whether the caller may upload, propose and withdraw.
    pub may_keep: bool,
    /// Whether the caller may publish.
    pub may_publish: bool,
}

/// A draft, looked at.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// The draft.
    pub draft: Draft,
    /// Its pack.
    pub pack: std::sync::Arc<leye_pack::Pack>,
    /// What it changes against the rules in force today; for a pack that is or was in force,
    /// against those of the day before.
    pub changes: Changes,
    /// The worked examples that do not come out.
    pub failed: Vec<Failed>,
    /// Whether the caller may propose and withdraw.
    pub may_keep: bool,
    /// Whether the caller may publish: the right alone, not whether it is the second person.
    pub may_publish: bool,
}

impl App {
    /// The agency whose staff keep the rules: the city's.
    pub fn rules_desk(&self) -> AgencyCode {
        let agencies = &self.rules.base().pack.agencies;
        let city = agencies.iter().find(|agency| agency.level == AgencyLevel::City);
        let code = city.or(agencies.first()).and_then(|agency| agency.code.parse::<AgencyCode>().ok());
        let code = code.expect("a pack has agencies, and each code has 12 digits");
        code.at(Level::City)
    }

    /// Whether the member of staff may see drafts at all.
    pub fn may_read_drafts(&self, staff: &Staff) -> bool {
        self.may_on_rules(staff, Deed::ReadDrafts)
    }

    fn may_on_rules(&self, staff: &Staff, deed: Deed) -> bool {
        self.access.may(staff, deed, Target::Desk(&self.rules_desk()))
    }

    /// Refuses who may not. Of drafts nobody else knows that they exist.
    fn must_on_rules(&self, staff: &Staff, deed: Deed) -> Result<(), AppError> {
        if !self.may_read_drafts(staff) {
            return Err(AppError::NotFound);
        }
        if self.may_on_rules(staff, deed) { Ok(()) } else { Err(AppError::Forbidden { act: None }) }
    }

    /// Every draft.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who may not see them.
    pub async fn drafts(&self, staff: &Staff) -> Result<DraftList, AppError> {
        self.must_on_rules(staff, Deed::ReadDrafts)?;
        let book = self.rulebook().await?;
        let today = self.today();
        let in_force = book.published().into_iter().rfind(|(day, _)| *day <= today);
        let in_force = in_force.map(|(_, draft)| draft.number);
        Ok(DraftList {
            in_force,
            drafts: book.drafts.into_values().rev().collect(),
            may_keep: self.may_on_rules(staff, Deed::KeepDrafts),
            may_publish: self.may_on_rules(staff, Deed::PublishPack),
        })
    }

    /// One draft with what it changes and what its examples say.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who may not see it, and where there is none.
    pub async fn draft(&self, staff: &Staff, number: u32) -> Result<DraftView, AppError> {
        self.must_on_rules(staff, Deed::ReadDrafts)?;
        let draft = self.rulebook().await?.drafts.remove(&number).ok_or(AppError::NotFound)?;
        let edition = self.kept_edition(&draft.facts.files).await?;
        let today = self.today();
        let against = match draft.in_force() {
            Some(day) => day.yesterday().unwrap_or(day),
            None => today,
        };
        let base = self.rules.pack_on(against);
        let (pack, engines) = (edition.pack, edition.engines);
        let looked = tokio::task::spawn_blocking({
            let pack = pack.clone();
            move || (diff(&base, &pack), run_examples(&pack, &engines))
        });
        let (changes, failed) = looked.await.map_err(|e| AppError::Rules(e.to_string()))?;
        let may_keep = self.may_on_rules(staff, Deed::KeepDrafts);
        let may_publish = self.may_on_rules(staff, Deed::PublishPack);
        Ok(DraftView { draft, pack, changes, failed, may_keep, may_publish })
    }

    /// Proposes that a draft be in force from a day on.
    ///
    /// # Errors
    /// Access; [`AppError::Draft`] with why not.
    pub async fn propose_draft(&self, staff: &Staff, draft: u32, in_force: Date) -> Result<(), AppError> {
        self.must_on_rules(staff, Deed::KeepDrafts)?;
        self.write_rulebook(staff, RulebookAct::Propose { draft, in_force }).await?;
        Ok(())
    }

    /// Publishes what somebody else proposed.
    ///
    /// # Errors
    /// Access; [`AppError::Draft`] with why not, among them that it is the same person.
    pub async fn publish_draft(&self, staff: &Staff, draft: u32) -> Result<(), AppError> {
        self.must_on_rules(staff, Deed::PublishPack)?;
        // From that day on cases are judged by it: it has to be readable here.
        let files = self.rulebook().await?.drafts.get(&draft).map(|draft| draft.facts.files.clone());
        if let Some(files) = files {
            self.kept_edition(&files).await?;
        }
        self.write_rulebook(staff, RulebookAct::Publish { draft }).await?;
        Ok(())
    }

    /// Takes a draft back; a published one before its day.
    ///
    /// # Errors
    /// Access; [`AppError::Draft`] with why not.
    pub async fn withdraw_draft(&self, staff: &Staff, draft: u32, reason: String) -> Result<(), AppError> {
        self.must_on_rules(staff, Deed::KeepDrafts)?;
        self.write_rulebook(staff, RulebookAct::Withdraw { draft, reason }).await?;
        Ok(())
    }
}
