//! Asking for a rating: once for a finished case, and the link for it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::case::Case;
use leye_domain::id::CaseId;
use leye_domain::rating::{RatedService, Rating, RatingEvent, ask};
use leye_domain::staff::Staff;

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;
use crate::paper::code;

/// What the keyed hash of a link is asked for.
pub(super) const DOMAIN: &str = "rating";

/// What is printed for the resident.
#[derive(Clone, Debug)]
pub struct RatingSlip {
    /// What stands behind `/rate/`, and the first and the last day; none before it was asked for.
    pub asked: Option<(String, Date, Date)>,
    /// Whether the caller may ask now.
    pub may_ask: bool,
}

impl App {
    /// The slip for a finished case.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that is open or that the caller may not ask about.
    pub async fn rating_slip(&self, staff: &Staff, id: &CaseId) -> Result<RatingSlip, AppError> {
        let (case, before) = self.to_be_rated(staff, id).await?;
        if case.open().is_some() {
            return Err(AppError::NotFound);
        }
        let asked = before.map(|rating| self.link_of(id).map(|link| (link, rating.days.0, rating.days.1)));
        let asked = asked.transpose()?;
        Ok(RatingSlip { may_ask: asked.is_none(), asked })
    }

    /// Asks for the rating of a finished case.
    ///
    /// # Errors
    /// [`AppError::Rating`] where it was asked for, or the case is open; access.
    pub async fn ask_rating(&self, staff: &Staff, id: &CaseId) -> Result<(), AppError> {
        let (case, before) = self.to_be_rated(staff, id).await?;
        let service = RatedService::Case(id.clone());
        let (rating, _) = self.rating_of(&service).await?;
        let (on, now) = (self.today(), self.time.now());
        let days = i64::from(self.rating_number("link")?);
        let asked = RatingEvent::RatingAsked {
            rating,
            service,
            agency: case.station.clone(),
            person: case.person.clone(),
            rated: case.worked.values().flatten().cloned().collect(),
            on,
            until: on.saturating_add(jiff::Span::new().days(days)),
        };
        let event = ask(before.as_ref(), case.open().is_none(), asked)?;
        let commit = self.rating_commit(None, &event, (staff, now))?;
        self.store.commit(commit).await?;
        Ok(())
    }

    fn link_of(&self, id: &CaseId) -> Result<String, AppError> {
        let link = code::of(&self.store, DOMAIN, id, 0);
        link.ok_or_else(|| AppError::Rules(format!("{id} has no code")))
    }

    async fn to_be_rated(&self, staff: &Staff, id: &CaseId) -> Result<(Case, Option<Rating>), AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        let (nobody, above) = (BTreeSet::new(), case.station.at(Level::Office));
        let target = Target::Oversight { agency: &case.station, finder: &above, household: &nobody };
        if !self.access.may(staff, Deed::AskRating, target) {
            return Err(AppError::NotFound);
        }
        let (_, before) = self.rating_of(&RatedService::Case(id.clone())).await?;
        Ok((case, before))
    }
}
