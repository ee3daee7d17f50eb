//! Open a review: why it is owed, and what else is known to come. It is recorded who looked.

use leye_domain::applicant::Applicant;
use leye_domain::id::PersonId;
use leye_domain::person::mask;
use leye_domain::staff::Staff;
use leye_domain::standing::{ExitReason, ForeseenEnd, Review};
use leye_pack::Exit;

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// A reason with the article that gives it.
#[derive(Clone, Debug)]
pub struct ReasonFile {
    /// The reason.
    pub reason: ExitReason,
    /// The article; none where the pack of today has it no more.
    pub article: Option<Exit>,
}

/// What a station reviews.
#[derive(Clone, Debug)]
pub struct ReviewFile {
    /// The person.
    pub person: Applicant,
    /// Name.
    pub name: String,
    /// Masked identity number.
    pub masked: String,
    /// The review that is open.
    pub review: Option<Review>,
    /// Why.
    pub reasons: Vec<ReasonFile>,
    /// What is known to come.
    pub ends: Vec<ForeseenEnd>,
    /// The version that was seen.
    pub version: i64,
    /// Whether the caller may close it.
    pub may_close: bool,
}

impl App {
    /// Opens what the register follows of a person.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is nothing, or the caller may not see it.
    pub async fn review_file(&self, staff: &Staff, id: &PersonId) -> Result<ReviewFile, AppError> {
        let (person, may_close) = self.followed(staff, id).await?;
        let standing = self.standing_of(id).await?.ok_or(AppError::NotFound)?;
        let details = person.details.get().ok_or(AppError::Erased)?;
        self.record(staff, "read_review", standing.id().as_str(), Some(id), None).await?;
        let reasons = standing.review.iter().filter_map(|review| review.reasons.get()).flatten();
        let reasons = reasons
            .map(|reason| ReasonFile { reason: reason.clone(), article: self.exit_article(&reason.article) });
        Ok(ReviewFile {
            name: details.name.clone(),
            masked: mask::number(&details.number),
            reasons: reasons.collect(),
            ends: standing.ends.get().cloned().unwrap_or_default(),
            review: standing.review.clone(),
            version: standing.version,
            may_close: may_close && standing.review.is_some(),
            person,
        })
    }

    /// The exit article of this code.
    pub fn exit_article(&self, code: &str) -> Option<Exit> {
        self.rules.pack().exits.iter().find(|exit| exit.code == code).cloned()
    }

    /// Somebody whose findings the caller may read, and whether they may close them.
    pub(super) async fn followed(&self, staff: &Staff, id: &PersonId) -> Result<(Applicant, bool), AppError> {
        let row = self.store.person(id.county(), id.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: Applicant = crate::read_json(row.body)?;
        let household = person.details.get().map(|details| self.household_hashes(details));
        let asked =
            self.access.about(staff, Target::Finding(&person.station, &household.unwrap_or_default()));
        if !asked.may(Deed::ReadFinding) {
            return Err(AppError::NotFound);
        }
        let may_close = asked.may(Deed::CloseFinding);
        Ok((person, may_close))
    }
}
