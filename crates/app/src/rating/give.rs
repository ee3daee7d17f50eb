//! Rating by the link: by whoever holds it, once, without sign-in.

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::complaint::{Complainant, ComplaintCategory, ComplaintWay};
use leye_domain::id::CaseId;
use leye_domain::rating::{
    Answers, Charged, Course, Given, RatedService, Rating, RatingEvent, ServiceKind, Suspicion,
};
use leye_domain::sealed::Sealed;
use leye_domain::staff::{Actor, Staff};
use leye_store::Commit;

use super::ask::DOMAIN;
use crate::App;
use crate::complaint::{Filed, Filing};
use crate::error::AppError;
use crate::matter::By;
use crate::paper::code;

/// What the resident sends, and what is known of how it came.
#[derive(Clone, Debug)]
pub struct GivenRating {
    /// What they answered.
    pub answers: Answers,
    /// Whether staff are signed in to the browser.
    pub by_staff_browser: bool,
    /// How many ratings came from this address within an hour, with this one.
    pub from_address: usize,
}

/// Whether it can be rated still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingStanding {
    /// It can.
    Open,
    /// It was.
    Given,
    /// The days for it are over.
    Over,
}

/// What the page behind a link shows: not whose service it was.
#[derive(Clone, Debug)]
pub struct RatingForm {
    /// The agency that served.
    pub agency: AgencyCode,
    /// What sort of service.
    pub kind: ServiceKind,
    /// The day on which it was asked for.
    pub on: Date,
    /// Whether it can be rated still.
    pub standing: RatingStanding,
}

impl App {
    /// What a link leads to.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a link that was made up.
    pub async fn rating_form(&self, link: &str) -> Result<RatingForm, AppError> {
        let rating = self.linked(link).await?;
        let standing = match rating.course {
            Course::Asked if self.today() > rating.days.1 => RatingStanding::Over,
            Course::Asked => RatingStanding::Open,
            _ => RatingStanding::Given,
        };
        Ok(RatingForm { agency: rating.agency, kind: rating.service.kind(), on: rating.days.0, standing })
    }

    /// Takes a rating. One that looks as if staff sent it, or one of many from one address, is taken
    /// and does not count before the level above has looked. That money was asked for is a complaint,
    /// whose number and code it gives.
    ///
    /// # Errors
    /// [`AppError::Rating`] where it was rated already or too late; a link that was made up.
    pub async fn give_rating(&self, link: &str, given: GivenRating) -> Result<Option<Filed>, AppError> {
        let rating = self.linked(link).await?;
        let most = usize::from(self.rating_number("per_hour")?);
        let suspicion = match given {
            GivenRating { by_staff_browser: true, .. } => Some(Suspicion::StaffDevice),
            GivenRating { from_address, .. } => (from_address > most).then_some(Suspicion::Rate),
        };
        let words = given.answers.words.get().map(|words| words.trim().to_owned()).unwrap_or_default();
        let answers = Answers { words: Sealed::Open(words), ..given.answers };
        let terms = self.rating_terms(&rating.agency, None)?;
        let event = rating.give(Given { answers, suspicion, on: self.today() }, terms)?;
        let by = &Actor::Public;
        // Before the rating: cut off between the two, it comes again with the rating, as the same.
        let complaint = self.charge_reported(&rating, &event).await?;
        let commit = self.rating_commit(Some(rating), &event, (by, terms.now))?;
        match self.store.commit(commit).await.map_err(AppError::from) {
            // Only a rating can have come between.
            Err(AppError::Stale { .. }) => Err(leye_domain::rating::RatingRefusal::RatedAlready.into()),
            other => other.map(|_| complaint),
        }
    }

    /// Money was asked for (A8): that is a complaint, which goes past station and office. It says nothing
    /// of who rated but their words.
    async fn charge_reported(&self, rating: &Rating, event: &RatingEvent) -> Result<Option<Filed>, AppError> {
        let RatingEvent::RatingGiven { answers, .. } = event else { return Ok(None) };
        if answers.charged != Charged::Yes {
            return Ok(None);
        }
        let filing = Filing {
            category: ComplaintCategory::Charging,
            about: rating.agency.clone(),
            way: ComplaintWay::Rating,
            words: answers.words.get().cloned().unwrap_or_default(),
            whom: String::new(),
            complainant: Complainant::default(),
            sender: None,
            key: format!("rating/{}", rating.id),
        };
        self.file_complaint(filing).await.map(Some)
    }

    /// The commit of an event. It is not noted in the person's own record who did what: those who are
    /// rated read that, and would know who rated.
    pub(super) fn rating_commit<'a>(
        &self,
        before: Option<Rating>,
        event: &RatingEvent,
        by: (impl Into<By<'a>>, jiff::Timestamp),
    ) -> Result<Commit, AppError> {
        let mut commit = self.planned(before, event, None, by)?;
        commit.audit.iter_mut().for_each(|entry| entry.person = None);
        Ok(commit)
    }

    async fn linked(&self, link: &str) -> Result<Rating, AppError> {
        let (case, number, _) = code::read(&self.store, DOMAIN, link).ok_or(AppError::NotFound)?;
        if number != 0 {
            return Err(AppError::NotFound);
        }
        let (_, rating) = self.rating_of(&RatedService::Case(case)).await?;
        rating.ok_or(AppError::NotFound)
    }

    /// The case of a rating, to whoever may open it.
    pub(super) async fn rated_case(&self, staff: &Staff, id: &CaseId) -> Option<CaseId> {
        let (case, _) = self.settled(id).await.ok()?;
        self.may_read(staff, &case).ok().map(|()| case.id)
    }
}
